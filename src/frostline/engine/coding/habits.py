"""Payer profiles: the sides they take of contested questions, and the book as it reads with those sides taken."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from frostline.model.advice import Contest, Profile, Side
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book
from frostline.model.vocabulary import LesionTerm, SiteTerm


def with_habits(book: Book, encounter: Encounter) -> Book:
    """The book with every choice that a profile of the payer has made; the first that makes one counts."""
    choices: dict[str, str] = {}
    for profile in applying(book, encounter):
        choices = {**profile.takes, **choices}
    return _chosen(book, tuple(sorted(choices.items())))


def applying(book: Book, encounter: Encounter) -> tuple[Profile, ...]:
    """Profiles of the payer, and those of whoever pays."""
    payer = (encounter.payer or "").strip().casefold()
    named = ((profile, {name.strip().casefold() for name in profile.payers}) for profile in book.profiles)
    return tuple(profile for profile, payers in named if not payers or payer in payers)


def choosing(book: Book, encounter: Encounter, contest: str) -> Profile | None:
    """The profile that takes a side of a contest, if one does."""
    return next((profile for profile in applying(book, encounter) if contest in profile.takes), None)


@lru_cache(maxsize=16)
def _chosen(book: Book, choices: tuple[tuple[str, str], ...]) -> Book:
    taken = dict(choices)
    means = {contest.id: side for contest in book.contests if (side := _means(contest, taken)) is not None}
    if not means:
        return replace(book, choices=taken)
    lesions = tuple(_lesion(term, means, book) for term in book.lesions.terms)
    sites = tuple(_site(term, means, book) for term in book.sites.terms)
    vocabulary = {"lesions": replace(book.lesions, terms=lesions), "sites": replace(book.sites, terms=sites)}
    return replace(book, choices=taken, **vocabulary)  # type: ignore[arg-type]  # both are of their own kind


def _means(contest: Contest, taken: Mapping[str, str]) -> Side | None:
    side = contest.side(taken.get(contest.id))
    return side if side is not None and side.means is not None else None


def _lesion(term: LesionTerm, means: Mapping[str, Side], book: Book) -> LesionTerm:
    """A contested lesion as the one it is taken for; a contested diagnosis as the code that is taken."""
    meant = means[term.contest].means if term.contest is not None and term.contest in means else None
    if meant is None:
        return term
    target = next((held for held in book.lesions.terms if held.id == meant), None)
    if target is None:
        return replace(term, icd10=meant)
    own = term.icd10 is not None
    return replace(
        term,
        nature=target.nature,
        icd10=term.icd10 if own else target.icd10,
        icd10_by_site=None if own else target.icd10_by_site,
        could_be=target.could_be,
    )


def _site(term: SiteTerm, means: Mapping[str, Side], book: Book) -> SiteTerm:
    meant = means[term.contest].means if term.contest is not None and term.contest in means else None
    if meant is None:
        return term
    target = book.site(meant)
    return replace(term, tract=target.tract, group=target.group, region=target.region, could_be=target.could_be)
