"""The published amount of each line: relative values, indices, factor, one product, one rounding."""

import polars as pl

from frostline.model import money
from frostline.model.tables import Tables

PAID = ["A", "R", "T"]
COMPONENT = ["26", "TC", "53"]  # modifiers with rows of their own in the schedule
FULL = ["24", "25", "27", "57", "58", "59", "76", "77", "79", "XE", "XP", "XS", "XU", "51", "LT", "RT"]
FULL += ["E1", "E2", "E3", "E4", "GA", "GX", "GC", "KX", "Q5", "Q6", "AG", "AI", "CR"]
INTRA_ONLY = "78"
LATERAL = [f"{side}{digit}" for side in "FT" for digit in [*range(1, 10), "A"]]


def valued(lines: pl.LazyFrame, tables: Tables, terms: pl.LazyFrame) -> pl.LazyFrame:
    """Join each line with its row of the schedule, its indices and its factor; what does not join stays null."""
    component = pl.col("modifiers").list.eval(pl.element().filter(pl.element().is_in(COMPONENT))).list.first()
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


def published(lines: pl.LazyFrame) -> pl.LazyFrame:
    """Add `why_not` where a line has no price, else its published amount of one unit, in cents."""
    rvus = tuple(pl.col(name).cast(pl.Int64) for name in ("work", "pe", "mp"))
    indices = tuple(pl.col(name) for name in ("gw", "gpe", "gmp"))
    amount = money.published(rvus, indices, pl.col("cf"))  # type: ignore[arg-type]  # three of each, as built above
    return lines.with_columns(why_not=_why_not()).with_columns(
        published=pl.when(pl.col("why_not").is_null()).then(amount)
    )


def _why_not() -> pl.Expr:
    """The first reason why a line is not priced; null where it is."""
    unpriced = pl.col("modifiers").list.set_difference([*FULL, *LATERAL, *COMPONENT, INTRA_ONLY])
    reasons = [
        (pl.col("schedule").is_null(), pl.lit("no relative value file is held for the day or before")),
        (
            pl.col("held").is_null(),
            pl.format("{} is not among the relative values held ({})", "code", "schedule"),
        ),
        (pl.col("status").eq("C"), pl.format("{} is priced by the contractor (status C)", "code")),
        (
            ~pl.col("status").is_in(PAID),
            pl.format("{} has status {}: the schedule pays nothing", "code", "status"),
        ),
        (pl.col("units").is_null(), pl.lit("the line states no units")),
        (
            unpriced.list.len().gt(0),
            pl.format("modifier {} changes the amount in a way not built yet", unpriced.list.join(" ")),
        ),
        (pl.col("facility").is_null(), pl.lit("the place of service is not known")),
        (pl.col("na"), pl.lit("the schedule marks the code as not done in this setting (NA)")),
        (pl.col("gpe").is_null(), pl.lit("the locality is not known")),
        (pl.col("cf").is_null(), pl.lit("whether the provider is a qualifying APM participant is not known")),
    ]
    chain = pl.when(reasons[0][0]).then(reasons[0][1])
    for test, text in reasons[1:]:
        chain = chain.when(test).then(text)
    return chain.otherwise(pl.lit(None, dtype=pl.String))
