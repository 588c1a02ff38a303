"""Why not another code, where the number decides: the limits of the family beside the number of the chart."""

from dataclasses import dataclass

from frostline.engine.coding.lookups import Draw
from frostline.model.families import FirstEachThenFlat, FirstThenEachPart, Once, OneUpTo

Rejected = tuple[str, str]  # a code that was not taken, and what excludes it


@dataclass(frozen=True, slots=True)
class Number:
    """How many lesions the entries of a line have together; `least` where one of them does not say."""

    count: int
    least: bool

    def __str__(self) -> str:
        return f"{'at least ' * self.least}{self.count}"


def number(line: Draw) -> Number:
    """Add the lesions of a line's entries; an entry that does not say has at least one."""
    counts = [entry.treated.count for entry in line.entries]
    return Number(sum(count or 1 for count in counts), None in counts)


def by_first_each_then_flat(line: Draw, tiers: FirstEachThenFlat) -> list[Rejected]:
    """The flat code below its limit, the other two from it on, and units that nobody has."""
    here, code = number(line), line.code
    if code == tiers.flat:
        replaced = f"{code} replaces it from {tiers.flat_from} lesions (here {here}); never beside it"
        second = f"a second unit: any number from {tiers.flat_from} is one unit; here {here}"
        return [(tiers.first, replaced), (tiers.each_more, replaced), (code, second)]
    flat = (tiers.flat, f"from {tiers.flat_from} lesions; here {here}")
    if code == tiers.each_more:
        first = f"{here} units: the first of the {here} lesions is {tiers.first}, which leaves {here.count - 1}"
        return [flat, (code, first)]
    second = f"a second unit: it is the first lesion alone, each further one is {tiers.each_more}; here {here}"
    more = (tiers.each_more, f"each lesion after the first; here {here}")
    return [more, flat, (code, second)] if here.count == 1 else [flat, (code, second)]


def by_one_up_to(line: Draw, tiers: OneUpTo) -> list[Rejected]:
    """The code of the other side of the limit, and the same one twice."""
    here, limit = number(line), tiers.up_to
    if line.code == tiers.few:
        other = (tiers.many, f"from {limit + 1} lesions; here {here}")
        reach = f"up to {limit}"
    else:
        other = (tiers.few, f"up to {limit} lesions; here {here}, and never beside {tiers.many}")
        reach = f"{limit + 1} and more"
    second = f"a second unit: kinds and sites are pooled, {reach} are one unit a day; here {here}"
    return [other, (line.code, second)]


def by_first_then_each_part(line: Draw, tiers: FirstThenEachPart) -> list[Rejected]:
    """The add-on below its limit; one unit of it more or fewer."""
    here, group = number(line), tiers.group
    second = f"a second unit: up to {tiers.up_to} are one unit, each further {group} or part of it is {tiers.each_more}"
    if line.code == tiers.first:
        first = (tiers.first, f"{second}; here {here}")
        more = (tiers.each_more, f"from {tiers.up_to + 1} lesions; here {here}")
        return [more, first] if here.count <= tiers.up_to else [first]
    edge = tiers.up_to + group * line.units
    found = [(line.code, f"{line.units + 1} units: from {edge + 1} lesions; here {here}")]
    full = (here.count - tiers.up_to) // group
    if 0 < full < line.units:
        further = f"{here.count - tiers.up_to} further lesions, and a part of {group} counts like {group}"
        found.append((line.code, f"{full} {_units(full)} for full groups alone: {further}; here {line.units}"))
    return found


def _units(count: int) -> str:
    return "unit" if count == 1 else "units"


def by_once(line: Draw, once: Once) -> list[Rejected]:
    """The same code twice."""
    told = all(entry.treated.count is not None for entry in line.entries)
    recorded = f"; here {number(line)}" if told else ""
    return [(once.code, f"a second unit: one a session, whatever the number{recorded}")]
