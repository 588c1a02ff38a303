"""The vocabulary packs: the chart's words for lesions, sites, methods, places, and the modifiers and diagnoses.

Pack nouns are compared by identity (`eq=False`): there is one Book, and so many classes cost start-up otherwise.
"""

from dataclasses import dataclass, field
from datetime import date as date_
from enum import StrEnum
from typing import Literal

from frostline.model.encounter import Day, Icd10, Modifier, Word
from frostline.model.reason import Cite

Words = tuple[Word, ...]
Pays = Literal[
    "in_full", "right_side", "left_side", "both_sides", "own_row", "more_by_report", "less_by_report",
    "operation_share", "postoperative_share", "preoperative_share", "intra_operative_share",
    "co_surgeon", "team", "assistant", "assistant_practitioner", "nothing",
]  # fmt: skip
"""What a modifier does to an amount; right and left are in full, and both sides where they stand together."""


class Kind(StrEnum):
    """What a method does to a lesion."""

    destruction = "destruction"
    removal = "removal"
    photodynamic = "photodynamic"
    cooling = "cooling"
    none = "none"


@dataclass(frozen=True, slots=True, eq=False)
class LesionTerm:
    """A kind of lesion, or a word that could be several (`could_be`) and must be asked about."""

    id: Word
    words: Words
    nature: Word | None = None
    icd10: Icd10 | None = None
    icd10_genital: Icd10 | None = None  # where it is at a genital site or the anus
    icd10_by_site: Word | None = None
    icd10_by_site_of_men: Word | None = None
    site: Word | None = None
    could_be: Words = ()
    contest: Word | None = None  # the contested question that decides among them


@dataclass(frozen=True, slots=True, eq=False)
class SiteTerm:
    """A body site: the organ system it routes to, its group in the malignant codes, its region in ICD-10-CM."""

    id: Word
    words: Words
    tract: Word | None = None
    group: Word | None = None
    region: Word | None = None
    could_be: Words = ()
    contest: Word | None = None  # as of a lesion
    side: Word | None = None  # where the word itself says it, as RUL does
    level: Word | None = None
    inside: bool = False  # an organ
    under: Words = ()  # sites that an organ lies under: its lesion "of the flank" or "of the chest" is in it
    holds: Words = ()  # tracts inside an organ where its lesions may lie too


@dataclass(frozen=True, slots=True, eq=False)
class MethodTerm:
    """A way to treat a lesion."""

    id: Word
    kind: Kind
    words: Words


@dataclass(frozen=True, slots=True, eq=False)
class DetailTerm:
    """A word for how it was reached, how far it went or what guided it.

    `over`: terms it outranks where a text has both (a probe through the skin under the laparoscope is laparoscopic).
    """

    id: Word
    words: Words
    over: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class PlaceTerm:
    """A place-of-service code; its setting decides which practice expense is paid."""

    code: Modifier
    words: Words
    setting: Literal["facility", "non_facility"]


@dataclass(frozen=True, slots=True, eq=False)
class AmbiguousPlace:
    """A word that could be several places."""

    words: Words
    could_be: tuple[Modifier, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ModifierTerm:
    """A modifier; `lifts_pairs` where NCCI lets it lift a pair of indicator 1; `part`: the body part it names.

    `from_`, `to`: half-open days in force, where they are certain and matter; absent: in force on every day.
    `pays`: what it does to the amount; absent where that is not built, so that a line with it is not priced.
    """

    code: Modifier
    label: Word
    lifts_pairs: bool = False
    on: Literal["visit", "procedure", "any"] | None = None
    pays: Pays | None = None
    part: Literal["eyelid", "finger", "toe", "artery", "side"] | None = None
    from_: Day | None = None
    to: Day | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SiteDiagnoses:
    """The code of one diagnosis by body region, and by side where the region has sides."""

    id: Word
    codes: dict[Word, Icd10 | dict[Word, Icd10]]


@dataclass(frozen=True, slots=True, eq=False)
class Lesions:
    """The lesion vocabulary."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[LesionTerm, ...]
    qualifiers: Words = ()
    filler: Words = ()
    uncertain: Words = ()
    negated: Words = ()
    confirmed: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Sites:
    """The site vocabulary."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[SiteTerm, ...]
    sides: dict[Word, Words]
    levels: dict[Word, Words]
    qualifiers: Words = ()
    filler: Words = ()
    joins: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Methods:
    """The method vocabulary."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[MethodTerm, ...]
    filler: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Details:
    """A vocabulary of details: approaches, extents, or imaging that guides."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[DetailTerm, ...]
    filler: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """The place-of-service codes."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[PlaceTerm, ...]
    ambiguous: tuple[AmbiguousPlace, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Modifiers:
    """The modifiers; where `numeric_complete`, a two-digit one that is not here does not exist.

    `parts`: the organ systems in which a body part that modifiers name can be.
    """

    id: Word
    title: Word
    cite: Cite
    terms: tuple[ModifierTerm, ...]
    numeric_complete: bool = False
    closed: Words = ()  # patterns of series of which every member is here
    parts: dict[Word, Words] = field(default_factory=dict)

    def paying(self, *ways: str) -> list[str]:
        """Give the modifiers that change an amount in one of these ways."""
        return [term.code for term in self.terms if term.pays in ways]

    def held(self, code: str, day: date_) -> bool:
        """Whether there is such a modifier, in force that day."""
        term = next((term for term in self.terms if term.code == code), None)
        return term is not None and (term.from_ or day) <= day and (term.to is None or day < term.to)


@dataclass(frozen=True, slots=True, eq=False)
class Diagnoses:
    """Diagnosis codes that follow the site."""

    id: Word
    title: Word
    cite: Cite
    tables: tuple[SiteDiagnoses, ...]
