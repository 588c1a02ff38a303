"""What the note has and still needs to say for each line, before the clinician signs."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, chart, entry, service, settled

from frostline.engine.coding.beside.documenting import documentation, elements, strange_documented
from frostline.engine.coding.beside.documenting_lists import BIOPSY, BY_MODIFIER, FREEZING, GUIDANCE, UNLISTED, VISIT
from frostline.knowledge.checklists import CALLED_FOR
from frostline.model.claim import Documented, Seen
from frostline.model.encounter import Apart, Encounter, Notice, Pathology, Treated

KIDNEY = Treated(
    id="k",
    lesion="renal cell carcinoma",
    count=1,
    site="left kidney",
    size_cm=Decimal("2.5"),
    method="percutaneous cryoablation",
    guidance=("ct",),
    pathology=Pathology.confirmed,
)
PILES = Treated(id="p", lesion="hemorrhoids", method="cryotherapy", symptoms=("bleeding",))
LASERED = Treated(id="o", lesion="wart", count=1, site="right hand", method="laser", symptoms=("pain",))


def held(*treated: Treated, marked: str = "", **more: Any) -> tuple[Documented, ...]:  # noqa: ANN401 - of an encounter
    """Everything that is said of the lines of a chart; `marked`: a modifier that every line gets."""
    encounter = chart(*treated, **more)
    lines = settled(encounter).lines
    if marked:
        lines = tuple(replace(line, modifiers=(*line.modifiers, marked)) for line in lines)
    return documentation(lines, encounter, PACKS)


def lacking(*treated: Treated, **more: Any) -> list[tuple[str, str]]:  # noqa: ANN401 - of an encounter
    """What is missing, by entry."""
    return [(one.about, one.element) for one in held(*treated, **more) if one.status is Seen.missing]


def status(found: tuple[Documented, ...], element: str, code: str = "") -> list[Seen]:
    """Statuses of an element, over all lines or those of a code."""
    return [one.status for one in found if one.element == element and code in {"", one.code}]


# Each entry, by its family


def test_a_complete_note_lacks_nothing() -> None:
    assert [] == lacking(AK, BOWEN, entry(WARTS, symptoms=("bleeding",)))
    assert [] == lacking(entry(KIDNEY, documented=("not_surgery",)))


def test_benign_lesions_need_a_symptom() -> None:
    assert [("wa", "symptoms")] == lacking(WARTS)
    assert [("wa", "symptoms")] == lacking(entry(WARTS, symptoms=()))


def test_what_is_done_for_appearance_needs_no_symptom_and_no_indication() -> None:
    found = held(entry(WARTS, cosmetic=True))
    assert set() == {one.element for one in found if one.why == "necessity"}
    assert [] == lacking(entry(WARTS, cosmetic=True))


def test_a_missing_necessity_is_told_from_a_missing_count() -> None:
    found = held(entry(WARTS, count=None), entry(LASERED, count=15))
    assert {("count", "code"), ("symptoms", "necessity")} == {
        (one.element, one.why) for one in found if one.status is Seen.missing
    }


def test_a_site_that_did_not_decide_the_code_must_still_be_documented() -> None:
    assert {("ak", "site")} == set(lacking(entry(site=None)))


def test_a_malignant_diagnosis_without_a_report_lacks_the_report() -> None:
    stated = entry(BOWEN, lesion=None, icd10="C44.619", pathology=None)
    assert [("bo", "pathology")] == lacking(stated)
    assert [] == lacking(entry(stated, pathology=Pathology.confirmed))


@pytest.mark.parametrize("pathology", [None, Pathology.none, Pathology.pending])
def test_an_organ_without_histology_lacks_it_though_the_code_does_not_turn_on_it(pathology: Pathology | None) -> None:
    found = held(entry(KIDNEY, pathology=pathology))
    assert [("k", "pathology", "necessity")] == [
        (one.about, one.element, one.why) for one in found if one.status is Seen.missing
    ]


def test_keratoses_are_not_asked_for_a_report() -> None:
    assert [] == status(held(AK), "pathology")


def test_an_add_on_line_wants_the_same_as_its_first() -> None:
    found = held(entry(site=None, count=5))
    assert [("17000", "site"), ("17003", "site")] == [
        (one.code, one.element) for one in found if one.status is Seen.missing
    ]


def test_each_entry_that_lacks_an_element_is_named() -> None:
    expected = [("ak", "site"), ("b", "site")]
    assert expected == lacking(entry(site=None, count=1), entry(id="b", site=None, count=1))[:2]


def test_what_is_missing_is_said_in_the_words_of_the_chart_and_cited() -> None:
    missing = next(one for one in held(WARTS) if one.status is Seen.missing)
    assert missing.says.startswith("wart, left hand: a sign or symptom")
    assert all(one.cite for one in held(WARTS, KIDNEY, PILES))


def test_the_words_of_the_method_show_the_approach() -> None:
    assert [Seen.documented] == status(held(KIDNEY), "approach", "50593")


def test_a_word_that_does_not_say_how_leaves_the_method_open() -> None:
    assert [("ak", "method")] == lacking(entry(method="destroyed", count=1))


def test_a_kidney_without_its_side_leaves_the_site_open() -> None:
    assert [Seen.missing] == status(held(entry(KIDNEY, site="kidney")), "site", "50593")


# Listed under documented


def test_what_is_listed_as_documented_is_taken_at_its_word() -> None:
    found = held(entry(WARTS, documented=("consent", "symptoms")))
    assert [Seen.documented] == status(found, "consent")
    assert [Seen.documented] == status(found, "symptoms")
    assert [Seen.to_check] == status(found, "plan")


def test_consent_in_one_entry_of_a_pooled_line_does_not_speak_for_the_other() -> None:
    both = (entry(WARTS, documented=("consent",)), entry(LASERED, documented=("consent",)))
    assert [Seen.documented] == status(held(*both), "consent")
    assert [Seen.to_check] == status(held(both[0], LASERED), "consent")


def test_a_slip_under_documented_is_told_with_its_place_and_the_nearest_element() -> None:
    encounter = chart(AK, entry(WARTS, documented=("consnet", "plan", "Ice ball margin", "xyz")))
    expected = ((2, "consnet", "consent"), (2, "Ice ball margin", "ice_ball_margin"), (2, "xyz", ""))
    assert expected == strange_documented(encounter, PACKS)


def test_every_element_of_the_book_may_be_listed() -> None:
    assert () == strange_documented(chart(entry(documented=tuple(elements(PACKS)))), PACKS)
    assert () == strange_documented(Encounter(date=chart().date, lines=()), PACKS)


# Shared checklists


def test_shared_checklists_are_asked_once_for_a_line_of_several_entries() -> None:
    found = held(WARTS, LASERED)
    assert [("17110", "")] == [(one.code, one.about) for one in found if one.element == "consent"]
    assert 2 == len(status(found, "symptoms"))


def test_the_engine_calls_for_lists_that_every_book_holds() -> None:
    assert {FREEZING, GUIDANCE, UNLISTED, VISIT, BIOPSY, *BY_MODIFIER.values()} == set(CALLED_FOR)


def test_only_what_was_frozen_is_asked_for_the_freezing() -> None:
    assert [] == status(held(LASERED), "agent")
    assert [Seen.to_check] == status(held(WARTS), "agent")
    assert [Seen.documented] == status(held(entry(WARTS, cycles=2), LASERED), "cycles")


def test_cycles_that_nobody_entered_are_looked_up_and_not_called_missing() -> None:
    assert [Seen.to_check] == status(held(WARTS), "cycles")


def test_an_office_freeze_needs_no_operative_report_and_an_organ_does() -> None:
    assert [] == status(held(AK, WARTS, BOWEN), "anesthesia")
    assert [Seen.to_check] == status(held(KIDNEY), "anesthesia")
    assert [Seen.to_check] == status(held(KIDNEY), "ice_ball_margin")


def test_an_element_of_two_lists_is_asked_once() -> None:
    assert [Seen.to_check] == status(held(KIDNEY), "complications")
    assert [Seen.documented] == status(held(KIDNEY), "approach")


def test_guidance_that_is_billed_needs_its_image_and_report() -> None:
    found = [(one.element, one.status) for one in held(KIDNEY) if one.code == "77013"]
    expected = [("guidance", Seen.documented), ("stored_image", Seen.to_check), ("imaging_report", Seen.to_check)]
    assert expected == found


def test_an_unlisted_procedure_needs_its_comparison_and_price() -> None:
    found = held(PILES)
    assert {"46999"} == {one.code for one in found}
    assert [Seen.to_check] == status(found, "comparison") == status(found, "price_statement")
    assert [] == status(held(WARTS), "comparison")


def test_modifier_22_needs_what_made_it_more_work() -> None:
    assert [] == status(held(WARTS), "extra_time")
    assert [Seen.missing] == status(held(WARTS, marked="22"), "unusual")
    found = held(entry(WARTS, unusual="scarred by acid", documented=("extra_time",)), LASERED, marked="22")
    assert [Seen.documented] == status(found, "unusual") == status(found, "extra_time")


@pytest.mark.parametrize("modifier", ["GA", "GX"])
def test_a_notice_needs_its_parts_and_one_that_was_not_given_is_missing(modifier: str) -> None:
    signed = held(entry(WARTS, notice=Notice.signed), marked=modifier)
    assert [Seen.documented] == status(signed, "notice")
    assert [Seen.to_check] == status(signed, "notice_cost")
    assert [Seen.missing] == status(held(entry(WARTS, notice=Notice.none), marked=modifier), "notice")


# Services


def test_a_visit_with_25_needs_its_own_problem_and_diagnosis() -> None:
    bare = held(WARTS, services=(service("99213", separate_problem=True),))
    assert [Seen.missing] == status(bare, "diagnoses")
    assert [Seen.to_check] == status(bare, "visit_work")
    told = service("99213", separate_problem=True, diagnoses=("L40.0",))
    whole = held(entry(WARTS, documented=("visit_work",)), services=(told,))
    assert [Seen.documented] == status(whole, "diagnoses") == status(whole, "visit_work")


def test_a_visit_by_itself_needs_no_separate_work() -> None:
    assert () == held(services=(service("99213"),))


@pytest.mark.parametrize("code", ["11102", "11300"])
def test_a_biopsy_beside_a_treatment_must_say_which_lesion(code: str) -> None:
    assert [Seen.missing] == status(held(WARTS, services=(service(code),)), "treats")
    assert [Seen.documented] == status(held(WARTS, services=(service(code, lesion=Apart.other),)), "treats")


def test_a_biopsy_of_another_lesion_does_not_take_what_the_note_says_of_the_treated_one() -> None:
    treated = entry(WARTS, documented=("specimen",))
    assert [Seen.to_check] == status(held(treated, services=(service("11102", lesion=Apart.other),)), "specimen")


@pytest.mark.parametrize("code", ["11102", "11300", "99213"])
def test_a_service_by_itself_has_no_list(code: str) -> None:
    assert () == held(services=(service(code),))


def test_a_service_with_22_has_no_key_that_could_show_why() -> None:
    assert {Seen.to_check} == {one.status for one in held(services=(service("11102"),), marked="22")}
