"""What every edit shares: the shape of claim lines and findings, and which release answers for a line."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

LINES = pl.Schema(
    {
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
    }
)
FINDINGS = (
    "claim",
    "line",
    "edit",
    "status",
    "because",
    "remedy",
    "cite",
    "currency",
    "release",
    "known_through",
)
SAME_DAY = ["patient", "provider", "date"]
PLACEHOLDER = re.compile(r"\{(\w+)\}")
Frame = pl.LazyFrame
Look = Callable[[Frame, Tables, Book], Frame]


@dataclass(frozen=True, slots=True)
class Edit:
    """An edit: its fixed id, the table it rests on ("" if none), its citation, and the function that looks."""

    id: str
    table: str
    cite: str
    look: Look

    @property
    def says(self) -> str:
        """Give the edit in one sentence, the docstring of its function."""
        return (self.look.__doc__ or "").strip().splitlines()[0]


def edit(name: str, *, table: str = "", cite: str) -> Callable[[Look], Edit]:
    """Make an edit of a function from lines to findings."""
    return lambda look: Edit(name, table, cite, look)


def today(lines: Frame) -> Frame:
    """Only what is claimed now."""
    return lines.filter(~pl.col("earlier"))


def known(lines: Frame, tables: Tables, table: str) -> Frame:
    """Add the release of a table that answers for each line, and `known`: whether it can speak of the code."""
    asked = tables.asked.filter(table=table).select("code", in_field=pl.lit(value=True))
    return (
        lines.join(released(tables, table), on="date", how="left")
        .join(asked, on="code", how="left")
        .with_columns(known=pl.col("complete").fill_null(value=False) | _spoken("in_field"))
        .drop("complete", "in_field")
    )


def _spoken(column: str) -> pl.Expr:
    return pl.col("release").is_not_null() & pl.col(column).fill_null(value=False)


def released(tables: Tables, table: str) -> Frame:
    """Tell for each day which release of one table answers."""
    return tables.as_of.filter(table=table).select(
        "date", "release", "known_through", "currency", "complete"
    )


def finding(status: Status, because: str, remedy: str = "") -> list[pl.Expr]:
    """Columns of a finding; {name} in the texts stands for a column. Needs release, known_through, currency."""
    return [
        pl.col("claim"),
        pl.col("line"),
        pl.lit(status.value).alias("status"),
        said(because).alias("because"),
        said(remedy).alias("remedy"),
        pl.col("currency"),
        pl.col("release"),
        pl.col("known_through"),
    ]


def said(text: str) -> pl.Expr:
    """Write a text for each row, {name} filled from the column of that name."""
    names = PLACEHOLDER.findall(text)
    if not names:
        return pl.lit(text)
    return pl.format(PLACEHOLDER.sub("{}", text), *(pl.col(name).cast(pl.String).fill_null("?") for name in names))


def timeless(lines: Frame) -> Frame:
    """Columns of currency for an edit that rests on no dated table."""
    nothing = {"currency": pl.String, "release": pl.String, "known_through": pl.Date}
    return lines.with_columns(pl.lit(None, dtype=kind).alias(name) for name, kind in nothing.items())


def has(column: str, wanted: list[str]) -> pl.Expr:
    """Whether a list column holds any of the wanted."""
    return pl.col(column).list.eval(pl.element().is_in(wanted)).list.any().fill_null(value=False)


def numbered(column: str) -> pl.Expr:
    """Days of a global period as a number: 000, 010 or 090; null for the indicators in letters."""
    return pl.col(column).cast(pl.Int32, strict=False)
