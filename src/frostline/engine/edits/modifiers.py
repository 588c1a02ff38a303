"""Modifiers: they must exist, and fit the code they stand on."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, edit, finding, has, known, numbered, timeless, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

MAJOR = 90


@edit("modifier.unknown", cite="CPT modifiers in force; CMS place of service code set")
def exists(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """A modifier must exist."""
    held = [term.code for term in book.modifiers.terms]
    places = pl.LazyFrame(
        {"modifier": [term.code for term in book.places.terms], "place": [term.words[0] for term in book.places.terms]}
    )
    strange = timeless(
        today(lines)
        .select("claim", "line", modifier="modifiers")
        .explode("modifier", empty_as_null=False, keep_nulls=False)
        .filter(~pl.col("modifier").is_in(held))
        .join(places, on="modifier", how="left")
    )
    numeric = pl.col("modifier").str.contains(r"^\d\d$") & pl.lit(book.modifiers.numeric_complete)
    place = "{modifier} is no modifier; it is the place of service {place}"
    remedy = "Take it off; the place of service has its own field, and the order of lines shows the main procedure"
    unlisted = "{modifier}: our list of HCPCS modifiers is not complete"
    return pl.concat(
        [
            strange.filter(numeric & pl.col("place").is_not_null()).select(finding(Status.failed, place, remedy)),
            strange.filter(numeric & pl.col("place").is_null()).select(
                finding(Status.failed, "{modifier} is no modifier", "Take it off")
            ),
            strange.filter(~numeric).select(finding(Status.not_checked, unlisted, "Look it up in the HCPCS list")),
        ]
    )


@edit("modifier.57", table="schedule", cite="Medicare Claims Processing Manual, chapter 12, section 40.2")
def decision_for_surgery(lines: Frame, tables: Tables, book: Book) -> Frame:
    """57 belongs to the visit that decided on a procedure with a 90-day global period."""
    visits = [code for held in book.beside if held.kind == "visit" for code in held.codes]
    marked = known(today(lines), tables, "schedule").filter(has("modifiers", ["57"]))
    days = known(lines, tables, "schedule").join(
        tables.schedule.filter(modifier="").select("release", "code", "global_days"), on=["release", "code"]
    )
    longest = days.group_by(SAME_DAY).agg(longest=numbered("global_days").max())
    on_visit = marked.join(longest, on=SAME_DAY, how="left").filter(pl.col("code").is_in(visits))
    minor = "57 on {code} beside a procedure with a global period of {longest} days; 57 belongs to 90 days"
    return pl.concat(
        [
            on_visit.filter(pl.col("longest").lt(MAJOR)).select(
                finding(Status.failed, minor, "25, where the visit was significant and separate; otherwise no visit")
            ),
            marked.filter(~pl.col("code").is_in(visits)).select(
                finding(Status.failed, "57 stands on {code}, which is no visit", "Take it off; 57 goes on the visit")
            ),
        ]
    )


@edit("modifier.51", table="schedule", cite="Relative value file, multiple-procedure indicator")
def multiple_procedures(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """51 has no place on a code that takes no multiple-procedure reduction."""
    exempt = tables.schedule.filter(pl.col("modifier").eq("") & pl.col("multiple").is_in(["0", "9"]))
    because = "51 on {code}, whose multiple-procedure indicator is {multiple}: it is never reduced"
    return (
        known(today(lines), tables, "schedule")
        .filter(has("modifiers", ["51"]))
        .join(exempt.select("release", "code", "multiple"), on=["release", "code"])
        .select(finding(Status.failed, because, "Take 51 off {code}"))
    )
