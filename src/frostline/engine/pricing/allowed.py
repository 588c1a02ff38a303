"""The allowed amount of each line: adjustments in their order, ranks, units, lower of charge."""

import polars as pl

from frostline.engine.pricing.published import INTRA_ONLY, published, valued
from frostline.model import money
from frostline.model.tables import Tables

RANKED = "2"  # multiple-procedure indicator: ranked with all others of the day
ENDOSCOPIES = "3"
KEPT = (
    *("claim", "line", "date", "code", "modifiers", "units", "facility", "mac", "locality", "national"),
    *("schedule", "indices", "currency", "status", "multiple", "work", "pe", "mp", "gw", "gw_raw", "gpe", "gmp", "cf"),
    *("intra", "why_not", "published", "unit_amount", "ranks", "unit_amounts", "amount", "charge", "allowed"),
)


def allowed(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame, ranks: pl.LazyFrame) -> pl.LazyFrame:
    """Price lines; one row a line in the order of `claim`, `line`, amounts in cents, `why_not` where unpriced."""
    priced = published(valued(lines, tables, terms)).with_columns(unit_amount=_intra()).pipe(_endoscopies)
    return (
        priced.join(_summed(priced, ranks), on=["claim", "line"], how="left")
        .with_columns(why_not=pl.coalesce("why_not", _beyond()))
        .with_columns(allowed=_lower_of_charge())
        .sort("claim", "line")
        .select(KEPT)
    )


def _intra() -> pl.Expr:
    """78: the intra-operative share of the published amount (relative value file, intra-operative column)."""
    with_78 = pl.col("modifiers").list.contains(INTRA_ONLY) & pl.col("intra").gt(0)
    return pl.when(with_78).then(money.share(pl.col("published"), pl.col("intra"))).otherwise("published")


def _endoscopies(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Two endoscopies on one day share a base; that reduction is not built, so neither is priced."""
    several = pl.col("multiple").eq(ENDOSCOPIES).fill_null(value=False).sum().over("claim", "patient", "date").gt(1)
    clash = pl.col("multiple").eq(ENDOSCOPIES) & several
    text = pl.lit("several endoscopies on one day: the reduction by their base is not built yet")
    return priced.with_columns(
        why_not=pl.coalesce("why_not", pl.when(clash).then(text)),
        unit_amount=pl.when(~clash.fill_null(value=False)).then("unit_amount"),
    )


def _summed(priced: pl.LazyFrame, ranks: pl.LazyFrame) -> pl.LazyFrame:
    """Expand units, rank those of indicator 2 by amount (ties by code, then line), take percentages, add up."""
    units = priced.filter(pl.col("unit_amount").is_not_null()).select(
        "claim", "line", "patient", "date", "code", "multiple", "unit_amount", "units"
    )
    ranked = pl.col("multiple").eq(RANKED)
    each = units.with_columns(unit=pl.int_ranges("units")).explode("unit", empty_as_null=False, keep_nulls=False)
    placed = (
        each.filter(ranked)
        .sort(["unit_amount", "code", "line", "unit"], descending=[True, False, False, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over("claim", "patient", "date"))
        .join(ranks, on=["date", "rank"], how="left")
        .with_columns(amount=money.share(pl.col("unit_amount"), pl.col("percent")))
    )
    reduced = placed.group_by("claim", "line").agg(
        ranks=pl.col("rank").sort(),
        unit_amounts=pl.col("amount").sort_by("rank"),
        amount=pl.when(pl.col("amount").is_not_null().all()).then(pl.col("amount").sum()),
    )
    nothing = pl.lit(None, dtype=pl.List(pl.Int64))
    flat = units.filter(~ranked).select(
        "claim",
        "line",
        ranks=nothing,
        unit_amounts=nothing,
        amount=pl.col("unit_amount") * pl.col("units"),
    )
    return pl.concat([reduced, flat], how="vertical_relaxed")


def _beyond() -> pl.Expr:
    """A unit whose rank has no percentage is paid by report."""
    beyond = pl.col("unit_amount").is_not_null() & pl.col("amount").is_null()
    return pl.when(beyond).then(pl.lit("a sixth or later procedure of the day is paid by report"))


def _lower_of_charge() -> pl.Expr:
    lower = pl.min_horizontal("amount", "charge")  # a null charge does not count
    return pl.when(pl.col("amount").is_not_null()).then(lower)
