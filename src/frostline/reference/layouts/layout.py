"""What a published form is: how its content is recognised, and how its rows are read."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from frostline.model.errors import Fault, Faults
from frostline.reference.checking import Cell, Kind, told, values
from frostline.reference.grids import LINE, Grid, grid
from frostline.reference.opening import Content, refused

LETTER = re.compile("[A-Za-z]")  # every name has one, few cells do
NOTHING = r"[^\s\S]"  # matches no text


@dataclass(frozen=True, slots=True)
class Reading:
    """Rows of one table with the line each stands on, and what the file says of its release."""

    rows: pl.DataFrame
    stated: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """One published form of a table; one that is not `official` is somebody's rearrangement, read only with --as.

    `tested` on a real file, or built from the published layout only. `recognises` sees the content, never the name,
    and says how surely, 0 to 1.
    """

    table: str
    title: str
    recognises: Callable[[Content], float]
    read: Callable[[Content], Reading]
    official: bool = True
    tested: bool = True
    publisher: str = "CMS"


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells under a heading of names (regular expressions, whole, case ignored), in csv, tabs or a workbook.

    `heading`: the record that names the columns. `cells`: our column, the position of its cell, what it holds.
    `first`: what the first cell of every row looks like. `notes`: the first filled cell of rows that are remarks;
    so are words that stand alone in the first.
    `states`: which of the notices above the rows names the release.
    """

    heading: tuple[str, ...]
    cells: dict[str, tuple[int, Kind]]
    first: str
    notes: str = NOTHING
    states: str = NOTHING
    finish: Callable[[pl.DataFrame, str], pl.DataFrame] = field(default=lambda rows, _: rows)

    def recognises(self, content: Content) -> float:
        """Which part of the names stands in one record, if it is most of them."""
        return self._heading(grid(content))[1]

    def read(self, content: Content) -> Reading:
        """Check heading and every cell; raises every fault at once."""
        held = grid(content)
        line, width = self._checked_heading(held)
        rows = self._rows(_bounded(held.below(line, width), len(self.heading), content.name), content.name)
        _unswallowed(rows, re.compile(rf'\n"?(?:{self.first})"?{held.separator}'), content.name)
        made = values(rows, self._named(), content.name)
        return Reading(self.finish(made, content.name), _stated(self.states, held.notices))

    def _heading(self, held: Grid) -> tuple[int, float]:
        """Which record is the heading, and the part of the names it has wherever they stand; 0 below two thirds."""
        best, most = 0, 0.0
        for number, (_, record) in enumerate(held.records):
            words = {cell for cell in record if LETTER.search(cell)}
            known = sum(any(_is(name, cell) for cell in words) for name in self.heading)
            surely = known / max(len(self.heading), sum(map(bool, record)))
            if surely > most:
                best, most = number, surely
        return best, most if most * 3 >= 2 else 0.0  # noqa: PLR2004 - two thirds

    def _checked_heading(self, held: Grid) -> tuple[int, int]:
        """Every name stands in its place; the line below which the rows begin, and how wide they may be saved."""
        line, record = held.records[self._heading(held)[0]]
        width = len(record) if held.separator else len(self.heading)
        while record and not record[-1] and len(record) > len(self.heading):
            record = record[:-1]
        if len(record) != len(self.heading):
            found = f"{len(record)} columns"
            raise refused(held.content.name, found, f"{len(self.heading)}", line, "heading")
        wrong = [
            Fault(held.content.name, line, f"column {place}", repr(cell), f"the heading {_plain(name)!r}")
            for place, (name, cell) in enumerate(zip(self.heading, record, strict=True), start=1)
            if not _is(name, cell)
        ]
        if wrong:
            raise Faults(tuple(wrong))
        return line, width

    def _rows(self, rows: pl.DataFrame, name: str) -> pl.DataFrame:
        """Rows without remarks and blank lines; anything else in the first cell is a fault."""
        first = rows["c0"].fill_null("")
        seen = first.unique()
        right = seen.filter(seen.str.strip_chars().str.contains(f"^(?:{self.first})$"))
        if right.len() == seen.len():
            return rows
        is_row = first.is_in(right.implode())
        odd = self._odd(rows.filter(~is_row))
        faults = tuple(told(odd.rows(), _plain(self.heading[0]), "a row", name))
        kept = rows.filter(is_row)
        if not faults and not kept.height:
            faults = (Fault(name, None, "", "no row below the heading", "the rows of the table"),)
        if faults:
            raise Faults(faults)
        return kept

    def _odd(self, others: pl.DataFrame) -> pl.DataFrame:
        """First cells of what is neither a row nor blank nor a remark; words alone in a record are one."""
        bare = others.with_columns(pl.exclude(LINE).fill_null("").str.strip_chars())
        filled = pl.coalesce(pl.exclude(LINE).replace("", None))
        alone = pl.all_horizontal(pl.exclude(LINE, "c0").eq("")) & pl.col("c0").str.contains(r"\s")
        remark = alone | filled.str.contains(f"^(?:{self.notes})")
        return bare.filter(filled.is_not_null(), ~remark).select(LINE, "c0")

    def _named(self) -> dict[str, Cell]:
        return {ours: Cell(_plain(self.heading[at]), f"c{at}", kind) for ours, (at, kind) in self.cells.items()}


def _bounded(rows: pl.DataFrame, width: int, name: str) -> pl.DataFrame:
    """Rows without the empty columns that a spreadsheet saved behind the last; what stands in them is misplaced."""
    behind = [column for column in rows.columns if column != LINE][width:]
    if behind:
        odd = rows.filter(pl.any_horizontal(pl.col(behind).str.strip_chars().fill_null("").ne("")))
        if odd.height:
            raise refused(name, "a cell behind the last column", f"{width} cells as in the heading", odd[LINE][0])
    return rows.drop(behind)


def _unswallowed(rows: pl.DataFrame, begins: re.Pattern[str], name: str) -> None:
    """Refuse a cell that holds whole rows: one with a quote too many takes what follows until the next one."""
    broken = rows.filter(pl.any_horizontal(pl.exclude(LINE).str.contains("\n", literal=True)))
    for line, *cells in broken.rows():
        if any(begins.search(cell) for cell in cells if cell):
            raise refused(name, "a cell in quotes that takes in the rows below", "quotes in pairs", line)


def _stated(pattern: str, notices: str) -> str:
    found = re.search(pattern, notices, re.IGNORECASE)
    return found[0] if found else ""


def _is(name: str, cell: str) -> bool:
    return re.fullmatch(name, " ".join(cell.split()), re.IGNORECASE) is not None


def _plain(name: str) -> str:
    """A heading's expression as a person would write it; a digit that may be any is a dot."""
    name = name.replace(r"\d", ".")
    return re.sub(r"\(\?:|[\\^$?*()\[\]]|\|.*", "", name)


@dataclass(frozen=True, slots=True)
class Fixed:
    """Records of fixed positions, counted from 1, first and last included."""

    cells: dict[str, tuple[int, int, Kind]]
    width: int
    record: str  # what a record of data looks like from its start
    others: str = NOTHING  # records that are headers or trailers
    trailer: str = ""  # what the last record is, where a whole file has one
    open_end: bool = True  # whether something may follow behind the width
    finish: Callable[[pl.DataFrame, str], pl.DataFrame] = field(default=lambda rows, _: rows)

    def recognises(self, content: Content) -> float:
        """The part of the first records that are data, if nearly all are headers or data."""
        if content.workbook:
            return 0.0
        lines = content.head.splitlines()[:40]
        known = sum(bool(re.match(self.record, line) or re.match(self.others, line)) for line in lines)
        data = any(re.match(self.record, line) for line in lines)
        return known / len(lines) if data and known * 10 >= len(lines) * 8 else 0.0

    def read(self, content: Content) -> Reading:
        """Cut every record at its positions; raises every fault at once."""
        lines = pl.DataFrame({"text": content.data.decode().splitlines()}).with_row_index(LINE, offset=1)
        lines = lines.filter(pl.col("text").str.strip_chars("\x1a \t") != "")
        other = pl.col("text").str.contains(f"^(?:{self.others})")
        if self.trailer and not re.match(self.trailer, str(lines["text"].last() or "")):
            raise refused(content.name, "no trailer at the end: the file is cut off", "the whole file", lines.height)
        data = lines.filter(~other)
        text = pl.col("text")
        whole = text.str.contains(f"^(?:{self.record})") & (text.str.len_chars() >= self.width)
        behind = text.str.slice(self.width)  # where the end of a line was lost, the next record
        more = behind.str.contains(self.record) if self.open_end else behind.str.strip_chars().ne("")
        odd = data.filter(~whole | more)
        if odd.height:
            shown = odd.with_columns(pl.col("text").str.slice(0, 40)).select(LINE, "text").rows()
            raise Faults(tuple(told(shown, "record", f"a record of {self.width} characters", content.name)))
        cut = data.select(
            LINE, *(pl.col("text").str.slice(a - 1, b - a + 1).alias(name) for name, (a, b, _) in self.cells.items())
        )
        named = {ours: Cell(f"{ours} (positions {a}-{b})", ours, kind) for ours, (a, b, kind) in self.cells.items()}
        return Reading(self.finish(values(cut, named, content.name), content.name))
