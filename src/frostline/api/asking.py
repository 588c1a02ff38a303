"""Where place, locality or factor is missing: the question, with the total that each answer gives."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product

import polars as pl

from frostline.api.frames import price_lines
from frostline.api.priced import priced_rows
from frostline.api.request import Request
from frostline.api.setting import Setting
from frostline.api.terms import priced_as_of
from frostline.model import cites, money
from frostline.model.claim import Answer, Line, Question
from frostline.model.knowledge import FACTOR_QP
from frostline.reference.localities import all_on

ASKS = {
    "place": "Where was it done? The place of service decides which practice expense is paid",
    "locality": "Where was it done, by ZIP, or MAC and locality? The amount depends on it",
    "qp": "Is the provider a qualifying APM participant? The year has two conversion factors",
}
SETTINGS = {False: "non-facility, such as an office", True: "facility, such as a hospital"}
Choice = dict[str, str]
Totals = list[tuple[Choice, int]]


def price_questions(lines: tuple[Line, ...], request: Request) -> Iterator[Question]:
    """One question for each of place, locality and qp that is missing and decides the price."""
    missing = _missing(request)
    if missing and all(line.units for line in lines):
        totals, any_amount = _totals(lines, request)
        for key in missing if any_amount else []:
            yield Question(
                key, f"{ASKS[key]} (amounts: the lines above)", tuple(_answers(key, totals)), "price", cites.SCHEDULE
            )


def _missing(request: Request) -> list[str]:
    where = request.where
    two_factors = request.book.parameters[FACTOR_QP].on(priced_as_of(request.encounter.date)) is not None
    unknown = {
        "place": where.facility is None,
        "locality": not where.located and not where.why_no_locality,
        "qp": where.qp is None and two_factors,
    }
    return [key for key, is_missing in unknown.items() if is_missing]


def _totals(lines: tuple[Line, ...], request: Request) -> tuple[Totals, bool]:
    """The total for every combination of what is not known: one frame, one pricing.

    A combination in which a line has no amount has no total, and is left out; also whether any line ever has one.
    """
    choices = list(_choices(request))
    frames = [
        price_lines(lines, request.encounter, held).with_columns(claim=pl.lit(str(number)))
        for number, (_, held) in enumerate(choices)
    ]
    amounts: dict[int, list[int | None]] = {}
    for row in priced_rows(pl.concat(frames), request):
        amounts.setdefault(int(row["claim"]), []).append(row["allowed"])
    whole = {number: sum(held) for number, held in amounts.items() if None not in held}  # type: ignore[arg-type]  # no None in it
    totals = [(choice, whole[number]) for number, (choice, _) in enumerate(choices) if number in whole]
    return totals, any(amount is not None for held in amounts.values() for amount in held)


def _choices(request: Request) -> Iterator[tuple[Choice, Setting]]:
    where = request.where
    facilities = [where.facility] if where.facility is not None else [False, True]
    spots = [None] if where.located else [None, *all_on(priced_as_of(request.encounter.date))]
    factors = [where.qp] if where.qp is not None else [False, True]
    for facility, spot, qp in product(facilities, spots, factors):
        held = replace(where, facility=facility, qp=qp)
        name = "national"
        if spot is not None:
            held, name = replace(held, mac=spot.mac, locality=spot.locality), spot.name
        elif not where.located:
            held = replace(held, national=True)
        yield {"place": SETTINGS[facility], "locality": name, "qp": "yes" if qp else "no"}, held


def _answers(key: str, totals: Totals) -> Iterable[Answer]:
    """Each answer with its total, or with the range that the other unknowns leave; localities: both ends."""
    by_answer: dict[str, list[int]] = {}
    for choice, total in totals:
        by_answer.setdefault(choice[key], []).append(total)
    if key == "locality":
        ends = sorted((name for name in by_answer if name != "national"), key=lambda name: by_answer[name])
        by_answer = {name: by_answer[name] for name in ("national", *ends[:1], *ends[-1:]) if name in by_answer}
    return [Answer(_end(key, number, name), _range(held)) for number, (name, held) in enumerate(by_answer.items())]


def _end(key: str, number: int, name: str) -> str:
    return name if key != "locality" or number == 0 else f"{('', 'lowest', 'highest')[number]}: {name}"


def _range(totals: list[int]) -> str:
    low, high = money.dollars(min(totals)), money.dollars(max(totals))
    return f"${low}" if low == high else f"${low} to ${high}"
