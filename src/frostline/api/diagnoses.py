"""ICD-10-CM of this field: words to codes, codes back to our words, and what supports a CPT code."""

import re
from dataclasses import dataclass
from datetime import date

from frostline.api.icd10_lists import Listed, billables, listed, lists
from frostline.api.icd10_words import Read, placed, read, wordings
from frostline.engine.coding.diagnosing import Coded, by_site, coded
from frostline.engine.coding.entry import Spot, unique
from frostline.engine.coding.lesions import contested_sides, near
from frostline.knowledge.book import book as packs
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Pathology
from frostline.model.errors import FrostlineError
from frostline.model.families import Family
from frostline.model.knowledge import Book
from frostline.model.neoplasms import UNREPORTED_SKIN
from frostline.model.reason import Currency
from frostline.model.vocabulary import LesionTerm

CODE = re.compile(r"([A-Z][0-9][0-9A-Z])\.?([0-9A-Z]{0,4})\.?-?", re.ASCII | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fit:
    """A family of CPT codes, and the stems through which it takes a diagnosis."""

    family: str
    title: str
    codes: tuple[str, ...]
    stems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Given:
    """A code that words lead to; `finer`: what else the chart could say, and the code of that."""

    code: str
    term: str
    because: str
    listed: tuple[Listed, ...]
    supports: tuple[Fit, ...]
    finer: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """Codes of some words; questions where the words leave any open; `near` where nothing is understood."""

    words: str
    site: str
    day: date | None
    codes: tuple[Given, ...] = ()
    questions: tuple[Question, ...] = ()
    near: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether there is a code, nothing is asked, and every list confirms it."""
        held = [entry for given in self.codes for entry in given.listed]
        open_ = self.questions or any(given.finer for given in self.codes)
        return bool(held) and not open_ and all(entry.sure for entry in held)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code in our words, what the lists say of it, and the families that take it or do not."""

    code: str
    day: date | None
    words: tuple[tuple[str, str, str, str], ...]  # term, its words, where, and the code, which may be longer
    listed: tuple[Listed, ...]
    supports: tuple[Fit, ...]
    others: tuple[Fit, ...]

    @property
    def sure(self) -> bool:
        """Whether every list held confirms it."""
        return bool(self.listed) and all(entry.sure for entry in self.listed)


@dataclass(frozen=True, slots=True)
class Support:
    """The diagnoses of a family: its stems, and the billable codes of one list under each."""

    code: str
    fit: Fit
    cite: str
    release: str
    currency: Currency | None
    stems: tuple[tuple[str, tuple[str, ...]], ...]


def icd10_code(text: str) -> str | None:
    """Read a code as people write it, `l57.0`, `L570` or `L82.-`; None where the text is none."""
    found = CODE.fullmatch(text.strip())
    if found is None:
        return None
    return f"{found[1]}.{found[2]}".upper().rstrip(".")


def codes_for(words: str, site: str | None = None, day: date | None = None) -> Told:
    """Codes of a lesion in words, at a site, with why, whether they are billable that day, and what they support."""
    if not words.strip():
        raise FrostlineError("icd10: found no words; expected a lesion such as actinic keratosis, or a code")
    book = packs()
    found = read(words, site, day, book)
    settled, waits = found.settled, _waits(found)
    codes = (
        () if waits else tuple(_given(held, book, day) for term in settled for held in coded(term, found.spots, book))
    )
    unsettled = () if codes or waits else tuple(_unsettled(term, found, book, day) for term in settled)
    asked = tuple(question for question in (found.lesion.question, found.about_site) if question)
    close = () if found.lesion.terms else unique(term.words[0] for term in near(words, book))
    return Told(words, site or "", day, _once(codes), (*asked, *waits, *unsettled), close)


def _once(codes: tuple[Given, ...]) -> tuple[Given, ...]:
    return tuple({(given.code, given.term): given for given in codes}.values())


def _waits(found: Read) -> tuple[Question, ...]:
    """A suspicion has no code of its own; only a biopsy that awaits its report has one."""
    doubted = found.lesion.question is not None and bool(found.lesion.terms) and not found.lesion.either
    if found.lesion.pathology is not Pathology.pending and not doubted:
        return ()
    leads = (
        Answer("the report confirms it", "ask again without the doubt"),
        Answer("a biopsy of skin awaits its report", UNREPORTED_SKIN),
        Answer("neither", "code the sign or symptom"),
    )
    return (Question("pathology", "A suspicion is not coded; what does the pathology report say?", leads),)


def _given(held: Coded, book: Book, day: date | None) -> Given:
    where = placed(held.spot) if held.spot else "no site said"
    by_site = f", by site ({where})" if held.table else ", wherever it is"
    return Given(
        code=held.code,
        term=held.term.id,
        because=f"{held.term.words[0]}{by_site}",
        listed=listed(held.code, day),
        supports=_fits(held.code, (), book, day)[0],
        finer=tuple(Answer(says, code) for says, code in held.finer),
    )


def _unsettled(term: LesionTerm, found: Read, book: Book, day: date | None) -> Question:
    """A term without a code here: the sides of a contested one, its codes elsewhere, or the stems of its families."""
    sides = contested_sides((term.contest,), book) or tuple(Answer(*held) for held in by_site(term, book))
    families = (
        family for family in _families(book, day) if term.nature in family.claims and _there(family, found.spots)
    )
    stems = tuple(Answer(family.title, ", ".join(family.supports)) for family in families)
    where = f" at {', '.join(placed(spot) for spot in found.spots)}" if found.spots else ""
    return Question("icd10", f"{term.words[0]}{where}: the words settle no code; which is it?", sides or stems)


def _there(family: Family, spots: tuple[Spot, ...]) -> bool:
    return not spots or any(spot.term.tract in family.tracts for spot in spots)


def words_for(code: str, day: date | None = None) -> Meaning:
    """Our words that lead to a code, whether it is billable that day, and which families take it."""
    wanted = icd10_code(code)
    if wanted is None:
        raise FrostlineError(f"icd10: found {code!r}; expected an ICD-10-CM code such as L57.0")
    book = packs()
    found = listed(wanted, day)
    below = tuple(dict.fromkeys(child for entry in found for child in entry.below))
    unheard = bool(found) and not any(entry.known for entry in found)
    takes, others = ((), ()) if unheard else _fits(wanted, below, book, day)
    return Meaning(wanted, day, tuple(wordings(wanted, below, book)), found, takes, others)


def supporting(code: str, day: date | None = None) -> tuple[Support, ...]:
    """Diagnoses that support a CPT code: stems of its families and, by the latest list or that of the day, codes."""
    held = lists(day)[-1:]
    families = [family for family in _families(packs(), day) if code.strip().upper() in family.units.codes]
    if not families:
        when = f" on {day}" if day else ""
        raise FrostlineError(
            f"icd10: found {code!r}; expected a code that a family has{when}, such as 17340 "
            "(visits, biopsies and imaging take any diagnosis here)"
        )
    return tuple(
        Support(
            code=code.strip().upper(),
            fit=Fit(family.id, family.title, family.units.codes, family.supports),
            cite=str(family.cite),
            release=held[0].release if held else "",
            currency=held[0].currency(day) if held and day else None,
            stems=tuple((stem, billables((_bare(stem),), held[0]) if held else ()) for stem in family.supports),
        )
        for family in families
    )


def _families(book: Book, day: date | None) -> tuple[Family, ...]:
    return book.families if day is None else book.families_on(day)


def _bare(stem: str) -> str:
    return stem.removesuffix("-")


def _fits(code: str, billed: tuple[str, ...], book: Book, day: date | None) -> tuple[tuple[Fit, ...], tuple[Fit, ...]]:
    """Families that take a code, or one below a short one; and those that do not."""
    takes: list[Fit] = []
    others: list[Fit] = []
    for family in _families(book, day):
        stems = tuple(stem for stem in family.supports if any(c.startswith(_bare(stem)) for c in (code, *billed)))
        (takes if stems else others).append(Fit(family.id, family.title, family.units.codes, stems))
    return tuple(takes), tuple(others)
