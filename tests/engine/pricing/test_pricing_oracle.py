# ruff: noqa: SIM300 - the expected value comes first (design/style.md)
"""Amounts against a second pricer, written here in decimals from the rules alone, and against CMS's payment files."""

import csv
import io
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.frame import LINES, TERMS
from frostline.knowledge.book import book
from frostline.reference.store import Builtin, frame

DAY = date(2026, 5, 4)
SCHEDULE, INDICES = "RVU26B", "GPCI2026"
FACTOR, FACTOR_QP, FLOOR = Decimal("33.4009"), Decimal("33.5675"), Decimal("1.000")
PERCENTS = [Decimal(percent) for percent in ("1.00", "0.50", "0.50", "0.50", "0.50")]
CENT = Decimal("0.01")
COMPONENTS = ("26", "TC", "53")
IN_FULL = ("25", "57", "58", "59", "76", "79", "XS", "LT", "51")
UNBUILT = ("50", "52", "80", "62", "ZZ", "11")
EXCLUDED = ("GY", "GZ")
CMS = Path(__file__).resolve().parents[4] / "shared" / "data" / "cms"
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sold:
    """A line to be priced."""

    code: str
    modifiers: tuple[str, ...] = ()
    units: int | None = 1
    charge: int | None = None


@dataclass(frozen=True, slots=True)
class Where:
    """Where and for whom a claim is priced."""

    facility: bool | None = False
    spot: tuple[str, str] | None = ("02402", "02")
    national: bool = False
    qp: bool | None = False


SEATTLE = Where()
Claim = tuple[Where, list[Sold]]


# The second pricer: Decimal, one line at a time, nothing from the engine


@cache
def schedule() -> dict[tuple[str, str], Row]:
    """The relative value file by code and component."""
    return {(row["code"], row["modifier"]): row for row in frame("schedule", SCHEDULE).iter_rows(named=True)}


@cache
def spots() -> dict[tuple[str, str], Row]:
    """The index file by MAC and locality."""
    return {(row["mac"], row["locality"]): row for row in frame("gpci", INDICES).iter_rows(named=True)}


def cents(amount: Decimal) -> Decimal:
    """Half up to the cent."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def indices(where: Where) -> tuple[Decimal, Decimal, Decimal]:
    """Work with the floor, practice expense, malpractice."""
    if where.national:
        return (Decimal(1), Decimal(1), Decimal(1))
    row = spots()[where.spot or ("", "")]
    work, expense, malpractice = (Decimal(row[name]) / 1000 for name in ("work", "pe", "mp"))
    return (max(work, FLOOR), expense, malpractice)


def row_of(sold: Sold) -> Row | None:
    component = next((held for held in sold.modifiers if held in COMPONENTS), "")
    return schedule().get((sold.code, component))


def obstacle(sold: Sold, where: Where) -> str | None:
    """Why a line alone has no amount, in the words of the engine's reasons."""
    row = row_of(sold)
    if row is None:
        return "not_held"
    known = {*COMPONENTS, *IN_FULL, "78"}
    tests = {
        "contractor": row["status"] == "C",
        "status": row["status"] not in {"A", "R", "T"},
        "no_units": sold.units is None,
        "excluded": bool({*EXCLUDED} & {*sold.modifiers}),
        "modifier": bool({*sold.modifiers} - known),
        "no_place": where.facility is None,
        "not_done_there": row["na_facility" if where.facility else "na_nonfacility"],
        "no_locality": where.spot is None and not where.national,
        "no_factor": where.qp is None,
    }
    return next((why for why, holds in tests.items() if holds), None)


def unit_amount(sold: Sold, where: Where) -> Decimal:
    """One unit: the published amount, or with 78 its intra-operative share."""
    row = row_of(sold)
    assert row is not None
    expense = row["pe_facility" if where.facility else "pe_nonfacility"]
    values = (Decimal(value) / 100 for value in (row["work"], expense, row["mp"]))
    factor = FACTOR_QP if where.qp else FACTOR
    published = cents(sum((v * i for v, i in zip(values, indices(where), strict=True)), Decimal(0)) * factor)
    return cents(published * row["intra"] / 100) if "78" in sold.modifiers and row["intra"] else published


def second_opinion(claim: Claim) -> list[tuple[Decimal | None, str | None]]:
    """The allowed amount of each line, or why there is none."""
    where, sold = claim
    why: dict[int, str | None] = {number: obstacle(line, where) for number, line in enumerate(sold)}
    ranked = [n for n, line in enumerate(sold) if (row := row_of(line)) and row["multiple"] == "2"]
    if any(why[n] not in {None, "excluded"} for n in ranked):  # its rank is not known, so nobody else's is
        why |= {n: why[n] or "rank" for n in ranked}
    units = {n: unit_amount(line, where) for n, line in enumerate(sold) if why[n] is None}
    queue = [(-units[n], sold[n].code, n) for n in ranked if n in units for _ in range(sold[n].units or 0)]
    taken: dict[int, list[Decimal]] = defaultdict(list)
    for rank, (amount, _, n) in enumerate(sorted(queue)):
        if rank >= len(PERCENTS):
            why[n] = "by_report"
        else:
            taken[n].append(cents(-amount * PERCENTS[rank]))
    return [(_amount(line, taken.get(n), units.get(n)) if not why[n] else None, why[n]) for n, line in enumerate(sold)]


def _amount(sold: Sold, ranked: list[Decimal] | None, unit: Decimal | None) -> Decimal:
    """Ranked units added up, or unit times units; the charge where it is lower."""
    amount = sum(ranked, Decimal(0)) if ranked else (unit or Decimal(0)) * (sold.units or 0)
    return amount if sold.charge is None else min(amount, Decimal(sold.charge) / 100)


# The engine


def terms() -> pl.LazyFrame:
    """The terms of the day, by hand."""
    row = (DAY, SCHEDULE, INDICES, "confirmed", 334009, 335675, 1000, [100, 50, 50, 50, 50])
    return pl.LazyFrame([row], schema=TERMS, orient="row")


def rows_of(claims: Iterable[Claim]) -> list[tuple[object, ...]]:
    """Every line of every claim, in their order."""
    return [
        (f"{number:05d}", line, "p", DAY, *_line(sold), where.facility, *_spot(where), where.qp, sold.charge)
        for number, (where, held) in enumerate(claims)
        for line, sold in enumerate(held, start=1)
    ]


def frame_of(rows: list[tuple[object, ...]]) -> pl.LazyFrame:
    """Lines as the engine takes them."""
    return pl.LazyFrame(rows, schema=LINES, orient="row")


def priced(claims: Iterable[Claim]) -> pl.DataFrame:
    """All claims in one frame; one row a line."""
    rows = rows_of(claims)
    tables = Builtin().narrowed({str(row[4]) for row in rows}, (), (DAY,))
    return allowed(frame_of(rows), tables, terms(), book().modifiers).collect()


def _line(sold: Sold) -> tuple[object, ...]:
    return (sold.code, list(sold.modifiers), sold.units)


def _spot(where: Where) -> tuple[object, ...]:
    return (*(where.spot or (None, None)), where.national)


def engine(claims: Iterable[Claim]) -> list[tuple[Decimal | None, str | None]]:
    """What the engine says, as the second pricer says it."""
    rows = priced(claims).select("allowed", "why_not").rows()
    return [(None if amount is None else Decimal(amount) / 100, why) for amount, why in rows]


def expected(claims: Iterable[Claim]) -> list[tuple[Decimal | None, str | None]]:
    return [line for claim in claims for line in second_opinion(claim)]


# By property

FIELD = [
    "17000", "17003", "17004", "17106", "17107", "17108", "17110", "17111", "17260", "17263", "17282", "17286",
    "17340", "11102", "11103", "11200", "11201", "11300", "99203", "99213", "96567", "96573", "54056", "55873",
    "50593", "32994", "47383", "20983", "19105",
]  # fmt: skip
RANKED_OR_NOT = {"0", "2", "9"}  # the other indicators have rules of their own, tested by themselves


@cache
def any_code() -> list[str]:
    """Every code of the built-in schedule whose indicator this pricer knows."""
    return sorted({code for (code, _), row in schedule().items() if row["multiple"] in RANKED_OR_NOT})


modifiers = st.lists(
    st.sampled_from([*IN_FULL, "78", "26"]) | st.sampled_from([*IN_FULL, *UNBUILT, *EXCLUDED, "TC", "53"]),
    max_size=2,
    unique=True,
).filter(lambda held: len({*held} & {*COMPONENTS}) <= 1)
sold = st.builds(
    Sold,
    code=st.sampled_from(FIELD) | st.sampled_from(any_code()),
    modifiers=st.just(()) | modifiers.map(tuple),
    units=st.integers(1, 4) | st.none(),
    charge=st.none() | st.integers(0, 100_000),
)
wheres = st.builds(
    Where,
    facility=st.sampled_from([False, True, False, True, None]),
    spot=st.sampled_from(sorted(spots())) | st.none(),
    national=st.booleans(),
    qp=st.sampled_from([False, True, False, True, None]),
).map(lambda where: replace(where, spot=None) if where.national else where)
clean = st.builds(
    Sold,
    code=st.sampled_from(["17000", "17003", "17110", "17263", "17282", "11102", "11200", "17340"]),
    units=st.integers(1, 3),
    charge=st.none() | st.integers(0, 30_000),
)
known = st.builds(Where, facility=st.booleans(), spot=st.sampled_from(sorted(spots())), qp=st.booleans())
slowly = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(st.lists(st.tuples(wheres, st.lists(sold, min_size=1, max_size=5)), min_size=1, max_size=6))
def test_every_line_has_the_amount_and_the_reason_of_a_pricer_in_decimals(claims: list[Claim]) -> None:
    assert expected(claims) == engine(claims)


@slowly
@given(st.lists(st.tuples(known, st.lists(clean, min_size=1, max_size=6)), min_size=1, max_size=6))
def test_ranks_percentages_and_charges_are_those_of_a_pricer_in_decimals(claims: list[Claim]) -> None:
    assert expected(claims) == engine(claims)


@slowly
@given(known, st.lists(clean, min_size=1, max_size=3), st.integers(1, 3))
def test_a_line_of_n_units_is_paid_as_n_lines_of_one(where: Where, held: list[Sold], units: int) -> None:
    together = [replace(line, units=units, charge=None) for line in held[:1]]
    single = [replace(line, units=1, charge=None) for line in held[:1] for _ in range(units)]
    assert sum(a or 0 for a, _ in engine([(where, single)])) == sum(a or 0 for a, _ in engine([(where, together)]))


@slowly
@given(
    known, st.lists(clean.map(lambda line: replace(line, units=1, charge=None)), min_size=2, max_size=5), st.randoms()
)
def test_the_order_of_lines_changes_no_total(where: Where, held: list[Sold], random: Random) -> None:
    shuffled = random.sample(held, len(held))
    assert sum(a or 0 for a, _ in engine([(where, held)])) == sum(a or 0 for a, _ in engine([(where, shuffled)]))


def test_every_code_of_the_schedule_in_both_settings_and_factors_and_nationally() -> None:
    wide = [Where(facility=facility, qp=qp) for facility in (False, True) for qp in (False, True)]
    claims = [
        (where, [Sold(code, (component,) if component else ())])
        for where in [*wide, Where(spot=None, national=True), Where(spot=("10112", "00"))]
        for code, component in schedule()
    ]
    assert 40_000 < len(claims)
    assert expected(claims) == engine(claims)


def test_every_locality_and_both_factors_for_the_codes_of_the_field() -> None:
    claims = [
        (Where(facility=facility, spot=spot, qp=qp), [Sold(code)])
        for spot in spots()
        for facility in (False, True)
        for qp in (False, True)
        for code in FIELD
    ]
    assert 109 * 4 * len(FIELD) == len(claims)
    assert expected(claims) == engine(claims)


# By the publisher's own payment files

needs_files = pytest.mark.skipif(
    not CMS.is_dir(), reason="the official files are not here: no folder shared/data/cms beside the checkout"
)


def payment_file(name: str) -> list[tuple[str, str, str, str, str]]:
    """MAC, locality, code, non-facility and facility amount (layout: pfs_2026/PF26PB.pdf); trailers left out."""
    with zipfile.ZipFile(CMS / "pfs_2026" / name) as packed:
        text = packed.read("PFREV26B.txt").decode("ascii")
    records = [record for record in csv.reader(io.StringIO(text)) if record[0] == "2026"]
    return [(r[1], r[2], r[3], r[5], r[6]) for r in records if r[4].strip() == ""]


@needs_files
@pytest.mark.parametrize(("name", "qp"), [("PFREV26B_nonQP.zip", False), ("PFREV26B_QP.zip", True)])
def test_every_amount_of_cms_payment_files_for_the_codes_held_is_reproduced_to_the_cent(
    name: str,
    qp: bool,  # noqa: FBT001 - one of two files
) -> None:
    held = [record for record in payment_file(name) if (record[2], "") in schedule()]
    asked = [
        (Where(facility=facility, spot=(mac, locality), qp=qp), [Sold(code)], Decimal(amounts[facility]))
        for mac, locality, code, *amounts in held
        for facility in (False, True)
    ]
    claims = [(where, lines) for where, lines, _ in asked]
    here = [obstacle(lines[0], where) is None for where, lines in claims]
    found = priced_though_na(claims)
    compared = [(amount, own) for (_, _, amount), own in zip(asked, found, strict=True)]
    assert 2 * 109 * len({code for _, _, code, _, _ in held}) == len(compared)
    assert 3_000 < len(compared), "15 codes of the payment file in 109 localities and both settings"
    assert [amount for amount, _ in compared] == [own for _, own in compared]
    assert [amount if done else None for (amount, _), done in zip(compared, here, strict=True)] == [
        amount for amount, _ in engine(claims)
    ]


def priced_though_na(claims: list[Claim]) -> list[Decimal]:
    """Amounts with the NA marks ignored: CMS publishes one for each setting, done there or not."""
    rows = rows_of(claims)
    tables = Builtin().narrowed({str(row[4]) for row in rows}, (), (DAY,))
    everywhere = tables.schedule.with_columns(na_nonfacility=pl.lit(value=False), na_facility=pl.lit(value=False))
    found = allowed(frame_of(rows), replace(tables, schedule=everywhere), terms(), book().modifiers).collect()
    return [Decimal(amount) / 100 for amount in found["allowed"]]
