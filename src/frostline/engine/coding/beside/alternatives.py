"""Why not another code: for each line the nearest alternatives, with the rule that excludes each."""

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model.claim import Alternative


def alternatives(lines: tuple[Draw, ...], lookups: Lookups) -> tuple[Alternative, ...]:
    """The nearest codes that were not taken, line by line."""
    return ()
