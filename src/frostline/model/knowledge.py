"""What the packs hold: vocabulary, families, services beside them, dated parameters; together a Book.

These are compared by identity (`eq=False`): there is one Book, and so many classes cost start-up otherwise.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date as date_
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from frostline.model.encounter import Code, Day, Icd10, Modifier, Word
from frostline.model.reason import Cite
from frostline.model.words import Index

Bound = Decimal | None
Codes = tuple[Code, ...]
Words = tuple[Word, ...]


class Kind(StrEnum):
    """What a method does to a lesion."""

    destruction = "destruction"
    removal = "removal"
    photodynamic = "photodynamic"
    none = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Half-open: from the first day up to, not including, the last; no last day means still in force."""

    from_: Day
    to: Day | None = None

    def hold(self, day: date_) -> bool:
        """Whether the day lies inside."""
        return self.from_ <= day and (self.to is None or day < self.to)


@dataclass(frozen=True, slots=True, eq=False)
class LesionTerm:
    """A kind of lesion, or a word that could be several (`could_be`) and must be asked about."""

    id: Word
    words: Words
    nature: Word | None = None
    icd10: Icd10 | None = None
    icd10_by_site: Word | None = None
    site: Word | None = None
    could_be: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class SiteTerm:
    """A body site: the organ system it routes to, its group in the malignant codes, its region in ICD-10-CM."""

    id: Word
    words: Words
    tract: Word | None = None
    group: Word | None = None
    region: Word | None = None
    could_be: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class MethodTerm:
    """A way to treat a lesion."""

    id: Word
    kind: Kind
    words: Words


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
    """A modifier; `lifts_pairs` where NCCI lets it lift a pair of indicator 1.

    `pays`: what it does to the amount; absent where that is not built, so that a line with it is not priced.
    """

    code: Modifier
    label: Word
    lifts_pairs: bool = False
    on: Literal["visit", "procedure", "any"] | None = None
    pays: Literal["in_full", "own_row", "intra_operative_share", "nothing"] | None = None


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
class Places:
    """The place-of-service codes."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[PlaceTerm, ...]
    ambiguous: tuple[AmbiguousPlace, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Modifiers:
    """The modifiers; where `numeric_complete`, a two-digit one that is not here does not exist."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[ModifierTerm, ...]
    numeric_complete: bool = False

    def paying(self, *ways: str) -> list[str]:
        """Give the modifiers that change an amount in one of these ways."""
        return [term.code for term in self.terms if term.pays in ways]


@dataclass(frozen=True, slots=True, eq=False)
class Diagnoses:
    """Diagnosis codes that follow the site."""

    id: Word
    title: Word
    cite: Cite
    tables: tuple[SiteDiagnoses, ...]


@dataclass(frozen=True, slots=True, eq=False)
class FirstEachThenFlat:
    """One code for the first lesion, one for each further, one flat code from a count up."""

    first: Code
    each_more: Code
    flat: Code
    flat_from: int


@dataclass(frozen=True, slots=True, eq=False)
class OneUpTo:
    """One code up to a count, another beyond it; never both."""

    few: Code
    many: Code
    up_to: int


@dataclass(frozen=True, slots=True, eq=False)
class FirstThenEachPart:
    """One code up to a count, an add-on for each further group or part of one."""

    first: Code
    up_to: int
    each_more: Code
    group: int


@dataclass(frozen=True, slots=True, eq=False)
class AreaBand:
    """A code and the summed area, in sq cm, it stands for: from `at_least` to `at_most`, or below `below`."""

    code: Code
    at_least: Bound = None
    above: Bound = None
    at_most: Bound = None
    below: Bound = None


@dataclass(frozen=True, slots=True, eq=False)
class SizeBand:
    """Diameters in cm, both limits included; no upper limit means larger."""

    at_least: Bound = None
    at_most: Bound = None
    above: Bound = None
    codes: dict[Word, Code] = field(default_factory=dict)  # by site group


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    """One code a session, whatever the number."""

    code: Code


def _texts(part: FirstEachThenFlat | OneUpTo | FirstThenEachPart | Once) -> list[Code]:
    """Codes among the fields of a way to count."""
    values = (getattr(part, held.name) for held in fields(part))
    return [value for value in values if isinstance(value, str)]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """How the count becomes units: exactly one of these."""

    first_each_then_flat: FirstEachThenFlat | None = None
    one_up_to: OneUpTo | None = None
    first_then_each_part: FirstThenEachPart | None = None
    by_area: tuple[AreaBand, ...] | None = None
    by_site_and_size: tuple[SizeBand, ...] | None = None
    once: Once | None = None

    @property
    def codes(self) -> Codes:
        """Every code that may come out."""
        bands = [code for band in self.by_site_and_size or () for code in band.codes.values()]
        areas = [band.code for band in self.by_area or ()]
        single = (self.first_each_then_flat, self.one_up_to, self.first_then_each_part, self.once)
        named = [value for part in single if part for value in _texts(part)]
        return (*named, *areas, *bands)


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A thing the note must say, named as in the encounter."""

    element: Word
    says: Word


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Which codes a kind of lesion has, and what they need."""

    id: Word
    title: Word
    in_force: Days
    cite: Cite
    natures: Words
    tracts: Words
    site_may_be_absent: bool
    methods: tuple[Kind, ...]
    units: Units
    supports: Words
    because: Word
    only_methods: Words = ()
    needs_pathology: bool = False
    medicare_needs_symptom: bool = False
    documentation: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """Codes met beside the families, already coded by the provider: visits, biopsies, shaves."""

    id: Word
    title: Word
    in_force: Days
    cite: Cite
    kind: Literal["visit", "biopsy", "shave"]
    codes: Codes


@dataclass(frozen=True, slots=True, eq=False)
class Value:
    """A value of a parameter from a day on, with its citation; `note` where sources disagree."""

    from_: Day
    cite: Word
    value: Decimal | None = None
    by_rank: tuple[Decimal, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Parameter:
    """A dated value; past `verified_through` it is unconfirmed."""

    id: Word
    title: Word
    unit: Word
    verified_through: Day
    values: tuple[Value, ...]

    def on(self, day: date_) -> Value | None:
        """Find the value in force that day, if there was one."""
        held = [value for value in self.values if value.from_ <= day]
        return held[-1] if held else None


FACTOR, FACTOR_QP = "mpfs.conversion_factor", "mpfs.conversion_factor_qp"
FLOOR, RANKED, SEQUESTRATION = "mpfs.work_floor", "mpfs.multiple_procedures", "medicare.sequestration"
PARAMETERS = (FACTOR, FACTOR_QP, FLOOR, RANKED, SEQUESTRATION)
"""Parameters that pricing needs; a book without one of them does not load."""


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All packs, read once; `digest` names this very text."""

    lesions: Lesions
    sites: Sites
    methods: Methods
    places: Places
    modifiers: Modifiers
    diagnoses: Diagnoses
    families: tuple[Family, ...]
    beside: tuple[Beside, ...]
    parameters: Mapping[str, Parameter]
    indices: Mapping[str, Index]
    digest: str

    def lesion(self, name: str) -> LesionTerm:
        """Find a lesion term by id."""
        return next(term for term in self.lesions.terms if term.id == name)

    def site(self, name: str) -> SiteTerm:
        """Find a site term by id."""
        return next(term for term in self.sites.terms if term.id == name)

    def method(self, name: str) -> MethodTerm:
        """Find a method term by id."""
        return next(term for term in self.methods.terms if term.id == name)

    def place(self, code: str) -> PlaceTerm | None:
        """Find a place of service by its two digits."""
        return next((term for term in self.places.terms if term.code == code), None)

    def families_on(self, day: date_) -> tuple[Family, ...]:
        """Families in force that day."""
        return tuple(family for family in self.families if family.in_force.hold(day))

    def beside_on(self, day: date_, kind: str) -> tuple[Beside, ...]:
        """Codes of that kind in force that day."""
        return tuple(b for b in self.beside if b.kind == kind and b.in_force.hold(day))
