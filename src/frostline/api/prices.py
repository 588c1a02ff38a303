"""Prices of a claim by the Medicare physician fee schedule, if anybody asked for a price."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from frostline.api.asking import price_questions
from frostline.api.frames import price_lines
from frostline.api.priced import Rows, priced_rows
from frostline.api.request import Request
from frostline.api.terms import cites, priced_as_of
from frostline.engine.pricing.explaining import price as explained
from frostline.engine.pricing.sharing import shares
from frostline.model.cites import SCHEDULE
from frostline.model.claim import Line, Price, Question, Shares
from frostline.model.encounter import CostSharing
from frostline.model.knowledge import FACTOR, FACTOR_QP, SEQUESTRATION
from frostline.model.reason import Currency, Step

NOT_SOUGHT = "Price: no payer and no locality is stated; name payer: medicare or a locality to see what Medicare allows"


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """Prices, the questions in their way, shares, and what is not priced."""

    prices: tuple[Price, ...] = ()
    questions: tuple[Question, ...] = ()
    shares: Shares | None = None
    notes: tuple[str, ...] = ()
    factor: str = ""


def price(lines: tuple[Line, ...], request: Request) -> Priced:
    """Price lines; where place, locality or factor is missing, with the questions that decide."""
    if not lines:
        return Priced()
    rows = priced_rows(price_lines(lines, request.encounter, request.where), request)
    told = cites(request.encounter.date, request.book)
    found = tuple(_dated(explained(row, told), request) for row in rows)
    if not request.where.sought:
        return Priced(tuple(map(_withheld, found)), notes=(NOT_SOUGHT,), factor=_factor(request))
    asked = tuple(price_questions(lines, request))
    return Priced(
        prices=found,
        questions=asked,
        shares=_shared(found, request),
        notes=(*_notes(found, request), *_unsure(rows), *(() if asked else _unpriced(found))),
        factor=_factor(request),
    )


def _withheld(found: Price) -> Price:
    """No amount, since nobody asked for one; relative values stand."""
    return replace(found, published=None, allowed=None, step=Step("not priced", NOT_SOUGHT, SCHEDULE))


def _dated(found: Price, request: Request) -> Price:
    """A ZIP list that is not of the day makes the amount an estimate too."""
    stale = request.where.zip_currency is Currency.unconfirmed and found.allowed is not None
    return replace(found, currency=Currency.unconfirmed) if stale else found


def _notes(found: tuple[Price, ...], request: Request) -> Iterable[str]:
    encounter = request.encounter
    if encounter.cost_sharing is not None and not _both_stated(encounter.cost_sharing):
        yield "Price: no patient share, which needs both deductible_left and coinsurance"
    if request.where.why_no_locality:
        yield f"Price: {request.where.why_no_locality}"
    if encounter.payer is not None and not encounter.medicare:
        yield f"Price: amounts are Medicare's; what {encounter.payer} allows stands in its contract"
    stale = [entry.release for entry in found if entry.currency is Currency.unconfirmed and entry.allowed is not None]
    if stale:
        yield f"Price: an estimate; {stale[0]} is not confirmed for {encounter.date}"


def _unsure(rows: Rows) -> Iterable[str]:
    """What a price leaves unchecked."""
    priced = [row for row in rows if row["allowed"] is not None]
    unstated = [row["code"] for row in priced if row["status"] is None]
    if unstated:
        yield f"Price: the relative value file is a third party's and states no status of {', '.join(unstated)}"


def _unpriced(found: tuple[Price, ...]) -> Iterable[str]:
    """Why lines have no amount, each reason once."""
    return dict.fromkeys(f"Price: {entry.step.because}" for entry in found if entry.allowed is None)


def _both_stated(held: CostSharing) -> bool:
    return held.deductible_left is not None and held.coinsurance is not None


def _shared(found: tuple[Price, ...], request: Request) -> Shares | None:
    cut = request.book.parameters[SEQUESTRATION].on(request.encounter.date)
    amounts = [entry.allowed for entry in found if entry.allowed is not None]
    stated = request.encounter.cost_sharing
    if len(amounts) < len(found) or stated is None or cut is None or cut.value is None:
        return None
    return shares(sum(amounts), stated, int(cut.value), cut.cite)


def _factor(request: Request) -> str:
    on = priced_as_of(request.encounter.date)
    one, qp = request.book.parameters[FACTOR].on(on), request.book.parameters[FACTOR_QP].on(on)
    if one is None or (qp is not None and request.where.qp is None):
        return ""
    if qp is None:
        return str(one.value)
    return f"{qp.value} (QP)" if request.where.qp else f"{one.value} (non-QP)"
