"""What the dictionary of facts owes: values there are, implications and chart words that stand somewhere."""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from frostline.knowledge.names import Wrong, one_of, strangers
from frostline.knowledge.shelves import STEM
from frostline.knowledge.text import Path
from frostline.model.facts import Fact, FactPack, Facts
from frostline.model.knowledge import Book

LISTED, FEWEST = ("boolean", "one_of", "scale"), 2
SITE = "site"  # the fact whose values are organs
NO_JUDGEMENT = "nothing here: only a named person makes a judgement"
NUMBER = re.compile(r"[0-9]*\.?[0-9]+")


def fact_faults(packs: Mapping[str, FactPack], facts: Facts, book: Book) -> Iterator[Wrong]:
    """Everything wrong with the facts of some packs."""
    known = _vocabulary(book)
    seen: set[str] = set()
    for file, pack in packs.items():
        for number, fact in enumerate(pack.facts):
            at: Path = ("facts", number)
            if fact.id in seen:
                yield file, (*at, "id"), f"{fact.id} a second time", "each fact once"
            seen.add(fact.id)
            yield from _of_values(file, at, fact)
            yield from _of_implications(file, at, fact, facts)
            yield from strangers(file, (*at, "sites"), fact.sites, facts[SITE].values if SITE in facts.by_id else ())
            yield from _of_chart(file, at, fact, known)


def _of_values(file: str, at: Path, fact: Fact) -> Iterator[Wrong]:
    listed = fact.type in {"one_of", "scale"}
    if listed and len(set(fact.values)) < FEWEST:
        yield file, (*at, "values"), ", ".join(fact.values) or "nothing", "two values or more"
    if not listed and fact.values:
        yield file, (*at, "values"), "values", f"none: a {fact.type} has no list of values"
    if fact.unit is not None and fact.type != "number":
        yield file, (*at, "unit"), fact.unit, f"no unit: only a number has one, and this is a {fact.type}"
    for key in ("least", "most"):
        bound = getattr(fact, key)
        if bound is not None and (fact.type != "number" or not NUMBER.fullmatch(bound)):
            yield file, (*at, key), bound, "a bound of a number, in digits"
    for word, members in fact.groups.items():
        yield from strangers(file, (*at, "groups", word), members, fact.values)
        if word in fact.values:
            yield (
                file,
                (*at, "groups", word),
                f"{word}, which is a value itself",
                "a word of its own for several values",
            )


def _of_implications(file: str, at: Path, fact: Fact, facts: Facts) -> Iterator[Wrong]:
    for value, others in fact.implies.items():
        yield from value_faults(file, (*at, "implies", value), fact, value)
        for name, other in others.items():
            yield from settled_faults(file, (*at, "implies", value, name), name, other, facts)


def _of_chart(file: str, at: Path, fact: Fact, known: Mapping[str, Collection[str]]) -> Iterator[Wrong]:
    if fact.judgement and fact.chart:
        yield file, (*at, "chart"), f"a chart that shows {fact.id}", NO_JUDGEMENT
    for value, shown in fact.chart.items():
        place = (*at, "chart", value)
        yield from value_faults(file, place, fact, value)
        for key, names in known.items():
            yield from strangers(file, (*place, key), getattr(shown, key), names)
        for number, stem in enumerate(shown.icd10):
            if STEM.fullmatch(stem) is None:
                yield file, (*place, "icd10", number), stem, "an ICD-10-CM code, or a stem such as L70.-"


def _vocabulary(book: Book) -> dict[str, set[str]]:
    return {
        "methods": {term.id for term in book.methods.terms},
        "sites": {term.id for term in book.sites.terms},
        "tracts": {term.tract for term in book.sites.terms if term.tract},
        "natures": {term.nature for term in book.lesions.terms if term.nature},
        "lesions": {term.id for term in book.lesions.terms},
        "extents": {term.id for term in book.extents.terms},
    }


def stated_faults(file: str, at: Path, name: str, value: str, facts: Facts) -> Iterator[Wrong]:
    """A fact that is not in the dictionary, or a value that it cannot have."""
    if name not in facts.by_id:
        yield file, at, f"the unknown fact {name}", one_of(facts.by_id)
    else:
        yield from value_faults(file, at, facts[name], value)


def settled_faults(file: str, at: Path, name: str, value: str, facts: Facts) -> Iterator[Wrong]:
    """As `stated_faults`, for what no person states: a judgement can never be settled so."""
    yield from stated_faults(file, at, name, value, facts)
    if name in facts.by_id and facts[name].judgement:
        yield file, at, f"the judgement {name}", NO_JUDGEMENT


def value_faults(file: str, at: Path, fact: Fact, value: str) -> Iterator[Wrong]:
    """A value that a fact cannot have."""
    if not can_be(fact, value):
        yield file, at, value, expected_of(fact)


def can_be(fact: Fact, value: str) -> bool:
    """Whether a word is a value of a fact, or one of its groups."""
    if fact.type in LISTED:
        return bool(fact.members(value))
    return _in_range(fact, value) if fact.type == "number" else _is_day(value)


def _in_range(fact: Fact, value: str) -> bool:
    if not NUMBER.fullmatch(value):
        return False
    least, most = Decimal(fact.least or "-Infinity"), Decimal(fact.most or "Infinity")
    return least <= Decimal(value) <= most


def _is_day(value: str) -> bool:
    try:
        return str(date.fromisoformat(value)) == value
    except ValueError:
        return False


def expected_of(fact: Fact) -> str:
    """Say what a fact can be."""
    if fact.type in LISTED:
        return one_of((*fact.domain, *fact.groups))
    unit = f" in {fact.unit}" if fact.unit else ""
    bounds = f" from {fact.least} to {fact.most}" if fact.least and fact.most else ""
    return "a day such as 2026-05-04" if fact.type == "date" else f"a number{bounds}{unit}"
