"""The imaging cap, and files of third parties that state neither status nor indicators."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl
import pytest
from tests.engine.second_pricer import SEATTLE, Sold, Where, cites, frame_of, rows_of, tables_of, terms

from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.explaining import price
from frostline.knowledge.book import book

NATIONAL = Where(spot=None, national=True)
STATED = [
    "status",
    "global_days",
    "pre",
    "intra",
    "post",
    "multiple",
    "bilateral",
    "assistant",
    "cosurgeon",
    "team",
    "pctc",
]
CAPS = {
    "code": pl.String, "modifier": pl.String, "mac": pl.String, "locality": pl.String, "facility": pl.Int64,
    "nonfacility": pl.Int64, "release": pl.String,
}  # fmt: skip
ULTRASOUND = "76856"  # 124.45 in an office in Seattle


def capped(
    sold: Sold, where: Where, *caps: tuple[str, str, str, str, int, int], held: str | None = "CAPS"
) -> Mapping[str, object]:
    """One line priced beside a table of caps by hand."""
    rows = rows_of([(where, [sold])])
    table = pl.LazyFrame([(*cap, "CAPS") for cap in caps], schema=CAPS, orient="row")
    found = allowed(frame_of(rows), replace(tables_of(rows), oppscap=table), terms(held), book().modifiers).collect()
    return found.row(0, named=True)


def office(cents: int, code: str = ULTRASOUND, modifier: str = "") -> tuple[str, str, str, str, int, int]:
    """A cap of so many cents in an office in Seattle; of one cent in a facility."""
    return (code, modifier, "02402", "02", 1, cents)


def texts(row: Mapping[str, object]) -> list[str]:
    return [f"{step.value}: {step.because}" for step in price(row, cites()).step.steps[1:]]


def test_imaging_is_not_paid_more_than_the_hospital_schedule_allows() -> None:
    row = capped(Sold(ULTRASOUND), SEATTLE, office(10_000))
    assert (12_445, 10_000) == (row["published"], row["allowed"])
    assert ["$100.00: imaging cap, lower than the schedule's $124.45; CAPS"] == texts(row)


def test_a_capped_amount_has_the_limiting_charge_of_the_cap() -> None:
    assert 10_925 == capped(Sold(ULTRASOUND), SEATTLE, office(10_000))["limiting"]
    assert 13_596 == capped(Sold(ULTRASOUND), SEATTLE, office(20_000))["limiting"]


def test_a_cap_above_the_schedule_changes_nothing() -> None:
    row = capped(Sold(ULTRASOUND), SEATTLE, office(20_000))
    assert (12_445, []) == (row["allowed"], texts(row))


@pytest.mark.parametrize(
    "cap",
    [
        office(1, modifier="TC"),
        office(1, modifier="26"),
        office(1, code="76857"),
        (ULTRASOUND, "", "02402", "99", 1, 1),
        (ULTRASOUND, "", "10112", "02", 1, 1),
    ],
)
def test_the_cap_of_another_component_code_or_locality_is_not_used(cap: tuple[str, str, str, str, int, int]) -> None:
    row = capped(Sold(ULTRASOUND), SEATTLE, cap)
    assert 12_445 == row["allowed"]


def made(sold: Sold, where: Where, pe_opps: int, mp_opps: int) -> Mapping[str, object]:
    """One line priced without a table of caps, by a schedule with these OPPS columns."""
    rows = rows_of([(where, [sold])])
    tables = tables_of(rows)
    columns = {"pe_nonfacility_opps": pe_opps, "pe_facility_opps": pe_opps, "mp_opps": mp_opps}
    other = tables.schedule.with_columns(pl.lit(value, pl.Int32).alias(name) for name, value in columns.items())
    found = allowed(frame_of(rows), replace(tables, schedule=other), terms(), book().modifiers).collect()
    return found.row(0, named=True)


def test_without_a_table_the_cap_is_the_product_with_the_opps_columns_that_the_table_is_made_of() -> None:
    row = made(Sold(ULTRASOUND), SEATTLE, pe_opps=100, mp_opps=2)
    units = 67 * 1_050 + 100 * 1_227 + 2 * 817
    assert (units * 334_009 * 2 + 10_000_000) // 20_000_000 == row["allowed"]
    assert f"imaging cap, lower than the schedule's $124.45; {row['schedule']}" in texts(row)[0]


def test_national_imaging_is_capped_by_the_product_too() -> None:
    row = made(Sold(ULTRASOUND), NATIONAL, pe_opps=100, mp_opps=2)
    assert ((67 + 100 + 2) * 334_009 * 2 + 10_000) // 20_000 == row["allowed"]


def test_opps_columns_above_the_schedule_lower_nothing() -> None:
    assert 12_445 == made(Sold(ULTRASOUND), SEATTLE, pe_opps=9_999, mp_opps=9)["allowed"]


def test_codes_without_opps_columns_have_no_cap() -> None:
    assert made(Sold(ULTRASOUND), SEATTLE, pe_opps=0, mp_opps=0)["cap"] is None


def test_the_cap_comes_before_every_other_adjustment() -> None:
    row = capped(Sold(ULTRASOUND), replace(SEATTLE, participating=False), office(10_001))
    assert 9_501 == row["allowed"]
    assert "limiting charge of one unit: 109.25 % of the imaging cap, before any other adjustment" in texts(row)[-1]


# Third-party files


def third_party(*sold: Sold, where: Where = SEATTLE) -> list[Mapping[str, object]]:
    """Lines priced by a file that states relative values alone."""
    rows = rows_of([(where, list(sold))])
    tables = tables_of(rows)
    bare = tables.schedule.with_columns(pl.lit(None).cast(kind).alias(name) for name, kind in _kinds(tables.schedule))
    found = allowed(frame_of(rows), replace(tables, schedule=bare), terms(), book().modifiers).collect()
    return list(found.iter_rows(named=True))


def _kinds(schedule: pl.LazyFrame) -> list[tuple[str, pl.DataType]]:
    return [(name, kind) for name, kind in schedule.collect_schema().items() if name in STATED]


def test_a_file_without_statuses_prices_a_line_that_nothing_could_change() -> None:
    row = third_party(Sold("17000"))[0]
    assert 7_725 == row["allowed"]
    assert "the third-party file states neither status, indicators nor imaging caps" in texts(row)[0]


@pytest.mark.parametrize(
    "sold",
    [
        [Sold("17000", units=2)],
        [Sold("17000"), Sold("17110")],
        *(
            [Sold("17000", (modifier,))]
            for modifier in ("50", "54", "55", "56", "78", "62", "66", "80", "AS", "22", "52")
        ),
    ],
)
def test_what_unstated_indicators_could_change_is_not_priced(sold: list[Sold]) -> None:
    assert ["unstated"] * len(sold) == [row["why_not"] for row in third_party(*sold)]


@pytest.mark.parametrize("role", ["assistant", "co-surgeon"])
def test_a_role_that_needs_an_indicator_is_not_priced_without_one(role: str) -> None:
    assert ["unstated"] == [row["why_not"] for row in third_party(Sold("17000"), where=replace(SEATTLE, role=role))]


def test_an_unstated_line_leaves_the_ranks_of_the_others_unknown() -> None:
    rows = rows_of([(SEATTLE, [Sold("17000"), Sold("17110")])])
    tables = tables_of(rows)
    bare = pl.col("code").eq("17110")
    mixed = tables.schedule.with_columns(pl.when(~bare).then(name).alias(name) for name in STATED)
    found = allowed(frame_of(rows), replace(tables, schedule=mixed), terms(), book().modifiers).collect()
    assert ["rank", "unstated"] == found["why_not"].to_list()
