"""What the cases beside a policy owe: facts there are, and a case below, on and above every number."""

from collections.abc import Iterator
from decimal import Decimal

from frostline.knowledge.fact_checks import can_be, stated_faults
from frostline.knowledge.names import Wrong
from frostline.knowledge.text import Path
from frostline.model.facts import Fact, Facts
from frostline.model.policies import Policy, PolicyCases

SIDES = ("below", "on", "above")


def case_faults(file: str, cases: PolicyCases, policy: Policy, policy_file: str, facts: Facts) -> Iterator[Wrong]:
    """Everything wrong with the cases of a policy, short of what deciding them shows."""
    names = [case.name for case in cases.cases]
    for number, case in enumerate(cases.cases):
        at: Path = ("cases", number)
        if case.name in names[:number]:
            yield file, (*at, "name"), f"{case.name} a second time", "each name once"
        for name, value in case.facts.items():
            yield from stated_faults(file, (*at, "facts", name), name, value, facts)
        day = case.date or policy.in_force.from_
        if not policy.in_force.hold(day):
            yield file, (*at, "date"), str(day), f"a day of {policy.revision}"
        if case.code is not None and policy.code(case.code, day) is None:
            yield file, (*at, "code"), case.code, "a code of the policy"
    yield from _boundaries(cases, policy, policy_file, facts)


def _boundaries(cases: PolicyCases, policy: Policy, policy_file: str, facts: Facts) -> Iterator[Wrong]:
    """A number, day or place on a scale without a case on it and on each side of it."""
    for place, criterion in enumerate(policy.criteria):
        for part in criterion.walk():
            fact = facts.by_id.get(part.fact or "")
            if fact is None or fact.type in {"boolean", "one_of"}:
                continue
            given = [case.facts[fact.id] for case in cases.cases if fact.id in case.facts]
            for word in [word for _, words in part.tests for word in words if can_be(fact, word)]:
                yield from _lacking(fact, word, given, policy_file, ("criteria", place))


def _lacking(fact: Fact, word: str, given: list[str], file: str, at: Path) -> Iterator[Wrong]:
    sides = {_side(fact, value, word) for value in given if can_be(fact, value)}
    for side in SIDES:
        if side not in sides and _reachable(fact, side, word):
            yield file, at, f"no case with {fact.id} {side} {word}", "a case below, on and above every number"


def _side(fact: Fact, value: str, word: str) -> str:
    one, other = _rank(fact, value), _rank(fact, word)
    return "on" if one == other else "below" if one < other else "above"


def _rank(fact: Fact, word: str) -> Decimal:
    if fact.domain:  # of a group the end counts, as at_most has it
        return Decimal(max(fact.domain.index(member) for member in fact.members(word)))
    return Decimal(word) if fact.type == "number" else Decimal("".join(word.split("-")))


def _reachable(fact: Fact, side: str, word: str) -> bool:
    """Whether a scale goes on at that side; numbers and days do."""
    if not fact.domain or side == "on":
        return True
    return _rank(fact, word) > 0 if side == "below" else _rank(fact, word) < len(fact.domain) - 1
