"""A file of claim lines, csv or Parquet, as the frame that pricing takes."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.errors import Fault, Faults
from frostline.reference.checking import CODE, Cell, Kind, values
from frostline.reference.grids import LINE
from frostline.reference.opening import content, refused

NEEDED = ("claim", "date", "code")
ROW = "row of the file"
YES, NO = ("yes", "true", "1"), ("no", "false", "0")


def _maybe(shape: str, expected: str) -> Kind:
    """A cell that may be empty, which is not known."""
    return Kind(f"|{shape}", f"{expected}, or nothing", lambda cell: pl.when(cell.ne("")).then(cell))


def _number(shape: str, expected: str, kind: type[pl.DataType]) -> Kind:
    return Kind(f"|{shape}", expected, lambda cell: pl.when(cell.ne("")).then(cell).cast(kind))


def _cents(cell: pl.Expr) -> pl.Expr:
    parts = pl.when(cell.ne("")).then(cell).str.splitn(".", 2)
    after = parts.struct.field("field_1").fill_null("").str.pad_end(2, "0")
    return (parts.struct.field("field_0") + after).cast(pl.Int64)


YES_NO = Kind(
    "(?i)(?:|" + "|".join((*YES, *NO)) + ")",
    "yes or no, or nothing",
    lambda cell: pl.when(cell.str.to_lowercase().is_in(YES)).then(True).when(cell.ne("")).then(False),  # noqa: FBT003 - values of a column
)
KINDS: dict[str, Kind] = {
    "claim": Kind(r"[\s\S]+", "the claim the line belongs to, since ranks depend on it", lambda cell: cell),
    "number": _number(r"\d{1,6}", "a line number", pl.Int32),  # `line` in the file
    "patient": _maybe(r"[\s\S]+", "a patient"),
    "date": Kind(r"\d{4}-\d{2}-\d{2}", "the day of service, 2026-05-04", lambda c: c.str.to_date("%Y-%m-%d", strict=False)),
    "code": CODE,
    "modifiers": Kind(
        "(?:[0-9A-Z]{2}(?:[ ,;]+[0-9A-Z]{2}){0,3})?",
        "up to four modifiers with spaces between them",
        lambda cell: cell.str.extract_all("[0-9A-Z]{2}"),
    ),
    "units": _number(r"[1-9]\d{0,3}", "units, 1 to 9999", pl.Int32),
    "zip": _maybe(r"\d{5}(?:-?\d{4})?", "a ZIP"),
    "mac": _maybe(r"\d{5}", "a contractor's five digits"),
    "locality": _maybe(r"\d{2}|national", "a locality's two digits, or national"),
    "qp": YES_NO,
    "charge": Kind(r"|\d{1,8}(?:\.\d{1,2})?", "dollars and cents, or nothing", _cents),
    "role": _maybe("surgeon|assistant|co-surgeon|practitioner", "surgeon, assistant, co-surgeon or practitioner"),
    "participating": YES_NO,
}


COLUMNS = (*KINDS, "place")


def _kind(name: str) -> Kind:
    """What a column holds; places of service are those of the packs."""
    if name != "place":
        return KINDS[name]
    return _maybe("|".join(place.code for place in book().places.terms), "a place of service such as 11 (office)")


@dataclass(frozen=True, slots=True)
class LineFile:
    """Lines of a file: as pricing takes them, with the `zip` that a line gives; and what they were read from."""

    lines: pl.DataFrame
    name: str


def read_lines(path: Path) -> LineFile:
    """Read a csv or Parquet file of claim lines; raises `Faults` with every fault of the file."""
    rows = _cells(path)
    names = [name for name in rows.columns if name != LINE]
    faults = tuple(_columns(names, str(path)))
    if faults:
        raise Faults(faults)
    cells = {name: Cell("line" if name == "number" else name, name, _kind(name)) for name in names}
    read = values(rows, cells, str(path))
    placed = read.with_columns(_absent(names)).with_columns(_national(), facility=_facility())
    faults = tuple(_unplaced(placed, str(path)))
    if faults:
        raise Faults(faults)
    numbered = placed.with_columns(
        line=pl.coalesce("number", pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("claim")),
        patient=pl.coalesce("patient", "claim"),
    )
    return LineFile(numbered.select(*LINES, "zip").cast(dict(LINES)), str(path))  # type: ignore[arg-type]  # Polars types it narrower


def _cells(path: Path) -> pl.DataFrame:
    """Every cell as text, with its line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise refused(str(path), (error.strerror or "cannot be read").lower(), "a csv or Parquet file of lines") from error
    if raw.startswith(b"PAR1"):
        return _parquet(raw, str(path))
    text = content(str(path), (path.name,), raw).data
    heading = next(csv.reader(io.StringIO(text[:65536].decode("utf-8", "ignore"))), [])
    if len(set(heading)) < len(heading):
        raise refused(str(path), f"the heading {', '.join(heading)}", "each column once", 1)
    try:
        rows = pl.read_csv(text, infer_schema=False, row_index_name=ROW, row_index_offset=2)
    except pl.exceptions.PolarsError as error:
        raise refused(str(path), str(error).splitlines()[0], f"{len(heading)} cells in every row") from error
    return _renamed(rows)


def _renamed(rows: pl.DataFrame) -> pl.DataFrame:
    """`line` is where a row stands in the file; what the file calls line is a number of the claim."""
    return rows.rename(lambda name: {"line": "number", ROW: LINE}.get(name.strip(), name.strip()))


def _parquet(raw: bytes, name: str) -> pl.DataFrame:
    try:
        rows = pl.read_parquet(io.BytesIO(raw))
    except pl.exceptions.PolarsError as error:
        raise refused(name, f"a Parquet file that cannot be read ({error})", "a whole one") from error
    joined = [pl.col(column).list.join(" ") for column, kind in rows.schema.items() if kind == pl.List(pl.String)]
    texts = rows.with_columns(joined).with_columns(pl.all().cast(pl.String))
    return _renamed(texts.with_row_index(ROW, offset=1))


def _columns(names: Sequence[str], source: str) -> Iterator[Fault]:
    """Columns that are unknown or missing."""
    offered = ["line" if name == "number" else name for name in COLUMNS]
    for name in names:
        if name not in COLUMNS:
            near = get_close_matches(name.lower(), offered, n=1)
            hint = f"Did you mean {near[0]}?" if near else ""
            yield Fault(source, 1, name, "an unknown column", f"columns among {', '.join(offered)}", hint)
    for name in NEEDED:
        if name not in names:
            yield Fault(source, 1, name, "no such column", "one, as every line needs it")


def _absent(names: Sequence[str]) -> list[pl.Expr]:
    """Columns that the file does not have are not known of any line."""
    kinds: dict[str, type[pl.DataType] | pl.DataType] = {**LINES, "zip": pl.String, "number": pl.Int32}
    none = {name: pl.lit(None, dtype=kinds[name]) for name in COLUMNS} | {"modifiers": pl.lit([], dtype=pl.List(pl.String))}
    return [none[name].alias(name) for name in COLUMNS if name not in names]


def _national() -> list[pl.Expr]:
    national = pl.col("locality").eq("national").fill_null(value=False)
    return [national.alias("national"), pl.when(~national).then("locality").alias("locality")]


def _facility() -> pl.Expr:
    """Which practice expense a place of service is paid."""
    settings = {place.code: place.setting == "facility" for place in book().places.terms}
    return pl.col("place").replace_strict(settings, default=None, return_dtype=pl.Boolean)


def _unplaced(rows: pl.DataFrame, source: str) -> Iterator[Fault]:
    """Half a locality is none."""
    half = pl.col("mac").is_null() != (pl.col("locality").is_null() & ~pl.col("national"))
    for line in rows.filter(half)[LINE].to_list():
        yield Fault(source, line, "mac", "mac or locality without the other", "both, or a zip")
