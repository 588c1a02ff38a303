"""A quote as plain JSON values: the fixed contract of `frostline price --json`. Money is a decimal string."""

from typing import TYPE_CHECKING, Any

from frostline.interfaces.contract import step
from frostline.model import money

if TYPE_CHECKING:
    from frostline.api.quoting import Quote


def as_row(quote: "Quote", *, open_: bool) -> dict[str, Any]:
    """Give one quote as one JSON object; `open_` where no locality was named."""
    row, found = quote.row, quote.price
    return {
        "code": quote.service.code,
        "modifiers": list(quote.service.modifiers),
        "units": quote.service.units,
        "date": str(quote.day),
        "setting": "facility" if quote.facility else "nonfacility",
        "qp": quote.qp,
        "mac": quote.spot.mac or None,
        "locality": quote.spot.locality or None,
        "locality_name": quote.spot.name,
        **_sources(quote),
        **_figures(quote),
        "published": _dollars(row["published"]),
        "limiting_charge": _dollars(row["limiting"]),
        "allowed": _dollars(found.allowed),
        "why_not": row["why_not"],
        "question": "locality" if open_ else None,
        "because": step(found.step),
    }


def _sources(quote: "Quote") -> dict[str, Any]:
    """What the quote rests on, and what that says of the code."""
    row = quote.row
    return {
        "release": row["schedule"],
        "indices_release": row["indices"],
        "currency": quote.price.currency,
        "known_through": str(quote.known_through) if quote.known_through else None,
        "third_party": list(quote.copies),
        "status": row["status"],
        "global_days": row["global_days"],
    }


def _figures(quote: "Quote") -> dict[str, str | None]:
    """Relative values of one unit, indices and factor, with every place."""
    row = quote.row
    return {
        "work_rvu": _fixed(row["work"], money.RVU_SCALE),
        "practice_expense_rvu": _fixed(row["pe"], money.RVU_SCALE),
        "malpractice_rvu": _fixed(row["mp"], money.RVU_SCALE),
        "total_rvu": _fixed(total(quote), money.RVU_SCALE),
        "work_gpci": _fixed(row["gw"], money.GPCI_SCALE),
        "practice_expense_gpci": _fixed(row["gpe"], money.GPCI_SCALE),
        "malpractice_gpci": _fixed(row["gmp"], money.GPCI_SCALE),
        "conversion_factor": _fixed(row["cf"], money.FACTOR_SCALE),
    }


def total(quote: "Quote") -> int | None:
    """Total relative value units of one unit, ×100."""
    parts = [quote.row[name] for name in ("work", "pe", "mp")]
    return None if None in parts else sum(parts)


def _fixed(value: int | None, scale: int) -> str | None:
    return None if value is None else money.fixed(value, scale)


def _dollars(cents: int | None) -> str | None:
    return None if cents is None else money.dollars(cents)
