"""What every edit shares: the shape of claim lines, the lines dressed with what the tables say, and hits."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

LINES: Mapping[str, type[pl.DataType] | pl.DataType] = {
    "claim": pl.String,
    "line": pl.Int32,
    "earlier": pl.Boolean,  # an earlier procedure, here only for what it does to today's lines
    "patient": pl.String,
    "provider": pl.String,  # null: nobody says who did it
    "date": pl.Date,
    "code": pl.String,
    "modifiers": pl.List(pl.String),
    "units": pl.Int32,
    "diagnoses": pl.List(pl.String),
    "cosmetic": pl.Boolean,
    "pathology": pl.String,  # what is said of the report behind a diagnosis that turns on one
}
SAME_DAY = ["patient", "provider", "date"]
NEEDS_SCHEDULE = "Add the relative value file of that quarter"  # the remedy where its day is not held
SPOKEN = ("schedule", "ptp", "mue", "addon")
Frame = pl.LazyFrame


@dataclass(frozen=True, slots=True, eq=False)
class Says:
    """What an edit says in one case; {name} in the texts stands for a column of the rows."""

    because: str
    remedy: str = ""
    status: Status = Status.failed


@dataclass(frozen=True, slots=True, eq=False)
class Hits:
    """Rows that an edit reports, and what it says of them by `case` (a column; null: nothing to report).

    `rows` also has claim, line, date (whose release answered) and the columns that the texts name.
    """

    rows: Frame
    says: Mapping[str, Says]


Look = Callable[[Frame, Tables, Book], tuple[Hits, ...]]
When = Callable[[Book], pl.Expr]


@dataclass(frozen=True, slots=True, eq=False)
class Edit:
    """An edit: its fixed id, the table it rests on ("" if none), when it concerns a claim at all, and how it looks."""

    id: str
    table: str
    cite: str
    when: When
    look: Look

    @property
    def says(self) -> str:
        """Give the edit in one sentence, the docstring of its function."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def edit(name: str, *, table: str = "", cite: str, when: When) -> Callable[[Look], Edit]:
    """Make an edit of a function from dressed lines to hits.

    `when` is a test on single lines: where it holds for none of them, the edit has nothing to look at.
    """
    return lambda look: Edit(name, table, cite, when, look)


def dressed(lines: Frame, tables: Tables) -> Frame:
    """Lines with what the tables say of each: releases, whether they can speak of the code, schedule and MUE rows.

    Adds the release of each table under its name (null: none held), `<table>_known` for schedule, ptp, mue and addon,
    `global_days`, `multiple`, `bilateral`, `pctc`, `days` (000, 010, 090 as a number), `in_schedule`, `limit`, `mai`.
    """
    row = tables.schedule.filter(modifier="").select(
        "code", "global_days", "multiple", "bilateral", "pctc", schedule="release", in_schedule=pl.lit(value=True)
    )
    limit = tables.mue.select("code", mue="release", limit="units", mai="mai")
    asked = tables.asked.select("code", *(pl.col(name).alias(f"{name}_asked") for name in SPOKEN))
    known = {f"{name}_known": _known(name) for name in SPOKEN}
    return (
        lines.join(tables.as_of, on="date", how="left")
        .join(asked, on="code", how="left")
        .join(row, on=["schedule", "code"], how="left")
        .join(limit, on=["mue", "code"], how="left")
        .with_columns(**known, days=pl.col("global_days").cast(pl.Int32, strict=False))
    )


def _known(table: str) -> pl.Expr:
    """Whether a release answers that is complete, or was asked for the code."""
    speaks = pl.col(f"{table}_complete") | pl.col(f"{table}_asked").fill_null(value=False)
    return (pl.col(table).is_not_null() & speaks).fill_null(value=False)


def today(lines: Frame) -> Frame:
    """Only what is claimed now."""
    return lines.filter(~pl.col("earlier"))


def has(column: str, wanted: list[str]) -> pl.Expr:
    """Whether a list column holds any of the wanted."""
    return pl.col(column).list.eval(pl.element().is_in(wanted)).list.any().fill_null(value=False)


def carries(wanted: Iterable[str]) -> pl.Expr:
    """Whether a line carries any of the modifiers: for `when`, where a text is looked through faster than lists."""
    return pl.col("modifiers").list.join(" ").str.contains(rf"\b(?:{'|'.join(wanted)})\b").fill_null(value=False)


def lifted(book: Book, code: str) -> pl.Expr:
    """Whether a modifier on the line lifts a pair: one that NCCI lets, and that belongs on such a code."""
    lifting = [term for term in book.modifiers.terms if term.lifts_pairs]
    on_visit = has("modifiers", [term.code for term in lifting if term.on in {"visit", "any"}])
    elsewhere = has("modifiers", [term.code for term in lifting if term.on != "visit"])
    return pl.when(pl.col(code).is_in(visits(book))).then(on_visit).otherwise(elsewhere)


def visits(book: Book) -> list[str]:
    """Codes of visits."""
    return [code for held in book.beside if held.kind == "visit" for code in held.codes]


def case(**tests: pl.Expr) -> pl.Expr:
    """Name of the first test that holds for a row, as the column `case`; null where none does."""
    chosen: pl.Expr = pl.lit(None, dtype=pl.String)
    for name, test in reversed(tests.items()):
        chosen = pl.when(test).then(pl.lit(name)).otherwise(chosen)
    return chosen.alias("case")
