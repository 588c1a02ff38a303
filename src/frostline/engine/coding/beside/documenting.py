"""What the note has and still needs to say, for each line."""

from frostline.engine.coding.entry import Entry
from frostline.engine.coding.lookups import Draw
from frostline.model.advice import Element
from frostline.model.claim import Documented, Seen
from frostline.model.encounter import Pathology
from frostline.model.families import Family


def documentation(lines: tuple[Draw, ...]) -> tuple[Documented, ...]:
    """Every element that the family of a line wants documented, with whether its entries have it."""
    found = [
        _documented(number, line, entry, element, line.family)
        for number, line in enumerate(lines, start=1)
        if line.family is not None
        for entry in line.entries
        for element in line.family.documentation
    ]
    return tuple(dict.fromkeys(found))


def _documented(number: int, line: Draw, entry: Entry, element: Element, family: Family) -> Documented:
    status = Seen.documented if _has(entry, element.element, family) else Seen.missing
    says = f"{entry.known_as}: {element.says}"
    return Documented(number, line.code, entry.name, element.element, says, element.why, status, str(family.cite))


def _has(entry: Entry, element: str, family: Family) -> bool:
    if element == "pathology":
        return not family.needs_pathology or entry.pathology is Pathology.confirmed
    if element == "symptoms" and entry.treated.cosmetic:
        return True
    return bool(getattr(entry.treated, element))
