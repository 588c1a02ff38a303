"""What the modifiers of a line do to its amount (`model.vocabulary.Pays`), as one whole number."""

from functools import cache
from typing import get_args

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, Reason
from frostline.model.vocabulary import Modifiers, Pays

WIDTH = 3  # bits for each way: seven modifiers of one way at most, counted once each
FIELDS = {way: 1 << WIDTH * place for place, way in enumerate(way for way in get_args(Pays) if way != "in_full")}
UNKNOWN = 1 << WIDTH * len(FIELDS)  # a modifier that the packs do not know, or whose rule is not built; at the top


def with_ways(lines: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Add `ways`, and `component`: the row of the schedule that 26, TC or 53 asks for."""
    return lines.with_columns(**_read(modifiers))


@cache
def _read(modifiers: Modifiers) -> dict[str, pl.Expr]:
    known = {term.code: FIELDS.get(term.pays, 0) if term.pays else UNKNOWN for term in modifiers.terms}
    field = pl.element().unique().replace_strict(known, default=UNKNOWN, return_dtype=pl.Int64)
    parts = [
        pl.when(pl.col("modifiers").list.contains(pl.lit(part))).then(pl.lit(part))
        for part in modifiers.paying("own_row")
    ]
    ways = pl.col("modifiers").list.eval(field).list.sum().fill_null(0)
    return {"ways": ways, "component": pl.coalesce(*parts, pl.lit(""))}


def mask(*ways: Pays) -> int:
    """All bits of these ways."""
    return sum(((1 << WIDTH) - 1) * FIELDS[way] for way in ways)


def says(*ways: Pays) -> pl.Expr:
    """Whether a modifier of the line pays in one of these ways."""
    return (pl.col("ways") & mask(*ways)) > 0


def count(*ways: Pays) -> pl.Expr:
    """How many modifiers of the line pay in these ways."""
    return pl.sum_horizontal((pl.col("ways") & mask(way)) // FIELDS[way] for way in ways)


def said(ways: int, *wanted: Pays) -> bool:
    """The same of one number."""
    return ways & mask(*wanted) > 0


def obstacles() -> dict[str, pl.Expr]:
    """Modifiers for which Medicare pays nothing, that nobody knows, or that ask for several rows of the schedule."""
    return {
        "excluded": says("nothing"),
        "modifier": pl.col("ways") >= UNKNOWN,
        "components": count("own_row").gt(1),
    }


SAYS = {
    "excluded": Reason("{modifiers} says that Medicare does not pay for it"),
    "modifier": Reason("no payment rule is built for a modifier among {modifiers}"),
    "components": Reason("26, TC and 53 name different rows of the schedule; a line has one", f"{LAYOUT}, modifier"),
}
