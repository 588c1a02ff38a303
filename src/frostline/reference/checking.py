"""Cells to values, whole columns at a time; every cell that is not what its column promises is a fault."""

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
    shape = rf"\$?{before}(\.\d{{0,{places}}}(0+|0{{{DUST},}}\d*|9{{{DUST},}}\d*)?)?"

    def value(cell: pl.Expr) -> pl.Expr:
        parts = cell.str.strip_chars_start("$").str.splitn(".", 2)
        ahead = parts.struct.field("field_0").replace("", "0").cast(pl.Int64)
        behind = parts.struct.field("field_1").fill_null("")
        after = behind.str.slice(0, places).str.pad_end(places, "0").replace("", "0").cast(pl.Int64)
        nines = behind.str.slice(places).str.starts_with("9" * DUST).cast(pl.Int64)
        return (ahead * 10**places + after + nines).cast(kind)

    return Kind(rf"(?:{shape})", expected, value)


def day(written: str = "%Y%m%d") -> Kind:
    """A day; `*` or nothing is none."""
    shape = r"|\*|\d{8}" if written == "%Y%m%d" else r"|\d{4}-\d{2}-\d{2}"
    return Kind(shape, "a day", lambda cell: cell.replace(["", "*"], None).str.to_date(written, strict=False))


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
    clean = rows.with_columns(pl.col(cell.source).fill_null("").str.strip_chars() for cell in cells.values())
    faults = [fault for cell in cells.values() for fault in _faults(clean, cell, name)]
    if faults:
        raise Faults(tuple(faults))
    made = clean.select(LINE, *(cell.kind.value(pl.col(cell.source)).alias(ours) for ours, cell in cells.items()))
    lost = [fault for ours, cell in cells.items() for fault in _lost(clean, made, (ours, cell), name)]
    if lost:
        raise Faults(tuple(lost))
    return made


def _faults(rows: pl.DataFrame, cell: Cell, name: str) -> Iterator[Fault]:
    odd = rows.filter(~pl.col(cell.source).str.contains(f"^(?:{cell.kind.shape})$"))
    yield from told(odd.select(LINE, cell.source).rows(), cell.heading, cell.kind.expected, name)


def _lost(rows: pl.DataFrame, made: pl.DataFrame, what: tuple[str, Cell], name: str) -> Iterator[Fault]:
    """A cell of the right shape that is no value after all, such as 31 February."""
    ours, cell = what
    if made.schema[ours] == pl.Date:
        odd = rows.filter(made[ours].is_null() & ~rows[cell.source].is_in(["", "*"]))
        yield from told(odd.select(LINE, cell.source).rows(), cell.heading, cell.kind.expected, name)


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
    again = pl.all_horizontal(pl.col(part).eq_missing(pl.col(part).shift()) for part in key)
    same = pl.all_horizontal(pl.col(column).eq_missing(pl.col(column).shift()) for column in ours)
    twice = ready.select(pl.col(LINE).shift().alias("first"), LINE, *key, again=again, same=same).filter("again")
    clash = twice.filter(~pl.col("same"))
    if clash.height:
        rowsets = [(row[1], f"{row[2:-2]} with other values than in line {row[0]}") for row in clash.rows()]
        raise Faults(tuple(told(rowsets, "key", "each key once", name)))
    kept = ready.filter(~(same & again)) if twice.height else ready
    return kept.select(ours)
