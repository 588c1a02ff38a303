"""OPPS Addendum B, and places of service."""

from collections.abc import Callable

import polars as pl
import pytest

HEADING = (
    "HCPCS Code,Short Descriptor, SI,APC ,Relative Weight,Payment Rate,National Unadjusted Copayment,"
    "Minimum Unadjusted Copayment,IRA Coinsurance percentage ,Adjusted Beneficiary Copayment,"
    "Drug and Device Pass-Through Expiration during Calendar Year,Note,* Indicates a Change \n"
)
ADDENDUM = (
    "Addendum B.-Final OPPS Payment by HCPCS Code for CY 2025,,,,,,,,,,,,\n"
    + HEADING
    + "10060,what,T,5052,4.4567, 397.18 ,.,$79.44,,,,,\n"
    + '55873,what,J1 ,5376,100.5,"$9,247.12",$0.00,"$1,849.43",,,,,\n'
    + "0001F,what,E1,,, ,,,,,,,\n"
    + "G0018 ,what,K,9001,,66.6954,13,13.34,19.99%,13.33,,,*\n"
)
ROWS = [
    ("0001F", "E1", "", None, None, None, None),
    ("10060", "T", "5052", 44_567, 39_718, None, 7_944),
    ("55873", "J1", "5376", 1_005_000, 924_712, 0, 184_943),
    ("G0018", "K", "9001", None, 6_670, 1_300, 1_334),
]
DOLLARS = "dollars, with commas or without, or nothing"
PLACES = "pos_code,pos_type,pos_name,pos_description\n02,Facility,Télé,x\n11,Non-Facility,Office,x\n90,Unassigned,-,x\n"
SETTINGS = [("02", "Télé", "facility"), ("11", "Office", "nonfacility"), ("90", "-", "")]


def test_a_code_without_a_rate_has_none_and_not_zero(read: Callable[..., pl.DataFrame]) -> None:
    assert ROWS == read(ADDENDUM, "addendum.csv").rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_an_editor_saved_in_changes_no_rate(read: Callable[..., pl.DataFrame], encoding: str) -> None:
    assert ROWS == read(ADDENDUM.replace("what", "M\xe9ni\xe8re").encode(encoding), "addendum.csv").rows()
    assert SETTINGS == read(PLACES.encode(encoding), "places.csv").rows()


def test_a_workbook_whose_figures_are_floats_holds_the_same_rates(
    read: Callable[..., pl.DataFrame], sheet: Callable[..., bytes]
) -> None:
    names = [name.strip() for name in HEADING.split(",")]
    cells = [
        names,
        [10060, "what", "T", 5052, 4.4567, 397.18, ".", 79.44000000000001],
        [55873, "what", "J1", 5376, 100.5, 9247.12, 0, 1849.43],
        ["0001F", "what", "E1"],
        ["G0018", "what", "K", 9001, None, 66.6954, 13, 13.34],
    ]
    assert ROWS == read(sheet(cells), "addendum.xlsx").rows()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((" 397.18 ", "397.l8"), (3, "Payment Rate", "'397.l8'", DOLLARS)),
        ((" 397.18 ", '"39,7.18"'), (3, "Payment Rate", "'39,7.18'", DOLLARS)),
        (("5052,4.4567", "4.4567,5052"), (3, "APC", "'4.4567'", "a payment group (APC) of four digits, or nothing")),
        (("10060,what,T", "10060,what"), (3, "SI", "'5052'", "a status indicator such as T or Q1")),
        (("10060,what", "1006,what"), (3, "HCPCS Code", "'1006'", "a row")),
        (("10060,what", "55873,what"), (4, "key", "\"('55873',) with other values than in line 3\"", "each key once")),
        (("APC ,", "Group,"), (2, "column 4", "'Group'", "the heading 'APC'")),
    ],
)
def test_a_damaged_rate_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in ADDENDUM
    assert told in refused(ADDENDUM.replace(*change))


def test_a_download_that_broke_off_before_the_rate_is_refused(refused: Callable[..., list[object]]) -> None:
    cut = ADDENDUM[: ADDENDUM.index(",66.6954")]
    found = "'G0018 ,what,K,9001,', and there the file ends"
    assert [(6, "", found, "13 cells and the end of the line")] == refused(cut)


@pytest.mark.parametrize(
    ("path", "height"),
    [("opps/OPPS_AddendumB_2024_Jan.csv.gz", 18_109), ("opps/OPPS_AddendumB_2025_Jan.csv.gz", 18_562)],
)
def test_the_addenda_of_january(published: Callable[[str], pl.DataFrame], path: str, height: int) -> None:
    held = published(path)
    assert height == held.height
    some = held.filter(pl.col("code").is_in(["17340", "55873"]))
    assert [("17340", "5733"), ("55873", "5376")] == some.select("code", "apc").rows()
    assert 0 == held.filter(pl.col("rate").is_null() != pl.col("least_copayment").is_null()).height


def test_the_setting_of_a_place_decides_the_rate_it_is_paid_by(published: Callable[[str], pl.DataFrame]) -> None:
    held = published("codesets/POS_2024.csv")
    assert 99 == held.height
    assert {"": 47, "facility": 18, "nonfacility": 34} == dict(held.group_by("setting").len().iter_rows())
    some = held.filter(pl.col("code").is_in(["11", "22"]))
    assert [("11", "Office", "nonfacility"), ("22", "On Campus-Outpatient Hospital", "facility")] == some.rows()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("Non-Facility", "Office"), (3, "pos_type", "'Office'", "Facility, Non-Facility, Unassigned")),
        (("11,Non-Facility", "1,Non-Facility"), (3, "pos_code", "'1'", "a row")),
        (("11,Non-Facility,Office,x", "11,Non-Facility"), (3, "pos_name", "nothing",
         "a name of at most 100 characters")),
        (("pos_type", "type"), (1, "column 2", "'type'", "the heading 'pos_type'")),
        (("11,Non", "02,Non"), (3, "key", "\"('02',) with other values than in line 2\"", "each key once")),
    ],
)  # fmt: skip
def test_a_damaged_place_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert told in refused(PLACES.replace(*change), "places.csv")
