"""What the cases beside a policy owe: facts there are, and a case below, on and above every number."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial

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
    places: list[Path] = [("scope", "within"), *(("criteria", number) for number in range(len(policy.criteria)))]
    for at, tree in zip(places, policy.trees, strict=True):
        for part in tree.walk():
            fact = facts.by_id.get(part.fact or "")
            if fact is None or fact.type in {"boolean", "one_of"}:
                continue
            given = [case.facts[fact.id] for case in cases.cases if fact.id in case.facts]
            for operator, words in part.tests:
                for word in filter(partial(_places, fact), words):
                    yield from _lacking(fact, operator, word, given, (policy_file, at))


def _lacking(fact: Fact, operator: str, word: str, given: Iterable[str], where: tuple[str, Path]) -> Iterator[Wrong]:
    low, high = _ends(fact, operator, word)
    sides = {_side(places[0], low, high) for value in given if len(places := _places(fact, value)) == 1}
    reachable = {
        "below": not fact.domain or low > 0,
        "on": True,
        "above": not fact.domain or high < len(fact.domain) - 1,
    }
    for side in SIDES:
        if side not in sides and reachable[side]:
            yield *where, f"no case with {fact.id} {side} {word}", "a case below, on and above every number"


def _side(place: Decimal, low: Decimal, high: Decimal) -> str:
    return "below" if place < low else "above" if place > high else "on"


def _ends(fact: Fact, operator: str, word: str) -> tuple[Decimal, Decimal]:
    """Give the first and the last place of a boundary; of a group the end that its operator speaks of."""
    places = _places(fact, word)
    if operator in {"below", "at_least"}:
        return places[0], places[0]
    return places[-1 if operator == "at_most" else 0], places[-1]


def _places(fact: Fact, word: str) -> list[Decimal]:
    """Give the places of a value on its scale: of a coarser word several, so that it lies on no side."""
    if fact.domain:
        return sorted(Decimal(fact.domain.index(member)) for member in fact.members(word) if member in fact.domain)
    if not can_be(fact, word):
        return []
    return [Decimal(word) if fact.type == "number" else Decimal(date.fromisoformat(word).toordinal())]
