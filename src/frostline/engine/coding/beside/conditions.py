"""Conditions of the patient as the chart states them: by whole words and codes, and not where they are denied."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from frostline.model.words import COMMA, Found, Index, index

SENTENCE = re.compile(r"[.;!\n]+(?:\s|$)")
CODE = re.compile(r"\b[A-Z][0-9][0-9A-Z]\.[0-9A-Z]{1,4}\b")
ONLY_CODE = re.compile(r"[A-Z][0-9][0-9A-Z]\.?[0-9A-Z]{0,4}")
CODED = "icd10"  # begins the one token that a code becomes, so that a denied code is denied like a word

KIN = ("mother", "father", "sister", "brother", "parent", "son", "daughter", "aunt", "uncle")
MARKS = (
    ("no", ("no", "not", "non", "never", "without", "family history", "FH", "fhx", *KIN)),
    ("no", (f"{who} {verb}" for who in KIN for verb in ("has", "had", "with"))),
    ("denies", ("denies", "denied", "denying", "negative for", "free of", "no history of", "no evidence of")),
    ("but", ("but", "except", "except for", "however", "though", "although", "yet", "has", "with", "positive for")),
    ("or", ("or", "nor")),
    ("comma", (COMMA,)),
    ("gone", ("ruled out", "excluded", "absent", "negative", "neg", "none", "stopped", "discontinued")),
    ("filler", ("is", "was", "were", "been", "has been", "have been", "test", "tests", "currently", "now", "?")),
    ("still", ("no change", "no change in", "no improvement", "no doubt", "not only", "not ruled out", "not excluded")),
    ("still", ("not controlled", "not well controlled", "no longer controlled", "not improved", "not resolved")),
)
DENYING = frozenset({"no", "denies", "gone"})


@dataclass(frozen=True, slots=True)
class Stated:
    """Names of the words, and codes without their point, that are stated and not denied."""

    names: frozenset[str]
    codes: frozenset[str]


NOTHING = Stated(frozenset(), frozenset())


def condition_index(terms: Iterable[tuple[str, str]], unlike: Iterable[str]) -> Index:
    """Index condition words by name, phrases that only look like them, and the words that deny."""
    named = [("term", name, (word,)) for word, name in terms]
    return index([*named, ("unlike", "", tuple(unlike)), *((kind, "", tuple(words)) for kind, words in MARKS)])


def stated(texts: Iterable[str], words: Index) -> Stated:
    """Read what a list of conditions states; on doubt whether a denial reaches a word, the word counts."""
    found = [name for text in texts for sentence in SENTENCE.split(_coded(text)) for name in _read(sentence, words)]
    codes = frozenset(name.removeprefix(CODED).upper() for name in found if name.startswith(CODED))
    names = frozenset(part for name in found if not name.startswith(CODED) for part in name.split())
    return Stated(names, codes)


def plain(code: str) -> str:
    """A code as `Stated` holds it."""
    return code.replace(".", "").upper()


def _coded(text: str) -> str:
    """Turn codes into single tokens; without its point a code is one only where nothing else is said."""
    bare = text.strip().upper()
    if ONLY_CODE.fullmatch(bare):
        return CODED + plain(bare)
    return CODE.sub(lambda code: CODED + plain(code[0]), text).replace(")", f"{COMMA} ")


def _read(sentence: str, words: Index) -> Iterable[str]:
    """Names of a sentence outside the reach of its denials: to the comma, or through a list."""
    parts = words.read(sentence)
    reach = ""
    for at, part in enumerate(parts):
        if part.kind in {"no", "denies"}:
            reach = "list" if part.kind == "denies" or reach == "list" or _lists(parts[at:]) else "clause"
        elif part.kind == "but" or (part.kind == "comma" and reach == "clause"):
            reach = ""
        elif not reach and _is_condition(part) and not _gone(parts[at + 1 :]):
            yield part.name


def _is_condition(part: Found) -> bool:
    return part.kind == "term" or (part.kind == "unknown" and part.name.startswith(CODED))


def _lists(rest: tuple[Found, ...]) -> bool:
    """Whether a denial goes on past its commas: "no A, B or C"."""
    kinds = [part.kind for part in rest]
    before = kinds[: kinds.index("but")] if "but" in kinds else kinds
    return "or" in before and "comma" in before and before.index("comma") < before.index("or")


def _gone(rest: tuple[Found, ...]) -> bool:
    """Whether a word is denied behind itself, as in "Raynaud: no" or "HIV test negative", and nothing else is said."""
    kinds = [part.kind for part in rest]
    clause = kinds[: kinds.index("comma")] if "comma" in kinds else kinds
    told = [kind for kind in clause if kind != "filler"]
    return len(told) == 1 and told[0] in DENYING
