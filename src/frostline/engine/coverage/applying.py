"""Which policy decides: contract before policy, NCD before LCD before the plan's own; what disagrees is reported."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from frostline.engine.coverage.deciding import Ruling, decide
from frostline.engine.coverage.known import Gathered, charted, gathered, settled, stated
from frostline.engine.coverage.tracing import Truth, trace
from frostline.engine.coverage.values import Value
from frostline.model.encounter import FactValue
from frostline.model.facts import Facts, Shown
from frostline.model.policies import Authority, CoverageOutcome, CrossReference, Policy

SITE = "site"  # the fact whose values are organs
ELSEWHERE = "stated of the whole encounter, which has several lesions: put it under the lesion it is about"


@dataclass(frozen=True, slots=True, eq=False)
class Subject:
    """What is to be covered: a line with its code, or a treated entry without one, and what the chart shows of it.

    `treated`: whether it is known to be a treatment; a code by itself tells what was done only where a policy lists it.
    `among`: whether there are other lesions, so that a fact stated of the encounter may be about one of them.
    """

    chart: Shown
    line: int | None = None
    code: str | None = None
    about: tuple[str, ...] = ()
    treated: bool = True
    among: bool = False
    facts: Mapping[str, FactValue] = field(default_factory=dict)  # stated of this lesion alone
    cosmetic: bool = False  # done for appearance only, as the chart says


@dataclass(frozen=True, slots=True, eq=False)
class Applied:
    """One policy applied to one subject; `because` where it does not even concern it."""

    policy: Policy
    gathered: Gathered
    ruling: Ruling | None
    because: str = ""
    see: tuple[CrossReference, ...] = ()

    @property
    def outcome(self) -> CoverageOutcome:
        """What the policy says by itself."""
        return self.ruling.outcome if self.ruling else CoverageOutcome.not_addressed


@dataclass(frozen=True, slots=True, eq=False)
class Resolved:
    """Which of the policies speak, all of one authority; more than one outcome among them is a conflict."""

    applied: tuple[Applied, ...]
    speaking: tuple[Applied, ...] = field(default=())

    @property
    def conflict(self) -> bool:
        """Whether policies of the same authority disagree."""
        return len({found.outcome for found in self.speaking}) > 1


def applied(policy: Policy, subject: Subject, given: Mapping[str, FactValue], facts: Facts, day: date) -> Applied:
    """Apply one policy to a subject with the facts that were stated."""
    held = policy.code(subject.code, day)
    own, unheard = stated(subject.facts, facts)
    own += [*settled(subject.code or "", held, facts), *charted(subject.chart, facts)]
    mine, others = _mine(subject, given, gathered(own, {}, facts, day).known.get(SITE), facts)
    claims, not_counted = stated(mine, facts)
    found = gathered([*claims, *own], unheard | not_counted | dict.fromkeys(others, ELSEWHERE), facts, day)
    if held is None and not subject.treated:
        because = f"{subject.code} is none of its codes, and no treated entry says what was done"
        return Applied(policy, found, None, because)
    see = (reference for reference in policy.cross_references if _leads(reference, found, facts))
    return Applied(policy, found, decide(policy, facts, found.known), see=tuple(see))


def _mine(
    subject: Subject, given: Mapping[str, FactValue], site: frozenset[Value] | None, facts: Facts
) -> tuple[dict[str, FactValue], list[str]]:
    """Take what is stated of the encounter; beside other lesions only what is about the organ of this one."""
    if not subject.among:
        return dict(given), []
    mine = {name: held for name, held in given.items() if site and site <= set(facts[name].sites)}
    return mine, [name for name in given if not facts[name].sites]


def _leads(reference: CrossReference, found: Gathered, facts: Facts) -> bool:
    return trace(reference.when, found.known, facts).truth is Truth.met


def resolved(found: Sequence[Applied]) -> Resolved:
    """Let the highest authority speak that addresses the service; what it addresses the others do not decide."""
    for authority in Authority:
        speaking = tuple(held for held in _addressing(found) if held.policy.authority == authority)
        if speaking:
            return Resolved(tuple(found), speaking)
    return Resolved(tuple(found))


def _addressing(found: Iterable[Applied]) -> Iterable[Applied]:
    return (held for held in found if held.outcome is not CoverageOutcome.not_addressed)
