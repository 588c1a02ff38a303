"""Contested questions and payer profiles: what they name must exist, and a profile takes only sides there are."""

from collections.abc import Iterator, Mapping
from pathlib import Path as File
from typing import Any

from frostline.knowledge.names import Wrong, one_of
from frostline.knowledge.reading import read, spelled
from frostline.knowledge.text import Path, lines, text_of
from frostline.model.advice import Contest, Profile
from frostline.model.encounter import SHAPES
from frostline.model.errors import Fault, Faults
from frostline.model.knowledge import Book


def contest_faults(book: Book, nouns: Mapping[str, Any]) -> Iterator[Wrong]:
    """Names in contests, profiles and terms that stand nowhere."""
    known = [contest.id for contest in book.contests]
    for kind in ("lesions", "sites"):
        for number, term in enumerate(getattr(book, kind).terms):
            if term.contest is not None and term.contest not in known:
                yield f"vocabulary/{kind}.yaml", ("terms", number, "contest"), term.contest, one_of(known)
    for file, noun in nouns.items():
        if isinstance(noun, Contest):
            yield from ((file, *wrong) for wrong in _sides(noun, book))
        if isinstance(noun, Profile):
            yield from ((file, *wrong) for wrong in taken_faults(noun, book))


def _sides(contest: Contest, book: Book) -> Iterator[tuple[Path, str, str]]:
    choices = [side.choice for side in contest.sides]
    if len(set(choices)) < 2 or len(set(choices)) != len(choices):  # noqa: PLR2004 - a contest has two sides or more
        yield ("sides",), ", ".join(choices) or "nothing", "two sides or more, each with a choice of its own"
    if contest.default is not None and contest.default not in choices:
        yield ("default",), contest.default, one_of(choices)
    if contest.default is not None and contest.because is None:
        yield ("because",), "nothing", "why the default is taken"
    terms = {term.id for term in book.lesions.terms} | {term.id for term in book.sites.terms}
    for number, side in enumerate(contest.sides):
        if side.means is not None and side.means not in terms and not _diagnosis(side.means):
            yield ("sides", number, "means"), side.means, "the id of a lesion or site term, or an ICD-10-CM code"


def _diagnosis(text: str) -> bool:
    import re  # noqa: PLC0415 - only a meaning that is no term is looked at

    return re.match(SHAPES["icd10"].pattern, text) is not None


def taken_faults(profile: Profile, book: Book) -> Iterator[tuple[Path, str, str]]:
    """Contests and choices of a profile that there are not."""
    contests = {contest.id: contest for contest in book.contests}
    for name, choice in profile.takes.items():
        if name not in contests:
            yield ("takes", name), name, one_of(list(contests))
        elif contests[name].side(choice) is None:
            yield ("takes", name), choice, one_of([side.choice for side in contests[name].sides])


def load_profile(path: File, book: Book) -> Profile:
    """Read a payer profile of the user's own; raises `Faults` with everything wrong in it."""
    source, text = str(path), text_of(path, "a payer profile in YAML")
    profile = read(text, Profile, source)
    places = lines(text, source)
    wrong = tuple(taken_faults(profile, book))
    if wrong:
        raise Faults(tuple(Fault(source, places.get(place), spelled(place), *words) for place, *words in wrong))
    return profile
