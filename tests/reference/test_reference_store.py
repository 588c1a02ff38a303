"""Rows for the codes asked for and no others, with the release that answers each day; and the two binary searches."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from frostline.model.tables import TABLES, Tables
from frostline.reference.releases import builtin
from frostline.reference.sorted import rows_of
from frostline.reference.store import Held, frame

DAY, SUMMER_24, BEFORE = date(2026, 5, 4), date(2024, 8, 1), date(2021, 6, 1)
FRAMES = {"schedule": "code", "ptp": "column_one", "mue": "code", "addon": "add_on"}
keys = st.text("abcdef", min_size=1, max_size=2)


def narrowed(*codes: str, dx: tuple[str, ...] = (), days: tuple[date, ...] = (DAY,)) -> Tables:
    return Held().narrowed(codes, dx, days)


def of(table: pl.LazyFrame, *columns: str) -> list[tuple[object, ...]]:
    return table.select(columns).collect().rows()


# Sorted


@given(st.lists(keys, max_size=40), st.sets(keys, max_size=8))
def test_rows_of_a_sorted_table_are_those_that_a_filter_finds(held: list[str], wanted: set[str]) -> None:
    rows = [(key, number) for number, key in enumerate(sorted(held))]
    table = pl.DataFrame(rows, schema={"key": pl.String, "n": pl.Int64}, orient="row")
    expected = table.filter(pl.col("key").is_in(sorted(wanted)))
    assert_frame_equal(expected, rows_of(table, "key", wanted))


def test_wanting_nothing_gives_the_columns_and_no_row() -> None:
    table = pl.DataFrame({"key": ["a", "b"], "n": [1, 2]})
    assert (0, ["key", "n"]) == (rows_of(table, "key", ()).height, rows_of(table, "key", ()).columns)
    assert 0 == rows_of(table.clear(), "key", {"a"}).height


@settings(max_examples=20)
@given(st.sets(st.sampled_from(["17000", "17003", "17263", "0581T", "99999", "", "zz", "99213"]), max_size=5))
def test_rows_of_the_real_schedule_are_those_that_a_filter_finds(wanted: set[str]) -> None:
    table = frame(next(release for release in builtin() if release.release == "RVU26B"))
    assert_frame_equal(table.filter(pl.col("code").is_in(sorted(wanted))), rows_of(table, "code", wanted))


# The store


@pytest.mark.parametrize(("name", "key"), FRAMES.items())
def test_only_rows_of_the_codes_asked_for_come(name: str, key: str) -> None:
    codes = ("17000", "17003", "17263")
    held = getattr(narrowed(*codes), name).collect()
    assert set(held[key]) <= set(codes)
    assert {"PTP-2024Q3", "RVU26B", "MUE-2026Q2", "AOC-2024Q3"} >= set(held["release"])


def test_a_pair_needs_both_its_codes_to_be_asked_for() -> None:
    assert [("17263", "17000", 1)] == of(narrowed("17263", "17000").ptp, "column_one", "column_two", "indicator")
    assert [] == of(narrowed("17263").ptp, "column_one")


def test_a_code_nobody_publishes_has_no_row_and_was_asked_for_or_not() -> None:
    held = narrowed("11100", "98765")
    assert [] == of(held.schedule, "code")
    assert [("11100", True, True)] == of(held.asked, "code", "schedule", "mue")


def test_no_codes_at_all_give_every_frame_empty_with_its_columns() -> None:
    held = narrowed()
    for name, key in FRAMES.items():
        empty = getattr(held, name).collect()
        assert (0, True) == (empty.height, key in empty.columns and "release" in empty.columns)
    assert 0 == held.asked.collect().height


def test_diagnoses_come_with_the_stem_that_a_seventh_character_needs() -> None:
    assert ["L57", "L57.0"] == [code for (code, *_) in of(narrowed(dx=("L57.0",)).icd10, "code")]
    assert ["S01.01"] == [code for (code, *_) in of(narrowed(dx=("S01.01XA",)).icd10, "code")]
    assert [] == of(narrowed("17000").icd10, "code")


@pytest.mark.parametrize(
    ("days", "expected"),
    [((DAY,), {"GPCI2026": 109}), ((DAY, SUMMER_24), {"GPCI2024": 109, "GPCI2026": 109})],
)
def test_every_locality_of_the_years_asked_for_comes_whatever_the_codes(
    days: tuple[date, ...], expected: dict[str, int]
) -> None:
    counted = narrowed("17000", days=days).gpci.collect().group_by("release").len()
    assert expected == dict(counted.iter_rows())


def test_a_day_has_one_row_that_names_the_release_of_each_table() -> None:
    row = narrowed("17000").as_of.collect().row(0, named=True)
    assert ["date", *(part for table in TABLES for part in (table, f"{table}_complete"))] == list(row)
    assert DAY == row["date"]
    assert (
        "RVU26B",
        "PTP-2024Q3",
        "MUE-2026Q2",
        "AOC-2024Q3",
        "GPCI2026",
        "ZIP5-2026Q2",
        "ICD10CM-2026-04",
        None,
    ) == tuple(row[table] for table in TABLES)
    assert (False, False, False, False, True, True, True, False) == tuple(row[f"{table}_complete"] for table in TABLES)


def test_a_day_before_every_release_has_a_row_of_nothing() -> None:
    row = narrowed("17000", days=(BEFORE,)).as_of.collect().row(0, named=True)
    assert {None} == {row[table] for table in TABLES}
    assert {False} == {row[f"{table}_complete"] for table in TABLES}
    assert {} == narrowed("17000", days=(BEFORE,)).answers


def test_several_days_have_a_row_each_and_the_rows_of_every_release_that_answers() -> None:
    held = narrowed("17000", days=(DAY, SUMMER_24, DAY))
    assert [(SUMMER_24, "RVU24C"), (DAY, "RVU26B")] == of(held.as_of, "date", "schedule")
    assert {("17000", "RVU24C"), ("17000", "RVU26B")} == set(of(held.schedule, "code", "release"))
    assert {"MUE-2024Q3", "MUE-2026Q2"} == {release for (release,) in of(held.mue, "release")}
    assert ("RVU24C", "RVU26B") == tuple(held.answers["schedule", day].release for day in (SUMMER_24, DAY))


def test_the_answers_and_the_row_of_the_day_say_the_same() -> None:
    held = narrowed("17000", days=(DAY, SUMMER_24, BEFORE))
    for row in held.as_of.collect().iter_rows(named=True):
        for table in TABLES:
            found = held.answers.get((table, row["date"]))
            assert (found.release if found else None) == row[table]


def test_a_day_without_an_answer_still_gives_frames_with_their_columns() -> None:
    held = narrowed("17000", days=(BEFORE,))
    for name in FRAMES:
        assert "release" in getattr(held, name).collect_schema().names()
