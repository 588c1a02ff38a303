"""Rows of a sorted table by key: two binary searches a key instead of a scan."""

from collections.abc import Collection

import polars as pl


def rows_of(table: pl.DataFrame, key: str, wanted: Collection[str]) -> pl.DataFrame:
    """Rows whose key is wanted; the table must be sorted by that key."""
    keys = pl.Series(sorted(wanted), dtype=pl.String)
    starts = table[key].search_sorted(keys, side="left").to_list()
    ends = table[key].search_sorted(keys, side="right").to_list()
    parts = [table.slice(start, end - start) for start, end in zip(starts, ends, strict=True) if end > start]
    return pl.concat(parts) if parts else table.clear()
