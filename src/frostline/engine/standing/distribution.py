"""How work is distributed over Surgery: counts without codes, and the populations that a code is compared with."""

from dataclasses import dataclass
from itertools import pairwise

import polars as pl

from frostline.engine.standing.nouns import Figures
from frostline.engine.standing.sections import SECTIONS, SURGERY, section_of

CELL = ("section", "active", "global_days", "thousand")
COLUMNS = (*CELL, "work", "codes", "highest")
ACTIVE, THOUSAND = "A", 1000
EDGES = (0, 25, 50, 100, 200, 400, 800, 1600, 3200, 6400, 12800)
"""Ends of the bars, work ×100, each twice the one before; no work value has reached the last."""


@dataclass(frozen=True, slots=True, eq=False)
class Population:
    """Codes that a code may fairly be compared with."""

    says: str
    test: pl.Expr


def distribution(schedule: pl.LazyFrame) -> pl.LazyFrame:
    """Count the codes of Surgery with work and no modifier; the most of each cell keeps the first code that has it."""
    number = pl.when(pl.col("code").str.contains(r"^\d{5}$")).then(pl.col("code")).cast(pl.Int32)
    surgery = schedule.filter(
        pl.col("modifier").eq(""), pl.col("work").gt(0), number.is_between(SURGERY.first, SURGERY.last)
    )
    cells = surgery.select(
        _section(number).alias("section"),
        pl.col("status").eq(ACTIVE).alias("active"),
        "global_days",
        (number // THOUSAND).cast(pl.Int8).alias("thousand"),
        pl.col("work").cast(pl.Int32),
        "code",
    )
    counted = cells.group_by(*CELL, "work").agg(codes=pl.len().cast(pl.Int32), highest=pl.col("code").min())
    top = pl.col("work").eq(pl.col("work").max().over(CELL))
    return counted.with_columns(highest=pl.when(top).then("highest")).sort(*CELL, "work").select(COLUMNS)


def _section(number: pl.Expr) -> pl.Expr:
    """First number of the section, null between sections."""
    held = (pl.when(number.is_between(s.first, s.last)).then(pl.lit(s.first, dtype=pl.Int32)) for s in SECTIONS)
    return pl.coalesce(*held)


def populations(figures: Figures) -> tuple[Population, ...]:
    """The populations that a code belongs to; none where it has no work or lies outside Surgery."""
    number = figures.number
    if number is None or not figures.work or not SURGERY.first <= number <= SURGERY.last:
        return ()
    every = Population(f"{SURGERY}, any status", pl.lit(value=True))
    if figures.status != ACTIVE:
        return (every,)
    active, section, thousand = pl.col("active"), section_of(number), number // THOUSAND
    ends = f"{thousand * THOUSAND}-{thousand * THOUSAND + THOUSAND - 1}"
    own = [Population(f"{section}, status A", active & pl.col("section").eq(section.first))] if section else []
    return (
        Population(f"{SURGERY}, status A", active),
        every,
        *own,
        Population(f"codes {ends}, status A", active & pl.col("thousand").eq(thousand)),
        Population(
            f"{SURGERY}, status A, global days {figures.global_days}",
            active & pl.col("global_days").eq(figures.global_days),
        ),
    )


def compared(held: pl.LazyFrame, figures: Figures) -> pl.LazyFrame:
    """One row a population in their order: codes, below, at_or_below, twice_median, maximum, highest."""
    among = populations(figures)
    parts = [_summary(held.filter(one.test), figures.work).with_columns(says=pl.lit(one.says)) for one in among]
    return pl.concat(parts) if parts else _summary(held.clear(), 0).clear().with_columns(says=pl.lit(""))


def _summary(held: pl.LazyFrame, work: int) -> pl.LazyFrame:
    """Counts and middle of one population; a median between two values is half their sum."""
    by_work = held.group_by("work").agg(pl.col("codes").sum().cast(pl.Int64), pl.col("highest").min()).sort("work")
    value, codes, upto = pl.col("work"), pl.col("codes"), pl.col("codes").cum_sum()
    middle = [value.filter(upto.ge((codes.sum() + more) // 2)).first().cast(pl.Int64) for more in (1, 2)]
    return by_work.select(
        codes=codes.sum(),
        below=codes.filter(value.lt(work)).sum(),
        at_or_below=codes.filter(value.le(work)).sum(),
        twice_median=middle[0] + middle[1],
        maximum=value.last().cast(pl.Int64),
        highest=pl.col("highest").last(),
    )


def bars(held: pl.LazyFrame) -> pl.LazyFrame:
    """Codes of Surgery with status A in each range of work."""
    value, codes = pl.col("work"), pl.col("codes")
    counted = [codes.filter(value.ge(a), value.lt(b)).sum().cast(pl.Int64).alias(str(a)) for a, b in pairwise(EDGES)]
    return held.filter("active").select(counted)
