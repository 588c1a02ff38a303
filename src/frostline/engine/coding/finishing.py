"""The end of coding: what the whole claim decides of each line, the order of the claim, numbers and diagnoses."""

from dataclasses import replace

from frostline.engine.coding.apart import set_apart
from frostline.engine.coding.diagnosing import diagnoses, reported
from frostline.engine.coding.distinct import OfDay, wants_x
from frostline.engine.coding.entry import unique
from frostline.engine.coding.habits import choosing
from frostline.engine.coding.history import sessions_today, who_today
from frostline.engine.coding.lookups import Draw, Lookups, Settled
from frostline.engine.coding.notices import noticed
from frostline.engine.coding.repeats import ranked, repeated
from frostline.engine.coding.unusual import much_more_work
from frostline.model.claim import Line
from frostline.model.encounter import By, Encounter
from frostline.model.knowledge import Book

COSMETIC = "Z41.1"  # encounter for cosmetic surgery: said first where it is excluded for that


def finished(
    lines: tuple[Draw, ...], visits: frozenset[str], encounter: Encounter, lookups: Lookups, book: Book
) -> Settled:
    """Modifiers that the whole claim decides, in the order of the claim; a question here holds no line back."""
    asked = Settled(questions=who_today(lines, encounter, lookups))
    each = repeated(lines, book.choices, _cited(book, encounter, "repeat_line"))
    lines = tuple(much_more_work(line, lookups, encounter.date) for line in each)
    of_day = OfDay(visits, sessions_today(encounter, By.same), wants_x(encounter, book))
    for line in set_apart(lines, of_day, lookups, book):
        voluntary = book.modifiers.held("GX", encounter.date)
        asked = asked.plus(noticed(line, medicare=encounter.medicare, voluntary=voluntary))
    ordered = sorted(asked.lines, key=lambda line: _place(line, visits, lookups, asked.lines))
    marked = ranked(tuple(ordered), lookups, book.choices, _cited(book, encounter, "multiple_51"))
    return replace(asked, lines=marked, questions=tuple(dict.fromkeys(asked.questions)))


def _cited(book: Book, encounter: Encounter, contest: str) -> str:
    profile = choosing(book, encounter, contest)
    return str(profile.cite) if profile else ""


def _place(
    line: Draw, visits: frozenset[str], lookups: Lookups, lines: tuple[Draw, ...]
) -> tuple[bool, int, str, bool]:
    """Procedures by falling relative value, each add-on behind its primary, visits last."""
    primaries = lookups.primaries.get(line.code, frozenset())
    main = max(
        (other for other in lines if other.code in primaries),
        key=lambda other: lookups.weight.get(other.code, 0),
        default=line,
    )
    return (line.code in visits, -lookups.weight.get(main.code, 0), main.code, main is not line)


def numbered(lines: tuple[Draw, ...], book: Book) -> tuple[Line, ...]:
    """Claim lines with numbers and diagnoses."""
    return tuple(_line(number, draw, book) for number, draw in enumerate(lines, start=1))


def _line(number: int, draw: Draw, book: Book) -> Line:
    codes = [code for entry in draw.entries for code in diagnoses(entry, book)]
    codes = [COSMETIC, *codes] if "GY" in draw.modifiers and draw.entries else codes
    return Line(
        number=number,
        code=draw.code,
        units=draw.units,
        step=draw.step,
        modifiers=draw.modifiers,
        diagnoses=unique([*codes, *((draw.service.diagnoses or ()) if draw.service else ())]),
        entries=tuple(entry.name for entry in draw.entries),
        pathology=reported(draw.entries, book),
        cosmetic=bool(draw.entries) and any(bool(entry.treated.cosmetic) for entry in draw.entries),
    )
