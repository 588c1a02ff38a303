"""The cap on the technical part of imaging: what the hospital outpatient schedule pays."""

import polars as pl

from frostline.engine.pricing.product import of_setting, product
from frostline.model import money
from frostline.model.tables import Tables

ROW = ["caps", "code", "component", "mac", "locality"]
OPPS = ["pe_nonfacility_opps", "pe_facility_opps", "mp_opps"]


def capped(priced: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """Imaging is paid the lower of the schedule and its cap; its limiting charge is of the lower too.

    The cap is that of the table of caps held for the day, which lists the codes that a cap lowers; without a table,
    and nationally, the product with the OPPS columns of the schedule, from which the publisher makes the table.
    `cap_of`: the release the cap comes from.
    """
    lower = pl.col("cap") < pl.col("published")
    of_cap = money.share(pl.col("cap"), pl.col("limiting_share"), money.BASIS)
    return _with_caps(priced, tables).with_columns(
        capped=pl.when(lower).then("cap").otherwise("published"),
        limiting=pl.when(lower & pl.col("limiting").is_not_null()).then(of_cap).otherwise("limiting"),
    )


def _with_caps(priced: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    caps = tables.oppscap.select(
        "code", "mac", "locality", caps="release", component="modifier",
        facility_cap="facility", nonfacility_cap="nonfacility",
    )  # fmt: skip
    listed = pl.col("caps").is_not_null() & ~pl.col("national")
    return priced.join(caps, on=ROW, how="left").with_columns(
        cap=pl.when(listed).then(of_setting("facility_cap", "nonfacility_cap")).otherwise(_made()),
        cap_of=pl.when(listed).then("caps").otherwise("schedule"),
    )


def _made() -> pl.Expr:
    """The product with the OPPS columns, for codes that have them."""
    exact = product("work", of_setting("pe_facility_opps", "pe_nonfacility_opps"), "mp_opps")
    return pl.when(pl.max_horizontal(OPPS).gt(0)).then(money.half_up(exact, money.SCALE))
