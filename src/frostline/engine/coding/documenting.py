"""What the note still needs to say for the lines of a family."""

from frostline.engine.coding.entry import Entry
from frostline.engine.coding.lookups import Draw
from frostline.model.claim import Missing
from frostline.model.encounter import Pathology
from frostline.model.families import Family


def missing(lines: tuple[Draw, ...]) -> tuple[Missing, ...]:
    """Elements that a family wants documented and an entry does not have."""
    found = [
        Missing(entry.name, element.element, f"{entry.known_as}: {element.says}", str(line.family.cite))
        for line in lines
        if line.family is not None
        for entry in line.entries
        for element in line.family.documentation
        if not _documented(entry, element.element, line.family)
    ]
    return tuple(dict.fromkeys(found))


def _documented(entry: Entry, element: str, family: Family) -> bool:
    if element == "pathology":
        return not family.needs_pathology or entry.pathology is Pathology.confirmed
    if element == "symptoms" and entry.treated.cosmetic:
        return True
    return bool(getattr(entry.treated, element))
