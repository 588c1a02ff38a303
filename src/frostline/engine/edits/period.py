"""The global period: what an earlier or same-day procedure already pays for."""

import polars as pl

from frostline.engine.edits.frame import NEEDS_SCHEDULE, SAME_DAY, Frame, Hits, Says, case, edit, has, today, visits
from frostline.engine.edits.pairs import paired, two_lines
from frostline.model import cites
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import MAJOR, Tables


@edit(
    "global.period",
    table="schedule",
    cite=cites.PERIOD,
    when=lambda book: (
        pl.col("earlier") | pl.col("code").is_in(visits(book)) | (pl.col("date").n_unique().over("patient") > 1)
    ),
)
def global_period(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:
    """Inside the global period of a procedure by the same provider, a service needs the modifier that sets it apart."""
    visit = pl.col("code").is_in(visits(book))
    return (
        Hits(_running(lines).with_columns(_later(visit)), RUNNING),
        Hits(_same_day(lines, visit, paired(two_lines(lines), tables)), SAME),
        Hits(_unknown(lines), HISTORY),
    )


LATER = "{code} falls on day {day} of the {length} days after {procedure} of {on}"
RUNNING = {
    "visit": Says(
        LATER,
        "24, if the visit was for an unrelated problem; otherwise it is part of {procedure} and is not billed",
    ),
    "procedure": Says(
        LATER,
        "79 if unrelated, 58 if planned or more extensive, 78 if a return to the operating room; else part of it",
    ),
    "outside": Says(
        f"{LATER}; whether {{code}} belongs to it is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}
SAME = {
    "same_day": Says(
        "{code} stands beside {procedure} of the same day, whose global period includes the visit",
        "25, if the visit was significant and separate; otherwise it is not billed",
    ),
    "beside": Says(
        "{code} stands beside {procedure}, whose global period is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}
HISTORY = {
    "nobody": Says(
        "Who did {code} of {date} is not recorded; only the same provider's procedure binds",
        "State provider: same or other",
        Status.not_checked,
    ),
    "outside": Says(
        "Whether {code} of {date} has a global period is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


def _running(lines: Frame) -> Frame:
    """Each line beside each earlier procedure of the same patient and provider whose period still runs."""
    procedures = lines.filter(pl.col("days").gt(0)).select(
        "patient", "provider", procedure="code", on="date", length="days"
    )
    return (
        today(lines)
        .join(procedures, on=["patient", "provider"])
        .with_columns(day=(pl.col("date") - pl.col("on")).dt.total_days())
        .filter(pl.col("day").is_between(1, pl.col("length")))
    )


def _later(visit: pl.Expr) -> pl.Expr:
    set_apart = has("modifiers", ["58", "78", "79"])
    return case(
        visit=visit & ~has("modifiers", ["24"]),
        procedure=~visit & pl.col("days").is_not_null() & ~set_apart,
        outside=~visit & ~pl.col("schedule_known") & ~set_apart,
    )


def _same_day(lines: Frame, visit: pl.Expr, pairs: Frame) -> Frame:
    """A visit on the day of a procedure that no pair joins it to: new patients have no pair in the table."""
    unknown = ~pl.col("schedule_known")
    procedures = lines.filter(~visit & (pl.col("days").is_not_null() | unknown)).select(
        *SAME_DAY, procedure="code", length="days"
    )
    set_apart = has("modifiers", ["25", "57"])  # whether 57 is right is for its own edit
    return (
        today(lines)
        .filter(visit)
        .join(procedures, on=SAME_DAY)
        .join(pairs.select("claim", "line"), on=["claim", "line"], how="anti")
        .sort("claim", "line", pl.col("length").is_null(), "procedure")
        .unique(["claim", "line"], keep="first", maintain_order=True)
        .with_columns(case(same_day=~set_apart & pl.col("length").is_not_null(), beside=~set_apart))
    )


def _unknown(lines: Frame) -> Frame:
    """Earlier procedures whose provider or global period is not known; they concern the claim, not a line."""
    latest = pl.col("date").filter(~pl.col("earlier")).max().over(["claim", "patient"])
    ago = (latest - pl.col("date")).dt.total_days()
    running = ago.le(pl.col("days").fill_null(MAJOR))
    nobody = pl.col("provider").is_null() & running & pl.col("days").fill_null(1).ne(0)
    outside = pl.col("provider").is_not_null() & ~pl.col("schedule_known") & running
    no_line = pl.lit(None, dtype=pl.Int32)
    told = lines.with_columns(case(nobody=nobody, outside=outside))
    return told.filter("earlier").with_columns(line=no_line)
