"""What the checklists owe each other: names that families may use, and lists that lines call for by themselves."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frostline.knowledge.names import Wrong, strangers
from frostline.model.advice import Checklist, Element
from frostline.model.families import Family
from frostline.model.knowledge import Book

CALLED_FOR = ("freezing", "guidance", "unlisted", "unusual", "notice", "visit_same_day", "biopsy_same_day")
"""Checklists that a code, a method or a modifier calls for; a book without one of them does not load."""


def checklist_faults(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """Names of checklists that point nowhere, lists that are missing, elements that stand twice."""
    known = {held.id for held in book.checklists}
    for file, noun in nouns.items():
        if isinstance(noun, Family):
            yield from strangers(file, ("records",), noun.records, known)
            yield from _twice(file, "documentation", noun.documentation)
        elif isinstance(noun, Checklist):
            yield from _twice(file, "elements", noun.elements)
    for name in CALLED_FOR:
        if name not in known:
            yield "documentation", (), f"no {name}", "every checklist that lines call for by themselves"


def _twice(file: str, key: str, elements: Iterable[Element]) -> Iterator[Wrong]:
    names = [element.element for element in elements]
    for number, name in enumerate(names):
        if name in names[:number]:
            yield file, (key, number), f"{name} a second time", "each element once"
