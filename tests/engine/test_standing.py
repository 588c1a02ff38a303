"""Where a work value stands: counts, exact medians and percentiles, and the populations that are compared."""

from fractions import Fraction
from statistics import median as middle

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.engine.standing.distribution import bars, compared, distribution, populations
from frostline.engine.standing.explaining import change, median, percent, position, shape, total
from frostline.engine.standing.nouns import Figures, Position
from frostline.engine.standing.sections import SECTIONS, SURGERY, section_of
from frostline.model.reason import Step

SCHEMA = {
    "code": pl.String, "modifier": pl.String, "status": pl.String, "global_days": pl.String, "work": pl.Int32,
}  # fmt: skip
Row = tuple[str, str, str | None, str | None, int]


def figures(code: str = "17340", work: int = 75, status: str | None = "A") -> Figures:
    return Figures(code, status, "010", work, 158, 126)


def counted(*rows: Row) -> pl.LazyFrame:
    return distribution(pl.LazyFrame(list(rows), schema=SCHEMA, orient="row"))


def active(*works: int) -> pl.LazyFrame:
    return counted(*((f"{17000 + number}", "", "A", "010", work) for number, work in enumerate(works)))


def positions(held: pl.LazyFrame, found: Figures) -> list[Position]:
    return [position(row, found, "RVU26B") for row in compared(held, found).collect().to_dicts()]


# What is counted


@pytest.mark.parametrize(
    "row",
    [
        ("17000", "26", "A", "010", 59),
        ("17000", "", "A", "010", 0),
        ("10003", "", "A", "010", 59),
        ("69991", "", "A", "010", 59),
        ("0581T", "", "A", "010", 59),
        ("G0571", "", "A", "010", 59),
    ],
    ids=["a component", "no work", "before Surgery", "after Surgery", "a new technology", "not CPT"],
)
def test_what_is_no_work_of_surgery_does_not_move_a_percentile(row: Row) -> None:
    assert 0 == counted(row).collect().height


def test_codes_of_one_cell_are_counted_and_only_the_highest_keeps_its_code() -> None:
    rows = active(59, 59, 75, 75).collect()
    assert [(59, 2, None), (75, 2, "17002")] == rows.select("work", "codes", "highest").rows()


def test_a_status_that_nobody_stated_is_not_taken_for_active() -> None:
    held = counted(("17000", "", None, None, 59), ("17340", "", None, None, 75))
    assert [None, None] == held.collect()["active"].to_list()
    assert ["Surgery (10004-69990), any status"] == [p.population for p in positions(held, figures(status=None))]


# Populations


def test_a_code_is_compared_with_surgery_its_section_its_thousand_and_its_global_days() -> None:
    assert [
        "Surgery (10004-69990), status A",
        "Surgery (10004-69990), any status",
        "skin and breast, with fine needle aspiration (10004-19499), status A",
        "codes 17000-17999, status A",
        "Surgery (10004-69990), status A, global days 010",
    ] == [one.says for one in populations(figures())]


@pytest.mark.parametrize("code", ["0581T", "99213", "10003"])
def test_a_code_outside_surgery_is_compared_with_nothing(code: str) -> None:
    assert () == populations(figures(code))
    assert [] == positions(active(59), figures(code))


def test_a_code_without_work_is_compared_with_nothing() -> None:
    assert () == populations(figures(work=0))


def test_a_code_that_is_not_active_is_not_ranked_among_those_that_are() -> None:
    assert ["Surgery (10004-69990), any status"] == [one.says for one in populations(figures(status="N"))]


def test_each_population_counts_its_own_codes() -> None:
    held = counted(
        ("17000", "", "A", "010", 59), ("17340", "", "A", "010", 75), ("17106", "", "A", "090", 360),
        ("11200", "", "A", "010", 69), ("31641", "", "A", "010", 489), ("36415", "", "X", "XXX", 10),
    )  # fmt: skip
    assert [5, 6, 4, 3, 4] == [one.codes for one in positions(held, figures())]
    assert ["31641", "31641", "17106", "17106", "31641"] == [one.highest for one in positions(held, figures())]


def test_sections_do_not_overlap_and_lie_in_surgery() -> None:
    ends = [number for section in SECTIONS for number in (section.first, section.last)]
    assert sorted(ends) == ends
    assert (SURGERY.first, SURGERY.last) == (ends[0], ends[-1])
    assert section_of(19500) is None


# Exactness


@given(st.lists(st.integers(1, 12_000), min_size=1, max_size=60), st.data())
def test_counts_and_medians_are_those_of_plain_fractions(works: list[int], data: st.DataObject) -> None:
    work = data.draw(st.sampled_from(works))
    found = positions(active(*works), figures(work=work))[0]
    assert (len(works), max(works)) == (found.codes, found.maximum)
    assert sum(one < work for one in works) == found.below
    assert sum(one <= work for one in works) == found.at_or_below
    assert middle([Fraction(one) for one in works]) == Fraction(found.twice_median, 2)


@given(st.integers(0, 9_999), st.integers(1, 9_999), st.integers(1, 12_000), st.integers(2, 24_000))
def test_percents_and_ratios_are_rounded_half_up_and_never_floated(
    below: int, codes: int, work: int, twice: int
) -> None:
    found = Position("", work, codes, min(below, codes), codes, twice, work, "", Step("", ""))
    share = Fraction(found.below * 10_000, codes)
    assert found.percent_below == (share + Fraction(1, 2)).__floor__()
    assert 10_000 == found.percent_at_or_below
    assert found.median_to_work == (Fraction(twice * 100, 2 * work) + Fraction(1, 2)).__floor__()
    assert 100 == found.maximum_to_work


@pytest.mark.parametrize(("twice", "told"), [(1612, "8.06"), (1599, "7.995"), (1, "0.005"), (1600, "8.00")])
def test_a_median_between_two_values_is_told_exactly(twice: int, told: str) -> None:
    assert told == median(twice)


def test_percents_have_two_places() -> None:
    assert ("2.14 %", "0.05 %", "100.00 %") == (percent(214), percent(5), percent(10_000))


def test_nothing_is_told_as_none_and_not_as_zero() -> None:
    assert ("none", "1.26") == (total(None), total(126))


# Reasons and bars


def test_a_position_names_population_release_and_both_definitions() -> None:
    step = positions(active(59, 68, 75, 95), figures())[0].step
    assert "50.00 % below" == step.value
    for named in ("17340", "4 codes", "Surgery (10004-69990), status A", "RVU26B"):
        assert named in step.because
    assert ["50.00 % below", "75.00 % at or below", "median 0.715", "highest 0.95"] == [one.value for one in step.steps]


def test_bars_count_active_codes_between_their_ends() -> None:
    held = active(24, 25, 49, 50, 10_619)
    assert [1, 2, 1, 0, 0, 0, 0, 0, 0, 1] == [bar.codes for bar in shape(bars(held).collect().row(0))]


def test_a_change_names_both_releases_their_days_and_the_totals() -> None:
    from datetime import date  # noqa: PLC0415 - only here

    before = Figures("17340", "A", "010", 77, 158, 147)
    found = change(before, figures(), ("RVU24C", date(2024, 7, 1)), ("RVU26B", date(2026, 4, 1)))
    assert "work 0.77 -> 0.75" == found.step.value
    assert (
        "RVU24C, from 2024-07-01, to RVU26B, from 2026-04-01; totals non-facility 1.58 -> 1.58, facility 1.47 -> 1.26"
        == found.step.because
    )
