"""What a payer profile wants on the finished claim: a line for each like lesion, and 51 on further procedures."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model.reason import Step

REDUCED = frozenset({"2", "3"})  # multiple-procedure indicators that reduce a further procedure


def repeated(lines: tuple[Draw, ...], choices: Mapping[str, str], cite: str) -> tuple[Draw, ...]:
    """The same code for several lesions on one line each, the modifier of the profile (`cite`) from the second on."""
    modifier = choices.get("repeat_line", "units")
    if modifier == "units":
        return lines
    return tuple(part for line in lines for part in _each(line, modifier, cite))


def _each(line: Draw, modifier: str, cite: str) -> Iterator[Draw]:
    by_size = line.family is not None and line.family.units.by_site_and_size
    if not by_size or line.units == 1:
        yield line
        return
    lesions = [entry for entry in line.entries for _ in range(entry.treated.count or 1)]
    for number, entry in enumerate(lesions):
        step = Step(f"{line.code} × 1", f"{entry.known_as}: lesion {number + 1} of {line.units}", line.step.cite)
        one = replace(line, units=1, entries=(entry,), step=replace(step, steps=line.step.steps))
        because = "the same code for a further lesion, as the payer profile wants it"
        yield one.marked(modifier, because, cite) if number else one


def ranked(lines: tuple[Draw, ...], lookups: Lookups, choices: Mapping[str, str], cite: str) -> tuple[Draw, ...]:
    """51 on each procedure after the first that the schedule reduces, where the profile wants it; lines in order."""
    if choices.get("multiple_51") != "51":
        return lines
    reduced = [line for line in lines if lookups.multiple.get(line.code) in REDUCED]
    because = "a further procedure of the session, as the payer profile wants it"
    return tuple(line.marked("51", because, cite) if line in reduced[1:] else line for line in lines)
