"""Two releases joined by their key, as one long frame: a row for each that came or went, one for each cell changed."""

from collections.abc import Iterator

import polars as pl

from frostline.reference.compared import FIELD, TEXT, Compared, asked

ADDED, DELETED, UP, DOWN, CHANGED = "added", "deleted", "up", "down", "changed"


def whole(joined: pl.DataFrame, what: Compared) -> Iterator[pl.DataFrame]:
    """Rows that only one of the two has, with the column that says most of them."""
    column, scale = what.headline, what.columns[what.headline]
    for change, side in ((ADDED, "_a"), (DELETED, "_b")):
        one = joined.filter(pl.col(side).is_null())
        none = pl.lit(None, dtype=one.schema[column])
        cells = (none, pl.col(f"{column}_new")) if change == ADDED else (pl.col(column), none)
        yield _long(one, what, pl.lit(change), (column, scale), cells)


def cells(joined: pl.DataFrame, what: Compared, silent: set[str]) -> Iterator[pl.DataFrame]:
    """Cells that differ, column by column; what one of the two does not state is no change."""
    both = joined.filter(pl.col("_a").is_not_null(), pl.col("_b").is_not_null())
    for column, scale in ((name, scale) for name, scale in what.columns.items() if name not in silent):
        old, new = pl.col(column), pl.col(f"{column}_new")
        way = pl.lit(CHANGED) if scale == TEXT else pl.when(new.gt(old)).then(pl.lit(UP)).otherwise(pl.lit(DOWN))
        yield _long(both.filter(old.ne(new)), what, way, (column, scale), (old, new))


def _long(
    found: pl.DataFrame, what: Compared, change: pl.Expr, named: tuple[str, int], cells: tuple[pl.Expr, pl.Expr]
) -> pl.DataFrame:
    column, scale = named
    raw = [cell.cast(pl.Int64) if scale else pl.lit(None, dtype=pl.Int64) for cell in cells]
    told = [printed(cell, scale) if scale else _text(cell, found.schema[column]) for cell in cells]
    apart = raw[1] - raw[0]
    sign = pl.when(apart.lt(0)).then(pl.lit("-")).otherwise(pl.lit("+"))
    return found.select(
        *what.key,
        change.alias("change"),
        pl.lit(column).alias("column"),
        told[0].alias("old"),
        told[1].alias("new"),
        (sign + printed(apart.abs(), scale or 1)).alias("difference"),
        raw[0].alias("old_raw"),
        raw[1].alias("new_raw"),
    )


def printed(cell: pl.Expr, scale: int) -> pl.Expr:
    """Scaled whole numbers as decimal strings with every place: 75 at scale 100 is "0.75"."""
    raw = cell.cast(pl.Int64)
    if scale == 1:
        return raw.cast(pl.String)
    places = len(str(scale)) - 1
    return (raw // scale).cast(pl.String) + "." + (raw % scale).cast(pl.String).str.zfill(places)


def _text(cell: pl.Expr, kind: pl.DataType) -> pl.Expr:
    if kind == pl.Boolean:
        return pl.when(cell).then(pl.lit("yes")).when(~cell).then(pl.lit("no"))
    return cell.cast(pl.String)


def ordered(long: pl.DataFrame, what: Compared) -> pl.DataFrame:
    """Rows added, rows deleted, then each column's; codes that our rules name first, then by key."""
    ranks = {change: rank for rank, change in enumerate((ADDED, DELETED, UP, DOWN, CHANGED))}
    columns = {column: rank for rank, column in enumerate(what.columns)}
    change = pl.col("change").replace_strict(ranks, return_dtype=pl.Int8)
    whole = change.le(ranks[DELETED])
    keys = [
        pl.when(whole).then(change).otherwise(2).alias("_whole"),
        pl.col("column").replace_strict(columns, return_dtype=pl.Int8).alias("_column"),
        change.alias("_change"),
        _unnamed(what).alias("_unnamed"),
    ]
    order = ["_whole", "_column", "_change", "_unnamed", *what.key]
    return long.with_columns(keys).sort(order).select(long.columns)


def _unnamed(what: Compared) -> pl.Expr:
    """Whether no rule of ours names a code of the row."""
    ours = asked(FIELD).implode()
    return (
        ~pl.any_horizontal(pl.col(column).is_in(ours) for column in what.codes) if what.codes else pl.lit(value=False)
    )
