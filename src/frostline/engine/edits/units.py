"""Limits on units and companions: MUE, add-on codes, codes of the schedule."""

import polars as pl

from frostline.engine.edits.frame import NEEDS_SCHEDULE, SAME_DAY, Frame, Hits, Says, case, edit, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import PACKAGED, Tables

BY_LINE, BY_RECORDS = 1, 3  # MUE adjudication indicators
CONTRACTOR = "CCCCC"  # stands in the add-on table where the contractor decides on the primary code

UNITS = "{total} units of {code}; the limit is {limit} (MAI {mai})"
MUE = {
    "records": Says(UNITS, "Records must support the units; they overcome this limit on appeal"),
    "absolute": Says(UNITS, "Report at most {limit}; this limit is absolute"),
    "no_units": Says("The line of {code} states no units", "State the units", Status.not_checked),
    "outside": Says(
        "Whether the units of {code} ({units}) exceed a limit is not known: the figures held do not cover it on {date}",
        "Add the MUE table of that quarter",
        Status.not_checked,
    ),
}


@edit(
    "ncci.mue",
    table="mue",
    cite="NCCI medically unlikely edits, practitioner",
    when=lambda _: ~pl.col("earlier"),
)
def medically_unlikely(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """No more units of a code than its medically unlikely edit allows: on a line (MAI 1), or on a day (2, 3)."""
    same = [*SAME_DAY, "code"]
    total = pl.when(pl.col("mai").eq(BY_LINE)).then("units").otherwise(pl.col("units").sum().over(same))
    limited = today(lines.with_columns(total=total))
    first = pl.col("line").eq(pl.col("line").min().over([*same, "claim"]))
    over = pl.col("total").gt(pl.col("limit")) & (first | pl.col("mai").eq(BY_LINE))
    said = case(
        records=over & pl.col("mai").eq(BY_RECORDS),
        absolute=over,
        no_units=pl.col("units").is_null(),
        outside=~pl.col("mue_known"),
    )
    return (Hits(limited.with_columns(said), MUE),)


ADD_ON = {
    "alone": Says(
        "{code} is an add-on code and stands without a primary code ({primaries})",
        "Report the primary code of the same session, or take {code} off",
    ),
    "contractor": Says(
        "{code} is an add-on code; which primary codes it goes with, the contractor decides",
        "Ask your MAC",
        Status.not_checked,
    ),
    "newer": Says(
        "{code} is an add-on code by the schedule, and the add-on table held does not list it",
        "Add the add-on table of that quarter",
        Status.not_checked,
    ),
    "outside": Says(
        "Whether {code} is an add-on code is not known: the figures held do not cover it on {date}",
        "Add the add-on table of that quarter",
        Status.not_checked,
    ),
}


@edit("ncci.addon", table="addon", cite="NCCI add-on code edits", when=lambda _: pl.col("days").is_null())
def add_on(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """An add-on code is paid only beside one of its primary codes, same patient, provider and day."""
    listed = tables.addon.select(addon="release", code="add_on", primary="primary")
    together = lines.select(*SAME_DAY, primary="code", beside=pl.lit(value=True)).unique()
    judged = (
        today(lines)
        .join(listed, on=["addon", "code"], how="left")
        .join(together, on=[*SAME_DAY, "primary"], how="left")
        .group_by("claim", "line", "date", "code", "global_days", "days", "addon_known")
        .agg(beside=pl.col("beside").any(), primaries=pl.col("primary").unique().sort().drop_nulls())
    )
    stands = pl.col("beside").fill_null(value=False)
    unlisted = pl.col("primaries").list.len().eq(0)
    said = case(
        newer=unlisted & pl.col("global_days").eq(PACKAGED),
        contractor=pl.col("primaries").list.contains(CONTRACTOR) & ~stands,
        alone=~unlisted & ~stands,
        outside=unlisted & ~pl.col("addon_known") & pl.col("days").is_null(),
    )
    short = pl.col("primaries").list.head(12).list.join(", ")
    return (Hits(judged.with_columns(said, primaries=short), ADD_ON),)


SCHEDULE = {
    "absent": Says("{code} is not in the fee schedule {schedule}", "Deleted, or never a code: look up its successor"),
    "outside": Says(
        "Whether the schedule holds {code} is not known: the figures held do not cover it on {date}",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


@edit(
    "code.unknown",
    table="schedule",
    cite="Medicare physician fee schedule, relative value file",
    when=lambda _: pl.col("in_schedule").is_null(),
)
def in_schedule(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A code must stand in the fee schedule of the day."""
    known = pl.col("schedule_known")
    said = case(absent=known & pl.col("in_schedule").is_null(), outside=~known)
    return (Hits(today(lines).with_columns(said), SCHEDULE),)
