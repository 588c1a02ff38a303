"""Cautions from diagnoses, history and site, beside the claim."""

from frostline.engine.coding.entry import Entry
from frostline.model.claim import Caution
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book


def cautions(entries: tuple[Entry, ...], encounter: Encounter, book: Book) -> tuple[Caution, ...]:
    """Everything that the cards of the book say of what was frozen, and of whom."""
    return ()
