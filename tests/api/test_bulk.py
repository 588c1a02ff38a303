"""Many lines at once: nothing but the lines of a claim changes what a line is allowed."""

from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from frostline.api.bulk import price_frame
from frostline.engine.pricing.frame import LINES
from frostline.model.errors import FrostlineError

DAY = date(2026, 5, 4)
Row = dict[str, Any]
Rows = list[Row]
KEY = ["claim", "line"]
CODES = ["17340", "17000", "17003", "17110", "17263", "31641", "31622", "19105", "0581T", "76856", "99999"]
PLACES = [("98101", "02402", "02", True), ("10001", "13202", "01", False), ("72201", "07102", "13", True)]
"""A ZIP, its contractor and locality (as Addendum E and the ZIP list have them), and whether it is a facility."""
MODIFIERS: list[list[str]] = [[], [], ["59"], ["50"], ["26"], ["80"], ["LT"]]
slowly = settings(max_examples=20)

lines = st.fixed_dictionaries(
    {
        "claim": st.sampled_from(["A", "B", "C"]),
        "date": st.sampled_from([DAY, date(2026, 5, 5), date(2024, 3, 8), date(2024, 3, 9), date(2026, 9, 1)]),
        "code": st.sampled_from(CODES),
        "modifiers": st.sampled_from(MODIFIERS),
        "units": st.sampled_from([1, 1, 2, None]),
        "charge": st.sampled_from([None, None, 1000]),
        "role": st.sampled_from([None, "practitioner"]),
        "participating": st.sampled_from([None, False]),
        "qp": st.just(value=False),
        "where": st.sampled_from(PLACES),
    }
)
claims = st.lists(lines, min_size=1, max_size=8)


def framed(rows: Rows, *, by_zip: bool = False) -> pl.DataFrame:
    """Lines numbered as they come, placed by contractor and locality, or by ZIP."""
    ready = []
    for number, row in enumerate(rows, start=1):
        zip_code, mac, locality, facility = row["where"]
        spot = {"zip": zip_code} if by_zip else {"mac": mac, "locality": locality}
        ready.append(row | spot | {"line": number, "patient": "p", "national": False, "facility": facility})
    return pl.DataFrame(ready, schema={**LINES, "zip": pl.String})


def amounts(priced: pl.DataFrame) -> pl.DataFrame:
    """What is the same however lines are given."""
    return priced.select(*KEY, "published", "limiting", "allowed", "why_not").sort(KEY)


@slowly
@given(claims, st.randoms(use_true_random=False))
def test_the_order_of_the_lines_changes_no_amount(rows: Rows, draw: Random) -> None:
    frame = framed(rows)
    order = list(range(frame.height))
    draw.shuffle(order)
    assert_frame_equal(price_frame(frame), price_frame(frame[order]))


@slowly
@given(claims)
def test_claims_priced_apart_are_allowed_what_they_are_together(rows: Rows) -> None:
    frame = framed(rows)
    apart = [price_frame(part) for part in frame.partition_by("claim")]
    assert_frame_equal(price_frame(frame).sort(KEY), pl.concat(apart).sort(KEY))


@slowly
@given(claims)
def test_a_zip_is_allowed_what_its_contractor_and_locality_are(rows: Rows) -> None:
    known = [row | {"date": DAY} for row in rows]
    assert_frame_equal(amounts(price_frame(framed(known))), amounts(price_frame(framed(known, by_zip=True))))


def line(**changes: object) -> Row:
    """17340 in a Seattle office."""
    base: Row = {"claim": "A", "date": DAY, "code": "17340", "modifiers": [], "units": 1, "charge": None, "role": None,
            "participating": None, "qp": False, "where": ("98101", "02402", "02", False)}  # fmt: skip
    return base | changes


def test_a_claim_of_several_days_is_ranked_day_by_day() -> None:
    days = [line(date=DAY), line(date=date(2026, 5, 5)), line(date=date(2026, 5, 5))]
    assert [5936, 5936, 2968] == price_frame(framed(days))["allowed"].to_list()


def test_lines_of_several_patients_on_one_claim_number_are_not_ranked_together() -> None:
    frame = framed([line(), line()]).with_columns(patient=pl.Series(["p", "q"]))
    assert [5936, 5936] == price_frame(frame)["allowed"].to_list()


def test_each_day_of_a_file_has_its_own_release_factor_and_currency() -> None:
    days = [date(2021, 5, 4), date(2024, 3, 8), date(2024, 3, 9), DAY, date(2027, 1, 2)]
    found = price_frame(framed([line(date=day) for day in days])).select("schedule", "cf", "currency")
    assert [
        (None, None, None), ("RVU24A", 327442, "confirmed"), ("RVU24AR", 332875, "confirmed"),
        ("RVU26B", 334009, "confirmed"), ("RVU26B", 334009, "unconfirmed"),
    ] == found.rows()  # fmt: skip


@pytest.mark.parametrize(
    ("zip_code", "day", "expected"),
    [
        ("98101", DAY, ("02402", "02", 5936, "confirmed", "ZIP5-2026Q2")),
        ("98101-1234", DAY, ("02402", "02", 5936, "confirmed", "ZIP5-2026Q2")),
        ("98101", date(2026, 7, 1), ("02402", "02", 5936, "unconfirmed", "ZIP5-2026Q2")),
        ("00000", DAY, (None, None, None, "confirmed", None)),
        ("98101", date(2024, 3, 8), (None, None, None, "confirmed", None)),
    ],
)
def test_a_zip_is_placed_by_the_list_of_the_day_or_not_at_all(
    zip_code: str, day: date, expected: tuple[object, ...]
) -> None:
    frame = framed([line(where=(zip_code, "", "", False), date=day)], by_zip=True)
    assert [expected] == price_frame(frame).select("mac", "locality", "allowed", "currency", "zip_list").rows()


def test_two_lines_of_one_name_are_refused_and_never_four() -> None:
    frame = framed([line(), line(code="17000")]).with_columns(line=pl.lit(1, pl.Int32))
    with pytest.raises(FrostlineError, match="the claim and the line number of another"):
        price_frame(frame)


def test_no_line_is_no_amount() -> None:
    assert 0 == price_frame(framed([])).height
