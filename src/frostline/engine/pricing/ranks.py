"""Ranks of the day: which procedures share a session, in which order, and the percentage of each."""

from functools import cache

import polars as pl

from frostline.engine.pricing.endoscopies import ENDOSCOPY, FAMILY
from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason, named
from frostline.model import money

STANDARD = "2"  # multiple-procedure indicator: ranked with all others of the day
KINDS = {
    "4": "imaging: the technical part of a further one is paid 50 %, the professional 95 %",
    "5": "therapy: half the practice expense of a further unit",
    "6": "cardiovascular tests: 75 % of the technical part of a further one",
    "7": "ophthalmic tests: 80 % of the technical part of a further one",
}
"""Reductions of other kinds, not built."""
PAYS_NOTHING = ["excluded", "alone", "status", "barred", "no_code"]  # reasons for which a line surely takes no rank
RANK_CITE = f"{MANUAL} 40.6; {LAYOUT}, multiple procedure indicator 2"


def unranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Lines whose reduction is not built have no amount, nor have ranked ones beside an unknown amount."""
    kind = pl.when(_beside_its_kind()).then(named("kind"))
    rank = pl.when(_beside_the_unknown()).then(named("rank"))
    return priced.with_columns(why_not=pl.coalesce("why_not", kind, rank))


@cache
def _beside_its_kind() -> pl.Expr:
    """Imaging, therapy and the like (4 to 7) beside another unit of their kind."""
    paid = ~pl.col("why_not").is_in(PAYS_NOTHING).fill_null(value=False)
    kind = pl.col("multiple").is_in(list(KINDS)).fill_null(value=False)
    same = pl.when(kind).then(pl.col("day").cast(pl.Int64) * 10 + pl.col("multiple").cast(pl.Int64))
    return kind & pl.when(paid).then("units").sum().over(same).gt(1)


@cache
def _beside_the_unknown() -> pl.Expr:
    """Beside a ranked procedure without an amount no rank is known; what is surely not paid takes no rank.

    A line whose indicator nobody holds may be of any kind, ranked or not.
    """
    ranked = pl.col("multiple").is_in([STANDARD, ENDOSCOPY]).fill_null(value=False)
    other = pl.col("multiple").is_in(list(KINDS)).fill_null(value=False)
    unknown = pl.col("why_not").is_not_null() & ~pl.col("why_not").is_in(PAYS_NOTHING)
    found = pl.when(unknown & pl.col("multiple").is_null()).then(2).when(unknown & ranked).then(1).otherwise(0)
    worst = found.cast(pl.UInt8).max().over("day")
    return (ranked & worst.gt(0)) | (other & worst.eq(2))


def ranked(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Rank the units of indicator 2, and each family as one procedure, by amount; take the percentages of the ranks.

    Units of one line have one amount, and so has a family, so they stand side by side: `before` of them come earlier.
    Ties go by code (of a family: its base's), then line. `unit_amounts` holds each unit of a ranked line, `unit_amount`
    that of others.
    """
    single = pl.col("multiple").eq(STANDARD) & pl.col("unit_amount").is_not_null() & ~pl.col("is_base")
    weight = pl.when("live").then("total").when(single).then("unit_amount")
    order = pl.struct("day", -weight, "family", -pl.col("unit_amount"), "code", "line").rank("ordinal")
    first = pl.col("live") & pl.col("order").eq(pl.when("live").then("order").min().over(FAMILY))
    taken = pl.when("single").then("units").when("first").then(1).otherwise(0)
    earlier = pl.col("running") - pl.col("running").min().over("day")
    before = earlier - (pl.col("live") & ~pl.col("first"))
    return (
        priced.with_columns(single=single.fill_null(value=False), order=order)
        .with_columns(first=first)
        .with_columns(running=_running(taken))
        .with_columns(before=before)
        .with_columns(unit_amounts=_amounts(), ranks=_ranks())
        .with_columns(why_not=pl.coalesce("why_not", _beyond()))
    )


def _running(taken: pl.Expr) -> pl.Expr:
    """Ranks that all lines before one take, over all days in order: one sum, where a sum a day would take longer."""
    ordered = taken.cast(pl.Int64).sort_by("order")
    return (ordered.cum_sum() - ordered).gather(pl.col("order") - 1)


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
    singles = money.share(slots, pl.col("unit_amount"))
    complete = slots.list.len().eq(pl.col("units"))
    return pl.when(pl.col("single") & complete).then(singles).when(percent.is_not_null()).then(_members(percent))


def _members(percent: pl.Expr) -> pl.Expr:
    """Units of an endoscopy: the first of the family's first line in full, every other its rest."""
    top, rest = (money.share(pl.col(name), percent) for name in ("unit_amount", "rest"))
    units = pl.int_ranges(pl.when("live").then("units"))
    is_first = units.list.eval(pl.element().eq(0).cast(pl.Int64))
    return is_first * pl.when("first").then(top - rest).otherwise(0) + rest


@cache
def _beyond() -> pl.Expr:
    """A unit whose rank has no percentage is paid by report."""
    beyond = (pl.col("single") | pl.col("live")) & pl.col("unit_amounts").is_null()
    return pl.when(beyond).then(named("by_report"))


SAYS = {
    "kind": Reason(
        "beside others of its kind the reduction is not built yet ({kind})", f"{LAYOUT}, indicator {{multiple}}"
    ),
    "rank": Reason("another procedure of the day has no amount yet, so the rank of this one is not known", RANK_CITE),
    "by_report": Reason("a sixth or later procedure of the day is paid by report", RANK_CITE),
}
