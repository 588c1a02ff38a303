"""The diagnosis codes of an entry: as stated, else to the last character that its words and site settle."""

import re
from dataclasses import dataclass

from frostline.engine.coding.entry import Entry, Spot, unique
from frostline.model.encounter import Pathology
from frostline.model.knowledge import Book
from frostline.model.neoplasms import UNREPORTED_SKIN, turns_on_report
from frostline.model.vocabulary import LesionTerm, SiteDiagnoses

SIDES = frozenset({"right", "left"})
MALIGNANT, SKIN = "malignant", "skin"
GENITAL = frozenset({"penis", "scrotum", "scrotum_as_organ", "vulva", "vagina", "cervix", "anus"})
CANCER = re.compile(r"^(?:C|D0)")  # malignant or in situ: the report says it
SPREAD = re.compile(r"^C7[789]")  # of a known primary, which imaging may show without a report of its own
LIP_RED = "vermilion"  # D49.2 leaves it to D49.0
Finer = tuple[tuple[str, str], ...]  # what could still be said, and the code that it gives


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A code, the term it follows from, and the spot of a table by site; `finer`: codes that a fuller chart gives."""

    code: str
    term: LesionTerm
    table: str = ""
    spot: Spot | None = None
    finer: Finer = ()


def diagnoses(entry: Entry, book: Book) -> tuple[str, ...]:
    """ICD-10-CM codes of an entry, to the side and site that the chart gives; none where the words settle none."""
    if entry.treated.icd10 is not None:
        return (entry.treated.icd10,)
    if entry.nature == MALIGNANT and entry.pathology in {Pathology.pending, Pathology.none}:
        return unreported(entry)
    codes = unique(found.code for term in entry.lesions for found in coded(term, entry.spots, book))
    return tuple(code for code in codes if _borne_out(code, entry.pathology))


def _borne_out(code: str, pathology: Pathology | None) -> bool:
    """A cancer is not coded while its report is pending, nor, but for the spread of a known one, without a report."""
    if not CANCER.match(code) or pathology in {None, Pathology.confirmed}:
        return True
    return pathology is Pathology.none and SPREAD.match(code) is not None


def unreported(entry: Entry) -> tuple[str, ...]:
    """A suspicion is not coded; skin whose report is said to be pending is a neoplasm of unspecified behavior."""
    skin = all(spot.term.tract == SKIN and spot.term.region != LIP_RED for spot in entry.spots)
    return (UNREPORTED_SKIN,) if skin and entry.treated.pathology is Pathology.pending else ()


def reported(entries: tuple[Entry, ...], book: Book) -> Pathology | None:
    """What the chart says of the report behind diagnoses that turn on one; None where it says nothing of some."""
    said = {entry.pathology for entry in entries if any(turns_on_report(code) for code in diagnoses(entry, book))}
    doubts = [held for held in (Pathology.none, Pathology.pending) if held in said]
    if doubts:
        return doubts[0]
    return Pathology.confirmed if said == {Pathology.confirmed} else None


def coded(term: LesionTerm, spots: tuple[Spot, ...], book: Book) -> tuple[Coded, ...]:
    """Codes of a lesion term at these spots: its own, or those of its table by site."""
    if term.icd10_genital is not None and any(spot.term.tract in GENITAL for spot in spots):
        return (Coded(term.icd10_genital, term),)
    if term.icd10 is not None:
        return (Coded(term.icd10, term),)
    if term.icd10_by_site is None:
        return ()
    table = _table(term, book)
    if spots:
        return tuple(found for spot in spots for found in _of(term, table, spot))
    held = table.codes.get("unspecified")
    return (Coded(held, term, table.id, None, _anywhere(table, held)),) if isinstance(held, str) else ()


def _table(term: LesionTerm, book: Book) -> SiteDiagnoses:
    return next(table for table in book.diagnoses.tables if table.id == term.icd10_by_site)


def by_site(term: LesionTerm, book: Book) -> Finer:
    """Codes that a term has at one site or another."""
    return _anywhere(_table(term, book), "") if term.icd10_by_site is not None else ()


def _of(term: LesionTerm, table: SiteDiagnoses, spot: Spot) -> tuple[Coded, ...]:
    held = table.codes.get(spot.term.region) if spot.term.region else None
    if held is None:
        return ()
    if isinstance(held, str):
        return (Coded(held, term, table.id, spot),)
    if spot.side == "both" and "both" in held:
        return (Coded(held["both"], term, table.id, spot),)
    sides = ("right", "left") if spot.side == "both" else (spot.side,)
    codes = {side: _closest(held, side, spot.level) for side in sides}
    return tuple(
        Coded(code, term, table.id, spot, _finer(held, side, spot.level, code)) for side, code in codes.items() if code
    )


def _closest(held: dict[str, str], side: str, level: str) -> str:
    """The code of side and level, else of what of them the table has, else of neither."""
    keys = (f"{side}_{level}", side, level, "none")
    return next((held[key] for key in keys if key in held), "")


def _finer(held: dict[str, str], side: str, level: str, code: str) -> Finer:
    """Codes of the region that what is said leaves open, where the one at hand is not among the last."""
    wanted = {part for part in (side, level) if part}
    keys = [key for key in held if key not in {"none", "both"} and wanted < set(key.split("_"))]
    return tuple((key.replace("_", " "), held[key]) for key in keys if held[key] != code)


def _anywhere(table: SiteDiagnoses, code: str) -> Finer:
    """Codes by site where none is said: of a single region by side and level, of several by region."""
    regions = {region: held for region, held in table.codes.items() if region != "unspecified"}
    if len(regions) == 1:
        held = next(iter(regions.values()))
        return _finer(held, "", "", code) if isinstance(held, dict) else ()
    by_region = ((region.replace("_", " "), _one(held)) for region, held in regions.items())
    return tuple((region, found) for region, found in by_region if found != code)


def _one(held: str | dict[str, str]) -> str:
    return held if isinstance(held, str) else next(iter(held.values()))


def possible(table: SiteDiagnoses, spot: Spot) -> set[str]:
    """Codes of a table that do not contradict a site: its region's, with its side or none; all where it has none."""
    if spot.term.region is None:
        return {code for held in table.codes.values() for code in (held.values() if isinstance(held, dict) else [held])}
    near = [spot.term.region, *NEIGHBORS.get(spot.term.region, ())]
    sides = SIDES if spot.side in {"", "both"} else {spot.side}
    found: set[str] = set()
    for held in (table.codes[region] for region in near if region in table.codes):
        if isinstance(held, str):
            found.add(held)
        else:
            found |= {code for key, code in held.items() if set(key.split("_")) & SIDES <= sides}
    return found


NEIGHBORS = {
    "face_unspecified": ("face", "nose"),
    "face": ("face_unspecified",),
    "nose": ("face_unspecified",),
    "vermilion": ("lip",),
    "lip": ("vermilion",),
}
"""Regions of one place named more or less closely."""
