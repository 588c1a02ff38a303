"""Values of facts: compared as the payer means it, told apart where a comparison does, named as people read them."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.engine.coverage.values import Test as Comparison
from frostline.engine.coverage.values import Value, cells, holding, in_words, meets, read
from frostline.model.facts import Fact

STAGES = ("T1a", "T1b", "T1c", "T2a", "T2b", "T2c", "T3a", "T3b", "T4")
STAGE = Fact(
    "stage", "scale", "?", "clinical", STAGES,
    {"T1": ("T1a", "T1b", "T1c"), "T2": ("T2a", "T2b", "T2c"), "T3": ("T3a", "T3b")},
)  # fmt: skip
ORGAN = Fact(
    "organ", "one_of", "?", "clinical", ("skin", "eye", "lung", "bone", "liver", "breast"), {"hard": ("bone",)}
)
LOCAL = Fact("local", "boolean", "?", "clinical")
PSA = Fact("psa", "number", "?", "clinical", unit="ng/mL")
GLEASON = Fact("gleason", "number", "?", "clinical")
SEEN = Fact("seen", "date", "?", "clinical")
DAY = "2026-05-04"


def met(fact: Fact, operator: str, *words: str) -> list[str]:
    return [value for value in fact.domain if meets(fact, (operator, words), value)]


def labels(fact: Fact, *tests: Comparison) -> list[str]:
    return [cell.label for cell in cells(fact, tests)]


@pytest.mark.parametrize(
    ("operator", "word", "last"),
    [
        ("at_most", "T2b", "T2b"),
        ("below", "T2b", "T2a"),
        ("at_most", "T3", "T3b"),
        ("below", "T3", "T2c"),
        ("at_most", "T4", "T4"),
    ],
)
def test_a_limit_of_a_stage_reaches_to_the_end_of_its_group_and_no_further(operator: str, word: str, last: str) -> None:
    assert list(STAGES[: STAGES.index(last) + 1]) == met(STAGE, operator, word)


def test_nothing_lies_below_the_first_stage() -> None:
    assert [] == met(STAGE, "below", "T1")


@pytest.mark.parametrize(("word", "first"), [("T2b", "T2b"), ("T2", "T2a"), ("T1", "T1a")])
def test_at_least_a_stage_begins_at_the_start_of_its_group(word: str, first: str) -> None:
    assert list(STAGES[STAGES.index(first) :]) == met(STAGE, "at_least", word)


def test_a_coarser_stage_is_each_of_its_letters() -> None:
    assert ["T2a", "T2b", "T2c"] == met(STAGE, "is", "T2")
    assert ["T1a", "T1b", "T1c", "T4"] == met(STAGE, "in", "T1", "T4")


def test_values_of_a_list_are_compared_by_name_alone() -> None:
    assert ["eye"] == met(ORGAN, "is", "eye")
    assert ["skin", "bone"] == met(ORGAN, "in", "skin", "hard")
    assert ["no"] == met(LOCAL, "is", "no")


@pytest.mark.parametrize(
    ("operator", "sides"),
    [
        ("below", (True, False, False)),
        ("at_most", (True, True, False)),
        ("at_least", (False, True, True)),
        ("is", (False, True, False)),
    ],
)
def test_a_number_on_its_limit_is_not_below_it(operator: str, sides: tuple[bool, ...]) -> None:
    values = (Decimal("7.9"), Decimal(8), Decimal("8.1"))
    assert sides == tuple(meets(PSA, (operator, ("8",)), value) for value in values)


def test_numbers_are_exact_and_zeros_after_the_point_change_nothing() -> None:
    assert meets(PSA, ("is", ("8",)), Decimal("8.00"))
    assert not meets(PSA, ("below", ("0.3",)), Decimal("0.1") + Decimal("0.2"))
    assert meets(PSA, ("in", ("4", "8.0")), Decimal(8))


@pytest.mark.parametrize(
    ("operator", "sides"),
    [("on_or_after", (False, True, True)), ("below", (True, False, False)), ("is", (False, True, False))],
)
def test_a_day_on_its_limit_is_on_or_after_it(operator: str, sides: tuple[bool, ...]) -> None:
    days = (date(2026, 5, 3), date(2026, 5, 4), date(2026, 5, 5))
    assert sides == tuple(meets(SEEN, (operator, (DAY,)), day) for day in days)


@pytest.mark.parametrize(
    ("fact", "word", "value"),
    [
        (PSA, "8.10", Decimal("8.10")),
        (PSA, ".5", Decimal("0.5")),
        (SEEN, DAY, date(2026, 5, 4)),
        (STAGE, "T2", "T2"),
        (LOCAL, "no", "no"),
    ],
)
def test_words_are_read_as_their_fact_has_them(fact: Fact, word: str, value: Value) -> None:
    assert value == read(fact, word)


@pytest.mark.parametrize(
    ("fact", "word"),
    [
        (PSA, "8 ug/L"),
        (PSA, "-8"),
        (PSA, "1e3"),
        (PSA, "8.0.1"),
        (PSA, "."),
        (PSA, ""),
        (PSA, "NaN"),
        (PSA, "\N{FULLWIDTH DIGIT EIGHT}"),
        (SEEN, "soon"),
        (STAGE, "T2d"),
        (LOCAL, "maybe"),
    ],
)
def test_a_word_that_is_no_value_is_refused_and_not_guessed(fact: Fact, word: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - its message is the word, if anything
        read(fact, word)


# Cells


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([("below", ("8",))], ["below 8 ng/mL", "8 or more ng/mL"]),
        ([("at_most", ("8",))], ["8 or less ng/mL", "above 8 ng/mL"]),
        ([("is", ("8",))], ["below 8 ng/mL", "8 ng/mL", "above 8 ng/mL"]),
        (
            [("below", ("8",)), ("at_most", ("10",))],
            ["below 8 ng/mL", "8 or more and 10 or less ng/mL", "above 10 ng/mL"],
        ),
        (
            [("at_most", ("8",)), ("below", ("10",))],
            ["8 or less ng/mL", "above 8 and below 10 ng/mL", "10 or more ng/mL"],
        ),
    ],
)
def test_an_answer_about_a_number_says_where_the_limit_belongs(tests: list[Comparison], expected: list[str]) -> None:
    assert expected == labels(PSA, *tests)


def test_an_answer_about_a_number_without_a_unit_has_none() -> None:
    assert ["below 9", "9 or more"] == labels(GLEASON, ("below", ("9",)))


def test_an_answer_about_a_day_reads_as_a_day() -> None:
    assert [f"before {DAY}", f"{DAY} or later"] == labels(SEEN, ("on_or_after", (DAY,)))
    tests = [("on_or_after", (DAY,)), ("below", ("2026-05-05",))]
    assert [f"before {DAY}", f"{DAY} or later and before 2026-05-05", "2026-05-05 or later"] == labels(SEEN, *tests)
    assert [f"before {DAY}", DAY, f"after {DAY}"] == labels(SEEN, ("is", (DAY,)))


def test_days_that_follow_one_another_are_told_apart() -> None:
    held = cells(SEEN, [("is", (DAY,)), ("is", ("2026-05-05",))])
    expected = [f"before {DAY}", f"{DAY} or later and before 2026-05-05", "2026-05-05", "after 2026-05-05"]
    assert expected == [cell.label for cell in held]


def test_values_that_no_comparison_tells_apart_are_one_cell() -> None:
    held = cells(STAGE, [("at_most", ("T2b",)), ("at_most", ("T3",))])
    assert [STAGES[:5], STAGES[5:8], STAGES[8:]] == [cell.values for cell in held]


@pytest.mark.parametrize(
    ("tests", "expected"),
    [
        ([("at_most", ("T2b",))], ["T1a to T2b", "T2c to T4"]),
        ([("at_most", ("T3",))], ["T1a to T3b", "T4"]),
        ([("is", ("T2",))], ["T1a to T1c or T3a to T4", "T2a to T2c"]),
    ],
)
def test_stages_that_follow_one_another_read_as_a_span(tests: list[Comparison], expected: list[str]) -> None:
    assert expected == [in_words(STAGE, [cell]) for cell in cells(STAGE, tests)]


def test_most_of_a_long_list_is_named_by_what_it_leaves_out() -> None:
    held = cells(ORGAN, [("is", ("eye",))])
    assert ["other than eye", "eye"] == [in_words(ORGAN, [cell]) for cell in held]
    assert "skin or eye or lung or bone or liver or breast" == in_words(ORGAN, held)


def test_answers_that_lead_to_the_same_are_named_together_in_the_order_of_the_list() -> None:
    held = cells(ORGAN, [("is", ("eye",)), ("is", ("skin",))])
    assert "skin or eye" == in_words(ORGAN, [cell for cell in reversed(held) if len(cell.values) == 1])
    assert "below 8 ng/mL or above 8 ng/mL" == in_words(
        PSA, [c for c in cells(PSA, [("is", ("8",))]) if not any(c.holds)]
    )


LIMITS = st.decimals(0, 20, places=1).map(str)
NUMERIC = st.tuples(st.sampled_from(["is", "below", "at_least", "at_most"]), st.tuples(LIMITS))


@given(st.lists(NUMERIC, min_size=1, max_size=4), st.decimals(0, 21, places=2))
def test_every_number_lies_in_a_cell_that_meets_what_it_meets(tests: list[Comparison], value: Decimal) -> None:
    held = cells(PSA, tests)
    assert holding(PSA, tests, value) in {cell.holds for cell in held}
    assert all(cell.holds == holding(PSA, tests, cell.sample) for cell in held)
    assert len({cell.label for cell in held}) == len(held)


STAGED = st.tuples(
    st.sampled_from(["is", "below", "at_least", "at_most"]), st.tuples(st.sampled_from([*STAGES, *STAGE.groups]))
)


@given(st.lists(STAGED, min_size=1, max_size=4))
def test_every_stage_lies_in_one_cell(tests: list[Comparison]) -> None:
    held = cells(STAGE, tests)
    assert sorted(STAGES) == sorted(value for cell in held for value in cell.values)
    assert all(cell.holds == holding(STAGE, tests, value) for cell in held for value in cell.values)
