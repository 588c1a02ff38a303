"""What the packs hold together: dated parameters, and the Book of everything."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as date_
from decimal import Decimal

from frostline.model.advice import CautionCard, Checklist, Contest, Profile
from frostline.model.encounter import Day, Word
from frostline.model.families import Beside, Family
from frostline.model.vocabulary import (
    Details,
    Diagnoses,
    Lesions,
    LesionTerm,
    Methods,
    MethodTerm,
    Modifiers,
    Places,
    PlaceTerm,
    Sites,
    SiteTerm,
)
from frostline.model.words import Index


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
BILATERAL, COSURGEON, ASSISTANT = "mpfs.bilateral", "mpfs.cosurgeon", "mpfs.assistant"
ASSISTANT_PRACTITIONER, PRACTITIONER = "mpfs.assistant_practitioner", "mpfs.practitioner"
NONPARTICIPATING, LIMITING = "mpfs.nonparticipating", "mpfs.limiting_charge"
SHARES = (BILATERAL, COSURGEON, ASSISTANT, ASSISTANT_PRACTITIONER, PRACTITIONER, NONPARTICIPATING, LIMITING)
"""Percentages of an amount, in the order in which the terms of a day hold them."""
PARAMETERS = (FACTOR, FACTOR_QP, FLOOR, RANKED, SEQUESTRATION, *SHARES)
"""Parameters that pricing needs; a book without one of them does not load."""


@dataclass(frozen=True, slots=True, eq=False)
class Book:
    """All packs, read once; `digest` names this very text."""

    lesions: Lesions
    sites: Sites
    methods: Methods
    approaches: Details
    extents: Details
    imaging: Details
    places: Places
    modifiers: Modifiers
    diagnoses: Diagnoses
    families: tuple[Family, ...]
    beside: tuple[Beside, ...]
    checklists: tuple[Checklist, ...]
    cautions: tuple[CautionCard, ...]
    contests: tuple[Contest, ...]
    profiles: tuple[Profile, ...]
    parameters: Mapping[str, Parameter]
    indices: Mapping[str, Index]
    digest: str
    choices: Mapping[str, str] = field(default_factory=dict)  # sides of contests that a payer profile has taken

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
        return tuple(family.on(day) for family in self.families if family.in_force.hold(day))

    def beside_on(self, day: date_, kind: str) -> tuple[Beside, ...]:
        """Codes of that kind in force that day."""
        return tuple(b for b in self.beside if b.kind == kind and b.in_force.hold(day))
