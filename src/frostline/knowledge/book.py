"""All packs as one Book; every fault of every file at once."""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from frostline.knowledge.checks import check
from frostline.knowledge.reading import read
from frostline.knowledge.text import decoded
from frostline.model.advice import CautionCard, Checklist, Contest, Profile
from frostline.model.errors import Fault, Faults
from frostline.model.families import Beside, Family
from frostline.model.knowledge import Book, Parameter
from frostline.model.vocabulary import Details, Diagnoses, Lesions, Methods, Modifiers, Places, Sites
from frostline.model.words import COMMA, Index, index

PACKS = Path(__file__).parents[1] / "packs"
VOCABULARY: dict[str, type] = {
    "vocabulary/lesions.yaml": Lesions,
    "vocabulary/sites.yaml": Sites,
    "vocabulary/methods.yaml": Methods,
    "vocabulary/approaches.yaml": Details,
    "vocabulary/extents.yaml": Details,
    "vocabulary/imaging.yaml": Details,
    "vocabulary/places.yaml": Places,
    "vocabulary/modifiers.yaml": Modifiers,
    "vocabulary/diagnoses.yaml": Diagnoses,
}
SHELVES: dict[str, type] = {
    "families": Family,
    "services": Beside,
    "parameters": Parameter,
    "documentation": Checklist,
    "cautions": CautionCard,
    "contested": Contest,
    "payers": Profile,
}
APART = ("facts/", "policies/", "landscape/", "notices/", "pages/")  # shelves of coverage, which has its own readers
SHELVED = ", ".join(f"{name}/*.yaml" for name in SHELVES)


@cache
def book(folder: Path = PACKS) -> Book:
    """Read the packs of a folder; raises `Faults` with everything wrong in them."""
    faults: list[Fault] = []
    texts = dict(_texts(folder, faults))
    nouns = dict(_nouns(texts, faults))
    if faults:
        raise Faults(tuple(faults))
    made = _bound(nouns, digest(texts))
    check(made, nouns, texts)
    return made


def digest(texts: dict[str, str]) -> str:
    """Name this very text of the packs."""
    return sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:16]


def _texts(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    """Text of every file by its name; a file that nobody reads is a mistake in its name."""
    files = dict(sorted(entries(str(folder))))
    faults += (Fault(name, None, "", "no such file", "a pack") for name in VOCABULARY if name not in files)
    for name, path in files.items():
        if name.startswith(APART):
            continue
        if _noun_of(name) is None:
            faults.append(Fault(name, None, "", "a file that is no pack", f"{', '.join(VOCABULARY)} or {SHELVED}"))
            continue
        try:
            with open(path, "rb") as file:  # noqa: PTH123 - a Path for each file costs more than reading it
                yield name, decoded(file.read(), name)
        except Faults as error:
            faults += error.faults


def entries(folder: str, inside: str = "") -> Iterator[tuple[str, str]]:
    """Name, from the folder on, and path of every file in it; found by the folder's own entries, which is quick."""
    with os.scandir(folder) as found:
        for entry in found:
            if entry.is_dir():
                yield from entries(entry.path, f"{inside}{entry.name}/")
            else:
                yield f"{inside}{entry.name}", entry.path


def _noun_of(name: str) -> type | None:
    """What a file of this name holds."""
    shelf = name.split("/", maxsplit=1)[0] if name.endswith(".yaml") else ""
    return VOCABULARY.get(name) or SHELVES.get(shelf)


def _nouns(texts: dict[str, str], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    for name, text in texts.items():
        noun = _noun_of(name)
        try:
            yield name, read(text, noun, name) if noun else None
        except Faults as error:
            faults += error.faults


def _bound(nouns: dict[str, Any], name: str) -> Book:
    words = {file.split("/")[1].removesuffix(".yaml"): nouns[file] for file in VOCABULARY}
    return Book(
        **words,
        families=_shelf(nouns, Family),
        beside=_shelf(nouns, Beside),
        checklists=_shelf(nouns, Checklist),
        cautions=_shelf(nouns, CautionCard),
        contests=_shelf(nouns, Contest),
        profiles=_shelf(nouns, Profile),
        parameters={parameter.id: parameter for parameter in _shelf(nouns, Parameter)},
        indices={kind: make(words[kind]) for kind, make in INDICES.items()},
        digest=name,
    )


Noun = TypeVar("Noun")


def _shelf(nouns: dict[str, Any], kind: type[Noun]) -> tuple[Noun, ...]:
    return tuple(noun for noun in nouns.values() if isinstance(noun, kind))


Entries = Iterable[tuple[str, str, Iterable[str]]]


def _terms(terms: Iterable[Any]) -> Entries:
    return [("term", term.id, term.words) for term in terms]


def _lesions(pack: Lesions) -> Index:
    markers = ("uncertain", "negated", "confirmed", "qualifiers", "filler")
    marked = ((name, "", getattr(pack, name)) for name in markers)
    return index([*_terms(pack.terms), *marked, ("filler", "", [COMMA])])


def _sites(pack: Sites) -> Index:
    sides = [("side", name, words) for name, words in pack.sides.items()]
    levels = [("level", name, words) for name, words in pack.levels.items()]
    rest = [
        ("join", "", (*pack.joins, COMMA)),
        ("qualifiers", "", pack.qualifiers),
        ("filler", "", pack.filler),
    ]
    return index([*_terms(pack.terms), *sides, *levels, *rest])


def _worded(pack: Methods | Details) -> Index:
    return index([*_terms(pack.terms), ("filler", "", (*pack.filler, COMMA))])


def _places(pack: Places) -> Index:
    named = [("term", term.code, term.words) for term in pack.terms]
    unclear = [("ambiguous", " ".join(word.could_be), word.words) for word in pack.ambiguous]
    return index([*named, *unclear])


INDICES: dict[str, Callable[[Any], Index]] = {
    "lesions": _lesions,
    "sites": _sites,
    "methods": _worded,
    "approaches": _worded,
    "extents": _worded,
    "imaging": _worded,
    "places": _places,
}
