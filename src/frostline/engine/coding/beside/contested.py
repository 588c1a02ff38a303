"""Questions that the field has not settled and that a claim touches: both sides, with the one the claim rests on."""

from collections.abc import Iterator

from frostline.engine.coding.entry import Entry
from frostline.engine.coding.habits import choosing
from frostline.engine.coding.lookups import Draw
from frostline.model.advice import Contest
from frostline.model.claim import Contested, Position
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book

DIAMETER, REPEAT = "malignant_diameter", "repeat_line"


def contested(
    entries: tuple[Entry, ...], lines: tuple[Draw, ...], encounter: Encounter, book: Book
) -> tuple[Contested, ...]:
    """Every contested question of the claim, in the order of the book."""
    about: dict[str, list[str]] = {}
    for contest, name in (*_of_entries(entries, book), *_of_lines(lines)):
        about.setdefault(contest, []).append(name)
    return tuple(
        _contested(contest, tuple(dict.fromkeys(about.get(contest.id, ()))), encounter, book)
        for contest in book.contests
        if contest.id in about or (contest.habit and _kept(contest, lines, book))
    )


def _kept(contest: Contest, lines: tuple[Draw, ...], book: Book) -> bool:
    """Whether a habit other than the plain one has left its modifier on a line."""
    choice = book.choices.get(contest.id, contest.default)
    return choice != contest.default and any(choice in line.modifiers for line in lines)


def _of_entries(entries: tuple[Entry, ...], book: Book) -> Iterator[tuple[str, str]]:
    for entry in entries:
        sites = book.indices["sites"].read(entry.treated.site or "")
        of_lesions = (term.contest for term in entry.lesions)
        of_sites = (book.site(part.name).contest for part in sites if part.kind == "term")
        yield from ((contest, entry.name) for contest in (*of_lesions, *of_sites) if contest)
        by_size = entry.family is not None and entry.family.units.by_site_and_size
        curetted = entry.method is not None and entry.method.id == "curettage"
        if by_size and (curetted or entry.treated.defect_cm is not None):
            yield DIAMETER, entry.name


def _of_lines(lines: tuple[Draw, ...]) -> Iterator[tuple[str, str]]:
    codes = [line.code for line in lines for _ in range(line.units) if _one_by_one(line)]
    yield from ((REPEAT, code) for code in dict.fromkeys(codes) if codes.count(code) > 1)


def _one_by_one(line: Draw) -> bool:
    return line.family is not None and line.family.units.by_site_and_size is not None


def _contested(contest: Contest, about: tuple[str, ...], encounter: Encounter, book: Book) -> Contested:
    chosen = book.choices.get(contest.id)
    profile = choosing(book, encounter, contest.id)
    because = contest.because or "asked, and settled by your answer or a payer profile"
    if profile is not None:
        because = f"{profile.title} ({profile.cite})"
    sides = tuple(Position(side.choice, side.gives, str(side.cite)) for side in contest.sides)
    taken = chosen or contest.default or ""
    return Contested(contest.id, ", ".join(about), contest.ask, sides, taken, because)
