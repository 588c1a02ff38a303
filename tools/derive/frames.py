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


def write(table: pl.DataFrame, folder: Path) -> int:
    """A Parquet file a release (one file, if it has no releases), the same bytes for the same rows; their size."""
    folder.mkdir(parents=True, exist_ok=True)
    named = table.with_columns(release=pl.lit(folder.name)) if "release" not in table.columns else table
    size = 0
    for (release,), part in named.partition_by("release", as_dict=True, include_key=False).items():
        path = folder / f"{release}.parquet"
        part.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
        size += path.stat().st_size
    return size
