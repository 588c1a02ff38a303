"""The committed built-in tables: derived again from the official files, and spot checks that need no file."""

import gzip
import json
import sys
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # tools are scripts, not an installed package

from tools.derive import fields, tables  # noqa: E402 - after the line above
from tools.derive_builtin import manifest  # noqa: E402 - as above

from frostline.reference.layouts.localities import runs  # noqa: E402 - as above

BUILTIN = ROOT / "src" / "frostline" / "reference" / "builtin"
CMS = ROOT.parent / "shared" / "data" / "cms"
TABLES = ("addon", "asked", "gpci", "icd10", "mue", "ptp", "schedule", "zip")
MEBIBYTE = 1 << 20

needs_files = pytest.mark.skipif(
    not CMS.is_dir(), reason=f"the official files are not here: no folder {CMS.parent.parent.name}/data/cms"
)


def read(name: str) -> pl.DataFrame:
    parts = [
        pl.read_parquet(path).with_columns(release=pl.lit(path.stem))
        for path in sorted((BUILTIN / name).glob("*.parquet"))
    ]
    return pl.concat(parts)


def one(name: str, **key: str) -> dict[str, object]:
    return read(name).filter(**key).row(0, named=True)


def indicator(column_one: str, column_two: str) -> list[int]:
    return read("ptp").filter(column_one=column_one, column_two=column_two)["indicator"].to_list()


def place(code: str) -> list[tuple[str, str]]:
    return read("zip").filter(pl.col("first") <= code, pl.col("last") >= code).select("mac", "locality").rows()


# From the official files


@needs_files
def test_the_committed_tables_are_what_the_official_files_say() -> None:
    derived, asked = tables.derive(CMS, fields.read(ROOT / "tools" / "field_codes.txt"))
    assert_frame_equal(asked, pl.read_parquet(BUILTIN / "asked" / "asked.parquet"))
    for found in derived:
        held = pl.read_parquet(BUILTIN / found.release.table / f"{found.release.release}.parquet")
        assert_frame_equal(found.rows, held)
    stored = (BUILTIN / "manifest.json").read_text(encoding="utf-8")
    assert manifest(derived) == stored


@needs_files
def test_each_of_the_hundred_thousand_zip_codes_has_its_place_or_none() -> None:
    with gzip.open(CMS / "zip_locality" / "zip_locality_2026.derived.json.gz", "rt", encoding="ascii") as stream:
        listed = {code: (at["carrier"], at["locality"]) for code, at in json.load(stream).items()}
    answered = {
        f"{number:05d}": (mac, locality)
        for first, last, mac, locality in read("zip").select("first", "last", "mac", "locality").iter_rows()
        for number in range(int(first), int(last) + 1)
    }
    every = [f"{number:05d}" for number in range(100_000)]
    assert [listed.get(code) for code in every] == [answered.get(code) for code in every]


# From the committed tables


def test_the_folder_holds_the_tables_and_the_manifest_and_each_is_small() -> None:
    assert sorted([*TABLES, "work"]) == sorted(path.name for path in BUILTIN.iterdir() if path.is_dir())
    assert all(path.stat().st_size < MEBIBYTE for path in BUILTIN.rglob("*.parquet"))


@pytest.mark.parametrize(
    ("table", "key"),
    [
        ("schedule", "code"), ("ptp", "column_one"), ("mue", "code"), ("addon", "add_on"), ("asked", "code"),
        ("icd10", "code"), ("zip", "first"),
    ],
)  # fmt: skip
def test_each_file_is_sorted_by_the_key_it_is_searched_by(table: str, key: str) -> None:
    for path in (BUILTIN / table).glob("*.parquet"):
        assert pl.read_parquet(path)[key].is_sorted()


@pytest.mark.parametrize("name", TABLES)
def test_no_column_holds_text_long_enough_for_a_descriptor(name: str) -> None:
    table = read(name).drop("name", strict=False)  # the name of a locality is long, and nobody licenses it
    longest = table.select(pl.col(pl.String).str.len_chars().max()).row(0)
    assert max(longest) <= 40


@pytest.mark.parametrize("name", [name for name in TABLES if name != "asked"])
def test_the_manifest_names_every_release_with_its_rows(name: str) -> None:
    counted = dict(read(name).group_by("release").len().iter_rows())
    listed = json.loads((BUILTIN / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["release"]: entry["rows"] for entry in listed if entry["table"] == name} == counted


def test_the_manifest_gives_days_and_no_path() -> None:
    for entry in json.loads((BUILTIN / "manifest.json").read_text(encoding="utf-8")):
        assert date.fromisoformat(entry["from"]) <= date.fromisoformat(entry["through"])
        assert "/" not in entry["source"]
        assert len(entry["sha256"]) == 64


def test_17000_in_april_2026() -> None:
    assert one("schedule", release="RVU26B", code="17000") == {
        "release": "RVU26B", "code": "17000", "modifier": "", "status": "A", "work": 59,
        "pe_nonfacility": 134, "pe_facility": 78, "mp": 6, "na_nonfacility": False, "na_facility": False,
        "global_days": "010", "pre": 10, "intra": 80, "post": 10, "multiple": "2", "bilateral": "0",
        "assistant": "1", "cosurgeon": "0", "team": "0", "endoscopic_base": "", "pctc": "0",
        "conversion_factor": 334009, "imaging_family": "99", "pe_nonfacility_opps": 0, "pe_facility_opps": 0,
        "mp_opps": 0,
    }  # fmt: skip


def test_a_setting_that_is_not_done_is_marked_and_the_endoscopic_base_is_kept() -> None:
    row = one("schedule", release="RVU26B", code="31641")
    assert (
        row["na_nonfacility"], row["na_facility"], row["endoscopic_base"], row["multiple"]
    ) == (True, False, "31622", "3")  # fmt: skip


def test_components_are_rows_of_their_own() -> None:
    rows = read("schedule").filter(release="RVU26B", code="76940").select("modifier", "status", "work", "pctc")
    assert rows.rows() == [("", "C", 0, "1"), ("26", "A", 195, "1"), ("TC", "C", 0, "1")]


def test_a_release_has_one_conversion_factor() -> None:
    factors = read("schedule").select("release", "conversion_factor").unique().sort("release").rows()
    assert factors == [
        ("RVU22A", 346062), ("RVU23D", 338872), ("RVU24A", 327442), ("RVU24AR", 332875), ("RVU24C", 332875),
        ("RVU26B", 334009),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["11100", "11101", "0340T", "17265", "17275", "17285", "99201"])
def test_a_code_that_is_gone_was_asked_for_and_has_no_row(code: str) -> None:
    assert read("asked").filter(pl.col("schedule"), code=code).height == 1
    assert read("schedule").filter(release="RVU26B", code=code).height == 0


def test_pairs_have_a_direction_and_an_indicator() -> None:
    assert indicator("17263", "17000") == [1]
    assert indicator("17000", "17263") == []
    assert indicator("17111", "17110") == [0]
    assert indicator("17110", "17003") == [1]
    assert indicator("17262", "17263") == []


def test_only_indicators_that_fire_are_kept() -> None:
    assert {0, 1} == set(read("ptp")["indicator"])


def test_every_pair_has_an_end_that_was_asked_for() -> None:
    asked = read("asked").filter("ptp")["code"].implode()
    neither = read("ptp").filter(~pl.col("column_one").is_in(asked), ~pl.col("column_two").is_in(asked))
    assert neither.height == 0


def test_both_ends_of_every_pair_were_asked_for_in_the_other_tables() -> None:
    ends = set(read("ptp")["column_one"]) | set(read("ptp")["column_two"])
    for table in ("addon", "mue", "schedule"):
        assert ends <= set(read("asked").filter(table)["code"])


def test_units_of_17003() -> None:
    rows = read("mue").filter(code="17003").select("release", "units", "mai").rows()
    assert rows == [("MUE-2024Q3", 13, 2), ("MUE-2026Q2", 13, 2)]


def test_17003_is_added_to_17000_only() -> None:
    assert read("addon").filter(add_on="17003").select("primary", "kind").rows() == [("17000", 1)]


def test_seattle() -> None:
    assert place("98101") == [("02402", "02")]
    assert place("00000") == []
    row = one("gpci", release="GPCI2026", mac="02402", locality="02")
    assert (row["state"], row["name"]) == ("WA", "SEATTLE (KING CNTY)")


def test_localities_of_each_year() -> None:
    counted = dict(read("gpci").group_by("release").len().iter_rows())
    assert counted == {"GPCI2022": 112, "GPCI2023": 112, "GPCI2024": 109, "GPCI2026": 109}


def test_the_work_index_without_the_floor_is_known_for_2026_only() -> None:
    alabama = read("gpci").filter(mac="10112", locality="00").select("release", "work", "work_floored")
    assert alabama.rows() == [
        ("GPCI2022", None, 1000), ("GPCI2023", None, 1000), ("GPCI2024", None, 1000), ("GPCI2026", 988, 1000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("code", "billable", "seventh"),
    [
        ("L57.0", True, False),
        ("B08.1", True, False),
        ("C44", False, False),
        ("S01.01", True, True),
        ("S01.0", False, True),
    ],
)
def test_diagnoses(code: str, *, billable: bool, seventh: bool) -> None:
    row = one("icd10", code=code)
    assert (row["billable"], row["seventh"]) == (billable, seventh)


# The tools


# The tools


def test_a_gap_between_zip_codes_ends_a_run() -> None:
    rows = [(1, "00001", "A", "1"), (2, "00002", "A", "1"), (3, "00004", "A", "1"), (4, "00005", "B", "1")]
    listed = pl.DataFrame(rows, schema=["line", "zip", "mac", "locality"], orient="row")
    assert runs(listed).drop("line").rows() == [
        ("00001", "00002", "A", "1"), ("00004", "00004", "A", "1"), ("00005", "00005", "B", "1"),
    ]  # fmt: skip


def test_the_field_codes_are_sorted() -> None:
    lines = (ROOT / "tools" / "field_codes.txt").read_text(encoding="utf-8").splitlines()
    narrow, wide = lines.index("[narrow]"), lines.index("[wide]")
    for section in (lines[narrow + 1 : wide], lines[wide + 1 :]):
        assert section == sorted(set(section))
