"""What criteria owe: one gate or one fact each, operators that fit the type, an outcome for every path."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from frostline.knowledge.fact_checks import value_faults
from frostline.knowledge.names import Wrong, one_of
from frostline.knowledge.text import Path
from frostline.model.facts import Facts
from frostline.model.policies import DEEPEST, GATES, UNSETTLED, CoverageOutcome, Criterion, Policy

FITTING = {
    "boolean": ("is",),
    "one_of": ("is", "in"),
    "scale": ("is", "in", "below", "at_least", "at_most"),
    "number": ("is", "in", "below", "at_least", "at_most"),
    "date": ("is", "on_or_after", "below"),
}
GIVEN = tuple(outcome for outcome in CoverageOutcome if outcome not in UNSETTLED)


def file_faults(file: str, policy: Policy, first: date) -> Iterator[Wrong]:
    """What a policy contradicts in the name of its file, whose day is its first."""
    folder = file.split("/")[1]
    if folder != policy.payer:
        yield file, ("payer",), policy.payer, f"the payer of its folder, {folder}"
    if first != policy.in_force.from_:
        yield file, ("in_force", "from"), str(policy.in_force.from_), "the day in the name of the file"
    if policy.in_force.to is not None and policy.in_force.to <= policy.in_force.from_:
        yield file, ("in_force", "to"), str(policy.in_force.to), "a day after its first"


def criteria_faults(file: str, policy: Policy, facts: Facts) -> Iterator[Wrong]:
    """Everything wrong with the scope, the criteria and the cross references of a policy."""
    yield from _of_tree(file, ("scope", "within"), policy.scope.within, facts)
    for number, reference in enumerate(policy.cross_references):
        yield from _of_tree(file, ("cross_references", number, "when"), reference.when, facts)
    for number, criterion in enumerate(policy.criteria):
        yield from _of_tree(file, ("criteria", number), criterion, facts)
        yield from _of_top(file, ("criteria", number), criterion, last=number == len(policy.criteria) - 1)
    ids = Counter(part.id for tree in policy.trees for part in tree.walk() if part.id)
    for name, times in ids.items():
        if times > 1:
            yield file, ("criteria",), f"{name} {times} times", "each id once"
    if not policy.criteria:
        yield file, ("criteria",), "nothing", "a criterion at least, the last of them otherwise"


def _of_top(file: str, at: Path, criterion: Criterion, *, last: bool) -> Iterator[Wrong]:
    if criterion.id is None:
        yield file, at, "no id", "the payer's own number of this criterion"
    if criterion.outcome not in GIVEN:
        yield file, (*at, "outcome"), str(criterion.outcome or "nothing"), one_of(GIVEN)
    if criterion.otherwise is not last:
        found = "otherwise before the last criterion" if criterion.otherwise else "a last criterion with a condition"
        yield file, at, found, "the last criterion, and only it, to be otherwise: every path ends in an outcome"


def _of_tree(file: str, at: Path, criterion: Criterion, facts: Facts, depth: int = 1) -> Iterator[Wrong]:
    if depth > DEEPEST:
        yield file, at, f"{depth} levels", f"at most {DEEPEST}"
        return
    kinds = [gate.rstrip("_") for gate in GATES if getattr(criterion, gate)]
    kinds += [name for name in ("fact", "otherwise") if getattr(criterion, name)]
    if len(kinds) != 1:
        yield file, at, " and ".join(kinds) or "nothing", "one of all, any, none, a fact, or otherwise"
    if depth > 1 and (criterion.outcome is not None or criterion.otherwise):
        yield file, at, "an outcome inside a criterion", "outcomes and otherwise at the top only"
    yield from _of_fact(file, at, criterion, facts)
    for gate in GATES:
        for number, part in enumerate(getattr(criterion, gate)):
            yield from _of_tree(file, (*at, gate.rstrip("_"), number), part, facts, depth + 1)


def _of_fact(file: str, at: Path, criterion: Criterion, facts: Facts) -> Iterator[Wrong]:
    tests = tuple(criterion.tests)
    if criterion.fact is None:
        if tests:
            yield file, at, f"{tests[0][0]} without a fact", "the fact that is compared"
        return
    if criterion.fact not in facts.by_id:
        yield file, (*at, "fact"), f"the unknown fact {criterion.fact}", one_of(facts.by_id)
        return
    fact = facts[criterion.fact]
    if not tests:
        yield file, at, f"{fact.id} compared with nothing", one_of(FITTING[fact.type])
    for operator, words in tests:
        if operator not in FITTING[fact.type]:
            yield file, (*at, operator), f"{operator} of a {fact.type}", one_of(FITTING[fact.type])
            continue
        for word in words:
            yield from value_faults(file, (*at, operator), fact, word)
