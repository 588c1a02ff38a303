"""What vocabulary, stems and contests owe each other: sides and levels, natures and tracts that some family takes."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from frostline.knowledge.names import Wrong, one_of, strangers
from frostline.knowledge.text import Path
from frostline.model.advice import CautionCard, Contest
from frostline.model.families import Family
from frostline.model.knowledge import Book

CONTESTED = ("malignant_diameter", "multiple_51", "repeat_line")
"""Contests that coding looks for by name; a book without one of them does not load."""
STEM = re.compile(r"[A-Z][0-9][0-9A-Z](\.[0-9A-Z]{1,4}|\.[0-9A-Z]{0,3}-)?", re.ASCII)
SKIN_TYPES = {str(number) for number in range(1, 7)}  # after Fitzpatrick
LESIONS, SITES, MODIFIERS = "vocabulary/lesions.yaml", "vocabulary/sites.yaml", "vocabulary/modifiers.yaml"
DIAGNOSES = "vocabulary/diagnoses.yaml"


def shelf_faults(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """Everything that one vocabulary or pack says in words of another that are not there."""
    for file, noun in nouns.items():
        if isinstance(noun, Family):
            yield from _stems(file, ("supports",), noun.supports)
        elif isinstance(noun, CautionCard):
            yield from _stems(file, ("icd10",), noun.icd10)
            yield from strangers(file, ("skin_types",), map(str, noun.skin_types), SKIN_TYPES)
    yield from _of_terms(book)
    yield from _of_sides(book)
    yield from _of_contests(book, nouns)


def _stems(file: str, at: Path, stems: Iterable[str]) -> Iterator[Wrong]:
    for number, stem in enumerate(stems):
        if STEM.fullmatch(stem) is None:
            yield file, (*at, number), stem, "an ICD-10-CM code, or a stem such as L70.-"


def _of_terms(book: Book) -> Iterator[Wrong]:
    """A nature or tract that no family takes, and a detail over one that is not there."""
    natures = {nature for family in book.families for nature in family.claims}
    tracts = {tract for family in book.families for tract in family.tracts}
    for number, lesion in enumerate(book.lesions.terms):
        if lesion.nature is not None and lesion.nature not in natures:
            yield LESIONS, ("terms", number, "nature"), lesion.nature, one_of(sorted(natures))
    for number, site in enumerate(book.sites.terms):
        if site.tract is not None and site.tract not in tracts:
            yield SITES, ("terms", number, "tract"), site.tract, one_of(sorted(tracts))
    for part, held in book.modifiers.parts.items():
        yield from strangers(MODIFIERS, ("parts", part), held, tracts)
    for kind in ("approaches", "extents", "imaging"):
        terms = getattr(book, kind).terms
        for number, term in enumerate(terms):
            yield from strangers(f"vocabulary/{kind}.yaml", ("terms", number, "over"), term.over, {t.id for t in terms})


def _of_sides(book: Book) -> Iterator[Wrong]:
    known = {"side": set(book.sites.sides), "level": set(book.sites.levels)}
    for number, site in enumerate(book.sites.terms):
        for key, names in known.items():
            name = getattr(site, key)
            if name is not None and name not in names:
                yield SITES, ("terms", number, key), name, one_of(sorted(names))
    words = known["side"] | known["level"] | {"none"}
    for number, table in enumerate(book.diagnoses.tables):
        for region, held in table.codes.items():
            for key in held if isinstance(held, dict) else ():
                if not set(key.split("_")) <= words:
                    yield DIAGNOSES, ("tables", number, "codes", region, key), key, "side, level, side_level or none"


def _of_contests(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """A side means a term of the kind whose terms name the contest; those that coding knows by name are there."""
    asked_of_sites = {term.contest for term in book.sites.terms}
    asked = asked_of_sites | {term.contest for term in book.lesions.terms}
    lesions, sites = {term.id for term in book.lesions.terms}, {term.id for term in book.sites.terms}
    for file, contest in nouns.items():
        for number, side in enumerate(contest.sides if isinstance(contest, Contest) else ()):
            of_site = contest.id in asked_of_sites
            if (
                side.means is not None
                and contest.id in asked
                and (side.means not in sites if of_site else side.means in sites - lesions)
            ):
                kind = "a site term" if of_site else "a lesion term, or an ICD-10-CM code"
                yield file, ("sides", number, "means"), side.means, f"the id of {kind}"
    held = {contest.id for contest in book.contests}
    for name in CONTESTED:
        if name not in held:
            yield "contested", (), f"no {name}", "every contest that coding looks for"
