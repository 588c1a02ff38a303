"""A coverage decision with everything that carries it: facts used, facts missing, criteria, citations."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a field is called date

from frostline.model.claim import Answer
from frostline.model.facts import KnownBy
from frostline.model.policies import NECESSARY, CoverageOutcome
from frostline.model.reason import Step


@dataclass(frozen=True, slots=True)
class Used:
    """A fact that the decision rests on: its value in words, and where that comes from."""

    fact: str
    value: str
    source: str
    by: str = ""
    on: Day | None = None
    old: bool = False  # recorded longer ago than such facts usually stay good


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact that can still decide, what to ask, and what each answer would lead to."""

    fact: str
    ask: str
    known_by: KnownBy
    leads_to: tuple[Answer, ...]
    judgement: bool = False
    unit: str = ""
    note: str = ""  # why what was given does not count
    contradicted: bool = False  # sources say several things: one must be corrected, a further one settles nothing


@dataclass(frozen=True, slots=True)
class Considered:
    """A policy that was looked at, and what it says by itself."""

    policy: str
    authority: str
    outcome: CoverageOutcome
    because: str
    cite: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something to send with the request."""

    id: str
    says: str
    known_by: KnownBy


@dataclass(frozen=True, slots=True)
class Told:
    """A standing notice of the payer, and whether it is meant for the member."""

    says: str
    member: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What the payer's policies say of one line, or of one treated entry that makes no line yet."""

    outcome: CoverageOutcome
    step: Step
    line: int | None = None
    code: str | None = None
    about: tuple[str, ...] = ()
    policy: str | None = None
    title: str = ""
    cite: str = ""
    status: str = ""  # the payer's own word
    deciding: tuple[str, ...] = ()
    labels: tuple[str, ...] = ()  # of what decides, in words
    asked: tuple[Asked, ...] = ()
    used: tuple[Used, ...] = ()
    contradictions: tuple[str, ...] = ()
    considered: tuple[Considered, ...] = ()
    see: tuple[str, ...] = ()
    information: tuple[Sent, ...] = ()
    notices: tuple[Told, ...] = ()
    picked_by: str = ""
    remarks: tuple[str, ...] = ()
    trace: str = ""  # names this answer: a hash of the revision and of the facts

    @property
    def missing(self) -> tuple[str, ...]:
        """Names of the facts that can still decide, in the order of asking."""
        return tuple(asked.fact for asked in self.asked)

    @property
    def review(self) -> bool:
        """Whether a clinician must look: nothing but necessary is ever decided without one."""
        return self.outcome is not NECESSARY
