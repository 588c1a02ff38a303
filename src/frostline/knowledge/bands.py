"""Ways to count: limits that a count can reach, and bands of size or area that rise and cover each site group."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from frostline.knowledge.names import Wrong
from frostline.knowledge.text import Path
from frostline.model.families import AreaBand, Family, SizeBand

Band = AreaBand | SizeBand
ENDLESS = Decimal("Infinity")


def band_faults(nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """Every limit that cannot be counted by, and every band out of order."""
    for file, noun in nouns.items():
        if isinstance(noun, Family):
            yield from ((file, *wrong) for wrong in _of(noun))


def _of(family: Family) -> Iterator[tuple[Path, str, str]]:
    ways: dict[str, tuple[Band, ...]] = {
        "by_area": family.units.by_area or (),
        "by_site_and_size": family.units.by_site_and_size or (),
    }
    for key, bands in ways.items():
        for at, (one, two) in enumerate(pairwise(bands), start=1):
            if _end(one) > _start(two):
                yield ("units", key, at), "a band that begins before the one before it ends", "rising bands"
            if isinstance(one, SizeBand) and isinstance(two, SizeBand) and set(one.codes) != set(two.codes):
                yield ("units", key, at, "codes"), ", ".join(two.codes), f"the site groups {', '.join(one.codes)}"
    if family.repeat is not None and (family.repeat.at_least or 0) > (family.repeat.at_most or ENDLESS):
        yield ("repeat", "at_most"), str(family.repeat.at_most), f"at least {family.repeat.at_least}"


def _start(band: Band) -> Decimal:
    return next((limit for limit in (band.at_least, band.above) if limit is not None), Decimal(0))


def _end(band: Band) -> Decimal:
    below = band.below if isinstance(band, AreaBand) else None
    return next((limit for limit in (band.at_most, below) if limit is not None), ENDLESS)
