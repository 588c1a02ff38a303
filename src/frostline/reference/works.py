"""How work is distributed in the releases of which only an excerpt is built in (tools/derive/standing.py made it)."""

import polars as pl

from frostline.model.tables import Release
from frostline.reference.releases import BUILTIN


def works(release: Release) -> pl.LazyFrame | None:
    """Counts of codes by work in a built-in release; None where none are held."""
    path = BUILTIN / "work" / f"{release.release}.parquet"
    if release.table != "schedule" or release.digest or not path.is_file():
        return None
    return pl.scan_parquet(path, glob=False)
