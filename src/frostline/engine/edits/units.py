"""Limits on units and companions: MUE, add-on codes, codes of the schedule."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, edit, finding, known, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

BY_LINE, BY_POLICY, BY_RECORDS = 1, 2, 3  # MUE adjudication indicators
CONTRACTOR = "CCCCC"  # stands in the add-on table where the contractor decides on the primary code


@edit("ncci.mue", table="mue", cite="NCCI medically unlikely edits, practitioner")
def medically_unlikely(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """No more units of a code than its medically unlikely edit allows: on a line (MAI 1), or on a day (2, 3)."""
    spoken = known(today(lines), tables, "mue")
    limited = spoken.join(
        tables.mue.select("release", "code", limit="units", mai="mai"), on=["release", "code"]
    ).with_columns(day=pl.col("units").sum().over([*SAME_DAY, "code"]))
    total = pl.when(pl.col("mai").eq(BY_LINE)).then("units").otherwise("day")
    over = limited.with_columns(total=total).filter(pl.col("total").gt(pl.col("limit")))
    once = over.sort("line").unique([*SAME_DAY, "claim", "code"], keep="first", maintain_order=True)
    because = "{total} units of {code}; the limit is {limit} (MAI {mai})"
    return pl.concat(
        [
            once.filter(mai=BY_RECORDS).select(
                finding(Status.failed, because, "Records must support the units; they can overcome this limit on appeal")
            ),
            once.filter(pl.col("mai").ne(BY_RECORDS)).select(
                finding(Status.failed, because, "Report at most {limit}; this limit is absolute")
            ),
            _no_units(limited),
            _outside(spoken, "whether {units} units of {code} exceed a limit", "the MUE table of that quarter"),
        ]
    )


def _no_units(limited: Frame) -> Frame:
    because = "The line of {code} states no units"
    return limited.filter(pl.col("units").is_null()).select(finding(Status.not_checked, because, "State the units"))


@edit("ncci.addon", table="addon", cite="NCCI add-on code edits")
def add_on(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """An add-on code is paid only beside one of its primary codes, same patient, provider and day."""
    spoken = known(today(lines), tables, "addon")
    listed = tables.addon.select("release", code="add_on", primary="primary")
    together = lines.select(*SAME_DAY, primary="code", beside=pl.lit(value=True))
    needed = (
        spoken.join(listed, on=["release", "code"])
        .join(together.unique(), on=[*SAME_DAY, "primary"], how="left")
        .group_by("claim", "line", "code", "release", "known_through", "currency")
        .agg(
            alone=pl.col("beside").is_null().all(),
            contractor=pl.col("primary").eq(CONTRACTOR).any(),
            primaries=pl.col("primary").sort().unique(maintain_order=True).str.join(", ").str.head(70),
        )
        .filter("alone")
    )
    because = "{code} is an add-on code and stands alone; its primary codes: {primaries}"
    return pl.concat(
        [
            needed.filter(~pl.col("contractor")).select(
                finding(Status.failed, because, "Report the primary code of the same session, or take {code} off")
            ),
            needed.filter("contractor").select(
                finding(Status.not_checked, "{code}: the contractor decides on its primary codes", "Ask your MAC")
            ),
            _new_add_ons(spoken, tables, listed),
        ]
    )


def _new_add_ons(spoken: Frame, tables: Tables, listed: Frame) -> Frame:
    """Add-on by the schedule (ZZZ), but in no add-on table held: newer than the table."""
    packaged = _current(tables).filter(global_days="ZZZ").select("date", "code")
    silent = spoken.join(packaged, on=["date", "code"], how="semi").join(listed, on=["release", "code"], how="anti")
    because = "{code} is an add-on code by the schedule, but the add-on table held does not list it"
    return silent.select(finding(Status.not_checked, because, "Add the add-on table of that quarter"))


def _current(tables: Tables) -> Frame:
    """Rows of the schedule as of each day."""
    days = tables.as_of.filter(table="schedule").select("date", "release")
    return days.join(tables.schedule.filter(modifier=""), on="release")


@edit("code.unknown", table="schedule", cite="Medicare physician fee schedule, relative value file")
def in_schedule(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """A code must stand in the fee schedule of the day."""
    spoken = known(today(lines), tables, "schedule")
    absent = spoken.filter("known").join(tables.schedule, on=["release", "code"], how="anti")
    because = "{code} is not in the fee schedule {release}"
    return pl.concat(
        [
            absent.select(finding(Status.failed, because, "Deleted, or never a code: look up its successor")),
            _outside(spoken, "whether the schedule holds {code}", "the relative value file of that quarter"),
        ]
    )


def _outside(spoken: Frame, what: str, table: str) -> Frame:
    because = f"{what} is not known: the figures held do not cover it on {{date}}"
    return spoken.filter(~pl.col("known")).select(finding(Status.not_checked, because, f"Add {table}"))
