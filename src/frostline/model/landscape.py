"""What was seen of other payers' policies: records to look at, never to decide by."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from frostline.model.encounter import Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words
from frostline.model.words import COMMA, Tokens, tokens

Basis = Literal["full", "opening", "third-party summary", "dates only"]
SMALL = frozenset({"of", "in", "to", "for", "with", "by", "on", COMMA})
SLUG = re.compile(r"[^a-z0-9]+")


class SeenStatus(StrEnum):
    """What a page was seen to say of a use; the last three are from pages whose decision was not seen."""

    medically_necessary = "medically_necessary"
    covered = "covered"
    investigational = "investigational"
    not_medically_necessary = "not_medically_necessary"
    not_covered = "not_covered"
    cosmetic = "cosmetic"
    not_addressed = "not_addressed"
    described_as_used = "described_as_used"
    described_as_insufficient_evidence = "described_as_insufficient_evidence"
    defers_to = "defers_to"


def spoken(text: str) -> Tokens:
    """Words of a use in whatever order they are typed: focal prostate, and prostate, focal."""
    return tuple(sorted(word for word in tokens(text) if word not in SMALL))


@dataclass(frozen=True, slots=True, eq=False)
class Indication:
    """A use of freezing that payers decide about, the words for it, and the codes that usually bill it."""

    id: Word
    label: Word
    words: Words
    codes: Words = ()

    @property
    def group(self) -> str:
        """The organ or field that it belongs to."""
        return self.id.split(".", maxsplit=1)[0]

    @property
    def said(self) -> Words:
        """Everything that people may type for it."""
        return (self.id, self.label, *self.words)


@dataclass(frozen=True, slots=True, eq=False)
class Indications:
    """The uses that the landscape is compared by; `groups`: words for all uses of an organ or field together."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[Indication, ...]
    groups: dict[Word, Words] = field(default_factory=dict)

    def named(self, text: str) -> tuple[Indication, ...]:
        """The use that has this id or these words, or all of a group; none for words that are not known."""
        said = spoken(text)
        exact = tuple(term for term in self.terms if said in map(spoken, term.said))
        groups = {term.group for term in self.terms}
        meant = {name for name in groups if said in map(spoken, (name, *self.groups.get(name, ())))}
        return exact or tuple(term for term in self.terms if term.group in meant)

    def billed(self, code: str) -> tuple[Indication, ...]:
        """Uses that are usually billed with a code."""
        return tuple(term for term in self.terms if code in term.codes)


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A boundary that a row states, so that payers can be compared by it; exactly one of the four bounds."""

    of: Word  # what is measured, such as kidney.gfr or tumor.size_cm
    unit: Word | None = None
    below: Word | None = None
    at_least: Word | None = None
    at_most: Word | None = None
    above: Word | None = None
    only: Word | None = None  # the use that it is for, where the row speaks of several

    @property
    def bounds(self) -> tuple[tuple[str, str], ...]:
        """The bounds that are given: how, and where."""
        given = ((name, getattr(self, name)) for name in ("below", "at_least", "at_most", "above"))
        return tuple((name.replace("_", " "), value) for name, value in given if value is not None)

    @property
    def says(self) -> str:
        """The bound in words, such as: at most 60 mL/min."""
        bound = " and ".join(f"{name} {value}" for name, value in self.bounds)
        return f"{bound} {self.unit}" if self.unit else bound


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """What a payer was seen to say of one condition, which may be several uses; `status` in the normal form."""

    indications: Words
    condition: Word
    status: SeenStatus
    criteria: Words = ()
    citing: Word | None = None
    limits: tuple[Limit, ...] = ()
    instead: Word | None = None  # the means that the row speaks of, where freezing is not among them


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One version of one policy as far as it was seen: where, when, and how much of it.

    `names`: uses that the policy is about although what it says of them was not seen.
    """

    payer: Word
    policy: Word
    title: Word
    basis: Basis
    where: Word
    version: Word | None = None
    effective: Word | None = None
    ended: Word | None = None  # the first day on which it no longer held, where the page says so
    seen: Word | None = None
    line_of_business: Word | None = None
    positions: tuple[Position, ...] = ()
    names: Words = ()
    codes: dict[Word, Words] | None = None
    history: Words = ()
    revision: Word | None = None  # of the policy pack that decides by it, such as regence.surgery.132@2026-06-01
    note: Word | None = None

    @property
    def of(self) -> tuple[str, str]:
        """The policy whatever its version: number and payer together, since payers share numbers."""
        return self.payer, self.policy


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """What was seen of one payer; versions of one policy stand from the oldest to the latest."""

    id: Word
    title: Word
    cite: Cite
    seen: tuple[Seen, ...]

    @property
    def named(self) -> Iterator[tuple[str, Seen]]:
        """Each record with its name, such as aetna.cpb_0100@older."""
        for held in self.seen:
            version = f"@{held.version.casefold().replace(' ', '_')}" if held.version else ""
            yield f"{self.id}.{SLUG.sub('_', held.policy.casefold()).strip('_')}{version}", held

    def latest(self, held: Seen) -> bool:
        """Whether no later version of the policy was seen, and its end is not known."""
        last = [other for other in self.seen if other.of == held.of][-1]
        return held is last and held.ended is None
