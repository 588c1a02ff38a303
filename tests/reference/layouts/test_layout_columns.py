"""Rows under a heading: what stands between and below them."""

from collections.abc import Callable

import polars as pl
import pytest

from frostline.reference.checking import scaled
from frostline.reference.layouts.opps import MONEY

HEADING = "primary_code,add_on_code,aoc_edit_type\n"
ROW = ("17003", "17000", 1)


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADING}17000,17003,1",
        f"{HEADING}\n17000,17003,1\n,,\n\n",
        f"{HEADING}Codes are somebody's\n17000,17003,1\n * all rights reserved,,\n",
        f"{HEADING} 17000 ,17003, 1 \r\n",
        f"{HEADING}17000,17003,1\n\x1a",
        f"some notice,,\n,,\n{HEADING}17000,17003,1\n17000,17003,1\n",
    ],
)
def test_blank_lines_remarks_and_blanks_lose_no_row(read: Callable[..., pl.DataFrame], text: str) -> None:
    assert [ROW] == read(text).rows()


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ("17000\n17000,17003,1\n", (2, "add_on_code", "nothing", "a code of five characters")),
        ("170\n17000,17003,1\n", (2, "primary_code", "'170'", "a row")),
        (",17003,1\n17000,17003,1\n", (2, "primary_code", "nothing", "a row")),
        (",,1\n17000,17003,1\n", (2, "primary_code", "nothing", "a row")),
        ("17000,17003,1,\n17000,17003,1\n", (2, "", "4 cells", "3 as in the heading")),
        ("17000,17003,1\n\n17000,17003,1,4\n", (4, "", "4 cells", "3 as in the heading")),
        ("", (1, "", "no row below the heading", "the rows of the table")),
        ("words only,,\n", (None, "", "no row below the heading", "the rows of the table")),
    ],
)
def test_a_line_that_is_neither_row_nor_remark_is_not_passed_over(
    refused: Callable[..., list[object]], rows: str, told: tuple[object, ...]
) -> None:
    assert told == refused(HEADING + rows)[0]


def test_the_first_faults_of_a_column_are_told_and_the_rest_are_counted(refused: Callable[..., list[object]]) -> None:
    told = refused(HEADING + "17000,17003,x\n" * 20)
    assert 9 == len(told)
    assert (None, "aoc_edit_type", "12 more such cells", "a type of add-on code: 1, 2 or 3") == told[-1]


@pytest.mark.parametrize(("cell", "read_as"), [("", False), ("$", False), (".", False), (".5", True), ("5.", True)])
def test_a_cell_without_a_digit_is_no_figure(cell: str, read_as: bool) -> None:  # noqa: FBT001 - a table of cells
    shape = scaled(2, "dollars").shape
    assert read_as == pl.Series([cell]).str.contains(f"^(?:{shape})$").item()


def test_dollars_are_read_with_and_without_signs_and_blanks_are_none() -> None:
    cells = pl.Series(["$1,234.50", "1234.5", ".", "", "0.0474", "66.695", "66.6949", "12.340000000000002"])
    read_as = [123_450, 123_450, None, None, 5, 6_670, 6_669, 1_234]
    assert read_as == cells.to_frame("cell").select(cents=MONEY.value(pl.col("cell")))["cents"].to_list()
