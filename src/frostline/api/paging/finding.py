"""A code by what people call it: the code itself, a label, an alias, plain words; typos included."""

from difflib import SequenceMatcher, get_close_matches

from frostline.knowledge.cards import cards
from frostline.model.cards import Named, PageCard
from frostline.model.errors import FrostlineError
from frostline.model.words import tokens

NEAR, SHOWN = 0.75, 5
SMALL = frozenset({"my", "of", "for", "in", "on", "to", "with", "and", "at", "by", "is", "it", "what", "code"})
SAME = dict.fromkeys(("frozen", "froze", "freezing", "frosted"), "freeze")


def find(text: str) -> tuple[str, ...]:
    """Find codes by number, family or words, the best first; raises `FrostlineError` with the nearest names."""
    wanted = text.strip()
    if wanted.upper() in cards().codes:
        return (wanted.upper(),)
    family = next((card for card in cards().cards if _is_family(card, wanted)), None)
    if family is not None:
        return tuple(named.code for named in family.codes)
    asked = _words(wanted)
    scored = sorted(((_score(named, asked), named.code) for named in _all()), key=lambda pair: (-pair[0], pair[1]))
    best = scored[0][0]
    if best <= 0:
        raise FrostlineError(f"show: found {text!r}; expected a code or words for one{_near(wanted)}")
    return tuple(code for score, code in scored if score == best)


def _words(text: str) -> tuple[str, ...]:
    """Give the words that matter, forms of one word made alike."""
    return tuple(SAME.get(word, word) for word in tokens(text) if word not in SMALL)


def _is_family(card: PageCard, wanted: str) -> bool:
    return wanted.casefold() in {card.id.casefold(), card.title.casefold()} and bool(card.codes)


def _all() -> tuple[Named, ...]:
    return tuple(named for card in cards().cards for named in card.codes)


def _score(named: Named, wanted: tuple[str, ...]) -> float:
    """How well the best name of a code covers what was asked, word by word, each by the word nearest to it."""
    return max(_covers(wanted, _words(name)) for name in (named.label, named.plain, *named.aliases))


def _covers(wanted: tuple[str, ...], held: tuple[str, ...]) -> float:
    if not wanted or not held:
        return 0
    nearest = [max(SequenceMatcher(None, word, other).ratio() for other in held) for word in wanted]
    if min(nearest) < NEAR:  # a word that nothing is like is about something else
        return 0
    return sum(nearest) / len(wanted) - abs(len(held) - len(wanted)) / 100


def _near(wanted: str) -> str:
    names = [name for named in _all() for name in (named.label, *named.aliases)]
    close = get_close_matches(wanted, names, n=SHOWN, cutoff=0.4)
    return f". Did you mean {', '.join(close)}?" if close else ""
