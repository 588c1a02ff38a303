"""The cap on the technical part of imaging: what the hospital outpatient schedule pays, by locality."""

import polars as pl

from frostline.engine.pricing.product import of_setting
from frostline.model import money
from frostline.model.tables import Tables

ROW = ["caps", "code", "component", "mac", "locality"]
OPPS = ["pe_nonfacility_opps", "pe_facility_opps", "mp_opps"]


def capped(priced: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """Imaging is paid the lower of the schedule and its cap in the locality; its limiting charge is of the lower too.

    `uncapped`: subject to a cap that is not held for the day or the locality, so that the amount is an upper bound.
    """
    caps = tables.oppscap.select(
        "code", "mac", "locality", caps="release", component="modifier",
        facility_cap="facility", nonfacility_cap="nonfacility",
    )  # fmt: skip
    lower = pl.col("cap") < pl.col("published")
    of_cap = money.share(pl.col("cap"), pl.col("limiting_share"), money.BASIS)
    subject = pl.max_horizontal(OPPS).gt(0) & pl.col("published").is_not_null() & pl.col("cap").is_null()
    return (
        priced.join(caps, on=ROW, how="left")
        .with_columns(cap=of_setting("facility_cap", "nonfacility_cap"))
        .with_columns(
            capped=pl.when(lower).then("cap").otherwise("published"),
            limiting=pl.when(lower).then(of_cap).otherwise("limiting"),
            uncapped=subject.fill_null(value=False),
        )
    )
