"""Exact money: scaled whole numbers, rounded half up where the payer rounds.

Relative values are held ×100, indices ×1000, the conversion factor ×10,000, amounts in cents. Everything
here works alike on one `int` and on a whole column (a Polars expression), because both know + * and //.
Nothing may be negative. Widths: see `WIDEST`.
"""

from decimal import Decimal
from typing import Any, TypeVar

Whole = TypeVar("Whole", bound=Any)  # int, or a column of them

RVU_SCALE = 100
GPCI_SCALE = 1_000
FACTOR_SCALE = 10_000
CENTS = 100
PERCENT = 100
BASIS = 10_000  # shares with places, in basis points: 62.5 % is 6,250
SCALE = RVU_SCALE * GPCI_SCALE * FACTOR_SCALE // CENTS  # unrounded amounts are in 1/10,000,000 cent

WIDEST = {"rvu": 2_000_000, "index": 3_000, "factor": 1_000_000, "units": 10_000}
"""Largest values a reader may let in (20,000.00 RVU, index 3.000, $100.0000): three products of them and
their sum stay below 2**63, which a test proves; Polars integers wrap silently beyond."""


def half_up(numerator: Whole, denominator: int) -> Whole:
    """Divide and round half up to a whole number."""
    rounded: Whole = (numerator * 2 + denominator) // (denominator * 2)
    return rounded


def unrounded(rvus: tuple[Whole, Whole, Whole], indices: tuple[Whole, Whole, Whole], factor: Whole) -> Whole:
    """(work·gw + pe·gpe + mp·gmp)·CF in units of `SCALE` to the cent, nothing rounded yet."""
    exact: Whole = (rvus[0] * indices[0] + rvus[1] * indices[1] + rvus[2] * indices[2]) * factor
    return exact


def published(rvus: tuple[Whole, Whole, Whole], indices: tuple[Whole, Whole, Whole], factor: Whole) -> Whole:
    """Published amount in cents: one product, one rounding (42 CFR 414.20)."""
    cents: Whole = half_up(unrounded(rvus, indices, factor), SCALE)
    return cents


def share(amount: Whole, part: Whole, whole: int = PERCENT, unit: int = 1) -> Whole:
    """So many parts of a whole (50 of 100) of an amount in 1/unit of a cent, half up to the cent.

    Of a finer unit full cents and the rest are multiplied apart, so that an unrounded amount (unit: `SCALE`) fits too.
    """
    if unit == 1:
        return half_up(amount * part, whole)  # type: ignore[no-any-return]  # what it is of, it is again
    full, rest = amount // unit * part, amount % unit * part
    cents: Whole = full // whole + half_up(full % whole * unit + rest, whole * unit)
    return cents


def dollars(cents: int) -> str:
    """Cents as the decimal string that every face shows: 3863 is "38.63"."""
    return f"{cents // CENTS}.{cents % CENTS:02d}"


def scaled(value: int, scale: int) -> str:
    """A scaled whole number as a decimal string: 33.4009 is held as 334009."""
    return str(Decimal(value) / scale) if value % scale else f"{value // scale}"


def fixed(value: int, scale: int) -> str:
    """Like `scaled`, but with every place shown: 59 at scale 100 is "0.59"."""
    return f"{value // scale}.{value % scale:0{len(str(scale)) - 1}d}"


def whole(amount: Decimal, scale: int) -> int:
    """A decimal as a scaled whole number; raises ValueError where it has more places than the scale."""
    numerator, denominator = amount.as_integer_ratio()
    exact, rest = divmod(numerator * scale, denominator)
    if rest:
        raise ValueError(f"{amount} has more places than 1/{scale}")
    return exact
