"""Amounts that CMS computed and published, against ours, to the cent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from frostline.api.bulk import price_frame
from frostline.engine.pricing.frame import LINES
from frostline.model import money
from frostline.model.tables import Release
from frostline.reference.releases import all_releases
from frostline.reference.store import scan


@dataclass(frozen=True, slots=True)
class Compared:
    """How many published amounts equal ours."""

    what: str
    equal: int
    of: int

    def __str__(self) -> str:
        return f"{self.equal:>10,} of {self.of:>10,}  {self.what}"


def release(table: str, name: str) -> Release:
    """A release that the store holds."""
    return next(found for found in all_releases() if (found.table, found.release) == (table, name))


def lines(rows: pl.LazyFrame, day: date, *, facility: bool, qp: bool) -> pl.DataFrame:
    """One claim a row: code, modifier, mac, locality."""
    fixed = {
        "patient": pl.lit("1"), "line": pl.lit(1, dtype=pl.Int32), "date": pl.lit(day), "units": pl.lit(1),
        "facility": pl.lit(facility), "national": pl.lit(value=False), "qp": pl.lit(qp),
        "modifiers": pl.when(pl.col("modifier").eq("")).then(pl.lit([], dtype=pl.List(pl.String))).otherwise(
            pl.concat_list("modifier")),
    }  # fmt: skip
    framed = rows.with_row_index("claim").with_columns(pl.col("claim").cast(pl.String), **fixed)
    known = framed.collect_schema().names()
    absent = [pl.lit(None, dtype=kind).alias(name) for name, kind in LINES.items() if name not in known]
    return framed.with_columns(absent).select(*LINES).cast(dict(LINES)).collect()  # type: ignore[arg-type]  # Polars types it narrower


def payments(table: str, name: str) -> Iterator[Compared]:
    """Every amount of a payment file through the engine, in both settings.

    CMS prints an amount also where the setting is marked NA; our answers have none there, so it is made of the
    relative values, indices and factor that the engine took.
    """
    held = release(table, name)
    rows = scan(held)
    qp = table.endswith("_qp")
    equal = absent = 0
    for facility, column in ((False, "nonfacility"), (True, "facility")):
        ours = price_frame(lines(rows, held.from_, facility=facility, qp=qp))
        numbered = rows.select(theirs=column).collect().with_row_index("claim")
        theirs = numbered.with_columns(pl.col("claim").cast(pl.String))
        both = ours.with_columns(made=_made()).join(theirs, on="claim")
        na = pl.col("why_not").eq("not_done_there")
        equal += both.filter(pl.when(na).then("made").otherwise("published").eq(pl.col("theirs"))).height
        absent += both.filter(na).height
    which = f"{'' if qp else 'non-'}QP; {absent:,} of them where the setting is NA"
    yield Compared(f"amounts of {name}, {which}", equal, held.rows * 2)


def _made() -> pl.Expr:
    """The formula over what the engine took."""
    rvus = (pl.col("work").cast(pl.Int64), pl.col("pe").cast(pl.Int64), pl.col("mp").cast(pl.Int64))
    return money.published(rvus, (pl.col("gw"), pl.col("gpe"), pl.col("gmp")), pl.col("cf"))


def caps(name: str) -> Iterator[Compared]:
    """Every imaging cap that is not contractor-priced, by the formula with the OPPS columns."""
    held = release("oppscap", name)
    schedule = release("schedule", name.replace("OPPSCAP", "RVU"))
    indices = release("gpci", f"GPCI{held.from_.year}")
    rows = (
        scan(held)
        .filter(pl.col("status") != "C")
        .join(scan(schedule), on=["code", "modifier"])
        .join(scan(indices).rename({"work": "raw", "pe": "gpe", "mp": "gmp"}), on=["mac", "locality"])
        .with_columns(pl.col("work", "pe_facility_opps", "pe_nonfacility_opps", "mp_opps").cast(pl.Int64))
    )
    for setting in ("facility", "nonfacility"):
        rvus = (pl.col("work"), pl.col(f"pe_{setting}_opps"), pl.col("mp_opps"))
        indexed = (pl.col("work_floored"), pl.col("gpe"), pl.col("gmp"))
        ours = money.published(rvus, indexed, pl.col("conversion_factor").cast(pl.Int64))
        rows = rows.with_columns(ours.alias(f"our_{setting}"))
    found = rows.collect()
    equal = sum(found.filter(pl.col(f"our_{name}") == pl.col(name)).height for name in ("facility", "nonfacility"))
    yield Compared(f"caps of {name}, status not C", equal, found.height * 2)
