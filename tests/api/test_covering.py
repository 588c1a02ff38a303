"""Coverage of encounters: the payer's policies of that day, over what the chart shows, and nothing that it does not."""

from collections.abc import Callable

import pytest

from frostline.api import bill, load_text
from frostline.api.covering import payer_of
from frostline.api.notifying import notices_for
from frostline.model.decision import Decision
from frostline.model.errors import Faults

LUNG = "lesion: lung cancer, site: right lung, method: cryoablation, approach: percutaneous"
HEAD = "id: C\ndate: {day}\nplace: '22'\npayer: {payer}\n"
Decide = Callable[..., tuple[Decision, ...]]


def coverage(treated: str, *, payer: str = "regence", day: str = "2026-06-04", more: str = "") -> tuple[Decision, ...]:
    return bill(load_text(f"{HEAD.format(day=day, payer=payer)}treated:\n  - {treated}\n{more}")).coverage


def one(treated: str, **how: str) -> Decision:
    (found,) = coverage(treated, **how)
    return found


def of_code(
    code: str, *, payer: str = "regence", diagnoses: str = "", more: str = "", day: str = "2026-06-04"
) -> Decision:
    lines = f"lines: [{{code: '{code}', units: 1, diagnoses: [{diagnoses}]}}]\n"
    (found,) = bill(load_text(HEAD.format(day=day, payer=payer) + lines + more)).coverage
    return found


@pytest.mark.parametrize(
    ("code", "outcome", "deciding"),
    [
        ("0581T", "investigational", ("II",)),
        ("19105", "investigational", ("II",)),
        ("20983", "investigational", ("II",)),
        ("50250", "medically_necessary", ("I.C",)),
        ("50593", "medically_necessary", ("I.C",)),
    ],
)
def test_codes_that_settle_regence_by_themselves_ask_nothing(
    code: str, outcome: str, deciding: tuple[str, ...]
) -> None:
    found = of_code(code)
    assert (outcome, deciding, ()) == (found.outcome, found.deciding, found.missing)


@pytest.mark.parametrize(
    ("code", "first", "how_many"),
    [("55873", "prostate.extent", 1), ("32994", "lung.cancer", 7), ("57511", "histology", 1), ("50542", "method", 1)],
)
def test_codes_that_leave_it_open_ask_what_decides_first(code: str, first: str, how_many: int) -> None:
    found = of_code(code)
    assert ("needs_information", first, how_many) == (found.outcome, found.missing[0], len(found.missing))


def test_no_lung_cancer_ends_the_questions_and_palliation_comes_next() -> None:
    asked = of_code("32994").asked
    assert {"yes": "medically necessary or investigational", "no": "investigational"} == {
        lead.answer: lead.gives for lead in asked[0].leads_to
    }
    assert ("lung.palliation_required", "lung.central_airway_obstruction") == (asked[1].fact, asked[2].fact)


@pytest.mark.parametrize(
    "lesion", ["wart", "seborrheic keratosis", "actinic keratosis", "acne", "skin tag", "molluscum"]
)
def test_a_lesion_of_the_skin_that_is_no_tumor_is_not_addressed_and_not_denied(lesion: str) -> None:
    for found in coverage(f"{{lesion: {lesion}, count: 3, site: back, method: LN2}}"):
        assert ("not_addressed", (), ()) == (found.outcome, found.missing, found.contradictions)


@pytest.mark.parametrize("payer", ["medicare", "Original Medicare", "regence medicare advantage"])
def test_actinic_keratoses_are_covered_by_the_national_determination(payer: str) -> None:
    found = one("{lesion: actinic keratosis, count: 1, site: face, method: LN2}", payer=payer)
    assert ("medically_necessary", "covered", "medicare.ncd.250.4@2001-11-26") == (
        found.outcome,
        found.status,
        found.policy,
    )


def test_a_plan_of_medicare_whose_own_policies_are_not_held_is_bound_by_national_determinations() -> None:
    found = one(
        "{lesion: AK, count: 1, site: face, method: LN2}",
        payer="Humana",
        more="plan: {line_of_business: medicare_advantage}\n",
    )
    assert "medically_necessary" == found.outcome


def test_another_payer_is_not_checked_and_never_denied() -> None:
    found = one("{lesion: AK, count: 1, site: face, method: LN2}", payer="Humana")
    assert ("not_checked", "no policy of Humana is held") == (found.outcome, found.step.because)


@pytest.mark.parametrize(("day", "outcome"), [("2026-05-31", "not_checked"), ("2026-06-01", "medically_necessary")])
def test_the_day_of_service_picks_the_revision(day: str, outcome: str) -> None:
    assert outcome == of_code("50593", day=day).outcome


def test_the_day_of_a_request_picks_the_revision_in_its_place_and_says_so() -> None:
    found = of_code("50593", day="2026-07-01", more="plan: {requested: 2026-06-01}\n")
    assert "not_checked" == of_code("50593", day="2026-07-01", more="plan: {requested: 2026-05-31}\n").outcome
    assert ("medically_necessary", "day of the request for authorization, 2026-06-01") == (
        found.outcome,
        found.picked_by,
    )


def test_a_request_after_the_service_is_refused() -> None:
    with pytest.raises(Faults, match="not after that of service"):
        of_code("50593", day="2026-06-01", more="plan: {requested: 2026-06-02}\n")


def test_the_earliest_days_of_a_determination_have_their_own_answers() -> None:
    salvage = "facts: {prostate.localized: yes, prostate.radiation_failed: yes, prostate.gleason: 7}\n"
    treated = "{lesion: prostate cancer, method: cryoablation}"
    outcomes = {
        day: one(treated, payer="medicare", day=day, more=salvage).outcome for day in ("2000-01-01", "2026-06-04")
    }
    assert {"2000-01-01": "not_medically_necessary", "2026-06-04": "medically_necessary"} == outcomes
    assert "not_checked" == one(treated, payer="medicare", day="1997-04-14", more=salvage).outcome


def test_the_whole_gland_and_a_part_of_it_are_reported_and_not_resolved() -> None:
    found = one("{lesion: prostate cancer, method: cryoablation, extent: whole gland, facts: {prostate.extent: focal}}")
    assert ("needs_information", ("prostate.extent",)) == (found.outcome, found.missing)
    assert ("prostate.extent is focal (stated) and whole_gland (chart: whole gland)",) == found.contradictions


def test_a_contradiction_that_decides_nothing_is_reported_and_the_outcome_stands() -> None:
    found = one(
        "{lesion: prostate cancer, method: cryoablation, extent: whole gland, facts: {prostate.extent: focal}}",
        more="facts: {prostate.prior_therapy: surgery}\n",
        payer="medicare",
    )
    assert "not_medically_necessary" == found.outcome


def test_what_follows_from_one_side_of_a_contradiction_settles_nothing() -> None:
    facts = "histology: NSCLC, lung.palliation_required: {value: yes, by: Dr. A}, lung.central_airway_obstruction: yes"
    found = one(f"{{{LUNG.replace('cancer', 'metastasis')}, facts: {{{facts}}}}}")
    assert "needs_information" == found.outcome
    assert any(said.startswith("histology is ") for said in found.contradictions)


def test_a_judgement_counts_only_with_the_name_of_who_made_it() -> None:
    facts = (
        "histology: NSCLC, lung.stage: IIA, lung.node_negative: yes, lung.palliation_required: {value: no, by: Dr. B}"
    )
    treated = f"{{{{{LUNG}, facts: {{{{{{}}, lung.selected_for_ablation: {{}}}}}}}}}}"
    unnamed, named = (one(treated.format(facts, held)) for held in ("yes", "{value: yes, by: Dr. A}"))
    assert ("needs_information", ("lung.selected_for_ablation",)) == (unnamed.outcome, unnamed.missing)
    assert "without the name" in unnamed.asked[0].note
    assert ("medically_necessary", ("I.G.1",)) == (named.outcome, named.deciding)


def test_a_coarse_stage_settles_what_all_of_its_stages_settle() -> None:
    localized = "prostate.localized: yes, prostate.tumor_stage: T2"
    facts = f"facts: {{{{{localized}, prostate.prior_therapy: {{}}, prostate.radiation_failed: {{}}}}}}\n"
    treated = "{lesion: prostate cancer, method: cryoablation}"
    assert "medically_necessary" == one(treated, payer="medicare", more=facts.format("none", "no")).outcome
    salvage = one(treated, payer="medicare", more=facts.format("radiation", "yes"))
    assert ("needs_information", "prostate.tumor_stage") == (salvage.outcome, salvage.missing[0])


def test_facts_of_one_lesion_do_not_reach_another() -> None:
    lung, wart = coverage(
        f"{{id: l, {LUNG.replace('cancer', 'tumor')}, facts: {{lung.cancer: no}}}}\n"
        "  - {id: w, lesion: wart, count: 1, site: hand, method: LN2}"
    )
    assert ("investigational", ("l",)) == (lung.outcome, lung.about)
    assert ("not_addressed", ()) == (wart.outcome, wart.contradictions)


def test_a_tumor_without_a_code_of_the_policy_is_decided_by_its_facts() -> None:
    desmoid = one(
        "{lesion: desmoid tumor, site: thigh, method: cryoablation, approach: percutaneous, icd10: D48.116}",
        more="facts: {tumor.symptomatic: yes}\n",
    )
    assert ("medically_necessary", ("I.F",)) == (desmoid.outcome, desmoid.deciding)


def test_every_strange_fact_is_told_at_once_with_the_nearest_name() -> None:
    with pytest.raises(Faults) as error:
        one(
            "{lesion: wart, count: 1, method: LN2, facts: {prostate.psa: 8}}",
            more="facts: {prostate.psa_ng_ml: 8 ug/L, lung.cancer: maybe}\n",
        )
    said = str(error.value)
    assert 3 == len(error.value.faults)
    assert all(
        part in said
        for part in ("treated[1].facts.prostate.psa", "Did you mean prostate.psa_ng_ml?", "in ng/mL", "yes, no")
    )


def test_the_contract_goes_first_for_the_codes_it_names() -> None:
    terms = "plan: {contract: [{codes: ['50593'], outcome: cosmetic, cite: section 4}]}\n"
    assert "cosmetic" == of_code("50593", more=terms).outcome
    assert "medically_necessary" == of_code("50250", more=terms).outcome


def test_other_payers_are_named_and_not_computed() -> None:
    found = of_code("50593", more="plan: {others: [{payer: Aetna, order: prior}]}\n")
    assert "Aetna is the prior payer: named here, not computed" in found.remarks


def test_a_covered_claim_of_confirmed_tables_can_be_clean_and_a_denied_one_never_is() -> None:
    held = of_code("0581T")
    assert held.review
    assert not of_code("50593").review


@pytest.mark.parametrize(
    ("payer", "line", "form"),
    [
        ("regence", "commercial", "commercial"),
        ("medicare", "medicare", "medicare"),
        ("regence", "medicare_advantage", "medicare_advantage"),
    ],
)
def test_what_may_not_be_paid_has_a_notice_for_its_line_of_business(payer: str, line: str, form: str) -> None:
    text = (
        HEAD.format(day="2026-06-04", payer=payer)
        + f"plan: {{line_of_business: {line}}}\nlocality: national\nprovider: {{qp: false}}\n"
    )
    encounter = load_text(
        text
        + "treated: [{lesion: prostate cancer, method: cryoablation, extent: focal}]\n"
        + "facts: {prostate.prior_therapy: surgery}\n"
    )
    outcome = bill(encounter)
    (notice,) = notices_for(encounter, outcome)
    assert notice.id.endswith(form)
    said = [text for section in notice.sections for text in section.texts]
    assert any("688." in text and "bills its own fee" in text for text in said)
    assert not any("rest" == text.split()[0] for text in said)


def test_nothing_is_told_while_it_is_open_or_where_it_is_covered() -> None:
    for extent in ("", ", extent: whole gland"):
        encounter = load_text(
            HEAD.format(day="2026-06-04", payer="regence")
            + "plan: {line_of_business: commercial}\n"
            + f"treated: [{{lesion: prostate cancer, method: cryoablation{extent}}}]\n"
        )
        assert not any(notice.printable for notice in notices_for(encounter, bill(encounter)))


@pytest.mark.parametrize(
    ("text", "payer"), [("Medicare", "medicare"), ("REGENCE BlueShield", "regence"), ("Aetna", None), (None, None)]
)
def test_a_payer_is_found_by_its_words_alone(text: str | None, payer: str | None) -> None:
    found = payer_of(text)
    assert payer == (found.id if found else None)
