"""What the note has and still needs to say, for each line."""

from collections.abc import Iterator
from itertools import product

from frostline.engine.coding.beside.documenting_lists import BY_KIND, BY_MODIFIER, FREEZING, freezes, lists
from frostline.engine.coding.beside.documenting_status import seen, seen_by, seen_of_service
from frostline.engine.coding.entry import Entry
from frostline.engine.coding.lookups import Draw
from frostline.model.advice import Checklist, Element
from frostline.model.claim import Documented, Seen
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book


def documentation(lines: tuple[Draw, ...], encounter: Encounter, book: Book) -> tuple[Documented, ...]:
    """What each line wants documented, and whether it is: of each entry by its family, then once by the checklists."""
    kinds = _kinds(encounter, book)
    treated = any(line.entries for line in lines)
    found: list[Documented] = []
    for number, line in enumerate(lines, start=1):
        kind = kinds.get(line.code) if line.service else None
        found += _of_entries(number, line)
        found += _of_line(number, line, lists(line, kind, book, treated=treated), encounter)
    return tuple(dict.fromkeys(found))


def _kinds(encounter: Encounter, book: Book) -> dict[str, str]:
    """Kind of each code that stands beside the families on the day."""
    return {code: kind for kind in BY_KIND for held in book.beside_on(encounter.date, kind) for code in held.codes}


def _of_entries(number: int, line: Draw) -> Iterator[Documented]:
    """What the family wants of each entry."""
    if line.family is None:
        return
    cite = str(line.family.cite)
    for entry, element in product(line.entries, line.family.documentation):
        if not _needless(element, (entry,)):
            says, status = f"{entry.known_as}: {element.says}", seen(entry, element.element)
            yield Documented(number, line.code, entry.name, element.element, says, element.why, status, cite)


def _of_line(number: int, line: Draw, held: tuple[Checklist, ...], encounter: Encounter) -> Iterator[Documented]:
    """What the checklists want of a line, each element once; its family's own go first."""
    told = {element.element for element in line.family.documentation} if line.family else set()
    for checklist in held:
        for element in checklist.elements:
            name = element.element
            if name in told or _needless(element, line.entries):
                continue
            told.add(name)
            status = _status(line, checklist, name, encounter)
            yield Documented(number, line.code, "", name, element.says, element.why, status, str(checklist.cite))


def _status(line: Draw, checklist: Checklist, element: str, encounter: Encounter) -> Seen:
    """A modifier may be for one entry of a line; what was frozen is asked of what was frozen."""
    if line.service is not None:
        return seen_of_service(line.service, element, encounter.treated or ())
    if checklist.id in BY_MODIFIER.values():
        return seen_by(line.entries, element, any)
    return seen_by((entry for entry in line.entries if checklist.id != FREEZING or freezes(entry)), element)


def _needless(element: Element, entries: tuple[Entry, ...]) -> bool:
    """What is done for appearance only has no medical necessity to show."""
    cosmetic = bool(entries) and all(entry.treated.cosmetic for entry in entries)
    return cosmetic and element.why == "necessity"


def strange_documented(encounter: Encounter, book: Book) -> tuple[tuple[int, str, str], ...]:
    """Words under `documented` that are no element of the book: position of the entry, the word, the nearest element.

    Positions count from 1; the nearest is empty where none looks like it.
    """
    known = elements(book)
    return tuple(
        (position, word, _nearest(word, known))
        for position, treated in enumerate(encounter.treated or (), start=1)
        for word in treated.documented or ()
        if word not in known
    )


def elements(book: Book) -> frozenset[str]:
    """Every element that a checklist or a family of the book knows."""
    shared = {element.element for held in book.checklists for element in held.elements}
    return frozenset(shared | {element.element for family in book.families for element in family.documentation})


def _nearest(word: str, known: frozenset[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only what is not understood needs it

    close = get_close_matches(word.casefold().replace(" ", "_"), sorted(known), n=1, cutoff=0.6)
    return close[0] if close else ""
