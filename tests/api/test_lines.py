"""A file of claim lines: every shape that people have is read, everything else is refused with its line and column."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from tests.api.line_files import HEADING, SEATTLE, refused, rows, written

from frostline.api.lines import read_lines
from frostline.engine.pricing.frame import LINES

DAY = date(2026, 5, 4)
MIDNIGHT = datetime.combine(DAY, time())
BASE = {
    "claim": ["A", "B"], "date": [DAY, DAY], "code": ["17340", "17000"], "place": ["11", "11"],
    "mac": ["02402", "02402"], "locality": ["02", "02"],
}  # fmt: skip
PLAIN = rows(f"A,1,{SEATTLE}", "B,7,2026-05-05,17000,2,22,98101-1234,yes")


def parquet(folder: Path, **columns: object) -> Path:
    """A Parquet file of two lines, some columns otherwise."""
    path = folder / "lines.parquet"
    pl.DataFrame({**BASE, **columns}).write_parquet(path)
    return path


def read(path: Path, *names: str) -> list[tuple[object, ...]]:
    """Some columns of what was read."""
    return read_lines(path).select(names).rows()


# What is read


def test_every_column_reaches_the_pricing_as_what_it_is(tmp_path: Path) -> None:
    heading = "claim,line,patient,date,code,modifiers,units,place,mac,locality,qp,charge,role,participating"
    line = "A,3,p,2026-05-04,17340,26 59,2,22,02402,02,No,10.5,practitioner,TRUE"
    path = written(tmp_path, rows(line, heading=heading))
    expected = {
        "claim": "A", "line": 3, "patient": "p", "date": DAY, "code": "17340", "modifiers": ["26", "59"], "units": 2,
        "facility": True, "mac": "02402", "locality": "02", "national": False, "qp": False, "charge": 1050,
        "role": "practitioner", "participating": True, "place": "22", "zip": None,
    }  # fmt: skip
    found = read_lines(path)
    assert [expected] == found.to_dicts()
    assert dict(LINES) | {"zip": pl.String} == dict(found.schema)


def test_what_a_file_does_not_say_is_not_known(tmp_path: Path) -> None:
    found = read_lines(written(tmp_path, rows("A,2026-05-04,17340", heading="claim,date,code"))).to_dicts()[0]
    absent = ("units", "facility", "mac", "locality", "qp", "charge", "role", "participating", "place", "zip")
    assert [None] * len(absent) == [found[name] for name in absent]
    assert ("A", 1, False) == (found["patient"], found["line"], found["national"])


@pytest.mark.parametrize(
    "content",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.rstrip("\n"),
        f"\n{PLAIN}",
        PLAIN.replace("\nB", "\n\n,,,,,,,\nB") + "\n\n",
        PLAIN.replace(",", "\t"),
        PLAIN.replace("17340", '"17340"').replace("98101,", ' "98101" ,'.replace('"', "")),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.encode("utf-16"),
        PLAIN.replace("claim,line", " claim , line "),
    ],
    ids=["plain", "CRLF", "no end", "blank first", "blank rows", "tabs", "quotes", "BOM", "UTF-16", "blank headings"],
)
def test_a_file_of_any_program_is_read_as_the_same_lines(tmp_path: Path, content: str | bytes) -> None:
    expected = [
        ("A", 1, DAY, "17340", 1, False, "98101", False),
        ("B", 7, date(2026, 5, 5), "17000", 2, True, "98101-1234", True),
    ]
    found = read(written(tmp_path, content), "claim", "line", "date", "code", "units", "facility", "zip", "qp")
    assert expected == found


def test_a_name_in_windows_letters_is_kept(tmp_path: Path) -> None:
    path = written(tmp_path, "claim,date,code,patient\nA,2026-05-04,17340,Müller\n".encode("cp1252"))
    assert [("Müller",)] == read(path, "patient")


def test_lines_without_a_number_come_after_those_that_have_one(tmp_path: Path) -> None:
    lines = [f"{named},2026-05-04,17340" for named in ("A,2", "A,", "B,", "A,")]
    path = written(tmp_path, rows(*lines, heading="claim,line,date,code"))
    assert [("A", 2), ("A", 3), ("B", 1), ("A", 4)] == read(path, "claim", "line")


def test_national_is_a_locality_and_needs_no_contractor(tmp_path: Path) -> None:
    path = written(tmp_path, rows("A,2026-05-04,17340,,national", heading="claim,date,code,mac,locality"))
    assert [(None, None, True)] == read(path, "mac", "locality", "national")


def test_parquet_of_a_data_frame_library_is_read_with_its_types(tmp_path: Path) -> None:
    path = parquet(tmp_path, date=[MIDNIGHT, MIDNIGHT + timedelta(days=1)], modifiers=[["26", "59"], None],
                   units=[1.0, None], charge=[Decimal("10.50"), None], qp=[True, None])  # fmt: skip
    expected = [(DAY, ["26", "59"], 1, 1050, True), (date(2026, 5, 5), [], None, None, None)]
    assert expected == read(path, "date", "modifiers", "units", "charge", "qp")


# What is refused


def test_every_fault_of_a_file_is_told_at_once_line_by_line(tmp_path: Path) -> None:
    bad = rows(
        ",x,2026-02-30,173,0,77,9810,maybe", f"A,1,{SEATTLE}", f"A,01,{SEATTLE}", "A,3,20260504,17340,10000,11,98101,no"
    )
    assert [
        "line 2: claim: found nothing; expected the claim the line belongs to, since ranks depend on it",
        "line 2: line: found 'x'; expected a line number, or nothing",
        "line 2: code: found '173'; expected a CPT or HCPCS code, five characters such as 17000",
        "line 2: units: found '0'; expected units, 1 to 9999, or nothing",
        "line 2: place: found '77'; expected a place of service such as 11 (office), or nothing",
        "line 2: zip: found '9810'; expected a ZIP, or nothing",
        "line 2: qp: found 'maybe'; expected yes or no, or nothing",
        "line 4: claim, line: found A line 1, which stands in line 3 already; expected each line of a claim once",
        "line 5: date: found '20260504'; expected the day of service, 2026-05-04",
        "line 5: units: found '10000'; expected units, 1 to 9999, or nothing",
    ] == refused(written(tmp_path, bad))


def test_a_day_that_no_calendar_has_is_refused(tmp_path: Path) -> None:
    assert ["line 2: date: found '2026-02-30'; expected the day of service, 2026-05-04"] == refused(
        written(tmp_path, rows("A,2026-02-30,17340", heading="claim,date,code"))
    )


@pytest.mark.parametrize(
    ("columns", "cells", "found"),
    [
        ("mac,locality", "02402,", "one without the other"),
        ("mac,locality", ",02", "one without the other"),
        ("mac,locality", "02402,national", "national beside a contractor"),
        ("mac,locality,zip", "02402,02,98101", "a zip beside them"),
        ("locality,zip", "national,98101", "a zip beside them"),
    ],
)
def test_half_a_locality_or_two_are_refused_and_none_is_chosen(
    tmp_path: Path, columns: str, cells: str, found: str
) -> None:
    path = written(tmp_path, rows(f"A,2026-05-04,17340,{cells}", heading=f"claim,date,code,{columns}"))
    expected = "a zip, or mac with locality, or national as the locality"
    assert [f"line 2: mac, locality: found {found}; expected {expected}"] == refused(path)


@pytest.mark.parametrize(
    ("heading", "found"),
    [
        ("claim,date,code,zipp", ["zipp: found an unknown column"]),
        ("claim,date,code,number", ["number: found an unknown column"]),
        ("claim,date,code,row of the file", ["row of the file: found an unknown column"]),
        ("claim,date,code,", ["(no name): found an unknown column"]),
        ("claim,date,code, code", ["code: found a column that is there 2 times"]),
        ("claim,day,code,zip", ["day: found an unknown column", "date: found no such column"]),
        ("claim;date;code", ["claim;date;code: found an unknown column", "claim: found", "date: found", "code: found"]),
        ("claim,published,allowed,why_not", ["found lines that are priced already"]),
    ],
)
def test_a_heading_that_would_be_ignored_stops_the_file(tmp_path: Path, heading: str, found: list[str]) -> None:
    told = refused(written(tmp_path, rows(",".join("1" * (heading.count(",") + 1)), heading=heading)))
    assert len(found) == len(told)
    assert all(text.startswith(f"line 1: {start}") for text, start in zip(told, found, strict=True))


def test_an_unknown_column_names_the_nearest(tmp_path: Path) -> None:
    told = refused(written(tmp_path, rows("A,2026-05-04,17340,1", heading="claim,date,code,Modifier")))
    assert told[0].endswith(". Did you mean modifiers?")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        ("", "found an empty file"),
        (" \n\n", "found an empty file"),
        (",,,\n,,,\n", "line 1: found no heading"),
        (HEADING, "line 1: found no row below the heading"),
        (f"{HEADING}\n,,,,,,,\n", "line 1: found no row below the heading"),
        (f"{HEADING}\nA,1,2026-05-04,17340,1,11,98101,no,7\n", "line 2: found 9 cells; expected 8 as in the heading"),
        (f'{HEADING}\n"A,1,{SEATTLE}\n', "line 2: found cells that cannot be told apart"),
        (f"{HEADING}\nA,1,2026-05-04,17340", "line 2: found 'A,1,2026-05-04,17340', and there the file ends"),
        (b"%PDF-1.7", "found a PDF document"),
        (b"<!DOCTYPE html><html>", "found a web page"),
        (f"{HEADING}\nA,1,\0,17340\n", "found bytes that are no text"),
        (b"PAR1", "found a Parquet file that cannot be read"),
    ],
)
def test_what_is_no_file_of_lines_is_refused_whole(tmp_path: Path, content: str | bytes, found: str) -> None:
    (told,) = refused(written(tmp_path, content))
    assert told.startswith(found)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    assert ["found no such file or directory; expected a csv or Parquet file of lines"] == refused(
        tmp_path / "none.csv"
    )
    assert ["found a folder; expected a csv or Parquet file of lines"] == refused(tmp_path)


@pytest.mark.parametrize(
    ("column", "cells", "found"),
    [
        ("date", [DAY, None], "line 2: date: found nothing"),
        ("date", [MIDNIGHT + timedelta(hours=3), MIDNIGHT], "line 1: date: found '2026-05-04 03:00:00.000000'"),
        ("units", [1.5, 1.0], "line 1: units: found '1.5'"),
        ("units", [float("nan"), 1.0], "line 1: units: found 'NaN'"),
        ("mac", [2402, 2402], "line 1: mac: found '2402'"),
        ("modifiers", [[59], [26]], "modifiers: found a column of List(Int64)"),
        ("claim", [b"\xff", b"A"], "claim: found a column of Binary"),
        ("claim", [{"a": 1}, {"a": 2}], "claim: found a column of Struct({'a': Int64})"),
    ],
)
def test_parquet_of_other_types_is_refused_and_nothing_is_guessed(
    tmp_path: Path, column: str, cells: list[object], found: str
) -> None:
    assert refused(parquet(tmp_path, **{column: cells}))[0].startswith(found)


def test_parquet_that_is_cut_off_or_has_no_row_is_refused(tmp_path: Path) -> None:
    raw = parquet(tmp_path).read_bytes()
    assert "cannot be read" in refused(written(tmp_path, raw[:300], "cut.parquet"))[0]
    pl.DataFrame(BASE).clear().write_parquet(tmp_path / "none.parquet")
    assert ["line 1: found no row below the heading; expected a row for each claim line"] == refused(
        tmp_path / "none.parquet"
    )


def test_a_thousand_faults_of_a_kind_are_eight_and_a_number(tmp_path: Path) -> None:
    told = refused(written(tmp_path, rows(*[f"A,1,{SEATTLE}"] * 1001)))
    assert (9, "claim, line: found 992 more such lines; expected each line of a claim once") == (len(told), told[-1])
