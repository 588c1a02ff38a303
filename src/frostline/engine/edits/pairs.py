"""NCCI procedure-to-procedure pairs."""

import polars as pl

from frostline.engine.edits.frame import SAME_DAY, Frame, Hits, Says, case, edit, has, lifted, today, visits
from frostline.model import cites
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

LIFTABLE, FIXED = 1, 0  # 9 never applied and never fires
ADD = "Add the NCCI pair table of that quarter"


@edit("ncci.ptp", table="ptp", cite=cites.PAIRS, when=lambda _: pl.len().over(SAME_DAY) > 1)
def procedure_to_procedure(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:
    """A column-two code is not paid on the day of its column-one code."""
    pairs = two_lines(lines)
    fixed, liftable = pl.col("indicator").eq(FIXED), pl.col("indicator").eq(LIFTABLE)
    apart = lifted(book, "column_two") | _visit_apart(book)
    rows = paired(pairs, tables).with_columns(case(fixed=fixed, unlifted=liftable & ~apart))
    return (Hits(rows, PAIR), _unknown(pairs))


PAIR = {
    "fixed": Says(
        "{column_two} is a component of {column_one} that day; indicator 0, no modifier lifts the pair",
        "Take {column_two} off the claim; no modifier brings it back",
    ),
    "unlifted": Says(
        "{column_two} is column two of {column_one} that day; indicator 1, and no modifier lifts the pair",
        "Where the chart shows a separate lesion, site or visit: 59 or XS on {column_two} (25 on a visit); "
        "otherwise take {column_two} off",
    ),
}
UNKNOWN = {
    "outside": Says(
        "{column_one} with {column_two}: the pairs held cover only this field's codes",
        ADD,
        Status.not_checked,
    ),
    "nothing": Says("{column_one} with {column_two}: no pair table is held for {date}", ADD, Status.not_checked),
}


def _visit_apart(book: Book) -> pl.Expr:
    """Whether column one is a visit with 25: some pairs have the visit first (0581T), and 25 stands on visits alone."""
    first, second = (pl.col(name).is_in(visits(book)) for name in ("column_one", "column_two"))
    return first & ~second & has("first_modifiers", ["25"])


def two_lines(lines: Frame) -> Frame:
    """Ordered pairs of lines of one patient, provider and day; claim, line and modifiers are of `column_two`."""
    one = lines.select(
        *SAME_DAY,
        column_one="code",
        first_claim="claim",
        first="line",
        first_modifiers="modifiers",
        one_known="ptp_known",
    )
    two = today(lines).select("claim", "line", *SAME_DAY, "modifiers", "ptp", "ptp_known", column_two="code")
    same = pl.col("first").eq(pl.col("line")) & pl.col("first_claim").eq(pl.col("claim"))
    return one.join(two, on=SAME_DAY).filter(~same)


def paired(pairs: Frame, tables: Tables) -> Frame:
    """Those of two lines that form a pair in force that day, with its indicator."""
    table = tables.ptp.rename({"release": "ptp", "first": "begins", "last": "ends"})
    found = pairs.join(table, on=["ptp", "column_one", "column_two"])
    begun = pl.col("begins").le(pl.col("date")).fill_null(value=True)
    return found.filter(begun, pl.col("ends").ge(pl.col("date")).fill_null(value=True))


def _unknown(pairs: Frame) -> Hits:
    """Two lines of which the table at hand can say nothing, each two once."""
    same = pl.col("first_claim").eq(pl.col("claim"))
    once = pl.col("first_claim").lt(pl.col("claim")) | (same & pl.col("first").lt(pl.col("line")))
    silent = pl.col("ptp").is_not_null() & ~pl.col("one_known") & ~pl.col("ptp_known")
    return Hits(pairs.with_columns(case(outside=once & silent, nothing=once & pl.col("ptp").is_null())), UNKNOWN)
