"""Rows of text with their lines: the first records of a file, and the table below its heading."""

import csv
import io
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

import polars as pl

from frostline.reference.opening import Content, refused

SEARCHED = 80  # records in which the heading must stand
LINE = "line"


@dataclass(frozen=True, slots=True)
class Grid:
    """The first records of a file with the line each ends on, and what separates its cells ("" in a workbook)."""

    content: Content
    separator: str
    records: tuple[tuple[int, tuple[str, ...]], ...]
    sheet: pl.DataFrame | None = None

    def below(self, line: int, width: int) -> pl.DataFrame:
        """Cells below a line as text columns c0, c1 ... (null: empty), each with its `line`."""
        if self.sheet is not None:
            return _sheet_below(self.sheet, line, width)
        return _csv_below(self, line, width)

    @property
    def notices(self) -> str:
        """Everything above and in the heading, for the release it may name."""
        return " ".join(cell for _, record in self.records[:12] for cell in record if cell)


@lru_cache(maxsize=1)  # every form that a file may have looks at it
def grid(content: Content) -> Grid:
    """Read the first records of a csv, tab-separated text or workbook."""
    if content.workbook:
        return _sheet(content)
    head = content.head
    separator = "\t" if head.count("\t") > head.count(",") else ","
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    records: list[tuple[int, tuple[str, ...]]] = []
    with suppress(csv.Error):  # what follows is no csv; the records above it may still tell what it is
        records.extend((reader.line_num, tuple(cell.strip() for cell in record)) for record in islice(reader, SEARCHED))
    return Grid(content, separator, tuple(records))


def _csv_below(held: Grid, line: int, width: int) -> pl.DataFrame:
    """Let Polars read the rest; where a record is too long or the last one cut off, say which."""
    data = _ended(held.content.data)
    names = [f"c{number}" for number in range(width)]
    try:
        cells = pl.read_csv(
            _headed(data, line, held.separator.join(names)),
            schema=dict.fromkeys(names, pl.String),
            separator=held.separator,
            null_values=[""],
            quote_char='"',
        )
    except pl.exceptions.PolarsError as error:
        raise _uneven(held, line, width) from error
    if not cells.height:
        raise refused(held.content.name, "no row below the heading", "the rows of the table", line)
    numbered = _numbered(cells, line, broken=data.count(b"\n") > line + cells.height)
    _whole(held, data, numbered.row(-1))
    return numbered


def _numbered(cells: pl.DataFrame, line: int, *, broken: bool) -> pl.DataFrame:
    """Records with the line each begins on; a cell in quotes may run over several lines."""
    if not broken:
        return cells.with_row_index(LINE, offset=line + 1)
    breaks = pl.sum_horizontal(pl.all().str.count_matches("\n", literal=True).fill_null(0))
    before = cells.select(breaks.cum_sum().shift(fill_value=0))[cells.columns[0]]
    numbers = before.cast(pl.UInt32) + pl.Series(range(line + 1, line + 1 + cells.height), dtype=pl.UInt32)
    return cells.insert_column(0, numbers.alias(LINE))


def _headed(data: bytes, line: int, heading: str) -> bytes:
    """What stands below a line, under a heading of one record: Polars takes the first for the width of all."""
    start = 0
    for _ in range(line):
        start = (data.find(b"\n", start) + 1) or len(data)
    return b"".join((heading.encode(), b"\n", memoryview(data)[start:]))


def _ended(data: bytes) -> bytes:
    """The text to its end; a byte 1A is how some old files say that they end: nothing but empty cells follows it."""
    cut = data.rfind(b"\x1a")
    return data[:cut] if cut >= 0 and not data[cut + 1 :].strip(b",;\t\r\n \x1a") else data


def _whole(held: Grid, data: bytes, last: tuple[object, ...]) -> None:
    """A file that ends in the middle of a record was cut off."""
    line, *cells = last
    filled = [number for number, cell in enumerate(cells, start=1) if cell is not None]
    text = data[data.rfind(b"\n") + 1 :].decode()
    if len(filled) > 1 and text and _cells(text, held.separator) < len(cells):
        found = f"{text[-40:]!r}, and there the file ends"
        raise refused(held.content.name, found, f"{len(cells)} cells and the end of the line", int(str(line)))


def _cells(text: str, separator: str) -> int:
    try:
        return len(next(csv.reader([text], delimiter=separator)))
    except csv.Error:
        return 0


def _uneven(held: Grid, line: int, width: int) -> Exception:
    """Find the first record that has too many cells, else the first whose quotes do not close."""
    lines = _ended(held.content.data).decode().split("\n")
    reader = csv.reader((text + "\n" for text in lines[line:]), delimiter=held.separator)
    try:
        for record in reader:
            if len(record) > width:
                found = f"{len(record)} cells"
                return refused(held.content.name, found, f"{width} as in the heading", line + reader.line_num)
    except csv.Error:
        pass  # the quotes tell where
    odd = next((number for number, text in enumerate(lines[line:], start=line + 1) if text.count('"') % 2), None)
    return refused(held.content.name, "cells that cannot be told apart", "text cells, quotes in pairs", odd)


def _sheet(content: Content) -> Grid:
    """The first sheet of a workbook that has more than notices."""
    import fastexcel  # noqa: PLC0415 - only a workbook needs it

    try:
        book = fastexcel.read_excel(content.data)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string") for name in book.sheet_names]
    except fastexcel.FastExcelError as error:
        raise refused(content.name, f"a workbook that cannot be read ({error})", "a whole .xlsx file") from error
    if not sheets:
        raise refused(content.name, "a workbook without a sheet", "a table")
    sheet = max(sheets, key=lambda found: found.height).to_polars()
    rows = sheet.head(SEARCHED).fill_null("").rows()
    records = tuple((number, tuple(cell.strip() for cell in row)) for number, row in enumerate(rows, start=1))
    return Grid(content, "", records, sheet)


def _sheet_below(sheet: pl.DataFrame, line: int, width: int) -> pl.DataFrame:
    """Rows of a sheet, numbered as the workbook numbers them."""
    rest = sheet.slice(line)
    names = [f"c{number}" for number in range(width)]
    kept = rest.select(rest.columns[:width]).rename(dict(zip(rest.columns[:width], names, strict=False)))
    missing = [pl.lit(None, dtype=pl.String).alias(name) for name in names[kept.width :]]
    return kept.with_columns(*missing).with_row_index(LINE, offset=line + 1)
