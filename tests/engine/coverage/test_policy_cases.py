"""Cases of the packs come out as written, and a case that does not, or that is lacking, is told."""

from dataclasses import replace
from itertools import product

import pytest

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.proving import brute_outcomes, coverage_gaps, known_of, run_case
from frostline.engine.coverage.tracing import Truth
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.policies import NECESSARY, CoverageOutcome, Policy, PolicyCase

SHELF = whole_shelf()
FACTS = SHELF.shelf.facts
HELD = {policy.revision: policy for policy in SHELF.shelf.policies}
REGENCE, NCD = HELD["regence.surgery.132@2026-06-01"], HELD["medicare.ncd.230.9@2001-07-01"]
CASES = [(HELD[revision], case) for revision, held in SHELF.cases.items() for case in held.cases]
INVESTIGATIONAL, NEEDED = CoverageOutcome.investigational, CoverageOutcome.needs_information
SALVAGE = {"prostate.localized": "yes", "prostate.radiation_failed": "yes", "prostate.psa_ng_ml": "8"}


@pytest.mark.parametrize(("policy", "case"), CASES, ids=[f"{policy.revision}: {case.name}" for policy, case in CASES])
def test_a_case_comes_out_as_it_is_written(policy: Policy, case: PolicyCase) -> None:
    assert [] == run_case(policy, case, FACTS)


@pytest.mark.parametrize("policy", list(HELD.values()), ids=list(HELD))
def test_cases_show_every_criterion_as_met_as_not_met_and_as_unknown(policy: Policy) -> None:
    assert [] == coverage_gaps(policy, SHELF.cases[policy.revision].cases, FACTS)


def test_a_case_that_comes_out_otherwise_says_how() -> None:
    case = PolicyCase("", NECESSARY, SALVAGE, "55873", deciding=("B",), missing=())
    assert [
        "outcome: expected medically_necessary, found needs_information",
        "deciding: expected B, found nothing",
        "missing: expected nothing, found prostate.tumor_stage, prostate.gleason",
    ] == run_case(NCD, case, FACTS)


def test_a_case_that_asks_for_another_order_of_questions_does_not_pass() -> None:
    case = PolicyCase("", NEEDED, SALVAGE, "55873", missing=("prostate.gleason", "prostate.tumor_stage"))
    assert 1 == len(run_case(NCD, case, FACTS))


def test_what_no_case_shows_is_told_criterion_by_criterion() -> None:
    assert [(name, truth) for name in ("scope", "A", "B", "B.other", "rest") for truth in Truth] == coverage_gaps(
        NCD, (), FACTS
    )


@pytest.mark.parametrize("left_out", ["I.F.2", "I.G.1", "I.B"])
def test_a_nested_criterion_that_no_case_shows_as_met_is_told(left_out: str) -> None:
    kept = [case for case in SHELF.cases[REGENCE.revision].cases if left_out not in shown_as_met(case)]
    assert (left_out, Truth.met) in coverage_gaps(REGENCE, kept, FACTS)


def shown_as_met(case: PolicyCase) -> set[str | None]:
    traced = decide(REGENCE, FACTS, known_of(REGENCE, case, FACTS)).traced
    return {part.criterion.id for tree in traced for part in tree.named() if part.truth is Truth.met}


def test_the_rest_is_met_only_where_the_scope_is_and_nothing_before_it() -> None:
    surgery = {"malignant": "yes", "prostate.prior_therapy": "surgery", "prostate.localized": "no"}
    cases = {
        Truth.met: PolicyCase("", NEEDED, surgery, "55873"),
        Truth.not_met: PolicyCase("", NEEDED, {"site": "kidney"}),
        Truth.unknown: PolicyCase("", NEEDED),
    }
    rest = replace(NCD, criteria=tuple(held for held in NCD.criteria if held.id != "B.other"))
    for truth, case in cases.items():
        lacking = {found for name, found in coverage_gaps(rest, [case], FACTS) if name == "rest"}
        assert set(Truth) - {truth} == lacking


def test_a_code_of_a_case_is_read_on_its_own_day() -> None:
    policy = HELD["medicare.ncd.250.4@2001-11-26"]
    assert {} == known_of(policy, PolicyCase("", NEEDED, code="17000"), FACTS)
    assert {"method", "site"} <= set(known_of(NCD, PolicyCase("", NEEDED, code="55873"), FACTS))


# Whole tables, against what the policy says in words

ANSWERS = ("yes", "no", None)


def outcome(facts: dict[str, str | None], code: str | None = None) -> CoverageOutcome:
    given = {name: value for name, value in facts.items() if value is not None}
    return decide(REGENCE, FACTS, known_of(REGENCE, PolicyCase("", NEEDED, given, code), FACTS)).outcome


def either(*answers: str | None) -> str | None:
    return "yes" if "yes" in answers else "no" if set(answers) == {"no"} else None


def both(*answers: str | None) -> str | None:
    return "no" if "no" in answers else "yes" if set(answers) == {"yes"} else None


SAID = {"yes": NECESSARY, "no": INVESTIGATIONAL, None: NEEDED}


@pytest.mark.parametrize("outside", ANSWERS)
def test_a_desmoid_is_outside_the_abdomen_and_progressive_or_symptomatic(outside: str | None) -> None:
    for progressive, symptomatic in product(ANSWERS, repeat=2):
        facts = {
            "method": "cryoablation",
            "site": "soft tissue",
            "histology": "desmoid",
            "desmoid.extra_abdominal": outside,
            "tumor.progressive": progressive,
            "tumor.symptomatic": symptomatic,
        }
        assert SAID[both(outside, either(progressive, symptomatic))] is outcome(facts), facts


@pytest.mark.parametrize("stage", ["0", "IA", "IB", "I", "IIA", "IIB", "II", "III", "IV", None])
@pytest.mark.parametrize("histology", ["NSCLC", "SCLC", "other", None])
def test_a_lung_cancer_is_early_or_obstructs_the_airway(histology: str | None, stage: str | None) -> None:
    kind = None if histology is None else "yes" if histology == "NSCLC" else "no"
    one = None if stage is None else "yes" if stage in {"IA", "IB", "I"} else "no"
    two = None if stage in {None, "II"} else "yes" if stage == "IIA" else "no"
    for nodes, selected, palliation, airway in product(ANSWERS, repeat=4):
        facts = {
            "lung.cancer": "yes",
            "histology": histology,
            "lung.stage": stage,
            "lung.node_negative": nodes,
            "lung.selected_for_ablation": selected,
            "lung.palliation_required": palliation,
            "lung.central_airway_obstruction": airway,
        }
        early = both(kind, either(one, both(two, nodes, selected)))
        assert SAID[either(early, both(palliation, airway))] is outcome(facts, "32994"), facts


@pytest.mark.parametrize("histology", ["uveal melanoma", "metastasis", "fibroadenoma"])
def test_what_is_no_lung_cancer_is_investigational_in_the_lung_whatever_else(histology: str) -> None:
    facts = {"histology": histology, "lung.cancer": "no", "lung.palliation_required": "yes"}
    assert INVESTIGATIONAL is outcome({**facts, "lung.central_airway_obstruction": "yes"}, "32994")


LIMITS = product(("T2b", "T2c"), ("8", "9"), ("7.9", "8", "8.1"))


@pytest.mark.parametrize(("stage", "gleason", "psa"), list(LIMITS))
@pytest.mark.parametrize("failed", ["yes", "no"])
def test_salvage_is_failed_radiation_and_any_one_of_three_limits(
    failed: str, stage: str, gleason: str, psa: str
) -> None:
    facts = {
        "prostate.localized": "yes",
        "prostate.prior_therapy": "radiation",
        "prostate.radiation_failed": failed,
        "prostate.tumor_stage": stage,
        "prostate.gleason": gleason,
        "prostate.psa_ng_ml": psa,
    }
    kept = failed == "yes" and (stage == "T2b" or gleason == "8" or psa == "7.9")
    expected = NECESSARY if kept else CoverageOutcome.not_medically_necessary
    known = known_of(NCD, PolicyCase("", expected, facts, "55873"), FACTS)
    assert expected is decide(NCD, FACTS, known).outcome
    assert {expected} == brute_outcomes(NCD, known, FACTS)
