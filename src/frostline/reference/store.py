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
        pairs = rows_of(frame("ptp"), "column_one", codes)
        found = answers(days)
        return Tables(
            answers=found,
            as_of=as_of(found, days),
            asked=rows_of(frame("asked"), "code", codes).lazy(),
            schedule=rows_of(frame("schedule"), "code", codes).lazy(),
            ptp=pairs.filter(pl.col("column_two").is_in(sorted(codes))).lazy(),
            mue=rows_of(frame("mue"), "code", codes).lazy(),
            addon=rows_of(frame("addon"), "add_on", codes).lazy(),
            gpci=frame("gpci").lazy(),
            icd10=rows_of(frame("icd10"), "code", stems).lazy(),
        )


def answers(days: Collection[date]) -> dict[tuple[str, date], Release]:
    """Find for every table and day the release that answers, if any."""
    found = {(table, day): answering(builtin(), table, day) for table in TABLES for day in sorted(set(days))}
    return {key: release for key, release in found.items() if release is not None}


def as_of(found: Answers, days: Collection[date]) -> pl.LazyFrame:
    """Write the answers as one row a day (`Tables.as_of`)."""
    rows = [
        (day, *(part for table in TABLES for part in _names(found.get((table, day))))) for day in sorted(set(days))
    ]
    return pl.LazyFrame(rows, schema=AS_OF, orient="row")


def _names(release: Release | None) -> tuple[str | None, bool]:
    return (release.release, release.complete) if release else (None, False)


@cache
def frame(table: str) -> pl.DataFrame:
    """Read one built-in table, once."""
    return pl.read_parquet(BUILTIN / f"{table}.parquet")
