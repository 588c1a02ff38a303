"""Tables by locality: an index beside its place, or a ZIP in the wrong run, is a wrong price for a whole county."""

from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reference.made import PLACES, commas, counties, floored, gpci, zip5

from frostline.model.errors import Faults
from frostline.reference.layouts.localities import (
    ANESTHESIA,
    ANESTHESIA_PINNED,
    ANESTHESIA_TWO,
    BOTH,
    COUNTIES,
    COUNTIES_PINNED,
    FLOORED,
    PINNED,
    ZIP5,
    runs,
)  # fmt: skip
from frostline.reference.layouts.localities import LAYOUTS as FORMS
from frostline.reference.opening import Content
from frostline.reference.recognising import recognised

FACTORS = [("10112", "00", "ALABAMA", "20.37"), ("2102", "1", "ALASKA*", "29.14")]


def content(text: str) -> Content:
    return Content("a file", ("a file",), text.encode())


def test_both_work_indices_are_kept_and_footnotes_are_not() -> None:
    reading = BOTH.read(content(gpci()))
    assert "FINAL CY 2026 GEOGRAPHIC" == reading.stated
    assert [
        ("10112", "AL", "00", "ALABAMA", 988, 1000, 875, 566),
        ("02402", "WA", "02", "SEATTLE (KING CNTY)", 1057, 1057, 1157, 919),
        ("03602", "WY", "21", "WYOMING", 990, 1000, 1000, 828),
    ] == reading.rows.select("mac", "state", "locality", "name", "work", "work_floored", "pe", "mp").rows()


def test_where_only_the_floored_index_is_published_work_is_unknown_and_not_1() -> None:
    reading = FLOORED.read(content(floored()))
    assert ("FINAL CY 2022 GEOGRAPHIC", {None}) == (reading.stated, set(reading.rows["work"].to_list()))
    names = ("mac", "state", "locality_number", "locality_name", "gpci_work", "gpci_pe", "gpci_mp")
    decoded = PINNED.read(content(commas([names, *((*place[:4], *place[5:]) for place in PLACES)])))
    assert reading.rows.drop("line").equals(decoded.rows.drop("line"))


def test_zeros_that_a_spreadsheet_took_are_put_back() -> None:
    bare = [(place[0].lstrip("0"), place[1], str(int(place[2])), *place[3:]) for place in PLACES]
    assert BOTH.read(content(gpci())).rows.equals(BOTH.read(content(gpci(bare))).rows)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (("02402", "WA", "02", "X", "1.057", "1.000", "1.157", "0.919"), "found '1.000'; expected the work index"),
        (("02402", "WA", "02", "X", "0.990", "0.990", "1.157", "0.919"), "found '0.990'; expected the work index"),
        (("02402", "WA", "02", "X", "1.057", "1.057", "3.157", "0.919"), "found '3.157'; expected an index"),
        (("02402", "Wa", "02", "X", "1.057", "1.057", "1.157", "0.919"), "found 'Wa'; expected a state"),
        (("02402", "WA", "102", "X", "1.057", "1.057", "1.157", "0.919"), "found '102'; expected a locality's number"),
        (("02402", "WA", "02", "X", "", "1.057", "1.157", "0.919"), "found nothing; expected an index"),
    ],
)
def test_an_index_that_is_none_of_its_column_is_told(place: tuple[str, ...], told: str) -> None:
    with pytest.raises(Faults, match=told):
        BOTH.read(content(gpci([PLACES[0], place, PLACES[2]])))


def test_practice_expense_that_varies_more_than_malpractice_is_malpractice() -> None:
    swapped = [(*place[:6], place[7], place[6]) for place in PLACES]
    with pytest.raises(
        Faults, match="MP GPCI: found a narrower range than PE GPCI has; expected a wider one: are the two swapped"
    ):
        BOTH.read(content(gpci(swapped)))
    assert 1 == BOTH.read(content(gpci(PLACES[:1]))).rows.height


def test_a_state_stands_for_the_rows_below_it_and_remarks_are_no_rows() -> None:
    rows = [
        ("10112", "00", "ALABAMA", "STATEWIDE", "ALL COUNTIES"),
        ("01112", "05", "CALIFORNIA", "BAY*", "SAN FRANCISCO"),
        ("01112", "06", "", "SAN MATEO", "SAN MATEO"),
        ("", "", "", "", ""),
        ("*  Serviced by two carriers.", "", "", "", ""),
    ]
    reading = COUNTIES.read(content(counties(rows)))
    assert ["ALABAMA", "CALIFORNIA", "CALIFORNIA"] == reading.rows["state"].to_list()
    assert ["STATEWIDE", "BAY", "SAN MATEO"] == reading.rows["area"].to_list()
    names = ("mac", "locality_number", "state", "fee_schedule_area", "counties", "state_abb")
    decoded = COUNTIES_PINNED.read(content(commas([names, *((*row, "XX") for row in rows[:3])])))
    assert reading.rows.drop("line").equals(decoded.rows.drop("line"))


def test_anesthesia_has_one_factor_or_two() -> None:
    one = ANESTHESIA.read(
        content(commas([("Contractor", "Locality", "Locality Name", "2026 Anesthesia CF"), *FACTORS]))
    )
    pinned = ("contractor", "locality", "locality_name", "anesthesia_conv_factor")
    assert one.rows.equals(ANESTHESIA_PINNED.read(content(commas([pinned, *FACTORS]))).rows)
    assert [("02102", "01", "ALASKA", 291400, None)] == one.rows.select(
        "mac", "locality", "name", "factor", "factor_qp"
    ).rows()[1:]
    names = ("Contractor", "Locality", "Locality Name", "2026 Qualifying APM CF", "2026 Non-Qualifying APM CF")
    two = ANESTHESIA_TWO.read(content(commas([names, ("10112", "00", "ALABAMA", "20.60", "20.50")])))
    assert [(205000, 206000)] == two.rows.select("factor", "factor_qp").rows()


@pytest.mark.parametrize(
    ("text", "table"),
    [(gpci(), "gpci"), (floored(), "gpci"), (zip5([("WA", "98101", "02402", "02")]), "zip"),
     (counties([("10112", "00", "A", "B", "C")]), "counties"),
     (commas([("Contractor", "Locality", "Locality Name", "Anesthesia CF"), *FACTORS]), "anesthesia")],
)  # fmt: skip
def test_each_is_recognised_by_what_it_holds(text: str, table: str) -> None:
    found = recognised(content(text), None)
    assert found is not None
    assert table == found.table
    assert found in FORMS


# ZIP codes


zips = st.lists(
    st.tuples(st.integers(98_000, 98_030), st.sampled_from(["01", "02"])), min_size=1, unique_by=lambda each: each[0]
)


@given(zips)
def test_runs_hold_each_listed_zip_in_its_locality_and_no_other_zip(listed: list[tuple[int, str]]) -> None:
    rows = pl.DataFrame(
        [(number, str(code), "02402", locality) for number, (code, locality) in enumerate(listed, start=1)],
        schema={"line": pl.UInt32, "zip": pl.String, "mac": pl.String, "locality": pl.String}, orient="row",
    )  # fmt: skip
    found = [(int(first), int(last), locality) for _, first, last, _, locality in runs(rows).rows()]
    spread = [(code, locality) for first, last, locality in found for code in range(first, last + 1)]
    assert sorted(listed) == sorted(spread)
    assert all(one[1] < other[0] for one, other in pairwise(found))


def test_the_quarter_stands_in_every_record() -> None:
    layout = next(form for form in FORMS if form.table == "zip")
    text = zip5([("WA", "98101", "02402", "02"), ("WA", "98102", "02402", "02"), ("AK", "99501", "02102", "01")])
    reading = layout.read(content(text))
    assert "2026Q2" == reading.stated
    assert [("98101", "98102", "02402", "02"), ("99501", "99501", "02102", "01")] == reading.rows.drop("line").rows()
    with pytest.raises(Faults, match="found '20265'; expected a year and its quarter"):
        ZIP5.read(content(zip5([("WA", "98101", "02402", "02")], "20265")))
