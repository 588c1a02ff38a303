"""Ranks of the day: which procedures share a session, in which order, and the percentage of each."""

from functools import cache

import polars as pl

from frostline.engine.pricing.endoscopies import ENDOSCOPY, FAMILY
from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason
from frostline.model import money

STANDARD = "2"  # multiple-procedure indicator: ranked with all others of the day
KINDS = {
    "4": "imaging: the technical part of a further one is paid 50 %, the professional 95 %",
    "5": "therapy: half the practice expense of a further unit",
    "6": "cardiovascular tests: 75 % of the technical part of a further one",
    "7": "ophthalmic tests: 80 % of the technical part of a further one",
}
"""Reductions of other kinds, not built."""
PAYS_NOTHING = ["excluded", "alone", "status", "barred"]  # reasons for which a line surely takes no rank
RANK_CITE = f"{MANUAL} 40.6; {LAYOUT}, multiple procedure indicator 2"


def unranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Lines whose reduction is not built have no amount, nor have ranked ones beside an unknown amount."""
    kind = pl.when(_beside_its_kind()).then(pl.lit("kind"))
    rank = pl.when(_beside_the_unknown()).then(pl.lit("rank"))
    return priced.with_columns(why_not=pl.coalesce("why_not", kind, rank))


@cache
def _beside_its_kind() -> pl.Expr:
    """Imaging, therapy and the like (4 to 7) beside another unit of their kind."""
    paid = ~pl.col("why_not").is_in(PAYS_NOTHING).fill_null(value=False)
    of_kind = pl.when(paid).then("units").sum().over("day", "multiple")
    return pl.col("multiple").is_in(list(KINDS)) & of_kind.gt(1)


@cache
def _beside_the_unknown() -> pl.Expr:
    """Beside a ranked procedure without an amount no rank is known; what is surely not paid takes no rank."""
    ranked = pl.col("multiple").is_in([STANDARD, ENDOSCOPY]).fill_null(value=False)
    unstated = pl.col("held") & pl.col("multiple").is_null()
    unknown = pl.col("why_not").is_not_null() & ~pl.col("why_not").is_in(PAYS_NOTHING)
    return ranked & ((ranked | unstated) & unknown).any().over("day")


def ranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Rank the units of indicator 2, and each family as one procedure, by amount; take the percentages of the ranks.

    Units of one line have one amount, and so has a family, so they stand side by side: `before` of them come earlier.
    Ties go by code (of a family: its base's), then line. `unit_amounts` holds each unit of a ranked line, `unit_amount`
    that of others.
    """
    single = pl.col("multiple").eq(STANDARD) & pl.col("unit_amount").is_not_null() & ~pl.col("is_base")
    weight = pl.when("live").then("total").when(single).then("unit_amount")
    order = pl.struct(-weight, "family", -pl.col("unit_amount"), "code", "line").rank("ordinal")
    first = pl.col("live") & pl.col("order").eq(pl.when("live").then("order").min().over(FAMILY))
    taken = pl.when("single").then("units").when("first").then(1).otherwise(0)
    before = (taken.cum_sum() - taken).over("day", order_by="order") - (pl.col("live") & ~pl.col("first"))
    return (
        priced.with_columns(single=single.fill_null(value=False), order=order)
        .with_columns(first=first)
        .with_columns(before=before)
        .with_columns(unit_amounts=_amounts(), ranks=_ranks())
        .with_columns(why_not=pl.coalesce("why_not", _beyond()))
    )


@cache
def _ranks() -> pl.Expr:
    """Ranks of the units of a line; the members of a family have one."""
    start = pl.col("before") + 1
    several = pl.int_ranges(start, start + pl.col("units"))
    return pl.when("single").then(several).when("live").then(pl.concat_list(start.cast(pl.Int64)))


@cache
def _amounts() -> pl.Expr:
    """Each unit times the percentage of its rank; null where there is none."""
    slots = pl.when("single").then(pl.col("percents").list.slice("before", "units"))
    percent = pl.when("live").then(pl.col("percents").list.get("before", null_on_oob=True))
    top = money.share(pl.when("first").then("unit_amount").otherwise("rest"), percent)
    others = money.share(pl.col("rest"), percent).repeat_by(pl.when("live").then(pl.col("units") - 1))
    singles = money.share(slots, pl.col("unit_amount"))
    complete = slots.list.len().eq(pl.col("units"))
    members = pl.concat_list(top, others)
    return pl.when(pl.col("single") & complete).then(singles).when(percent.is_not_null()).then(members)


@cache
def _beyond() -> pl.Expr:
    """A unit whose rank has no percentage is paid by report."""
    beyond = (pl.col("single") | pl.col("live")) & pl.col("unit_amounts").is_null()
    return pl.when(beyond).then(pl.lit("by_report"))


SAYS = {
    "kind": Reason(
        "beside others of its kind the reduction is not built yet ({kind})", f"{LAYOUT}, indicator {{multiple}}"
    ),
    "rank": Reason("another procedure of the day has no amount yet, so the rank of this one is not known", RANK_CITE),
    "by_report": Reason("a sixth or later procedure of the day is paid by report", RANK_CITE),
}
