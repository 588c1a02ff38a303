"""Which family a treated entry belongs to: organ or site first, then nature, then method."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from frostline.engine.coding.entry import Entry, Spot
from frostline.engine.coding.picking import pick
from frostline.model.claim import Answer, NotCoded, Question
from frostline.model.encounter import Encounter, Pathology, Sex
from frostline.model.families import Family
from frostline.model.knowledge import Book
from frostline.model.reason import Step
from frostline.model.vocabulary import Kind


@dataclass(frozen=True, slots=True, eq=False)
class Routed:
    """An entry with its family, or with the reason why it makes no line."""

    entry: Entry
    not_coded: NotCoded | None = None


def route(entry: Entry, encounter: Encounter, book: Book) -> Routed:
    """Find the family of an entry; questions that stand open come first."""
    if entry.idle:
        because = "Nothing was destroyed by the clinician: what the patient applies is part of the visit"
        return Routed(replace(entry, questions=()), NotCoded(entry.name, because, "", str(book.methods.cite)))
    if len(entry.tracts) > 1 and entry.nature is not None:
        return Routed(_asking(entry, _one_site(entry, book)))
    families = book.families_on(encounter.date)
    entry = _nature_settled(entry, families)
    nature = entry.nature
    if nature is None:
        return Routed(entry)
    wherever = _wherever(entry, nature, families)
    entry = _without(entry, "site") if wherever else entry
    fits = wherever or _fitting(entry, nature, families)
    if len(fits) == 1:
        return _by_method(replace(entry, family=fits[0]), fits[0], book)
    claimed = tuple(f for f in families if nature in f.claims and not _of_other_sex(f, encounter))
    return _without_family(entry, fits, claimed, book)


def _lies_under(family: Family, entry: Entry, book: Book) -> bool:
    """Whether an organ of the family lies under a site of the entry, so that the organ may have been meant."""
    organs = (term for term in book.sites.terms if term.tract in family.tracts)
    return any(spot.term.id in term.under for term in organs for spot in entry.spots)


def _of_other_sex(family: Family, encounter: Encounter) -> bool:
    return family.sex is not None and encounter.patient.sex not in {None, Sex.unknown, family.sex}


def _without_family(entry: Entry, fits: tuple[Family, ...], claimed: tuple[Family, ...], book: Book) -> Routed:
    """Ask for the site where it can decide; else no family of the book is for it."""
    if any(question.key == "site" for question in entry.questions):
        return Routed(entry)
    below = tuple(family for family in claimed if not entry.tracts or _lies_under(family, entry, book))
    if fits or below:
        options = [family for family in fits if family in claimed] or below or fits
        return Routed(_asking(entry, _which_site(entry, options)))
    return Routed(entry, _outside(entry, book))


def _nature_settled(entry: Entry, families: tuple[Family, ...]) -> Entry:
    """An entry that could be several things, all of them of one family where it was, is asked no more what it is."""
    open_ = entry.nature is None and entry.either
    if not open_ or len(entry.tracts) != 1 or entry.tracts == ("skin",):
        return entry
    found = [_fitting(entry, nature, families) for nature in entry.could_be]
    same = {family.id for fits in found for family in fits}
    if len(same) != 1 or not all(found):
        return entry
    return replace(_without(entry, "lesion"), nature=entry.could_be[0])


def _wherever(entry: Entry, nature: str, families: tuple[Family, ...]) -> tuple[Family, ...]:
    """The one family of every site that an open word could mean, where that family does not turn on the site."""
    at = [replace(entry, spots=(Spot(term),)) for term in entry.could_be_at]
    found = [_fitting(place, nature, families) for place in at]
    same = {family for fits in found for family in fits}
    return tuple(same) if len(same) == 1 and all(found) and not any(_by_site(family) for family in same) else ()


def _without(entry: Entry, key: str) -> Entry:
    """An entry that is not asked what cannot decide."""
    return replace(entry, questions=tuple(question for question in entry.questions if question.key != key))


def _by_site(family: Family) -> bool:
    pick = family.units.pick
    chosen = pick is not None and (pick.per == "lid" or any(choice.site for choice in pick.codes))
    return chosen or bool(family.units.by_site_and_size)


def _fitting(entry: Entry, nature: str, families: tuple[Family, ...]) -> tuple[Family, ...]:
    """Families of a nature where it was; without a site, those of the skin before the organs; then those of the method.

    A method that none of them has leaves them all, so that it can be said which family it does not fit.
    """
    if entry.tracts:
        here = tuple(f for f in families if f.takes(nature, entry.tracts[0]))
    else:
        claiming = tuple(f for f in families if nature in f.claims)
        skin = tuple(f for f in claiming if nature in f.natures and f.tracts[0] == "skin")
        here = skin or claiming
    kind = entry.method.kind if entry.method else None
    by_method = tuple(f for f in here if kind in f.methods) if kind else ()
    first = tuple(f for f in here if Kind.destruction in f.methods)
    return by_method or first or here


def _asking(entry: Entry, question: Question) -> Entry:
    return replace(entry, questions=(*entry.questions, question))


def _one_site(entry: Entry, book: Book) -> Question:
    leads = tuple(Answer(tract, f"the codes of the {tract}") for tract in entry.tracts)
    ask = f'"{entry.treated.site}" names sites whose codes differ; which lesions were where? (one entry for each)'
    return Question("site", ask, leads, entry.name, str(book.sites.cite))


def _which_site(entry: Entry, families: Sequence[Family]) -> Question:
    """Ask where it was, with the codes of each site."""
    leads = tuple(Answer(family.tracts[0].replace("_", " "), ", ".join(family.units.codes[:6])) for family in families)
    cite = "; ".join(str(family.cite) for family in families[:3])
    return Question("site", f"{entry.known_as}: where was it? (the site decides the code)", leads, entry.name, cite)


def _outside(entry: Entry, book: Book) -> NotCoded:
    where = f"of the {entry.tracts[0].replace('_', ' ')}" if entry.tracts else "without a site"
    because = f"No family of this book covers {(entry.nature or '').replace('_', ' ')} {where}"
    return NotCoded(entry.name, because, "Code it by hand, under services", str(book.sites.cite))


def _by_method(entry: Entry, family: Family, book: Book) -> Routed:
    """The family's methods: another one leads to other codes; a word too general for the family is asked about."""
    method = entry.method
    if method is None:
        return Routed(_without_method(_pathology(entry, family), family, book))
    if method.kind not in family.methods and method.id == Kind.removal:
        return Routed(_asking(entry, _how(entry, family)))
    if method.kind not in family.methods:
        because = f'{family.title}: "{entry.treated.method}" is {method.kind}, which has other codes'
        remedy = "Code a shave, an excision or photodynamic therapy under services"
        return Routed(replace(entry, family=None), NotCoded(entry.name, because, remedy, str(family.cite)))
    if family.only_methods and not set(entry.methods) <= set(family.only_methods):
        return _narrow(entry, family, book)
    step = Step(family.id, f"{family.title}: {family.because}", str(family.cite))
    return Routed(_pathology(replace(entry, steps=(*entry.steps, step)), family))


def _how(entry: Entry, family: Family) -> Question:
    """A word that could be destruction or excision."""
    leads = (Answer("destroyed, such as frozen", ", ".join(family.units.codes[:6])), Answer("cut out", "other codes"))
    ask = f'{entry.known_as}: "{entry.treated.method}" does not say how; how was it treated?'
    return Question("method", ask, leads, entry.name, str(family.cite))


def _without_method(entry: Entry, family: Family, book: Book) -> Entry:
    """What else decides is asked beside the method; a code of any method needs none."""
    if family.units.pick is None:
        return entry
    found = pick(entry, family, family.units.pick.codes, book)
    if found.choice is not None and found.choice.takes_all:
        return _without(entry, "method")
    return replace(entry, questions=(*entry.questions, *found.questions))


def _narrow(entry: Entry, family: Family, book: Book) -> Routed:
    mixed = bool(set(entry.methods) & set(family.only_methods))
    if mixed or (entry.method is not None and entry.method.id == Kind.destruction):
        leads = tuple(Answer(name, ", ".join(family.units.codes)) for name in family.only_methods)
        other = Answer("another method", "other codes")
        ask = f"{family.title}: how was it treated?"
        return Routed(_asking(entry, Question("method", ask, (*leads, other), entry.name, str(family.cite))))
    because = f'{family.title} is {", ".join(family.only_methods)} only; "{entry.treated.method}" has other codes'
    return Routed(replace(entry, family=None), NotCoded(entry.name, because, "", str(book.methods.cite)))


def _pathology(entry: Entry, family: Family) -> Entry:
    """A suspicion is not coded as malignancy; a code of the family stated by the clinician is no suspicion."""
    stated = any((entry.treated.icd10 or "").startswith(stem.removesuffix("-")) for stem in family.supports)
    settled = entry.pathology is Pathology.confirmed or (entry.pathology is None and stated)
    if not family.needs_pathology or settled:
        return entry
    leads = (
        Answer("confirmed malignant", family_codes_of(family)),
        Answer("premalignant or benign after all", "the family of that lesion"),
        Answer("pending or none", "no malignant code; D49.2 until the report is there"),
    )
    ask = f"{entry.known_as}: what does the pathology report say?"
    return _asking(entry, Question("pathology", ask, leads, entry.name, str(family.cite)))


def family_codes_of(family: Family) -> str:
    """First and last code of a family, for the reader of a question."""
    return f"{family.units.codes[0]} to {family.units.codes[-1]}"
