"""Exports of the publisher's look-up tool: prices and limiting charges, by our formula from the figures they print."""

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from tools.golden.amounts import Compared

from frostline.model import money

PLACES = {"Work RVU": 2, "MP RVU": 2, "GPCI Work": 3, "GPCI PE": 3, "GPCI MP": 3, "Conv Fact": 4}
SETTINGS = {"Non-Facility": "Transitioned Non-FAC PE RVU", "Facility": "Transitioned Facility PE RVU"}
LIMITING = 10_925  # basis points; 115 % of 95 %


def compared(folder: Path) -> Iterator[Compared]:
    """Every price and limiting charge of every export."""
    rows = [row for path in sorted(folder.glob("*.csv")) for row in _rows(path)]
    made = [(row, name, _ours(row, column)) for row in rows for name, column in SETTINGS.items()]
    prices = [(_cents(row[f"{name} Price"]), price) for row, name, (price, _) in made]
    charges = [(_cents(row[f"{name} Limiting Charge"]), charge) for row, name, (_, charge) in made]
    yield _compared("prices of the look-up exports, 2020 to 2025", prices)
    yield _compared("limiting charges of the look-up exports", charges)


def _compared(what: str, pairs: list[tuple[int | None, int]]) -> Compared:
    stated = [(theirs, ours) for theirs, ours in pairs if theirs is not None]
    return Compared(what, sum(theirs == ours for theirs, ours in stated), len(stated))


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        yield from csv.DictReader(file)


def _cents(text: str) -> int | None:
    plain = text.strip().lstrip("$").replace(",", "")
    return None if plain in {"NA", ""} else money.whole(Decimal(plain), money.CENTS)


def _ours(row: dict[str, str], practice: str) -> tuple[int, int]:
    """Price and limiting charge in cents."""
    held = {name: money.whole(Decimal(row[name]), 10**places) for name, places in PLACES.items()}
    rvus = (held["Work RVU"], money.whole(Decimal(row[practice]), money.RVU_SCALE), held["MP RVU"])
    indices = (held["GPCI Work"], held["GPCI PE"], held["GPCI MP"])
    exact = money.unrounded(rvus, indices, held["Conv Fact"])
    return money.half_up(exact, money.SCALE), money.half_up(exact * LIMITING, money.SCALE * 10_000)
