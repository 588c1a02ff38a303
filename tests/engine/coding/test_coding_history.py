"""What an earlier procedure makes of today's lines; day 1 is the day after, and the last day still counts."""

from collections.abc import Mapping

import pytest
from tests.engine.charts import AK, BOWEN, DAY, LENGTHS, WARTS, answers, chart, earlier, entry, keys, lookups, marks
from tests.engine.charts import service as also
from tests.engine.charts import settled as decided

from frostline.engine.coding.history import running
from frostline.engine.coding.lookups import Lookups, Settled
from frostline.model.encounter import By, Earlier, Treats

SAME: Mapping[str, object] = {"treats": Treats.same}


def settled(*history: Earlier, **more: object) -> Settled:
    """Three keratoses today, and what was done before."""
    return decided(chart(AK, history=history, **more))


def periods(*history: Earlier) -> list[int]:
    return [period.day for period in running(chart(AK, history=history), lookups())]


# Which periods run


@pytest.mark.parametrize(
    ("code", "last"), [("17110", 10), ("17106", 90), ("11102", 0), ("55873", 90), ("17003", 0), ("99213", 0)]
)
@pytest.mark.parametrize("days_ago", [0, 1, 9, 10, 11, 89, 90, 91])
def test_a_period_runs_from_the_day_after_to_its_last_day(code: str, last: int, days_ago: int) -> None:
    assert ([days_ago] if 1 <= days_ago <= last else []) == periods(earlier(code, days_ago))


def test_another_providers_procedure_starts_no_period() -> None:
    assert [] == periods(earlier("17110", 5, provider=By.other))


def test_a_procedure_of_nobody_named_may_be_ours() -> None:
    assert [5] == periods(earlier("17110", 5, provider=None))


def test_a_code_whose_length_nobody_knows_starts_no_period() -> None:
    assert [] == periods(earlier("12345", 5))


def test_the_length_is_that_of_the_day_of_the_procedure_not_of_today() -> None:
    before = earlier("17110", 5)
    known = Lookups(
        global_days={("17110", DAY): "000", ("17110", before.date): "010"}, weight={}, pairs={}, primaries={}
    )
    assert [10] == [period.length for period in running(chart(AK, history=(before,)), known)]


# What they make of a procedure


@pytest.mark.parametrize(("days_ago", "mark"), [(0, ()), (1, ("79",)), (10, ("79",)), (11, ())])
def test_an_unrelated_procedure_has_79_on_each_day_of_the_period_and_on_no_other(
    days_ago: int, mark: tuple[str, ...]
) -> None:
    assert mark == marks(settled(earlier("17110", days_ago)))["17000"]


@pytest.mark.parametrize(("days_ago", "mark"), [(1, ("79",)), (90, ("79",)), (91, ())])
def test_a_major_procedure_binds_for_ninety_days(days_ago: int, mark: tuple[str, ...]) -> None:
    assert mark == marks(settled(earlier("17106", days_ago)))["17000"]


def test_a_biopsy_of_yesterday_binds_nothing() -> None:
    assert () == marks(settled(earlier("11102", 1)))["17000"]


def test_the_add_on_carries_no_modifier_of_the_period() -> None:
    assert {"17000": ("79",), "17003": ()} == marks(settled(earlier("17110", 5)))


def test_the_day_count_is_said() -> None:
    line = settled(earlier("17110", 6)).lines[0]
    expected = (
        "day 6 of the 10 days after 17110 of 2026-04-28, by the same provider; unrelated to what was treated then"
    )
    assert expected == line.step.steps[-1].because


def test_planned_treatment_of_the_same_lesion_has_58() -> None:
    assert ("58",) == marks(settled(earlier("17000", 6, planned=True, **SAME)))["17000"]


def test_unplanned_treatment_of_the_same_lesion_is_part_of_the_earlier_procedure() -> None:
    result = settled(earlier("17000", 6, planned=False, **SAME))
    assert {} == marks(result)
    assert ["global.period"] == [finding.edit for finding in result.findings]
    assert ["17000"] == [held.about for held in result.not_coded]
    assert "58" in result.not_coded[0].remedy


def test_an_add_on_goes_where_its_primary_goes() -> None:
    assert "17003" not in marks(settled(earlier("17000", 6, planned=False, **SAME)))
    assert "17003" not in marks(settled(earlier("17000", 6, planned=None, **SAME)))


@pytest.mark.parametrize("planned", [None, False])
def test_a_return_to_the_operating_room_has_78(planned: bool | None) -> None:  # noqa: FBT001 - a field of the chart
    back = earlier("17000", 6, operating_room=True, planned=planned, **SAME)
    assert ("78",) == marks(settled(back))["17000"]


@pytest.mark.parametrize(
    ("unknown", "key", "options"),
    [
        ({"provider": None}, "provider", ["same", "other"]),
        (
            {"treats": None},
            "treats",
            ["other lesion", "same lesion, planned or more extensive", "same lesion, not planned"],
        ),
        ({"treats": Treats.same}, "planned", ["planned, staged or more extensive (planned: true)", "none of these"]),
    ],
)
def test_what_nobody_wrote_down_is_asked_and_the_line_waits(
    unknown: Mapping[str, object], key: str, options: list[str]
) -> None:
    result = settled(earlier("17000", 6, **unknown))
    assert {} == marks(result)
    assert [(key, "17000")] == keys(result.questions)
    assert options == answers(result.questions[0])


def test_history_that_has_run_out_is_never_asked_about() -> None:
    assert () == settled(earlier("17000", 11, provider=None, treats=None)).questions


def test_an_earlier_code_of_another_family_on_the_same_lesion_is_asked_about_before_it_is_left_out() -> None:
    result = settled(earlier("17110", 6, planned=False, **SAME))
    assert ({}, [("planned", "17000")]) == (marks(result), keys(result.questions))


# Several at once


def test_two_unrelated_procedures_give_79_once() -> None:
    assert ("79",) == marks(settled(earlier("17110", 5), earlier("17263", 3)))["17000"]


def test_an_unrelated_and_a_planned_one_give_both_modifiers() -> None:
    result = settled(earlier("17110", 5), earlier("17000", 3, planned=True, **SAME))
    assert ("79", "58") == marks(result)["17000"]


def test_one_open_period_holds_the_line_back_whatever_the_others_say() -> None:
    result = settled(earlier("17110", 5), earlier("17000", 3, treats=None))
    assert ({}, [("treats", "17000")]) == (marks(result), keys(result.questions))


def test_the_order_of_the_history_does_not_decide_which_lines_stand() -> None:
    one, other = earlier("17110", 5), earlier("17000", 3, planned=False, **SAME)
    assert marks(settled(one, other)) == marks(settled(other, one))


def test_the_same_lesion_is_about_the_line_whose_family_had_the_earlier_code() -> None:
    history = (earlier("17110", 5, planned=True, **SAME),)
    result = decided(chart(AK, WARTS, history=history))
    assert {"17000": ("79",), "17003": (), "17110": ("58",)} == marks(result)


def test_a_more_extensive_code_of_the_same_family_is_the_same_lesion() -> None:
    history = (earlier("17110", 5, planned=True, **SAME),)
    assert {"17111": ("58",)} == marks(decided(chart(entry(WARTS, count=20), history=history)))


def test_an_earlier_code_of_no_family_of_today_is_about_every_line() -> None:
    history = (earlier("11300", 1, **SAME), earlier("55873", 5, planned=True, **SAME))
    assert {"17000": ("58",), "17003": ()} == marks(decided(chart(AK, history=history)))


def test_malignant_lines_of_another_code_are_unrelated_to_the_one_that_the_history_names() -> None:
    small = entry(BOWEN, id="s", size_cm=None)
    history = (earlier("17263", 5, planned=True, **SAME),)
    result = decided(chart(BOWEN, AK, small, history=history))
    assert {"17263": ("58",), "17000": ("79",), "17003": ()} == marks(result)


def test_a_service_in_a_period_needs_its_modifier_too() -> None:
    history = (earlier("17110", 5),)
    result = decided(chart(history=history, services=(also("11300"),)))
    assert {"11300": ("79",)} == marks(result)


def test_a_service_without_a_global_period_of_its_own_is_bound_by_none() -> None:
    history = (earlier("17110", 5, treats=None),)
    result = decided(chart(history=history, services=(also("96567"),)))
    assert ({"96567": ()}, ()) == (marks(result), result.questions)


def test_without_a_known_length_of_todays_code_nothing_is_marked() -> None:
    known = lookups({code: length for code, length in LENGTHS.items() if code != "17000"})
    result = decided(chart(AK, history=(earlier("17110", 5),)), known)
    assert () == marks(result)["17000"]


def test_a_planned_treatment_in_an_operating_room_is_58_and_not_78() -> None:
    staged = earlier("17000", 6, operating_room=True, planned=True, **SAME)
    assert ("58",) == marks(settled(staged))["17000"]
