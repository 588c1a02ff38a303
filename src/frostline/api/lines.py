"""A file of claim lines, csv or Parquet, as the frame that pricing takes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from frostline.api.line_cells import Cells, read_cells
from frostline.api.line_columns import OFFERED, OURS, kind
from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.errors import Fault, Faults
from frostline.reference.checking import SHOWN, Cell, values
from frostline.reference.grids import LINE

NEEDED = ("claim", "date", "code")
PRICED = {"published", "allowed", "why_not"}
"""Columns that `frostline price --out` writes and no file of lines has."""


def read_lines(path: Path) -> pl.DataFrame:
    """Read a csv or Parquet file of claim lines: `LINES`, and the `zip` that a line gives.

    Raises `Faults` with every fault of the file.
    """
    held = read_cells(path)
    headed = tuple(_columns(held))
    if headed:
        raise Faults(headed)
    cells = {OURS.get(name, name): Cell(name, f"c{number}", kind(name)) for number, name in enumerate(held.heading)}
    faults = list(_where(held, cells)) + list(_twice(held, cells))
    try:
        read = values(held.rows, cells, held.name)
    except Faults as error:
        faults += error.faults
    if faults:
        raise Faults(tuple(sorted(faults, key=lambda fault: (fault.line is None, fault.line or 0))))
    return _framed(read)


def _framed(read: pl.DataFrame) -> pl.DataFrame:
    """The columns that pricing takes; what the file does not have is not known of any line."""
    placed = read.with_columns(_absent(read.columns)).with_columns(_national(), facility=_facility())
    last = pl.col("number").max().over("claim").fill_null(0)
    unnumbered = pl.col("number").is_null().cum_sum().over("claim")
    numbered = placed.with_columns(
        line=pl.coalesce("number", last + unnumbered), patient=pl.coalesce("patient", "claim")
    )
    return numbered.select(*LINES, "zip").cast(dict(LINES))  # type: ignore[arg-type]  # Polars types it narrower


def _columns(held: Cells) -> Iterator[Fault]:
    """Columns that are unknown, missing or there twice."""
    if set(held.heading) >= PRICED:
        yield Fault(held.name, held.top, "", "lines that are priced already", "the lines they were made from")
        return
    for name, times in Counter(held.heading).items():
        if name not in OFFERED:
            near = get_close_matches(name.lower(), OFFERED, n=1)
            hint = f"Did you mean {near[0]}?" if near else ""
            among = f"columns among {', '.join(OFFERED)}"
            yield Fault(held.name, held.top, name or "(no name)", "an unknown column", among, hint)
        elif times > 1:
            yield Fault(held.name, held.top, name, f"a column that is there {times} times", "each column once")
    for name in NEEDED:
        if name not in held.heading:
            yield Fault(held.name, held.top, name, "no such column", "one, as every line needs it")


def _filled(name: str, cells: dict[str, Cell]) -> pl.Expr:
    return pl.col(cells[name].source).str.strip_chars().replace("", None) if name in cells else pl.lit(None, pl.String)


def _where(held: Cells, cells: dict[str, Cell]) -> Iterator[Fault]:
    """Half a locality is none, and two ways to say where may contradict each other."""
    mac, locality, zip_code = (_filled(name, cells).is_not_null() for name in ("mac", "locality", "zip"))
    national = _filled("locality", cells).eq("national").fill_null(value=False)
    wrong = (
        pl.when(zip_code & (mac | locality)).then(pl.lit("a zip beside them"))
        .when(national & mac).then(pl.lit("national beside a contractor"))
        .when(~national & (mac != locality)).then(pl.lit("one without the other"))
    )  # fmt: skip
    rows = held.rows.select(LINE, wrong=wrong).drop_nulls().rows()
    yield from _told(rows, "mac, locality", "a zip, or mac with locality, or national as the locality", held.name)


def _twice(held: Cells, cells: dict[str, Cell]) -> Iterator[Fault]:
    """Claim and line together name a line."""
    claim, number = _filled("claim", cells), _filled("number", cells).str.strip_chars_start("0")
    stated = held.rows.select(LINE, claim=claim, number=number).drop_nulls()
    first = pl.col(LINE).first().over("claim", "number")
    again = stated.with_columns(first=first).filter(pl.col(LINE) > pl.col("first"))
    found = again.select(LINE, pl.format("{} line {}, which stands in line {} already", "claim", "number", "first"))
    yield from _told(found.rows(), "claim, line", "each line of a claim once", held.name)


def _told(rows: Sequence[tuple[int, str]], key: str, expected: str, name: str) -> Iterator[Fault]:
    """The first faults of a kind in full, the rest as a number."""
    for line, found in rows[:SHOWN]:
        yield Fault(name, line, key, found, expected)
    if len(rows) > SHOWN:
        yield Fault(name, None, key, f"{len(rows) - SHOWN:,} more such lines", expected)


def _absent(names: Sequence[str]) -> list[pl.Expr]:
    """Columns that the file does not have are not known of any line."""
    kinds: dict[str, type[pl.DataType] | pl.DataType] = {**LINES, "zip": pl.String, "number": pl.Int32}
    none = {OURS.get(name, name): pl.lit(None, dtype=kinds[OURS.get(name, name)]) for name in OFFERED}
    none["modifiers"] = pl.lit([], dtype=pl.List(pl.String))
    return [nothing.alias(name) for name, nothing in none.items() if name not in names]


def _national() -> list[pl.Expr]:
    national = pl.col("locality").eq("national").fill_null(value=False)
    return [national.alias("national"), pl.when(~national).then("locality").alias("locality")]


def _facility() -> pl.Expr:
    """Which practice expense a place of service is paid."""
    settings = {place.code: place.setting == "facility" for place in book().places.terms}
    return pl.col("place").replace_strict(settings, default=None, return_dtype=pl.Boolean)
