"""What two releases of a table are compared on: the key, the columns in the order they are told, and their scales."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

import polars as pl

from frostline.model.money import CENTS, FACTOR_SCALE, GPCI_SCALE, RVU_SCALE
from frostline.model.tables import Release
from frostline.reference.releases import BUILTIN
from frostline.reference.schemas import SCHEMAS
from frostline.reference.store import scan

TEXT = 0
"""The scale of a column that is no figure: it changes, it does not go up or down."""
RVUS = ("work", "total_nonfacility", "total_facility", "pe_nonfacility", "pe_facility", "mp")
SCHEDULE = {
    **dict.fromkeys(RVUS, RVU_SCALE),
    **dict.fromkeys(("status", "global_days", "na_nonfacility", "na_facility"), TEXT),
    **dict.fromkeys(("pre", "intra", "post"), RVU_SCALE),
    **dict.fromkeys(
        ("multiple", "bilateral", "assistant", "cosurgeon", "team", "endoscopic_base", "pctc", "imaging_family"), TEXT
    ),
    **dict.fromkeys(("pe_nonfacility_opps", "pe_facility_opps", "mp_opps"), RVU_SCALE),
}
AMOUNTS = ("nonfacility", "facility", "therapy_nonfacility", "therapy_facility", "opps_nonfacility", "opps_facility")
SCALES: Mapping[str, Mapping[str, int]] = {
    "gpci": dict.fromkeys(("work_floored", "work", "pe", "mp"), GPCI_SCALE),
    "payment": dict.fromkeys(AMOUNTS, CENTS),
    "payment_qp": dict.fromkeys(AMOUNTS, CENTS),
    "oppscap": dict.fromkeys(("nonfacility", "facility"), CENTS),
    "anesthesia": dict.fromkeys(("factor", "factor_qp"), FACTOR_SCALE),
    "mue": {"units": 1},
    "mue_outpatient": {"units": 1},
    "opps": {"weight": FACTOR_SCALE, **dict.fromkeys(("rate", "copayment", "least_copayment"), CENTS)},
    "asc": {"rate": CENTS},
}
CODES: Mapping[str, tuple[tuple[str, ...], str]] = {
    **dict.fromkeys(("schedule", "schedule_qp"), (("code",), "schedule")),
    **dict.fromkeys(("payment", "payment_qp", "oppscap", "opps", "asc"), (("code",), "schedule")),
    **dict.fromkeys(("mue", "mue_outpatient"), (("code",), "mue")),
    "addon": (("add_on", "primary"), "addon"),
    "ptp": (("column_one", "column_two"), "ptp"),
}
"""Columns that hold codes, and the column of `asked` that says whether no row means none; a pair needs one such end."""


FIELD = "ptp"
"""Column of `asked` that marks the codes of this field, those that rules and packs name."""


@dataclass(frozen=True, slots=True)
class Compared:
    """Key and columns of one table; `codes` are the key columns that hold codes, `asked` their column in `asked`."""

    key: tuple[str, ...]
    columns: Mapping[str, int]
    codes: tuple[str, ...] = ()
    asked: str = field(default="")

    @property
    def headline(self) -> str:
        """The column that is shown of a row that was added or deleted."""
        return next(iter(self.columns))


def compared(table: str) -> Compared:
    """Say what of a table is compared."""
    codes, asked = CODES.get(table, ((), ""))
    if table in {"schedule", "schedule_qp"}:
        return Compared(("code", "modifier"), SCHEDULE, codes, asked)
    if table == "ptp":
        return Compared(("column_one", "column_two"), {"indicator": TEXT}, codes, asked)
    if table == "zip":
        return Compared(("zip",), {"mac": TEXT, "locality": TEXT})
    schema, scales = SCHEMAS[table], SCALES.get(table, {})
    texts = {column: TEXT for column in schema.columns if column not in {*schema.key, *scales}}
    return Compared(schema.key, {**scales, **texts}, codes, asked)


def rows(release: Release) -> pl.LazyFrame:
    """Rows of a release as they are compared: with totals, pairs in force on its first day, single ZIP codes."""
    held = scan(release)
    if release.table in {"schedule", "schedule_qp"}:
        totals = {
            f"total_{place}": pl.sum_horizontal("work", f"pe_{place}", "mp") for place in ("nonfacility", "facility")
        }
        return held.with_columns(**totals)
    if release.table == "ptp":
        day = release.from_
        return held.filter(pl.col("first").is_null() | pl.col("first").le(day)).filter(
            pl.col("last").is_null() | pl.col("last").ge(day)
        )
    if release.table == "zip":
        ends = (pl.col("first").cast(pl.Int32), pl.col("last").cast(pl.Int32) + 1)
        each = held.with_columns(zip=pl.int_ranges(*ends)).explode("zip")
        return each.with_columns(pl.col("zip").cast(pl.String).str.zfill(5))
    return held


@cache
def asked(column: str) -> pl.Series:
    """Codes for which no row in the built-in excerpt of a table means that none was published."""
    return pl.read_parquet(BUILTIN / "asked" / "asked.parquet").filter(column)["code"]
