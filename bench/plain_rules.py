"""Why a line has no amount, in plain Python: the tests of the engine, in their order, by its names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bench.plain import Sold, Where

    Row = Mapping[str, Any]
    Beside = tuple[Sequence[Sold], Sequence[Row | None]]

COMPONENTS = frozenset({"26", "TC", "53"})
IN_FULL = frozenset({"25", "57", "58", "59", "76", "79", "XS", "LT", "RT", "51"})
PACKAGE = frozenset({"54", "55", "56", "78"})
HELPERS = frozenset({"62", "66", "80", "81", "82", "AS"})
ASSISTS = frozenset({"80", "81", "82", "AS"})
EXCLUDED = frozenset({"GY", "GZ"})
KNOWN = COMPONENTS | IN_FULL | PACKAGE | HELPERS | EXCLUDED | {"50", "22", "52"}
NEVER_PAYABLE = frozenset("BDEFGHIMNPX")
PAID = frozenset("ART")


def obstacle(line: Sold, row: Row, where: Where, beside: Beside) -> str | None:
    """The first reason for which a line has no amount."""
    status = row["status"]
    if status == "C":
        return "contractor"
    if status not in PAID:
        return "status"
    if not row["work"] + row["pe_nonfacility"] + row["pe_facility"] + row["mp"]:
        return "no_values"
    if status == "T" and _others_payable(line, beside):
        return "alone"
    if line.modifiers or where.role:
        found = next(_of_modifiers(line, row, where, beside), None)
        if found:
            return found
    return "not_done_there" if row["na_facility" if where.facility else "na_nonfacility"] else None


def _others_payable(line: Sold, beside: Beside) -> bool:
    payable = ((other, row is None or row["status"] not in NEVER_PAYABLE) for other, row in zip(*beside, strict=True))
    return any(pays and other is not line and not EXCLUDED & {*other.modifiers} for other, pays in payable)


def _of_modifiers(line: Sold, row: Row, where: Where, beside: Beside) -> Iterator[str]:
    has = frozenset(line.modifiers)
    if has & EXCLUDED:
        yield "excluded"
    if not has <= KNOWN:
        yield "modifier"
    if len(has & COMPONENTS) > 1:
        yield "components"
    yield from _package(has, row)
    yield from _sides(line, has, row, beside)
    yield from _helpers(has, row, where.role)


def _package(has: frozenset[str], row: Row) -> Iterator[str]:
    if "22" in has:
        yield "increased"
    if "52" in has:
        yield "reduced"
    if len(has & PACKAGE) > 1:
        yield "several_parts"
    if has & {"54", "55", "56"} and row["global_days"] not in {"010", "090"}:
        yield "no_package"
    if "56" in has:
        yield "preoperative"


def _sides(line: Sold, has: frozenset[str], row: Row, beside: Beside) -> Iterator[str]:
    both, side, indicator = "50" in has, has & {"LT", "RT"}, row["bilateral"]
    if both and indicator not in {"0", "1", "2", "3"}:
        yield "not_bilateral"
    if side and indicator in {"0", "1", "2"}:
        sides = {held for other in beside[0] if other.code == line.code for held in other.modifiers} & {"LT", "RT"}
        if both or len(sides) > 1:
            yield "two_sides"
    if both and line.units != 1:
        yield "both_units"


def _helpers(has: frozenset[str], row: Row, role: str | None) -> Iterator[str]:
    two, assists = "62" in has or role == "co-surgeon", has & ASSISTS
    if two + len(has & (ASSISTS | {"66"})) > 1:
        yield "several_surgeons"
    if role == "assistant" and not assists:
        yield "unsaid_assistant"
    if role == "practitioner" and assists - {"AS"}:
        yield "physicians_modifier"
    if role == "practitioner" and (two or "66" in has):
        yield "physicians_part"
    if "66" in has:
        yield "team" if row["team"] in {"1", "2"} else "no_team"
    if two and row["cosurgeon"] not in {"1", "2"}:
        yield "no_cosurgeon"
    if assists and row["assistant"] == "1":
        yield "barred"
    if assists and row["assistant"] not in {"0", "2"}:
        yield "no_assistant"


def shares(line: Sold, where: Where) -> Iterator[int]:
    """Shares, in basis points: of a second surgeon, assistant or practitioner, of one who does not participate."""
    if "62" in line.modifiers or where.role == "co-surgeon":
        yield 6_250
    if "AS" in line.modifiers:
        yield 1_360
    elif ASSISTS & {*line.modifiers}:
        yield 1_600
    if where.role == "practitioner" and "AS" not in line.modifiers:
        yield 8_500
    if where.participating is False:
        yield 9_500
