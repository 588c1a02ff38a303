"""What comes out: lines, questions, findings, prices and the outcome that holds them."""

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a field is called date
from enum import StrEnum
from typing import TYPE_CHECKING

from frostline.model.encounter import Pathology
from frostline.model.reason import Currency, Step

if TYPE_CHECKING:  # a decision holds answers of this module
    from frostline.model.decision import Decision


class Status(StrEnum):
    """The answer of an edit. Not checked is never shown as clean."""

    passed = "passed"
    failed = "failed"
    not_checked = "not_checked"


@dataclass(frozen=True, slots=True)
class Line:
    """One service line of a claim; `entries` are the treated entries it stands for, by id."""

    number: int
    code: str
    units: int
    step: Step
    modifiers: tuple[str, ...] = ()
    diagnoses: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    cosmetic: bool = False
    pathology: Pathology | None = None  # of the report behind a diagnosis that turns on one
    charge: int | None = None  # cents


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer to a question and what it would lead to."""

    answer: str
    gives: str


@dataclass(frozen=True, slots=True)
class Question:
    """A fact that is missing and matters; `about` names the entry or service, `found` the word not understood."""

    key: str
    ask: str
    leads_to: tuple[Answer, ...]
    about: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class NotCoded:
    """Something in the chart that makes no line, and why."""

    about: str
    because: str
    remedy: str = ""
    cite: str = ""


class Seen(StrEnum):
    """Whether the note has an element: it has, it has not, or the encounter cannot show it."""

    documented = "documented"
    missing = "missing"
    to_check = "to_check"


@dataclass(frozen=True, slots=True)
class Documented:
    """An element that a line (by number) wants documented, and whether it is; `about` names the entry."""

    line: int
    code: str
    about: str
    element: str
    says: str
    why: str  # code, necessity or record
    status: Seen
    cite: str


@dataclass(frozen=True, slots=True)
class Alternative:
    """A code that was not taken for a line, and the rule that excludes it."""

    line: int
    code: str
    because: str
    cite: str


@dataclass(frozen=True, slots=True)
class Caution:
    """Something the clinician should weigh, beside the claim and never in its way; `about` names the entry."""

    id: str
    kind: str  # contraindication, pigment, healing, not_screened
    about: str
    says: str
    cite: str


@dataclass(frozen=True, slots=True)
class Planned:
    """When a further session stands by itself: the last day of the global period of a line, and the first after it."""

    line: int
    code: str
    global_days: int
    last_day: Day
    first_day: Day
    says: str
    cite: str


@dataclass(frozen=True, slots=True)
class Position:
    """One side of a contested question, what it gives, and who says so."""

    choice: str
    gives: str
    cite: str


@dataclass(frozen=True, slots=True)
class Contested:
    """A question that the field has not settled and that this claim touches; `taken`: the side it rests on, if any."""

    id: str
    about: str
    ask: str
    sides: tuple[Position, ...]
    taken: str
    because: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What an edit says of a line (by number), or of the whole claim (None)."""

    edit: str
    line: int | None
    status: Status
    because: str
    remedy: str = ""
    cite: str = ""
    currency: Currency | None = None
    release: str | None = None
    known_through: Day | None = None


@dataclass(frozen=True, slots=True)
class Price:
    """What the schedule allows for a line, in cents; None with the reason where it is not priced."""

    line: int
    published: int | None
    allowed: int | None
    work_rvu: int | None
    total_rvu: int | None
    step: Step
    currency: Currency | None = None
    release: str | None = None


@dataclass(frozen=True, slots=True)
class Shares:
    """Who owes what of the allowed total, in cents; the payer's share before and after sequestration."""

    patient: int
    payer: int
    sequestration: int
    step: Step

    @property
    def payer_after_sequestration(self) -> int:
        """What the payer sends."""
        return self.payer - self.sequestration


@dataclass(frozen=True, slots=True)
class Source:
    """A table, pack or policy that an answer was checked against, and how current it was that day."""

    table: str
    release: str
    known_from: Day | None = None
    known_through: Day | None = None
    currency: Currency | None = None
    note: str = ""
    third_party: bool = False  # somebody's copy or rearrangement, not the publisher's own file


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything that can be said of one encounter, with its reasons."""

    id: str | None
    date: Day
    lines: tuple[Line, ...] = ()
    prices: tuple[Price, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    coverage: tuple["Decision", ...] = ()
    not_coded: tuple[NotCoded, ...] = ()
    documentation: tuple[Documented, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    cautions: tuple[Caution, ...] = ()
    plan: tuple[Planned, ...] = ()
    contested: tuple[Contested, ...] = ()
    not_checked: tuple[str, ...] = ()
    checked_against: tuple[Source, ...] = ()
    shares: Shares | None = None
    header: tuple[tuple[str, str], ...] = field(default=())
    provisional: bool = False  # an open question can still change lines, modifiers, ranks

    @property
    def total_allowed(self) -> int | None:
        """Cents over all lines; None where there is none, one is not priced, or a question can still change them."""
        if self.provisional:
            return None
        amounts = [price.allowed for price in self.prices]
        priced = [amount for amount in amounts if amount is not None]
        return sum(priced) if priced and len(priced) == len(self.lines) else None

    @property
    def clean(self) -> bool:
        """Nothing asked, nothing failed, nothing unconfirmed, nothing left unchecked, every line surely covered."""
        unsure = [f for f in self.findings if f.status != Status.passed or f.currency == Currency.unconfirmed]
        stale = [p for p in self.prices if p.allowed is None or p.currency == Currency.unconfirmed]
        review = any(decision.review for decision in self.coverage)
        return not (unsure or stale or review or self.questions or self.not_checked or self.not_coded)
