"""Why not another code: for each line the nearest alternatives, with the rule that excludes each."""

from collections.abc import Iterable, Iterator

from frostline.engine.coding.beside.by_choice import by_guidance, by_pick
from frostline.engine.coding.beside.by_measure import by_area, by_site_and_size
from frostline.engine.coding.beside.by_number import (
    Rejected,
    by_first_each_then_flat,
    by_first_then_each_part,
    by_once,
    by_one_up_to,
)
from frostline.engine.coding.lookups import Draw, Settled
from frostline.model.claim import Alternative
from frostline.model.families import Family
from frostline.model.knowledge import Book

MOST, OWN = 6, 4  # alternatives of a line; how many of them at most its own family gives while others wait
RADIOLOGY = "7"


def alternatives(settled: Settled, book: Book) -> tuple[Alternative, ...]:
    """The nearest codes that were not taken, line by line; what is said elsewhere of the claim is not said again."""
    left_out = {held.about for held in settled.not_coded}
    return tuple(
        Alternative(position, code, because, str(family.cite))
        for position, line in enumerate(settled.lines, start=1)
        if (family := _family(line)) is not None
        for code, because in _nearest(line, family, settled.lines, left_out, book)
    )


def _nearest(line: Draw, family: Family, lines: tuple[Draw, ...], left_out: set[str], book: Book) -> list[Rejected]:
    """Codes of the family first, then its neighbors; none that stands elsewhere on the claim or was left out of it."""
    taken = left_out | {other.code for other in lines if other.code != line.code}
    own = list(_each_once(line, (held for held in _of_family(line, family, lines, book) if held[0] not in taken)))
    known = taken | {code for code, _ in own} | {line.code}
    others = [rejected for rejected in _neighbors(line, family, lines) if rejected[0] not in known]
    return [*own[: max(OWN, MOST - len(others))], *others][:MOST]


def _each_once(line: Draw, found: Iterable[Rejected]) -> Iterator[Rejected]:
    """A code once, for its nearest reason; the line's own as often as its units can be wrong."""
    seen: set[str] = set()
    for code, because in found:
        if code == line.code or code not in seen:
            yield code, because
        seen.add(code)


def _family(line: Draw) -> Family | None:
    """The family of a line; of guidance, that of the procedure it guided."""
    if line.guides:
        return next((entry.family for entry in line.entries if entry.family is not None), None)
    return line.family


def _of_family(line: Draw, family: Family, lines: tuple[Draw, ...], book: Book) -> list[Rejected]:
    units = family.units
    if line.guides:
        return by_guidance(line, family)
    if units.pick:
        return by_pick(line, units.pick, book, guided=_guided(line, lines))
    if units.by_area:
        return by_area(line, units.by_area)
    if units.by_site_and_size:
        return by_site_and_size(line, units.by_site_and_size, lines)
    return _by_number(line, family)


def _by_number(line: Draw, family: Family) -> list[Rejected]:
    units = family.units
    if units.first_each_then_flat:
        return by_first_each_then_flat(line, units.first_each_then_flat)
    if units.one_up_to:
        return by_one_up_to(line, units.one_up_to)
    if units.first_then_each_part:
        return by_first_then_each_part(line, units.first_then_each_part)
    return by_once(line, units.once) if units.once else []


def _guided(line: Draw, lines: tuple[Draw, ...]) -> bool:
    return any(other.guides and other.names & line.names for other in lines)


def _neighbors(line: Draw, family: Family, lines: tuple[Draw, ...]) -> Iterator[Rejected]:
    """Neighbors of the family, imaging with the line of its guidance where there is one; none beside an add-on code."""
    if line.code in _add_ons(family):
        return
    guided = _guided(line, lines)
    for held in family.neighbors:
        imaging = held.code.startswith(RADIOLOGY) and held.code.isdigit()
        if imaging if line.guides else not (imaging and guided):
            yield held.code, held.because


def _add_ons(family: Family) -> set[str]:
    ways = (family.units.first_each_then_flat, family.units.first_then_each_part)
    return {way.each_more for way in ways if way}
