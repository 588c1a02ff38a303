"""From the chart's words to terms: lesion, site, method; whatever is not understood becomes a question."""

from dataclasses import dataclass
from difflib import get_close_matches

from frostline.engine.coding.entry import Entry, Spot, unique
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Encounter, Pathology, Treated
from frostline.model.knowledge import Book, Family, LesionTerm, MethodTerm
from frostline.model.reason import Step
from frostline.model.words import Found, tokens


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
        _entry(treated.id or str(number), treated, encounter, book)
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
    """Nature of a lesion by its words, else by its diagnosis code; a doubt in the words is a question."""
    by_code = natures_of(treated.icd10, book, families) if treated.icd10 else ()
    if treated.lesion is None:
        return _by_code(name, treated, by_code, book)
    found = book.indices["lesions"].read(treated.lesion)
    kinds = {part.kind for part in found}
    terms = tuple(book.lesion(part.name) for part in found if part.kind == "term")
    if "negated" in kinds or not terms or "unknown" in kinds:
        return _unread(name, treated, by_code if "negated" not in kinds else (), found, book)
    return _understood(name, treated, terms, kinds, book)


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
    tables = {table.id for table in book.diagnoses.tables if icd10 in _codes(table.codes)}
    by_term = (term.nature for term in book.lesions.terms if term.icd10 == icd10 or term.icd10_by_site in tables)
    exact = unique(nature for nature in by_term if nature)
    if exact:
        return exact
    return unique(
        family.natures[0]
        for family in families
        if any(icd10.startswith(stem.removesuffix("-")) for stem in family.supports)
    )


def _codes(codes: dict[str, str | dict[str, str]]) -> set[str]:
    sided = [code for held in codes.values() if isinstance(held, dict) for code in held.values()]
    return {*sided, *(held for held in codes.values() if isinstance(held, str))}


def _which_lesion(name: str, ask: str, options: tuple[LesionTerm, ...], book: Book) -> Question:
    named = options or tuple(term for term in book.lesions.terms if term.nature)[:0]
    leads = tuple(Answer(term.words[0], f"{term.nature}: {family_codes(term.nature, book)}") for term in named)
    return Question("lesion", ask, leads or _every_nature(book), name, str(book.lesions.cite))


def _every_nature(book: Book) -> tuple[Answer, ...]:
    return tuple(Answer(family.natures[0], ", ".join(family.units.codes[:6])) for family in book.families)


def family_codes(nature: str | None, book: Book) -> str:
    """Codes that a nature can lead to, for the reader of a question."""
    codes = unique(code for family in book.families if nature in family.natures for code in family.units.codes)
    shown = ", ".join(codes[:6])
    return f"{shown} ..." if len(codes) > 6 else shown or "a family that this book does not hold"  # noqa: PLR2004 - six fit a line


def near(text: str, book: Book) -> tuple[LesionTerm, ...]:
    """Lesion terms whose words look like the text: offered, never taken."""
    index = book.indices["lesions"]
    words = {" ".join(term): index.entries[term][1] for term in index.terms()}
    close = get_close_matches(" ".join(tokens(text)), words, n=3, cutoff=0.7)
    return tuple(book.lesion(name) for name in unique(words[word] for word in close))


def read_site(name: str, treated: Treated, lesion: LesionRead, book: Book) -> tuple[tuple[Spot, ...], Question | None]:
    """Sites with side and level; no site at all is no question here, the family knows whether it needs one."""
    if treated.site is None:
        named = unique(term.site for term in lesion.terms if term.site)
        return tuple(Spot(book.site(site)) for site in named), None
    found = book.indices["sites"].read(treated.site)
    spots = tuple(_spots(found, book))
    options = unique(target for spot in spots for target in spot.term.could_be)
    if options:
        leads = tuple(Answer(book.site(site).words[0], _routes(site, book)) for site in options)
        return (), Question(
            "site", f'"{treated.site}" could be several sites; which?', leads, name, str(book.sites.cite)
        )
    if not spots or _muddled(found):
        words = " ".join(word for part in found if part.kind == "unknown" for word in part.covers)
        ask = f'"{treated.site}" is not understood ({words or "no site named"}); where was it?'
        return (), Question("site", ask, near_sites(treated.site, book), name, str(book.sites.cite))
    return spots, None


def _muddled(found: tuple[Found, ...]) -> bool:
    """Whether words are not understood, or two different sites stand side by side with nothing to join them."""
    last = ""
    for part in found:
        if part.kind == "unknown" or (part.kind == "term" and last not in {"", part.name}):
            return True
        if part.kind in {"term", "join"}:
            last = part.name
    return False


def _spots(found: tuple[Found, ...], book: Book) -> list[Spot]:
    """Each site with the sides and levels that stand before it, or, at the end, behind it."""
    spots: list[Spot] = []
    sides: list[str] = []
    level = ""
    for part in found:
        if part.kind == "side":
            sides.append(part.name)
        elif part.kind == "level":
            level = part.name
        elif part.kind == "term":
            spots.append(Spot(book.site(part.name), _side(sides), level))
            sides, level = [], ""
    if spots and (sides or level):
        last = spots.pop()
        spots.append(Spot(last.term, last.side or _side(sides), last.level or level))
    return spots


def _side(sides: list[str]) -> str:
    several = len(set(sides)) > 1 or "both" in sides
    return "both" if several else next(iter(sides), "")


def _routes(site: str, book: Book) -> str:
    term = book.site(site)
    return f"{term.tract} ({(term.group or 'no group').replace('_', ', ')})"


def near_sites(text: str, book: Book) -> tuple[Answer, ...]:
    """Site terms that look like the text; without any, the site groups."""
    index = book.indices["sites"]
    words = {" ".join(term): index.entries[term][1] for term in index.terms()}
    close = get_close_matches(" ".join(tokens(text)), words, n=3, cutoff=0.7)
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
