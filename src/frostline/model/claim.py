"""What comes out: lines, questions, findings, prices and the outcome that holds them."""

from dataclasses import dataclass, field
from datetime import date as Day  # noqa: N812 - a field is called date
from enum import StrEnum

from frostline.model.reason import Currency, Step


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


@dataclass(frozen=True, slots=True)
class Missing:
    """What the note still needs to say for a line."""

    about: str
    element: str
    says: str
    cite: str


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
class CoverageAnswer:
    """What a policy says; `not_checked` where no policy is held for that day."""

    policy: str | None
    outcome: str
    deciding: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


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
    coverage: tuple[CoverageAnswer, ...] = ()
    not_coded: tuple[NotCoded, ...] = ()
    missing: tuple[Missing, ...] = ()
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
        """Nothing asked, nothing failed, nothing unconfirmed, nothing left unchecked."""
        unsure = [f for f in self.findings if f.status != Status.passed or f.currency == Currency.unconfirmed]
        stale = [p for p in self.prices if p.allowed is None or p.currency == Currency.unconfirmed]
        return not (unsure or stale or self.questions or self.not_checked or self.not_coded)
