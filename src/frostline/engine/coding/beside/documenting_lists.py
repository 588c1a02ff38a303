"""Which shared checklists a line wants: those its family names, and those its code, method or modifiers call for."""

from collections.abc import Iterator

from frostline.engine.coding.entry import Entry, unique
from frostline.engine.coding.lookups import Draw
from frostline.model.advice import Checklist
from frostline.model.knowledge import Book

FREEZING, GUIDANCE, UNLISTED, VISIT, BIOPSY = "freezing", "guidance", "unlisted", "visit_same_day", "biopsy_same_day"
BY_MODIFIER = {"22": "unusual", "GA": "notice", "GX": "notice"}
BY_KIND = {"visit": VISIT, "biopsy": BIOPSY, "shave": BIOPSY}


def lists(line: Draw, kind: str | None, book: Book, *, treated: bool) -> tuple[Checklist, ...]:
    """The checklists of a line, each once; `kind`: what sort of service it is; `treated`: beside a procedure."""
    named = line.family.records if line.family else ()
    names = unique([*named, *_called_for(line, kind, treated=treated)])
    return tuple(held for name in names for held in book.checklists if held.id == name)


def _called_for(line: Draw, kind: str | None, *, treated: bool) -> Iterator[str]:
    if line.guides:
        yield GUIDANCE
    elif any(freezes(entry) for entry in line.entries):
        yield FREEZING
    if _compared(line):
        yield UNLISTED
    yield from (BY_MODIFIER[modifier] for modifier in line.modifiers if modifier in BY_MODIFIER)
    if kind is not None and ("25" in line.modifiers if kind == "visit" else treated):
        yield BY_KIND[kind]


def freezes(entry: Entry) -> bool:
    """Whether an entry was frozen; each method of the vocabulary that freezes has an id that begins so."""
    return entry.method is not None and entry.method.id.startswith("cryo")


def _compared(line: Draw) -> bool:
    """Whether the code of a line is unlisted, so that it is compared with another."""
    pick = line.family.units.pick if line.family else None
    return pick is not None and any(choice.compare for choice in pick.codes if choice.code == line.code)
