"""A file of claim lines is allowed what `frostline bill` allows, and what is written is whole or not there."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.api.demo import claim
from tests.api.line_files import rows, written

from frostline.api import bill
from frostline.api.priced_files import SHOWN, check_out, in_dollars, price_lines_of, reasons, unconfirmed, write
from frostline.model.errors import FrostlineError

HEADING = "claim,line,date,code,modifiers,units,place,zip,qp,charge"
CODES = ["17340", "17000", "17003", "17110", "17263", "31641", "31622", "11102", "0581T", "76856"]
sold = st.fixed_dictionaries(
    {
        "code": st.sampled_from(CODES),
        "modifiers": st.sampled_from(["", "", "59", "50", "80", "LT"]),
        "units": st.sampled_from([1, 1, 1, 3]),
        "charge": st.sampled_from(["", "", "20.00"]),
    }
)
THREE = rows(
    "A,1,2026-05-04,17340,,1,11,98101,no,",
    "A,2,2026-05-04,76856,,1,11,98101,no,",
    "B,1,2024-03-08,17340,59 LT,2,22,,no,9.5",
    "C,1,2027-03-08,17340,,1,11,00000,no,",
    heading=HEADING,
)


@settings(max_examples=15)
@given(st.lists(sold, min_size=1, max_size=4), st.sampled_from(["11", "22"]), st.sampled_from(["98101", "10001"]))
def test_a_file_of_one_claim_is_allowed_what_its_bill_says(
    lines: list[dict[str, str]], place: str, zip_code: str
) -> None:
    told = [_of_claim(line) for line in lines]
    where = {"place": f'"{place}"', "locality": f'{{zip: "{zip_code}"}}'}
    expected = [(price.published, price.allowed, price.currency) for price in bill(claim(*told, **where)).prices]
    with TemporaryDirectory() as folder:
        table = rows(*(_of_file(n, line, place, zip_code) for n, line in enumerate(lines, start=1)), heading=HEADING)
        found = price_lines_of(written(Path(folder), table))
    assert expected == found.select("published", "allowed", "currency").rows()


def _of_claim(line: dict[str, str]) -> str:
    charge = f', charge: "{line["charge"]}"' if line["charge"] else ""
    return f'{{code: "{line["code"]}", units: {line["units"]}, modifiers: [{_quoted(line["modifiers"])}]{charge}}}'


def _quoted(modifiers: str) -> str:
    return ", ".join(f'"{held}"' for held in modifiers.split())


def _of_file(number: int, line: dict[str, str], place: str, zip_code: str) -> str:
    cells = [line[name] for name in ("code", "modifiers", "units")]
    return ",".join(map(str, ["X", number, "2026-05-04", *cells, place, zip_code, "no", line["charge"]]))


def test_what_is_shown_has_dollars_reasons_and_the_releases_it_rests_on(tmp_path: Path) -> None:
    found = in_dollars(price_lines_of(written(tmp_path, THREE)))
    assert SHOWN == tuple(found.columns)
    expected = {
        "claim": "A", "line": 2, "date": date(2026, 5, 4), "code": "76856", "modifiers": [], "units": 1, "zip": "98101",
        "mac": "02402", "locality": "02", "release": "RVU26B", "indices_release": "GPCI2026", "currency": "confirmed",
        "known_through": date(2026, 6, 30), "third_party": ["ZIP5-2026Q2"], "published": "124.45",
        "limiting_charge": "135.96", "allowed": "124.45", "why_not": None,
    }  # fmt: skip
    assert expected == found.to_dicts()[1]
    columns = ("claim", "allowed", "why_not", "third_party")
    assert [
        ("A", "59.36", None, ["ZIP5-2026Q2"]), ("A", "124.45", None, ["ZIP5-2026Q2"]),
        ("B", None, "no_locality", ["RVU24A", "GPCI2024"]), ("C", None, "no_locality", []),
    ] == found.select(columns).rows()  # fmt: skip


def test_reasons_are_sentences_about_the_first_line_that_has_them(tmp_path: Path) -> None:
    told = ["0581T,,1,11,98101", "0581T,,1,11,98101", "17340,,1,11,", "17340,26,1,11,98101", "99999,,1,11,98101"]
    table = [f"{number},1,2026-05-04,{cells},no," for number, cells in enumerate(told)]
    found = reasons(price_lines_of(written(tmp_path, rows(*table, heading=HEADING))))
    assert [
        ("0581T is priced by the contractor (status C)", 2),
        ("the locality is not known", 1),
        ("17340 has no row for 26: it is a physician's service that has no parts", 1),
        ("99999 is not among the relative values held (RVU26B)", 1),
    ] == found


def test_a_zip_that_no_list_has_is_named_where_it_is_the_reason(tmp_path: Path) -> None:
    table = rows("D,1,2026-05-04,17340,,1,11,00000,no,", heading=HEADING)
    expected = [("no list of ZIP codes held for 2026-05-04 has 00000", 1)]
    assert expected == reasons(price_lines_of(written(tmp_path, table)))


def test_lines_outside_the_known_days_are_unconfirmed(tmp_path: Path) -> None:
    assert ["C"] == unconfirmed(price_lines_of(written(tmp_path, THREE)))["claim"].to_list()


def test_csv_and_parquet_hold_the_same_lines(tmp_path: Path) -> None:
    priced = price_lines_of(written(tmp_path, THREE))
    table, frame = tmp_path / "out.csv", tmp_path / "out.parquet"
    write(priced, table)
    write(priced, frame)
    assert_frame_equal(in_dollars(priced), pl.read_parquet(frame))
    shown = in_dollars(priced).select("claim", "allowed", pl.col("third_party").list.join(" "))
    again = pl.read_csv(table, infer_schema=False).select("claim", "allowed", pl.col("third_party").fill_null(""))
    assert shown.rows() == again.rows()


@pytest.mark.parametrize("name", ["none/out.csv", "folder.csv", "none/out.parquet", "folder.parquet"])
def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path, name: str) -> None:
    priced = price_lines_of(written(tmp_path, THREE))
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "folder.parquet").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FrostlineError, match=r"--out: .*; nothing was written\. Name a place that can be written"):
        write(priced, tmp_path / name)
    assert before == sorted(tmp_path.iterdir())


def test_a_name_that_says_no_format_or_the_file_itself_is_refused_before_pricing(tmp_path: Path) -> None:
    path = written(tmp_path, THREE)
    with pytest.raises(FrostlineError, match=r"found out\.txt; expected a name that ends with \.csv or \.parquet"):
        check_out(tmp_path / "out.txt", path)
    (tmp_path / "link.csv").symlink_to(path)
    with pytest.raises(FrostlineError, match="the file that is read"):
        check_out(tmp_path / "link.csv", path)
