"""NCCI pairs: the publisher's text and workbook by hand, and the rearranged table of 2024."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

CODE = "a code of five characters"
NOTICES = "CPT only copyright 2025 American Medical Association.\t\t\t\t\t\t\r\nColumn1/Column2 Edits\t\t\t\t\t\t\r\n"
HEADING = (
    "Column 1\tColumn 2\t*=in existence\tEffective\tDeletion\tModifier\tPTP Edit Rationale\r\n"
    "\t\tprior to 1996\tDate\tDate\t0=not allowed\t\r\n"
    "\t\t\t\t*=no data\t1=allowed\t\r\n"
    "\t\t\t\t\t9=not applicable\t\r\n"
)
ROWS = (
    "17262\t17000\t\t20200101\t*\t1\twhy\r\n"
    "0001A\t99202\t*\t19960101\t20231231\t0\twhy\r\n"
    "0001A\t90473\t\t20220101\t20220101\t9\twhy\r\n"
)
OFFICIAL = NOTICES + HEADING + ROWS
PAIRS = [
    ("0001A", "90473", 9, date(2022, 1, 1), date(2022, 1, 1)),
    ("0001A", "99202", 0, date(1996, 1, 1), date(2023, 12, 31)),
    ("17262", "17000", 1, date(2020, 1, 1), None),
]
PINNED = "column_1,column_2,deletion_date,modifier_indicator,rationale\n"


def test_the_days_a_pair_was_in_force_and_its_indicator_are_kept(read: Callable[..., pl.DataFrame]) -> None:
    assert PAIRS == read(OFFICIAL, "ccipra-v321r0-f1.txt").rows()


def test_a_heading_in_one_record_is_read_too(read: Callable[..., pl.DataFrame]) -> None:
    heading = (
        "Column 1\tColumn 2\t*=in existence prior to 1996\tEffective Date\tDeletion Date *=no data\t"
        "Modifier 0=not allowed 1=allowed 9=not applicable\tPTP Edit Rationale\r\n"
    )
    assert PAIRS == read(heading + ROWS).rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_an_editor_saved_in_changes_no_pair(read: Callable[..., pl.DataFrame], encoding: str) -> None:
    assert PAIRS == read(OFFICIAL.replace("why", "§ 1 \u2013 why").encode(encoding)).rows()


@pytest.mark.parametrize("starts", [1, 3])
def test_a_workbook_holds_the_same_pairs_and_its_lines_are_those_one_sees(
    read: Callable[..., pl.DataFrame],
    refused: Callable[..., object],
    sheet: Callable[..., bytes],
    starts: int,
) -> None:
    cells: list[list[object]] = [[cell or None for cell in line.split("\t")] for line in OFFICIAL.splitlines()]
    assert PAIRS == read(sheet(cells, starts), "ccipra-v321r0-f1.xlsx").rows()
    cells[6] = [17262, 17000, None, 20200101, "*", 7, "why"]
    assert [(6 + starts, "Modifier", "'7'", "0, 1 or 9")] == refused(sheet(cells, starts), "pairs.xlsx")


def test_the_pairs_of_hospitals_are_not_taken_for_those_of_practitioners(refused: Callable[..., object]) -> None:
    expected = "those of practitioners (ccipra)"
    told = refused(OFFICIAL, "ccioph-v321r0-f1.txt")
    assert [(None, "", "the pairs of outpatient hospitals (ccioph)", expected)] == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("20200101\t*", "20200231\t*"), (7, "Effective", "'20200231'", "a day")),
        (("20200101\t*", "\t*"), (7, "Effective Date", "nothing", "a day")),
        (("17262\t17000\t\t20200101\t*\t1\twhy", "17262\t17000"), (7, "Modifier", "nothing", "0, 1 or 9")),
        (("17262\t17000\t\t20200101", "17262\t20200101\t\t17000"), (7, "Column 2", "'20200101'", CODE)),
        (("17262\t17000", "1726\t17000"), (7, "Column 1", "'1726'", "a row")),
        (("17262\t17000", "\t17000"), (7, "Column 1", "nothing", "a row")),
        (("17262\t17000", "17262\t17000\t"), (7, "", "8 cells", "7 as in the heading")),
        (("\tEffective\t", "\tBeginning\t"), (3, "column 4", "'Beginning'", "the heading 'Effective'")),
        (
            ("0001A\t90473\t\t20220101\t20220101\t9", "17262\t17000\t\t20200101\t*\t0"),
            (9, "key", "\"('17262', '17000', datetime.date(2020, 1, 1), None) with other values than in line 7\"",
             "each key once"),
        ),
    ],
)  # fmt: skip
def test_a_damaged_pair_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in OFFICIAL
    assert told in refused(OFFICIAL.replace(*change))


def test_columns_that_changed_places_are_not_read_as_each_other(refused: Callable[..., list[object]]) -> None:
    swapped = OFFICIAL.replace("\tEffective\tDeletion\t", "\tDeletion\tEffective\t")
    assert [
        (3, "column 4", "'Deletion'", "the heading 'Effective'"),
        (3, "column 5", "'Effective'", "the heading 'Deletion'"),
    ] == refused(swapped)


def test_a_download_that_broke_off_inside_a_line_is_refused(refused: Callable[..., list[object]]) -> None:
    cut = PINNED + "17262,17000,,1,why\n17263,17000,,1"
    found = "'17263,17000,,1', and there the file ends"
    assert [(3, "", found, "5 cells and the end of the line")] == refused(cut)


def test_a_rearranged_pair_without_a_first_day_has_none(read: Callable[..., pl.DataFrame]) -> None:
    rows = read(PINNED + "00100,99202,,0,why\n00100,99202,2019-12-31,0,why\n").rows()
    assert [("00100", "99202", 0, None, None), ("00100", "99202", 0, None, date(2019, 12, 31))] == sorted(rows, key=str)


def test_two_and_a_half_million_pairs_of_2024(published: Callable[[str], pl.DataFrame]) -> None:
    rows = published("ncci/PTP_practitioner_2024Q3_pairs.csv.gz")
    assert 2_546_017 - 1 == rows.height  # one pair stands twice, with two reasons
    assert 1_669_820 == rows["last"].null_count()
    assert {0: 739_553, 1: 1_707_611, 9: 98_852} == dict(rows.group_by("indicator").len().iter_rows())
    assert rows.select("column_one", "column_two").equals(rows.select("column_one", "column_two").sort(pl.all()))
    one = rows.filter(column_one="17263", column_two="17000")
    assert [("17263", "17000", 1, None, None)] == one.rows()
