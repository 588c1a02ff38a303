"""A second pricer in decimals, written from the rules alone; and the engine, asked the same."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import Any

import polars as pl

from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.frame import LINES, TERMS
from frostline.knowledge.book import book
from frostline.model.tables import Tables
from frostline.reference.releases import BUILTIN, builtin
from frostline.reference.store import Held, frame

DAY = date(2026, 5, 4)
SCHEDULE, INDICES = "RVU26B", "GPCI2026"
FACTOR, FACTOR_QP, FLOOR = Decimal("33.4009"), Decimal("33.5675"), Decimal("1.000")
PERCENTS = [Decimal(percent) for percent in ("1.00", "0.50", "0.50", "0.50", "0.50")]
CENT = Decimal("0.01")
COMPONENTS = ("26", "53", "TC")
IN_FULL = ("25", "57", "58", "59", "76", "79", "XS", "LT", "RT", "51")
PACKAGE = ("54", "55", "56", "78")
HELPERS = ("62", "66", "80", "81", "82", "AS")
RULED = ("50", "22", "52", *PACKAGE, *HELPERS)
UNBUILT = ("ZZ", "11", "95", "93", "GT", "GQ", "47")
EXCLUDED = ("GY", "GZ")
ROLES = ("surgeon", "assistant", "co-surgeon", "practitioner")
NEVER_PAYABLE = {"B", "D", "E", "F", "G", "H", "I", "M", "N", "P", "X"}
NO_RANK = {"excluded", "alone", "status", "barred", "no_code"}
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
    """Where, for whom and by whom a claim is priced."""

    facility: bool | None = False
    spot: tuple[str, str] | None = ("02402", "02")
    national: bool = False
    qp: bool | None = False
    role: str | None = None
    participating: bool | None = None
    place: str | None = None


SEATTLE = Where()
Claim = tuple[Where, list[Sold]]
Verdict = tuple[Decimal | None, str | None]


# The second pricer: Decimal, one line at a time, nothing from the engine


def release_frame(table: str, name: str) -> pl.DataFrame:
    """One built-in release by its name."""
    return frame(next(held for held in builtin() if (held.table, held.release) == (table, name)))


@cache
def schedule() -> dict[tuple[str, str], Row]:
    """The relative value file by code and component."""
    return {(row["code"], row["modifier"]): row for row in release_frame("schedule", SCHEDULE).iter_rows(named=True)}


@cache
def spots() -> dict[tuple[str, str], Row]:
    """The index file by MAC and locality."""
    return {(row["mac"], row["locality"]): row for row in release_frame("gpci", INDICES).iter_rows(named=True)}


@cache
def read_for() -> frozenset[str]:
    """Codes for which the built-in schedule was read, so that no row means none published."""
    asked = pl.read_parquet(BUILTIN / "asked" / "asked.parquet")
    return frozenset(asked.filter("schedule")["code"])


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


def component(sold: Sold) -> str:
    return next((held for held in COMPONENTS if held in sold.modifiers), "")


def row_of(sold: Sold) -> Row | None:
    return schedule().get((sold.code, component(sold)))


def obstacle(sold: Sold, where: Where, beside: Iterable[Sold] = ()) -> str | None:
    """Why a line, one of those beside it, has no amount of its own, in the words of the engine's reasons."""
    row = row_of(sold)
    if row is None:
        return _no_row(sold)
    return next((why for why, holds in _tests(sold, where, row, list(beside) or [sold]) if holds), None)


def _no_row(sold: Sold) -> str:
    if (sold.code, "") not in schedule():
        return "no_code" if sold.code in read_for() else "not_held"
    return "stopped" if component(sold) == "53" else "no_component"


def _tests(sold: Sold, where: Where, row: Row, beside: list[Sold]) -> Iterator[tuple[str, bool]]:
    """Every reason with whether it holds, the first one first."""
    has = set(sold.modifiers)
    yield "contractor", row["status"] == "C"
    yield "status", row["status"] not in {"A", "R", "T"}
    yield "no_values", not (row["work"] + row["pe_facility"] + row["pe_nonfacility"] + row["mp"])
    yield "alone", row["status"] == "T" and sum(_payable(line) for line in beside) > _payable(sold)
    yield "no_units", sold.units is None
    yield "excluded", bool(has & {*EXCLUDED})
    yield "modifier", bool(has - {*COMPONENTS, *IN_FULL, *RULED, *EXCLUDED})
    yield "components", len(has & {*COMPONENTS}) > 1
    yield from _package(has, row)
    yield from _sides(sold, row, beside)
    yield from _helpers(has, row, where.role)
    yield "telehealth", where.place in {"02", "10"}
    yield "no_place", where.facility is None
    yield "not_done_there", row["na_facility" if where.facility else "na_nonfacility"]
    yield "no_locality", where.spot is None and not where.national
    yield "no_factor", where.qp is None


def _payable(sold: Sold) -> int:
    row = row_of(sold)
    return int(not {*EXCLUDED} & {*sold.modifiers} and (row is None or row["status"] not in NEVER_PAYABLE))


def _package(has: set[str], row: Row) -> Iterator[tuple[str, bool]]:
    yield "increased", "22" in has
    yield "reduced", "52" in has
    yield "several_parts", len(has & {*PACKAGE}) > 1
    yield "no_package", bool(has & {"54", "55", "56"}) and row["global_days"] not in {"010", "090"}
    yield "preoperative", "56" in has


def _sides(sold: Sold, row: Row, beside: list[Sold]) -> Iterator[tuple[str, bool]]:
    both, side = "50" in sold.modifiers, {*sold.modifiers} & {"RT", "LT"}
    sides = {held for line in beside if line.code == sold.code for held in line.modifiers} & {"RT", "LT"}
    yield "not_bilateral", both and row["bilateral"] not in {"0", "1", "2", "3"}
    yield "two_sides", bool(row["bilateral"] in {"0", "1", "2"} and side and (both or len(sides) == 2))
    yield "both_units", both and sold.units != 1


def _helpers(has: set[str], row: Row, role: str | None) -> Iterator[tuple[str, bool]]:
    two = "62" in has or role == "co-surgeon"
    assists = has & {"80", "81", "82", "AS"}
    yield "several_surgeons", two + len(has & {"66", "80", "81", "82", "AS"}) > 1
    yield "unsaid_assistant", role == "assistant" and not assists
    yield "physicians_modifier", role == "practitioner" and bool(assists - {"AS"})
    yield "physicians_part", role == "practitioner" and (two or "66" in has)
    yield "no_team", "66" in has and row["team"] not in {"1", "2"}
    yield "team", "66" in has
    yield "no_cosurgeon", two and row["cosurgeon"] not in {"1", "2"}
    yield "barred", bool(assists) and row["assistant"] == "1"
    yield "no_assistant", bool(assists) and row["assistant"] not in {"0", "2"}


def published(row: Row, where: Where) -> Decimal:
    """Work, practice expense and malpractice times the indices, times the factor, in cents once."""
    return cents(exact(row, where))


def capped(row: Row, where: Where) -> Decimal:
    """The lower of the published amount and, for imaging, the same product with the OPPS columns."""
    subject = max(row["pe_nonfacility_opps"], row["pe_facility_opps"], row["mp_opps"]) > 0
    return min(published(row, where), cents(exact(row, where, "_opps"))) if subject else published(row, where)


def exact(row: Row, where: Where, opps: str = "") -> Decimal:
    """The product, nothing rounded."""
    expense = row[("pe_facility" if where.facility else "pe_nonfacility") + opps]
    values = (Decimal(value) / 100 for value in (row["work"], expense, row["mp" + opps]))
    factor = FACTOR_QP if where.qp else FACTOR
    return sum((v * i for v, i in zip(values, indices(where), strict=True)), Decimal(0)) * factor


def unit_amount(sold: Sold, where: Where) -> Decimal:
    """One unit before ranks: capped, then its part of the package, then both sides."""
    row = row_of(sold)
    assert row is not None
    amount = cents(capped(row, where) * _part(sold, row) / 100)
    if "50" not in sold.modifiers:
        return amount
    return cents(amount * {"1": Decimal("1.5"), "3": Decimal(2)}.get(row["bilateral"], Decimal(1)))


def _part(sold: Sold, row: Row) -> int:
    """The percentage of the package that the line is paid."""
    parts = {"54": row["pre"] + row["intra"], "55": row["post"], "78": row["intra"] or 100}
    return next((int(parts[held]) for held in sold.modifiers if held in parts), 100)


def provided(sold: Sold, where: Where) -> list[Decimal]:
    """Shares of the second surgeon or the assistant, of another practitioner, of one who does not participate."""
    has = set(sold.modifiers)
    shares = []
    if "62" in has or where.role == "co-surgeon":
        shares.append(Decimal("0.625"))
    if has & {"80", "81", "82"}:
        shares.append(Decimal("0.16"))
    if "AS" in has:
        shares.append(Decimal("0.136"))
    elif where.role == "practitioner":
        shares.append(Decimal("0.85"))
    return [*shares, *([Decimal("0.95")] if where.participating is False else [])]


@dataclass
class Day:
    """The lines of a claim while they are priced: amounts of single units, and why there are none."""

    where: Where
    sold: list[Sold]
    why: dict[int, str | None]
    rows: dict[int, Row]
    amounts: dict[int, Decimal]

    def indicator(self, number: int) -> str:
        return str(self.rows[number]["multiple"]) if number in self.rows else ""

    def members(self) -> dict[str, list[int]]:
        """Endoscopies that have an amount, by the code of their base."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, row in self.rows.items():
            if row["multiple"] == "3" and self.why[number] is None:
                found[row["endoscopic_base"]].append(number)
        return found

    def units(self, number: int) -> int:
        return self.sold[number].units or 0


def second_opinion(claim: Claim) -> list[Verdict]:
    """The allowed amount of each line, or why there is none."""
    where, sold = claim
    why = {number: obstacle(line, where, sold) for number, line in enumerate(sold)}
    rows = {number: row for number, line in enumerate(sold) if (row := row_of(line))}
    amounts = {n: unit_amount(line, where) for n, line in enumerate(sold) if why[n] is None}
    day = Day(where, sold, why, rows, amounts)
    _without_a_base(day)
    _without_a_rank(day)
    units = _ranked(day)
    return [(_amount(day, n, units[n]) if day.why[n] is None else None, day.why[n]) for n in range(len(sold))]


def _without_a_base(day: Day) -> None:
    """Beside others of a family an amount that a package has parted is not taken the base off."""
    for numbers in day.members().values():
        several = sum(day.units(n) for n in numbers) > 1
        parted = any(_part(day.sold[n], day.rows[n]) < 100 for n in numbers)
        for n in numbers:
            if several and parted:
                day.why[n] = "family_part"


def _without_a_rank(day: Day) -> None:
    """Other kinds beside their kind; ranked lines beside one whose amount is not known."""
    numbers = range(len(day.sold))
    kinds: dict[str, int] = defaultdict(int)
    for n in numbers:
        if day.why[n] not in NO_RANK:
            kinds[day.indicator(n)] += day.units(n)
    ranked = [n for n in numbers if day.indicator(n) in {"2", "3"}]
    unknown = any(day.why[n] is not None and day.why[n] not in NO_RANK for n in ranked)
    blind = any(row_of(day.sold[n]) is None and day.why[n] not in NO_RANK for n in numbers)
    for n in numbers:
        other = day.indicator(n) in {"4", "5", "6", "7"}
        if day.why[n] is None and other and kinds[day.indicator(n)] > 1:
            day.why[n] = "kind"
        if day.why[n] is None and ((n in ranked and (unknown or blind)) or (other and blind)):
            day.why[n] = "rank"


def _ranked(day: Day) -> dict[int, list[Decimal]]:
    """The units of every line after families and ranks."""
    units: dict[int, list[Decimal]] = {}
    queue: list[tuple[Decimal, str, Decimal, str, int, list[tuple[int, Decimal]]]] = []
    families = day.members()
    for base, numbers in families.items():
        order = sorted(numbers, key=lambda n: (-day.amounts[n], day.sold[n].code, n))
        off = capped(schedule()[base, ""], day.where)
        each = [(n, max(day.amounts[n] - off, Decimal(0))) for n in order for _ in range(day.units(n))]
        each[0] = (order[0], day.amounts[order[0]])
        top = order[0]
        queue.append((-sum((a for _, a in each), Decimal(0)), base, -day.amounts[top], day.sold[top].code, top, each))
    for n, line in enumerate(day.sold):
        amount = day.amounts.get(n, Decimal(0))
        if day.why[n] is not None or day.indicator(n) == "3":
            units[n] = []
        elif line.code in families:
            units[n] = [Decimal(0)]  # the base beside its family
        elif day.indicator(n) == "2":
            units[n] = []
            queue += [(-amount, line.code, -amount, line.code, n, [(n, amount)])] * day.units(n)
        else:
            units[n] = [amount] * day.units(n)
    for rank, (*_, each) in enumerate(sorted(queue, key=lambda held: held[:5])):
        for n, amount in each:
            if rank < len(PERCENTS):
                units[n].append(cents(amount * PERCENTS[rank]))
            else:
                day.why[n] = "by_report"
    return units


def _amount(day: Day, number: int, units: list[Decimal]) -> Decimal:
    """Each unit times the shares of those who did it; added up; the charge where it is lower."""
    for share in provided(day.sold[number], day.where):
        units = [cents(unit * share) for unit in units]
    amount, charge = sum(units, Decimal(0)), day.sold[number].charge
    return amount if charge is None else min(amount, Decimal(charge) / 100)


# The engine

SHARES = (15_000, 6_250, 1_600, 1_360, 8_500, 9_500, 10_925)


def terms(caps: str | None = None, schedule_name: str = SCHEDULE) -> pl.LazyFrame:
    """The terms of the day, by hand."""
    row = (DAY, schedule_name, INDICES, "confirmed", 334009, 335675, 1000, [100, 50, 50, 50, 50], caps, *SHARES)
    return pl.LazyFrame([row], schema=TERMS, orient="row")


def rows_of(claims: Iterable[Claim]) -> list[tuple[object, ...]]:
    """Every line of every claim, in their order."""
    return [
        (
            *(f"{number:05d}", line, "p", DAY, *_line(sold), where.facility, *_spot(where), where.qp, sold.charge),
            *(where.role, where.participating, where.place),
        )
        for number, (where, held) in enumerate(claims)
        for line, sold in enumerate(held, start=1)
    ]


def frame_of(rows: list[tuple[object, ...]]) -> pl.LazyFrame:
    """Lines as the engine takes them."""
    return pl.LazyFrame(rows, schema=LINES, orient="row")


def tables_of(rows: list[tuple[object, ...]]) -> Tables:
    """The built-in tables, narrowed to the codes of these lines."""
    return Held().narrowed({str(row[4]) for row in rows}, (), (DAY,))


def priced(claims: Iterable[Claim]) -> pl.DataFrame:
    """All claims in one frame; one row a line."""
    rows = rows_of(claims)
    return allowed(frame_of(rows), tables_of(rows), terms(), book().modifiers).collect()


def cites() -> dict[str, str]:
    """What each parameter rests on that day."""
    held = {name: parameter.on(DAY) for name, parameter in book().parameters.items()}
    return {name: value.cite for name, value in held.items() if value is not None}


def _line(sold: Sold) -> tuple[object, ...]:
    return (sold.code, list(sold.modifiers), sold.units)


def _spot(where: Where) -> tuple[object, ...]:
    return (*(where.spot or (None, None)), where.national)


def engine(claims: Iterable[Claim]) -> list[Verdict]:
    """What the engine says, as the second pricer says it."""
    rows = priced(claims).select("allowed", "why_not").rows()
    return [(None if amount is None else Decimal(amount) / 100, why) for amount, why in rows]


def expected(claims: Iterable[Claim]) -> list[Verdict]:
    return [line for claim in claims for line in second_opinion(claim)]
