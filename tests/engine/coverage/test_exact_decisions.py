"""Decisions are exact: what is said of a policy is what every completion of the unknown facts says, and no more."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.engine.coverage.drawn import FACTS, knowledge, policies

from frostline.engine.coverage.deciding import Ruling, decide
from frostline.engine.coverage.proving import (
    brute_missing,
    brute_outcomes,
    completions,
    first_met,
    kinds,
    known_of,
    outcome_at,
    standing,
    ways,
)
from frostline.engine.coverage.tracing import Known, Truth
from frostline.engine.coverage.values import Value
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.facts import Facts
from frostline.model.policies import UNSETTLED, CoverageOutcome, Criterion, Policy, PolicyCase

SHELF, CASES = whole_shelf().shelf, whole_shelf().cases
HELD = {policy.revision: policy for policy in SHELF.policies}
NEEDED = CoverageOutcome.needs_information
MOST = 2_000  # completions that are taken one by one in a test
DRAWN = [*HELD.values(), None]  # none: a policy drawn at random
drawn_or_held = pytest.mark.parametrize("held", DRAWN, ids=lambda held: held.revision if held else "drawn at random")


@cache
def starts(policy: Policy) -> list[Known]:
    """What is known before anything is drawn: nothing, what a code settles, what a case leaves open."""
    known: list[Known] = [{}]
    for held in policy.codes:
        day = max(policy.in_force.from_, held.from_ or policy.in_force.from_)
        case = PolicyCase("", CoverageOutcome.not_checked, code=held.codes[0], date=day)
        known.append(known_of(policy, case, SHELF.facts))
    cases = CASES[policy.revision].cases if policy.revision in CASES else ()
    open_ = (case for case in cases if case.outcome is CoverageOutcome.needs_information)
    return known + [known_of(policy, case, SHELF.facts) for case in open_]


def drawn(held: Policy | None, data: st.DataObject, hidden: int = 6) -> tuple[Policy, Facts, Known]:
    """Draw what is known of a policy, of one drawn at random if none is held; few enough completions are left."""
    policy = held or data.draw(policies())
    facts = SHELF.facts if held else FACTS
    start = data.draw(st.sampled_from(starts(policy)))
    known = data.draw(knowledge(policy, facts, hidden, start))
    assume(left(policy, known, facts) <= MOST)
    return policy, facts, known


def left(policy: Policy, known: Known, facts: Facts) -> int:
    """How many completions there are."""
    all_ = ways(facts, policy)
    return prod(len(standing(facts, policy, name, known.get(name, values))) for name, values in all_.items())


def missing(ruling: Ruling) -> list[str]:
    return [name for name, _ in ruling.missing]


@drawn_or_held
@settings(max_examples=80)
@given(st.data())
def test_the_outcome_is_that_of_every_completion(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    ruling = decide(policy, facts, known)
    expected = brute_outcomes(policy, known, facts)
    assert expected == set(ruling.possible)
    assert ruling.outcome is (next(iter(expected)) if len(expected) == 1 else CoverageOutcome.needs_information)


@drawn_or_held
@settings(max_examples=80)
@given(st.data())
def test_only_facts_that_can_decide_are_missing_and_all_of_them(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    ruling = decide(policy, facts, known)
    expected = brute_missing(policy, known, facts)
    assert expected == set(missing(ruling))
    assert len(expected) == len(ruling.missing)
    assert (ruling.missing == ()) is (ruling.outcome not in UNSETTLED)


def told(name: str, value: Value, facts: Facts) -> Known:
    """What is known once a fact is: itself, and what it settles besides."""
    settled = facts.settled_by(name, str(value)) if facts[name].domain else {}
    return {
        name: frozenset({value}),
        **{other: frozenset(facts[other].members(word)) for other, word in settled.items()},
    }


@drawn_or_held
@settings(max_examples=60)
@given(st.data())
def test_each_answer_leads_where_it_says(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    for name, leads in decide(policy, facts, known).missing:
        open_ = standing(facts, policy, name, known.get(name, ways(facts, policy)[name]))
        expected = {brute_outcomes(policy, {**known, **told(name, value, facts)}, facts) for value in open_}
        assert expected == {frozenset(outcomes) for _, outcomes in leads}
        assert len({label for label, _ in leads}) == len(leads) > 1


@drawn_or_held
@settings(max_examples=60)
@given(st.data())
def test_a_settled_outcome_stays_whatever_else_becomes_known(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    before = decide(policy, facts, known)
    more = data.draw(knowledge(policy, facts, 3))
    together = {
        name: (known[name] & more[name] or known[name]) if name in known and name in more else {**more, **known}[name]
        for name in {**more, **known}
    }
    after = decide(policy, facts, together)
    assert set(after.possible) <= set(before.possible)
    if before.outcome not in UNSETTLED:
        assert before.outcome is after.outcome


@drawn_or_held
@settings(max_examples=60)
@given(st.data(), st.integers())
def test_the_order_of_conditions_under_a_gate_changes_nothing(
    held: Policy | None, data: st.DataObject, seed: int
) -> None:
    policy, facts, known = drawn(held, data)
    random = Random(seed)  # noqa: S311 - an order, no secret
    other = replace(
        policy,
        scope=replace(policy.scope, within=shuffled(policy.scope.within, random)),
        criteria=tuple(shuffled(criterion, random) for criterion in policy.criteria),
    )
    one, two = decide(policy, facts, known), decide(other, facts, known)
    assert one.possible == two.possible
    assert set(missing(one)) == set(missing(two))
    assert [traced.truth for traced in one.traced] == [traced.truth for traced in two.traced]


def shuffled(criterion: Criterion, random: Random) -> Criterion:
    def some(parts: tuple[Criterion, ...]) -> tuple[Criterion, ...]:
        return tuple(shuffled(part, random) for part in random.sample(parts, len(parts)))

    return replace(criterion, all_=some(criterion.all_), any_=some(criterion.any_), none=some(criterion.none))


@drawn_or_held
@settings(max_examples=60)
@given(st.data())
def test_the_trace_never_says_more_than_is_so(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    places = {first_met(policy, full, facts) for full in completions(policy, known, facts)}
    scope, *criteria = decide(policy, facts, known).traced
    if scope.truth is not Truth.unknown:
        assert {scope.truth is Truth.met} == {place > 0 for place in places}
    for place, traced in enumerate(criteria[:-1], start=1):
        if traced.truth is Truth.not_met:
            assert place not in places
        if traced.truth is Truth.met:
            assert max(places) <= place


@drawn_or_held
@settings(max_examples=60)
@given(st.data())
def test_what_decides_is_named_by_the_criterion_that_is_met_first(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data)
    ruling = decide(policy, facts, known)
    places = sorted({first_met(policy, full, facts) for full in completions(policy, known, facts)})
    if ruling.outcome in UNSETTLED:
        assert ((), "") == (ruling.deciding, ruling.status)
        return
    named = [
        {part.id for part in policy.trees[place].walk()} | ({"scope"} if place == 0 else set()) for place in places
    ]
    assert all(any(name in ids for ids in named) for name in ruling.deciding)
    assert len(ruling.deciding) == len(places)
    assert str(ruling.outcome) == ruling.step().value


# The order of questions


Rows = tuple[CoverageOutcome, ...]


def rows(policy: Policy, known: Known, facts: Facts) -> tuple[tuple[int, ...], Rows]:
    """Give how many answers each fact leaves open, and the outcome of every completion in their order."""
    all_ = ways(facts, policy)
    widths = (len(standing(facts, policy, name, known.get(name, values))) for name, values in all_.items())
    made = (outcome_at(policy, first_met(policy, full, facts)) for full in completions(policy, known, facts))
    return tuple(widths), tuple(made)


def answered(widths: tuple[int, ...], table: Rows, at: int) -> list[Rows]:
    """Give the tables that the answers to one question leave, equal ones once."""
    paths = list(product(*map(range, widths)))
    given_ = dict(zip(paths, table, strict=True))
    parts = (tuple(given_[path] for path in paths if path[at] == answer) for answer in range(widths[at]))
    return list(dict.fromkeys(parts))


@cache
def fewest(widths: tuple[int, ...], table: Rows) -> Fraction:
    """Questions to be expected in the best order, answers that lead on differently being equally likely."""
    if len(set(table)) == 1:
        return Fraction(0)
    return min(first(widths, table, at) for at in range(len(widths)) if len(answered(widths, table, at)) > 1)


def first(widths: tuple[int, ...], table: Rows, at: int) -> Fraction:
    parts = answered(widths, table, at)
    rest = (*widths[:at], 1, *widths[at + 1 :])
    return 1 + sum(fewest(rest, part) for part in parts) / Fraction(len(parts))


def asked(policy: Policy, known: Known, facts: Facts) -> Fraction:
    """Questions to be expected when always the first of the missing facts is asked."""
    ruling = decide(policy, facts, known)
    if not ruling.missing:
        return Fraction(0)
    name = ruling.missing[0][0]
    widths, table = rows(policy, known, facts)
    at = list(ways(facts, policy)).index(name)
    open_ = standing(facts, policy, name, known.get(name, ways(facts, policy)[name]))
    ways_on: dict[Rows, Value] = {}
    paths = list(product(*map(range, widths)))
    for answer, value in enumerate(open_):
        part = tuple(outcome for path, outcome in zip(paths, table, strict=True) if path[at] == answer)
        ways_on.setdefault(part, value)
    then = [asked(policy, {**known, name: frozenset({value})}, facts) for value in ways_on.values()]
    return 1 + sum(then) / Fraction(len(then))


@drawn_or_held
@settings(max_examples=25)
@given(st.data())
def test_no_other_question_first_would_be_followed_by_fewer(held: Policy | None, data: st.DataObject) -> None:
    policy, facts, known = drawn(held, data, hidden=5)
    widths, table = rows(policy, known, facts)
    best = fewest(widths, table)
    assert best == asked(policy, known, facts)
    questions = missing(decide(policy, facts, known))
    if questions:
        names = list(ways(facts, policy))
        assert best == first(widths, table, names.index(questions[0]))


@pytest.mark.parametrize(
    ("revision", "code", "expected"),
    [
        ("medicare.ncd.230.9@2001-07-01", "55873", Fraction(13, 6)),
        ("regence.surgery.132@2026-06-01", "32994", Fraction(77, 32)),
        ("regence.surgery.132@2026-06-01", "55873", Fraction(1)),
    ],
)
def test_a_code_alone_is_settled_with_as_few_questions_as_can_be(revision: str, code: str, expected: Fraction) -> None:
    policy = HELD[revision]
    case = PolicyCase("", NEEDED, code=code)
    start = known_of(policy, case, SHELF.facts)
    can = missing(decide(policy, SHELF.facts, start))
    others = {name: frozenset(held[:1]) for name, held in ways(SHELF.facts, policy).items() if name not in can}
    known = {**others, **start}
    assert expected == fewest(*rows(policy, known, SHELF.facts)) == asked(policy, known, SHELF.facts)


@pytest.mark.parametrize(
    ("code", "questions"),
    [
        ("55873", ["prostate.extent"]),
        ("50542", ["method"]),
        ("57511", ["histology"]),
        (
            "32994",
            [
                "lung.cancer",
                "lung.palliation_required",
                "lung.central_airway_obstruction",
                "histology",
                "lung.stage",
                "lung.node_negative",
                "lung.selected_for_ablation",
            ],
        ),
    ],
)
def test_a_code_asks_first_what_ends_the_case(code: str, questions: list[str]) -> None:
    policy = HELD["regence.surgery.132@2026-06-01"]
    case = PolicyCase("", NEEDED, code=code)
    assert questions == missing(decide(policy, SHELF.facts, known_of(policy, case, SHELF.facts)))


def test_no_lung_cancer_ends_the_case_of_the_lung() -> None:
    policy = HELD["regence.surgery.132@2026-06-01"]
    case = PolicyCase("", NEEDED, code="32994")
    (name, leads), *_ = decide(policy, SHELF.facts, known_of(policy, case, SHELF.facts)).missing
    assert "lung.cancer" == name
    assert ("no", (CoverageOutcome.investigational,)) in leads


def test_an_answer_that_is_known_not_to_be_is_not_offered() -> None:
    policy = HELD["medicare.ncd.230.9@2001-07-01"]
    case = PolicyCase("", NEEDED, {"prostate.prior_therapy": "none", "prostate.localized": "yes"}, "55873")
    known = {**known_of(policy, case, SHELF.facts), "prostate.tumor_stage": frozenset[Value]({"T3b", "T4"})}
    ((_, leads),) = decide(policy, SHELF.facts, known).missing
    assert ["T2c to T3b", "T4"] == [label for label, _ in leads]


# The reader itself


def test_the_reader_takes_every_combination_of_what_can_be_told_apart() -> None:
    policy = HELD["medicare.ncd.230.9@2001-07-01"]
    all_ = ways(SHELF.facts, policy)
    assert {"T2a", "T2b"} <= set(kinds(SHELF.facts, policy)["prostate.tumor_stage"][0])
    assert ("T1a", "T2c", "T4") == all_["prostate.tumor_stage"]
    assert prod(map(len, all_.values())) == len(list(completions(policy, {}, SHELF.facts))) == 1152
    inputs = {tuple(full.values()) for full in completions(policy, {}, SHELF.facts)}
    assert 1152 == len(inputs)


@given(policies())
def test_values_that_stand_together_lie_in_one_cell_of_the_engine(policy: Policy) -> None:
    for name, together in kinds(FACTS, policy).items():
        for kind in together:
            found = {decided(policy, name, value) for value in kind}
            assert 1 == len(found)


def decided(policy: Policy, name: str, value: Value) -> tuple[object, ...]:
    ruling = decide(policy, FACTS, {name: frozenset({value})})
    return ruling.possible, ruling.missing
