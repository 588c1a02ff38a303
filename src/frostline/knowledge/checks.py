"""What no single pack can show: names that point nowhere, and packs that claim the same."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import combinations
from typing import Any

from frostline.knowledge.bands import band_faults
from frostline.knowledge.checklists import checklist_faults
from frostline.knowledge.contests import contest_faults
from frostline.knowledge.names import Wrong, name_faults
from frostline.knowledge.reading import spelled
from frostline.knowledge.shelves import shelf_faults
from frostline.knowledge.text import lines
from frostline.model.errors import Fault, Faults
from frostline.model.families import Family
from frostline.model.knowledge import PARAMETERS, Book, Parameter

LESIONS, SITES, PLACES = "vocabulary/lesions.yaml", "vocabulary/sites.yaml", "vocabulary/places.yaml"


def check(book: Book, nouns: Mapping[str, Any], texts: Mapping[str, str]) -> None:
    """Raise `Faults` with every contradiction between packs; `nouns` and `texts` are by file."""
    wrong = (
        *_pointers(book),
        *_clashes(book),
        *_ids(book, nouns),
        *_families(nouns),
        *_parameters(book, nouns),
        *name_faults(book, nouns),
        *contest_faults(book, nouns),
        *checklist_faults(book, nouns),
        *shelf_faults(book, nouns),
        *band_faults(nouns),
    )
    faults = (
        Fault(file, lines(texts[file], file).get(path) if file in texts else None, spelled(path), found, expected)
        for file, path, found, expected in wrong
    )
    if wrong:
        raise Faults(tuple(faults))


def _pointers(book: Book) -> Iterator[Wrong]:
    """Names that must stand elsewhere."""
    lesions, sites = {term.id for term in book.lesions.terms}, {term.id for term in book.sites.terms}
    tables = {table.id for table in book.diagnoses.tables}
    regions = {region for table in book.diagnoses.tables for region in table.codes}
    groups = {group for family in book.families for band in family.units.by_site_and_size or () for group in band.codes}
    yield from _of(LESIONS, book.lesions.terms, "could_be", lesions)
    yield from _of(LESIONS, book.lesions.terms, "site", sites)
    yield from _of(LESIONS, book.lesions.terms, "icd10_by_site", tables)
    yield from _of(LESIONS, book.lesions.terms, "icd10_by_site_of_men", tables)
    yield from _of(SITES, book.sites.terms, "could_be", sites)
    yield from _of(SITES, book.sites.terms, "region", regions)
    yield from _of(SITES, book.sites.terms, "group", groups)
    places = {term.code for term in book.places.terms}
    yield from _of(PLACES, book.places.ambiguous, "could_be", places, shelf="ambiguous")


def _of(file: str, terms: Iterable[Any], key: str, known: set[str], shelf: str = "terms") -> Iterator[Wrong]:
    for number, term in enumerate(terms):
        held = getattr(term, key)
        for target in held if isinstance(held, tuple) else (held,):
            if target is not None and target not in known:
                yield file, (shelf, number, key), target, f"one of {', '.join(sorted(known))}"


def _clashes(book: Book) -> Iterator[Wrong]:
    """Words that two terms claim, and terms that no word can reach."""
    for kind, index in book.indices.items():
        terms = getattr(book, kind).terms
        for word, name, first in index.clashes:
            number = next(
                at for at, term in enumerate(terms) if name in {getattr(term, "id", None), getattr(term, "code", None)}
            )
            yield f"vocabulary/{kind}.yaml", ("terms", number, "words"), word, f"a word that {first} does not claim"
        reached = {name for entry, name in index.entries.values() if entry == "term"}
        for number, term in enumerate(terms):
            if (getattr(term, "id", None) or term.code) not in reached:
                yield (
                    f"vocabulary/{kind}.yaml",
                    ("terms", number, "words"),
                    "no word of its own",
                    "a word that finds it",
                )


def _ids(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    for kind in (*book.indices, "modifiers"):
        names = [getattr(term, "id", None) or term.code for term in getattr(book, kind).terms]
        for number, name in enumerate(names):
            if name in names[:number]:
                yield f"vocabulary/{kind}.yaml", ("terms", number), f"{name} a second time", "each id once"
    shelves = {file: noun.id for file, noun in nouns.items() if not file.startswith("vocabulary/")}
    counted = Counter(shelves.values())
    for file, name in shelves.items():
        if counted[name] > 1:
            yield file, ("id",), f"{name}, which another file has too", "an id of its own"


def _families(nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    held = [(file, noun) for file, noun in nouns.items() if isinstance(noun, Family)]
    for file, family in held:
        ways = [part.name for part in fields(family.units) if getattr(family.units, part.name) is not None]
        if len(ways) != 1:
            yield file, ("units",), " and ".join(ways) or "no way to count", "one way to count"
        if not family.natures or not family.tracts:
            yield file, ("natures",), "nothing", "at least one nature and one tract"
        if family.in_force.to is not None and family.in_force.to <= family.in_force.from_:
            yield file, ("in_force",), f"an end on {family.in_force.to}", "an end after its beginning"
    for (_, one), (file, other) in combinations(reversed(held), 2):
        if _meet(one, other):
            yield file, ("natures",), f"what {one.id} claims too", "one family for each nature and tract"


def _meet(one: Family, other: Family) -> bool:
    places = [(nature, tract) for nature in one.claims for tract in one.tracts if one.takes(nature, tract)]
    shared = (any(other.takes(*place) for place in places), bool(set(one.methods) & set(other.methods)))
    first, second = sorted((one.in_force, other.in_force), key=lambda days: days.from_)
    return all(shared) and (first.to is None or first.to > second.from_)


def _parameters(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    for file, parameter in nouns.items():
        if isinstance(parameter, Parameter):
            yield from _values(file, parameter)
    for name in PARAMETERS:
        if name not in book.parameters:
            yield "parameters", (), f"no {name}", "every parameter that pricing needs"


def _values(file: str, parameter: Parameter) -> Iterator[Wrong]:
    days = [value.from_ for value in parameter.values]
    if not days or days != sorted(set(days)):
        yield file, ("values",), "days out of order", "rising days, each once"
    for number, value in enumerate(parameter.values):
        if (value.value is None) == (not value.by_rank):
            yield file, ("values", number), "not one value", "value or by_rank"
