"""Sides and guidance: LT, RT and 50 by the bilateral indicator; one guidance code, with 26 in a facility."""

from dataclasses import replace

from frostline.engine.coding.drafting import Draft
from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model import cites
from frostline.model.claim import NotCoded

SIDES = {"RT": ("right",), "LT": ("left",)}  # modifiers and the words they stand for
LIDS = {"E1": ("left", "upper"), "E2": ("left", "lower"), "E3": ("right", "upper"), "E4": ("right", "lower")}
BOTH, NEVER = "1", "2"  # bilateral indicators: one line with 50; both sides are in the code already
CITE = "Relative value file, bilateral indicator; NCCI Policy Manual, chapter I, section V"
CITE_SPLIT = "Relative value file, PC/TC indicator 1; Medicare Claims Processing Manual, chapter 13, section 20"


def sided(drafts: tuple[Draft, ...], lookups: Lookups) -> tuple[Draw, ...]:
    """Working lines, each with the modifier of its side or lid; both sides on one line where that is the way."""
    draws: list[Draw] = []
    for draft in drafts:
        draw = Draw(draft.code, draft.units, draft.step, draft.entries, draft.family, guides=draft.family is None)
        twin = next((held for held in draws if _twins(held, draw, draft, lookups)), None)
        if twin is not None:
            draws[draws.index(twin)] = _both(twin, draw, lookups)
        elif draft.part and lookups.bilateral.get(draft.code) != NEVER:
            draws.append(draw.marked(draft.part, _spelled(draft.part), CITE))
        else:
            draws.append(draw)
    return tuple(draws)


def _spelled(modifier: str) -> str:
    return f"{' '.join(LIDS[modifier])} lid" if modifier in LIDS else f"{' '.join(SIDES[modifier])} side"


def _twins(held: Draw, draw: Draw, draft: Draft, lookups: Lookups) -> bool:
    """Whether two lines are the two sides of one procedure that is reported once."""
    pick = draft.family.units.pick if draft.family else None
    once = pick is not None and pick.per == "side" and held.code == draw.code and held.family is draw.family
    return once and bool(draft.part) and lookups.bilateral.get(draw.code) in {BOTH, NEVER}


def _both(first: Draw, second: Draw, lookups: Lookups) -> Draw:
    entries = tuple(dict.fromkeys((*first.entries, *second.entries)))
    plain = replace(first, entries=entries, modifiers=tuple(m for m in first.modifiers if m not in SIDES))
    if lookups.bilateral.get(first.code) == NEVER:
        return plain
    return plain.marked("50", f"both sides; bilateral indicator 1, so {first.code} stands once with 50", CITE)


def guided(draws: tuple[Draw, ...], lookups: Lookups) -> tuple[tuple[Draw, ...], tuple[NotCoded, ...]]:
    """One guidance code for a procedure, the column-one of a pair; in a facility the physician bills its 26."""
    draws = _once(draws)
    kept: list[Draw] = []
    aside: list[NotCoded] = []
    for draw in draws:
        over = next((other for other in draws if _outranks(other, draw, lookups)), None)
        if over is None:
            kept.append(professional(draw, lookups) if draw.guides else draw)
            continue
        because = f"{draw.code} is a component of {over.code}, and both guided the same procedure"
        aside.append(NotCoded(draw.code, because, "It is not billed beside it", cites.PAIRS))
    return tuple(kept), tuple(aside)


def _once(draws: tuple[Draw, ...]) -> tuple[Draw, ...]:
    """The same guidance for several organs is one unit: its limit a day is one (MUE), whatever it guided."""
    held: dict[str, Draw] = {}
    for draw in draws:
        first = held.get(draw.code) if draw.guides else None
        entries = (*first.entries, *draw.entries) if first else draw.entries
        held[draw.code if draw.guides else f"{len(held)}"] = replace(first or draw, entries=entries)
    return tuple(held.values())


def _outranks(other: Draw, draw: Draw, lookups: Lookups) -> bool:
    return draw.guides and other.names >= draw.names and other is not draw and (other.code, draw.code) in lookups.pairs


def professional(draw: Draw, lookups: Lookups) -> Draw:
    """Guidance as the physician bills it: with 26 in a facility, unless a part is named already."""
    if not (lookups.facility and draw.code in lookups.split) or {"26", "TC"} & set(draw.modifiers):
        return draw
    return draw.marked("26", "in a facility the physician reports the professional part", CITE_SPLIT)
