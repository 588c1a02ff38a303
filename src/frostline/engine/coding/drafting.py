"""A line before its modifiers, as every way to count makes it."""

from dataclasses import dataclass

from frostline.engine.coding.entry import Entry
from frostline.model.claim import NotCoded, Question
from frostline.model.families import Family
from frostline.model.reason import Step


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """Code, units, the entries it stands for, and why; `part`: the modifier of its side or lid, where it has one.

    Without a family it is guidance, billed beside the procedure of its entries.
    """

    code: str
    units: int
    entries: tuple[Entry, ...]
    step: Step
    family: Family | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Drafted:
    """Lines of one family for all its entries of the day, the questions in between, and what no code is for."""

    lines: tuple[Draft, ...] = ()
    questions: tuple[Question, ...] = ()
    aside: tuple[NotCoded, ...] = ()


Counted = tuple[str, int, str]  # code, units, and what they stand for


def drafted(family: Family, counted: Counted, pool: tuple[Entry, ...]) -> Draft:
    """Make a line of a family."""
    code, units, because = counted
    read = tuple(step for entry in pool for step in entry.steps)
    return Draft(code, units, pool, Step(f"{code} × {units}", because, str(family.cite), read), family)
