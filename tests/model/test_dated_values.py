"""Days, parameters and the look-ups of a book: the day before a value begins never sees it."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.knowledge.book import book
from frostline.model.families import (
    AreaBand,
    Days,
    FirstEachThenFlat,
    FirstThenEachPart,
    Once,
    OneUpTo,
    SizeBand,
    Units,
)
from frostline.model.knowledge import Parameter, Value
from frostline.model.tables import Release

FIRST, LAST = date(2024, 3, 9), date(2025, 1, 1)
EACH = [Value(date(2024, 1, 1), "88 FR 78818", Decimal("32.7442")), Value(FIRST, "Pub. L. 118-42", Decimal("33.2875"))]
FACTOR = Parameter("mpfs.conversion_factor", "Factor", "USD per RVU", date(2025, 12, 31), tuple(EACH))
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("expected", "day"), [(False, FIRST - DAY), (True, FIRST), (True, LAST - DAY), (False, LAST), (False, LAST + DAY)]
)
def test_days_begin_with_the_first_and_end_before_the_last(*, expected: bool, day: date) -> None:
    assert expected is Days(FIRST, LAST).hold(day)


@pytest.mark.parametrize(("expected", "day"), [(False, FIRST - DAY), (True, FIRST), (True, date.max)])
def test_days_without_an_end_still_hold(*, expected: bool, day: date) -> None:
    assert expected is Days(FIRST).hold(day)


@given(st.dates(), st.dates(), st.dates())
def test_of_two_revisions_that_meet_exactly_one_holds(first: date, change: date, day: date) -> None:
    earlier, later = Days(min(first, change), change), Days(change)
    assert (day >= min(first, change)) is (earlier.hold(day) != later.hold(day))


@pytest.mark.parametrize(
    ("expected", "day"),
    [
        (None, date(2023, 12, 31)),
        ("32.7442", date(2024, 1, 1)),
        ("32.7442", FIRST - DAY),
        ("33.2875", FIRST),
        ("33.2875", date(2030, 1, 1)),
    ],
)
def test_a_value_counts_from_its_first_day_and_not_a_day_earlier(expected: str | None, day: date) -> None:
    found = FACTOR.on(day)
    assert expected == (str(found.value) if found else None)


def test_a_release_is_confirmed_through_its_last_day_and_never_after() -> None:
    release = Release("ptp", "PTP-2024Q3", "CMS", "x", "0" * 64, date(2024, 7, 1), date(2024, 9, 30), 1, complete=False)
    assert release.currency(date(2024, 9, 30)) == "confirmed"
    assert release.currency(date(2024, 10, 1)) == "unconfirmed"


@pytest.mark.parametrize(
    ("expected", "units"),
    [
        (("17000", "17003", "17004"), Units(first_each_then_flat=FirstEachThenFlat("17000", "17003", "17004", 15))),
        (("17110", "17111"), Units(one_up_to=OneUpTo("17110", "17111", 14))),
        (("11200", "11201"), Units(first_then_each_part=FirstThenEachPart("11200", 15, "11201", 10))),
        (("17106", "17107"), Units(by_area=(AreaBand("17106"), AreaBand("17107")))),
        (("17260", "17270"), Units(by_site_and_size=(SizeBand(codes={"trunk": "17260", "scalp": "17270"}),))),
        (("17340",), Units(once=Once("17340"))),
        ((), Units()),
    ],
)
def test_every_code_that_a_way_to_count_may_give_is_named(expected: tuple[str, ...], units: Units) -> None:
    assert expected == units.codes


def test_a_family_out_of_force_is_not_offered() -> None:
    held = book()
    ended = replace(held.families[0], in_force=Days(date(2007, 1, 1), FIRST))
    made = replace(held, families=(ended, *held.families[1:]))
    assert ended in made.families_on(FIRST - DAY)
    assert ended not in made.families_on(FIRST)


def test_services_beside_are_found_by_kind_and_day() -> None:
    visits = book().beside_on(date(2026, 5, 4), "visit")
    assert {"99213", "99308"} <= {code for held in visits for code in held.codes}
    first = min(held.in_force.from_ for held in visits)
    assert book().beside_on(first - DAY, "visit") == ()


def test_a_place_is_found_by_its_two_digits_and_a_stranger_is_none() -> None:
    office = book().place("11")
    assert office is not None
    assert office.setting == "non_facility"
    assert book().place("00") is None


def test_terms_are_found_by_their_id() -> None:
    held = book()
    assert held.lesion("scc_in_situ").nature == "malignant"
    assert held.site("eyelid_margin").tract == "eyelid_margin"
    assert held.method("cryosurgery").kind == "destruction"


def test_modifiers_are_found_by_what_they_do_to_the_amount() -> None:
    paying = book().modifiers.paying("own_row")
    assert "26" in paying
    assert "25" not in paying
