"""Names that must stand elsewhere in the packs: how one that stands nowhere is told, and those of choices and cards."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from frostline.knowledge.text import Path
from frostline.model.advice import CautionCard, Repeat
from frostline.model.families import Choice, Family
from frostline.model.knowledge import Book

Wrong = tuple[str, Path, str, str]  # file, place in it, what was found, what was expected
Known = Mapping[str, Collection[str]]


def one_of(names: Iterable[str]) -> str:
    """What was expected, as people are told it."""
    return f"one of {', '.join(names)}"


def strangers(file: str, at: Path, names: Iterable[str], known: Collection[str]) -> Iterator[Wrong]:
    """Each name of a list that is not known."""
    for number, name in enumerate(names):
        if name not in known:
            yield file, (*at, number), name, one_of(sorted(known))


def name_faults(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """Names in families and caution cards that no vocabulary holds."""
    known = _known(book)
    for file, noun in nouns.items():
        if isinstance(noun, Family):
            yield from _of_family(file, noun, known)
        elif isinstance(noun, CautionCard):
            for key in ("sites", "tracts", "natures", "methods"):
                yield from strangers(file, (key,), getattr(noun, key), known[key])


def _known(book: Book) -> Known:
    sites, lesions = book.sites.terms, book.lesions.terms
    vocabularies = {"approach": book.approaches, "extent": book.extents, "imaging": book.imaging}
    details = {key: {term.id for term in pack.terms} for key, pack in vocabularies.items()}
    return {
        "sites": {term.id for term in sites},
        "tracts": {term.tract for term in sites if term.tract},
        "natures": {term.nature for term in lesions if term.nature},
        "lesions": {term.id for term in lesions},
        "methods": {term.id for term in book.methods.terms},
        **details,
    }


def _of_family(file: str, family: Family, known: Known) -> Iterator[Wrong]:
    for key in ("natures", "sited_natures", "tracts"):
        yield from strangers(file, (key,), getattr(family, key), known["natures" if "natures" in key else key])
    yield from strangers(file, ("only_methods",), family.only_methods, known["methods"])
    if family.repeat is not None:
        yield from _of_repeat(file, family.repeat, known)
    for number, choice in enumerate(family.units.pick.codes if family.units.pick else ()):
        yield from _of_choice(file, ("units", "pick", "codes", number), choice, known)


def _of_repeat(file: str, repeat: Repeat, known: Known) -> Iterator[Wrong]:
    yield from strangers(file, ("repeat", "lesions"), repeat.lesions, known["lesions"])
    yield from strangers(file, ("repeat", "methods"), repeat.methods, known["methods"])


def _of_choice(file: str, at: Path, choice: Choice, known: Known) -> Iterator[Wrong]:
    shelves = {"site": "sites", "method": "methods", "approach": "approach", "extent": "extent"}
    for key, shelf in shelves.items():
        yield from strangers(file, (*at, key), getattr(choice, key), known[shelf])
    for kind in choice.imaging:
        if kind not in known["imaging"]:
            yield file, (*at, "imaging", kind), kind, one_of(sorted(known["imaging"]))
