"""Every payable code in every locality and both settings again, in `decimal`, apart from the engine."""

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import polars as pl
from tools.golden.amounts import Compared, lines, release

from frostline.api.bulk import price_frame
from frostline.reference.releases import answering, all_releases
from frostline.reference.store import scan

FACTORS = {
    "RVU22A": "34.6062", "RVU23D": "33.8872", "RVU24A": "32.7442", "RVU24AR": "33.2875", "RVU24C": "33.2875",
    "RVU26B": "33.4009",
}  # fmt: skip
"""As each file prints them; stated again here so that no code is shared with the engine."""
QUALIFYING = {"RVU26B": "33.5675"}
CENT, LIMITING = Decimal("0.01"), Decimal("1.0925")
PAYABLE = ["A", "R", "T"]


def compared() -> Iterator[Compared]:
    """Each release held, and each of its factors."""
    for name, factor in FACTORS.items():
        yield _release(name, factor, qp=False)
        if name in QUALIFYING:
            yield _release(name, QUALIFYING[name], qp=True)


def _release(name: str, factor: str, *, qp: bool) -> Compared:
    held = release("schedule", name)
    indices = answering(all_releases(), "gpci", held.from_)
    if indices is None:
        return Compared(f"{name}: no indices", 0, 1)
    total = pl.col("work") + pl.col("pe_nonfacility") + pl.col("pe_facility") + pl.col("mp")
    codes = scan(held).filter(pl.col("status").is_in(PAYABLE), total > 0)
    spots = scan(indices).collect()
    equal = count = 0
    for spot in spots.iter_rows(named=True):
        for facility in (False, True):
            same, seen = _spot(codes, spot, held.from_, Decimal(factor), (facility, qp))
            equal, count = equal + same, count + seen
    which = " QP" if qp else ""
    return Compared(f"recomputed in decimal: {name}{which} × {spots.height} localities × 2 settings", equal, count)


def _spot(codes: pl.LazyFrame, spot: dict[str, object], day: object, factor: Decimal, how: tuple[bool, bool]) -> tuple[int, int]:
    facility, qp = how
    setting = "facility" if facility else "nonfacility"
    here = codes.filter(~pl.col(f"na_{setting}")).with_columns(mac=pl.lit(spot["mac"]), locality=pl.lit(spot["locality"]))
    ours = price_frame(lines(here, day, facility=facility, qp=qp))  # type: ignore[arg-type]  # a date
    work = max(Decimal(int(spot["work"] or spot["work_floored"])), Decimal(1000)) / 1000  # type: ignore[call-overload]  # integers
    pe, mp = Decimal(int(spot["pe"])) / 1000, Decimal(int(spot["mp"])) / 1000  # type: ignore[call-overload]  # integers
    rows = here.select("work", f"pe_{setting}", "mp").collect().rows()
    theirs = [
        _amounts((Decimal(w) / 100) * work + (Decimal(p) / 100) * pe + (Decimal(m) / 100) * mp, factor) for w, p, m in rows
    ]
    found = ours.sort(pl.col("claim").cast(pl.Int64)).select("published", "limiting").rows()
    return sum(one == other for one, other in zip(found, theirs, strict=True)), len(theirs)


def _amounts(units: Decimal, factor: Decimal) -> tuple[int, int]:
    exact = units * factor
    rounded = (exact.quantize(CENT, ROUND_HALF_UP), (exact * LIMITING).quantize(CENT, ROUND_HALF_UP))
    return int(rounded[0] * 100), int(rounded[1] * 100)
