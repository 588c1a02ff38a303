"""The published amount of each line: relative values, indices, factor, one product, one rounding."""

from functools import cache

import polars as pl

from frostline.engine.pricing.bilateral import of_code
from frostline.engine.pricing.frame import DAY
from frostline.engine.pricing.product import of_setting, product
from frostline.engine.pricing.providers import assigned
from frostline.engine.pricing.reasons import why_not
from frostline.engine.pricing.statuses import beside
from frostline.model import money
from frostline.model.tables import Tables

ROW = ["release", "code"]


def valued(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame) -> pl.LazyFrame:
    """Join each line with its row of the schedule, its indices and its factor; what does not join stays null.

    `known` and `parts` are of the code's row without a component, for a component that has no row; `asked` and
    `complete` tell whether no row at all means that the publisher has none.
    """
    rows = tables.schedule.with_columns(held=pl.lit(value=True))
    whole = tables.schedule.filter(modifier="").select(*ROW, known=pl.lit(value=True), parts="pctc")
    asked = tables.asked.filter("schedule").select("code", asked=pl.lit(value=True))
    return (
        _numbered(lines)
        .join(terms, on="date", how="left")
        .join(tables.as_of.select("date", complete="schedule_complete"), on="date", how="left")
        .join(asked, on="code", how="left")
        .join(rows, left_on=["schedule", "code", "component"], right_on=[*ROW, "modifier"], how="left")
        .join(whole, left_on=["schedule", "code"], right_on=ROW, how="left")
        .join(_indices(tables), on=["indices", "mac", "locality"], how="left")
        .with_columns(**_components())
    )


def _numbered(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Number the days of the claims: what follows looks at a day often, and one number is quicker than three texts."""
    begins = pl.any_horizontal(pl.col(name).ne_missing(pl.col(name).shift()) for name in DAY)
    return lines.sort(DAY).with_columns(day=begins.cum_sum())


def _indices(tables: Tables) -> pl.LazyFrame:
    return tables.gpci.select(
        "mac", "locality", indices="release", gw_raw="work", gw_floored="work_floored", gpe="pe", gmp="mp"
    )


@cache
def _components() -> dict[str, pl.Expr]:
    """The three relative values, the three indices and the factor that apply to a line."""
    floored = pl.max_horizontal(pl.coalesce("gw_raw", "gw_floored"), "floor")
    one = pl.lit(money.GPCI_SCALE)
    national = pl.col("national")
    factor = pl.when(pl.col("factor_qp").is_null() | ~pl.col("qp")).then("factor").when("qp").then("factor_qp")
    return {
        "pe": of_setting("pe_facility", "pe_nonfacility"),
        "na": pl.when("facility").then("na_facility").otherwise("na_nonfacility"),
        "gw": pl.when(national).then(one).when(pl.col("gpe").is_not_null()).then(floored).cast(pl.Int64),
        "gpe": pl.when(national).then(one).otherwise("gpe").cast(pl.Int64),
        "gmp": pl.when(national).then(one).otherwise("gmp").cast(pl.Int64),
        "cf": factor,
    }


def published(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Add `why_not` where a line has no price, else its published amount and limiting charge of one unit, in cents.

    The limiting charge alone is of the unrounded product; who always takes assignment has none.
    """
    exact = product("work", "pe", "mp")
    priced = pl.col("why_not").is_null()
    looked = lines.with_columns(beside=beside(), of_code=of_code())
    return looked.with_columns(why_not=why_not()).with_columns(
        published=pl.when(priced).then(money.half_up(exact, money.SCALE)),
        limiting=pl.when(priced & ~assigned()).then(
            money.share(exact, pl.col("limiting_share"), money.BASIS, money.SCALE)
        ),
    )
