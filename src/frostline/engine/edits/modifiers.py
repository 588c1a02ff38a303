"""Modifiers: they must exist, and fit the code they stand on."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, Hits, Says, case, edit, has, today, visits
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import MAJOR, Tables

NEVER_REDUCED = ["0", "9"]  # multiple-procedure indicators


def _held(book: Book) -> list[str]:
    return [term.code for term in book.modifiers.terms]


@edit(
    "modifier.unknown",
    cite="CPT modifiers in force; CMS place of service code set",
    when=lambda book: pl.col("modifiers").list.eval(~pl.element().is_in(_held(book))).list.any().fill_null(value=False),
)
def exists(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A modifier must exist."""
    places = {term.code: term.words[0] for term in book.places.terms}
    strange = (
        today(lines)
        .select("claim", "line", "date", modifier="modifiers")
        .explode("modifier", empty_as_null=False, keep_nulls=False)
        .filter(~pl.col("modifier").is_in(_held(book)))
        .with_columns(place=pl.col("modifier").replace_strict(places, default=None, return_dtype=pl.String))
    )
    numeric = pl.col("modifier").str.contains(r"^\d\d$") & pl.lit(book.modifiers.numeric_complete)
    said = case(place=numeric & pl.col("place").is_not_null(), none=numeric, unlisted=pl.lit(value=True))
    return (Hits(strange.with_columns(said), EXISTS),)


EXISTS = {
    "place": Says(
        "{modifier} is no modifier; {modifier} is a place of service ({place})",
        "Take it off: the place of service has its own field, and the order of lines shows the main procedure",
    ),
    "none": Says("{modifier} is no modifier", "Take it off"),
    "unlisted": Says(
        "{modifier} is not in our list of HCPCS modifiers, which is not complete",
        "Look it up in the HCPCS list",
        Status.not_checked,
    ),
}


@edit(
    "modifier.57",
    table="schedule",
    cite="Medicare Claims Processing Manual, chapter 12, section 40.2",
    when=lambda _: has("modifiers", ["57"]),
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
        "Add the relative value file of that day",
        Status.not_checked,
    ),
}


@edit(
    "modifier.51",
    table="schedule",
    cite="Relative value file, multiple-procedure indicator",
    when=lambda _: has("modifiers", ["51"]),
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
        "Add the relative value file of that quarter",
        Status.not_checked,
    ),
}
