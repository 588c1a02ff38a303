"""The store: published rows, added or built in, narrowed to the codes and days that a question is about."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache

import polars as pl

from frostline.model.errors import FrostlineError
from frostline.model.tables import TABLES, Release, Tables
from frostline.reference.added import rows_path
from frostline.reference.releases import BUILTIN, all_releases, answering
from frostline.reference.schemas import SCHEMAS
from frostline.reference.sorted import rows_of

AS_OF = {"date": pl.Date} | {
    name: kind for table in TABLES for name, kind in ((table, pl.String), (f"{table}_complete", pl.Boolean))
}
Answers = Mapping[tuple[str, date], Release]


class Held:
    """Everything held. Built-in figures fit in memory and are read once; of added ones only the rows asked for."""

    def narrowed(
        self,
        codes: Collection[str],
        diagnoses: Collection[str],
        days: Collection[date],
        tables: Collection[str] = TABLES,
    ) -> Tables:
        """Give the rows for these codes and diagnoses, with the release that answers each of these days."""
        stems = {stem for code in diagnoses for stem in (code, code[:-1].rstrip("X."))}
        found = answers(days, tables)
        pairs = _rows("ptp", "column_one", codes, found)
        return Tables(
            answers=found,
            as_of=as_of(found, days),
            asked=rows_of(_asked(), "code", codes).lazy(),
            schedule=_with_bases(codes, found).lazy(),
            ptp=pairs.filter(pl.col("column_two").is_in(sorted(codes))).lazy(),
            mue=_rows("mue", "code", codes, found).lazy(),
            addon=_rows("addon", "add_on", codes, found).lazy(),
            gpci=_all("gpci", found).lazy(),
            icd10=_rows("icd10", "code", stems, found).lazy(),
            oppscap=_rows("oppscap", "code", codes, found).lazy(),
        )


def _with_bases(codes: Collection[str], found: Answers) -> pl.DataFrame:
    """Relative values of the codes, and of the base endoscopies that their families are priced by."""
    rows = _rows("schedule", "code", codes, found)
    bases = set(rows["endoscopic_base"].drop_nulls()) - {"", *codes}
    return pl.concat([rows, _rows("schedule", "code", bases, found)]) if bases else rows


def _releases(table: str, found: Answers) -> list[Release]:
    """Releases of a table that answer some day, each once."""
    named = {release.release: release for (name, _), release in found.items() if name == table}
    return [named[name] for name in sorted(named)]


def _rows(table: str, key: str, wanted: Collection[str], found: Answers) -> pl.DataFrame:
    """Rows of the wanted keys in the releases that answer."""
    parts = [rows(release, key, wanted) for release in _releases(table, found)]
    return pl.concat(parts) if parts else _none(table)


def _all(table: str, found: Answers) -> pl.DataFrame:
    parts = [frame(release) for release in _releases(table, found)]
    return pl.concat(parts) if parts else _none(table)


def _none(table: str) -> pl.DataFrame:
    return SCHEMAS[table].empty.with_columns(release=pl.lit(None, dtype=pl.String))


def answers(days: Collection[date], tables: Collection[str] = TABLES) -> dict[tuple[str, date], Release]:
    """Find for every table and day the release that answers, if any."""
    everything = all_releases()
    found = {(table, day): answering(everything, table, day) for table in tables for day in sorted(set(days))}
    return {key: release for key, release in found.items() if release is not None}


def as_of(found: Answers, days: Collection[date]) -> pl.LazyFrame:
    """Write the answers as one row a day (`Tables.as_of`)."""
    rows = [(day, *(part for table in TABLES for part in _names(found.get((table, day))))) for day in sorted(set(days))]
    return pl.LazyFrame(rows, schema=AS_OF, orient="row")


def _names(release: Release | None) -> tuple[str | None, bool]:
    return (release.release, release.complete) if release else (None, False)


def rows(release: Release, key: str, wanted: Collection[str]) -> pl.DataFrame:
    """Rows of one release whose key is wanted."""
    if not release.digest:
        return rows_of(frame(release), key, wanted)
    return _collected(release, scan(release).filter(pl.col(key).is_in(sorted(wanted))))


def scan(release: Release) -> pl.LazyFrame:
    """One release as it is stored, sorted by its key, without the `release` column."""
    path = rows_path(release) if release.digest else BUILTIN / release.table / f"{release.release}.parquet"
    return pl.scan_parquet(path, glob=False).select(*SCHEMAS[release.table].columns)


@cache
def frame(release: Release) -> pl.DataFrame:
    """One whole release of a small table, read once; its name becomes a column."""
    if release.digest:
        return _collected(release, scan(release))
    path = BUILTIN / release.table / f"{release.release}.parquet"
    rows = pl.read_parquet(path, columns=list(SCHEMAS[release.table].columns), use_statistics=False, glob=False)
    return rows.select(*SCHEMAS[release.table].columns, release=pl.lit(release.release))


def _collected(release: Release, wanted: pl.LazyFrame) -> pl.DataFrame:
    """Rows in memory with the name of their release; raises where what was added is gone or broken."""
    try:
        return wanted.collect(engine="in-memory").with_columns(release=pl.lit(release.release))
    except (OSError, pl.exceptions.PolarsError) as error:
        what = (
            f"{rows_path(release)}: the rows of {release.release} cannot be read ({str(error).splitlines()[0][:200]})"
        )
        raise FrostlineError(f"{what}; see `frostline reference verify`, remove it and add it again") from error


@cache
def _asked() -> pl.DataFrame:
    """Which codes the built-in tables were asked for."""
    return pl.read_parquet(BUILTIN / "asked" / "asked.parquet")
