"""The encounter: its short forms, what no single key can show, and every published encounter as the proof."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from frostline.api import load_encounter, load_text
from frostline.knowledge.encounters import encounter_of, read_encounter
from frostline.knowledge.text import parse
from frostline.model.encounter import Encounter, FactValue, Locality, Role
from frostline.model.errors import Fault, Faults

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CASES = ROOT.parent / "shared" / "cases"

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the published cases are not here: no folder shared/cases")


def chart(text: str) -> Encounter:
    return load_text(f"date: 2026-05-04\n{text}\n", "x.yaml")


def faults(text: str) -> list[Fault]:
    with pytest.raises(Faults) as raised:
        chart(text)
    return list(raised.value.faults)


def the_fault(text: str) -> tuple[str, str]:
    (fault,) = faults(text)
    return fault.key, fault.found


# Short forms


@pytest.mark.parametrize("text", ["national", '"national"', "{national: true}", "{national: yes}"])
def test_the_word_national_is_a_place_to_price(text: str) -> None:
    assert chart(f"treated: []\nlocality: {text}").locality == Locality(national=True)


def test_a_fact_may_be_its_value_alone_or_say_who_judged() -> None:
    facts = chart("treated: []\nfacts: {a: yes, b: 8, c: {value: no, by: Dr. A, on: 2026-04-30, source: board}}").facts
    assert facts == {
        "a": FactValue("yes"),
        "b": FactValue("8"),
        "c": FactValue("no", "Dr. A", date(2026, 4, 30), "board"),
    }


@pytest.mark.parametrize("text", ["{a: [yes]}", "{a: null}", "{a: {by: Dr. A}}", "[a]", "yes"])
def test_a_fact_without_a_value_is_refused(text: str) -> None:
    assert faults(f"treated: []\nfacts: {text}")


def test_a_fact_keeps_its_name() -> None:
    assert list(chart("treated: []\nfacts: {from: x}").facts or ()) == ["from"]


# Between keys


@pytest.mark.parametrize("text", ["treated: [{lesion: AK}]\nlines: []", "services: [{code: '99213'}]\nlines: []"])
def test_a_chart_that_is_a_finished_claim_too_is_refused(text: str) -> None:
    assert the_fault(text) == ("lines", "lines beside treated or services")


def test_a_service_on_a_treated_lesion_and_on_another_one_at_once_is_refused() -> None:
    text = "treated: [{id: a, lesion: AK}]\nservices: [{code: '11102', treats: a, lesion: other}]"
    assert the_fault(text) == ("services[1].lesion", "another lesion, and one that was treated")


def test_an_encounter_in_which_nothing_was_done_is_refused() -> None:
    assert the_fault("place: office") == ("treated", "nothing")


@pytest.mark.parametrize("text", ["treated: []", "services: []", "lines: []"])
def test_a_list_that_is_written_and_empty_is_no_fault(text: str) -> None:
    assert chart(text).date == date(2026, 5, 4)


def test_a_history_in_the_future_is_refused_and_one_of_the_day_is_not() -> None:
    text = "treated: []\nhistory:\n  - {code: '17110', date: 2026-05-04}\n  - {code: '17110', date: 2026-05-05}"
    assert the_fault(text) == ("history[2].date", "2026-05-05")


@pytest.mark.parametrize(
    "place",
    [
        "{}",
        "{national: false}",
        "{zip: '98101', national: true}",
        "{zip: '98101', mac: '02402', locality: '02'}",
        "{zip: '98101', locality: '02'}",
        "{mac: '02402'}",
        "{locality: '02'}",
        "{mac: '02402', locality: '02', national: true}",
    ],
)
def test_a_place_to_price_that_is_none_or_two_is_refused(place: str) -> None:
    assert the_fault(f"treated: []\nlocality: {place}") == ("locality", "an unclear place")


@pytest.mark.parametrize(
    "place", ["{zip: '98101'}", "{zip: '98101-1234'}", "{mac: '02402', locality: '02'}", "{zip: 98101}", "null"]
)
def test_a_place_to_price_is_a_zip_or_a_mac_with_its_locality(place: str) -> None:
    chart(f"treated: []\nlocality: {place}")


@pytest.mark.parametrize("place", ["Seattle", "National", "98101"])
def test_any_other_word_for_the_place_to_price_is_refused(place: str) -> None:
    assert the_fault(f"treated: []\nlocality: {place}") == ("locality", repr(place))


@pytest.mark.parametrize(("line", "code"), [("zip", "9810"), ("zip", "98101-12"), ("mac", "2402"), ("locality", "2")])
def test_a_zip_or_locality_of_the_wrong_shape_is_refused(line: str, code: str) -> None:
    assert the_fault(f"treated: []\nlocality: {{{line}: '{code}'}}") == (f"locality.{line}", repr(code))


def test_two_entries_of_one_name_are_refused() -> None:
    text = "treated: [{id: a}, {id: b}, {id: a}]"
    assert the_fault(text) == ("treated[3].id", "a a second time")


def test_entries_without_a_name_are_not_of_one_name() -> None:
    assert len(chart("treated: [{lesion: AK}, {lesion: wart}]").treated or ()) == 2


def test_a_service_on_an_entry_that_does_not_exist_is_refused_with_those_that_do() -> None:
    text = "treated: [{id: a}, {id: b}]\nservices: [{code: '11102', treats: a}, {code: '11102', treats: c}]"
    (fault,) = faults(text)
    assert (fault.key, fault.found) == ("services[2].treats", "c")
    assert "(a, b)" in fault.expected


def test_faults_between_keys_are_all_told_at_once() -> None:
    text = """\
lines: []
treated: [{id: a}, {id: a}]
services: [{code: '11102', treats: b}]
history: [{code: '17110', date: 2026-05-05}]
locality: {}
"""
    expected = ["lines", "history[1].date", "locality", "treated[2].id", "services[1].treats"]
    assert expected == [fault.key for fault in faults(text)]


def test_a_fault_between_keys_has_its_line_like_any_other() -> None:
    (fault,) = faults("treated: []\nhistory:\n  - {code: '17110', date: 2026-05-05}")
    assert fault.line == 4


@pytest.mark.parametrize("text", ["", "null", "[]", "office", "- date: 2026-05-04\n"])
def test_a_text_that_is_no_encounter_says_what_one_has(text: str) -> None:
    with pytest.raises(Faults, match="an encounter: date, place, treated"):
        load_text(text)


# Read as it stands


def test_the_encounter_of_the_contract_is_read_whole() -> None:
    encounter = read_encounter(
        """\
id: E-0001
date: 2026-05-04
place: "11"
patient: {age: 67, sex: female}
payer: medicare
provider: {npi: "1234567893", specialty: dermatology, qp: false, participating: true, role: co-surgeon}
locality: {zip: "98101"}
treated:
  - {id: a, lesion: AK, icd10: L57.0, count: 8, site: face, size_cm: 0.9, area_sq_cm: 12.0, method: LN2,
     extent: simple, approach: percutaneous, guidance: [ct], pathology: none, symptoms: [bleeding], cosmetic: false}
services:
  - {code: "99213", separate_problem: true, diagnoses: [L40.0], decision_for_surgery: no}
  - {code: "11102", units: 1, modifiers: [], treats: a}
  - {code: "11103", lesion: other}
history:
  - {code: "17110", date: 2026-04-28, provider: same, treats: same lesion, planned: false, operating_room: false}
facts: {prostate.tumor_stage: T2a}
cost_sharing: {deductible_left: "0.00", coinsurance: "0.20"}
""",
        "x.yaml",
    )
    entry = (encounter.treated or ())[0]
    assert (entry.count, entry.size_cm, entry.cosmetic) == (8, Decimal("0.9"), False)
    assert encounter.provider.role is Role.co_surgeon
    assert encounter.provider.qp is False
    assert [service.code for service in encounter.services or ()] == ["99213", "11102", "11103"]
    assert encounter.cost_sharing is not None
    assert encounter.cost_sharing.coinsurance == Decimal("0.20")


def test_an_encounter_with_only_a_day_and_a_lesion_has_no_defaults() -> None:
    encounter = chart("treated: [{lesion: AK}]")
    assert [encounter.place, encounter.payer, encounter.locality, encounter.provider.qp] == [None] * 4
    assert (encounter.treated or ())[0].count is None


def published() -> Iterator[Any]:
    for path in sorted(CASES.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for case in parse(text, path.name):
            value = case.get("encounter", case.get("claim"))
            yield pytest.param(value, text, path.name, id=f"{path.stem}: {case['name']}")


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_every_example_is_read(path: Path) -> None:
    assert isinstance(load_encounter(path), Encounter)


@needs_cases
@pytest.mark.parametrize(("value", "text", "source"), list(published()))
def test_every_published_encounter_is_read(value: dict[str, Any], text: str, source: str) -> None:
    assert str(encounter_of(value, text, source).date) == value["date"]


@needs_cases
def test_all_published_cases_are_looked_at() -> None:
    assert len(list(published())) > 100
