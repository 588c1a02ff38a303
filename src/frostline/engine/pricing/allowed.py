"""The allowed amount of each line: adjustments in their order, ranks, units, lower of charge."""

import polars as pl

from frostline.engine.pricing.published import DAY, published, valued
from frostline.model import money
from frostline.model.tables import Tables
from frostline.model.vocabulary import Modifiers

RANKED = "2"  # multiple-procedure indicator: ranked with all others of the day
ENDOSCOPIES = "3"
OTHER_KINDS = ["4", "5", "6", "7"]
PAYS_NOTHING = ["excluded", "alone", "status"]  # reasons for which a line surely takes no rank
NAMED = ["claim", "line", "date", "code", "modifiers", "units", "facility", "mac", "locality", "national"]
ROW = ["schedule", "indices", "currency", "status", "multiple"]
VALUED = ["work", "pe", "mp", "gw", "gw_raw", "gpe", "gmp", "cf"]
PRICED = ["intra", "why_not", "published", "unit_amount", "ranks", "unit_amounts", "amount", "charge", "allowed"]


def allowed(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Price lines; one row a line in the order of `claim`, `line`, amounts in cents, `why_not` where unpriced."""
    return (
        published(valued(lines, tables, terms, modifiers), modifiers)
        .with_columns(unit_amount=_intra(modifiers))
        .pipe(_families)
        .pipe(_unranked)
        .pipe(_added)
        .with_columns(why_not=pl.coalesce("why_not", _beyond()))
        .with_columns(allowed=_lower_of_charge())
        .sort("claim", "line")
        .select(NAMED + ROW + VALUED + PRICED)
    )


def _intra(modifiers: Modifiers) -> pl.Expr:
    """78: the intra-operative share of the published amount (relative value file, intra-operative column)."""
    test = pl.element().is_in(modifiers.paying("intra_operative_share"))
    with_78 = pl.col("modifiers").list.eval(test).list.any().fill_null(value=False) & pl.col("intra").gt(0)
    return pl.when(with_78).then(money.share(pl.col("published"), pl.col("intra"))).otherwise("published")


def _families(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Endoscopies (3) beside another ranked procedure, and imaging, therapy and the like (4 to 7) beside their kind.

    Their reductions are not built, so such lines are not priced.
    """
    kind = pl.col("multiple").fill_null("")
    endoscopy, ranked = kind.eq(ENDOSCOPIES), kind.is_in([RANKED, ENDOSCOPIES])
    paid = ranked & ~pl.col("why_not").is_in(PAYS_NOTHING).fill_null(value=False)
    of_day = paid.cast(pl.Int64).mul("units").sum().over(DAY)
    of_kind = pl.col("units").sum().over([*DAY, "multiple"])
    clash = (endoscopy & of_day.gt(1)) | (kind.is_in(OTHER_KINDS) & of_kind.gt(1))
    return _unpriced(priced, clash, "family")


def _unranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Beside a ranked procedure without an amount no rank is known; what is surely not paid takes no rank."""
    ranked = pl.col("multiple").is_in([RANKED, ENDOSCOPIES]).fill_null(value=False)
    open_ = ranked & pl.col("unit_amount").is_null() & ~pl.col("why_not").is_in(PAYS_NOTHING)
    return _unpriced(priced, ranked & open_.any().over(DAY), "rank")


def _unpriced(priced: pl.LazyFrame, clash: pl.Expr, why: str) -> pl.LazyFrame:
    """Take the amount off the lines of a clash, with the reason, unless they had one."""
    held = clash.fill_null(value=False)
    reason = pl.coalesce("why_not", pl.when(held).then(pl.lit(why)))
    return priced.with_columns(why_not=reason, unit_amount=pl.when(~held).then("unit_amount"))


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
        .with_columns(before=(taken.cum_sum() - taken).over(DAY))
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
