"""The family packs: which codes a kind of lesion has, how its count becomes units; and the services beside them."""

from dataclasses import dataclass, field, fields, replace
from datetime import date as date_
from decimal import Decimal
from functools import cache
from typing import Literal

from frostline.model.advice import Element, Neighbor, Repeat
from frostline.model.encounter import Code, Count, Day, Sex, Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Kind, Words

OVER = frozenset({"breast", "bone"})  # tracts of an organ, or of the skin over it
Bound = Decimal | None
Codes = tuple[Code, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Days:
    """Half-open: from the first day up to, not including, the last; no last day means still in force."""

    from_: Day
    to: Day | None = None

    def hold(self, day: date_) -> bool:
        """Whether the day lies inside."""
        return self.from_ <= day and (self.to is None or day < self.to)


@dataclass(frozen=True, slots=True, eq=False)
class FirstEachThenFlat:
    """One code for the first lesion, one for each further, one flat code from a count up."""

    first: Code
    each_more: Code
    flat: Code
    flat_from: Count


@dataclass(frozen=True, slots=True, eq=False)
class OneUpTo:
    """One code up to a count, another beyond it; never both."""

    few: Code
    many: Code
    up_to: Count


@dataclass(frozen=True, slots=True, eq=False)
class FirstThenEachPart:
    """One code up to a count, an add-on for each further group or part of one."""

    first: Code
    up_to: Count
    each_more: Code
    group: Count


@dataclass(frozen=True, slots=True, eq=False)
class AreaBand:
    """A code and the summed area, in sq cm, it stands for: from `at_least` to `at_most`, or below `below`."""

    code: Code
    at_least: Bound = None
    above: Bound = None
    at_most: Bound = None
    below: Bound = None

    @property
    def limits(self) -> str:
        """What it takes in, in words."""
        return f"below {self.below}" if self.below is not None else _limits(self.at_least, self.above, self.at_most)


@dataclass(frozen=True, slots=True, eq=False)
class SizeBand:
    """Diameters in cm, both limits included; no upper limit means larger."""

    at_least: Bound = None
    at_most: Bound = None
    above: Bound = None
    codes: dict[Word, Code] = field(default_factory=dict)  # by site group

    @property
    def limits(self) -> str:
        """What it takes in, in words."""
        return _limits(self.at_least, self.above, self.at_most)


def _limits(at_least: Bound, above: Bound, at_most: Bound) -> str:
    if above is not None:
        return f"above {above}"
    return f"{at_least} to {at_most}" if at_least is not None else f"up to {at_most}"


@dataclass(frozen=True, slots=True, eq=False)
class Once:
    """One code a session, whatever the number."""

    code: Code


@dataclass(frozen=True, slots=True, eq=False)
class Choice:
    """A code and what it stands for, in ids of the vocabulary; what is left out does not matter to it."""

    code: Code
    site: Words = ()
    extent: Words = ()
    approach: Words = ()
    method: Words = ()
    at_most_cm: Bound = None  # largest diameter that its wording reaches
    from_: Day | None = None  # its first day, where that is later than the family's
    compare: Code | None = None  # the code that an unlisted procedure is compared with
    imaging: dict[Word, Code] = field(default_factory=dict)  # billed beside it, by kind; other imaging is part of it
    per: Literal["session", "lesion", "side"] | None = None  # where it differs from the others of the family
    joins: Codes = ()  # codes that it stands for where all of them are called for
    takes_all: bool = False  # where one lesion calls for it, it stands for all of the family that day


@dataclass(frozen=True, slots=True, eq=False)
class Pick:
    """One code of several, by what the chart says of site, extent, approach, method and size.

    `per`: what makes a unit; `sided`: whether the line says LT, RT or 50, and whether a side nobody names is asked for.
    """

    per: Literal["session", "lesion", "side", "lid"]
    codes: tuple[Choice, ...]
    sided: Literal["asked", "stated"] | None = None


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
    pick: Pick | None = None

    @property
    def codes(self) -> Codes:
        """Every code that may come out."""
        bands = [code for band in self.by_site_and_size or () for code in band.codes.values()]
        areas = [band.code for band in self.by_area or ()]
        single = (self.first_each_then_flat, self.one_up_to, self.first_then_each_part, self.once)
        named = [value for part in single if part for value in _texts(part)]
        picked = [choice.code for choice in self.pick.codes] if self.pick else []
        return (*named, *areas, *bands, *dict.fromkeys(picked))

    @property
    def imaging(self) -> frozenset[Code]:
        """Codes of guidance that may be billed beside them."""
        choices = self.pick.codes if self.pick else ()
        return frozenset(code for choice in choices for code in choice.imaging.values())


@dataclass(frozen=True, slots=True, eq=False)
class Family:
    """Which codes a kind of lesion has, and what they need."""

    id: Word
    title: Word
    in_force: Days
    cite: Cite
    natures: Words
    tracts: Words
    methods: tuple[Kind, ...]
    units: Units
    supports: Words
    because: Word
    only_methods: Words = ()
    sex: Sex | None = None  # of whom only
    sited_natures: Words = ()  # taken too, but only where the chart names a site of these tracts
    needs_pathology: bool = False
    documentation: tuple[Element, ...] = ()
    includes: tuple[Code, ...] = ()  # services that are part of a treatment of the family
    records: Words = ()  # ids of checklists that apply too
    neighbors: tuple[Neighbor, ...] = ()
    repeat: Repeat | None = None

    @property
    def each_alone(self) -> bool:
        """Whether one entry's lines do not depend on another's: nothing is pooled."""
        pick = self.units.pick
        return bool(self.units.by_site_and_size) or (pick is not None and pick.per == "lid")

    def on(self, day: date_) -> "Family":
        """The family with the choices of that day; the same object for the same choices."""
        pick = self.units.pick
        if pick is None:
            return self
        begun = tuple(choice for choice in pick.codes if choice.from_ is None or choice.from_ <= day)
        return self if begun == pick.codes else _with(self, begun)

    def takes(self, nature: str, tract: str) -> bool:
        """Whether a lesion of that nature at that tract is its own; over an organ it takes only its first natures."""
        sited = nature in self.sited_natures and tract not in OVER
        return tract in self.tracts and (nature in self.natures or sited)

    @property
    def claims(self) -> Words:
        """Every nature it takes."""
        return (*self.natures, *self.sited_natures)


@cache
def _with(family: Family, choices: tuple[Choice, ...]) -> Family:
    """A family of some of its choices."""
    pick = family.units.pick
    return family if pick is None else replace(family, units=replace(family.units, pick=replace(pick, codes=choices)))


@dataclass(frozen=True, slots=True, eq=False)
class Beside:
    """Codes met beside the families, already coded by the provider: visits, biopsies, shaves, guidance."""

    id: Word
    title: Word
    in_force: Days
    cite: Cite
    kind: Literal["visit", "biopsy", "shave", "guidance"]
    codes: Codes
