"""The caution cards of a book, made ready once: their words indexed, their codes without points."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from frostline.engine.coding.beside.conditions import condition_index, plain
from frostline.model.advice import CautionCard
from frostline.model.knowledge import Book
from frostline.model.vocabulary import Methods
from frostline.model.words import Index, Tokens, index, tokens

AS_CODE = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{0,4})?-?")
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Deck:
    """Cards, and what finds them: an index gives ids of cards with a blank between them; codes are by card."""

    cards: tuple[CautionCard, ...]
    conditions: Index
    described: Index
    freezing: Index  # words of the methods that the cards name
    codes: dict[str, Codes]
    described_codes: dict[str, Codes]


def deck(book: Book) -> Deck:
    """Make the cards of a book ready, once for all books that share them."""
    return _made(book.cautions, book.methods)


@lru_cache(maxsize=2)
def _made(cards: tuple[CautionCard, ...], methods: Methods) -> Deck:
    used = {name for card in cards for name in card.methods}
    terms = [("term", term.id, term.words) for term in methods.terms if term.id in used]
    words = {card.id: [word for word in card.described if not AS_CODE.fullmatch(word)] for card in cards}
    coded = {card.id: [word for word in card.described if AS_CODE.fullmatch(word)] for card in cards}
    return Deck(
        cards,
        condition_index(_by_word({card.id: card.conditions for card in cards}), (w for c in cards for w in c.unlike)),
        index(("term", ids, (word,)) for word, ids in _by_word(words)),
        index(terms),
        {card.id: _plain(card.icd10) for card in cards},
        {name: _plain(codes) for name, codes in coded.items() if codes},
    )


def _by_word(claims: Mapping[str, Iterable[str]]) -> Iterable[tuple[str, str]]:
    """Each word with the ids of all cards that have it; words that read alike are one."""
    found: dict[Tokens, tuple[str, list[str]]] = {}
    for name, words in claims.items():
        for word in words:
            found.setdefault(tokens(word), (word, []))[1].append(name)
    return ((word, " ".join(dict.fromkeys(names))) for word, names in found.values())


def _plain(codes: Iterable[str]) -> Codes:
    return tuple(plain(code) for code in codes)


def any_code(wanted: Codes, held: Iterable[str]) -> bool:
    """Whether a code is one of those wanted; one that ends in a dash stands for all that begin so."""
    stems = tuple(code.removesuffix("-") for code in wanted if code.endswith("-"))
    return any(code in wanted or (bool(stems) and code.startswith(stems)) for code in held)
