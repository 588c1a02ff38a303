"""The store: published rows narrowed to the codes and days that a question is about."""

from collections.abc import Collection, Mapping
from datetime import date
from functools import cache

import polars as pl

from frostline.model.tables import TABLES, Release, Tables
from frostline.reference.releases import BUILTIN, answering, builtin
from frostline.reference.sorted import rows_of

AS_OF = {"date": pl.Date} | {
    name: kind for table in TABLES for name, kind in ((table, pl.String), (f"{table}_complete", pl.Boolean))
}
Answers = Mapping[tuple[str, date], Release]


class Builtin:
    """The built-in figures; they fit in memory, so they are read once and kept."""

    def narrowed(self, codes: Collection[str], diagnoses: Collection[str], days: Collection[date]) -> Tables:
        """Give the rows for these codes and diagnoses, with the release that answers each of these days."""
        stems = {stem for code in diagnoses for stem in (code, code[:-1].rstrip("X."))}
        found = answers(days)
        pairs = _rows("ptp", "column_one", codes, found)
        return Tables(
            answers=found,
            as_of=as_of(found, days),
            asked=rows_of(frame("asked", "asked"), "code", codes).lazy(),
            schedule=_rows("schedule", "code", codes, found).lazy(),
            ptp=pairs.filter(pl.col("column_two").is_in(sorted(codes))).lazy(),
            mue=_rows("mue", "code", codes, found).lazy(),
            addon=_rows("addon", "add_on", codes, found).lazy(),
            gpci=pl.concat([frame("gpci", release) for release in _releases("gpci", found)]).lazy(),
            icd10=_rows("icd10", "code", stems, found).lazy(),
        )


def _releases(table: str, found: Answers) -> list[str]:
    """Releases of a table that answer; where none does, any, for its columns."""
    names = {release.release for (name, _), release in found.items() if name == table}
    return sorted(names) or [next(release.release for release in builtin() if release.table == table)]


def _rows(table: str, key: str, wanted: Collection[str], found: Answers) -> pl.DataFrame:
    """Rows of the wanted keys in the releases that answer."""
    return pl.concat([rows_of(frame(table, release), key, wanted) for release in _releases(table, found)])


def answers(days: Collection[date]) -> dict[tuple[str, date], Release]:
    """Find for every table and day the release that answers, if any."""
    found = {(table, day): answering(builtin(), table, day) for table in TABLES for day in sorted(set(days))}
    return {key: release for key, release in found.items() if release is not None}


def as_of(found: Answers, days: Collection[date]) -> pl.LazyFrame:
    """Write the answers as one row a day (`Tables.as_of`)."""
    rows = [(day, *(part for table in TABLES for part in _names(found.get((table, day))))) for day in sorted(set(days))]
    return pl.LazyFrame(rows, schema=AS_OF, orient="row")


def _names(release: Release | None) -> tuple[str | None, bool]:
    return (release.release, release.complete) if release else (None, False)


@cache
def frame(table: str, release: str) -> pl.DataFrame:
    """Read one release of a built-in table, once; its name becomes a column."""
    return pl.read_parquet(BUILTIN / table / f"{release}.parquet").with_columns(release=pl.lit(release))
