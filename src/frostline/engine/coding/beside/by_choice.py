"""Why not another code, where site, extent, approach, method or size decide: what each other choice would need."""

from collections.abc import Iterable

from frostline.engine.coding.beside.by_number import Rejected, number
from frostline.engine.coding.entry import Entry, unique
from frostline.engine.coding.lookups import Draw
from frostline.model.families import Choice, Family, Pick
from frostline.model.knowledge import Book

FACETS = ("site", "extent", "approach", "method")
ABBREVIATED = 3  # letters of CT, MRI


def by_pick(line: Draw, way: Pick, book: Book, *, guided: bool) -> list[Rejected]:
    """The other choices, those that differ least first; units that nobody has; guidance beside it or part of it."""
    own = next(choice for choice in way.codes if choice.code == line.code)
    needs = {choice: _needs(choice, _deciding(line, own, book), book) for choice in way.codes}
    ranked = sorted((choice for choice in needs if choice.code != line.code), key=lambda choice: len(needs[choice]))
    others = [(choice.code, f"{needs[choice][0]}{_taken(line, own, book)}") for choice in ranked if needs[choice]]
    units = [(line.code, _second(line, own, way))]
    return [*others[:2], *units, *others[2:], *_imaging(line, own, way, guided=guided)]


def _deciding(line: Draw, own: Choice, book: Book) -> tuple[Entry, ...]:
    """The entries that the line's own choice was made for; a code that stands for all takes others too."""
    return tuple(entry for entry in line.entries if not _needs(own, (entry,), book)) or line.entries


def _taken(line: Draw, own: Choice, book: Book) -> str:
    return f"; {line.code} takes the others of the day" if len(_deciding(line, own, book)) < len(line.entries) else ""


def _needs(choice: Choice, entries: tuple[Entry, ...], book: Book) -> list[str]:
    """What a choice wants otherwise than the chart says, facet by facet."""
    found = [_differs(facet, getattr(choice, facet), entries, book) for facet in FACETS]
    sizes = sorted({entry.size_cm for entry in entries if entry.size_cm is not None})
    if choice.at_most_cm is not None and sizes and sizes[-1] > choice.at_most_cm:
        found.append(f"up to {choice.at_most_cm} cm; here {sizes[-1]} cm")
    return [text for text in found if text]


def _differs(facet: str, wanted: tuple[str, ...], entries: tuple[Entry, ...], book: Book) -> str:
    said = unique(sorted(name for entry in entries for name in _said(entry, facet)))
    if not wanted or not said or set(said) & set(wanted):
        return ""
    here = "the chart says" if facet == "extent" else "here"
    return f"{_words(facet, wanted, book, ' or ')}; {here} {_words(facet, said, book, ', ')}"


def _said(entry: Entry, facet: str) -> tuple[str, ...]:
    if facet == "site":
        return unique(spot.term.id for spot in entry.spots)
    if facet == "method":
        return (entry.method.id,) if entry.method else ()
    value = entry.approach if facet == "approach" else entry.extent
    return (value,) if value else ()


def _words(facet: str, names: Iterable[str], book: Book, join: str) -> str:
    if facet == "site":
        return join.join(book.site(name).words[0] for name in names)
    return join.join(book.method(name).words[0] if facet == "method" else name for name in names)


def _second(line: Draw, own: Choice, way: Pick) -> str:
    per = own.per or way.per
    told = all(entry.treated.count is not None for entry in line.entries)
    recorded = f"; here {number(line)}" if told else ""
    if per in {"lesion", "lid"}:
        one = "one unit for all" if line.units > 1 else "a second unit"
        return f"{one}: each one treated is a unit; here {line.units}"
    if "50" in line.modifiers:
        return "a second unit or line for the other side: both sides are one unit with 50"
    return f"a second unit: one a {per}, whatever the number{recorded}"


def _imaging(line: Draw, own: Choice, way: Pick, *, guided: bool) -> Iterable[Rejected]:
    """Guidance that is billed beside it but that the chart does not have, and guidance that is part of it."""
    seen = {kind for entry in line.entries for kind in entry.imaging}
    codes = {kind: code for choice in way.codes for kind, code in choice.imaging.items()}
    for kind, code in codes.items():
        if kind in own.imaging and kind not in seen and not guided:
            yield code, f"only beside guidance by {_spelled(kind)}; here {_kinds(seen) or 'none is stated'}"
        elif kind not in own.imaging and kind in seen:
            yield code, f"guidance by {_spelled(kind)} is part of {line.code}"


def by_guidance(line: Draw, family: Family) -> list[Rejected]:
    """The guidance codes of other imaging."""
    choices = family.units.pick.codes if family.units.pick else ()
    kinds = {code: kind for choice in choices for kind, code in choice.imaging.items()}
    own = _spelled(kinds[line.code])
    return [(code, f"guidance by {_spelled(kind)}; here {own}") for code, kind in kinds.items() if code != line.code]


def _kinds(kinds: Iterable[str]) -> str:
    return ", ".join(sorted(_spelled(kind) for kind in kinds if kind != "none"))


def _spelled(kind: str) -> str:
    return kind.upper() if len(kind) <= ABBREVIATED else kind.replace("_", " ")
