"""What stands behind a policy, as it reports it: background, devices, complications, studies, references."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from frostline.model.encounter import Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

Numbers = tuple[int, ...]


def numbers(cited: str | None) -> Numbers:
    """Expand what is printed, such as 3-16 or 2, 5-7; raises ValueError where it is no list of numbers."""
    found: list[int] = []
    for part in cited.split(",") if cited else ():
        first, _, last = part.strip().partition("-")
        found += range(int(first), int(last or first) + 1)
    return tuple(found)


def spans(held: Numbers) -> str:
    """Write numbers the short way: 41, 45-51."""
    ends: list[tuple[int, int]] = []
    for number in sorted(held):
        joined = bool(ends) and number == ends[-1][1] + 1
        first = ends.pop()[0] if joined else number
        ends.append((first, number))
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in ends)


@dataclass(frozen=True, slots=True, eq=False)
class Fraction:
    """A share that a study gives with its counts, so that it can be computed again."""

    what: Word
    part: int
    of: int
    percent: Word  # as printed: its decimals say how it was rounded

    @property
    def decimals(self) -> int:
        """How many decimals the share is printed with."""
        return len(self.percent.partition(".")[2])


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """Counts that a study gives beside their whole, so that they can be added again."""

    what: Word
    of: int
    parts: dict[Word, int]


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One row of evidence; `cited` is the number printed in the text, `reference` the entry that really fits.

    `n` counts persons unless `unit` says otherwise. `pmid` is what the list gives for that entry.
    """

    id: Word
    tumor: Word
    design: Word
    outcomes: Words
    study: Word | None = None
    author: Word | None = None  # first author, family name, as the reference list would have it
    year: int | None = None
    cited: Word | None = None  # a number, or a range such as 3-16
    reference: Word | None = None
    pmid: Word | None = None
    told: int = 1  # how often the text tells it
    studies: int | None = None
    study_mix: Word | None = None
    centers: int | None = None
    n: int | None = None
    unit: Word | None = None
    lesions: int | None = None
    population: Word | None = None
    arms: Word | None = None
    size: Word | None = None
    follow_up: Word | None = None
    limits: Word | None = None
    note: Word | None = None
    check: Word | None = None
    criteria: Words = ()  # ids of the criteria that it speaks to; the link is ours
    topics: Words = ()  # topics that a fitting reference may have
    fractions: tuple[Fraction, ...] = ()
    sums: tuple[Sum, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: the study and its year."""
        return " ".join(str(part) for part in (self.study or self.tumor, self.year) if part)


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """One entry of the list of references; `topic` in our words."""

    n: int
    author: Word  # family name and initials, or a body
    topic: Word
    year: int | None = None
    topics: Words = ()
    journal: Word | None = None
    pmid: Word | None = None
    untitled: bool = False  # the entry leaves title and journal out
    no_pmid_stated: bool = False  # the entry itself says that there is none
    accessed: Word | None = None
    check: Word | None = None

    @property
    def name(self) -> str:
        """What people call it: the author and the year, or the day of access."""
        return f"{self.author} {self.year or f'(accessed {self.accessed})'}"


@dataclass(frozen=True, slots=True, eq=False)
class Guideline:
    """The position of a body, with the references named for it."""

    body: Word
    cited: Word
    says: Word
    version: Word | None = None
    accessed: Word | None = None
    concerns: Words = ()
    by_risk: dict[Word, Word] | None = None
    note: Word | None = None
    criteria: Words = ()
    topics: Words = ()  # topics that a fitting reference may have


@dataclass(frozen=True, slots=True, eq=False)
class Device:
    """A cleared device that the policy names as an example."""

    name: Word
    maker: Word
    check: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Regulatory:
    """How devices are cleared and for which fields; `list_is` tells whether the policy claims to name all."""

    pathway: Word
    fields: Words
    settings: Words
    list_is: Literal["examples", "complete"]
    devices: tuple[Device, ...]
    note: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Complication:
    """A harm that the policy names for any organ, tied to consent."""

    id: Word
    says: Word


@dataclass(frozen=True, slots=True, eq=False)
class Background:
    """What the procedure is, as the policy tells it."""

    says: Word
    synonyms: Words
    selectivity: Word
    approaches: Words
    goals: Words


@dataclass(frozen=True, slots=True, eq=False)
class Summary:
    """What the policy sums up."""

    standard_of_care: Words
    not_enough_research: Words
    note: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class EvidenceRoom:
    """Everything behind one revision of a policy."""

    policy: Word  # the revision, such as regence.surgery.132@2026-06-01
    title: Word
    cite: Cite
    background: Background
    complications: tuple[Complication, ...]
    regulatory: Regulatory
    summary: Summary
    evidence: tuple[Study, ...]
    guidelines: tuple[Guideline, ...]
    references: tuple[Reference, ...]
    not_stated: Words = ()

    def reference(self, number: int) -> Reference | None:
        """Find an entry of the list by its number."""
        return next((held for held in self.references if held.n == number), None)


class FaultKind(StrEnum):
    """What can be wrong with how a policy cites, counts and adds."""

    another_paper = "another_paper"
    two_reports = "two_reports"
    not_in_list = "not_in_list"
    no_number = "no_number"
    other_topic = "other_topic"
    told_twice = "told_twice"
    pmid_empty = "pmid_empty"
    pmid_stated_none = "pmid_stated_none"
    pmid_malformed = "pmid_malformed"
    pmid_twice = "pmid_twice"
    untitled = "untitled"
    access_date_only = "access_date_only"
    entry_twice = "entry_twice"
    share_differs = "share_differs"
    sum_differs = "sum_differs"


@dataclass(frozen=True, slots=True, eq=False)
class CitationFault:
    """One thing wrong with the policy's own citations or figures: where, what it says, what it should say, what to do.

    `rows` are the studies (ids) and guidelines (bodies) that it concerns, `references` the numbers of the list.
    """

    kind: FaultKind
    where: str
    says: str
    should_be: str
    remedy: str
    rows: tuple[str, ...] = ()
    references: Numbers = ()


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A part of a room: the rows, guidelines and references that a search found."""

    evidence: tuple[Study, ...]
    guidelines: tuple[Guideline, ...]
    references: tuple[Reference, ...]
