"""The diagnosis codes of an entry: as stated, else as its words and site say."""

from frostline.engine.coding.entry import Entry, Spot, unique
from frostline.model.knowledge import Book
from frostline.model.vocabulary import SiteDiagnoses


def diagnoses(entry: Entry, book: Book) -> tuple[str, ...]:
    """ICD-10-CM codes of an entry, to the side and site that the chart gives; none where the words settle none."""
    if entry.treated.icd10 is not None:
        return (entry.treated.icd10,)
    found: list[str] = []
    for term in entry.lesions:
        if term.icd10 is not None:
            found.append(term.icd10)
        elif term.icd10_by_site is not None:
            table = next(table for table in book.diagnoses.tables if table.id == term.icd10_by_site)
            found += _by_site(table, entry.spots)
    return unique(found)


def _by_site(table: SiteDiagnoses, spots: tuple[Spot, ...]) -> list[str]:
    if not spots:
        held = table.codes.get("unspecified")
        return [held] if isinstance(held, str) else []
    return [code for spot in spots for code in _of(table, spot)]


def _of(table: SiteDiagnoses, spot: Spot) -> list[str]:
    held = table.codes.get(spot.term.region) if spot.term.region else None
    if held is None or isinstance(held, str):
        return [held] if held else []
    sides = ["right", "left"] if spot.side == "both" else [spot.side]
    codes = [held.get(f"{side}_{spot.level}") or held.get(side) or held.get("none") for side in sides]
    return [code for code in codes if code]


def possible(table: SiteDiagnoses, spot: Spot) -> set[str]:
    """Codes of a table that do not contradict a site: its region's, with its side or none; all where it has none."""
    if spot.term.region is None:
        return {code for held in table.codes.values() for code in (held.values() if isinstance(held, dict) else [held])}
    near = [spot.term.region, *NEIGHBORS.get(spot.term.region, ())]
    found: set[str] = set()
    for held in (table.codes[region] for region in near if region in table.codes):
        if isinstance(held, str):
            found.add(held)
        else:
            sides = {"right", "left"} if spot.side in {"", "both"} else {spot.side}
            found |= {code for side, code in held.items() if side == "none" or side.split("_")[0] in sides}
    return found


NEIGHBORS = {"face_unspecified": ("face", "nose"), "face": ("face_unspecified",), "nose": ("face_unspecified",)}
"""Regions of one place named more or less closely."""
