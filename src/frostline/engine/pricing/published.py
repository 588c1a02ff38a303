"""The published amount of each line: relative values, indices, factor, one product, one rounding."""

import polars as pl

from frostline.model import money
from frostline.model.tables import Tables
from frostline.model.vocabulary import Modifiers

DAY = ["claim", "patient", "date"]
PAID = ["A", "R", "T"]
ALONE = "T"  # paid only where nothing else of the day is


def valued(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Join each line with its row of the schedule, its indices and its factor; what does not join stays null."""
    component = (
        pl.col("modifiers").list.eval(pl.element().filter(pl.element().is_in(modifiers.paying("own_row")))).list.first()
    )
    return (
        lines.with_columns(component=component.fill_null(""))
        .join(terms, on="date", how="left")
        .join(
            tables.schedule.with_columns(held=pl.lit(value=True)).rename({"release": "schedule"}),
            left_on=["schedule", "code", "component"],
            right_on=["schedule", "code", "modifier"],
            how="left",
        )
        .join(_indices(tables), on=["indices", "mac", "locality"], how="left")
        .with_columns(**_components())
    )


def _indices(tables: Tables) -> pl.LazyFrame:
    return tables.gpci.select(
        "mac", "locality", indices="release", gw_raw="work", gw_floored="work_floored", gpe="pe", gmp="mp"
    )


def _components() -> dict[str, pl.Expr]:
    """The three relative values, the three indices and the factor that apply to a line."""
    floored = pl.max_horizontal(pl.coalesce("gw_raw", "gw_floored"), "floor")
    one = pl.lit(money.GPCI_SCALE)
    national = pl.col("national")
    factor = pl.when(pl.col("factor_qp").is_null() | ~pl.col("qp")).then("factor").when("qp").then("factor_qp")
    return {
        "pe": pl.when("facility").then("pe_facility").when(~pl.col("facility")).then("pe_nonfacility"),
        "na": pl.when("facility").then("na_facility").otherwise("na_nonfacility"),
        "gw": pl.when(national).then(one).when(pl.col("gpe").is_not_null()).then(floored).cast(pl.Int64),
        "gpe": pl.when(national).then(one).otherwise("gpe").cast(pl.Int64),
        "gmp": pl.when(national).then(one).otherwise("gmp").cast(pl.Int64),
        "cf": factor,
    }


def published(lines: pl.LazyFrame, modifiers: Modifiers) -> pl.LazyFrame:
    """Add `why_not` where a line has no price, else its published amount of one unit, in cents."""
    rvus = tuple(pl.col(name).cast(pl.Int64) for name in ("work", "pe", "mp"))
    indices = tuple(pl.col(name) for name in ("gw", "gpe", "gmp"))
    amount = money.published(rvus, indices, pl.col("cf"))  # type: ignore[arg-type]  # three of each, as built above
    return lines.with_columns(why_not=_why_not(modifiers)).with_columns(
        published=pl.when(pl.col("why_not").is_null()).then(amount)
    )


def _any(wanted: list[str], *, within: bool = True) -> pl.Expr:
    """Whether a modifier of the line is among the wanted (or, turned round, is not)."""
    test = pl.element().is_in(wanted)
    return pl.col("modifiers").list.eval(test if within else ~test).list.any().fill_null(value=False)


def _why_not(modifiers: Modifiers) -> pl.Expr:
    """Name of the first reason (`WHY_NOT`) for which a line is not priced; null where it is."""
    components = pl.element().is_in(modifiers.paying("own_row"))
    several = pl.col("modifiers").list.eval(components).list.sum().fill_null(0).gt(1)
    built = modifiers.paying("in_full", "own_row", "intra_operative_share")
    reasons = {
        "no_schedule": pl.col("schedule").is_null(),
        "not_held": pl.col("held").is_null(),
        "contractor": pl.col("status").eq("C"),
        "status": ~pl.col("status").is_in(PAID),
        "alone": pl.col("status").eq(ALONE) & pl.len().over(DAY).gt(1),
        "no_units": pl.col("units").is_null(),
        "excluded": _any(modifiers.paying("nothing")),
        "modifier": _any(built, within=False) | several,
        "no_place": pl.col("facility").is_null(),
        "not_done_there": pl.col("na"),
        "no_locality": pl.col("gpe").is_null(),
        "no_factor": pl.col("cf").is_null(),
    }
    chosen: pl.Expr = pl.lit(None, dtype=pl.String)
    for name, test in reversed(reasons.items()):
        chosen = pl.when(test).then(pl.lit(name)).otherwise(chosen)
    return chosen


WHY_NOT = {
    "no_schedule": "no relative value file is held for the day or before",
    "not_held": "{code} is not among the relative values held ({schedule})",
    "contractor": "{code} is priced by the contractor (status C)",
    "status": "{code} has status {status}: the schedule pays nothing for it",
    "alone": "{code} has status T: paid only where nothing else of the day is",
    "no_units": "the line states no units",
    "excluded": "{modifiers} says that Medicare does not pay for it",
    "modifier": "no payment rule is built for a modifier among {modifiers}",
    "no_place": "the place of service is not known",
    "not_done_there": "the schedule marks {code} as not done in this setting (NA); is the place right?",
    "no_locality": "the locality is not known",
    "no_factor": "whether the provider is a qualifying APM participant is not known",
    "family": "multiple-procedure indicator {multiple} beside others of its kind: that reduction is not built yet",
    "rank": "another procedure of the day has no amount yet, so the rank of this one is not known",
    "by_report": "a sixth or later procedure of the day is paid by report",
}
"""What each reason says; {name} stands for a column."""
