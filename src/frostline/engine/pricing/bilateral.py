"""Both sides: modifier 50, and the same code on the right and on the left."""

from functools import cache

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason
from frostline.engine.pricing.ways import mask, says
from frostline.model import money
from frostline.model.vocabulary import Pays

RAISED, EACH_SIDE = "1", "3"
ONCE = ["0", RAISED, "2"]  # both sides have one amount, however they are reported
CITE = f"{LAYOUT}, bilateral surgery indicator {{bilateral}}; {MANUAL} 40.7"


def sided(priced: pl.LazyFrame) -> pl.LazyFrame:
    """50 pays 150 % of one side (indicator 1), 100 % for both (0 and 2) or 100 % for each side (3)."""
    both, indicator = says("both_sides"), pl.col("bilateral")
    sides = (
        pl.when(both & indicator.eq(RAISED))
        .then("bilateral_share")
        .when(both & indicator.eq(EACH_SIDE))
        .then(2 * money.BASIS)
        .otherwise(money.BASIS)
    )
    amount = money.share(pl.col("parted"), pl.col("sides"), money.BASIS)
    return priced.with_columns(both=both, sides=sides).with_columns(sided=amount)


def obstacles() -> dict[str, pl.Expr]:
    """50 where the concept does not apply or with several units; right and left apart where both have one amount."""
    both, one = says("both_sides"), says("right_side", "left_side")
    apart = says_of_code("right_side") & says_of_code("left_side")
    one_amount = pl.col("bilateral").is_in(ONCE)
    return {
        "not_bilateral": both & ~pl.col("bilateral").is_in([*ONCE, EACH_SIDE]).fill_null(value=False),
        "two_sides": one_amount & one & (both | apart),
        "both_units": both & pl.col("units").ne(1),
    }


@cache
def of_code() -> pl.Expr:
    """What the modifiers of all lines of the day with the same code say of sides."""
    sides = pl.col("ways") & mask("right_side", "left_side")
    of_one = (pl.when(sides.gt(0)).then(name) for name in ("day", "code"))  # lines without a side are none of it
    return sides.bitwise_or().over(*of_one)


def says_of_code(way: Pays) -> pl.Expr:
    """Whether one of those lines says so."""
    return (pl.col("of_code") & mask(way)) > 0


SAYS = {
    "not_bilateral": Reason("50: both sides is no concept for {code} (bilateral indicator {bilateral})", CITE),
    "two_sides": Reason("{code} on both sides has one amount: report it on one line with 50 and one unit", CITE),
    "both_units": Reason("50 stands on one line with one unit, not {units}", CITE),
}
