"""Positions and changes with their reasons: population, release and definition named each time."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from frostline.engine.standing.distribution import EDGES
from frostline.engine.standing.nouns import HUNDREDTHS, Bar, Change, Figures, Position
from frostline.model.money import RVU_SCALE, fixed
from frostline.model.reason import Step

Row = Mapping[str, Any]
EMPTY = Step("", "")


def position(row: Row, figures: Figures, release: str) -> Position:
    """One row of `compared` as a position, with its reasons."""
    bare = Position(
        row["says"], figures.work, row["codes"], row["below"], row["at_or_below"], row["twice_median"],
        row["maximum"], row["highest"], EMPTY,
    )  # fmt: skip
    return replace(bare, step=_step(bare, figures, release))


def _step(found: Position, figures: Figures, release: str) -> Step:
    among = f"the {found.codes:,} codes of {found.population}, with work above 0 and no modifier, of {release}"
    cite = f"CMS relative value file {release}, work RVU"
    return Step(
        f"{percent(found.percent_below)} below",
        f"work {rvu(figures.work)} of {figures.code} among {among}",
        cite,
        (
            Step(
                f"{percent(found.percent_below)} below",
                f"{found.below:,} of {found.codes:,} have less work (percentile as the share below)",
            ),
            Step(
                f"{percent(found.percent_at_or_below)} at or below",
                f"{found.at_or_below:,} of {found.codes:,} have no more work (percentile as the share at or below)",
            ),
            Step(f"median {median(found.twice_median)}", f"{times(found.median_to_work)} its work"),
            Step(f"highest {rvu(found.maximum)}", f"{found.highest}; {times(found.maximum_to_work)} its work"),
        ),
    )


def change(before: Figures, after: Figures, earlier: tuple[str, date], later: tuple[str, date]) -> Change:
    """What an earlier release said, and what this one says."""
    value = f"work {total(before.work or None)} -> {total(after.work or None)}"
    totals = [
        f"{setting} {total(old)} -> {total(new)}"
        for setting, old, new in (
            ("non-facility", before.total_nonfacility, after.total_nonfacility),
            ("facility", before.total_facility, after.total_facility),
        )
    ]
    because = f"{earlier[0]}, from {earlier[1]}, to {later[0]}, from {later[1]}; totals {', '.join(totals)}"
    step = Step(value, because, f"CMS relative value files {earlier[0]} and {later[0]}")
    return Change(earlier[0], earlier[1], before, after, step)


def shape(counts: Sequence[int]) -> tuple[Bar, ...]:
    """Bars of `distribution.bars`."""
    return tuple(Bar(first, end, codes) for (first, end), codes in zip(pairwise(EDGES), counts, strict=True))


def rvu(hundredths: int) -> str:
    """Relative values with two places."""
    return fixed(hundredths, RVU_SCALE)


def total(hundredths: int | None) -> str:
    """Relative values, none where there are none."""
    return "none" if hundredths is None else rvu(hundredths)


def median(twice: int) -> str:
    """Half of a doubled median, exactly: 8.06, 7.995."""
    return fixed(twice * 5, RVU_SCALE * 10) if twice % 2 else rvu(twice // 2)


def percent(hundredths: int) -> str:
    """Hundredths of a percent: 2.14 %."""
    return f"{fixed(hundredths, HUNDREDTHS)} %"


def times(hundredths: int) -> str:
    """Hundredths of a ratio: 10.75 times."""
    return f"{fixed(hundredths, HUNDREDTHS)} times"
