"""The same encounter gives the same bytes; the order of entries, services and history decides nothing."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.demo import chart, demo

from frostline.api import bill
from frostline.interfaces import contract
from frostline.knowledge.book import book
from frostline.model.claim import Outcome, Status
from frostline.model.encounter import (
    By,
    ClaimLine,
    Earlier,
    Encounter,
    Locality,
    Pathology,
    Provider,
    Service,
    Treated,
    Treats,
)
from frostline.model.errors import FrostlineError

PACKS = book()
KERATOSES = "{id: a, lesion: actinic keratosis, count: 6, site: face, method: LN2}"
SCALP = "{id: c, lesion: actinic keratosis, count: 2, site: scalp, method: LN2}"
BOWEN = "{id: b, lesion: Bowen disease, count: 1, site: left forearm, size_cm: 2.2, method: LN2, pathology: confirmed}"
BCC = "{id: f, lesion: BCC, count: 1, site: right forearm, size_cm: 2.4, method: LN2, pathology: confirmed}"
WARTS = "{id: d, lesion: wart, count: 2, site: left hand, method: LN2, symptoms: [pain]}"
TAGS = "{id: g, lesion: skin tag, count: 20, site: neck, method: scissors}"
UNCLEAR = "{id: h, lesion: cutaneous horn, count: 2, site: neck, method: LN2}"
EACH_ITS_OWN_LINE = (KERATOSES, BOWEN, WARTS, TAGS)
SOME_ON_ONE_LINE = (KERATOSES, SCALP, BOWEN, BCC, WARTS)

WORDS = re.compile(r"[\w.]+")

slowly = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])


def text(encounter: Encounter) -> str:
    """The whole answer as it leaves the command."""
    return json.dumps(contract.outcome(bill(encounter)), ensure_ascii=False)


def loose(value: Any) -> Any:  # noqa: ANN401 - any JSON value
    """A JSON value with every list in an order of its own, and sums and lists in texts taken apart."""
    if isinstance(value, dict):
        return {key: loose(held) for key, held in value.items()}
    if isinstance(value, list):
        return sorted((loose(held) for held in value), key=str)
    return sorted(WORDS.findall(value)) if isinstance(value, str) else value


@pytest.mark.parametrize(
    "encounter", [demo(), demo(place=None, locality=None, qp=None), chart(*SOME_ON_ONE_LINE, UNCLEAR)]
)
def test_the_same_encounter_gives_the_same_bytes(encounter: Encounter) -> None:
    assert {text(encounter)} == {text(encounter) for _ in range(5)}


@pytest.mark.parametrize("entries", [(KERATOSES, BOWEN), (BOWEN, TAGS), (KERATOSES, WARTS)])
def test_the_order_of_two_entries_with_lines_of_their_own_gives_the_same_bytes(entries: tuple[str, str]) -> None:
    assert text(chart(*entries)) == text(chart(*entries[::-1]))


def test_the_order_of_entries_gives_the_same_bytes_where_a_line_is_column_two_of_several() -> None:
    assert text(chart(KERATOSES, WARTS, TAGS)) == text(chart(KERATOSES, TAGS, WARTS))


@slowly
@given(st.permutations(range(len(EACH_ITS_OWN_LINE))))
def test_the_order_of_entries_gives_the_same_claim_where_each_makes_its_own_line(order: list[int]) -> None:
    encounter = chart(*EACH_ITS_OWN_LINE)
    shuffled = replace(encounter, treated=tuple((encounter.treated or ())[n] for n in order))
    assert loose(json.loads(text(encounter))) == loose(json.loads(text(shuffled)))


@slowly
@given(st.permutations(range(len(SOME_ON_ONE_LINE))))
def test_the_order_of_entries_gives_the_same_claim_where_several_share_a_line(order: list[int]) -> None:
    encounter = chart(*SOME_ON_ONE_LINE)
    shuffled = replace(encounter, treated=tuple((encounter.treated or ())[n] for n in order))
    assert loose(json.loads(text(encounter))) == loose(json.loads(text(shuffled)))


def test_the_order_of_services_and_history_decides_no_line() -> None:
    services = (
        Service("99213", separate_problem=True),
        Service("11300", lesion=None, modifiers=("59",)),
        Service("96567"),
    )
    history = tuple(
        Earlier(code, demo().date.replace(day=1), provider=By.same, treats=Treats.other) for code in ("17110", "17263")
    )
    forth = replace(demo(), services=services, history=history)
    back = replace(demo(), services=services[::-1], history=history[::-1])
    assert _shape(bill(forth)) == _shape(bill(back))


def _shape(outcome: Outcome) -> object:
    lines = [(line.code, line.units, line.modifiers) for line in outcome.lines]
    return (lines, [price.allowed for price in outcome.prices], sorted(map(str, outcome.questions)))


def test_names_of_entries_decide_nothing() -> None:
    named = chart(*SOME_ON_ONE_LINE)
    renamed = replace(named, treated=tuple(replace(e, id=f"z{n}") for n, e in enumerate(named.treated or ())))
    nameless = replace(named, treated=tuple(replace(e, id=None) for e in named.treated or ()))
    assert unnamed(text(named)) == unnamed(text(renamed)) == unnamed(text(nameless))


def unnamed(answer: str) -> str:
    """An answer without what only names an entry."""
    return re.sub(r'"about": ("[^"]*"|\[[^\]]*\])', "", answer)


# Whatever a chart says, there is an answer

words = st.sampled_from([word for term in PACKS.lesions.terms for word in term.words[:2]]) | st.sampled_from(
    ["possible BCC", "no AK", "zzz", "biopsy-proven SCC"]
)
sites = st.sampled_from([f"{side}{term.words[0]}" for term in PACKS.sites.terms for side in ("", "left ", "both ")])
methods = st.sampled_from([term.words[0] for term in PACKS.methods.terms]) | st.sampled_from(["zzz"])
entries = st.builds(
    Treated,
    lesion=words | st.none(),
    icd10=st.sampled_from(["L57.0", "C44.612", "D48.5", "Z99.9"]) | st.none(),
    count=st.integers(1, 40) | st.none(),
    site=sites | st.sampled_from(["zzz"]) | st.none(),
    size_cm=st.none(),
    area_sq_cm=st.decimals("0.1", "60", places=1) | st.none(),
    method=methods | st.none(),
    pathology=st.sampled_from(list(Pathology)) | st.none(),
    cosmetic=st.booleans() | st.none(),
)
sized = entries.map(lambda entry: replace(entry, size_cm=Decimal("2.2")))
codes = st.sampled_from(
    ["99213", "99203", "11102", "11103", "11300", "96567", "17000", "46999", "11100", "99999", "31641"]
)
services = st.builds(
    Service,
    code=codes,
    units=st.integers(1, 3) | st.none(),
    modifiers=st.lists(st.sampled_from(["25", "59", "11", "50", "24"]), max_size=2).map(tuple) | st.none(),
    separate_problem=st.booleans() | st.none(),
    decision_for_surgery=st.booleans() | st.none(),
)
before = st.builds(
    Earlier,
    code=codes | st.sampled_from(["17110", "17106", "17263"]),
    date=st.sampled_from([demo().date.replace(day=1), demo().date.replace(month=3), demo().date]),
    provider=st.sampled_from(list(By)) | st.none(),
    treats=st.sampled_from(list(Treats)) | st.none(),
    planned=st.booleans() | st.none(),
    operating_room=st.booleans() | st.none(),
)
encounters = st.builds(
    Encounter,
    date=st.sampled_from([demo().date, demo().date.replace(year=2024, month=8), demo().date.replace(year=2023)]),
    place=st.sampled_from(["office", "ASC", "hospital", "zzz"]) | st.none(),
    payer=st.sampled_from(["medicare", "aetna"]) | st.none(),
    provider=st.builds(Provider, qp=st.booleans() | st.none()),
    locality=st.sampled_from([Locality(mac="02402", locality="02"), Locality(national=True)]) | st.none(),
    treated=st.lists(entries, max_size=4).map(tuple),
    services=st.lists(services, max_size=3).map(tuple) | st.none(),
    history=st.lists(before, max_size=2).map(tuple) | st.none(),
)
claims = st.builds(
    lambda encounter, lines: replace(encounter, treated=None, services=None, lines=tuple(lines)),
    encounters,
    st.lists(
        st.builds(
            ClaimLine,
            code=codes,
            units=st.integers(1, 30) | st.none(),
            modifiers=st.lists(st.sampled_from(["25", "59", "11", "ZZ", "GY"]), max_size=2).map(tuple),
            diagnoses=st.lists(st.sampled_from(["L57.0", "Z99.9", "C44"]), max_size=2).map(tuple),
            charge=st.decimals(0, 500, places=2) | st.none(),
        ),
        max_size=5,
    ),
)


def holds(encounter: Encounter) -> None:
    """What is true of every answer."""
    outcome = bill(encounter)
    assert json.loads(text(encounter)) == contract.outcome(outcome)
    assert list(range(1, len(outcome.lines) + 1)) == [line.number for line in outcome.lines]
    assert [line.number for line in outcome.lines] == [price.line for price in outcome.prices]
    assert {None, *(line.number for line in outcome.lines)} >= {held.line for held in outcome.findings}
    priced = [price.allowed for price in outcome.prices]
    assert (outcome.total_allowed is None) == (not priced or None in priced or outcome.provisional)
    assert all(price.published is not None or price.allowed is None for price in outcome.prices)
    assert not outcome.lines or {held.edit for held in outcome.findings} >= {"ncci.ptp", "code.unknown"}
    assert all(held.because and held.status in Status for held in outcome.findings)
    assert all(line.step.value and line.units >= 0 for line in outcome.lines)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(encounters)
def test_every_chart_gets_an_answer_that_holds_together(encounter: Encounter) -> None:
    holds(encounter)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(claims)
def test_every_finished_claim_gets_an_answer_that_holds_together(encounter: Encounter) -> None:
    holds(encounter)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(sized)
def test_every_chart_of_a_known_size_gets_an_answer(entry: Treated) -> None:
    try:
        holds(replace(demo(), treated=(entry,)))
    except FrostlineError:
        pytest.fail("an encounter that reads must be answered")


@given(st.randoms())
def test_a_claim_is_priced_alike_whatever_else_was_billed_before(random: Random) -> None:
    others = [demo(place="ASC"), demo(qp="true"), demo(date="2024-08-01", locality="national")]
    expected = text(demo())
    bill(random.choice(others))
    assert expected == text(demo())
