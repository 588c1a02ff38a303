"""The claim as a whole: order of lines, add-ons behind their primary, GY, numbers and diagnoses."""

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, billed, chart, entry, lookups, marks, service, settled

from frostline.engine.coding.finishing import numbered
from frostline.engine.coding.lookups import Lookups
from frostline.model.claim import Line
from frostline.model.encounter import Apart, Treated

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


def test_what_is_for_appearance_is_counted_and_billed_apart_from_what_is_not() -> None:
    mixed = (entry(WARTS, cosmetic=True), entry(WARTS, id="w2", cosmetic=False))
    assert [("17110", 1, ())] == billed(settled(chart(*mixed, payer="medicare")))
    assert [False] == [line.cosmetic for line in claim(*mixed, payer="medicare")]


@pytest.mark.parametrize("payer", ["medicare", "aetna"])
def test_what_is_for_appearance_does_not_bring_both_codes_of_one_family_onto_the_claim(payer: str) -> None:
    mixed = (entry(WARTS, cosmetic=True, count=20), entry(WARTS, id="w2", cosmetic=False, count=5))
    codes = [code for code, _, _ in billed(settled(chart(*mixed, payer=payer)))]
    assert {"17110", "17111"} != set(codes)


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


# What waits


def test_a_service_on_a_lesion_that_is_asked_about_waits_and_one_on_another_lesion_does_not() -> None:
    asked = entry(count=None)
    result = settled(chart(asked, services=(service("11102", treats="ak"),)))
    assert ([], ["11102"]) == (billed(result), [held.about for held in result.not_coded])
    assert result.not_coded[0].remedy.startswith("Answer the questions")
    assert [("11102", 1, ())] == billed(settled(chart(asked, services=(service("11102", lesion=Apart.other),))))


def test_a_visit_with_separate_work_waits_for_the_procedure_beside_it() -> None:
    result = settled(chart(entry(count=None), services=(service("99213", separate_problem=True),)))
    assert ([], ["99213"]) == (billed(result), [held.about for held in result.not_coded])


def test_a_visit_without_separate_work_is_left_out_whatever_the_answer_is() -> None:
    result = settled(chart(entry(count=None), services=(service("99213", separate_problem=False),)))
    assert ([], "global.period") == (billed(result), result.findings[0].edit)


ELSEWHERE = entry(id="g", lesion="acne", site="anus")  # a nature that no family has there


def test_a_lesion_that_is_coded_by_hand_as_its_remedy_says_is_billed() -> None:
    result = settled(chart(ELSEWHERE, services=(service("46999", treats="g"),)))
    assert [("46999", 1, ())] == billed(result)


def test_a_visit_beside_a_lesion_of_no_family_is_not_told_to_wait_for_questions_that_nobody_asks() -> None:
    result = settled(chart(ELSEWHERE, services=(service("99213", separate_problem=True),)))
    assert result.questions or "Answer the questions first" not in [held.remedy for held in result.not_coded]


def test_a_visit_beside_a_lesion_that_is_coded_by_hand_has_25() -> None:
    known = lookups({"46930": "090", "99213": "XXX"})
    services = (service("46930"), service("99213", separate_problem=True))
    assert {"46930": (), "99213": ("25",)} == marks(settled(chart(ELSEWHERE, services=services), known))


def test_an_add_on_whose_primary_is_unknown_to_the_tables_still_stands() -> None:
    bare = Lookups(global_days=lookups().global_days, weight={}, pairs={}, primaries={})
    assert {"17000": (), "17003": ()} == marks(settled(chart(AK), bare))
