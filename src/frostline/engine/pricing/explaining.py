"""Priced rows to prices with their reasons: every component as it went into the product, every adjustment."""

from collections.abc import Mapping
from typing import Any

from frostline.engine.pricing import adjusting
from frostline.engine.pricing.ranks import KINDS
from frostline.engine.pricing.reason import Reason
from frostline.engine.pricing.reasons import WHY_NOT
from frostline.engine.pricing.statuses import SPLIT, UNPAID
from frostline.model import money
from frostline.model.claim import Price
from frostline.model.knowledge import FLOOR
from frostline.model.reason import Currency, Step

Row = Mapping[str, Any]
Cites = Mapping[str, str]
"""What each parameter rests on that day, by its id."""
CITE = Reason("").cite
UNSTATED = "the third-party file states neither status, indicators nor imaging caps: priced as a code paid alone"


def price(row: Row, cites: Cites) -> Price:
    """Price of one line from one row of `allowed`, with its steps."""
    rvu = None if row["work"] is None else row["work"] + (row["pe"] or 0) + (row["mp"] or 0)
    return Price(
        line=row["line"],
        published=row["published"],
        allowed=row["allowed"],
        work_rvu=None if row["work"] is None or row["units"] is None else row["work"] * row["units"],
        total_rvu=None if rvu is None or row["pe"] is None or row["units"] is None else rvu * row["units"],
        step=_not_priced(row) if row["allowed"] is None else _priced(row, cites),
        currency=Currency(row["currency"]) if row["currency"] else None,
        release=row["schedule"],
    )


def _not_priced(row: Row) -> Step:
    reason = WHY_NOT[row["why_not"]]
    words = {name: "not stated" if value is None else value for name, value in row.items()}
    words["modifiers"] = " ".join(row["modifiers"])
    words["meaning"] = UNPAID.get(row["status"] or "", "has a status that the schedule does not pay")
    words["split"] = SPLIT.get(row["parts"] or "", "not stated what its parts are")
    words["kind"] = KINDS.get(row["multiple"] or "", "not stated which")
    return Step(f"{row['code']} not priced", reason.says.format(**words), reason.cite.format(**words))


def _priced(row: Row, cites: Cites) -> Step:
    steps = [_product(row, cites), *_unstated(row), *adjusting.steps(row, cites), *_charge(row)]
    estimate = "estimate: " if row["currency"] == Currency.unconfirmed else ""
    value = f"{row['code']} × {row['units']} = ${money.dollars(row['allowed'])}"
    return Step(value, f"{estimate}allowed by the Medicare physician fee schedule", CITE, tuple(steps))


def _product(row: Row, cites: Cites) -> Step:
    """(work·gw + pe·gpe + mp·gmp) × CF, in the figures that a hand calculator needs."""
    names = (("work", "gw"), ("pe", "gpe"), ("mp", "gmp"))
    parts = (
        f"{money.fixed(row[rvu], money.RVU_SCALE)}×{money.fixed(row[index], money.GPCI_SCALE)}" for rvu, index in names
    )
    where = "national" if row["national"] else f"MAC {row['mac']} locality {row['locality']}"
    setting = "facility" if row["facility"] else "non-facility"
    value = f"({' + '.join(parts)}) × {money.fixed(row['cf'], money.FACTOR_SCALE)} = ${money.dollars(row['published'])}"
    because = f"work, practice expense ({setting}), malpractice; {where}; {row['schedule']}"
    floors = not row["national"] and row["gw_raw"] is not None and row["gw"] > row["gw_raw"]
    return Step(value, because, CITE, (_floor(row, cites),) if floors else ())


def _floor(row: Row, cites: Cites) -> Step:
    raw, used = (money.fixed(row[name], money.GPCI_SCALE) for name in ("gw_raw", "gw"))
    return Step(used, f"work index raised from {raw} by the floor", cites.get(FLOOR, ""))


def _unstated(row: Row) -> list[Step]:
    return [] if row["status"] is not None else [Step("not stated", UNSTATED, row["schedule"])]


def _charge(row: Row) -> list[Step]:
    if row["charge"] is None or row["charge"] >= row["amount"]:
        return []
    because = f"the charge is lower than the schedule's ${money.dollars(row['amount'])}"
    return [Step(f"${money.dollars(row['charge'])}", because, "42 USC 1395w-4(a)(1)")]
