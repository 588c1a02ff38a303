"""Rows of a sorted table by key: two binary searches a key instead of a scan, where the keys are few."""

from collections.abc import Collection

import polars as pl

FEW = 64  # keys; for more one scan is quicker than many searches


def rows_of(table: pl.DataFrame, key: str, wanted: Collection[str]) -> pl.DataFrame:
    """Rows whose key is wanted; the table must be sorted by that key."""
    if len(wanted) > FEW:
        return table.filter(pl.col(key).is_in(list(wanted)))
    keys = pl.Series(sorted(wanted), dtype=pl.String)
    starts = table[key].search_sorted(keys, side="left").to_list()
    ends = table[key].search_sorted(keys, side="right").to_list()
    parts = [table.slice(start, end - start) for start, end in zip(starts, ends, strict=True) if end > start]
    return pl.concat(parts) if parts else table.clear()
