"""The NCCI tables: pairs, units of a day, add-on codes."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from tools.derive.figures import SourceError, whole
from tools.derive.frames import frame, keyed
from tools.derive.sources import Source

MUE_SCHEMA = {"release": pl.String, "code": pl.String, "units": pl.Int32, "mai": pl.Int8}
ADDON_SCHEMA = {"release": pl.String, "add_on": pl.String, "primary": pl.String, "kind": pl.Int8}
CODE = re.compile("[0-9A-Z]{5}")
PTP_SHAPES = {
    "column_1": CODE.pattern,
    "column_2": CODE.pattern,
    "deletion_date": r"|\d{4}-\d{2}-\d{2}",
    "modifier_indicator": "[019]",
}
# The table of 2026 writes the indicator out, the one of 2024 as its digit.
MAI = re.compile(r"([123])( (Line Edit|Date of Service Edit: Policy|Date of Service Edit: Clinical))?")


def ptp(cms: Path, source: Source, narrow: frozenset[str]) -> pl.DataFrame:
    """Pairs in force on the first day of the release, one end narrow; indicator 9 never applied."""
    rows = pl.read_csv(cms / source.path, infer_schema=False)
    for column, shape in PTP_SHAPES.items():
        _only(rows, column, shape)
    kept = rows.filter(
        pl.col("deletion_date").is_null() | (pl.col("deletion_date") >= source.first_day.isoformat()),
        pl.col("modifier_indicator") != "9",
        pl.col("column_1").is_in(narrow) | pl.col("column_2").is_in(narrow),
    )
    return keyed(kept.select(*_pair_columns(source.release)), ["column_one", "column_two"])


def _pair_columns(release: str) -> tuple[pl.Expr, ...]:
    """Our names and types for a pair."""
    return (
        pl.lit(release).alias("release"),
        pl.col("column_1").alias("column_one"),
        pl.col("column_2").alias("column_two"),
        pl.col("modifier_indicator").cast(pl.Int8).alias("indicator"),
        pl.lit(None, dtype=pl.Date).alias("first"),
        pl.col("deletion_date").str.to_date("%Y-%m-%d").alias("last"),
    )


def _only(rows: pl.DataFrame, column: str, shape: str) -> None:
    """Every cell of the column has the shape; a blank is the empty text."""
    odd = rows.filter(~pl.col(column).fill_null("").str.contains(f"^({shape})$"))
    if odd.height:
        raise SourceError(f"{column} reads {odd[column][0]!r}; expected {shape}.")


def mue(cms: Path, sources: tuple[Source, ...], asked: frozenset[str]) -> pl.DataFrame:
    """Units and adjudication indicator of the codes asked for."""
    rows = (
        (source.release, code, units, mai)
        for source in sources
        for code, units, mai in _mue_rows(cms / source.path)
        if code in asked
    )
    return frame(rows, MUE_SCHEMA, ["code", "release"])


def _mue_rows(path: Path) -> Iterator[tuple[str, int, int]]:
    """Code, units and indicator of each row below the heading."""
    with path.open(encoding="latin-1", newline="") as stream:  # the notice of 2026 has a trademark sign
        rows = csv.reader(stream)
        while not next(rows)[0].upper().startswith("HCPCS"):
            pass
        for code, units, indicator, *_ in rows:
            found = MAI.fullmatch(indicator)
            if not (CODE.fullmatch(code) and found):
                raise SourceError(f"{path.name}: {code!r} with indicator {indicator!r} is no MUE row.")
            yield code, whole(units), whole(found[1])


def addon(cms: Path, source: Source, asked: frozenset[str]) -> pl.DataFrame:
    """Add-on codes with each primary and the type of the edit, where one of the two is asked for."""
    with (cms / source.path).open(encoding="ascii", newline="") as stream:
        rows = [
            (source.release, row["add_on_code"], row["primary_code"], _kind(row["aoc_edit_type"]))
            for row in csv.DictReader(stream)
            if row["add_on_code"] in asked or row["primary_code"] in asked
        ]
    return frame(rows, ADDON_SCHEMA, ["add_on", "primary"])


def _kind(text: str) -> int:
    """The type of an add-on edit: 1, 2 or 3."""
    if text not in {"1", "2", "3"}:
        raise SourceError(f"{text!r} is not a type of add-on edit; look at the source's columns.")
    return whole(text)
