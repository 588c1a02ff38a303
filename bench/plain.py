"""The same pricing in plain Python: dictionaries, one line at a time; whole numbers, or `decimal` as the referee."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

CENT, FACTOR = Decimal("0.01"), 334_009
PERCENTS = (100, 50, 50, 50, 50)


class Priced(NamedTuple):
    """One claim line: what is needed to price it."""

    claim: str
    line: int
    code: str
    units: int
    facility: bool
    place: tuple[str, str]


Rvus = Mapping[str, tuple[int, int, int, int, str]]  # work, pe office, pe facility, mp, multiple
Indices = Mapping[tuple[str, str], tuple[int, int, int]]


def whole(lines: Iterable[Priced], rvus: Rvus, indices: Indices) -> dict[tuple[str, int], int]:
    """Amounts in cents: published per unit, ranked by claim, percentages per unit."""

    def unit(line: Priced) -> int:
        work, office, facility, mp, _ = rvus[line.code]
        gw, gpe, gmp = indices[line.place]
        exact = (work * gw + (facility if line.facility else office) * gpe + mp * gmp) * FACTOR
        return (exact * 2 + 10_000_000) // 20_000_000

    return _ranked(lines, rvus, unit, lambda cents, percent: (cents * percent * 2 + 100) // 200)


def exact(lines: Iterable[Priced], rvus: Rvus, indices: Indices) -> dict[tuple[str, int], int]:
    """The same in `decimal`."""

    def unit(line: Priced) -> int:
        work, office, facility, mp, _ = (Decimal(part) / 100 if isinstance(part, int) else part for part in rvus[line.code])
        gw, gpe, gmp = (Decimal(part) / 1000 for part in indices[line.place])
        amount = (work * gw + (facility if line.facility else office) * gpe + mp * gmp) * (Decimal(FACTOR) / 10_000)  # type: ignore[operator]  # numbers all
        return int(amount.quantize(CENT, ROUND_HALF_UP) * 100)

    def part(cents: int, percent: int) -> int:
        return int((Decimal(cents) * percent / 100).quantize(Decimal(1), ROUND_HALF_UP))

    return _ranked(lines, rvus, unit, part)


def _ranked(lines, rvus, unit, part):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - two callables of the functions above
    claims = defaultdict(list)
    amounts: dict[tuple[str, int], int] = {}
    for line in lines:
        if rvus[line.code][4] == "2":
            claims[line.claim].append((-unit(line), line.code, line.line, line.units))
        else:
            amounts[line.claim, line.line] = unit(line) * line.units
    for claim, held in claims.items():
        rank = 0
        for cents, _, number, units in sorted(held):
            total = 0
            for _ in range(units):
                total += part(-cents, PERCENTS[rank])
                rank += 1
            amounts[claim, number] = total
    return amounts
