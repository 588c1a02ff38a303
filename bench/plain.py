"""The same pricing in plain Python: dictionaries and whole numbers, a claim at a time, every rule of the engine.

Each line gets its published amount, limiting charge and allowed amount, or the reason why it has none, so both sides of
the benchmark do the same work.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bench.plain_rules import COMPONENTS, obstacle, shares

FACTORS, LIMITING, BASIS = {False: 334_009, True: 335_675}, 10_925, 10_000
PERCENTS = (100, 50, 50, 50, 50)
NO_RANK = {"excluded", "alone", "status", "barred"}
SCALE = 10_000_000  # relative values, indices and factor as whole numbers: so many parts to the cent
Row = Mapping[str, Any]
Verdict = tuple[int | None, int | None, int | None, str | None]  # published, limiting, allowed; why not


class Where(NamedTuple):
    """Where and by whom the lines of a claim were done."""

    facility: bool
    spot: tuple[str, str]
    qp: bool
    role: str | None
    participating: bool | None


class Sold(NamedTuple):
    """One claim line."""

    code: str
    modifiers: tuple[str, ...]
    units: int


@dataclass(frozen=True)
class Tables:
    """Relative values by code and component, indices by contractor and locality."""

    rows: Mapping[tuple[str, str], Row]
    indices: Mapping[tuple[str, str], tuple[int, int, int]]


@dataclass
class Day:
    """The lines of a claim while they are priced."""

    where: Where
    sold: Sequence[Sold]
    rows: list[Row | None] = field(default_factory=list)
    why: list[str | None] = field(default_factory=list)
    units: list[tuple[int, int, int]] = field(default_factory=list)  # published, limiting, before ranks


def priced(where: Where, sold: Sequence[Sold], tables: Tables) -> list[Verdict]:
    """Every line of a claim of one day."""
    day = Day(where, sold)
    for line in sold:
        component = next((held for held in line.modifiers if held in COMPONENTS), "")
        row = tables.rows.get((line.code, component))
        day.rows.append(row)
    for line, row in zip(sold, day.rows, strict=True):
        why = obstacle(line, row, where, (sold, day.rows)) if row else _no_row(line, tables)
        day.why.append(why)
        day.units.append(_unit(line, row, where, tables) if row and why is None else (0, 0, 0))
    _without_a_rank(day)
    amounts = _ranked(day, tables)
    return [_verdict(day, number, amounts[number]) for number in range(len(sold))]


def _no_row(line: Sold, tables: Tables) -> str:
    if (line.code, "") not in tables.rows:
        return "not_held"
    return "stopped" if "53" in line.modifiers else "no_component"


def _product(row: Row, expense: str, malpractice: str, indices: tuple[int, int, int], factor: int) -> int:
    return int((row["work"] * indices[0] + row[expense] * indices[1] + row[malpractice] * indices[2]) * factor)


def _half_up(amount: int, whole: int) -> int:
    return (amount * 2 + whole) // (whole * 2)


def _unit(line: Sold, row: Row, where: Where, tables: Tables) -> tuple[int, int, int]:
    """One unit before ranks: published or its imaging cap, then its part of the package, then both sides."""
    expense = "pe_facility" if where.facility else "pe_nonfacility"
    indices, factor = tables.indices[where.spot], FACTORS[where.qp]
    exact = _product(row, expense, "mp", indices, factor)
    published = amount = _half_up(exact, SCALE)
    limiting = _half_up(exact * LIMITING, SCALE * BASIS)
    if row["pe_nonfacility_opps"] or row["pe_facility_opps"] or row["mp_opps"]:
        amount = min(published, _half_up(_product(row, f"{expense}_opps", "mp_opps", indices, factor), SCALE))
        limiting = limiting if amount == published else _half_up(amount * LIMITING, BASIS)
    part = _part(line, row)
    amount = _half_up(amount * part, 100) if part < 100 else amount  # noqa: PLR2004 - the whole of it
    if "50" in line.modifiers:
        amount = _half_up(amount * {"1": 150, "3": 200}.get(row["bilateral"], 100), 100)
    return published, limiting, amount


def _part(line: Sold, row: Row) -> int:
    parts = {"54": row["pre"] + row["intra"], "55": row["post"], "78": row["intra"] or 100}
    return next((int(parts[held]) for held in line.modifiers if held in parts), 100)


def _without_a_rank(day: Day) -> None:
    """Parted endoscopies beside their family, others beside their kind, ranked lines beside an unknown amount."""
    for numbers in _members(day).values():
        several = sum(day.sold[n].units for n in numbers) > 1
        if several and any(_part(day.sold[n], day.rows[n] or {}) < 100 for n in numbers):  # noqa: PLR2004 - as above
            for n in numbers:
                day.why[n] = "family_part"
    kinds: dict[str, int] = defaultdict(int)
    unknown = blind = False
    for line, row, why in zip(day.sold, day.rows, day.why, strict=True):
        if row and why not in NO_RANK:
            kinds[row["multiple"]] += line.units
            unknown = unknown or (why is not None and row["multiple"] in {"2", "3"})
        blind = blind or row is None
    for n, row in enumerate(day.rows):
        if row and day.why[n] is None and row["multiple"] in {"4", "5", "6", "7"} and kinds[row["multiple"]] > 1:
            day.why[n] = "kind"
        if row and day.why[n] is None and row["multiple"] in {"2", "3"} and (unknown or blind):
            day.why[n] = "rank"
        if row and day.why[n] is None and row["multiple"] in {"4", "5", "6", "7"} and blind:
            day.why[n] = "rank"


def _members(day: Day) -> dict[str, list[int]]:
    """Endoscopies that have an amount, by the code of their base."""
    found: dict[str, list[int]] = defaultdict(list)
    for n, row in enumerate(day.rows):
        if row and row["multiple"] == "3" and day.why[n] is None:
            found[row["endoscopic_base"]].append(n)
    return found


def _ranked(day: Day, tables: Tables) -> list[list[int]]:
    """The units of every line after families and ranks."""
    families = _members(day)
    queue: list[tuple[int, str, int, str, int, list[tuple[int, int]]]] = []
    for base, numbers in families.items():
        queue.append(_family(day, base, numbers, tables))
    units: list[list[int]] = [[] for _ in day.sold]
    for n, (line, row) in enumerate(zip(day.sold, day.rows, strict=True)):
        if row is None or day.why[n] is not None or row["multiple"] == "3":
            continue
        amount = day.units[n][2]
        if line.code in families:
            units[n] = [0]  # the base beside its family
        elif row["multiple"] == "2":
            queue += [(-amount, line.code, -amount, line.code, n, [(n, amount)])] * line.units
        else:
            units[n] = [amount] * line.units
    for rank, (*_, each) in enumerate(sorted(queue, key=lambda held: held[:5])):
        for n, amount in each:
            if rank < len(PERCENTS):
                units[n].append(_half_up(amount * PERCENTS[rank], 100))
            else:
                day.why[n] = "by_report"
    return units


def _family(
    day: Day, base: str, numbers: list[int], tables: Tables
) -> tuple[int, str, int, str, int, list[tuple[int, int]]]:
    """A family is ranked as one: the highest in full, others less the base."""
    order = sorted(numbers, key=lambda n: (-day.units[n][2], day.sold[n].code, n))
    expense = "pe_facility" if day.where.facility else "pe_nonfacility"
    exact = _product(tables.rows[base, ""], expense, "mp", tables.indices[day.where.spot], FACTORS[day.where.qp])
    off, top = _half_up(exact, SCALE), order[0]
    each = [(n, max(day.units[n][2] - off, 0)) for n in order for _ in range(day.sold[n].units)]
    each[0] = (top, day.units[top][2])
    return (-sum(amount for _, amount in each), base, -day.units[top][2], day.sold[top].code, top, each)


def _verdict(day: Day, number: int, units: list[int]) -> Verdict:
    published, limiting, _ = day.units[number]
    if day.why[number] is not None:
        return None, None, None, day.why[number]
    for share in shares(day.sold[number], day.where):
        units = [_half_up(unit * share, BASIS) for unit in units]
    return published, limiting, sum(units), None
