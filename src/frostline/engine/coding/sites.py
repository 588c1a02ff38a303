"""Where it was: sites with side and level; what is not understood, or speaks against the site, is a question."""

from frostline.engine.coding.diagnosing import possible
from frostline.engine.coding.entry import Spot, unique
from frostline.engine.coding.lesions import LesionRead, codes_of, contested_sides
from frostline.engine.coding.nearest import nearest, spelled_out
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Treated
from frostline.model.knowledge import Book
from frostline.model.vocabulary import SiteTerm
from frostline.model.words import Found, tokens


def read_site(name: str, treated: Treated, lesion: LesionRead, book: Book) -> tuple[tuple[Spot, ...], Question | None]:
    """Sites with side and level; no site at all is no question here, the family knows whether it needs one."""
    implied = unique(term.site for term in lesion.terms if term.site) or lesion.at
    said = treated.site or lesion.where
    if not said:
        return _implied(name, treated, implied, book)
    found = _sorted_out(said, book.indices["sites"].read(said), book)
    spots = _in_the_organ(_spots(found, book), implied, book)
    spots = _sided(spots, implied, treated, book)
    options = unique(target for spot in spots for target in spot.term.could_be)
    cite = str(book.sites.cite)
    if options:
        sides = contested_sides((spot.term.contest for spot in spots), book)
        leads = sides or tuple(Answer(book.site(site).words[0], _routes(site, book)) for site in options)
        return (), Question("site", f'"{said}" could be several sites; which?', leads, name, cite)
    if not spots or _muddled(found):
        words = " ".join(word for part in found if part.kind == "unknown" for word in part.covers)
        ask = f'"{said}" is not understood ({words or "no single site named"}); where was it?'
        return (), Question("site", ask, near_sites(said, book), name, cite)
    against = against_site(treated, implied, spots, book)
    return (spots, None) if not against else ((), Question("site", against, near_sites("", book), name, cite))


def _implied(
    name: str, treated: Treated, implied: tuple[str, ...], book: Book
) -> tuple[tuple[Spot, ...], Question | None]:
    """The site that the lesion's own words name, with a side among them."""
    terms = tuple(book.site(site) for site in implied)
    options = unique(target for term in terms for target in term.could_be)
    if options:
        sides = contested_sides((term.contest for term in terms), book)
        leads = sides or tuple(Answer(book.site(site).words[0], _routes(site, book)) for site in options)
        ask = f'"{treated.lesion}" could be at several sites; which?'
        return (), Question("site", ask, leads, name, str(book.sites.cite))
    return _sided(tuple(Spot(term) for term in terms), implied, treated, book), None


def _sided(spots: tuple[Spot, ...], implied: tuple[str, ...], treated: Treated, book: Book) -> tuple[Spot, ...]:
    """A site that the lesion's own words name, with the side that they say, else the diagnosis code."""
    if len(spots) != 1 or spots[0].side or spots[0].term.id not in implied:
        return spots
    said = book.indices["sites"].read(treated.lesion or "")
    side = _side([part.name for part in said if part.kind == "side"]) or side_of(treated.icd10, book)
    return (Spot(spots[0].term, side, spots[0].level),)


def _in_the_organ(spots: tuple[Spot, ...], implied: tuple[str, ...], book: Book) -> tuple[Spot, ...]:
    """Where the lesion's own words name an organ inside, a site that it lies under, or a part, means that organ."""
    organ = next((book.site(site) for site in implied if book.site(site).under), None)
    if organ is None:
        return spots
    return tuple(Spot(organ, spot.side, spot.level) if spot.term.id in organ.under else spot for spot in spots)


def side_of(icd10: str | None, book: Book) -> str:
    """The side that a diagnosis code says."""
    held = (codes for table in book.diagnoses.tables for codes in table.codes.values() if isinstance(codes, dict))
    keys = {key.split("_")[0] for codes in held for key, code in codes.items() if code == icd10}
    return next(iter(keys)) if len(keys) == 1 and keys <= {"right", "left", "both"} else ""


def _sorted_out(text: str, found: tuple[Found, ...], book: Book) -> tuple[Found, ...]:
    """Words in another order: side words apart, then level words too, then an organ with the part it lies in."""
    for kinds in (frozenset({"side"}), frozenset({"side", "level"})):
        if _muddled(found):
            found = _apart(text, kinds, book)
    return _organ_there(found, book) if _muddled(found) else found


def sites_open(treated: Treated, lesion: LesionRead, book: Book) -> tuple[SiteTerm, ...]:
    """Sites that a word of several meanings leaves possible; none where the site is understood, or not read at all."""
    said = treated.site or lesion.where
    if not said:
        terms = [book.site(site) for site in unique(term.site for term in lesion.terms if term.site) or lesion.at]
    else:
        found = _sorted_out(said, book.indices["sites"].read(said), book)
        terms = [] if _muddled(found) else [book.site(part.name) for part in found if part.kind == "term"]
    return tuple(dict.fromkeys(book.site(target) for term in terms for target in term.could_be))


def _apart(text: str, kinds: frozenset[str], book: Book) -> tuple[Found, ...]:
    """Read again with the side words in front: "back of the left hand" is the left "back of the hand"."""
    index = book.indices["sites"]
    sides = tuple(part for part in index.read(text) if part.kind in kinds)
    covered = {word for part in sides for word in part.covers}
    rest = " ".join(word for word in tokens(text) if word not in covered)
    return (*sides, *index.read(rest))


def _organ_there(found: tuple[Found, ...], book: Book) -> tuple[Found, ...]:
    """An organ with the part of the body it lies in, such as a nerve of the knee, is that organ."""
    terms = {part.name: book.site(part.name) for part in found if part.kind == "term"}
    organs = [name for name, term in terms.items() if term.inside]
    others = {name for name, term in terms.items() if term.tract == "skin" and not term.inside}
    if len(organs) != 1 or {*organs, *others} != set(terms):
        return found
    return tuple(part for part in found if part.name not in others)


def against_site(treated: Treated, implied: tuple[str, ...], spots: tuple[Spot, ...], book: Book) -> str:
    """What speaks against the site: the lesion's own name, or a diagnosis code of another region or side."""
    tracts = _tracts(implied, book)
    if tracts and not any(spot.term.tract in tracts for spot in spots):
        return f'"{treated.lesion or treated.icd10}" is not a lesion of "{treated.site}"; where was it?'
    tables = [table for table in book.diagnoses.tables if treated.icd10 in codes_of(table.codes)]
    regional = tables and treated.icd10 not in {table.codes.get("unspecified") for table in tables}
    if regional and not any(treated.icd10 in possible(table, spot) for table in tables for spot in spots):
        return f'{treated.icd10} is not a code of "{treated.site}"; where was it, or which code is right?'
    return ""


def _tracts(implied: tuple[str, ...], book: Book) -> set[str]:
    """Where a lesion may lie that names its own site: there, at each that the name could mean, or in what it holds."""
    named = [book.site(site) for site in implied]
    terms = [*named, *(book.site(target) for term in named for target in term.could_be)]
    return {term.tract for term in terms if term.tract} | {tract for term in terms for tract in term.holds}


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
            term = book.site(part.name)
            spots.append(Spot(term, _side(sides) or term.side or "", _level(levels) or term.level or ""))
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
    words = spelled_out(index)
    close = nearest(plain, words)
    if close:
        return tuple(Answer(word, _routes(words[word], book)) for word in close)
    groups = unique(term.group for term in book.sites.terms if term.group)
    return tuple(Answer(group.replace("_", ", "), "the codes of that site group") for group in groups)
