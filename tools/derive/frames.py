"""Frames with a fixed schema and a unique key, and the Parquet files they become."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import polars as pl
from tools.derive.figures import SourceError

Schema = Mapping[str, type[pl.DataType]]


def frame(rows: Iterable[Sequence[object]], schema: Schema, key: Sequence[str]) -> pl.DataFrame:
    """The rows under the schema, sorted by a key that no two rows share."""
    return keyed(pl.DataFrame(list(rows), schema=dict(schema), orient="row"), key)


def keyed(table: pl.DataFrame, key: Sequence[str]) -> pl.DataFrame:
    """The table sorted by its key; a key that occurs twice is a fault."""
    twice = table.filter(table.select(key).is_duplicated())
    if twice.height:
        raise SourceError(f"{twice.select(key).row(0)} occurs twice; {list(key)} must be unique.")
    return table.sort(key)


def write(table: pl.DataFrame, path: Path) -> None:
    """The table as one small Parquet file, the same bytes for the same rows and the same polars."""
    table.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
