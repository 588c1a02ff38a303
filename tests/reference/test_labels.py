"""The publisher's name of a release and its days: a wrong one would price a year with another year's figures."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.model.errors import Faults
from frostline.reference.labels import ANNUAL, LETTERED, QUARTERLY, Label, label

YEARS = "2026-01-01 2026-12-31"
SPRING = "2026-04-01 2026-06-30"


def named(table: str, *files: str, stated: str = "", given: str | None = None) -> tuple[str, str]:
    found = label(table, "a file", files or ("x.csv",), stated, given)
    return found.release, f"{found.first} {found.last}"


def said(table: str, *files: str, stated: str = "", given: str | None = None) -> str:
    with pytest.raises(Faults) as raised:
        label(table, "a file", files or ("x.csv",), stated, given)
    return str(raised.value)


@pytest.mark.parametrize(
    ("table", "file", "release", "days"),
    [
        ("schedule", "PPRRVU2026_Apr_nonQPP.txt", "RVU26B", SPRING),
        ("schedule", "PPRRVU22_JAN.csv.gz", "RVU22A", "2022-01-01 2022-03-31"),
        ("schedule", "RVU24A_PPRRVU.csv", "RVU24A", "2024-01-01 2024-03-08"),
        ("schedule", "RVU24AR_PPRRVU.csv", "RVU24AR", "2024-03-09 2024-03-31"),
        ("schedule", "rvu24ar.zip", "RVU24AR", "2024-03-09 2024-03-31"),
        ("schedule", "RVU24B.zip", "RVU24B", "2024-04-01 2024-06-30"),
        ("schedule", "RVU25D.zip", "RVU25D", "2025-10-01 2025-12-31"),
        ("schedule", "RVU26-Apr.zip", "RVU26B", SPRING),
        ("gpci", "RVU24AR_GPCI.csv", "GPCI2024", "2024-01-01 2024-12-31"),
        ("gpci", "GPCI2026.csv", "GPCI2026", YEARS),
        ("gpci", "GPCI26.csv", "GPCI2026", YEARS),
        ("counties", "26LOCCO.csv", "LOCCO2026", YEARS),
        ("places", "POS_2026.csv", "POS2026", YEARS),
        ("anesthesia", "RVU24AR_ANES.csv", "ANES24AR", "2024-03-09 2024-03-31"),
        ("oppscap", "RVU23D_OPPSCAP.csv.gz", "OPPSCAP23D", "2023-10-01 2023-12-31"),
        ("payment", "PFREV26B.txt", "PFREV26B", SPRING),
        ("payment", "PFALL26A.zip", "PFREV26A", "2026-01-01 2026-03-31"),
        ("ptp", "ccipra-v321r0-f1.txt", "PTP-2026Q2", SPRING),
        ("ptp", "medicare-ncci-ccipra-v320r1-f4.xlsx", "PTP-2026Q1", "2026-01-01 2026-03-31"),
        ("ptp", "ccipra-v303r0-f1.txt", "PTP-2024Q4", "2024-10-01 2024-12-31"),
        ("ptp", "PTP_practitioner_2024Q3_pairs.csv", "PTP-2024Q3", "2024-07-01 2024-09-30"),
        ("mue", "MCR_MUE_PractitionerServices_Eff_04-01-2026.csv", "MUE-2026Q2", SPRING),
        ("mue", "MUE_10-01-2026.csv", "MUE-2026Q4", "2026-10-01 2026-12-31"),
        ("mue_outpatient", "MUE_outpatient_2024Q3.csv", "MUEOPH-2024Q3", "2024-07-01 2024-09-30"),
        ("addon", "AOC_2024-Q3.csv", "AOC-2024Q3", "2024-07-01 2024-09-30"),
        ("zip", "ZIP5_APR2026.txt", "ZIP5-2026Q2", SPRING),
        ("zip", "ZIP5_May2026.txt", "ZIP5-2026Q2", SPRING),
        ("opps", "January 2025 Web Addendum B.12.31.24.csv", "OPPS-2025Q1", "2025-01-01 2025-03-31"),
        ("opps", "January_Web_2024_Addendum_B.04.24.24.csv", "OPPS-2024Q1", "2024-01-01 2024-03-31"),
        ("asc", "ASC-2026Q2.csv", "ASC-2026Q2", SPRING),
        ("icd10", "icd10c-tabular-April-1-2026.xml.gz", "ICD10CM-2026-04", "2026-04-01 2026-09-30"),
        ("icd10", "icd10cm_order_October_2025.txt", "ICD10CM-2026", "2025-10-01 2026-03-31"),
        ("icd10", "icd10cm-2026-01.txt", "ICD10CM-2026", "2025-10-01 2026-03-31"),
    ],
)  # fmt: skip
def test_a_name_as_the_publisher_gives_it_is_a_release_with_its_days(
    table: str, file: str, release: str, days: str
) -> None:
    if table == "icd10" and "-01" in file:
        assert (release, days) == named(table, stated="January 1 2026")
    else:
        assert (release, days) == named(table, file)


@pytest.mark.parametrize(
    ("given", "table", "release"),
    [
        ("RVU26B", "schedule", "RVU26B"),
        (" rvu26b ", "schedule", "RVU26B"),
        ("RVU24AR", "schedule", "RVU24AR"),
        ("RVU26B-QP", "schedule_qp", "RVU26B"),
        ("RVU2604", "schedule", "RVU26B"),
        ("GPCI2026", "gpci", "GPCI2026"),
        ("GPCI-26", "gpci", "GPCI2026"),
        ("PTP-2026Q2", "ptp", "PTP-2026Q2"),
        ("ZIP5-2026Q2", "zip", "ZIP5-2026Q2"),
        ("ICD10CM-2026-04", "icd10", "ICD10CM-2026-04"),
        ("ICD10CM-2026", "icd10", "ICD10CM-2026"),
    ],
)
def test_what_list_shows_can_be_given_as_release(given: str, table: str, release: str) -> None:
    assert release == named(table, given=given)[0]


def test_codes_of_october_have_the_year_that_begins_then() -> None:
    assert "2025-10-01 2026-03-31" == named("icd10", given="ICD10CM-2026")[1]
    assert named("icd10", given="ICD10CM-2026") == named("icd10", "icd10cm_order_October_2025.txt")


@pytest.mark.parametrize("file", ["2026.csv", "x.csv", "MUE_marked_2026.csv", "decoded_2026.csv", "2026 decoded.csv",
                                  "summary_2026.csv", "RVU26april.csv", "MUE_13-01-2026.csv", "MUE_00-01-2026.csv",
                                  "ccipra-v328r0-f1.txt", "x-2026-77.csv", "MUE 2026 augmented.csv"])  # fmt: skip
def test_a_name_that_does_not_tell_the_quarter_is_asked_for_and_never_guessed(file: str) -> None:
    text = said("mue", file)
    assert "neither inside nor in the name; expected --release, such as MUE-2026Q2" in text
    assert "the year 2026 only" in text or "no year and quarter" in text


@pytest.mark.parametrize(
    ("table", "example"),
    [("schedule", "RVU26B"), ("payment", "PFREV26B"), ("icd10", "ICD10CM-2026-04"), ("gpci", "GPCI-2026Q2"),
     ("oppscap", "OPPSCAP-2026Q2"), ("zip", "ZIP5-2026Q2")],
)  # fmt: skip
def test_what_is_asked_for_comes_with_an_example_that_is_taken(table: str, example: str) -> None:
    assert f"such as {example}" in said(table)
    assert named(table, given=example)


@pytest.mark.parametrize("given", ["spring", "RVU", "26B", "RVU26E", "MUE-2026Q5", "ICD10CM-2026-13", "GPCI0000",
                                   "GPCI1999", "MUE-2026Q2x", "RVU٢٦B"])  # fmt: skip
def test_a_release_that_is_no_name_is_refused_with_an_example(given: str) -> None:
    assert f"--release {given}: found no name of a release; expected one like MUE-2026Q2" == said("mue", given=given)


@pytest.mark.parametrize(
    ("file", "stated", "given", "told"),
    [
        ("PPRRVU23_JAN.csv", "2022 National Physician Fee Schedule Relative Value File January Release", None,
         "found 2023-01 in the file name (PPRRVU23_JAN.csv); expected 2022-01, as it says"),
        ("PPRRVU22_APR.csv", "2022 National Physician Fee Schedule Relative Value File January Release", None,
         "found 2022-04 in the file name"),
        ("x.csv", "2022 National Physician Fee Schedule Relative Value File January Release", "RVU23A",
         "found 2023-01 in --release RVU23A; expected 2022-01, as it says"),
        ("PPRRVU2023.csv", "2022", None, "found 2023 in the file name (PPRRVU2023.csv); expected 2022, as it says"),
    ],
)  # fmt: skip
def test_a_wrong_year_or_quarter_in_the_name_is_refused(file: str, stated: str, given: str | None, told: str) -> None:
    assert told in said("schedule", file, stated=stated, given=given)


def test_the_member_of_an_archive_names_the_release_before_the_archive_does() -> None:
    assert "RVU26B" == named("schedule", "RVU26A.zip", "PPRRVU2026_Apr.txt")[0]
    assert "OPPSCAP26B" == named("oppscap", "RVU26B.zip", "OPPSCAP.csv")[0]


def test_a_year_inside_and_the_quarter_in_the_name_are_put_together() -> None:
    assert "PFREV26B" == named("payment", "PFREV26B.txt", stated="2026")[0]
    assert "RVU24AR" == named("schedule", "RVU24AR.zip", stated="2024 ... January Release")[0]


@pytest.mark.parametrize("given", ["RVU24A", "RVU24C"])
def test_what_the_user_says_stands_before_the_name_of_the_file(given: str) -> None:
    assert given == named("schedule", "RVU24AR_PPRRVU.csv", given=given)[0]


def test_a_year_that_the_user_says_is_not_outdone_by_a_quarter_of_another_year_in_the_name() -> None:
    assert "found 2026 in the file name (RVU26B.csv)" in said("schedule", "RVU26B.csv", given="RVU2025")
    assert "RVU26B" == named("schedule", "RVU26B.csv", given="RVU2026")[0]


@given(st.integers(2000, 2098), st.integers(1, 12), st.sampled_from(sorted([*ANNUAL, *LETTERED, *QUARTERLY, "icd10"])))
def test_every_month_is_in_the_days_of_its_release_and_days_follow_without_a_gap(
    year: int, month: int, table: str
) -> None:
    held = [_of(table, year + (month + step - 1) // 12, (month + step - 1) % 12 + 1) for step in range(13)]
    assert all(found.first <= found.last for found in held)
    assert all(one == other or one.last + timedelta(days=1) == other.first for one, other in pairwise(held))


def _of(table: str, year: int, month: int) -> Label:
    second = "R" if (year, month, table in LETTERED) == (2024, 3, True) else ""
    found = label(table, "a file", (f"x-{month:02d}-01-{year}.csv",), "", None)
    if second:
        return label(table, "a file", (f"rvu{year % 100}ar.csv",), "", None)
    if table in ANNUAL:
        assert date(year, 1, 1) == found.first
        assert date(year, 12, 31) == found.last
    else:
        assert found.first <= date(year, month, 1) <= found.last
    return found


def test_a_file_named_for_one_year_is_not_taken_for_another_whatever_is_given() -> None:
    told = said("schedule", "rvu_data_2025.json", given="RVU26B")
    assert "found 2025 in the file name (rvu_data_2025.json); expected 2026 as in --release RVU26B" in told
