"""MUE tables of practitioners and of outpatient hospitals."""

from collections.abc import Callable

import polars as pl
import pytest

NOTICE = '"Codes are copyright 2025.\n\nCPT\xae is a trademark.",,,\n'
OFFICIAL = (
    NOTICE + '"HCPCS/\nCPT Code",{} MUE Values,MUE Adjudication Indicator,MUE Rationale\n'
    "17003,13,2 Date of Service Edit: Policy,why\n"
    "17000,1,3 Date of Service Edit: Clinical,why\n"
    "20100,2,1 Line Edit,why\n"
)
UNITS = [("17000", 1, 3), ("17003", 13, 2), ("20100", 2, 1)]
PINNED = "hcpcs_code,mue_units,mue_mai,mue_rationale,mue_service\n17000,1,3,why,{0}\n17003,13,2,why,{0}\n"
SERVICES = {"mue": "Practitioner", "mue_outpatient": "Outpatient Hospital"}


@pytest.mark.parametrize("service", ["Practitioner Services", "Outpatient Hospital Services"])
def test_units_and_the_digit_of_the_indicator_are_kept_below_a_notice_of_several_lines(
    read: Callable[..., pl.DataFrame], service: str
) -> None:
    assert UNITS == read(OFFICIAL.format(service).encode("cp1252"), "mue.csv").rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_the_encoding_an_editor_saved_in_changes_no_units(read: Callable[..., pl.DataFrame], encoding: str) -> None:
    assert UNITS == read(OFFICIAL.format("Practitioner Services").encode(encoding), "mue.csv").rows()


def test_a_workbook_holds_the_same_units(read: Callable[..., pl.DataFrame], sheet: Callable[..., bytes]) -> None:
    cells = [
        ["Codes are copyright 2025.", None, None, None],
        ["HCPCS/\nCPT Code", "Practitioner Services MUE Values", "MUE Adjudication Indicator", "MUE Rationale"],
        ["17003", 13, "2 Date of Service Edit: Policy", "why"],
        [17000, 1, "3 Date of Service Edit: Clinical", "why"],
        ["20100", 2, "1 Line Edit", "why"],
    ]
    assert UNITS == read(sheet(cells), "mue.xlsx").rows()


def test_the_table_of_suppliers_is_not_taken_for_that_of_practitioners(refused: Callable[..., list[object]]) -> None:
    told = refused(OFFICIAL.format("DME Supplier Services"))
    expected = "the heading 'Practitioner Services MUE Values'"
    assert [(5, "column 2", "'DME Supplier Services MUE Values'", expected)] == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ((",13,", ",l3,"), (6, "Practitioner Services MUE Values", "'l3'", "units, a whole number")),
        (("17003,13,2 Date", "17003,2 Date"), (6, "Practitioner Services MUE Values",
         "'2 Date of Service Edit: Policy'", "units, a whole number")),
        (("2 Date of Service Edit: Policy", "4 Date"), (6, "MUE Adjudication Indicator", "'4 Date'",
         "an adjudication indicator: 1, 2 or 3, and its words")),
        (("17003,13", "1703,13"), (6, "HCPCS/CPT Code", "'1703'", "a row")),
        (("17003,13,2 Date of Service Edit: Policy,why", "17003"), (6, "Practitioner Services MUE Values", "nothing",
         "units, a whole number")),
        (("17003,13", "20100,13"), (8, "key", "\"('20100',) with other values than in line 6\"", "each key once")),
        (("MUE Adjudication Indicator", "MAI"), (5, "column 3", "'MAI'", "the heading 'MUE Adjudication Indicator'")),
    ],
)  # fmt: skip
def test_a_damaged_limit_stops_the_file(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    good = OFFICIAL.format("Practitioner Services")
    assert change[0] in good
    assert told in refused(good.replace(*change))


def test_limits_of_hospitals_among_those_of_practitioners_stop_the_file(refused: Callable[..., list[object]]) -> None:
    mixed = PINNED.format("Practitioner") + "17004,1,2,why,Outpatient Hospital\n"
    assert [(4, "mue_service", "'Outpatient Hospital'", "'Practitioner'")] == refused(mixed)


@pytest.mark.parametrize(
    ("path", "height", "units"),
    [
        ("ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv", 15_095, [("17003", 13, 2)]),
        ("ncci/MUE_practitioner_2024Q3.csv", 14_677, [("17003", 13, 2)]),
        ("ncci/MUE_outpatient_2024Q3.csv", 14_628, [("17003", 13, 2)]),
    ],
)
def test_published_limits(
    published: Callable[[str], pl.DataFrame], path: str, height: int, units: list[tuple[str, int, int]]
) -> None:
    rows = published(path)
    assert height == rows.height
    assert units == rows.filter(code="17003").rows()
    assert {1, 2, 3} == set(rows["mai"])
