"""Visits: billed on the day of a procedure only with separate work, and then with 25 (or 57)."""

from frostline.engine.coding.distinct import LIFTABLE
from frostline.engine.coding.history import Running, visit_after_earlier
from frostline.engine.coding.lookups import Draw, Lookups, Settled, left_out, waits
from frostline.model import cites
from frostline.model.claim import Answer, Question
from frostline.model.tables import MAJOR

UNKNOWN = -1  # global days of a treatment that no schedule of the day is held for
CITE = (
    "NCCI Policy Manual, chapter I, section D; Medicare Claims Processing Manual, chapter 12, sections 30.6.6 and 40.2"
)
NO_SCHEDULE = (
    "Whether the procedure has 90 days is not known without the schedule of that day",
    "Add the schedule of that day, or write 57 or 25 on the visit",
)


def visit(draw: Draw, beside: tuple[int, ...], periods: tuple[Running, ...], *, waiting: bool) -> Settled:
    """Settle one visit.

    `beside`: global days of the procedures of the day, 0 for one without a period that a pair joins to the visit;
    `waiting`: a procedure of the day is not decided yet.
    """
    service = draw.service
    if service is None or not (beside or periods or waiting):
        return Settled(lines=(draw,))
    same_day = bool(beside) or waiting
    stated = ({"25", "57"} if same_day else {"24"}) & set(draw.modifiers)
    if service.separate_problem is None and not service.decision_for_surgery and not stated:
        return Settled(questions=(_separate(draw, beside, same_day=same_day),))
    if same_day and (not stated or service.separate_problem is False):
        if service.decision_for_surgery and UNKNOWN in beside and max(beside) < MAJOR:
            return waits(draw.code, *NO_SCHEDULE)
        marked = _same_day(draw, max(beside, default=0), decided=bool(beside))
        if not marked.lines:
            return marked
        draw = marked.lines[0]
    return visit_after_earlier(draw, periods)


def _same_day(draw: Draw, longest: int, *, decided: bool) -> Settled:
    service = draw.service
    if service is not None and service.decision_for_surgery and longest >= MAJOR:
        because = f"the visit decided on a procedure with a global period of {longest} days"
        return Settled(lines=(draw.marked("57", because, CITE),))
    if service is not None and service.separate_problem and not decided:
        return waits(draw.code, "The procedure beside it is not decided yet: 25 if that is billed, none if it is not")
    if service is not None and service.separate_problem:
        because = "a significant, separately identifiable problem beside a procedure of the same day"
        return Settled(lines=(draw.marked("25", because, CITE),))
    because = f"{draw.code}: no separate work beside the procedure; deciding on it is part of it"
    return left_out("global.period", draw.code, because, "Bill the visit only with separate, documented work", CITE)


def _separate(draw: Draw, beside: tuple[int, ...], *, same_day: bool) -> Question:
    modifier = "25" if same_day else "24"
    leads = [
        Answer("yes", f"{draw.code} with {modifier}, for its own diagnosis"),
        Answer("no", f"{draw.code} is not billed: it is part of the procedure"),
    ]
    if max(beside, default=0) >= MAJOR:
        leads.append(Answer("it decided on the operation", f"{draw.code} with 57"))
    ask = f"{draw.code}: was a significant, separate problem dealt with, beyond the procedure?"
    return Question("separate_problem", ask, tuple(leads), draw.code, CITE if same_day else cites.PERIOD)


def joined(visit: Draw, procedures: tuple[Draw, ...], lookups: Lookups) -> tuple[int, ...]:
    """A 0 for each procedure that a pair joins to a visit, whichever comes first.

    A procedure without a global period (XXX, YYY) includes its own usual work of a visit too, so that 25 goes on the
    visit with separate work; the contractor's 0440T and 0581T are such.
    """
    pairs = (pair for line in procedures for pair in ((line.code, visit.code), (visit.code, line.code)))
    return tuple(0 for pair in pairs if lookups.pairs.get(pair) == LIFTABLE)
