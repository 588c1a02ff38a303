"""All packs as one Book; every fault of every file at once."""

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeVar

from frostline.knowledge.checks import check
from frostline.knowledge.reading import read
from frostline.knowledge.text import decoded
from frostline.model.errors import Fault, Faults
from frostline.model.knowledge import (
    Beside,
    Book,
    Diagnoses,
    Family,
    Lesions,
    Methods,
    Modifiers,
    Parameter,
    Places,
    Sites,
)
from frostline.model.words import COMMA, Index, index

PACKS = Path(__file__).parents[1] / "packs"
VOCABULARY: dict[str, type] = {
    "lesions": Lesions,
    "sites": Sites,
    "methods": Methods,
    "places": Places,
    "modifiers": Modifiers,
    "diagnoses": Diagnoses,
}
SHELVES: dict[str, type] = {"families": Family, "services": Beside, "parameters": Parameter}
Noun = TypeVar("Noun")
Shelves = dict[str, tuple[Any, ...]]


@cache
def book(folder: Path = PACKS) -> Book:
    """Read the packs of a folder; raises `Faults` with everything wrong in them."""
    faults: list[Fault] = []
    texts = dict(_texts(folder, faults))
    words = {name: _one(texts, f"vocabulary/{name}.yaml", noun, faults) for name, noun in VOCABULARY.items()}
    shelves: Shelves = {name: tuple(_shelf(texts, name, noun, faults)) for name, noun in SHELVES.items()}
    faults += _strays(texts)
    if faults:
        raise Faults(tuple(faults))
    made = _bound(words, shelves, digest(texts))
    check(made)
    return made


def digest(texts: dict[str, str]) -> str:
    """Name this very text of the packs."""
    return sha256("\0".join(f"{name}\0{texts[name]}" for name in sorted(texts)).encode()).hexdigest()[:16]


def _texts(folder: Path, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            yield name, decoded(path.read_bytes(), name)
        except Faults as error:
            faults += error.faults


def _strays(texts: dict[str, str]) -> Iterator[Fault]:
    """A file that nobody reads is a mistake in its name."""
    files = {f"vocabulary/{name}.yaml" for name in VOCABULARY}
    for name in texts:
        if name not in files and name.split("/")[0] not in SHELVES:
            yield Fault(
                name, None, "", "a file that is no pack", f"one of {', '.join(sorted(files))}, {', '.join(SHELVES)}/*"
            )


def _one(texts: dict[str, str], name: str, noun: type[Noun], faults: list[Fault]) -> Noun | None:
    if name not in texts:
        faults.append(Fault(name, None, "", "no such file", "a pack"))
        return None
    try:
        return read(texts[name], noun, name)
    except Faults as error:
        faults += error.faults
        return None


def _shelf(texts: dict[str, str], name: str, noun: type[Noun], faults: list[Fault]) -> Iterator[Noun]:
    for file in texts:
        if file.startswith(f"{name}/"):
            held = _one(texts, file, noun, faults)
            if held is not None:
                yield held


def _bound(words: dict[str, Any], shelves: Shelves, name: str) -> Book:
    return Book(
        **words,
        families=shelves["families"],
        beside=shelves["services"],
        parameters={parameter.id: parameter for parameter in shelves["parameters"]},
        indices={kind: make(words[kind]) for kind, make in INDICES.items()},
        digest=name,
    )


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


def _methods(pack: Methods) -> Index:
    return index([*_terms(pack.terms), ("filler", "", (*pack.filler, COMMA))])


def _places(pack: Places) -> Index:
    named = [("term", term.code, term.words) for term in pack.terms]
    unclear = [("ambiguous", " ".join(word.could_be), word.words) for word in pack.ambiguous]
    return index([*named, *unclear])


INDICES: dict[str, Callable[[Any], Index]] = {
    "lesions": _lesions,
    "sites": _sites,
    "methods": _methods,
    "places": _places,
}
