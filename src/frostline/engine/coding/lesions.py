"""What was treated: the nature of a lesion by its words and its diagnosis code; a doubt is a question."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from frostline.engine.coding.entry import unique
from frostline.engine.coding.nearest import nearest, spelled_out
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Pathology, Treated
from frostline.model.families import Family
from frostline.model.knowledge import Book
from frostline.model.vocabulary import LesionTerm
from frostline.model.words import Found, Index

PAUSES = re.compile("[,;]")  # a lesion's words mean the same with or without them


@dataclass(frozen=True, slots=True, eq=False)
class LesionRead:
    """What the words and the diagnosis code of an entry say of its nature."""

    terms: tuple[LesionTerm, ...] = ()
    nature: str | None = None
    could_be: tuple[str, ...] = ()
    pathology: Pathology | None = None
    question: Question | None = None
    where: str = ""  # a site among its words, where no other is stated
    at: tuple[str, ...] = ()  # sites that a diagnosis code implies where no words do
    either: bool = False  # the words name all it could be, and doubt none of it


def read_lesion(name: str, treated: Treated, book: Book, families: tuple[Family, ...]) -> LesionRead:
    """Nature of a lesion by its words and its diagnosis code; a doubt in the words, or two that disagree, is asked."""
    by_code = natures_of(treated.icd10, book, families) if treated.icd10 else ()
    if treated.lesion is None:
        return _by_code(name, treated, by_code, book)
    found = book.indices["lesions"].read(PAUSES.sub(" ", treated.lesion))
    where = _site_words(found, book) if treated.site is None else ""
    if where:
        found = tuple(part for part in found if part.kind != "unknown")
    return replace(_read(name, treated, found, by_code, book), where=where)


def _site_words(found: tuple[Found, ...], book: Book) -> str:
    """The words of a site among those of the lesion ("AK left cheek"); none unless all else is understood."""
    known = site_words(book.indices["sites"])
    strange = [part for part in found if part.kind == "unknown"]
    if not strange or not all(part.name in known for part in strange):
        return ""
    of_site = [part for part in found if part.kind in {"unknown", "qualifiers"} and set(part.covers) <= known]
    return " ".join(word for part in of_site for word in part.covers)


@cache
def site_words(index: Index) -> frozenset[str]:
    """Every single word that a site is named with."""
    return frozenset(word for words in index.entries for word in words)


def _read(name: str, treated: Treated, found: tuple[Found, ...], by_code: tuple[str, ...], book: Book) -> LesionRead:
    kinds = {part.kind for part in found}
    terms = tuple(book.lesion(part.name) for part in found if part.kind == "term")
    if "negated" in kinds or not terms or "unknown" in kinds:
        doubt = kinds & {"negated", "uncertain"} or _disagree(terms, by_code)
        return _unread(name, treated, () if doubt else by_code, found, book)
    if _disagree(terms, by_code):
        said = f'"{treated.lesion}" and {treated.icd10} ({by_code[0]}) do not go together; what was treated?'
        could_be = unique((*by_code, *(term.nature for term in terms if term.nature)))
        return LesionRead(terms, None, could_be, None, _which_lesion(name, said, terms, book))
    return _understood(name, treated, terms, kinds, book)


def _disagree(terms: tuple[LesionTerm, ...], by_code: tuple[str, ...]) -> bool:
    """Whether a diagnosis code stands for natures that none of the words has; one that says nothing agrees."""
    natures = {term.nature for term in terms if term.nature}
    return bool(natures and by_code) and not natures <= set(by_code)


def _by_code(name: str, treated: Treated, by_code: tuple[str, ...], book: Book) -> LesionRead:
    at = implied_by(treated.icd10, book) if treated.icd10 else ()
    if len(by_code) == 1:
        return LesionRead((), by_code[0], (), treated.pathology, at=at)
    return LesionRead(could_be=by_code, question=_which_lesion(name, "What was treated?", (), book), at=at)


def _unread(name: str, treated: Treated, by_code: tuple[str, ...], found: tuple[Found, ...], book: Book) -> LesionRead:
    if len(by_code) == 1:
        return LesionRead((), by_code[0], (), treated.pathology)
    words = " ".join(word for part in found if part.kind in {"unknown", "negated"} for word in part.covers)
    said = f'"{treated.lesion}" is not understood ({words or "no lesion named"}); what was treated?'
    return LesionRead(question=_which_lesion(name, said, near(treated.lesion or "", book), book))


def _understood(name: str, treated: Treated, terms: tuple[LesionTerm, ...], kinds: set[str], book: Book) -> LesionRead:
    natures = unique(term.nature for term in terms if term.nature)
    options = tuple(book.lesion(target) for term in terms for target in term.could_be)
    if options or len(natures) != 1:
        could_be = unique((*natures, *(option.nature for option in options if option.nature)))
        said = f'"{treated.lesion}" could be several things; which was it? (one entry for each kind)'
        asked = _which_lesion(name, said, options or terms, book)
        sides = contested_sides((term.contest for term in terms), book)
        asked = replace(asked, leads_to=sides or asked.leads_to)
        return LesionRead(terms, None, could_be, treated.pathology, asked, either="uncertain" not in kinds)
    doubtful = "uncertain" in kinds and treated.pathology is not Pathology.confirmed
    pathology = treated.pathology or (Pathology.confirmed if "confirmed" in kinds and not doubtful else None)
    if doubtful and natures[0] != "malignant":
        said = f'"{treated.lesion}" is a suspicion, and a suspicion is not coded; what was treated?'
        return LesionRead(terms, None, natures, pathology, _which_lesion(name, said, terms, book))
    return LesionRead(terms, natures[0], (), Pathology.pending if doubtful else pathology)


def natures_of(icd10: str, book: Book, families: tuple[Family, ...]) -> tuple[str, ...]:
    """Natures that a diagnosis code stands for: by the lesion terms that have it, else by the families it supports."""
    tables = {table.id for table in book.diagnoses.tables if icd10 in codes_of(table.codes)}
    by_term = (term.nature for term in book.lesions.terms if term.icd10 == icd10 or term.icd10_by_site in tables)
    exact = unique(nature for nature in by_term if nature)
    if exact:
        return exact
    return unique(
        family.natures[0]
        for family in families
        if any(icd10.startswith(stem.removesuffix("-")) for stem in family.supports)
    )


def implied_by(icd10: str, book: Book) -> tuple[str, ...]:
    """The site that every lesion term of a diagnosis code names; none where one of them names none."""
    tables = {table.id for table in book.diagnoses.tables if icd10 in codes_of(table.codes)}
    sites = [term.site for term in book.lesions.terms if term.icd10 == icd10 or term.icd10_by_site in tables]
    return unique(site for site in sites if site) if sites and all(sites) and len(set(sites)) == 1 else ()


def codes_of(codes: dict[str, str | dict[str, str]]) -> set[str]:
    """Every code of a table by site."""
    sided = [code for held in codes.values() if isinstance(held, dict) for code in held.values()]
    return {*sided, *(held for held in codes.values() if isinstance(held, str))}


def _which_lesion(name: str, ask: str, options: tuple[LesionTerm, ...], book: Book) -> Question:
    """Ask what was treated; only lesions that this book can code are offered."""
    single = [term for term in options if term.nature] + [
        book.lesion(target) for term in options for target in term.could_be if not term.nature
    ]
    held = {nature for family in book.families for nature in family.natures}
    offered = dict.fromkeys(term for term in single if term.nature in held)
    leads = tuple(Answer(term.words[0], f"{term.nature}: {family_codes(term.nature, book)}") for term in offered)
    return Question("lesion", ask, leads or _every_nature(book), name, str(book.lesions.cite))


def _every_nature(book: Book) -> tuple[Answer, ...]:
    """Natures of the skin one by one; organs have many."""
    skin = unique(nature for family in book.families if family.tracts[0] == "skin" for nature in family.natures)
    return (
        *(Answer(nature, family_codes(nature, book)) for nature in skin),
        Answer("a tumor or lesion of an organ", "the codes of that organ"),
    )


def contested_sides(contests: Iterable[str | None], book: Book) -> tuple[Answer, ...]:
    """Both sides of a contested question as answers, each with who says so; none where nothing is contested."""
    wanted = {contest for contest in contests if contest}
    sides = (side for contest in book.contests if contest.id in wanted for side in contest.sides)
    return tuple(Answer(side.choice, f"{side.gives} ({side.cite.title})") for side in sides)


def family_codes(nature: str | None, book: Book) -> str:
    """Codes that a nature can lead to, for the reader of a question."""
    skin_first = sorted(book.families, key=lambda family: family.tracts[0] != "skin")
    codes = unique(code for family in skin_first if nature in family.natures for code in family.units.codes)
    return f"{', '.join(codes[:6])} ..." if len(codes) > 6 else ", ".join(codes)  # noqa: PLR2004 - six fit a line


def near(text: str, book: Book) -> tuple[LesionTerm, ...]:
    """Lesion terms whose words look like the text: offered, never taken."""
    words = spelled_out(book.indices["lesions"])
    close = nearest(text, words)
    return tuple(book.lesion(name) for name in unique(words[word] for word in close))
