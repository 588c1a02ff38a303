"""Words of a lesion and its site as coding reads them, and the way back from a code to our words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from frostline.engine.coding.entry import Spot, unique
from frostline.engine.coding.lesions import LesionRead, read_lesion
from frostline.engine.coding.sites import read_site
from frostline.model.claim import Question
from frostline.model.encounter import Treated
from frostline.model.knowledge import Book
from frostline.model.vocabulary import LesionTerm

NAME = "the words"


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What was read of the lesion and of its site."""

    lesion: LesionRead
    spots: tuple[Spot, ...]
    about_site: Question | None
    options: tuple[LesionTerm, ...]

    @property
    def settled(self) -> tuple[LesionTerm, ...]:
        """The terms that were named; those that they could be, where these have no code of their own."""
        own = [term for term in self.lesion.terms if term.icd10 or term.icd10_by_site or not term.could_be]
        return (*own, *self.options)


def read(words: str, site: str | None, day: date | None, book: Book) -> Read:
    """Read words as a chart's; without a site apart, one may stand among them: "BCC left ear"."""
    whole = _read(words, site, day, book)
    if site is not None or whole.lesion.terms:
        return whole
    parts = words.split()
    for cut in range(1, len(parts)):
        first, last = " ".join(parts[:cut]), " ".join(parts[cut:])
        for lesion, where in ((first, last), (last, first)):
            found = _read(lesion, where, day, book)
            if found.lesion.terms and found.spots:
                return found
    return whole


def _read(words: str, site: str | None, day: date | None, book: Book) -> Read:
    treated = Treated(lesion=words, site=site)
    lesion = read_lesion(NAME, treated, book, book.families if day is None else book.families_on(day))
    spots, about_site = read_site(NAME, treated, lesion, book)
    coded = (term for term in lesion.terms if not (term.icd10 or term.icd10_by_site))
    options = tuple(book.lesion(name) for name in unique(name for term in coded for name in term.could_be))
    return Read(lesion, spots, about_site, options)


def placed(spot: Spot) -> str:
    """Side, level and site in words."""
    side = "both sides of" if spot.side == "both" else spot.side
    return " ".join(part for part in (side, spot.level, spot.term.words[0]) if part)


def wordings(code: str, below: tuple[str, ...], book: Book) -> Iterator[tuple[str, str, str, str]]:
    """Every lesion term and site that leads to a code, or to one below it: term, its words, where, the code."""
    wanted = {code, *below}
    for term in book.lesions.terms:
        if term.icd10 in wanted and term.icd10 is not None:
            yield term.id, term.words[0], "", term.icd10
        elif term.icd10 is None and term.icd10_by_site is not None:
            yield from ((term.id, term.words[0], where, held) for where, held in _cells(term, book) if held in wanted)


def _cells(term: LesionTerm, book: Book) -> Iterator[tuple[str, str]]:
    """Every code of a term's table with where it stands."""
    table = next(table for table in book.diagnoses.tables if table.id == term.icd10_by_site)
    for region, held in table.codes.items():
        where = "no site said" if region == "unspecified" else region.replace("_", " ")
        if isinstance(held, str):
            yield where, held
        else:
            sides = ((key.replace("_", " "), code) for key, code in held.items())
            yield from ((f"{where}, {'side not said' if side == 'none' else side}", code) for side, code in sides)
