"""Every payable code in every locality and both settings again, in `decimal`, apart from the engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import polars as pl
from tools.golden.amounts import Compared, lines, release

from frostline.api.bulk import price_frame
from frostline.model.tables import Release
from frostline.reference.releases import all_releases, answering
from frostline.reference.store import scan

FACTORS = {
    "RVU22A": "34.6062", "RVU23D": "33.8872", "RVU24A": "32.7442", "RVU24AR": "33.2875", "RVU24C": "33.2875",
    "RVU26B": "33.4009",
}  # fmt: skip
"""As each file prints them; stated again here so that no code is shared with the engine."""
QUALIFYING = {"RVU26B": "33.5675"}
CENT, LIMITING, FLOOR = Decimal("0.01"), Decimal("1.0925"), Decimal(1000)
PAYABLE = ["A", "R", "T"]
Caps = Mapping[tuple[str, str], tuple[int, int]] | None
Amounts = tuple[int, int, int]  # published, limiting charge, allowed; cents


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and for whom a release is recomputed."""

    day: date
    factor: Decimal
    qp: bool
    facility: bool
    spot: Mapping[str, Any]
    caps: Caps

    @property
    def practice(self) -> str:
        """The practice expense of the setting."""
        return "facility" if self.facility else "nonfacility"


def compared() -> Iterator[Compared]:
    """Each release held, and each of its factors."""
    for name, factor in FACTORS.items():
        yield _release(name, Decimal(factor), qp=False)
        if name in QUALIFYING:
            yield _release(name, Decimal(QUALIFYING[name]), qp=True)


def _release(name: str, factor: Decimal, *, qp: bool) -> Compared:
    held = release("schedule", name)
    indices = answering(all_releases(), "gpci", held.from_)
    if indices is None:
        return Compared(f"{name}: no indices", 0, 1)
    total = pl.col("work") + pl.col("pe_nonfacility") + pl.col("pe_facility") + pl.col("mp")
    codes = scan(held).filter(pl.col("status").is_in(PAYABLE), total > 0)
    spots = scan(indices).collect().rows(named=True)
    equal = count = capped = 0
    for spot in spots:
        caps = _caps(held, spot)
        for facility in (False, True):
            same, seen, low = _spot(codes, Setting(held.from_, factor, qp, facility, spot, caps))
            equal, count, capped = equal + same, count + seen, capped + low
    which = f"{' QP' if qp else ''}, {len(spots)} localities, 2 settings, NA left out"
    imaging = f"; {capped:,} capped" if capped else ""
    return Compared(f"recomputed in decimal: {name}{which}{imaging}", equal, count)


def _caps(held: Release, spot: Mapping[str, Any]) -> Caps:
    """Imaging caps of a locality, of the same publication; None where that was never added."""
    name = held.release.replace("RVU", "OPPSCAP")
    found = next((one for one in all_releases() if one.release == name), None)
    if found is None:
        return None
    here = scan(found).filter(mac=spot["mac"], locality=spot["locality"])
    rows = here.select("code", "modifier", "nonfacility", "facility").collect().rows()
    return {(code, modifier): (nonfacility, facility) for code, modifier, nonfacility, facility in rows}


def _spot(codes: pl.LazyFrame, here: Setting) -> tuple[int, int, int]:
    """How many are equal, of how many, and how many are capped."""
    place = {name: pl.lit(here.spot[name]) for name in ("mac", "locality")}
    rows = codes.filter(~pl.col(f"na_{here.practice}")).with_columns(**place)
    ours = price_frame(lines(rows, here.day, facility=here.facility, qp=here.qp))
    found = ours.sort(pl.col("claim").cast(pl.Int64)).select("published", "limiting", "allowed").rows()
    opps = (f"pe_{here.practice}_opps", "mp_opps")
    columns = ("code", "modifier", "work", f"pe_{here.practice}", "mp", *opps)
    theirs = [_amounts(row, here) for row in rows.select(columns).collect().rows()]
    low = sum(allowed < published for published, _, allowed in theirs)
    return sum(one == other for one, other in zip(found, theirs, strict=True)), len(theirs), low


def _amounts(row: tuple[str, str, int, int, int, int, int], here: Setting) -> Amounts:
    code, modifier, work, expense, malpractice, opps_expense, opps_malpractice = row
    exact = _product(work, expense, malpractice, here)
    published = cap = _cents(exact)
    if here.caps is not None:
        cap = here.caps.get((code, modifier), (published, published))[here.facility]
    elif opps_expense or opps_malpractice:
        cap = _cents(_product(work, opps_expense, opps_malpractice, here))
    base = Decimal(cap) / 100 if cap < published else exact
    return published, _cents(base * LIMITING), min(published, cap)


def _product(work: int, expense: int, malpractice: int, here: Setting) -> Decimal:
    spot = here.spot
    raised = max(Decimal(spot["work"] if spot["work"] is not None else spot["work_floored"]), FLOOR)
    units: Decimal = Decimal(work) * raised + Decimal(expense) * spot["pe"] + Decimal(malpractice) * spot["mp"]
    return units / 100 / 1000 * here.factor


def _cents(amount: Decimal) -> int:
    return int(amount.quantize(CENT, ROUND_HALF_UP) * 100)
