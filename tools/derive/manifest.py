"""The manifest: where each release came from and which days it is good for."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import polars as pl
from tools.derive.sources import ALL, Source

Entry = dict[str, str | int | bool]


def entries(cms: Path, tables: Mapping[str, pl.DataFrame]) -> list[Entry]:
    """One entry for each release of each table."""
    return [_entry(cms, source, tables[source.table]) for source in ALL]


def _entry(cms: Path, source: Source, table: pl.DataFrame) -> Entry:
    """What a reader has to know about one release."""
    path = cms / source.path
    return {
        "table": source.table,
        "release": source.release,
        "publisher": source.publisher,
        "source": path.name,
        "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        "from": source.first_day.isoformat(),
        "through": source.last_day.isoformat(),
        "rows": table.filter(pl.col("release") == source.release).height,
        "complete": source.complete,
        "note": source.note,
    }


def text(listed: list[Entry]) -> str:
    """The manifest as it is stored."""
    return json.dumps(listed, indent=1, sort_keys=True) + "\n"
