"""A file of claim lines, csv or Parquet, as cells of text: the heading, and rows with the line they stand on."""

from dataclasses import dataclass
from pathlib import Path

import polars as pl

from frostline.model.errors import Fault, Faults
from frostline.reference.grids import LINE, grid
from frostline.reference.opening import content, refused

EXPECTED = "a csv or Parquet file of lines"
NO_ROWS = "no row below the heading"
BROKEN = (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError)


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """Every cell as text: `c0`, `c1` ... in the order of the heading, and `line`; `top` is the line of the heading."""

    name: str
    heading: tuple[str, ...]
    rows: pl.DataFrame
    top: int = 1


def read_cells(path: Path) -> Cells:
    """Read a file whole; raises `Faults` where it is no csv or Parquet file with rows."""
    raw, name = _bytes(path), str(path)
    held = _parquet(raw, name) if raw.startswith(b"PAR1") else _csv(raw, path)
    if not held.rows.height:
        raise refused(name, NO_ROWS, "a row for each claim line", held.top)
    return held


def _bytes(path: Path) -> bytes:
    try:
        if path.exists() and not path.is_file():
            raise refused(str(path), "a folder" if path.is_dir() else "no regular file", EXPECTED)
        raw = path.read_bytes()
    except OSError as error:
        raise refused(str(path), (error.strerror or "cannot be read").lower(), EXPECTED) from error
    if not raw.strip():
        raise refused(str(path), "an empty file", EXPECTED)
    return raw


def _csv(raw: bytes, path: Path) -> Cells:
    """Cells between commas (or tabs); a line in which nothing stands is no row."""
    held = grid(content(str(path), (path.name,), raw))
    top, heading = next((record for record in held.records if any(record[1])), (1, ()))
    if not heading:
        raise refused(str(path), "no heading", "the names of the columns in the first line", 1)
    rows = held.below(top, len(heading))
    filled = pl.any_horizontal(pl.all().exclude(LINE).str.strip_chars().fill_null("").ne(""))
    return Cells(str(path), heading, rows.filter(filled), top)


def _parquet(raw: bytes, name: str) -> Cells:
    """Columns of any type that has one text, the first row as line 1."""
    try:
        rows = pl.read_parquet(raw)
    except BROKEN as error:
        found = str(error).splitlines()[0][:200]
        raise refused(name, f"a Parquet file that cannot be read ({found})", "a whole one") from error
    odd = [Fault(name, None, column, f"a column of {kind}", "text, numbers or days; lists of text for modifiers")
           for column, kind in rows.schema.items() if not _has_text(kind)]  # fmt: skip
    if odd:
        raise Faults(tuple(odd))
    kinds = enumerate(rows.schema.items())
    texts = rows.select(_text(column, kind).alias(f"c{number}") for number, (column, kind) in kinds)
    return Cells(name, tuple(column.strip() for column in rows.columns), texts.with_row_index(LINE, offset=1))


def _has_text(kind: pl.DataType) -> bool:
    plain = (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Categorical, pl.Enum, pl.Null)
    return kind.is_numeric() or kind in plain or kind == pl.List(pl.String)


def _text(name: str, kind: pl.DataType) -> pl.Expr:
    """One text a value: a day of a midnight, 3 of 3.0, 26 59 of a list."""
    held = pl.col(name)
    if kind == pl.List(pl.String):
        return held.list.join(" ")
    if isinstance(kind, pl.Datetime):
        day = pl.when(held.dt.time().eq(pl.time(0))).then(held.dt.date().cast(pl.String))
        return pl.coalesce(day, held.cast(pl.String))
    if kind.is_float():
        whole = held.cast(pl.Int64, strict=False)
        return pl.coalesce(pl.when(whole.cast(kind).eq(held)).then(whole.cast(pl.String)), held.cast(pl.String))
    return held.cast(pl.String)
