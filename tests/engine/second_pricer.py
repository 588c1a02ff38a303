"""A second pricer in decimals, written from the rules alone; and the engine, asked the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import polars as pl

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


def obstacle(sold: Sold, where: Where, lines: int = 1) -> str | None:
    """Why a line, one of so many of the day, has no amount of its own, in the words of the engine's reasons."""
    row = row_of(sold)
    if row is None:
        return "not_held"
    known = {*COMPONENTS, *IN_FULL, "78"}
    tests = {
        "contractor": row["status"] == "C",
        "status": row["status"] not in {"A", "R", "T"},
        "alone": row["status"] == "T" and lines > 1,
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
    why: dict[int, str | None] = {number: obstacle(line, where, len(sold)) for number, line in enumerate(sold)}
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
