"""Cautions from diagnoses, conditions and site, beside the claim."""

from collections.abc import Iterable, Iterator

from frostline.engine.coding.beside.conditions import NOTHING, Stated, plain, stated
from frostline.engine.coding.beside.deck import Deck, any_code, deck
from frostline.engine.coding.beside.views import View, calls, view
from frostline.engine.coding.entry import Entry
from frostline.model.advice import CautionCard
from frostline.model.claim import Caution
from frostline.model.encounter import Encounter, Patient
from frostline.model.knowledge import Book

ORDER = ("contraindication", "not_screened", "site", "pigment", "healing")
UNKNOWN_PATIENT = "Conditions of the patient are not stated, so contraindications were not screened"
UNKNOWN_METHOD = "How it was treated is not stated or not understood, so cautions of freezing were not screened"
SCREEN = "Guidelines for cryotherapy, Indian J Dermatol Venereol Leprol 2009;75:90-100, contraindications"


def cautions(entries: tuple[Entry, ...], encounter: Encounter, book: Book) -> tuple[Caution, ...]:
    """Everything that the cards of the book say of what was frozen, and of whom; one caution for each card."""
    held = deck(book)
    seen = [view(entry, book, held) for entry in entries if not entry.idle]
    found = [*_not_screened(seen, encounter.patient, held)]
    known = _known(encounter, held)
    for card in held.cards:
        about = [entry for entry in seen if calls(card, entry)] if _of(card, encounter.patient, known, held) else []
        if about:
            found.append(Caution(card.id, card.kind, _names(about), card.says, str(card.cite)))
    return tuple(sorted(found, key=lambda caution: ORDER.index(caution.kind)))


def _known(encounter: Encounter, held: Deck) -> Stated:
    """What is stated of the patient: conditions, and every diagnosis of the day."""
    treated = [entry.icd10 for entry in encounter.treated or () if entry.icd10]
    beside = [code for service in encounter.services or () for code in service.diagnoses or ()]
    conditions = encounter.patient.conditions
    told = stated(conditions, held.conditions) if conditions else NOTHING
    return Stated(told.names, told.codes | {plain(code) for code in (*treated, *beside)})


def _of(card: CautionCard, patient: Patient, known: Stated, held: Deck) -> bool:
    """Whether what a card asks of the patient holds."""
    if card.screens and card.id not in known.names and not any_code(held.codes[card.id], known.codes):
        return False
    if card.skin_type_unknown:
        return patient.skin_type is None
    return not card.skin_types or patient.skin_type in card.skin_types


def _not_screened(seen: list[View], patient: Patient, held: Deck) -> Iterator[Caution]:
    """What could not be looked for is said, so that it never looks like clear."""
    unread = [entry for entry in seen if entry.methods is None]
    if unread:
        yield _unscreened("not_screened.method", unread, UNKNOWN_METHOD)
    screening = [card for card in held.cards if card.screens]
    frozen = [entry for entry in seen if any(calls(card, entry) for card in screening)]
    if frozen and patient.conditions is None:
        yield _unscreened("not_screened.conditions", frozen, UNKNOWN_PATIENT)


def _unscreened(name: str, about: list[View], says: str) -> Caution:
    return Caution(name, "not_screened", _names(about), says, SCREEN)


def _names(about: Iterable[View]) -> str:
    return ", ".join(sorted({entry.name for entry in about}))
