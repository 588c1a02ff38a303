"""What was seen of other payers' policies: records to look at, never to decide by."""

from dataclasses import dataclass
from typing import Literal

from frostline.model.encounter import Word
from frostline.model.policies import CoverageOutcome
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

Basis = Literal["full", "opening", "third-party summary", "dates only"]


@dataclass(frozen=True, slots=True, eq=False)
class Indication:
    """A use of freezing that payers decide about, the words for it, and the codes that usually bill it."""

    id: Word
    label: Word
    words: Words
    codes: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Indications:
    """The uses that the landscape is compared by."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[Indication, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Limit:
    """A boundary that a row states, so that payers can be compared by it; one of the four bounds."""

    of: Word  # what is measured, such as kidney.gfr or tumor.size_cm
    unit: Word | None = None
    below: Word | None = None
    at_least: Word | None = None
    at_most: Word | None = None
    above: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """What a payer was seen to say of one indication; `status` in the normal form, `word` where the payer's differs."""

    indication: Word
    condition: Word
    status: CoverageOutcome | Literal["covered", "not_covered"]
    criteria: Words = ()
    citing: Word | None = None
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """One version of one policy as far as it was seen: where, when, and how much of it."""

    payer: Word
    policy: Word
    title: Word
    basis: Basis
    where: Word
    version: Word | None = None
    effective: Word | None = None
    seen: Word | None = None
    line_of_business: Word | None = None
    positions: tuple[Position, ...] = ()
    codes: dict[Word, Words] | None = None
    history: Words = ()
    revision: Word | None = None  # of the policy pack that decides by it, such as regence.surgery.132@2026-06-01
    note: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Landscape:
    """What was seen of one payer."""

    id: Word
    title: Word
    cite: Cite
    seen: tuple[Seen, ...]
