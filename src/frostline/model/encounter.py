"""The encounter: what happened, in the chart's own words. Absent (None) is unknown, never a default.

Plain dataclasses, so that the engine needs no parser; `knowledge` reads text into them strictly, by these
types and bounds. The contract is documented for people in docs/encounter.md.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date as date_
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, Len

Schema = dict[str, Any]

MEDICARE = "medicare"
MOST = 10_000  # beyond this a count or a number of units is a slip of the pen


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text must look as a whole, and how to say so to people; pydantic reads it by its protocol."""

    pattern: str
    says: str

    def __get_pydantic_core_schema__(self, source: type, handler: Callable[[type], Schema]) -> Schema:
        """Check the text first, then let its type read it."""
        text = {"type": "str", "pattern": self.pattern}
        return text if source is str else {"type": "chain", "steps": [text, handler(source)]}


SHAPES = {
    "code": Shape(r"^([0-9]{5}|[0-9]{4}[AFMTU]|[A-V][0-9]{4})$", "a CPT or HCPCS code, five characters such as 17000"),
    "modifier": Shape(r"^[0-9A-Z]{2}$", "a modifier, two characters such as 59 or XS"),
    "icd10": Shape(r"^[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4})?$", "an ICD-10-CM code such as L57.0"),
    "zip": Shape(r"^[0-9]{5}(-[0-9]{4})?$", "a ZIP code of five digits"),
    "mac": Shape(r"^[0-9]{5}$", "a MAC number of five digits"),
    "locality": Shape(r"^[0-9]{2}$", "a locality number of two digits"),
    "npi": Shape(r"^[0-9]{10}$", "an NPI of ten digits"),
    "date": Shape(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$", "a date such as 2026-05-04"),
    "dollars": Shape(r"^[0-9]{1,8}(\.[0-9]{1,2})?$", "dollars and cents such as 150.00"),
    "whole": Shape(r"^[0-9]{1,5}$", "a whole number from 1 to 10000"),
    "age": Shape(r"^[0-9]{1,3}$", "an age in years"),
    "skin_type": Shape(r"^[1-6]$", "a skin type from 1 to 6"),
    "fraction": Shape(r"^(0(\.[0-9]{1,6})?|1(\.0{1,6})?)$", "a fraction from 0 to 1 such as 0.20"),
    "decimal": Shape(r"^[0-9]{1,5}(\.[0-9]{1,6})?$", "a number above 0 such as 2.2"),
}

Code = Annotated[str, SHAPES["code"]]
Modifier = Annotated[str, SHAPES["modifier"]]
Icd10 = Annotated[str, SHAPES["icd10"]]
Zip = Annotated[str, SHAPES["zip"]]
Mac = Annotated[str, SHAPES["mac"]]
LocalityNumber = Annotated[str, SHAPES["locality"]]
Npi = Annotated[str, SHAPES["npi"]]
Day = Annotated[date_, SHAPES["date"]]
Dollars = Annotated[Decimal, SHAPES["dollars"]]
Count = Annotated[int, Gt(0), Le(MOST), SHAPES["whole"]]
Word = Annotated[str, Len(1, 400)]


class Sex(StrEnum):
    """Of the patient, as far as a coding question turns on it."""

    female = "female"
    male = "male"
    unknown = "unknown"


class Role(StrEnum):
    """In which part the provider billed."""

    surgeon = "surgeon"
    assistant = "assistant"
    co_surgeon = "co-surgeon"
    practitioner = "practitioner"


class Pathology(StrEnum):
    """What the pathologist has said of the lesion."""

    confirmed = "confirmed"
    pending = "pending"
    none = "none"


class By(StrEnum):
    """Who did an earlier procedure: the same provider (or group and specialty), or another."""

    same = "same"
    other = "other"


class Treats(StrEnum):
    """What an earlier procedure treated, seen from today."""

    same = "same lesion"
    other = "other lesion"


class Apart(StrEnum):
    """A service on a lesion that is none of those treated."""

    other = "other"


class Separate(StrEnum):
    """In which way a service was distinct from the others of the day."""

    encounter = "encounter"
    structure = "structure"
    practitioner = "practitioner"
    no_overlap = "no overlap"


class Notice(StrEnum):
    """The advance notice to the patient that Medicare may not pay."""

    signed = "signed"
    voluntary = "voluntary"
    none = "none"


@dataclass(frozen=True, slots=True)
class Patient:
    """Age in years; conditions in words or ICD-10-CM codes; skin type after Fitzpatrick."""

    age: Annotated[int, Ge(0), Le(130), SHAPES["age"]] | None = None
    sex: Sex | None = None
    conditions: tuple[Word, ...] | None = None
    skin_type: Annotated[int, Ge(1), Le(6), SHAPES["skin_type"]] | None = None


@dataclass(frozen=True, slots=True)
class Provider:
    """Who bills; `qp` (qualifying APM participant) picks the conversion factor from 2026 on."""

    npi: Npi | None = None
    specialty: Word | None = None
    qp: bool | None = None
    participating: bool | None = None
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Locality:
    """Where it is priced: a ZIP, or a MAC with its locality number, or national."""

    zip: Zip | None = None
    mac: Mac | None = None
    locality: LocalityNumber | None = None
    national: bool = False


@dataclass(frozen=True, slots=True)
class FactValue:
    """A fact that a payer's criteria ask for; a judgement without `by` is unknown."""

    value: Word
    by: Word | None = None
    on: Day | None = None
    source: Word | None = None


@dataclass(frozen=True, slots=True)
class Treated:
    """One lesion, or one group of like lesions, that was treated."""

    id: Word | None = None
    lesion: Word | None = None
    icd10: Icd10 | None = None
    count: Count | None = None
    site: Word | None = None
    size_cm: Annotated[Decimal, Gt(0), Le(100), SHAPES["decimal"]] | None = None
    defect_cm: Annotated[Decimal, Gt(0), Le(100), SHAPES["decimal"]] | None = None  # after curettage
    area_sq_cm: Annotated[Decimal, Gt(0), Le(20_000), SHAPES["decimal"]] | None = None
    method: Word | None = None
    extent: Word | None = None
    approach: Word | None = None
    guidance: tuple[Word, ...] | None = None
    pathology: Pathology | None = None
    symptoms: tuple[Word, ...] | None = None
    cosmetic: bool | None = None
    probes: Count | None = None  # recorded, never counted
    cycles: Count | None = None  # recorded, never counted
    unusual: Word | None = None  # why it was much more work than usual
    denial_expected: bool | None = None  # Medicare is expected to find it not necessary
    notice: Notice | None = None
    documented: tuple[Word, ...] | None = None  # what else the note holds, by the ids of documentation elements
    facts: dict[Word, FactValue] | None = None  # of this lesion alone


@dataclass(frozen=True, slots=True)
class Service:
    """Something else done by the same provider that day, already coded by them."""

    code: Code
    units: Count | None = None
    modifiers: tuple[Modifier, ...] | None = None
    diagnoses: tuple[Icd10, ...] | None = None
    separate_problem: bool | None = None
    decision_for_surgery: bool | None = None
    treats: Word | None = None
    lesion: Apart | None = None
    separate: Separate | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier procedure of this patient whose global period may still run."""

    code: Code
    date: Day
    provider: By | None = None
    treats: Treats | None = None
    planned: bool | None = None
    operating_room: bool | None = None


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One line of a claim that somebody has already coded."""

    code: Code
    units: Count | None = None
    modifiers: tuple[Modifier, ...] = ()
    diagnoses: tuple[Icd10, ...] = ()
    charge: Dollars | None = None


@dataclass(frozen=True, slots=True)
class CostSharing:
    """What the patient still owes: dollars of deductible, coinsurance as a fraction."""

    deductible_left: Dollars | None = None
    coinsurance: Annotated[Decimal, Ge(0), Le(1), SHAPES["fraction"]] | None = None


@dataclass(frozen=True, slots=True)
class ContractTerm:
    """What the member's contract says of some codes, or of every service; it goes before every policy."""

    outcome: Literal["medically_necessary", "investigational", "not_medically_necessary", "cosmetic"]
    cite: Word
    codes: Annotated[tuple[Code, ...], Len(1)] | None = None


@dataclass(frozen=True, slots=True)
class OtherPayer:
    """Another payer of this member: named, never computed."""

    payer: Word
    order: Literal["prior", "secondary"]


@dataclass(frozen=True, slots=True)
class Plan:
    """How the payer covers this member; `requested` is the day of a prior authorization request."""

    line_of_business: Literal["commercial", "medicare", "medicare_advantage", "medicaid"] | None = None
    requested: Day | None = None
    contract: tuple[ContractTerm, ...] | None = None
    others: tuple[OtherPayer, ...] | None = None


@dataclass(frozen=True, slots=True)
class Encounter:
    """One patient, one provider, one day: a chart (`treated`, `services`) or a finished claim (`lines`)."""

    date: Day
    id: Word | None = None
    place: Word | None = None
    patient: Patient = field(default_factory=Patient)
    payer: Word | None = None
    plan: Plan = field(default_factory=Plan)
    provider: Provider = field(default_factory=Provider)
    locality: Locality | None = None
    treated: tuple[Treated, ...] | None = None
    services: tuple[Service, ...] | None = None
    history: tuple[Earlier, ...] | None = None
    facts: dict[Word, FactValue] | None = None
    cost_sharing: CostSharing | None = None
    lines: tuple[ClaimLine, ...] | None = None

    @property
    def medicare(self) -> bool:
        """Whether Medicare is the payer."""
        return self.payer is not None and self.payer.strip().casefold() == MEDICARE
