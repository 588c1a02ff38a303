"""The allowed amount of each line: adjustments in their order, ranks, units, lower of charge."""

import polars as pl

from frostline.engine.pricing.published import published, valued
from frostline.model import money
from frostline.model.knowledge import Modifiers
from frostline.model.tables import Tables

RANKED = "2"  # multiple-procedure indicator: ranked with all others of the day
ENDOSCOPIES = "3"
KEPT = (
    *("claim", "line", "date", "code", "modifiers", "units", "facility", "mac", "locality", "national"),
    *(
        "schedule",
        "indices",
        "currency",
        "status",
        "multiple",
        "work",
        "pe",
        "mp",
        "gw",
        "gw_raw",
        "gpe",
        "gmp",
        "cf",
    ),
    *("intra", "why_not", "published", "unit_amount", "ranks", "unit_amounts", "amount", "charge", "allowed"),
)


def allowed(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Price lines; one row a line in the order of `claim`, `line`, amounts in cents, `why_not` where unpriced."""
    return (
        published(valued(lines, tables, terms, modifiers), modifiers)
        .with_columns(unit_amount=_intra(modifiers))
        .pipe(_endoscopies)
        .pipe(_unranked)
        .pipe(_added)
        .with_columns(why_not=pl.coalesce("why_not", _beyond()))
        .with_columns(allowed=_lower_of_charge())
        .sort("claim", "line")
        .select(KEPT)
    )


def _intra(modifiers: Modifiers) -> pl.Expr:
    """78: the intra-operative share of the published amount (relative value file, intra-operative column)."""
    held = pl.col("modifiers").list.set_intersection(modifiers.paying("intra_operative_share"))
    with_78 = held.list.len().gt(0) & pl.col("intra").gt(0)
    return pl.when(with_78).then(money.share(pl.col("published"), pl.col("intra"))).otherwise("published")


def _endoscopies(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Two endoscopies on one day share a base; that reduction is not built, so neither is priced."""
    several = pl.col("multiple").eq(ENDOSCOPIES).fill_null(value=False).sum().over("claim", "patient", "date").gt(1)
    clash = pl.col("multiple").eq(ENDOSCOPIES) & several
    return priced.with_columns(
        why_not=pl.coalesce("why_not", pl.when(clash).then(pl.lit("endoscopies"))),
        unit_amount=pl.when(~clash.fill_null(value=False)).then("unit_amount"),
    )


def _unranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Beside a ranked procedure without an amount no rank is known; what Medicare excludes takes no rank."""
    ranked = pl.col("multiple").eq(RANKED).fill_null(value=False)
    open_ = ranked & pl.col("unit_amount").is_null() & pl.col("why_not").ne("excluded")
    clash = ranked & open_.any().over("claim", "patient", "date")
    return priced.with_columns(
        why_not=pl.coalesce("why_not", pl.when(clash).then(pl.lit("rank"))),
        unit_amount=pl.when(~clash).then("unit_amount"),
    )


def _added(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Rank the units of indicator 2 of a day by amount (ties by code, then line), take percentages, add up.

    Units of one line have one amount, so they stand side by side in the ranking: `before` units come earlier.
    """
    ranked = pl.col("multiple").eq(RANKED) & pl.col("unit_amount").is_not_null()
    taken = pl.when(ranked).then("units").otherwise(0)
    slots = pl.when(ranked).then(pl.col("percents").list.slice("before", "units"))
    rank = pl.int_ranges(pl.col("before") + 1, pl.col("before") + 1 + pl.col("units"))
    amounts = money.share(pl.col("slots"), pl.col("unit_amount"))
    short = pl.col("slots").list.len() < pl.col("units")
    flat = pl.col("unit_amount") * pl.col("units")
    return (
        priced.sort(["unit_amount", "code", "line"], descending=[True, False, False], nulls_last=True)
        .with_columns(before=(taken.cum_sum() - taken).over("claim", "patient", "date"))
        .with_columns(slots=slots)
        .with_columns(unit_amounts=amounts, ranks=pl.when(ranked).then(rank))
        .with_columns(amount=pl.when(ranked & ~short).then(pl.col("unit_amounts").list.sum()).when(~ranked).then(flat))
    )


def _beyond() -> pl.Expr:
    """A unit whose rank has no percentage is paid by report."""
    beyond = pl.col("unit_amount").is_not_null() & pl.col("amount").is_null()
    return pl.when(beyond).then(pl.lit("by_report"))


def _lower_of_charge() -> pl.Expr:
    lower = pl.min_horizontal("amount", "charge")  # a null charge does not count
    return pl.when(pl.col("amount").is_not_null()).then(lower)
