"""A coverage policy as text: scope, criteria in the payer's own numbering, codes, what to submit; and its cases."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date as date_
from enum import StrEnum
from typing import Literal

from frostline.model.encounter import Code, Day, Word
from frostline.model.facts import Facts, KnownBy
from frostline.model.families import Days
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

DEEPEST = 8  # levels of criteria
GATES = ("all_", "any_", "none")
OPERATORS = ("is_", "in_", "below", "at_least", "at_most", "on_or_after")


class CoverageOutcome(StrEnum):
    """What a policy says of a service, in the normal form; the payer's own word stands beside it."""

    medically_necessary = "medically_necessary"
    investigational = "investigational"
    not_medically_necessary = "not_medically_necessary"
    cosmetic = "cosmetic"
    not_addressed = "not_addressed"
    needs_information = "needs_information"
    not_checked = "not_checked"


NECESSARY = CoverageOutcome.medically_necessary
UNSETTLED = (CoverageOutcome.needs_information, CoverageOutcome.not_checked)
"""Outcomes that no criterion gives: they say that an answer is missing."""


class LineOfBusiness(StrEnum):
    """Under which program a plan covers its member."""

    commercial = "commercial"
    medicare = "medicare"
    medicare_advantage = "medicare_advantage"
    medicaid = "medicaid"


class Authority(StrEnum):
    """Whose word a policy is, in the order in which they go before one another."""

    contract = "contract"
    ncd = "ncd"
    lcd = "lcd"
    plan = "plan"


@dataclass(frozen=True, slots=True, eq=False)
class Criterion:
    """A gate over criteria (`all`, `any`, `none`), or one fact compared by one operator; nothing else, ever.

    At the top of a policy it also has an outcome, with the payer's own word; `otherwise` is met by whatever is left.
    """

    id: Word | None = None
    label: Word | None = None
    note: Word | None = None
    all_: tuple["Criterion", ...] = ()
    any_: tuple["Criterion", ...] = ()
    none: tuple["Criterion", ...] = ()
    fact: Word | None = None
    is_: Word | None = None
    in_: Words = ()
    below: Word | None = None
    at_least: Word | None = None
    at_most: Word | None = None
    on_or_after: Word | None = None
    otherwise: bool = False
    outcome: CoverageOutcome | None = None
    status: Word | None = None
    names: Words = ()  # what the payer names under it, as examples

    @property
    def parts(self) -> tuple["Criterion", ...]:
        """Criteria under its gate."""
        return self.all_ or self.any_ or self.none

    @property
    def tests(self) -> Iterator[tuple[str, Words]]:
        """Each comparison that it makes: the operator and what is compared with."""
        for operator in OPERATORS:
            held = getattr(self, operator)
            if held:
                yield operator.rstrip("_"), held if isinstance(held, tuple) else (held,)

    def walk(self) -> Iterator["Criterion"]:
        """Give itself and everything under it."""
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass(frozen=True, slots=True, eq=False)
class Scope:
    """What a policy speaks of; whatever lies outside is not addressed by it, which is no denial."""

    cite: Word
    within: Criterion


@dataclass(frozen=True, slots=True, eq=False)
class PolicyCode:
    """A code of a policy, what it settles by itself; `listed: no`: the policy lists none, the link is ours."""

    codes: tuple[Code, ...]
    implies: dict[Word, Word] = field(default_factory=dict)
    listed: bool = True
    from_: Day | None = None  # where the policy takes it up later than it begins
    to: Day | None = None
    says: Word | None = None
    note: Word | None = None

    def holds(self, day: date_) -> bool:
        """Whether it belongs to the policy on that day."""
        return (self.from_ is None or self.from_ <= day) and (self.to is None or day < self.to)


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Something to submit, and who knows it."""

    id: Word
    says: Word
    known_by: KnownBy = "clinical"


@dataclass(frozen=True, slots=True, eq=False)
class CrossReference:
    """Another policy that a case belongs to when a criterion is met."""

    see: Word
    title: Word
    when: Criterion


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """A notice that stands on every answer of a policy, or on those with one of some outcomes; `member`: to be told."""

    id: Word
    says: Word
    outcomes: tuple[CoverageOutcome, ...] = ()
    member: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """Review dates as the policy gives them: a day, a month or a year."""

    origin: Word | None = None
    last: Word | None = None
    next: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """One revision of one policy; the first criterion that is met gives the outcome."""

    id: Word
    payer: Word
    authority: Literal["ncd", "lcd", "plan"]
    title: Word
    in_force: Days
    cite: Cite
    scope: Scope
    criteria: tuple[Criterion, ...]
    information: tuple[Item, ...] = ()
    lines_of_business: tuple[LineOfBusiness, ...] = ()  # none: the page does not say
    codes: tuple[PolicyCode, ...] = ()
    cross_references: tuple[CrossReference, ...] = ()
    notices: tuple[Standing, ...] = ()
    reviewed: Reviewed = field(default_factory=Reviewed)
    note: Word | None = None

    @property
    def revision(self) -> str:
        """Name this revision: the id and its first day."""
        return f"{self.id}@{self.in_force.from_}"

    def code(self, code: str | None, day: date_) -> PolicyCode | None:
        """Find what the policy holds of a code that day."""
        return next((held for held in self.codes if code in held.codes and held.holds(day)), None)

    @property
    def trees(self) -> tuple[Criterion, ...]:
        """The scope and every criterion, in their order."""
        return (self.scope.within, *self.criteria)


@dataclass(frozen=True, slots=True, eq=False)
class PolicyCase:
    """Facts, and what a revision must say of them; `missing` in the order of asking."""

    name: Word
    outcome: CoverageOutcome
    facts: dict[Word, Word] = field(default_factory=dict)
    code: Code | None = None
    date: Day | None = None  # absent: the first day of the revision
    deciding: Words | None = None
    missing: Words | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PolicyCases:
    """The cases beside a policy."""

    policy: Word
    cite: Cite
    cases: tuple[PolicyCase, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Payer:
    """A payer, the words for it, and its line of business where it is certain.

    `brand`: the payer whose plan policies it follows. `not_held`: which of its policies the packs do not hold.
    """

    id: Word
    name: Word
    words: Words
    line_of_business: LineOfBusiness | None = None
    brand: Word | None = None
    not_held: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Payers:
    """The payers known to the packs."""

    id: Word
    title: Word
    cite: Cite
    terms: tuple[Payer, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Life:
    """Half-open days in which a code exists; absent: beyond what matters here."""

    code: Code
    cite: Word
    from_: Day | None = None
    to: Day | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Lives:
    """Codes whose first or last day is not that of their family."""

    id: Word
    title: Word
    cite: Cite
    lives: tuple[Life, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Shelf:
    """Facts, payers and the policies of some payers, read together; `digest` names their very text.

    `lacking`: policies of these payers without a revision of the day, with the first days of those that are held.
    """

    facts: Facts
    payers: Payers
    policies: tuple[Policy, ...]
    lacking: dict[str, tuple[date_, ...]]
    digest: str
