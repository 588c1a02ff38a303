"""What stands behind a policy, as it reports it: background, devices, complications, studies, references."""

from dataclasses import dataclass

from frostline.model.encounter import Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words


@dataclass(frozen=True, slots=True, eq=False)
class Fraction:
    """A share that a study gives with its counts, so that it can be computed again; percent to one decimal."""

    what: Word
    part: int
    of: int
    percent: Word


@dataclass(frozen=True, slots=True, eq=False)
class Study:
    """One row of evidence; `cited` is the number printed in the text, `reference` the entry that really fits.

    `n` counts persons unless `unit` says otherwise.
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
    studies: int | None = None
    study_mix: Word | None = None
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
    criterion: Word | None = None  # id of the criterion that it speaks to
    topics: Words = ()  # topics that a fitting reference may have
    fractions: tuple[Fraction, ...] = ()
    parts: dict[Word, int] | None = None  # counts by place that should add to `lesions`


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """One entry of the list of references; `topic` in our words, None where the entry leaves title or journal out."""

    n: int
    author: Word
    year: Word
    topic: Word
    topics: Words = ()
    journal: Word | None = None
    pmid: Word | None = None
    untitled: bool = False
    no_pmid_stated: bool = False  # the entry itself says that there is none
    accessed: Word | None = None


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


@dataclass(frozen=True, slots=True, eq=False)
class Device:
    """A cleared device that the policy names as an example."""

    name: Word
    maker: Word
    check: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Regulatory:
    """How devices are cleared and for which fields; the list is of examples."""

    pathway: Word
    fields: Words
    settings: Words
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
