"""When a further session stands by itself, and what a planned one inside the global period needs."""

from collections.abc import Iterator
from datetime import date, timedelta

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model import cites
from frostline.model.advice import Repeat
from frostline.model.claim import Planned
from frostline.model.encounter import Encounter
from frostline.model.tables import MAJOR

RETURNED = "78"  # a return to the operating room starts no period of its own


def plan(lines: tuple[Draw, ...], encounter: Encounter, lookups: Lookups) -> tuple[Planned, ...]:
    """The last day of each line's global period, and the first day outside it."""
    return tuple(_planned(lines, encounter.date, lookups))


def _planned(lines: tuple[Draw, ...], day: date, lookups: Lookups) -> Iterator[Planned]:
    for number, line in enumerate(lines, start=1):
        days = lookups.days(line.code, day)
        if days is None or RETURNED in line.modifiers or days >= (date.max - day).days:
            continue
        last = day + timedelta(days=days)
        first = last + timedelta(days=1)
        repeat = _repeat(line)
        cite = f"{cites.PERIOD}; repeat: {repeat.cite}" if repeat else cites.PERIOD
        yield Planned(number, line.code, days, last, first, _says(days, first, repeat), cite)


def _says(days: int, first: date, repeat: Repeat | None) -> str:
    """The earliest day alone, what an earlier one needs, and how the common interval lies to it."""
    needs = "before, 58 if planned (the plan in the note) or 79 if unrelated" if days else "its period is this day only"
    operation = "; the day before the operation counts too" if days >= MAJOR else ""
    common = f". {repeat.says}{_lies(repeat, days)}" if repeat else ""
    return f"From {first} a further session stands alone; {needs}{operation}{common}"


def _lies(repeat: Repeat, days: int) -> str:
    """Whether the common interval falls inside the period; nothing where the source gives no days."""
    if repeat.at_least is None or repeat.at_most is None:
        return ""
    if repeat.at_least > days:
        return ", after the period"
    return ", inside the period" if repeat.at_most <= days else ", partly inside the period"


def _repeat(line: Draw) -> Repeat | None:
    """What is commonly said of repeating, where it is said of what this line treats."""
    repeat = line.family.repeat if line.family else None
    if repeat is None:
        return None
    for entry in line.entries:
        lesions = {term.id for term in entry.lesions}
        method = entry.method.id if entry.method else ""
        of_lesion = not repeat.lesions or bool(lesions & set(repeat.lesions))
        if of_lesion and (not repeat.methods or method in repeat.methods):
            return repeat
    return None
