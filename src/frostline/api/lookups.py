"""Published tables as the small mappings that coding needs."""

import polars as pl

from frostline.engine.coding.lookups import Lookups
from frostline.model.encounter import Encounter
from frostline.model.tables import Tables


def lookups(tables: Tables, encounter: Encounter) -> Lookups:
    """Collect what coding asks of the tables, as of the encounter's day (global days: of each procedure's own)."""
    released = {
        name: tables.as_of.filter(pl.col("table").eq(name)).select("date", "release")
        for name in ("schedule", "ptp", "addon")
    }
    today = pl.col("date").eq(encounter.date)
    schedule = released["schedule"].join(tables.schedule.filter(modifier=""), on="release")
    weight = pl.col("work") + pl.max_horizontal("pe_nonfacility", "pe_facility") + pl.col("mp")
    days, pairs, companions, release = pl.collect_all(
        [
            schedule.select("code", "date", "global_days", weight.alias("weight")),
            released["ptp"].filter(today).join(tables.ptp, on="release").select("column_one", "column_two", "indicator"),
            released["addon"].filter(today).join(tables.addon, on="release").select("add_on", "primary"),
            released["ptp"].filter(today),
        ]
    )
    primaries: dict[str, set[str]] = {}
    for add_on, primary in companions.iter_rows():
        primaries.setdefault(add_on, set()).add(primary)
    return Lookups(
        global_days={(code, day): length for code, day, length, _ in days.iter_rows()},
        weight={code: heavy for code, day, _, heavy in days.iter_rows() if day == encounter.date},
        pairs={(one, two): indicator for one, two, indicator in pairs.iter_rows()},
        primaries={add_on: frozenset(codes) for add_on, codes in primaries.items()},
        pairs_release=release["release"].item() if release.height else "",
    )
