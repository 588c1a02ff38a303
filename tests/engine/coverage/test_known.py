"""What is known of a fact: from whom, what follows from it, what contradicts it, and what does not count."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.known import Gathered, charted, gathered, settled, stated
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.encounter import FactValue
from frostline.model.facts import Fact, Facts, Shown
from frostline.model.policies import CoverageOutcome, PolicyCode

SHELF = whole_shelf().shelf
FACTS = SHELF.facts
HELD = {policy.revision: policy for policy in SHELF.policies}
REGENCE, NCD = HELD["regence.surgery.132@2026-06-01"], HELD["medicare.ncd.230.9@2001-07-01"]
DAY = date(2026, 6, 15)


def known(
    code: str | None = None, chart: Shown | None = None, facts: Facts = FACTS, **given: str | FactValue
) -> Gathered:
    """Gather what is stated (a name has __ where a fact has a point), what a code settles and what a chart shows."""
    values = {
        name.replace("__", "."): value if isinstance(value, FactValue) else FactValue(value)
        for name, value in given.items()
    }
    claims, unheard = stated(values, facts)
    claims += settled(code, REGENCE.code(code, DAY), facts) if code else []
    claims += charted(chart, facts) if chart else []
    return gathered(claims, unheard, facts, DAY)


# Stated


def test_a_stated_fact_is_used_with_its_words_its_source_and_who_said_it() -> None:
    given = FactValue("T2", by="Dr. Weiss", on=date(2026, 5, 1), source="clinic note")
    (used,) = known(prostate__tumor_stage=given).used
    assert ("prostate.tumor_stage", "T2", "stated, clinic note", "Dr. Weiss", date(2026, 5, 1)) == (
        used.fact, used.value, used.source, used.by, used.on,
    )  # fmt: skip


def test_a_coarser_word_leaves_each_of_its_values_possible() -> None:
    assert {"T2a", "T2b", "T2c"} == known(prostate__tumor_stage="T2").known["prostate.tumor_stage"]


def test_what_nobody_wrote_down_is_unknown_and_not_no() -> None:
    assert {} == known().known


@pytest.mark.parametrize("value", ["8", "8 ng/mL", "8ng/mL", "8.0 ng/mL"])
def test_a_number_is_read_with_its_unit_or_without(value: str) -> None:
    found = known(prostate__psa_ng_ml=value)
    assert {Decimal(8)} == found.known["prostate.psa_ng_ml"]
    assert found.used[0].value.endswith(" ng/mL")


@pytest.mark.parametrize("value", ["8 ug/L", "eight", "8 ng/dL"])
def test_another_unit_is_a_fault_and_not_taken_for_nothing(value: str) -> None:
    with pytest.raises(ValueError, match=value.split(maxsplit=1)[0]):
        known(prostate__psa_ng_ml=value)


# Judgements


@pytest.mark.parametrize("by", [None, ""])
def test_a_judgement_that_nobody_signs_is_unheard_and_says_so(by: str | None) -> None:
    found = known(lung__palliation_required=FactValue("yes", by=by))
    assert {} == found.known
    assert {"lung.palliation_required": "yes was given without the name of who judged it"} == found.unheard


def test_a_judgement_of_a_named_person_counts() -> None:
    found = known(lung__palliation_required=FactValue("yes", by="Dr. Weiss"))
    assert {"yes"} == found.known["lung.palliation_required"]
    assert ({}, "Dr. Weiss") == (found.unheard, found.used[0].by)


def test_no_service_is_denied_on_a_judgement_that_nobody_made() -> None:
    given = FactValue("no")
    found = known("32994", histology="SCLC", lung__central_airway_obstruction="yes", lung__palliation_required=given)
    ruling = decide(REGENCE, FACTS, found.known)
    assert CoverageOutcome.needs_information is ruling.outcome
    assert ["lung.palliation_required"] == [name for name, _ in ruling.missing]


def test_no_judgement_follows_from_anything_in_the_packs() -> None:
    judged = {fact.id for fact in FACTS.by_id.values() if fact.judgement}
    implied = {name for fact in FACTS.by_id.values() for held in fact.implies.values() for name in held}
    coded = {name for policy in SHELF.policies for code in policy.codes for name in code.implies}
    assert set() == judged & (implied | coded)
    assert all(FACTS[name].chart == {} for name in judged)


# What follows


def test_a_value_settles_what_follows_from_it_with_its_source() -> None:
    found = known(prostate__prior_therapy=FactValue("surgery", by="Dr. Weiss", on=date(2026, 5, 1)))
    assert {"no"} == found.known["prostate.radiation_failed"]
    (follows,) = [used for used in found.used if used.fact == "prostate.radiation_failed"]
    assert ("follows from prostate.prior_therapy surgery", "Dr. Weiss") == (follows.source, follows.by)


def test_what_follows_settles_what_follows_from_it_in_turn() -> None:
    found = known(histology="SCLC")
    assert {"yes"} == found.known["lung.cancer"] == found.known["malignant"] == found.known["lesion.solid_tumor"]


def test_of_several_possible_values_only_what_follows_from_all_of_them_is_settled() -> None:
    one = Fact("one", "one_of", "?", "clinical", ("a", "b", "c"), {"ab": ("a", "b"), "bc": ("b", "c")}, implies={
        "a": {"other": "yes"}, "b": {"other": "yes"}, "c": {"other": "no"},
    })  # fmt: skip
    facts = Facts({"one": one, "other": Fact("other", "boolean", "?", "clinical")})
    assert {"yes"} == known(facts=facts, one="ab").known["other"]
    assert "other" not in known(facts=facts, one="bc").known


def test_facts_that_follow_from_each_other_come_to_an_end() -> None:
    found = known(prostate__radiation_failed="yes")
    assert {"radiation"} == found.known["prostate.prior_therapy"]
    ring = {
        name: Fact(name, "boolean", "?", "clinical", implies={"yes": {other: "yes"}}) for name, other in ("ab", "ba")
    }
    assert {"a": {"yes"}, "b": {"yes"}} == known(facts=Facts(ring), a="yes").known


# What contradicts


def test_a_whole_gland_and_a_part_of_it_stay_both_possible_and_are_told() -> None:
    found = known("55873", Shown(extents=("whole_gland",)), prostate__extent="focal")
    assert {"whole_gland", "focal"} == found.known["prostate.extent"]
    (told,) = found.contradictions
    assert told.startswith("prostate.extent is focal (stated) and whole_gland (")
    ruling = decide(REGENCE, FACTS, found.known)
    assert CoverageOutcome.needs_information is ruling.outcome
    ((name, leads),) = ruling.missing
    assert "prostate.extent" == name
    assert {CoverageOutcome.medically_necessary, CoverageOutcome.investigational} == {way for _, (way,) in leads}


def test_what_follows_may_contradict_what_is_stated() -> None:
    found = known(histology="SCLC", lung__cancer="no")
    assert {"yes", "no"} == found.known["lung.cancer"]
    assert ["lung.cancer is no (stated) and yes (follows from histology SCLC)"] == list(found.contradictions)


def test_a_contradiction_that_changes_nothing_leaves_the_outcome_settled() -> None:
    found = known("50593", malignant="no", histology="other", desmoid__extra_abdominal="yes")
    both = known("50593", malignant="yes", histology="fibroadenoma")
    assert both.contradictions
    assert [CoverageOutcome.medically_necessary] * 2 == [
        decide(REGENCE, FACTS, it.known).outcome for it in (found, both)
    ]


def test_of_three_sources_that_disagree_each_value_stays_possible() -> None:
    found = known("17262", Shown(natures=("benign",)), malignant="no")
    assert {"yes", "no"} == found.known["malignant"]
    assert "malignant is no (stated) and yes (code 17262) and no (chart: benign)" in found.contradictions


def test_a_coarser_word_and_one_of_its_values_do_not_contradict() -> None:
    claims, _ = stated({"lung.stage": FactValue("I")}, FACTS)
    more, _ = stated({"lung.stage": FactValue("IA2")}, FACTS)
    found = gathered([*claims, *more], {}, FACTS, DAY)
    assert {"IA2"} == found.known["lung.stage"]
    assert () == found.contradictions


# Codes, charts and days


def test_a_code_settles_what_the_policy_reads_in_it_and_no_more() -> None:
    found = known("50542")
    assert {"site": {"kidney"}, "lesion.solid_tumor": {"yes"}} == found.known
    assert {"code 50542"} == {used.source for used in found.used}


def test_a_code_that_the_policy_does_not_hold_settles_nothing() -> None:
    assert [] == settled("11111", None, FACTS)
    assert [] == settled("55899", PolicyCode(("55899",)), FACTS)


@pytest.mark.parametrize(
    ("chart", "fact", "value", "source"),
    [
        (Shown(icd10=("D48.110",)), "desmoid.extra_abdominal", "yes", "diagnosis D48.110"),
        (Shown(icd10=("D48.114",)), "desmoid.extra_abdominal", "no", "diagnosis D48.114"),
        (Shown(icd10=("C61",)), "site", "prostate", "diagnosis C61"),
        (Shown(icd10=("C34.11",)), "lung.cancer", "yes", "diagnosis C34.11"),
        (Shown(extents=("focal",)), "prostate.extent", "focal", "chart: focal"),
        (Shown(tracts=("kidney",)), "site", "kidney", "chart: kidney"),
    ],
)
def test_a_chart_shows_what_its_words_and_diagnoses_say(chart: Shown, fact: str, value: str, source: str) -> None:
    found = known(chart=chart)
    assert {value} == found.known[fact]
    assert source in {used.source for used in found.used if used.fact == fact}


@pytest.mark.parametrize("code", ["D48.113", "D48.118", "D48.119"])
def test_a_diagnosis_that_does_not_say_where_a_desmoid_lies_leaves_it_to_be_asked(code: str) -> None:
    assert "desmoid.extra_abdominal" not in known(chart=Shown(icd10=(code,))).known


@pytest.mark.parametrize("code", ["C61", "C34.11", "D48.110", "C79.51"])
def test_no_diagnosis_proves_a_stage_progress_or_symptoms(code: str) -> None:
    found = known(chart=Shown(icd10=(code,))).known
    assert set() == {"lung.stage", "prostate.tumor_stage", "prostate.localized", "tumor.progressive"} & set(found)
    assert "tumor.symptomatic" not in found


@pytest.mark.parametrize(("days", "old"), [(0, False), (180, False), (181, True), (4000, True)])
def test_an_old_record_is_marked_and_decides_all_the_same(days: int, old: bool) -> None:  # noqa: FBT001 - a row
    given = FactValue("7.9", on=DAY - timedelta(days=days))
    found = known(prostate__psa_ng_ml=given)
    assert [old] == [used.old for used in found.used]
    assert {Decimal("7.9")} == found.known["prostate.psa_ng_ml"]


def test_a_record_without_a_day_or_that_stays_good_is_never_old() -> None:
    stays = FactValue("yes", on=date(1990, 1, 1))
    found = known(prostate__psa_ng_ml="7.9", prostate__localized=stays)
    assert not any(used.old for used in found.used)
