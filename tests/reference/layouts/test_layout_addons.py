"""Add-on codes and their primaries: fixed positions, workbook, and the rearranged table of 2024."""

from collections.abc import Callable

import polars as pl
import pytest

NO_DAY = " " * 7


def record(kind: str, add_on: str, primary: str, *deleted: str) -> str:
    """97 characters; days of deletion of the add-on code, the primary code and the edit."""
    of_add_on, of_primary, of_edit = [day or NO_DAY for day in (*deleted, "", "", "")[:3]]
    return f"{kind}{add_on}{of_add_on}{primary}{of_primary}2013001{of_edit}".ljust(97) + "\r\n"


FIXED = (
    record("1", "17003", "17000")
    + record("2", "0054T", "CCCCC")
    + record("3", "99292", "99291")
    + record("1", "17003", "17110", "", "", "2019365")
    + record("1", "64476", "64475", "2009365", "2009365", "2009365")
)
STANDING = [("0054T", "CCCCC", 2), ("17003", "17000", 1), ("99292", "99291", 3)]
CRITICAL = record("3", "99292", "99291")
DAY = "a year and the day in it, such as 2026091"
RECORD = "a record of 39 characters"
HEADING = [
    "AOC_Edit_Type", "Add-On_Code", "AOC_DelDT", "Primary_Code", "Primary_Code_DelDT", "AOC_Edit_EffDT",
    "AOC_Edit_DelDT", "Special_Instruction_Notes",
]  # fmt: skip


def test_every_edit_that_stands_has_its_primary_and_type(read: Callable[..., pl.DataFrame]) -> None:
    assert STANDING == read(FIXED, "AOC_V2026Q2-F-MCR.txt").rows()


def test_a_workbook_holds_the_same_edits(read: Callable[..., pl.DataFrame], sheet: Callable[..., bytes]) -> None:
    cells = [
        ["CPT only copyright 2025 American Medical Association."],
        HEADING,
        [1, 17003, None, 17000, None, 2013001, None, None],
        [2, "0054T", None, "CCCCC", None, 2013001, None, "(Contractor)"],
        [3, 99292, None, 99291, None, 2013001, None, None],
        [1, 17003, None, 17110, None, 2013001, 2019365, None],
    ]
    assert STANDING == read(sheet(cells), "AOC_V2026Q2-MCR.xlsx").rows()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("2019365", "2019366"), (4, "edit_deleted (positions 33-39)", "'2019366'", DAY)),
        (("2019365", "20193  "), (4, "edit_deleted (positions 33-39)", "'20193'", DAY)),
        ((CRITICAL, "399292       99291\r\n"), (3, "record", "'399292       99291'", RECORD)),
        ((CRITICAL, CRITICAL.replace("3", "4", 1)), (3, "record", f"'4{CRITICAL[1:40]}'", RECORD)),
        (
            (CRITICAL, CRITICAL.replace("399292", "317003").replace("99291", "17000")),
            (3, "key", "\"('17003', '17000') with other values than in line 1\"", "each key once"),
        ),
    ],
)
def test_a_damaged_edit_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in FIXED
    assert told in refused(FIXED.replace(*change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("17000,17003,1", "17000,1,17003"), (2, "add_on_code", "'1'", "a code of five characters")),
        (("17000,17003,1", "17000,17003,4"), (2, "aoc_edit_type", "'4'", "a type of add-on code: 1, 2 or 3")),
        (("17000,17003,1", "17000,17003"), (2, "aoc_edit_type", "nothing", "a type of add-on code: 1, 2 or 3")),
        (("add_on_code", "add_on"), (1, "column 2", "'add_on'", "the heading 'add_on_code'")),
    ],
)
def test_a_damaged_rearranged_edit_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    good = "primary_code,add_on_code,aoc_edit_type\n17000,17003,1\nCCCCC,0054T,2\n"
    assert told in refused(good.replace(*change))


def test_add_on_codes_of_2024(published: Callable[[str], pl.DataFrame]) -> None:
    rows = published("ncci/AOC_2024Q3.csv")
    assert 7_465 == rows.height
    assert {1: 6_860, 2: 36, 3: 569} == dict(rows.group_by("kind").len().iter_rows())
    assert [("17003", "17000", 1)] == rows.filter(add_on="17003").rows()
    assert 44 == rows.filter(primary="CCCCC").height
