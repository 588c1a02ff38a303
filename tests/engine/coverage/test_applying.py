"""Which policy decides: a wrong order of authority would cover by a plan's word what Medicare has refused."""

from dataclasses import replace
from datetime import date

import pytest

from frostline.engine.coverage.answering import Asking, answer
from frostline.engine.coverage.applying import Resolved, Subject, applied, resolved
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.decision import Decision
from frostline.model.encounter import ContractTerm, FactValue
from frostline.model.facts import Shown
from frostline.model.policies import CoverageOutcome, Criterion, Policy

DAY = date(2026, 6, 4)
SHELF = whole_shelf().shelf
FACTS = SHELF.facts
ASKING = Asking(FACTS, DAY, "day of service, 2026-06-04", "digest")
PROSTATE = Subject(Shown(), 1, "55873", ("p",))
WHOLE = {"prostate.extent": FactValue("whole_gland")}


def policy(revision: str) -> Policy:
    return next(held for held in SHELF.policies if held.revision == revision)


PLAN, NATIONAL = policy("regence.surgery.132@2026-06-01"), policy("medicare.ncd.230.9@2001-07-01")
SAYS_NO = (Criterion(id="no", otherwise=True, outcome=CoverageOutcome.investigational, status="unproven"),)


def decided(
    *policies: Policy, subject: Subject = PROSTATE, given: dict[str, FactValue] | None = None, **more: object
) -> Decision:
    found = resolved([applied(held, subject, given or {}, FACTS, DAY) for held in policies])
    return answer(subject, found, replace(ASKING, **more) if more else ASKING, ())  # type: ignore[arg-type]  # fields


def test_a_national_determination_goes_before_the_policy_of_the_plan() -> None:
    found = decided(
        PLAN, NATIONAL, given=WHOLE | {"prostate.prior_therapy": FactValue("surgery"), "malignant": FactValue("yes")}
    )
    assert (NATIONAL.revision, "not_medically_necessary", ("B.other",)) == (found.policy, found.outcome, found.deciding)
    assert [PLAN.revision, NATIONAL.revision] == [held.policy for held in found.considered]


def test_the_plan_decides_what_no_national_determination_speaks_of() -> None:
    kidney = Subject(Shown(), 1, "50593", treated=False)
    found = decided(NATIONAL, PLAN, subject=kidney)
    assert (PLAN.revision, "medically_necessary", ("I.C",)) == (found.policy, found.outcome, found.deciding)


def test_the_contract_wins_over_every_policy_and_the_difference_is_told() -> None:
    found = resolved([applied(PLAN, PROSTATE, WHOLE, FACTS, DAY)])
    term = ContractTerm("cosmetic", "Contract 2026, section 4")
    said = answer(PROSTATE, found, ASKING, (term,))
    assert ("cosmetic", ("contract",), "Contract 2026, section 4") == (said.outcome, said.deciding, said.cite)
    assert f"{PLAN.revision} says medically necessary; the contract wins" in said.remarks


@pytest.mark.parametrize("turned", [False, True])
def test_two_policies_of_one_authority_that_disagree_are_both_told_and_neither_is_taken(turned: bool) -> None:  # noqa: FBT001 - a case
    other = replace(PLAN, id="regence.other", criteria=SAYS_NO)
    both = (other, PLAN) if turned else (PLAN, other)
    found = decided(*both, given=WHOLE)
    assert ("needs_information", None, 2) == (found.outcome, found.policy, len(found.contradictions))
    assert all(str(held.cite) in " ".join(found.contradictions) for held in both)


def test_two_policies_of_one_authority_that_agree_are_one_answer() -> None:
    assert "medically_necessary" == decided(PLAN, replace(PLAN, id="regence.other"), given=WHOLE).outcome


def test_a_code_that_no_policy_lists_and_nobody_treated_for_is_not_addressed() -> None:
    visit = Subject(Shown(icd10=("C61",)), 1, "99213", treated=False)
    found = decided(PLAN, subject=visit)
    assert ("not_addressed", ()) == (found.outcome, found.missing)
    assert "99213 is none of its codes" in found.considered[0].because


def test_a_policy_without_a_revision_of_the_day_makes_not_addressed_into_not_checked() -> None:
    found = decided(
        NATIONAL, subject=Subject(Shown(tracts=("skin",), methods=("cryosurgery",))), lacking=("no revision",)
    )
    assert ("not_checked", "no revision") == (found.outcome, found.step.because)


def test_nobody_s_policy_is_not_checked() -> None:
    assert "not_checked" == answer(PROSTATE, Resolved(()), ASKING, ()).outcome


def test_where_else_to_look_follows_method_and_site() -> None:
    liver = Subject(Shown(tracts=("liver",), methods=("cryoablation",)))
    assert ("regence.surgery.204: Ablation of primary and metastatic tumors of the liver",) == decided(
        PLAN, subject=liver
    ).see
    radio = Subject(Shown(methods=("radiofrequency",)), 1, "50542")
    assert ["regence.surgery.92"] == [see.split(":")[0] for see in decided(PLAN, subject=radio).see]


def test_an_overdue_review_is_told() -> None:
    late = replace(ASKING, day=date(2026, 12, 1))
    found = answer(PROSTATE, resolved([applied(PLAN, PROSTATE, WHOLE, FACTS, late.day)]), late, ())
    assert any("review was due 2026-11" in remark for remark in found.remarks)
    assert not any("review was due" in remark for remark in decided(PLAN, given=WHOLE).remarks)


def test_the_same_facts_have_the_same_trace_and_other_facts_another() -> None:
    focal = {"prostate.extent": FactValue("focal")}
    assert decided(PLAN, given=WHOLE).trace == decided(PLAN, given=dict(WHOLE)).trace
    assert decided(PLAN, given=WHOLE).trace != decided(PLAN, given=focal).trace
    assert decided(PLAN, given=WHOLE).trace != decided(PLAN, given=WHOLE, digest="other").trace


def test_an_old_fact_decides_and_is_pointed_out() -> None:
    old = {"prostate.prior_therapy": FactValue("none"), "prostate.localized": FactValue("yes")}
    found = decided(NATIONAL, given=old | {"prostate.tumor_stage": FactValue("T2a", on=date(2020, 1, 1))})
    assert "medically_necessary" == found.outcome
    assert any("prostate.tumor_stage was recorded on 2020-01-01" in remark for remark in found.remarks)
