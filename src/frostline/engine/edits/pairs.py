"""NCCI procedure-to-procedure pairs."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, edit, finding, has, released, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

CITE = "NCCI procedure-to-procedure edits, practitioner; NCCI Policy Manual, chapter I, section E"
LIFTABLE, FIXED = 1, 0  # 9 never applied and never fires


@edit("ncci.ptp", table="ptp", cite=CITE)
def procedure_to_procedure(lines: Frame, tables: Tables, book: Book) -> Frame:
    """A column-two code is not paid on the day of its column-one code."""
    pairs = two_lines(lines, tables)
    hits = pairs.join(tables.ptp, on=["release", "column_one", "column_two"])
    lifting = [term.code for term in book.modifiers.terms if term.lifts_pairs]
    return pl.concat([_fixed(hits), _unlifted(hits, lifting), _unknown(pairs)])


def two_lines(lines: Frame, tables: Tables) -> Frame:
    """Ordered pairs of lines of one patient, provider and day: `column_one`, and `column_two` with its claim and line."""
    one = lines.select(*SAME_DAY, column_one="code", first="line", first_earlier="earlier")
    asked = tables.asked.filter(table="ptp").select("code", in_field=pl.lit(value=True))
    two = today(lines).select("claim", "line", *SAME_DAY, "modifiers", "earlier", column_two="code")
    return (
        one.join(two, on=SAME_DAY)
        .filter(pl.col("first").ne(pl.col("line")) | pl.col("first_earlier"))
        .join(released(tables, "ptp"), on="date", how="left")
        .join(asked, left_on="column_one", right_on="code", how="left")
        .join(asked, left_on="column_two", right_on="code", how="left", suffix="_two")
        .with_columns(covered=pl.any_horizontal("complete", "in_field", "in_field_two").fill_null(value=False))
    )


def _fixed(hits: Frame) -> Frame:
    because = "{column_two} is a component of {column_one} that day; indicator 0, no modifier lifts the pair"
    return hits.filter(indicator=FIXED).select(
        finding(Status.failed, because, "Take {column_two} off the claim; this is not open to appeal by a modifier")
    )


def _unlifted(hits: Frame, lifting: list[str]) -> Frame:
    because = "{column_two} is column two of {column_one} that day; indicator 1, and no modifier lifts the pair"
    remedy = (
        "Where the chart shows a separate lesion, site or visit: 59 or XS on {column_two} (25 on a visit); "
        "otherwise take {column_two} off"
    )
    return hits.filter(pl.col("indicator").eq(LIFTABLE) & ~has("modifiers", lifting)).select(
        finding(Status.failed, because, remedy)
    )


def _unknown(pairs: Frame) -> Frame:
    """Two codes of which the table at hand can say nothing: once for two lines."""
    because = "{column_one} with {column_two}: the pairs held cover only this field's codes"
    nothing = "{column_one} with {column_two}: no pair table is held for {date} or before"
    once = pairs.filter(pl.col("first").lt(pl.col("line")))
    outside = once.filter(pl.col("release").is_not_null() & ~pl.col("covered"))
    return pl.concat(
        [
            outside.select(finding(Status.not_checked, because, "Add the NCCI pair table of that quarter")),
            once.filter(pl.col("release").is_null()).select(
                finding(Status.not_checked, nothing, "Add the NCCI pair table of that quarter")
            ),
        ]
    )
