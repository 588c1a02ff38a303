"""From the chart's words to entries; whatever is not understood becomes a question."""

from dataclasses import replace

from frostline.engine.coding.details import DetailsRead, read_details, words_of_details
from frostline.engine.coding.entry import Entry, Spot, unique
from frostline.engine.coding.lesions import LesionRead, read_lesion
from frostline.engine.coding.sites import read_site, sites_open
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Encounter, Sex, Treated
from frostline.model.knowledge import Book
from frostline.model.reason import Step
from frostline.model.vocabulary import LesionTerm, MethodTerm


def entries(encounter: Encounter, book: Book) -> tuple[Entry, ...]:
    """Read every treated entry; an entry without id goes by its position."""
    return tuple(
        _entry(treated.id or f"entry {number}", treated, encounter, book)
        for number, treated in enumerate(encounter.treated or (), start=1)
    )


def _entry(name: str, treated: Treated, encounter: Encounter, book: Book) -> Entry:
    lesion = read_lesion(name, treated, book, book.families_on(encounter.date))
    spots, about_site = read_site(name, treated, lesion, book)
    methods, about_method = read_method(name, treated, book)
    asked = (lesion.question, about_site, about_method)
    entry = Entry(
        name=name,
        treated=treated,
        nature=lesion.nature,
        could_be=lesion.could_be,
        either=lesion.either,
        could_be_at=sites_open(treated, lesion, book),
        lesions=tuple(_of_sex(term, encounter.patient.sex) for term in lesion.terms),
        spots=spots,
        pathology=lesion.pathology,
        questions=tuple(question for question in asked if question),
        steps=_steps(treated, lesion, spots, methods, book),
    )
    entry = replace(entry, methods=tuple(term.id for term in methods), method=next(iter(methods), None))
    return _with_details(entry, book)


def _with_details(entry: Entry, book: Book) -> Entry:
    """An entry with its approach, extent and imaging, and which diameter of it counts."""
    details = read_details(entry.treated, book)
    return replace(
        entry,
        approach=details.approach,
        extent=details.extent,
        imaging=details.imaging,
        strange=details.strange,
        by_defect=_by_defect(entry.treated, entry.method, book),
        steps=(*entry.steps, *_details(details, book)),
    )


def _of_sex(term: LesionTerm, sex: Sex | None) -> LesionTerm:
    """A man's codes where men have their own; else those that the index gives without a word of the sex."""
    if term.icd10_by_site_of_men is None or sex is not Sex.male:
        return term
    return replace(term, icd10_by_site=term.icd10_by_site_of_men)


def _by_defect(treated: Treated, method: MethodTerm | None, book: Book) -> bool:
    """Whether the wound after curettage decides: the profile takes it, and there was a curettage."""
    curetted = treated.defect_cm is not None or (method is not None and method.id == "curettage")
    return curetted and book.choices.get("malignant_diameter") == "defect"


def read_method(name: str, treated: Treated, book: Book) -> tuple[tuple[MethodTerm, ...], Question | None]:
    """The method of treatment; absent or not understood, it is a question, since excision has other codes."""
    leads = (
        Answer("destroyed, such as frozen", "the destruction codes"),
        Answer("excised or shaved off", "other codes"),
    )
    cite = str(book.methods.cite)
    if treated.method is None:
        return (), Question("method", "How was it treated?", leads, name, cite)
    found = book.indices["methods"].read(treated.method)
    terms = unique(part.name for part in found if part.kind == "term")
    kinds = {book.method(term).kind for term in terms}
    details = words_of_details(book)
    if len(kinds) != 1 or any(part.kind == "unknown" and part.name not in details for part in found):
        ask = f'"{treated.method}" is not understood; how was it treated?'
        return (), Question("method", ask, leads, name, cite)
    return tuple(book.method(term) for term in terms), None


def _steps(
    treated: Treated, lesion: LesionRead, spots: tuple[Spot, ...], methods: tuple[MethodTerm, ...], book: Book
) -> tuple[Step, ...]:
    """What was read from which words."""
    steps = []
    if lesion.nature:
        words = f'"{treated.lesion}"' if lesion.terms else str(treated.icd10)
        steps.append(Step(lesion.nature, f"{words} is {lesion.nature}", str(book.lesions.cite)))
    if spots:
        groups = unique(spot.term.group for spot in spots if spot.term.group)
        tracts = unique(spot.term.tract for spot in spots if spot.term.tract)
        where = "; ".join(name.replace("_", ", ") for name in groups or tracts) or "no site group"
        steps.append(Step(where, f'"{treated.site or spots[0].term.words[0]}": {where}', str(book.sites.cite)))
    if methods:
        steps.append(Step(methods[0].kind, f'"{treated.method}" is {methods[0].kind}', str(book.methods.cite)))
    return tuple(steps)


def _details(read: DetailsRead, book: Book) -> tuple[Step, ...]:
    """What was read of approach, extent and imaging."""
    told = (
        (read.approach, "approach", book.approaches),
        (read.extent, "extent", book.extents),
        (", ".join(read.imaging), "imaging", book.imaging),
    )
    return tuple(Step(value, f"{name}: {value}", str(pack.cite)) for value, name, pack in told if value)
