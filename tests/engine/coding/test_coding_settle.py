# ruff: noqa: SIM300 - the expected value comes first (design/style.md)
"""The claim as a whole: order of lines, add-ons behind their primary, GY, numbers and diagnoses."""

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, billed, chart, entry, lookups, marks, service, settled

from frostline.engine.coding.lookups import Lookups
from frostline.engine.coding.settle import numbered
from frostline.model.claim import Line
from frostline.model.encounter import Treated

TAGS = entry(id="t", lesion="skin tag", count=20)


def claim(*treated: Treated, **more: object) -> tuple[Line, ...]:
    return numbered(settled(chart(*treated, **more)).lines, PACKS)


def test_lines_come_by_falling_relative_value_with_visits_last() -> None:
    result = settled(chart(AK, BOWEN, WARTS, services=(service("99213", separate_problem=True),)))
    assert ["17263", "17110", "17000", "17003", "99213"] == [code for code, _, _ in billed(result)]


def test_an_add_on_stands_behind_its_primary_however_small_its_own_value() -> None:
    result = settled(chart(TAGS, AK))
    assert ["17000", "17003", "11200", "11201"] == [code for code, _, _ in billed(result)]


def test_an_add_on_by_the_provider_stands_behind_its_primary_too() -> None:
    result = settled(chart(WARTS, services=(service("11103", units=2), service("11102"))))
    assert [("17110", 1, ()), ("11102", 1, ()), ("11103", 2, ())] == billed(result)


def test_the_order_of_entries_does_not_change_the_order_of_lines() -> None:
    assert billed(settled(chart(AK, BOWEN, WARTS))) == billed(settled(chart(WARTS, BOWEN, AK)))


def test_codes_of_unknown_value_come_by_their_number() -> None:
    services = (service("96567"), service("11300"))
    assert ["11300", "96567"] == [code for code, _, _ in billed(settled(chart(services=services)))]


def test_a_service_without_units_is_one_service_and_says_so() -> None:
    line = settled(chart(services=(service("11300"),))).lines[0]
    assert (1, "coded by the provider; one entry is one service") == (line.units, line.step.because)
    stated = settled(chart(services=(service("11300", units=3),))).lines[0]
    assert (3, "coded by the provider") == (stated.units, stated.step.because)


@pytest.mark.parametrize(
    ("payer", "cosmetic", "mark"),
    [("medicare", True, ("GY",)), ("Medicare", True, ("GY",)), ("medicare", False, ()), ("medicare", None, ()),
     ("aetna", True, ()), (None, True, ())],
)  # fmt: skip
def test_gy_is_medicares_and_for_appearance_only(
    payer: str | None,
    cosmetic: bool | None,  # noqa: FBT001 - a field of the chart
    mark: tuple[str, ...],
) -> None:
    assert {"17110": mark} == marks(settled(chart(entry(WARTS, cosmetic=cosmetic), payer=payer)))


def test_gy_needs_every_lesion_of_the_line_to_be_for_appearance() -> None:
    mixed = (entry(WARTS, cosmetic=True), entry(WARTS, id="w2", cosmetic=False))
    assert {"17110": ()} == marks(settled(chart(*mixed, payer="medicare")))
    assert [True] == [line.cosmetic for line in claim(*mixed, payer="medicare")]


def test_a_service_never_gets_gy_by_itself() -> None:
    assert {"11300": ()} == marks(settled(chart(services=(service("11300"),), payer="medicare")))


def test_lines_are_numbered_from_one_in_the_order_of_the_claim() -> None:
    assert [(1, "17263"), (2, "17000"), (3, "17003")] == [(line.number, line.code) for line in claim(AK, BOWEN)]


def test_each_line_carries_the_diagnoses_and_names_of_its_own_entries() -> None:
    found = {line.code: (line.diagnoses, line.entries) for line in claim(AK, BOWEN)}
    assert {"17263": (("D04.62",), ("bo",)), "17000": (("L57.0",), ("ak",)), "17003": (("L57.0",), ("ak",))} == found


def test_a_diagnosis_stands_on_a_line_once() -> None:
    assert [("L57.0",), ("L57.0",)] == [line.diagnoses for line in claim(AK, entry(id="b", site="scalp"))]


def test_a_service_carries_the_diagnoses_that_were_stated() -> None:
    assert [("L40.0",)] == [line.diagnoses for line in claim(services=(service("11300", diagnoses=("L40.0",)),))]


def test_an_encounter_with_nothing_to_bill_has_no_line() -> None:
    assert () == claim()


def test_an_add_on_whose_primary_is_unknown_to_the_tables_still_stands() -> None:
    bare = Lookups(global_days=lookups().global_days, weight={}, pairs={}, primaries={})
    assert {"17000": (), "17003": ()} == marks(settled(chart(AK), bare))
