"""Why not another code, where a measure decides: the bands on both sides, the other site groups, and sums."""

from decimal import Decimal

from frostline.engine.coding.beside.by_number import Rejected
from frostline.engine.coding.entry import Entry
from frostline.engine.coding.lookups import Draw
from frostline.engine.coding.units import by_size
from frostline.model.families import AreaBand, SizeBand


def by_area(line: Draw, bands: tuple[AreaBand, ...]) -> list[Rejected]:
    """The other bands, the nearest first; and a unit for each area where there are several."""
    areas = [entry.treated.area_sq_cm for entry in line.entries]
    held = sorted(area for area in areas if area is not None)
    total = f"{'at least ' * (None in areas)}{sum(held, Decimal(0))}"
    at = next(number for number, band in enumerate(bands) if band.code == line.code)
    near = sorted(range(len(bands)), key=lambda number: (abs(number - at), number))
    others = [(bands[number].code, f"{bands[number].limits} sq cm in all; here {total}") for number in near[1:]]
    parts = " + ".join(str(area) for area in held)
    added = f"a second unit: the areas are added, {parts} = {total} sq cm, and the sum has one code"
    return [*others, (line.code, added)] if len(held) > 1 else others


def by_site_and_size(line: Draw, bands: tuple[SizeBand, ...], lines: tuple[Draw, ...]) -> list[Rejected]:
    """The nearer band, the other site groups, diameters added up, and the band on the other side."""
    at, group = next(
        (number, group) for number, band in enumerate(bands) for group, code in band.codes.items() if code == line.code
    )
    near = _beside(line, bands, at, group)
    return [*near[:1], *_elsewhere(line, bands[at], group), *_added(line, bands, group, lines), *near[1:]]


def _beside(line: Draw, bands: tuple[SizeBand, ...], at: int, group: str) -> list[Rejected]:
    """Bands next to the line's own, the one whose limit is nearer first."""
    sizes = sorted({entry.size_cm for entry in line.entries if entry.size_cm is not None})
    here = ", ".join(str(size) for size in sizes)
    own, found = bands[at], []
    if at > 0 and own.at_least is not None:
        found.append((sizes[0] - own.at_least, bands[at - 1]))
    elif at > 0 and own.above is not None:
        found.append((sizes[0] - own.above, bands[at - 1]))
    if own.at_most is not None and at + 1 < len(bands):
        found.append((own.at_most - sizes[-1], bands[at + 1]))
    found.sort(key=lambda side: side[0])
    return [(band.codes[group], f"{band.limits} cm; here {here} cm") for _, band in found]


def _elsewhere(line: Draw, band: SizeBand, group: str) -> list[Rejected]:
    """The same size in the other site groups."""
    where = ", ".join(sorted({_where(entry) for entry in line.entries}))
    own = _spelled(group)
    return [
        (code, f"{_spelled(other)}; {where} is in the group of {own}")
        for other, code in band.codes.items()
        if other != group
    ]


def _where(entry: Entry) -> str:
    return entry.treated.site or next(spot.term.words[0] for spot in entry.spots)


def _spelled(group: str) -> str:
    return group.replace("_", ", ")


def _added(line: Draw, bands: tuple[SizeBand, ...], group: str, lines: tuple[Draw, ...]) -> list[Rejected]:
    """The code that all diameters of a site group would have in one sum."""
    pool = dict.fromkeys(entry for other in lines if other.family is line.family for entry in other.entries)
    sizes = sorted(
        size
        for entry in pool
        if group in entry.groups and (size := entry.size_cm) is not None
        for _ in range(entry.treated.count or 1)
    )
    summed = by_size(sum(sizes, Decimal(0)), bands)
    if len(sizes) == 1 or summed is None or summed.codes[group] == line.code:
        return []
    added = " + ".join(str(size) for size in sizes)
    return [(summed.codes[group], f"{added} cm: diameters are never added, each lesion has a code of its own")]
