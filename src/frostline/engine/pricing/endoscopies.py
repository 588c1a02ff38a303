"""Endoscopic families (multiple-procedure indicator 3): the highest in full, each other less what the base is paid."""

from functools import cache

import polars as pl

from frostline.engine.pricing.product import of_setting, product
from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason, named
from frostline.model import money
from frostline.model.tables import Tables

ENDOSCOPY = "3"
FAMILY = "kin"  # families of a day, numbered
CITE = f"{LAYOUT}, multiple procedure indicator 3; {MANUAL} 40.6"


def families(priced: pl.LazyFrame, tables: Tables) -> pl.LazyFrame:
    """Find the family of each line, by the code of its base, and the published amount of that base.

    The base need not be on the claim. Each unit of an endoscopy is a member.
    """
    member = pl.col("multiple").eq(ENDOSCOPY).fill_null(value=False)
    family = pl.when(member).then("endoscopic_base").otherwise("code")
    return (
        priced.join(_bases(tables), left_on=["schedule", "endoscopic_base"], right_on=["release", "code"], how="left")
        .with_columns(member=member, family=family, base=_base_amount())
        .with_columns(kin=_kin())
        .with_columns(why_not=pl.coalesce("why_not", _why_not()))
    )


def _kin() -> pl.Expr:
    """Families of the days, numbered; lines that can have none share no number."""
    may = pl.col("member") | pl.col("code").is_in(pl.col("endoscopic_base").unique().implode())
    return pl.when(may).then(pl.struct("day", "family").rank("dense"))


def _bases(tables: Tables) -> pl.LazyFrame:
    names = {f"base_{name}": name for name in ("work", "pe_facility", "pe_nonfacility", "mp")}
    return tables.schedule.filter(modifier="").select("release", "code", **names)


@cache
def _base_amount() -> pl.Expr:
    """Published amount of the base where the line is priced; null where no relative values of it are held."""
    exact = product("base_work", of_setting("base_pe_facility", "base_pe_nonfacility"), "base_mp")
    return pl.when(exact.gt(0)).then(money.half_up(exact, money.SCALE))


@cache
def _why_not() -> pl.Expr:
    """Beside another of its family a member needs the amount of the base, and a whole amount of its own."""
    live = pl.col("member") & pl.col("why_not").is_null()
    several = pl.when(live).then("units").otherwise(0).sum().over(FAMILY).gt(1)
    nameless = pl.col("endoscopic_base").fill_null("").eq("")
    in_part = (live & pl.col("part").lt(money.PERCENT)).max().over(FAMILY)
    no_base = live & (nameless | (several & pl.col("base").is_null()))
    in_parts = live & several & in_part
    return pl.when(no_base).then(named("no_base")).when(in_parts).then(named("family_part"))


def reduced(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Each further member is paid its amount less that of the base (`rest`), never below zero; the base nothing.

    `total` is what the family is paid in all: the highest in full and the rest of every other unit.
    """
    paid = pl.col("why_not").is_null()
    live = pl.col("member") & paid
    rest = pl.when(live).then(pl.max_horizontal(pl.col("sided") - pl.col("base"), 0))
    highest = pl.when("live").then("sided").max()
    total = highest + (pl.col("rest") * pl.col("units")).sum() - pl.col("rest").max()
    is_base = ~pl.col("live") & paid & pl.col("total").is_not_null()
    return (
        priced.with_columns(live=live, rest=rest)
        .with_columns(total=total.over(FAMILY))
        .with_columns(unit_amount=pl.when(paid).then(pl.when(is_base).then(0).otherwise("sided")), is_base=is_base)
    )


SAYS = {
    "no_base": Reason("relative values of the base endoscopy of {code} ({endoscopic_base}) are not held", CITE),
    "family_part": Reason(
        "how the base endoscopy is taken off an amount that 54, 55 or 78 has parted is not published", CITE
    ),
}
