"""How work is distributed over Surgery in each whole relative value file: counts, and no codes but the highest."""

from pathlib import Path

import polars as pl
from tools.derive.sources import SCHEDULE

from frostline.engine.standing.distribution import distribution
from frostline.reference.adding import Asked, read


def derive(cms: Path) -> dict[str, pl.DataFrame]:
    """The distribution of each release by its name, read as `frostline reference add` reads the file."""
    held: dict[str, pl.DataFrame] = {}
    for source in SCHEDULE:
        asked = Asked(source.table if source.third_party else None, source.release)
        (found,), _ = read([cms / source.path], asked)
        held[found.release.release] = distribution(found.rows.lazy()).collect(engine="in-memory")
    return held
