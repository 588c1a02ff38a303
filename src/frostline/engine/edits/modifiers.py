"""Modifiers: they must exist and be in force, and fit the code they stand on."""

from datetime import date
from functools import cache

import polars as pl

from frostline.engine.edits.frame import (
    NEEDS_SCHEDULE,
    SAME_DAY,
    Frame,
    Hits,
    Says,
    carries,
    case,
    edit,
    has,
    today,
    visits,
)
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import MAJOR, Tables

NEVER_REDUCED = ["0", "9"]  # multiple-procedure indicators
OFFERED = 3  # more modifiers that are near than these are a guess


def _held(book: Book) -> list[str]:
    """Modifiers that have no last day: one that has is looked at by itself."""
    return [term.code for term in book.modifiers.terms if term.to is None]


@edit(
    "modifier.unknown",
    cite="CPT and HCPCS modifiers, first and last days (packs/vocabulary); CMS place of service code set",
    when=lambda book: pl.col("modifiers").list.eval(~pl.element().is_in(_held(book))).list.any().fill_null(value=False),
)
def exists(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A modifier must exist."""
    places = {term.code: term.words[0] for term in book.places.terms}
    ends = {term.code: term.to for term in book.modifiers.terms if term.to is not None}
    ended = pl.col("modifier").replace_strict(ends, default=None, return_dtype=pl.Date)
    strange = (
        each(today(lines))
        .filter(~pl.col("modifier").is_in(_held(book)))
        .with_columns(ends=ended)
        .filter(pl.col("ends").is_null() | pl.col("date").ge(pl.col("ends")))
        .with_columns(place=pl.col("modifier").replace_strict(places, default=None, return_dtype=pl.String))
    )
    numeric = pl.col("modifier").str.contains(r"^\d\d$") & pl.lit(book.modifiers.numeric_complete)
    closed = pl.col("modifier").str.contains("|".join(book.modifiers.closed) or "$^")
    said = case(
        ended=pl.col("ends").is_not_null(),
        place=numeric & pl.col("place").is_not_null(),
        none=numeric | closed,
        unlisted=pl.lit(value=True),
    )
    offered = strange.join(_near(strange, book), on="modifier", how="left").with_columns(pl.col("near").fill_null(""))
    return (Hits(offered.with_columns(said), EXISTS),)


EXISTS = {
    "place": Says(
        "{modifier} is no modifier; {modifier} is a place of service ({place})",
        "Take it off: the place of service has its own field, and the order of lines shows the main procedure",
    ),
    "ended": Says("{modifier} ended on {ends}; it is no modifier of that day", "Take it off, or check the day{near}"),
    "none": Says("{modifier} is no modifier", "Take it off{near}"),
    "unlisted": Says(
        "{modifier} is not in our list of HCPCS modifiers, which is not complete",
        "Look it up in the HCPCS list{near}",
        Status.not_checked,
    ),
}


def each(lines: Frame) -> Frame:
    """A row for each modifier of a line."""
    kept = lines.select("claim", "line", "date", "code", modifier="modifiers")
    return kept.explode("modifier", empty_as_null=False, keep_nulls=False)


def _near(strange: Frame, book: Book) -> Frame:
    """What may have been meant: the two characters turned round; else, if they are few, modifiers one apart."""
    terms = pl.LazyFrame({"term": sorted(term.code for term in book.modifiers.terms if term.to is None)})
    first, second = (pl.col("modifier").str.slice(at, 1) for at in (0, 1))
    one, two = (pl.col("term").str.slice(at, 1) for at in (0, 1))
    turned, apart = first.eq(two) & second.eq(one), first.eq(one) != second.eq(two)
    near = pl.when(pl.col("turned").list.len() > 0).then("turned").otherwise("apart")
    few = near.list.len().is_between(1, OFFERED)
    return (
        strange.select("modifier")
        .unique()
        .join(terms, how="cross")
        .group_by("modifier")
        .agg(turned=pl.col("term").filter(turned).sort(), apart=pl.col("term").filter(apart).sort())
        .select("modifier", near=pl.when(few).then(pl.format("; was {} meant?", near.list.join(" or "))))
    )


@cache
def _out_of_force(book: Book) -> pl.Expr:
    """A day before the youngest of the modifiers that have a first day."""
    began = {term.code: term.from_ for term in book.modifiers.terms if term.from_ is not None}
    return pl.col("date").lt(max(began.values(), default=date.min)) & carries(began)


@edit("modifier.date", cite="CPT and HCPCS modifiers, first and last days (packs/vocabulary)", when=_out_of_force)
def in_force(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A modifier must have begun by the day of service; one that has ended is none any more."""
    dated = [(term.code, term.from_) for term in book.modifiers.terms if term.from_ is not None]
    schema = {"modifier": pl.String, "begins": pl.Date}
    rows = each(today(lines)).join(pl.LazyFrame(dated, schema=schema, orient="row"), on="modifier")
    said = case(early=pl.col("date").lt(pl.col("begins")))
    return (Hits(rows.with_columns(said), FORCE),)


FORCE = {
    "early": Says("{modifier} began on {begins}, after the day of service", "Take it off, or check the day"),
}


@edit(
    "modifier.57",
    table="schedule",
    cite="Medicare Claims Processing Manual, chapter 12, section 40.2",
    when=lambda _: carries(["57"]),
)
def decision_for_surgery(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """57 belongs to the visit that decided on a procedure with a 90-day global period."""
    of_day = {"longest": pl.col("days").max(), "unknown": (~pl.col("schedule_known")).any()}
    with_day = lines.with_columns(test.over(SAME_DAY).alias(name) for name, test in of_day.items())
    marked = today(with_day).filter(has("modifiers", ["57"]))
    on_visit, below = pl.col("code").is_in(visits(book)), pl.col("longest").fill_null(-1).lt(MAJOR)
    said = case(
        no_visit=~on_visit,
        outside=below & pl.col("unknown"),
        minor=below & pl.col("longest").is_not_null(),
    )
    return (Hits(marked.with_columns(said), DECISION),)


DECISION = {
    "minor": Says(
        "57 on {code} beside a procedure with a global period of {longest} days; 57 belongs to 90 days",
        "25, where the visit was significant and separate; otherwise the visit is not billed",
    ),
    "no_visit": Says("57 stands on {code}, which is no visit", "Take it off; 57 goes on the visit"),
    "outside": Says(
        "Whether {code} stands beside a procedure with a period of 90 days is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


@edit(
    "modifier.51",
    table="schedule",
    cite="Relative value file, multiple-procedure indicator",
    when=lambda _: carries(["51"]),
)
def multiple_procedures(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """51 has no place on a code that takes no multiple-procedure reduction."""
    with_51 = today(lines).filter(has("modifiers", ["51"]))
    said = case(exempt=pl.col("multiple").is_in(NEVER_REDUCED), outside=~pl.col("schedule_known"))
    return (Hits(with_51.with_columns(said), REDUCED),)


REDUCED = {
    "exempt": Says(
        "51 on {code}, whose multiple-procedure indicator is {multiple}: it is never reduced", "Take 51 off {code}"
    ),
    "outside": Says(
        "Whether {code} takes the multiple-procedure reduction is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}
