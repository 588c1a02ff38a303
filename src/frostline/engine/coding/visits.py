"""Visits: billed on the day of a procedure only with separate work, and then with 25 (or 57)."""

from datetime import date

from frostline.engine.coding.history import Running, visit_after_earlier
from frostline.engine.coding.lookups import CITE_PERIOD, Draw, Lookups, Settled, left_out
from frostline.model.claim import Answer, Question

CITE = (
    "NCCI Policy Manual, chapter I, section D; Medicare Claims Processing Manual, chapter 12, sections 30.6.6 and 40.2"
)
MAJOR = 90


def visit(
    draw: Draw, procedures: tuple[Draw, ...], periods: tuple[Running, ...], today: date, lookups: Lookups
) -> Settled:
    """Settle one visit beside the procedures of the day and the periods that run."""
    service = draw.service
    lengths = [lookups.days(line.code, today) for line in procedures]
    known = [length for length in lengths if length is not None]
    if service is None or not (known or periods):
        return Settled(lines=(draw,))
    stated = {"25", "57"} if known else {"24"}
    if service.separate_problem is None and not service.decision_for_surgery and not stated & set(draw.modifiers):
        return Settled(questions=(_separate(draw, bool(known), max(known, default=0)),))
    if known and not stated & set(draw.modifiers):
        same_day = _same_day(draw, max(known))
        if not same_day.lines:
            return same_day
        draw = same_day.lines[0]
    return visit_after_earlier(draw, periods)


def _same_day(draw: Draw, longest: int) -> Settled:
    service = draw.service
    if service is not None and service.decision_for_surgery and longest >= MAJOR:
        because = f"the visit decided on a procedure with a global period of {longest} days"
        return Settled(lines=(draw.marked("57", because, CITE),))
    if service is not None and service.separate_problem:
        because = "a significant, separately identifiable problem beside a procedure of the same day"
        return Settled(lines=(draw.marked("25", because, CITE),))
    because = f"{draw.code}: no separate work beside the procedure; deciding on it is part of it"
    return left_out("global.period", draw.code, because, "Bill the visit only with separate, documented work", CITE)


def _separate(draw: Draw, beside: bool, longest: int) -> Question:  # noqa: FBT001 - two situations of one question
    modifier = "25" if beside else "24"
    leads = [
        Answer("yes", f"{draw.code} with {modifier}, for its own diagnosis"),
        Answer("no", f"{draw.code} is not billed: it is part of the procedure"),
    ]
    if beside and longest >= MAJOR:
        leads.append(Answer("it decided on the operation", f"{draw.code} with 57"))
    ask = f"{draw.code}: was a significant, separate problem dealt with, beyond the procedure?"
    return Question("separate_problem", ask, tuple(leads), draw.code, CITE if beside else CITE_PERIOD)
