"""Which release answers for a day: the one good for it, else the nearest earlier, else none."""

from datetime import date, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.model.reason import Currency
from frostline.model.tables import TABLES, Release
from frostline.reference.releases import answering, builtin

YEAR = date(2026, 1, 1)


def release(name: str, first: date, last: date, table: str = "mue") -> Release:
    return Release(table, name, "CMS", f"{name}.csv", "0" * 64, first, last, 1, complete=True)


SPRING = release("26A", date(2026, 1, 1), date(2026, 3, 31))
SUMMER = release("26C", date(2026, 7, 1), date(2026, 9, 30))
HELD = (SUMMER, SPRING, release("zip", date(2020, 1, 1), date(2030, 1, 1), "zip"))

days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
held = st.lists(
    st.tuples(days, st.integers(0, 400)).map(
        lambda span: release(f"r{span[0]}+{span[1]}", span[0], span[0] + timedelta(days=span[1]))
    ),
    max_size=6,
    unique_by=lambda entry: entry.release,
)


def name(day: date, table: str = "mue") -> str | None:
    found = answering(HELD, table, day)
    return found.release if found else None


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2025, 12, 31), None),
        (date(2026, 1, 1), "26A"),
        (date(2026, 3, 31), "26A"),
        (date(2026, 4, 1), "26A"),
        (date(2026, 6, 30), "26A"),
        (date(2026, 7, 1), "26C"),
        (date(2026, 9, 30), "26C"),
        (date(2030, 1, 1), "26C"),
    ],
)
def test_the_release_of_the_day_answers_else_the_nearest_earlier_and_never_a_later_one(
    day: date, expected: str | None
) -> None:
    assert expected == name(day)


@pytest.mark.parametrize(
    ("day", "currency"),
    [(date(2026, 3, 31), "confirmed"), (date(2026, 4, 1), "unconfirmed"), (date(2026, 7, 1), "confirmed")],
)
def test_inside_its_days_a_release_is_confirmed_and_after_them_it_is_not(day: date, currency: str) -> None:
    found = answering(HELD, "mue", day)
    assert found is not None
    assert currency == found.currency(day)


def test_a_release_of_another_table_never_answers() -> None:
    assert "zip" == name(YEAR, "zip")
    assert None is name(YEAR, "ptp")


def test_a_release_that_is_still_good_answers_before_a_newer_one_that_is_not() -> None:
    annual = release("annual", date(2026, 1, 1), date(2026, 12, 31))
    correction = release("correction", date(2026, 2, 1), date(2026, 2, 28))
    found = answering((annual, correction), "mue", date(2026, 5, 1))
    assert annual == found
    assert correction == answering((annual, correction), "mue", date(2026, 2, 14))


@given(held, days)
def test_an_answer_has_begun_and_none_that_is_good_for_the_day_is_passed_over(
    releases: list[Release], day: date
) -> None:
    found = answering(releases, "mue", day)
    begun = [entry for entry in releases if entry.from_ <= day]
    assert (found is None) == (not begun)
    if found is None:
        return
    good = [entry for entry in begun if day <= entry.through]
    assert found.from_ <= day
    assert (day <= found.through) == bool(good)
    assert found.from_ == max(entry.from_ for entry in good or begun)


@given(held, days, st.randoms())
def test_the_order_of_the_manifest_does_not_decide(releases: list[Release], day: date, random: Random) -> None:
    spans = {entry.from_: entry for entry in releases}  # two that begin on one day are no manifest
    kept = list(spans.values())
    shuffled = random.sample(kept, len(kept))
    assert answering(kept, "mue", day) == answering(shuffled, "mue", day)


# The built-in ones


@pytest.mark.parametrize(
    ("day", "schedule", "currency"),
    [
        (date(2021, 12, 31), None, None),
        (date(2022, 1, 1), "RVU22A", "confirmed"),
        (date(2022, 4, 1), "RVU22A", "unconfirmed"),
        (date(2023, 9, 30), "RVU22A", "unconfirmed"),
        (date(2023, 10, 1), "RVU23D", "confirmed"),
        (date(2024, 1, 1), "RVU24A", "confirmed"),
        (date(2024, 3, 8), "RVU24A", "confirmed"),
        (date(2024, 3, 9), "RVU24AR", "confirmed"),
        (date(2024, 4, 1), "RVU24AR", "unconfirmed"),
        (date(2024, 7, 1), "RVU24C", "confirmed"),
        (date(2025, 6, 1), "RVU24C", "unconfirmed"),
        (date(2026, 3, 31), "RVU24C", "unconfirmed"),
        (date(2026, 4, 1), "RVU26B", "confirmed"),
        (date(2026, 6, 30), "RVU26B", "confirmed"),
        (date(2026, 11, 22), "RVU26B", "unconfirmed"),
    ],
)
def test_the_built_in_relative_values_by_day(day: date, schedule: str | None, currency: str | None) -> None:
    found = answering(builtin(), "schedule", day)
    assert (schedule, currency) == ((found.release, str(found.currency(day))) if found else (None, None))


BUILT_IN = [table for table in TABLES if table != "oppscap"]  # imaging is none of this field's codes


@pytest.mark.parametrize("table", BUILT_IN)
def test_every_table_has_a_built_in_release_whose_days_are_in_order(table: str) -> None:
    held = [entry for entry in builtin() if entry.table == table]
    assert held
    assert all(entry.from_ <= entry.through for entry in held)
    assert len({entry.from_ for entry in held}) == len(held)


@pytest.mark.parametrize("table", TABLES)
def test_no_two_built_in_releases_of_a_table_are_good_for_one_day(table: str) -> None:
    held = sorted((entry for entry in builtin() if entry.table == table), key=lambda entry: entry.from_)
    assert all(one.through < other.from_ for one, other in pairwise(held))


def test_currency_has_two_words_and_no_third() -> None:
    assert ["confirmed", "unconfirmed"] == [str(word) for word in Currency]
