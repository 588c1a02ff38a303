"""The chart's words: how they are made alike, and read by whole terms, never by parts of words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

Tokens = tuple[str, ...]
SPLIT = re.compile(r"[^a-z0-9&?,]+")
POSSESSIVE = re.compile(r"['\u2019]s?\b")
ARTICLES = frozenset({"the", "a", "an"})
COMMA = ","


def tokens(text: str) -> Tokens:
    """Lower case, no articles or possessives, punctuation but commas as blanks, simple plurals folded."""
    spaced = POSSESSIVE.sub("", text.casefold()).replace("?", " ? ").replace(";", COMMA).replace(COMMA, f" {COMMA} ")
    return tuple(singular(word) for word in SPLIT.split(spaced) if word and word not in ARTICLES)


def singular(word: str) -> str:
    """Fold simple plurals; wrong for some words, but wrong alike in packs and in charts."""
    if word.endswith(("oses", "stases")):
        return word[:-2] + "is"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies") and len(word) > 4:  # noqa: PLR2004 - "ties", "dies" are no plurals here
        return word[:-3] + "y"
    if word.endswith("s") and len(word) > 2 and not word.endswith(("ss", "us", "is")):  # noqa: PLR2004 - "as"
        return word[:-1]
    return word


def in_words(name: str) -> str:
    """Write a name of ours, such as `needs_information`, as people do."""
    return name.replace("_", " ")


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A term found in a text, or a marker word, with the tokens it covers."""

    kind: str  # "term", or the name of a list of markers, or "unknown"
    name: str
    covers: Tokens


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """Terms and marker words by their tokens; `longest` bounds the search.

    `clashes`: words that a second term claims, with both terms; a pack that has any does not load.
    """

    entries: Mapping[Tokens, tuple[str, str]]
    longest: int
    clashes: tuple[tuple[str, str, str], ...] = ()

    def read(self, text: str) -> tuple[Found, ...]:
        """Cover a text with the longest entries, left to right; what nothing covers is unknown."""
        left = tokens(text)
        found: list[Found] = []
        while left:
            covered = self._first(left)
            found.append(covered)
            left = left[len(covered.covers) :]
        return tuple(found)

    def _first(self, left: Tokens) -> Found:
        for length in range(min(self.longest, len(left)), 0, -1):
            entry = self.entries.get(left[:length])
            if entry is not None:
                return Found(*entry, left[:length])
        return Found("unknown", left[0], left[:1])

    def terms(self) -> tuple[Tokens, ...]:
        """Give the words of all terms, to look for near ones."""
        return tuple(words for words, (kind, _) in self.entries.items() if kind == "term")


def index(entries: Iterable[tuple[str, str, Iterable[str]]]) -> Index:
    """Index (kind, name, words); the first entry for the same words wins, so give terms first."""
    made: dict[Tokens, tuple[str, str]] = {}
    clashes: list[tuple[str, str, str]] = []
    for kind, name, words in entries:
        for word in words:
            first = made.setdefault(tokens(word), (kind, name))
            if kind == "term" and first[1] != name:
                clashes.append((word, name, first[1]))
    made.pop((), None)
    return Index(made, max((len(words) for words in made), default=0), tuple(clashes))
