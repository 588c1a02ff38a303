"""How counts, areas and diameters become codes and units: one function for each way to count."""

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

from frostline.engine.coding.drafting import Counted, Draft, Drafted, drafted
from frostline.engine.coding.entry import Entry
from frostline.engine.coding.picked import by_pick
from frostline.model.claim import Answer, Question
from frostline.model.encounter import MOST
from frostline.model.families import (
    AreaBand,
    Family,
    FirstEachThenFlat,
    FirstThenEachPart,
    Once,
    OneUpTo,
    SizeBand,
    Units,
)
from frostline.model.knowledge import Book


def first_each_then_flat(lesions: int, tiers: FirstEachThenFlat) -> list[Counted]:
    """One lesion, each further lesion, or one flat code from a given count up; the flat code stands alone."""
    if lesions >= tiers.flat_from:
        return [(tiers.flat, 1, f"{tiers.flat_from} or more are one flat code")]
    first = (tiers.first, 1, "the first")
    return [first] if lesions == 1 else [first, (tiers.each_more, lesions - 1, f"{lesions - 1} further")]


def one_up_to(lesions: int, tiers: OneUpTo) -> list[Counted]:
    """One code, once, up to a count; another, once, beyond it."""
    if lesions <= tiers.up_to:
        return [(tiers.few, 1, f"up to {tiers.up_to} are one unit")]
    return [(tiers.many, 1, f"{tiers.up_to + 1} or more are one unit")]


def first_then_each_part(lesions: int, tiers: FirstThenEachPart) -> list[Counted]:
    """One code up to a count; each further group, or part of one, is a unit of the add-on."""
    groups = -(-max(lesions - tiers.up_to, 0) // tiers.group)
    first = (tiers.first, 1, f"up to {tiers.up_to}")
    further = (
        tiers.each_more,
        groups,
        f"{lesions - tiers.up_to} further, for each {tiers.group} or part of it",
    )
    return [first, further] if groups else [first]


def by_area(area: Decimal, bands: tuple[AreaBand, ...]) -> str | None:
    """Code of the band that holds a summed area; None where no band does."""
    return next((band.code for band in bands if _inside(area, band)), None)


def by_size(diameter: Decimal, bands: tuple[SizeBand, ...]) -> SizeBand | None:
    """The band, both limits included, that holds a diameter; None between two bands."""
    return next((band for band in bands if _inside(diameter, band)), None)


def _inside(value: Decimal, band: AreaBand | SizeBand) -> bool:
    below = getattr(band, "below", None)
    return (
        (band.at_least is None or value >= band.at_least)
        and (band.above is None or value > band.above)
        and (band.at_most is None or value <= band.at_most)
        and (below is None or value < below)
    )


def drafts(family: Family, pool: tuple[Entry, ...], book: Book) -> Drafted:
    """Lines of one family for all its entries of the day, or the questions that stand in between."""
    units = family.units
    if units.pick:
        return by_pick(family, pool, units.pick, book)
    if units.by_area:
        return _by_summed_area(family, pool, units.by_area)
    if units.by_site_and_size:
        return _each_by_size(family, pool, units.by_site_and_size)
    by_count = _way_to_count(units)
    return _by_count(family, pool, *by_count) if by_count else _once(family, pool, units.once)


def _way_to_count(units: Units) -> tuple[Callable[[int], list[Counted]], tuple[Answer, ...]] | None:
    """How a number becomes lines, and the ladder that a question about the number shows."""
    if units.first_each_then_flat:
        tiers = units.first_each_then_flat
        return (lambda n: first_each_then_flat(n, tiers)), _tier_ladder(tiers)
    if units.one_up_to:
        up_to = units.one_up_to
        return (lambda n: one_up_to(n, up_to)), _up_to_ladder(up_to)
    if units.first_then_each_part:
        parts = units.first_then_each_part
        return (lambda n: first_then_each_part(n, parts)), _part_ladder(parts)
    return None


def _once(family: Family, pool: tuple[Entry, ...], once: Once | None) -> Drafted:
    if once is None:
        return Drafted()
    return Drafted((drafted(family, (once.code, 1, "once a session, whatever the number"), pool),))


def _by_count(
    family: Family, pool: tuple[Entry, ...], count: Callable[[int], list[Counted]], ladder: tuple[Answer, ...]
) -> Drafted:
    """Count over all entries; a missing count matters only if it can change the lines."""
    silent = tuple(entry for entry in pool if entry.treated.count is None)
    least = sum(entry.treated.count or 1 for entry in pool)
    if silent and not _settled(count, least):
        return Drafted(questions=tuple(_how_many(family, entry, ladder) for entry in silent))
    because = _numbers(pool, least)
    lines = (
        drafted(family, (code, units, f"{because}: {stands_for}"), pool) for code, units, stands_for in count(least)
    )
    return Drafted(tuple(lines))


def _numbers(pool: tuple[Entry, ...], least: int) -> str:
    """How the lesions add up: "6 + 5 = 11 lesions"."""
    parts = [str(entry.treated.count or "at least 1") for entry in pool]
    total = f"{'at least ' * any(entry.treated.count is None for entry in pool)}{least}"
    word = "lesion" if least == 1 else "lesions"
    return f"{total} {word}" if len(parts) == 1 else f"{' + '.join(parts)} = {total} {word}"


def _settled(count: Callable[[int], list[Counted]], least: int) -> bool:
    """Whether every larger number gives the same lines."""
    lines = [part[:2] for part in count(least)]
    return all([part[:2] for part in count(more)] == lines for more in range(least + 1, max(MOST, 2 * least) + 1))


def _how_many(family: Family, entry: Entry, ladder: tuple[Answer, ...]) -> Question:
    ask = f"{entry.known_as}: how many were treated? (all of this kind that day decide together)"
    return Question("count", ask, ladder, entry.name, str(family.cite))


def _tier_ladder(tiers: FirstEachThenFlat) -> tuple[Answer, ...]:
    last = tiers.flat_from - 1
    return (
        Answer("1", tiers.first),
        Answer(f"2 to {last}", f"{tiers.first} and {tiers.each_more} for each further lesion"),
        Answer(f"{tiers.flat_from} or more", f"{tiers.flat} alone"),
    )


def _up_to_ladder(tiers: OneUpTo) -> tuple[Answer, ...]:
    return (Answer(f"1 to {tiers.up_to}", tiers.few), Answer(f"{tiers.up_to + 1} or more", tiers.many))


def _part_ladder(tiers: FirstThenEachPart) -> tuple[Answer, ...]:
    edge = tiers.up_to + tiers.group
    return (
        Answer(f"1 to {tiers.up_to}", tiers.first),
        Answer(f"{tiers.up_to + 1} to {edge}", f"{tiers.first} and {tiers.each_more} × 1"),
        Answer(f"{edge + 1} to {edge + tiers.group}", f"{tiers.first} and {tiers.each_more} × 2, and so on"),
    )


def _by_summed_area(family: Family, pool: tuple[Entry, ...], bands: tuple[AreaBand, ...]) -> Drafted:
    silent = tuple(entry for entry in pool if entry.treated.area_sq_cm is None)
    total = sum((entry.treated.area_sq_cm for entry in pool if entry.treated.area_sq_cm is not None), Decimal(0))
    code = by_area(total, bands)
    largest = code == bands[-1].code
    if code is None or (silent and not largest):
        return Drafted(questions=tuple(_how_large(family, entry, bands) for entry in silent or pool))
    because = f"{' + '.join(str(entry.treated.area_sq_cm or '?') for entry in pool)} = {total} sq cm in all"
    return Drafted((drafted(family, (code, 1, because), pool),))


def _how_large(family: Family, entry: Entry, bands: tuple[AreaBand, ...]) -> Question:
    leads = tuple(Answer(f"{band.limits} sq cm in all", band.code) for band in bands)
    ask = f"{entry.known_as}: what area was treated, in sq cm? (the areas of all vascular lesions are added)"
    return Question("area_sq_cm", ask, leads, entry.name, str(family.cite))


def _each_by_size(family: Family, pool: tuple[Entry, ...], bands: tuple[SizeBand, ...]) -> Drafted:
    """A code for each lesion; the same code several times is one line with its units."""
    made: dict[str, list[tuple[Entry, int]]] = {}
    questions: list[Question] = []
    for entry in pool:
        asked = _unknowns(family, entry, bands)
        questions += asked
        band = by_size(entry.size_cm, bands) if entry.size_cm is not None else None
        if not asked and not entry.questions and band is not None and entry.treated.count is not None:
            made.setdefault(band.codes[entry.groups[0]], []).append((entry, entry.treated.count))
    lines = tuple(_sized(family, code, held) for code, held in made.items())
    return Drafted(lines, tuple(questions))


def _sized(family: Family, code: str, held: list[tuple[Entry, int]]) -> Draft:
    pool = tuple(entry for entry, _ in held)
    sizes = "; ".join(f"{entry.size_cm} cm on the {entry.treated.site or 'site named'}" for entry in pool)
    return drafted(family, (code, sum(count for _, count in held), f"{sizes}; each lesion by itself"), pool)


def _unknowns(family: Family, entry: Entry, bands: tuple[SizeBand, ...]) -> list[Question]:
    """What a malignant lesion still lacks: site, size, or that it is one."""
    cite, name, size = str(family.cite), entry.name, entry.size_cm
    band = by_size(size, bands) if size is not None else None
    asked: list[Question] = []
    if len(entry.groups) != 1 and not any(question.key == "site" for question in entry.questions):
        ask = f"{entry.known_as}: where was it? (the site group decides the code)"
        asked.append(Question("site", ask, _groups(bands, band), name, cite))
    if size is None:
        ask = f"{entry.known_as}: what was its largest diameter in cm?"
        asked.append(Question("size_cm", ask, _sizes(bands, entry), name, cite))
    elif band is None:
        ask = f"{entry.known_as}: {size} cm lies between two bands and nobody publishes how to round; which was it?"
        asked.append(Question("size_cm", ask, _neighbors(size, bands, entry), name, cite))
    if entry.treated.count is None:
        ask = f"{entry.known_as}: how many lesions of this size were treated?"
        leads = (Answer("1", "one unit"), Answer("n", "n units: each malignant lesion is one"))
        asked.append(Question("count", ask, leads, name, cite))
    return asked


def _groups(bands: tuple[SizeBand, ...], band: SizeBand | None) -> tuple[Answer, ...]:
    held = band or bands[0]
    return tuple(
        Answer(group.replace("_", ", "), code if band else f"{code[:4]}x by size") for group, code in held.codes.items()
    )


def _sizes(bands: tuple[SizeBand, ...], entry: Entry) -> tuple[Answer, ...]:
    return tuple(Answer(f"{band.limits} cm", _code_at(band, entry)) for band in bands)


def _neighbors(size: Decimal, bands: tuple[SizeBand, ...], entry: Entry) -> tuple[Answer, ...]:
    """The bands on both sides of a diameter that lies in none."""
    for lower, upper in pairwise(bands):
        if lower.at_most is not None and upper.at_least is not None and lower.at_most < size < upper.at_least:
            ends = ((lower.at_most, lower), (upper.at_least, upper))
            return tuple(Answer(f"{limit} cm", _code_at(band, entry)) for limit, band in ends)
    return _sizes(bands, entry)


def _code_at(band: SizeBand, entry: Entry) -> str:
    codes = [band.codes[group] for group in entry.groups if group in band.codes] or list(band.codes.values())
    return " or ".join(codes)
