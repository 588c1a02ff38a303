"""What the caution cards ask of a treated entry."""

from collections.abc import Iterator
from dataclasses import dataclass

from frostline.engine.coding.beside.conditions import plain
from frostline.engine.coding.beside.deck import Deck, any_code
from frostline.engine.coding.entry import Entry
from frostline.model.advice import CautionCard
from frostline.model.knowledge import Book
from frostline.model.vocabulary import Kind

OVER = frozenset({"skin", "breast", "bone"})  # tracts in which a lesion can be of the organ, or of the skin over it
JOINS = frozenset({"and", "&", "plus", "then", "followed"})  # between methods of which one may freeze


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Ids of the vocabulary; `methods` is None where the chart does not say, or not clearly, how it was treated."""

    name: str
    methods: frozenset[str] | None
    sites: frozenset[str]
    tracts: frozenset[str]
    natures: frozenset[str]
    described: frozenset[str]  # ids of cards that its words or its code call for


def view(entry: Entry, book: Book, held: Deck) -> View:
    """Look at an entry as the cards do."""
    return View(
        entry.name,
        _methods(entry, book, held),
        frozenset(spot.term.id for spot in entry.spots),
        frozenset(_tracts(entry)),
        frozenset((entry.nature,)) if entry.nature else frozenset(entry.could_be),
        frozenset(_described(entry, held)),
    )


def _methods(entry: Entry, book: Book, held: Deck) -> frozenset[str] | None:
    """Its methods, a freeze in a compound word included ("curettage and cryotherapy")."""
    parts = book.indices["methods"].read(entry.treated.method or "")
    if entry.method is None and any(part.kind == "unknown" and part.name not in JOINS for part in parts):
        return None
    terms = [part for part in parts if part.kind == "term"]
    names = {part.name for part in terms}
    for part in terms:
        if book.method(part.name).kind is not Kind.cooling:
            inner = held.freezing.read(" ".join(part.covers))
            names |= {found.name for found in inner if found.kind == "term"}
    return None if names <= {Kind.destruction} else frozenset(names)


def _tracts(entry: Entry) -> Iterator[str]:
    """Its organ systems; what lies in the skin over an organ is of the skin where its family says so."""
    family = entry.family
    if family is None:
        yield from entry.tracts
        return
    for tract in entry.tracts or family.tracts[:1]:
        yield family.tracts[0] if tract in OVER else tract


def _described(entry: Entry, held: Deck) -> Iterator[str]:
    code = (plain(entry.treated.icd10),) if entry.treated.icd10 else ()
    for text in (entry.treated.lesion, entry.treated.site):
        for part in held.described.read(text or ""):
            if part.kind == "term":
                yield from part.name.split()
    for name, wanted in held.described_codes.items():
        if any_code(wanted, code):
            yield name


def calls(card: CautionCard, seen: View) -> bool:
    """Whether a card is about such an entry; a card about the patient also where the chart names no site."""
    somewhere = bool(seen.sites & set(card.sites)) or (card.screens and not seen.sites)
    return (
        bool((seen.methods or frozenset()) & set(card.methods))
        and (not card.sites or somewhere)
        and (not card.tracts or bool(seen.tracts & set(card.tracts)))
        and (not card.natures or bool(seen.natures & set(card.natures)))
        and (not card.described or card.id in seen.described)
    )
