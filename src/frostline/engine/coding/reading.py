"""From the chart's words to terms: lesion, site, method; whatever is not understood becomes a question."""

from collections.abc import Iterable
from dataclasses import dataclass

from frostline.engine.coding.diagnosing import possible
from frostline.engine.coding.entry import Entry, Spot, unique
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Encounter, Pathology, Treated
from frostline.model.families import Family
from frostline.model.knowledge import Book
from frostline.model.reason import Step
from frostline.model.vocabulary import LesionTerm, MethodTerm
from frostline.model.words import Found, Index, tokens


@dataclass(frozen=True, slots=True, eq=False)
class LesionRead:
    """What the words and the diagnosis code of an entry say of its nature."""

    terms: tuple[LesionTerm, ...] = ()
    nature: str | None = None
    could_be: tuple[str, ...] = ()
    pathology: Pathology | None = None
    question: Question | None = None


def entries(encounter: Encounter, book: Book) -> tuple[Entry, ...]:
    """Read every treated entry; an entry without id goes by its position."""
    return tuple(
        _entry(treated.id or f"entry {number}", treated, encounter, book)
        for number, treated in enumerate(encounter.treated or (), start=1)
    )


def _entry(name: str, treated: Treated, encounter: Encounter, book: Book) -> Entry:
    lesion = read_lesion(name, treated, book, book.families_on(encounter.date))
    spots, about_site = read_site(name, treated, lesion, book)
    method, about_method = read_method(name, treated, book)
    asked = (lesion.question, about_site, about_method)
    return Entry(
        name=name,
        treated=treated,
        nature=lesion.nature,
        could_be=lesion.could_be,
        lesions=lesion.terms,
        spots=spots,
        method=method,
        pathology=lesion.pathology,
        questions=tuple(question for question in asked if question),
        steps=_steps(treated, lesion, spots, method, book),
    )


def read_lesion(name: str, treated: Treated, book: Book, families: tuple[Family, ...]) -> LesionRead:
    """Nature of a lesion by its words and its diagnosis code; a doubt in the words, or two that disagree, is asked."""
    by_code = natures_of(treated.icd10, book, families) if treated.icd10 else ()
    if treated.lesion is None:
        return _by_code(name, treated, by_code, book)
    found = book.indices["lesions"].read(treated.lesion)
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
    if len(by_code) == 1:
        return LesionRead((), by_code[0], (), treated.pathology)
    return LesionRead(could_be=by_code, question=_which_lesion(name, "What was treated?", (), book))


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
        return LesionRead(terms, None, could_be, treated.pathology, asked)
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
    return tuple(Answer(family.natures[0], family_codes(family.natures[0], book)) for family in book.families)


def family_codes(nature: str | None, book: Book) -> str:
    """Codes that a nature can lead to, for the reader of a question."""
    codes = unique(code for family in book.families if nature in family.natures for code in family.units.codes)
    return f"{', '.join(codes[:6])} ..." if len(codes) > 6 else ", ".join(codes)  # noqa: PLR2004 - six fit a line


def near(text: str, book: Book) -> tuple[LesionTerm, ...]:
    """Lesion terms whose words look like the text: offered, never taken."""
    words = _spelled_out(book.indices["lesions"])
    close = _close(text, words)
    return tuple(book.lesion(name) for name in unique(words[word] for word in close))


def _spelled_out(index: Index) -> dict[str, str]:
    """Words of every term, to the term."""
    return {" ".join(words): index.entries[words][1] for words in index.terms()}


def _close(text: str, words: Iterable[str]) -> list[str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only what is not understood needs it

    return get_close_matches(" ".join(tokens(text)), words, n=3, cutoff=0.7)


def read_site(name: str, treated: Treated, lesion: LesionRead, book: Book) -> tuple[tuple[Spot, ...], Question | None]:
    """Sites with side and level; no site at all is no question here, the family knows whether it needs one."""
    implied = unique(term.site for term in lesion.terms if term.site)
    if treated.site is None:
        return tuple(Spot(book.site(site)) for site in implied), None
    found = book.indices["sites"].read(treated.site)
    if _muddled(found):
        found = _sides_apart(treated.site, book)
    spots = _spots(found, book)
    options = unique(target for spot in spots for target in spot.term.could_be)
    cite = str(book.sites.cite)
    if options:
        leads = tuple(Answer(book.site(site).words[0], _routes(site, book)) for site in options)
        return (), Question("site", f'"{treated.site}" could be several sites; which?', leads, name, cite)
    if not spots or _muddled(found):
        words = " ".join(word for part in found if part.kind == "unknown" for word in part.covers)
        ask = f'"{treated.site}" is not understood ({words or "no single site named"}); where was it?'
        return (), Question("site", ask, near_sites(treated.site, book), name, cite)
    against = against_site(treated, implied, spots, book)
    return (spots, None) if not against else ((), Question("site", against, near_sites("", book), name, cite))


def _sides_apart(text: str, book: Book) -> tuple[Found, ...]:
    """Read again with the side words in front: "back of the left hand" is the left "back of the hand"."""
    index = book.indices["sites"]
    sides = tuple(part for part in index.read(text) if part.kind == "side")
    covered = {word for part in sides for word in part.covers}
    rest = " ".join(word for word in tokens(text) if word not in covered)
    return (*sides, *index.read(rest))


def against_site(treated: Treated, implied: tuple[str, ...], spots: tuple[Spot, ...], book: Book) -> str:
    """What speaks against the site: the lesion's own name, or a diagnosis code of another region or side."""
    tracts = {book.site(site).tract for site in implied}
    if tracts and not tracts & {spot.term.tract for spot in spots}:
        return f'"{treated.lesion}" is not a lesion of "{treated.site}"; where was it?'
    tables = [table for table in book.diagnoses.tables if treated.icd10 in codes_of(table.codes)]
    regional = tables and treated.icd10 not in {table.codes.get("unspecified") for table in tables}
    if regional and not any(treated.icd10 in possible(table, spot) for table in tables for spot in spots):
        return f'{treated.icd10} is not a code of "{treated.site}"; where was it, or which code is right?'
    return ""


def _muddled(found: tuple[Found, ...]) -> bool:
    """Whether words are not understood, or two different sites stand side by side with nothing to join them."""
    last = ""
    for part in found:
        if part.kind == "unknown" or (part.kind == "term" and last not in {"", part.name}):
            return True
        if part.kind in {"term", "join"}:
            last = part.name
    return False


def _spots(found: tuple[Found, ...], book: Book) -> tuple[Spot, ...]:
    """Each site with the sides and levels before it; those that stand behind it, up to a join, are its own too."""
    spots: list[Spot] = []
    sides: list[str] = []
    levels: list[str] = []
    for part in (*found, Found("join", "", ())):
        if part.kind == "side":
            sides.append(part.name)
        elif part.kind == "level":
            levels.append(part.name)
        elif part.kind == "term":
            spots.append(Spot(book.site(part.name), _side(sides), _level(levels)))
            sides, levels = [], []
        elif part.kind == "join" and spots and (sides or levels) and not (spots[-1].side or spots[-1].level):
            spots[-1] = Spot(spots[-1].term, _side(sides), _level(levels))
            sides, levels = [], []
    return tuple(spots)


def _level(levels: list[str]) -> str:
    return levels[0] if len(set(levels)) == 1 else ""


def _side(sides: list[str]) -> str:
    several = len(set(sides)) > 1 or "both" in sides
    return "both" if several else next(iter(sides), "")


def _routes(site: str, book: Book) -> str:
    term = book.site(site)
    return f"{term.tract} ({(term.group or 'no group').replace('_', ', ')})"


def near_sites(text: str, book: Book) -> tuple[Answer, ...]:
    """Site terms that look like the text; without any, the site groups."""
    index = book.indices["sites"]
    plain = " ".join(word for part in index.read(text) if part.kind in {"term", "unknown"} for word in part.covers)
    words = _spelled_out(index)
    close = _close(plain, words)
    if close:
        return tuple(Answer(word, _routes(words[word], book)) for word in close)
    groups = unique(term.group for term in book.sites.terms if term.group)
    return tuple(Answer(group.replace("_", ", "), "the codes of that site group") for group in groups)


def read_method(name: str, treated: Treated, book: Book) -> tuple[MethodTerm | None, Question | None]:
    """The method of treatment; absent or not understood, it is a question, since excision has other codes."""
    leads = (
        Answer("destroyed, such as frozen", "the destruction codes"),
        Answer("excised or shaved off", "other codes"),
    )
    cite = str(book.methods.cite)
    if treated.method is None:
        return None, Question("method", "How was it treated?", leads, name, cite)
    found = book.indices["methods"].read(treated.method)
    terms = unique(part.name for part in found if part.kind == "term")
    kinds = {book.method(term).kind for term in terms}
    if len(kinds) != 1 or any(part.kind == "unknown" for part in found):
        ask = f'"{treated.method}" is not understood; how was it treated?'
        return None, Question("method", ask, leads, name, cite)
    return book.method(terms[0]), None


def _steps(
    treated: Treated, lesion: LesionRead, spots: tuple[Spot, ...], method: MethodTerm | None, book: Book
) -> tuple[Step, ...]:
    """What was read from which words."""
    steps = []
    if lesion.nature:
        words = f'"{treated.lesion}"' if lesion.terms else str(treated.icd10)
        steps.append(Step(lesion.nature, f"{words} is {lesion.nature}", str(book.lesions.cite)))
    if spots:
        groups = unique(spot.term.group for spot in spots if spot.term.group)
        where = "; ".join(group.replace("_", ", ") for group in groups) or "no site group"
        steps.append(Step(where, f'"{treated.site or spots[0].term.words[0]}": {where}', str(book.sites.cite)))
    if method:
        steps.append(Step(method.kind, f'"{treated.method}" is {method.kind}', str(book.methods.cite)))
    return tuple(steps)
