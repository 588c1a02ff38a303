"""All built-in tables, derived in one go: read as `reference add` reads them, cut down to the codes of the field."""

from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from tools.derive import sources
from tools.derive.fields import FieldCodes
from tools.derive.sources import Source

from frostline.model.tables import Release
from frostline.reference.adding import Asked, read

ASKED = {"code": pl.String, "schedule": pl.Boolean, "ptp": pl.Boolean, "mue": pl.Boolean, "addon": pl.Boolean}
KEYS = {"schedule": ("code",), "mue": ("code",), "addon": ("add_on", "primary")}


@dataclass(frozen=True, slots=True)
class Derived:
    """One release of a built-in table and its rows."""

    release: Release
    rows: pl.DataFrame


def derive(cms: Path, fields: FieldCodes) -> tuple[list[Derived], pl.DataFrame]:
    """Every release, and which codes the tables were asked for; besides the field, the ends of its pairs are."""
    pairs = _pairs(_read(cms, sources.PTP), fields.narrow)
    asked = fields.all | set(pairs.rows["column_one"]) | set(pairs.rows["column_two"])
    others = [_cut(_read(cms, source), asked) for source in sources.OTHERS]
    rows = [(code, True, code in fields.narrow, True, True) for code in sorted(asked)]
    return [pairs, *others], pl.DataFrame(rows, schema=ASKED, orient="row")


def _read(cms: Path, source: Source) -> Derived:
    """One file as the importer reads it, with what is to be said of it."""
    asked = Asked(source.table if source.third_party else None, source.release)
    (found,), _ = read([cms / source.path], asked)
    said = replace(found.release, note=source.note, complete=source.complete, source=Path(source.path).name)
    return Derived(said, found.rows)


def _cut(found: Derived, asked: frozenset[str]) -> Derived:
    """Rows of the codes asked for."""
    keys = KEYS.get(found.release.table, ())
    kept = found.rows.filter(pl.any_horizontal(pl.col(key).is_in(asked) for key in keys)) if keys else found.rows
    return Derived(replace(found.release, rows=kept.height), kept)


def _pairs(found: Derived, narrow: frozenset[str]) -> Derived:
    """Pairs in force on the first day of the release, one end narrow; indicator 9 never applied."""
    active = pl.col("last").is_null() | (pl.col("last") >= found.release.from_)
    ends = pl.col("column_one").is_in(narrow) | pl.col("column_two").is_in(narrow)
    kept = found.rows.filter(active, pl.col("indicator") != 9, ends)  # noqa: PLR2004 - the indicator's name
    return Derived(replace(found.release, rows=kept.height), kept)


def write(found: Derived, folder: Path) -> int:
    """Write a release; its size in bytes."""
    return write_rows(found.rows, folder / found.release.table / f"{found.release.release}.parquet")


def write_rows(rows: pl.DataFrame, path: Path) -> int:
    """Write a Parquet file, the same bytes for the same rows; its size in bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.write_parquet(path, compression="zstd", compression_level=19, statistics=False)
    return path.stat().st_size
