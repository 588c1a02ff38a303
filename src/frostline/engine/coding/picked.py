"""Lines of a family that picks one code of several: what makes a unit, which side or lid, what imaging beside."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from frostline.engine.coding.details import strange_imaging
from frostline.engine.coding.drafting import Draft, Drafted, drafted
from frostline.engine.coding.entry import Entry, unique
from frostline.engine.coding.picking import pick
from frostline.engine.coding.sides import LIDS, SIDES
from frostline.model.claim import Answer, NotCoded, Question
from frostline.model.families import Choice, Family, Pick
from frostline.model.knowledge import Book


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """An entry with the choice that was made for it."""

    entry: Entry
    choice: Choice


def by_pick(family: Family, pool: tuple[Entry, ...], way: Pick, book: Book) -> Drafted:
    """Lines of a family for all its entries of the day."""
    picked = [(entry, pick(entry, family, way.codes, book)) for entry in pool if not entry.questions]
    questions = [question for _, found in picked for question in found.questions]
    aside = tuple(_no_code(family, entry) for entry, found in picked if not found.choice and not found.questions)
    if any(found.questions for _, found in picked) and any(choice.takes_all for choice in way.codes):
        return Drafted((), tuple(questions), aside)
    chosen = _all_taken([Chosen(entry, found.choice) for entry, found in picked if found.choice], way)
    lines: list[Draft] = []
    for choice in dict.fromkeys(held.choice for held in chosen):
        made, asked = _lines(family, way, choice, tuple(held.entry for held in chosen if held.choice is choice))
        lines += made
        questions += asked
    unread = (held.entry for held in chosen if held.choice.imaging and "guidance" in held.entry.strange)
    questions += (strange_imaging(entry.name, entry.treated, book) for entry in unread)
    return Drafted((*lines, *_imaging(family, chosen)), tuple(questions), aside)


def _all_taken(chosen: list[Chosen], way: Pick) -> list[Chosen]:
    """A code that stands for everything of the day (extensive) takes the entries of the others."""
    called = {held.choice for held in chosen}
    codes = {choice.code for choice in called}
    takers = (choice for choice in way.codes if choice in called and choice.takes_all)
    joiners = (choice for choice in way.codes if len(codes & {choice.code, *choice.joins}) > 1)
    taker = next(takers, None) or next(joiners, None)
    return [Chosen(held.entry, taker) for held in chosen] if taker else chosen


def _no_code(family: Family, entry: Entry) -> NotCoded:
    said = ", ".join(text for text in (entry.treated.method, entry.treated.approach, entry.treated.extent) if text)
    size = f", {entry.treated.size_cm} cm" if entry.treated.size_cm is not None else ""
    because = f"{entry.known_as}: no code of {family.title.lower()} is for this ({said}{size})"
    return NotCoded(entry.name, because, "Other codes; code it by hand, under services", str(family.cite))


Made = tuple[list[Draft], list[Question]]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """How entries are told apart on lines: by side, by lid, or not at all; and what is asked where nobody says."""

    of: Callable[[Entry], tuple[str, ...]]
    ask: str = ""


def _sides(entry: Entry) -> tuple[str, ...]:
    return unique(part for spot in entry.spots for part, (side,) in SIDES.items() if spot.side in {side, "both"})


def _lids(entry: Entry) -> tuple[str, ...]:
    return unique(part for spot in entry.spots for part, lid in LIDS.items() if lid == (spot.side, spot.level))


BY_SIDE = Parts(_sides, "which side was it?")
BY_LID = Parts(_lids, "which lid was it: right or left, upper or lower?")
AS_STATED = Parts(_sides)
UNDIVIDED = Parts(lambda _: ())


def _lines(family: Family, way: Pick, choice: Choice, pool: tuple[Entry, ...]) -> Made:
    per = choice.per or way.per
    if per == "session":
        return [drafted(family, (choice.code, 1, _once(choice, pool)), pool)], []
    by_side = {"asked": BY_SIDE, "stated": AS_STATED}.get(way.sided or "", UNDIVIDED)
    parts = BY_LID if per == "lid" else by_side
    return _by_part(family, choice, pool, parts, counted=per != "side")


def _once(choice: Choice, pool: tuple[Entry, ...], unit: str = "session") -> str:
    counts = [entry.treated.count for entry in pool]
    number = f" ({sum(count for count in counts if count)} recorded)" if all(counts) else ""
    return f"one unit a {unit}, whatever the number{number}{_unlisted(choice)}"


def _unlisted(choice: Choice) -> str:
    return f"; unlisted, to be compared with {choice.compare}" if choice.compare else ""


def _by_part(family: Family, choice: Choice, pool: tuple[Entry, ...], parts: Parts, *, counted: bool) -> Made:
    """A line for each side or lid; where the chart names none, one line without it and the question."""
    held: dict[str, list[Entry]] = {}
    questions: list[Question] = []
    for entry in pool:
        found = parts.of(entry)
        if not found and parts.ask:
            questions.append(_which(family, choice, entry, parts.ask))
        if counted and (entry.treated.count is None or len(found) > 1):
            questions.append(_how_many(family, choice, entry, several=len(found) > 1))
            continue
        for part in found or ("",):
            held.setdefault(part, []).append(entry)
    lines = [_part(family, choice, part, tuple(entries), counted=counted) for part, entries in held.items()]
    return lines, questions


def _part(family: Family, choice: Choice, part: str, pool: tuple[Entry, ...], *, counted: bool) -> Draft:
    units = sum(entry.treated.count or 0 for entry in pool) if counted else 1
    each = f"{units} counted, each is a unit{_unlisted(choice)}"
    because = each if counted else _once(choice, pool, "side")
    return replace(drafted(family, (choice.code, units, because), pool), part=part)


def _which(family: Family, choice: Choice, entry: Entry, ask: str) -> Question:
    names = (
        [(words, f" with {part}") for part, words in LIDS.items()]
        if "lid" in ask
        else [
            (("right",), " with RT"),
            (("left",), " with LT"),
            (("both",), " for each side: on one line with 50, or on two, as the schedule has it"),
        ]
    )
    leads = tuple(Answer(" ".join(words), f"{choice.code}{modifier}") for words, modifier in names)
    return Question("site", f"{entry.known_as}: {ask}", leads, entry.name, str(family.cite))


def _how_many(family: Family, choice: Choice, entry: Entry, *, several: bool) -> Question:
    leads = (Answer("1", f"{choice.code} × 1"), Answer("n", f"{choice.code} × n: each is a unit"))
    where = " on each side? (one entry for each side)" if several else "?"
    return Question("count", f"{entry.known_as}: how many were treated{where}", leads, entry.name, str(family.cite))


def _imaging(family: Family, chosen: list[Chosen]) -> list[Draft]:
    """Guidance that has a code beside the procedure; any other is part of it."""
    beside: dict[str, list[Entry]] = {}
    for held in chosen:
        for kind in held.entry.imaging:
            if kind in held.choice.imaging:
                beside.setdefault(held.choice.imaging[kind], []).append(held.entry)
    because = "guidance of the ablation, which is billed beside it"
    made = (drafted(family, (code, 1, because), tuple(pool)) for code, pool in beside.items())
    return [replace(line, family=None) for line in made]
