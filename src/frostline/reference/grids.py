"""Rows of text with their lines: the first records of a file, and the table below its heading."""

import csv
import io
from dataclasses import dataclass
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


def grid(content: Content) -> Grid:
    """Read the first records of a csv, tab-separated text or workbook."""
    if content.workbook:
        return _sheet(content)
    head = content.head
    separator = "\t" if head.count("\t") > head.count(",") else ","
    reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
    records = []
    try:
        for record in islice(reader, SEARCHED):
            records.append((reader.line_num, tuple(cell.strip() for cell in record)))
    except csv.Error:
        pass  # what follows is no csv; the records above it may still tell what it is
    return Grid(content, separator, tuple(records))


def _csv_below(held: Grid, line: int, width: int) -> pl.DataFrame:
    """Let Polars read the rest; where a record is too long or the last one cut off, say which."""
    data = _ended(held.content.data)
    names = [f"c{number}" for number in range(width)]
    try:
        cells = pl.read_csv(
            data,
            has_header=False,
            skip_lines=line,
            new_columns=names,
            schema=dict.fromkeys(names, pl.String),
            separator=held.separator,
            null_values=[""],
            quote_char='"',
        )
    except pl.exceptions.NoDataError:
        raise refused(held.content.name, "no row below the heading", "the rows of the table", line) from None
    except pl.exceptions.PolarsError as error:
        raise _uneven(held, line, width) from error
    numbered = cells.with_row_index(LINE, offset=line + 1)
    _whole(held, data, numbered.row(-1))
    return numbered


def _ended(data: bytes) -> bytes:
    """The text to its end; a byte 1A is how some old files say that they end."""
    cut = data.rfind(b"\x1a")
    return data[:cut] if cut >= 0 and len(data) - cut < 200 else data  # noqa: PLR2004 - the mark and empty cells


def _whole(held: Grid, data: bytes, last: tuple[object, ...]) -> None:
    """A file that ends in the middle of a record was cut off."""
    line, *cells = last
    filled = [number for number, cell in enumerate(cells, start=1) if cell is not None]
    text = data[data.rfind(b"\n") + 1 :].decode()
    if len(filled) > 1 and text and len(next(csv.reader([text], delimiter=held.separator))) < len(cells):
        found = f"{text[-40:]!r}, and there the file ends"
        raise refused(held.content.name, found, f"{len(cells)} cells and the end of the line", int(str(line)))


def _uneven(held: Grid, line: int, width: int) -> Exception:
    """Find the first record that has too many cells."""
    text = _ended(held.content.data).decode().split("\n", line)[-1]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=held.separator)
    for record in reader:
        if len(record) > width:
            found = f"{len(record)} cells"
            return refused(held.content.name, found, f"{width} as in the heading", line + reader.line_num)
    return refused(held.content.name, "rows that cannot be read", "rows of text cells")


def _sheet(content: Content) -> Grid:
    """The first sheet of a workbook that has more than notices."""
    import fastexcel  # noqa: PLC0415 - only a workbook needs it

    try:
        book = fastexcel.read_excel(content.data)
        sheets = [book.load_sheet(name, header_row=None, dtypes="string") for name in book.sheet_names]
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
