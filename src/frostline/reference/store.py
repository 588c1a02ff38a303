"""The store: published rows narrowed to the codes and days that a question is about."""

from collections.abc import Collection, Iterable
from datetime import date
from functools import cache

import polars as pl

from frostline.model.tables import Tables
from frostline.reference.releases import BUILTIN, Release, answering, builtin

TABLES = ("schedule", "ptp", "mue", "addon", "gpci", "zip", "icd10")
AS_OF = {
    "table": pl.String,
    "date": pl.Date,
    "release": pl.String,
    "known_from": pl.Date,
    "known_through": pl.Date,
    "currency": pl.String,
    "complete": pl.Boolean,
}


class Builtin:
    """The built-in figures; they fit in memory, so they are read once and kept."""

    def narrowed(self, codes: Collection[str], days: Collection[date]) -> Tables:
        """Give the rows for these codes, with the release that answers each of these days."""
        wanted = sorted(codes)
        code = pl.col("code").is_in(wanted)
        pair = pl.col("column_one").is_in(wanted) & pl.col("column_two").is_in(wanted)
        return Tables(
            as_of=as_of(builtin(), days),
            asked=frame("asked").lazy().filter(code),
            schedule=frame("schedule").filter(code).lazy(),
            ptp=frame("ptp").filter(pair).lazy(),
            mue=frame("mue").filter(code).lazy(),
            addon=frame("addon").filter(pl.col("add_on").is_in(wanted)).lazy(),
            gpci=frame("gpci").lazy(),
            zip=frame("zip").lazy(),
            icd10=frame("icd10").lazy(),
        )


def as_of(releases: Iterable[Release], days: Collection[date]) -> pl.LazyFrame:
    """Tell for every table and day which release answers, and how current it is (`Tables.as_of`)."""
    held = tuple(releases)
    found = ((table, day, answering(held, table, day)) for table in TABLES for day in sorted(set(days)))
    rows = [
        (table, day, release.release, release.from_, release.through, release.currency(day), release.complete)
        for table, day, release in found
        if release is not None
    ]
    return pl.LazyFrame(rows, schema=AS_OF, orient="row")


@cache
def frame(table: str) -> pl.DataFrame:
    """Read one built-in table, once."""
    return pl.read_parquet(BUILTIN / f"{table}.parquet")
