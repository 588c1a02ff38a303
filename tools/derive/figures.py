"""Decimal text into scaled integers, exactly."""

from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation

TOLERANCE = Decimal("0.000001")


class SourceError(Exception):
    """A source file does not say what its layout promises."""


def scaled(text: str, places: int) -> int:
    """The decimal times ten to the power of places; more than a millionth of dust is a fault."""
    value = _decimal(text)
    whole = value.scaleb(places).to_integral_value(ROUND_HALF_EVEN)
    if abs(value - whole.scaleb(-places)) > TOLERANCE:
        raise SourceError(f"{text!r} has more than {places} decimal places; look at the source.")
    return int(whole)


def whole(text: str) -> int:
    """A count written in digits only."""
    if not text.isascii() or not text.isdigit():
        raise SourceError(f"{text!r} is not a count; look at the source's columns.")
    return int(text)


def _decimal(text: str) -> Decimal:
    """The text as a finite decimal."""
    try:
        value = Decimal(text.strip())
    except InvalidOperation as fault:
        raise SourceError(f"{text!r} is not a decimal; look at the source's columns.") from fault
    if not value.is_finite():
        raise SourceError(f"{text!r} is not a finite decimal; look at the source's columns.")
    return value
