"""Published tables as the small mappings that coding needs."""

from datetime import date
from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.engine.coding.lookups import Lookups
from frostline.model.encounter import Encounter
from frostline.model.tables import Tables

WEIGHT = (pl.col("work") + pl.max_horizontal("pe_nonfacility", "pe_facility") + pl.col("mp")).alias("weight")


def lookups(tables: Tables, encounter: Encounter, *, facility: bool | None) -> Lookups:
    """Collect what coding asks of the tables, as of the encounter's day (global days: of each procedure's own)."""
    today = {table: release.release for (table, day), release in tables.answers.items() if day == encounter.date}
    schedule, pairs, companions = collected(
        tables.schedule.filter(modifier="").select(
            "release", "code", "global_days", WEIGHT, "bilateral", "multiple", "pctc"
        ),
        tables.ptp.filter(pl.col("release").eq(today.get("ptp", "")), *in_force(encounter.date)).select(
            "column_one", "column_two", "indicator"
        ),
        tables.addon.filter(release=today.get("addon", "")).select("add_on", "primary"),
    )
    rows = schedule.to_dicts()
    held = [row for row in rows if row["release"] == today.get("schedule")]
    return Lookups(
        global_days=_global_days(rows, _days(tables)),
        weight={row["code"]: row["weight"] for row in held},
        pairs={(one, two): indicator for one, two, indicator in pairs.iter_rows()},
        primaries=_primaries(companions),
        pairs_release=today.get("ptp", ""),
        bilateral={row["code"]: row["bilateral"] for row in held},
        multiple={row["code"]: row["multiple"] for row in held},
        split=frozenset(row["code"] for row in held if row["pctc"] == "1"),
        facility=facility,
    )


def _global_days(rows: list[dict[str, Any]], days: dict[str, list[date]]) -> dict[tuple[str, date], str]:
    return {(row["code"], day): row["global_days"] for row in rows for day in days.get(row["release"], ())}


def _primaries(companions: pl.DataFrame) -> dict[str, frozenset[str]]:
    """Primary codes of each add-on."""
    found: dict[str, set[str]] = {}
    for add_on, primary in companions.iter_rows():
        found.setdefault(add_on, set()).add(primary)
    return {add_on: frozenset(codes) for add_on, codes in found.items()}


def in_force(day: date) -> tuple[pl.Expr, pl.Expr]:
    """Whether a pair is in force on a day; one without a first or last day has none."""
    return pl.col("first").le(day).fill_null(value=True), pl.col("last").ge(day).fill_null(value=True)


def _days(tables: Tables) -> dict[str, list[date]]:
    """Days that each relative value file answers for."""
    found: dict[str, list[date]] = {}
    for (table, day), release in tables.answers.items():
        if table == "schedule":
            found.setdefault(release.release, []).append(day)
    return found
