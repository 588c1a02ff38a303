"""When a further session stands by itself, and what a planned one inside the global period needs."""

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model.claim import Planned
from frostline.model.encounter import Encounter


def plan(lines: tuple[Draw, ...], encounter: Encounter, lookups: Lookups) -> tuple[Planned, ...]:
    """The last day of each line's global period, and the first day outside it."""
    return ()
