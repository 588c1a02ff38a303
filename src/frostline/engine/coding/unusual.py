"""Much more work than usual: 22 on the procedure, where it has a global period."""

from datetime import date

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model.tables import PACKAGED

CITE = "Medicare Claims Processing Manual, chapter 12, sections 40.2 and 40.4 (work well beyond the usual, by report)"


def much_more_work(line: Draw, lookups: Lookups, day: date) -> Draw:
    """Put 22 on the line of an entry that was much more work; an add-on code and guidance never have it."""
    told = [f"{entry.known_as}: {entry.treated.unusual}" for entry in line.entries if entry.treated.unusual]
    if not told or line.guides or lookups.global_days.get((line.code, day)) == PACKAGED:
        return line
    why = "; ".join(told)
    if lookups.days(line.code, day) is None:
        return line.noted("no 22", f"{why}; {line.code} has no global period, and 22 is for procedures with one", CITE)
    return line.marked("22", f"much more work than usual: {why}; the operative note must show it", CITE)
