"""The global period: what an earlier or same-day procedure already pays for."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, edit, finding, has, known, numbered, today
from frostline.engine.edits.modifiers import MAJOR
from frostline.engine.edits.pairs import two_lines
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

CITE = "Medicare Claims Processing Manual, chapter 12, section 40.1; relative value file, global days"


@edit("global.period", table="schedule", cite=CITE)
def global_period(lines: Frame, tables: Tables, book: Book) -> Frame:
    """Inside the global period of a procedure by the same provider, a service needs the modifier that sets it apart."""
    visits = [code for held in book.beside if held.kind == "visit" for code in held.codes]
    dated = _with_days(lines, tables)
    running = _running(lines, dated)
    return pl.concat(
        [
            _visit_later(running.filter(pl.col("code").is_in(visits))),
            _procedure_later(running.filter(~pl.col("code").is_in(visits))),
            _visit_same_day(dated, two_lines(lines, tables).join(tables.ptp, on=["release", "column_one", "column_two"]), visits),
            _unknown(lines, tables),
        ]
    )


def _with_days(lines: Frame, tables: Tables) -> Frame:
    """Lines with the days of their own global period (null for XXX, YYY, ZZZ, MMM)."""
    days = tables.schedule.filter(modifier="").select("release", "code", "global_days")
    return (
        known(lines, tables, "schedule")
        .join(days, on=["release", "code"], how="left")
        .with_columns(days=numbered("global_days"))
    )


def _running(lines: Frame, dated: Frame) -> Frame:
    """Each line beside each earlier procedure of the same patient and provider whose period still runs."""
    before = dated.filter(pl.col("days").gt(0)).select(
        "patient", "provider", procedure="code", on="date", length="days", from_global="global_days"
    )
    after = dated.filter(~pl.col("earlier"))
    return (
        after.join(before, on=["patient", "provider"])
        .with_columns(day=(pl.col("date") - pl.col("on")).dt.total_days())
        .filter(pl.col("day").is_between(1, pl.col("length")))
    )


def _visit_later(visits: Frame) -> Frame:
    because = "{code} falls on day {day} of the {length} days after {procedure} of {on}"
    remedy = "24, if the visit was for an unrelated problem; otherwise it is part of {procedure} and is not billed"
    return visits.filter(~has("modifiers", ["24"])).select(finding(Status.failed, because, remedy))


def _procedure_later(procedures: Frame) -> Frame:
    because = "{code} falls on day {day} of the {length} days after {procedure} of {on}"
    remedy = "79 if unrelated, 58 if planned or more extensive, 78 if a return to the operating room; otherwise part of it"
    bound = procedures.filter(pl.col("days").is_not_null() & ~has("modifiers", ["58", "78", "79"]))
    return bound.select(finding(Status.failed, because, remedy))


def _visit_same_day(dated: Frame, paired: Frame, visits: list[str]) -> Frame:
    """A visit on the day of a procedure that no pair joins it to: new patients have no pair in the table."""
    procedures = dated.filter(pl.col("days").is_not_null()).select(*SAME_DAY, procedure="code", length="days")
    together = (
        dated.filter(~pl.col("earlier") & pl.col("code").is_in(visits))
        .join(procedures, on=SAME_DAY)
        .join(paired, left_on=["claim", "line"], right_on=["claim", "line"], how="anti")
        .filter(~(has("modifiers", ["25"]) | (has("modifiers", ["57"]) & pl.col("length").ge(MAJOR))))
        .sort("claim", "line", "procedure")
        .unique(["claim", "line"], keep="first", maintain_order=True)
    )
    because = "{code} stands beside {procedure} of the same day, whose global period includes the visit"
    remedy = "25, if the visit was significant and separate; otherwise it is not billed"
    return together.select(finding(Status.failed, because, remedy))


def _unknown(lines: Frame, tables: Tables) -> Frame:
    """Earlier procedures of which the provider or the global period is not known: reported on the first line."""
    first = today(lines).group_by("claim", "patient").agg(line=pl.col("line").min())
    silent = known(lines.filter("earlier"), tables, "schedule").drop("claim", "line")
    unsaid = silent.filter(pl.col("provider").is_null()).join(first, on="patient")
    outside = silent.filter(pl.col("provider").is_not_null() & ~pl.col("known")).join(first, on="patient")
    return pl.concat(
        [
            unsaid.select(
                finding(
                    Status.not_checked,
                    "Who did {code} of {date} is not recorded; only the same provider's procedure binds",
                    "State provider: same or other",
                )
            ),
            outside.select(
                finding(
                    Status.not_checked,
                    "Whether {code} of {date} has a global period is not known from the figures held",
                    "Add the relative value file of that day",
                )
            ),
        ]
    )
