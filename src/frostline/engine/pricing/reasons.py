"""Why a line has no amount: every test in its order, and what each reason says."""

from collections.abc import Mapping
from functools import cache

import polars as pl

from frostline.engine.pricing import bilateral, endoscopies, package, places, providers, ranks, statuses, ways
from frostline.engine.pricing.reason import Reason, named

ROOMS = (statuses, ways, package, bilateral, providers, places)
"""Modules that test a line by itself, in the order of their tests; families and ranks come later."""
WHY_NOT: Mapping[str, Reason] = {
    name: reason for room in (*ROOMS, endoscopies, ranks) for name, reason in room.SAYS.items()
}


@cache
def why_not() -> pl.Expr:
    """Name of the first reason (`WHY_NOT`) for which a line is not priced; null where it is."""
    tests = {name: test for room in ROOMS for name, test in room.obstacles().items()}
    return pl.coalesce(pl.when(test).then(named(name)) for name, test in tests.items())
