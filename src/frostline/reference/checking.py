"""Cells to values, whole columns at a time; every cell that is not what its column promises is a fault."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from frostline.model.errors import Fault, Faults
from frostline.reference.grids import LINE

SHOWN = 8  # faults of one column that are told in full
DUST = 4  # digits of zeros or nines behind the last place that a spreadsheet's floats may leave


@dataclass(frozen=True, slots=True)
class Kind:
    """What a column holds: the shape of its cells (whole, stripped), in words, and how they become values."""

    shape: str
    expected: str
    value: Callable[[pl.Expr], pl.Expr]


def text(shape: str, expected: str) -> Kind:
    """Text of a shape; an empty cell is ""."""
    return Kind(shape, expected, lambda cell: cell)


def whole(expected: str = "a whole number", kind: type[pl.DataType] = pl.Int32, shape: str = r"\d{1,9}") -> Kind:
    """Digits."""
    return Kind(shape, expected, lambda cell: cell.cast(kind))


def scaled(places: int, expected: str, kind: type[pl.DataType] = pl.Int32, before: str = r"\d{0,7}") -> Kind:
    """A decimal as a whole number times ten to the power of `places`; a spreadsheet's dust is brushed off.

    `before`: the digits before the point; they keep figures inside the widths that `model.money` proves.
    """
    scale: int = 10**places
    behind_point = rf"(?:\d{{0,{places}}}|\d{{{places}}}(?:0+|0{{{DUST},}}\d*|9{{{DUST},}}\d*))"
    shape = rf"\$?(?:\b{before}(?:\.{behind_point})?|\.\b{behind_point})"  # \b: a digit stands there; blank is no 0

    def value(cell: pl.Expr) -> pl.Expr:
        parts = cell.str.strip_chars_start("$").str.splitn(".", 2)
        ahead = parts.struct.field("field_0").replace("", "0").cast(pl.Int64)
        behind = parts.struct.field("field_1").fill_null("")
        after = behind.str.slice(0, places).str.pad_end(places, "0").replace("", "0").cast(pl.Int64)
        nines = behind.str.slice(places).str.starts_with("9" * DUST).cast(pl.Int64)
        return (ahead * scale + after + nines).cast(kind)

    return Kind(rf"(?:{shape})", expected, value)


def day(written: str = "%Y%m%d") -> Kind:
    """A day; `*` or nothing is none."""
    shape = r"|\*|\d{8}" if written == "%Y%m%d" else r"|\d{4}-\d{2}-\d{2}"
    return Kind(shape, "a day", lambda cell: cell.replace(["", "*"], None).str.to_date(written, strict=False))


def optional(kind: Kind, *blanks: str) -> Kind:
    """What a column holds, or null where the cell is empty or one of some signs."""
    none = ["", *blanks]
    shape = "|".join((*map(re.escape, none), kind.shape))
    return Kind(shape, f"{kind.expected}, or nothing", lambda cell: kind.value(cell.replace(none, None)))


def flag(*words: str) -> Kind:
    """One of some words, or nothing."""
    return Kind("|".join(("", *words)), " or ".join((*words, "nothing")), lambda cell: cell.ne(""))


def padded(width: int, expected: str) -> Kind:
    """Digits whose leading zeros a spreadsheet may have taken away."""
    return Kind(rf"\d{{1,{width}}}", expected, lambda cell: cell.str.zfill(width))


CODE = text("[0-9A-Z]{5}", "a code of five characters")
MAC = padded(5, "a contractor's number")
LOCALITY = padded(2, "a locality's number")
ANY = text(r"[\s\S]*", "text")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of the file as one of ours: its name there, the place it stands in, what it holds."""

    heading: str
    source: str
    kind: Kind


def values(rows: pl.DataFrame, cells: dict[str, Cell], name: str) -> pl.DataFrame:
    """Give our columns, and `line`; raises every fault of the file at once."""
    faults: list[Fault] = []
    sound = {LINE: rows[LINE]}
    for ours, cell in cells.items():
        column, odd = _bare(rows[cell.source].alias(ours), cell.kind.shape)
        faults += _odd(rows[LINE], column, odd, (cell, name))
        if not odd.len():
            sound[ours] = column
    bare = pl.DataFrame(list(sound.values()))
    kept = {ours: cell for ours, cell in cells.items() if ours in sound}
    made = bare.select(LINE, *(cell.kind.value(pl.col(ours)).alias(ours) for ours, cell in kept.items()))
    faults += [fault for ours, cell in kept.items() for fault in _lost(bare, made, ours, (cell, name))]
    if faults:
        raise Faults(tuple(faults))
    return made


def _bare(column: pl.Series, shape: str) -> tuple[pl.Series, pl.Series]:
    """A column without blanks around its cells, and what is odd in it; equal cells are looked at once."""
    filled = column.fill_null("")
    seen = filled.unique()
    if not seen.equals(seen.str.strip_chars()):
        filled = filled.str.strip_chars()
        seen = filled.unique()
    ascii_only = shape.replace(r"\d", "[0-9]")  # \d is a digit of any script
    return filled, seen.filter(~seen.str.contains(f"^(?:{ascii_only})$"))


def _odd(lines: pl.Series, column: pl.Series, odd: pl.Series, told_of: tuple[Cell, str]) -> Iterator[Fault]:
    """Every cell that holds one of the odd texts."""
    cell, name = told_of
    if odd.len():
        found = pl.DataFrame([lines, column]).filter(column.is_in(odd.implode()))
        yield from told(found.rows(), cell.heading, cell.kind.expected, name)


def _lost(bare: pl.DataFrame, made: pl.DataFrame, ours: str, told_of: tuple[Cell, str]) -> Iterator[Fault]:
    """A cell of the right shape that is no value after all, such as 31 February."""
    cell, name = told_of
    if made.schema[ours] == pl.Date and made[ours].null_count():
        odd = bare.filter(made[ours].is_null(), ~pl.col(ours).is_in(["", "*"]))
        yield from told(odd.select(LINE, ours).rows(), cell.heading, cell.kind.expected, name)


def told(odd: Sequence[tuple[int, str]], heading: str, expected: str, name: str) -> Iterator[Fault]:
    """The first faults of a column in full, the rest as a number."""
    for line, found in odd[:SHOWN]:
        yield Fault(name, line, heading, repr(found) if found else "nothing", expected)
    if len(odd) > SHOWN:
        yield Fault(name, None, heading, f"{len(odd) - SHOWN:,} more such cells", expected)


def keyed(rows: pl.DataFrame, key: Sequence[str], name: str) -> pl.DataFrame:
    """Sort by the key; the same row twice is one, one key with two values is a fault."""
    ours = [column for column in rows.columns if column != LINE]
    ready = rows.sort([*key, LINE])
    again = _as_before(ready, key)
    if not again.any():
        return ready.select(ours)
    same = again & _as_before(ready, [column for column in ours if column not in key])
    before = ready[LINE].shift().alias("_before")
    clash = ready.select(before, LINE, *key).filter(again & ~same)
    if clash.height:
        rowsets = [(row[1], f"{row[2:]} with other values than in line {row[0]}") for row in clash.rows()]
        raise Faults(tuple(told(rowsets, "key", "each key once", name)))
    return ready.select(ours).filter(~same)


def _as_before(rows: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    """Whether a row has the values of the row above it."""
    same = (pl.col(column).eq_missing(pl.col(column).shift()) for column in columns)
    above = pl.int_range(pl.len()) > 0
    return rows.select(pl.all_horizontal(above, *same).alias("same"))["same"]
