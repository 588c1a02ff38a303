"""Priced rows to prices with their reasons: every component as it went into the product."""

from collections.abc import Mapping
from typing import Any

from frostline.engine.pricing.published import WHY_NOT
from frostline.model import money
from frostline.model.claim import Price
from frostline.model.reason import Currency, Step

Row = Mapping[str, Any]
CITE = "42 CFR 414.20; Medicare Claims Processing Manual, chapter 12, section 20"
CITE_RANK = "Medicare Claims Processing Manual, chapter 12, section 40.6; indicator 2"


def price(row: Row, floor_note: str = "") -> Price:
    """Price of one line from one row of `allowed`, with its steps."""
    rvu = None if row["status"] is None else (row["work"] or 0) + (row["pe"] or 0) + (row["mp"] or 0)
    return Price(
        line=row["line"],
        published=row["published"],
        allowed=row["allowed"],
        work_rvu=None if row["work"] is None or row["units"] is None else row["work"] * row["units"],
        total_rvu=None if rvu is None or row["pe"] is None or row["units"] is None else rvu * row["units"],
        step=_not_priced(row) if row["allowed"] is None else _priced(row, floor_note),
        currency=Currency(row["currency"]) if row["currency"] else None,
        release=row["schedule"],
    )


def _not_priced(row: Row) -> Step:
    return Step(
        f"{row['code']} not priced",
        WHY_NOT[row["why_not"]].format(**{**row, "modifiers": " ".join(row["modifiers"])}),
        CITE,
    )


def _priced(row: Row, floor_note: str) -> Step:
    steps = [_product(row, floor_note), *_intra(row), *_ranks(row), *_charge(row)]
    estimate = "estimate: " if row["currency"] == Currency.unconfirmed else ""
    value = f"{row['code']} × {row['units']} = ${money.dollars(row['allowed'])}"
    return Step(value, f"{estimate}allowed by the Medicare physician fee schedule", CITE, tuple(steps))


def _product(row: Row, floor_note: str) -> Step:
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
    lifted = [_floor(row, floor_note)] if floors else []
    return Step(value, because, CITE, tuple(lifted))


def _floor(row: Row, note: str) -> Step:
    raw, used = (money.fixed(row[name], money.GPCI_SCALE) for name in ("gw_raw", "gw"))
    return Step(used, f"work index raised from {raw} by the floor. {note}".strip(), "parameter mpfs.work_floor")


def _intra(row: Row) -> list[Step]:
    if row["unit_amount"] == row["published"]:
        return []
    value = f"${money.dollars(row['unit_amount'])}"
    return [
        Step(
            value,
            f"78: intra-operative share of {row['intra']} %",
            "Relative value file, intra-operative share",
        )
    ]


def _ranks(row: Row) -> list[Step]:
    """Units with their ranks among the multiple procedures of the day; a full first rank needs no words."""
    if not row["ranks"]:
        amount = f"{row['units']} × ${money.dollars(row['unit_amount'])} = ${money.dollars(row['amount'])}"
        return [Step(amount, "not subject to the multiple-procedure reduction", CITE_RANK)] if row["units"] > 1 else []
    return [
        Step(f"${money.dollars(amount)}", f"rank {rank} of the multiple procedures of the day", CITE_RANK)
        for rank, amount in zip(row["ranks"], row["unit_amounts"], strict=True)
        if amount != row["unit_amount"] or row["units"] > 1
    ]


def _charge(row: Row) -> list[Step]:
    if row["charge"] is None or row["charge"] >= row["amount"]:
        return []
    because = f"the charge is lower than the schedule's ${money.dollars(row['amount'])}"
    return [Step(f"${money.dollars(row['charge'])}", because, "42 USC 1395w-4(a)(1)")]
