"""Proof that decisions are exact: cases as they come out, and a policy read straight from its criteria.

The reader shares nothing with the diagrams, nor with how values are compared and split into cells: it takes every
completion of what is unknown and follows the criteria from the first to the last.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise, product

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.known import gathered, settled, stated
from frostline.engine.coverage.tracing import Known, Truth
from frostline.engine.coverage.values import Test, Value
from frostline.model.encounter import FactValue
from frostline.model.facts import Fact, Facts
from frostline.model.policies import CoverageOutcome, Criterion, Policy, PolicyCase

Full = Mapping[str, Value]  # every fact of a policy with one value
Gap = tuple[str, Truth]
Reader = Callable[[Full], bool]
STATED_BY = "whoever wrote the case"  # facts of a case are taken as stated, judgements included
SCOPE = "scope"


def known_of(policy: Policy, case: PolicyCase, facts: Facts) -> Known:
    """Give what a case knows: its facts, what its code settles, and what follows from these."""
    day = case.date or policy.in_force.from_
    given = {name: FactValue(value, by=STATED_BY) for name, value in case.facts.items()}
    claims, unheard = stated(given, facts)
    if case.code is not None:
        claims += settled(case.code, policy.code(case.code, day), facts)
    return gathered(claims, unheard, facts, day).known


def run_case(policy: Policy, case: PolicyCase, facts: Facts) -> list[str]:
    """Say what came out otherwise than the case has it."""
    ruling = decide(policy, facts, known_of(policy, case, facts))
    missing = tuple(name for name, _ in ruling.missing)
    pairs = (
        ("outcome", case.outcome, ruling.outcome),
        ("deciding", case.deciding, ruling.deciding),
        ("missing", case.missing, missing),
    )
    return [
        f"{what}: expected {_said(wanted)}, found {_said(found)}"
        for what, wanted, found in pairs
        if wanted is not None and wanted != found
    ]


def _said(held: str | tuple[str, ...]) -> str:
    return held if isinstance(held, str) else ", ".join(held) or "nothing"


def coverage_gaps(policy: Policy, cases: Iterable[PolicyCase], facts: Facts) -> list[Gap]:
    """Name the scope and each criterion that no case shows as met, as not met or as unknown.

    The last criterion is met where the scope is, and none before it.
    """
    seen = {gap for case in cases for gap in _shown(policy, known_of(policy, case, facts), facts)}
    named = [part.id for tree in policy.trees for part in tree.walk() if part.id]
    return [(name, truth) for name in (SCOPE, *named) for truth in Truth if (name, truth) not in seen]


def _shown(policy: Policy, known: Known, facts: Facts) -> Iterator[Gap]:
    """Give how the scope and each named criterion stand to what is known."""
    scope, *criteria = decide(policy, facts, known).traced
    yield SCOPE, scope.truth
    for traced in (scope, *criteria[:-1]):
        yield from ((str(part.criterion.id), part.truth) for part in traced.named())
    yield str(criteria[-1].criterion.id), _left(scope.truth, [traced.truth for traced in criteria[:-1]])


def _left(scope: Truth, earlier: list[Truth]) -> Truth:
    """Say how the criterion stands that takes whatever is left."""
    if scope is Truth.not_met or Truth.met in earlier:
        return Truth.not_met
    return Truth.unknown if Truth.unknown in (scope, *earlier) else Truth.met


def first_met(policy: Policy, full: Full, facts: Facts) -> int:
    """Give the place of the first criterion that is met, from 1 on; 0 where the policy does not speak of it."""
    scope, *criteria = _readers(policy, facts)
    if not scope(full):
        return 0
    return next(place for place, met in enumerate(criteria, start=1) if met(full))


def outcome_at(policy: Policy, place: int) -> CoverageOutcome:
    """Give the outcome of the criterion at a place; that of 0 is not addressed."""
    outcome = policy.criteria[place - 1].outcome if place else None
    return outcome or CoverageOutcome.not_addressed


@lru_cache(maxsize=256)  # policies and the dictionary are held by identity, one of each
def _readers(policy: Policy, facts: Facts) -> tuple[Reader, ...]:
    return tuple(_reader(tree, facts) for tree in policy.trees)


def _reader(criterion: Criterion, facts: Facts) -> Reader:
    """Give a criterion as a function of a full input."""
    if criterion.fact is not None:
        return _comparison(facts[criterion.fact], tuple(criterion.tests))
    parts = [_reader(part, facts) for part in criterion.parts]
    if criterion.any_:
        return lambda full: any(part(full) for part in parts)
    if criterion.none:
        return lambda full: not any(part(full) for part in parts)
    return lambda full: all(part(full) for part in parts)  # otherwise has no parts, and is met


def _comparison(fact: Fact, tests: tuple[Test, ...]) -> Reader:
    seen: dict[Value, bool] = {}

    def met(full: Full) -> bool:
        value = full[fact.id]
        if value not in seen:
            seen[value] = all(_holds(fact, test, value) for test in tests)
        return seen[value]

    return met


def _holds(fact: Fact, test: Test, value: Value) -> bool:
    """Compare by places on one line: of a list its order, of days their count, of numbers themselves."""
    operator, words = test
    place = _place(fact, str(value))
    marks = [_place(fact, member) for word in words for member in fact.groups.get(word, (word,))]
    if operator in {"is", "in"}:
        return place in marks
    if operator == "at_most":
        return place <= max(marks)
    return place < min(marks) if operator == "below" else place >= min(marks)


def _place(fact: Fact, word: str) -> Decimal:
    if fact.domain:
        return Decimal(fact.domain.index(word))
    return Decimal(word) if fact.type == "number" else Decimal(date.fromisoformat(word).toordinal())


@lru_cache(maxsize=256)
def kinds(facts: Facts, *policies: Policy) -> dict[str, tuple[tuple[Value, ...], ...]]:
    """Give the values of every fact of some policies, those together that no comparison tells apart."""
    tests = _tests(*policies)
    return {name: _apart(facts[name], tests[name], _sampled(facts[name], tests[name])) for name in tests}


@lru_cache(maxsize=256)
def ways(facts: Facts, *policies: Policy) -> dict[str, tuple[Value, ...]]:
    """Give of every fact of some policies one value of each kind."""
    return {name: tuple(kind[0] for kind in held) for name, held in kinds(facts, *policies).items()}


def standing(facts: Facts, policy: Policy, name: str, values: Iterable[Value]) -> tuple[Value, ...]:
    """Give of some values of a fact those of `ways` that stand for them."""
    fact, tests = facts[name], _tests(policy)[name]
    wanted = {_kind(fact, tests, value) for value in values}
    return tuple(value for value in ways(facts, policy)[name] if _kind(fact, tests, value) in wanted)


@lru_cache(maxsize=256)
def _tests(*policies: Policy) -> dict[str, tuple[Test, ...]]:
    found: dict[str, list[Test]] = {}
    for part in (part for policy in policies for tree in policy.trees for part in tree.walk()):
        if part.fact is not None:
            found.setdefault(part.fact, []).extend(part.tests)
    return {name: tuple(tests) for name, tests in found.items()}


def _apart(fact: Fact, tests: tuple[Test, ...], values: Iterable[Value]) -> tuple[tuple[Value, ...], ...]:
    found: dict[tuple[bool, ...], list[Value]] = {}
    for value in values:
        found.setdefault(_kind(fact, tests, value), []).append(value)
    return tuple(map(tuple, found.values()))


def _kind(fact: Fact, tests: tuple[Test, ...], value: Value) -> tuple[bool, ...]:
    return tuple(_holds(fact, test, value) for test in tests)


def _sampled(fact: Fact, tests: tuple[Test, ...]) -> Iterable[Value]:
    """Give every value of a list; of numbers and days those on each boundary and close beside it."""
    if fact.domain:
        return fact.domain
    if fact.type == "date":
        days = [date.fromisoformat(word) for _, words in tests for word in words]
        return [day + timedelta(days=step) for day in sorted(days) for step in (-1, 0, 1)]
    numbers = sorted({Decimal(word) for _, words in tests for word in words})
    step = min((other - one for one, other in pairwise(numbers)), default=Decimal(1)) / 2
    return [number + side for number in numbers for side in (-step, Decimal(0), step)]


def completions(policy: Policy, known: Known, facts: Facts) -> Iterator[dict[str, Value]]:
    """Give every full input that what is known leaves open, values that no comparison tells apart being one."""
    all_ = ways(facts, policy)
    open_ = (standing(facts, policy, name, known[name]) if name in known else all_[name] for name in all_)
    return (dict(zip(all_, values, strict=True)) for values in product(*open_))


def brute_outcomes(policy: Policy, known: Known, facts: Facts) -> frozenset[CoverageOutcome]:
    """Give every outcome that some completion has."""
    return frozenset(outcome_at(policy, first_met(policy, full, facts)) for full in completions(policy, known, facts))


def brute_missing(policy: Policy, known: Known, facts: Facts) -> frozenset[str]:
    """Name each fact for which two completions that differ in it alone give different outcomes."""
    given = {
        tuple(full.values()): outcome_at(policy, first_met(policy, full, facts))
        for full in completions(policy, known, facts)
    }
    missing = set()
    for at, name in enumerate(ways(facts, policy)):
        without: dict[tuple[Value, ...], CoverageOutcome] = {}
        if any(without.setdefault(full[:at] + full[at + 1 :], found) is not found for full, found in given.items()):
            missing.add(name)
    return frozenset(missing)
