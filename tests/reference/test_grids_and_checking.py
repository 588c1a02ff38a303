"""Cells to values: a decimal that is read a hundredth wrong is a price that is wrong for everybody."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.reference.layouts.conftest import workbook

from frostline.model import money
from frostline.model.errors import Faults
from frostline.reference.checking import (
    ANY,
    CODE,
    LOCALITY,
    MAC,
    Cell,
    Kind,
    day,
    flag,
    keyed,
    optional,
    padded,
    scaled,
    text,
    values,
    whole,
)  # fmt: skip
from frostline.reference.grids import LINE, grid
from frostline.reference.layouts.localities import DOLLARS, INDEX
from frostline.reference.layouts.schedule import KINDS, RVU, SHARE
from frostline.reference.opening import Content

FACTOR = KINDS["conversion_factor"]
PLACES = {"rvu": (RVU, 2), "share": (SHARE, 2), "index": (INDEX, 3), "factor": (FACTOR, 4), "dollars": (DOLLARS, 4)}
TOLERANCE = Decimal("0.000001")


def read(kind: Kind, cell: str) -> object:
    """One cell as its column's value; raises `Faults` where it is none."""
    rows = pl.DataFrame({LINE: [1], "c0": [cell]}, schema={LINE: pl.UInt32, "c0": pl.String})
    return values(rows, {"x": Cell("X", "c0", kind)}, "a file")["x"][0]


def taken(kind: Kind, cell: str) -> int | None:
    try:
        found = read(kind, cell)
    except Faults:
        return None
    assert isinstance(found, int)
    return found


numerals = st.from_regex(r"\$?[0-9]{0,6}(\.[0-9]{0,9}(0000[0-9]{0,12}|9999[0-9]{0,12}|0{0,9})?)?", fullmatch=True)


@given(st.sampled_from(sorted(PLACES)), numerals)
@example("rvu", "0.99999")
@example("rvu", "0.09999")
@example("factor", "33.00009")
@example("index", "0.0000999")
@example("rvu", "0.16999999999999998")
@example("rvu", "9999.99999999")
def test_a_decimal_becomes_the_whole_number_that_decimal_arithmetic_gives_or_is_refused(name: str, cell: str) -> None:
    kind, places = PLACES[name]
    found = taken(kind, cell)
    if found is None:
        return
    exact = Decimal(cell.removeprefix("$"))
    assert TOLERANCE >= abs(Decimal(found).scaleb(-places) - exact)
    assert found == int(exact.scaleb(places).to_integral_value(rounding="ROUND_HALF_EVEN"))


@given(st.sampled_from([("rvu", 999_999), ("index", 2_999), ("factor", 999_999), ("share", 199)]), st.data())
def test_every_figure_as_it_is_printed_and_as_a_spreadsheet_holds_it_is_read_exactly(
    kind: tuple[str, int], data: st.DataObject
) -> None:
    name, most = kind
    scale, places = PLACES[name]
    wanted = data.draw(st.integers(0, most))
    printed = str(Decimal(wanted).scaleb(-places))
    if "E" in printed:
        printed = f"{Decimal(printed):f}"
    forms = {printed, f"{float(printed):.17f}", f" {printed} ", f"{printed}000" if "." in printed else printed}
    if name == "index":
        forms.add(f"{float(printed):.20f}")
    assert {wanted} == {taken(scale, form) for form in forms if "." in form or form.strip().isdigit()}


@given(st.text(max_size=12))
def test_no_other_text_is_a_number(cell: str) -> None:
    found = taken(RVU, cell)
    bare = cell.strip().removeprefix("$")
    assert (found is None) or (bare.isascii() and set(bare) <= set("0123456789."))


@pytest.mark.parametrize(
    "cell",
    [
        "",
        ".",
        "$",
        "$.",
        "-1",
        "+1",
        "1,000",
        "1e5",
        "0.755",
        "0.1234",
        "1.2.3",
        "٣",
        "\uff11",
        "0.0009",
        "0.99",
        "NaN",
        "1 2",
        "0x1",
        "$-1",
        "$$1",
    ],
)
def test_what_is_no_figure_of_two_places_is_refused(cell: str) -> None:
    if cell == "0.99":
        assert 99 == read(RVU, cell)
        return
    assert None is taken(RVU, cell)


def test_the_widest_cell_that_is_read_fits_the_widths_that_are_proven() -> None:
    widest = {"rvu": (RVU, "9999.99999999"), "index": (INDEX, "2.99999999"), "factor": (FACTOR, "99.99999999")}
    for name, (kind, cell) in widest.items():
        found = read(kind, cell)
        assert isinstance(found, int)
        assert money.WIDEST[name] >= found
    assert None is taken(RVU, "10000.00")
    assert None is taken(INDEX, "3.000")
    assert None is taken(FACTOR, "100.0000")


@pytest.mark.parametrize(
    ("kind", "cell", "value"),
    [
        (day(), "20260504", date(2026, 5, 4)), (day(), "*", None), (day(), "", None),
        (day("%Y-%m-%d"), "2026-05-04", date(2026, 5, 4)), (flag("NA"), "NA", True), (flag("NA"), "", False),
        (MAC, "2102", "02102"), (LOCALITY, "0", "00"), (CODE, " 17340 ", "17340"), (ANY, "a\nb", "a\nb"),
        (whole(), "17", 17), (optional(whole(), "N/A"), "N/A", None), (optional(whole()), "", None),
        (optional(whole()), "3", 3), (padded(3, "three"), "7", "007"), (text("[AB]", "A or B"), "A", "A"),
        (scaled(2, "x", pl.Int64, before=r"\d{1,3}"), "$12.5", 1250),
    ],
)  # fmt: skip
def test_what_a_column_holds(kind: Kind, cell: str, value: object) -> None:
    assert value == read(kind, cell)


@pytest.mark.parametrize(
    ("kind", "cell"),
    [(day(), "20260231"), (day(), "2026-05-04"), (day(), "00000000"), (day("%Y-%m-%d"), "2026-13-01"),
     (flag("NA"), "N"), (CODE, "1734"), (CODE, "17340X"), (CODE, "1734o"), (MAC, "012345"), (whole(), "1.0"),
     (whole(), "1234567890"), (whole(), "٣"), (optional(whole(), "N/A"), "NA"), (CODE, "17340\n"[:-1] + "\n1")],
)  # fmt: skip
def test_what_a_column_does_not_hold(kind: Kind, cell: str) -> None:
    with pytest.raises(Faults, match="a file, line 1: X: found"):
        read(kind, cell)


# Keys


def table(*rows: tuple[int, str, int | None]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={LINE: pl.UInt32, "code": pl.String, "n": pl.Int32}, orient="row")


def test_rows_are_sorted_by_their_key_and_the_same_row_twice_is_one() -> None:
    assert [("a", 1), ("b", None)] == keyed(table((1, "b", None), (2, "a", 1), (3, "b", None)), ["code"], "x").rows()
    assert [("a", 1), ("b", 2)] == keyed(table((1, "b", 2), (2, "a", 1)), ["code"], "x").rows()


@pytest.mark.parametrize("other", [3, None])
def test_one_key_with_two_values_is_told_with_both_lines(other: int | None) -> None:
    with pytest.raises(Faults) as raised:
        keyed(table((7, "a", 1), (9, "a", other), (12, "b", 1)), ["code"], "x")
    assert """x, line 9: key: found "('a',) with other values than in line 7"; expected each key once""" == str(
        raised.value
    )


# Grids


def cells(raw: bytes, *, is_workbook: bool = False) -> list[tuple[object, ...]]:
    held = grid(Content("x", ("x",), raw, workbook=is_workbook))
    return held.below(held.records[0][0], 2).rows()


def test_lines_are_those_of_the_file_whatever_stands_between() -> None:
    assert [(2, "1", "x"), (3, None, None), (4, "2", "y")] == cells(b"a,b\n1,x\n\n2,y\n")
    assert [(2, "1", "x\ny"), (4, "2", "y")] == cells(b'a,b\n1,"x\ny"\n2,y\n')


def test_a_workbook_has_its_own_numbers_and_empty_columns_where_it_is_narrow() -> None:
    assert [(2, "1", None), (3, "2", None)] == cells(workbook([["a"], [1], ["2"]]), is_workbook=True)


def test_a_workbook_of_no_sheet_with_rows_is_refused() -> None:
    with pytest.raises(Faults, match="a workbook that cannot be read"):
        cells(b"PK words", is_workbook=True)


def test_what_is_no_csv_behind_its_first_records_is_still_looked_at() -> None:
    held = grid(Content("x", ("x",), b"a,b\n1," + b"x" * 10 + b'\n"' + b"y" * 200_000 + b'"\n'))
    assert (1, ("a", "b")) == held.records[0]


@pytest.mark.parametrize("separator", [",", "\t"])
def test_commas_and_tabs_separate(separator: str) -> None:
    assert [(2, "1", "2")] == cells(f"a{separator}b\n1{separator}2\n".encode())


def test_a_last_record_that_ends_in_the_middle_is_told_with_what_stands_there() -> None:
    with pytest.raises(Faults, match="x, line 3: found '2,z', and there the file ends") as raised:
        cells_of_three(b"a,b,c\n1,x,y\n2,z")
    assert "expected 3 cells and the end of the line" in str(raised.value)


def cells_of_three(raw: bytes) -> list[tuple[object, ...]]:
    held = grid(Content("x", ("x",), raw))
    return held.below(1, 3).rows()


def test_a_carriage_return_alone_ends_no_line() -> None:
    with pytest.raises(Faults):
        cells_of_three(b"a,b,c\r1,x,y\r2,y,z\r")
    with pytest.raises(Faults, match="and there the file ends"):
        cells_of_three(b"a,b,c\n1,x,y\n2\r,z")


def test_a_record_too_long_for_any_reader_behind_a_broken_one_is_told() -> None:
    with pytest.raises(Faults, match="found cells that cannot be told apart"):
        cells_of_three(b'a,b,c\n1,"x' + b"y" * 200_000 + b"\n2,x,y\n")


def test_a_workbook_without_a_sheet_is_no_table() -> None:
    archive = io.BytesIO(workbook([["a"]]))
    with zipfile.ZipFile(archive) as held:
        parts = {name: held.read(name) for name in held.namelist()}
    parts["xl/workbook.xml"] = re.sub(rb"<sheet .*?/>", b"", parts["xl/workbook.xml"])
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as made:
        for name, raw in parts.items():
            made.writestr(name, raw)
    with pytest.raises(Faults, match="a workbook without a sheet; expected a table"):
        cells(bare.getvalue(), is_workbook=True)
