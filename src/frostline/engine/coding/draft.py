"""First half of coding: what the chart alone says; no published table is needed yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from frostline.engine.coding.entry import Entry
from frostline.engine.coding.reading import entries
from frostline.engine.coding.routing import Routed, route
from frostline.engine.coding.units import Draft, drafts
from frostline.model.claim import NotCoded, Question
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book, Family


@dataclass(frozen=True, slots=True, eq=False)
class Drafts:
    """Lines without modifiers, entries with their families, questions, and what makes no line."""

    lines: tuple[Draft, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    not_coded: tuple[NotCoded, ...]

    @property
    def waiting(self) -> frozenset[str]:
        """Names of entries that may still become lines: a question is open, or this book does not hold their codes."""
        made = {entry.name for line in self.lines for entry in line.entries}
        return frozenset(entry.name for entry in self.entries if entry.name not in made and not entry.idle)


def draft(encounter: Encounter, book: Book) -> Drafts:
    """Read a chart, find the families, count."""
    routed = tuple(route(entry, encounter, book) for entry in entries(encounter, book))
    read = tuple(result.entry for result in routed)
    lines: list[Draft] = []
    questions = [question for entry in read for question in entry.questions]
    for family in _families(read):
        for pool in _pools(tuple(entry for entry in read if entry.family is family)):
            made, asked = drafts(family, pool)
            questions += asked
            if not _held_back(family, read):
                lines += made
    return Drafts(tuple(lines), read, _once(questions), _not_coded(routed))


def _families(read: Iterable[Entry]) -> tuple[Family, ...]:
    families = {entry.family.id: entry.family for entry in read if entry.family is not None}
    return tuple(families.values())


def _pools(entries: tuple[Entry, ...]) -> tuple[tuple[Entry, ...], ...]:
    """What was done for appearance only is counted and billed apart from what was not."""
    for_looks = tuple(entry for entry in entries if entry.treated.cosmetic)
    others = tuple(entry for entry in entries if not entry.treated.cosmetic)
    return tuple(pool for pool in (others, for_looks) if pool)


def _held_back(family: Family, read: tuple[Entry, ...]) -> bool:
    """A family waits while an open question could still bring an entry into it, or take one out."""
    asked = [entry for entry in read if entry.questions]
    own = any(entry.family is family and not family.units.by_site_and_size for entry in asked)
    unread = any(entry.nature is None and not entry.could_be for entry in asked)
    return own or unread or any(set(family.natures) & set(entry.could_be) for entry in asked)


def _once(questions: list[Question]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _not_coded(routed: tuple[Routed, ...]) -> tuple[NotCoded, ...]:
    return tuple(result.not_coded for result in routed if result.not_coded is not None)
