"""The allowed amount of each line: adjustments in their order, units, lower of charge."""

import polars as pl

from frostline.engine.pricing.bilateral import sided
from frostline.engine.pricing.components import capped
from frostline.engine.pricing.endoscopies import families, reduced
from frostline.engine.pricing.package import parted
from frostline.engine.pricing.providers import provided
from frostline.engine.pricing.published import published, valued
from frostline.engine.pricing.ranks import ranked, unranked
from frostline.engine.pricing.ways import with_ways
from frostline.model.tables import Tables
from frostline.model.vocabulary import Modifiers

NAMED = [
    "claim", "line", "date", "code", "modifiers", "component", "units", "facility", "mac", "locality", "national",
    "role", "participating", "place",
]  # fmt: skip
ROW = [
    "schedule", "indices", "caps", "currency", "status", "multiple", "bilateral", "assistant", "cosurgeon", "team",
    "global_days", "endoscopic_base", "parts", "ways",
]  # fmt: skip
VALUED = ["work", "pe", "mp", "gw", "gw_raw", "gpe", "gmp", "cf"]
ADJUSTED = [
    "published", "limiting", "limiting_share", "cap", "cap_of", "capped", "part", "parted", "both", "sides", "sided",
    "family", "base", "live", "is_base", "first", "rest", "percents", "ranks", "ranked", "helping", "helped",
    "practicing", "practiced", "taking_part",
]  # fmt: skip
PRICED = ["why_not", "amount", "charge", "allowed"]
SHORT = [*NAMED, *ROW, *VALUED, "published", "limiting", "cap", "cap_of", *PRICED]
"""Columns of an answer without those that only its explanation needs."""


def allowed(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Price lines; one row a line in the order of `claim`, `line`, amounts in cents, `why_not` where unpriced."""
    return (
        valued(with_ways(lines, modifiers), tables, terms)
        .pipe(published)
        .pipe(capped, tables)
        .pipe(parted)
        .pipe(sided)
        .pipe(families, tables)
        .pipe(unranked)
        .pipe(reduced)
        .pipe(ranked)
        .pipe(provided)
        .with_columns(allowed=_lower_of_charge(), why_not=pl.col("why_not").cast(pl.String))
        .sort("claim", "line")
        .select(NAMED + ROW + VALUED + ADJUSTED + PRICED)
    )


def _lower_of_charge() -> pl.Expr:
    lower = pl.min_horizontal("amount", "charge")  # a null charge does not count
    return pl.when(pl.col("amount").is_not_null()).then(lower)
