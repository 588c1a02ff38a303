"""Charts and published values by hand, for the tests of coding."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from frostline.engine.coding.draft import Drafts, draft
from frostline.engine.coding.lookups import Lookups, Settled
from frostline.engine.coding.settle import settle
from frostline.knowledge.book import book
from frostline.model.claim import Question
from frostline.model.encounter import By, Earlier, Encounter, Pathology, Service, Treated, Treats

DAY = date(2026, 5, 4)
PACKS = book()
Lengths = Mapping[str, str]
Pairs = dict[tuple[str, str], int]

AK = Treated(id="ak", lesion="actinic keratosis", count=3, site="face", method="cryosurgery")
WARTS = Treated(id="wa", lesion="wart", count=4, site="left hand", method="cryosurgery")
BOWEN = Treated(
    id="bo",
    lesion="Bowen disease",
    count=1,
    site="left forearm",
    size_cm=Decimal("2.2"),
    method="cryosurgery",
    pathology=Pathology.confirmed,
)
PRIMARIES = {"17003": frozenset({"17000"}), "11201": frozenset({"11200"}), "11103": frozenset({"11102"})}
WEIGHT = {"17000": 199, "17003": 19, "17004": 500, "17110": 350, "17111": 400, "17263": 560, "99213": 380, "11102": 300}
LENGTHS = {
    "17000": "010",
    "17003": "ZZZ",
    "17004": "010",
    "17106": "090",
    "17110": "010",
    "17111": "010",
    "17263": "010",
    "11102": "000",
    "11103": "ZZZ",
    "11300": "000",
    "11200": "010",
    "11201": "ZZZ",
    "55873": "090",
    "99213": "XXX",
    "99203": "XXX",
    "96567": "XXX",
}


def chart(*treated: Treated, **more: Any) -> Encounter:  # noqa: ANN401 - fields of an encounter
    """An encounter of some treated entries, on `DAY` unless it is said otherwise."""
    told: dict[str, Any] = {"date": DAY, "treated": treated} | more
    return Encounter(**told)


def lookups(lengths: Lengths = LENGTHS, pairs: Pairs | None = None, *, around: date = DAY) -> Lookups:
    """Published values as they would be on any day of the four months before `around`."""
    days = [around - timedelta(days=back) for back in range(121)]
    return Lookups(
        global_days={(code, day): length for code, length in lengths.items() for day in days},
        weight=WEIGHT,
        pairs=pairs or {},
        primaries=PRIMARIES,
        pairs_release="PTP-X",
    )


def drafted(*treated: Treated, **more: Any) -> Drafts:  # noqa: ANN401 - fields of an encounter
    """What the chart alone says."""
    return draft(chart(*treated, **more), PACKS)


def settled(encounter: Encounter, known: Lookups | None = None) -> Settled:
    """Everything that coding decides."""
    return settle(draft(encounter, PACKS), encounter, known or lookups(), PACKS)


def lines(drafts: Drafts) -> set[tuple[str, int]]:
    """Code and units of each draft."""
    return {(line.code, line.units) for line in drafts.lines}


def billed(result: Settled) -> list[tuple[str, int, tuple[str, ...]]]:
    """Code, units and modifiers of each line, in the order of the claim."""
    return [(line.code, line.units, line.modifiers) for line in result.lines]


def marks(result: Settled) -> dict[str, tuple[str, ...]]:
    """Modifiers by code."""
    return {line.code: line.modifiers for line in result.lines}


def keys(questions: Iterable[Question]) -> list[tuple[str, str]]:
    """What is asked, and of which entry or service."""
    return [(question.key, question.about) for question in questions]


def answers(question: Question) -> list[str]:
    """The answers that a question offers."""
    return [answer.answer for answer in question.leads_to]


def entry(like: Treated = AK, **changes: Any) -> Treated:  # noqa: ANN401 - fields of an entry
    """A treated entry like another, but for what is said."""
    return replace(like, **changes)


def service(code: str, **more: Any) -> Service:  # noqa: ANN401 - fields of a service
    """Something else done that day."""
    return Service(code=code, **more)


def earlier(code: str, days_ago: int, **more: Any) -> Earlier:  # noqa: ANN401 - fields of an earlier procedure
    """An earlier procedure by the same provider on another lesion, unless it is said otherwise."""
    told = {"provider": By.same, "treats": Treats.other} | more
    return Earlier(code=code, date=DAY - timedelta(days=days_ago), **told)
