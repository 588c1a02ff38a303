"""Prices of a claim; where place, locality or factor is missing, the question with each result."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from frostline.api.asking import price_questions
from frostline.api.frames import price_lines
from frostline.api.priced import priced_rows
from frostline.api.setting import MEDICARE, Setting
from frostline.api.terms import FACTOR, FACTOR_QP, FLOOR, SEQUESTRATION, priced_as_of
from frostline.engine.pricing.explaining import price as explained
from frostline.engine.pricing.sharing import shares
from frostline.model.claim import Line, Price, Question, Shares
from frostline.model.encounter import Encounter, Role
from frostline.model.knowledge import Book
from frostline.model.reason import Currency, Step
from frostline.model.tables import Tables

CITE = "Medicare Claims Processing Manual, chapter 12, section 20"
NOT_SOUGHT = "Price: no payer and no locality is stated; name payer: medicare or a locality to see what Medicare allows"


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """Prices, the questions in their way, shares, and what is not priced."""

    prices: tuple[Price, ...] = ()
    questions: tuple[Question, ...] = ()
    shares: Shares | None = None
    notes: tuple[str, ...] = ()
    factor: str = ""


def price(lines: tuple[Line, ...], encounter: Encounter, where: Setting, tables: Tables, book: Book) -> Priced:
    """Price lines by the Medicare physician fee schedule, if anybody asked for a price."""
    if not lines:
        return Priced()
    if not where.sought:
        unpriced = tuple(Price(line.number, None, None, None, None, Step(line.code, NOT_SOUGHT)) for line in lines)
        return Priced(_with_rvus(unpriced, lines, encounter, where, tables, book), notes=(NOT_SOUGHT,))
    other = _other_rules(encounter)
    rows = priced_rows(price_lines(lines, encounter, where), encounter, tables, book)
    found = tuple(_dated(explained(row, _floor_note(encounter, book)), where) for row in rows)
    if other:
        found = tuple(replace(p, allowed=None, step=Step(p.step.value, other, CITE)) for p in found)
    total = sum(p.allowed for p in found if p.allowed is not None) if all(p.allowed is not None for p in found) else None
    asked = () if other else tuple(price_questions(lines, encounter, where, tables, book))
    return Priced(found, asked, _shared(total, encounter, book), tuple(_notes(found, encounter, other)), _factor(encounter, where, book))


def _with_rvus(
    unpriced: tuple[Price, ...], lines: tuple[Line, ...], encounter: Encounter, where: Setting, tables: Tables, book: Book
) -> tuple[Price, ...]:
    """Work RVUs need neither place nor locality."""
    rows = priced_rows(price_lines(lines, encounter, where), encounter, tables, book)
    known = {row["line"]: explained(row) for row in rows}
    return tuple(replace(p, work_rvu=known[p.line].work_rvu, release=known[p.line].release) for p in unpriced)


def _floor_note(encounter: Encounter, book: Book) -> str:
    value = book.parameters[FLOOR].on(priced_as_of(encounter.date))
    return f"{value.cite}. {value.note}".strip() if value else ""


def _dated(found: Price, where: Setting) -> Price:
    """A ZIP list that is not of the day makes the amount an estimate too."""
    stale = where.zip_currency is Currency.unconfirmed and found.allowed is not None
    return replace(found, currency=Currency.unconfirmed) if stale else found


def _other_rules(encounter: Encounter) -> str:
    """Roles whose percentages are not built: said, never ignored."""
    role = encounter.provider.role
    if role not in {None, Role.surgeon}:
        return f"the role {role} is paid a percentage that is not built yet"
    if encounter.provider.participating is False:
        return "a non-participating provider is paid a percentage that is not built yet"
    return ""


def _notes(found: tuple[Price, ...], encounter: Encounter, other: str) -> Iterable[str]:
    if other:
        yield f"Price: {other}"
    elif encounter.payer is not None and encounter.payer.casefold() != MEDICARE:
        yield f"Price: amounts are Medicare's; what {encounter.payer} allows stands in its contract"
    for entry in found:
        if entry.currency is Currency.unconfirmed and entry.allowed is not None:
            yield f"Price: an estimate; {entry.release} is not confirmed for {encounter.date}"
            return


def _shared(total: int | None, encounter: Encounter, book: Book) -> Shares | None:
    cut = book.parameters[SEQUESTRATION].on(encounter.date)
    if total is None or encounter.cost_sharing is None or cut is None or cut.value is None:
        return None
    return shares(total, encounter.cost_sharing, int(cut.value), cut.cite)


def _factor(encounter: Encounter, where: Setting, book: Book) -> str:
    on = priced_as_of(encounter.date)
    one, qp = book.parameters[FACTOR].on(on), book.parameters[FACTOR_QP].on(on)
    if one is None or (qp is not None and where.qp is None):
        return ""
    name = "" if qp is None else " (QP)" if where.qp else " (non-QP)"
    return f"{(qp if where.qp and qp else one).value}{name}"
