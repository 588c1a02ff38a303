"""A visit beside a procedure, or inside its period: 25, 57, 24, dropped, or asked."""

from decimal import Decimal

import pytest
from tests.engine.charts import AK, BOWEN, LENGTHS, answers, chart, earlier, entry, keys, lookups, marks, service
from tests.engine.charts import settled as decided

from frostline.engine.coding.lookups import Draw, Settled
from frostline.engine.coding.visits import visit
from frostline.model.encounter import By, Earlier, Treated
from frostline.model.reason import Step

STAIN = entry(id="v", lesion="port-wine stain", area_sq_cm=Decimal(5), count=1)  # 17106: a period of 90 days


def settled(*treated: Treated, code: str = "99213", history: tuple[Earlier, ...] = (), **visit_says: object) -> Settled:
    return decided(chart(*treated, services=(service(code, **visit_says),), history=history))


# On the day of a procedure


@pytest.mark.parametrize("code", ["99202", "99203", "99205", "99211", "99213", "99215"])
def test_separate_work_on_the_day_of_a_procedure_has_25_for_new_and_established_patients(code: str) -> None:
    assert ("25",) == marks(settled(AK, code=code, separate_problem=True))[code]


def test_deciding_on_the_procedure_is_part_of_it() -> None:
    result = settled(AK, separate_problem=False)
    assert "99213" not in marks(result)
    assert ["global.period"] == [finding.edit for finding in result.findings]
    assert ["99213"] == [held.about for held in result.not_coded]


def test_whether_the_work_was_separate_is_asked_where_nobody_says() -> None:
    result = settled(AK)
    assert "99213" not in marks(result)
    assert [("separate_problem", "99213")] == keys(result.questions)
    assert ["yes", "no"] == answers(result.questions[0])
    assert "99213 with 25, for its own diagnosis" == result.questions[0].leads_to[0].gives


def test_the_visit_that_decided_on_major_surgery_has_57() -> None:
    assert ("57",) == marks(settled(STAIN, decision_for_surgery=True))["99213"]


def test_the_visit_that_decided_on_a_minor_procedure_is_not_billed() -> None:
    result = settled(AK, decision_for_surgery=True)
    assert "99213" not in marks(result)


def test_separate_work_beside_a_minor_procedure_is_25_even_where_the_visit_decided_on_it() -> None:
    assert ("25",) == marks(settled(AK, decision_for_surgery=True, separate_problem=True))["99213"]


def test_a_question_beside_major_surgery_offers_57_too() -> None:
    assert ["yes", "no", "it decided on the operation"] == answers(settled(STAIN).questions[0])


def test_a_modifier_that_the_provider_put_is_left_alone() -> None:
    for stated in ("25", "57"):
        result = settled(AK, modifiers=(stated,))
        assert ((stated,), ()) == (marks(result)["99213"], result.questions)


def test_a_modifier_of_another_kind_answers_nothing() -> None:
    assert [("separate_problem", "99213")] == keys(settled(AK, modifiers=("24",)).questions)


@pytest.mark.parametrize("answer", [None, False, True])
def test_a_visit_alone_stands_as_it_is(answer: bool | None) -> None:  # noqa: FBT001 - a field of the chart
    result = settled(separate_problem=answer)
    assert ({"99213": ()}, ()) == (marks(result), result.questions)


def test_a_visit_beside_a_service_without_global_days_stands_as_it_is() -> None:
    result = decided(chart(services=(service("96567"), service("99213"))))
    assert {"96567": (), "99213": ()} == marks(result)


def test_a_visit_beside_a_biopsy_is_asked_about_too() -> None:
    result = decided(chart(services=(service("11102"), service("99213"))))
    assert [("separate_problem", "99213")] == keys(result.questions)


def test_a_visit_is_asked_about_beside_a_procedure_that_is_not_decided_yet() -> None:
    history = (earlier("17000", 5, treats=None),)
    result = settled(AK, separate_problem=None, history=history)
    assert [("treats", "17000"), ("separate_problem", "99213")] == keys(result.questions)
    assert "99213 with 25, for its own diagnosis" == result.questions[1].leads_to[0].gives


# Inside the period of an earlier procedure


@pytest.mark.parametrize(("days_ago", "mark"), [(0, ("25",)), (1, ("24",)), (10, ("24",)), (11, ())])
def test_an_unrelated_visit_has_25_on_the_day_itself_and_24_inside_the_period(
    days_ago: int, mark: tuple[str, ...]
) -> None:
    assert mark == marks(settled(separate_problem=True, history=(earlier("17110", days_ago),)))["99213"]


def test_a_visit_for_what_was_treated_is_part_of_the_earlier_procedure() -> None:
    result = settled(separate_problem=False, history=(earlier("17110", 5),))
    assert ({}, ["99213"]) == (marks(result), [held.about for held in result.not_coded])


def test_whether_the_visit_was_unrelated_is_asked() -> None:
    result = settled(history=(earlier("17110", 5),))
    assert ({}, [("separate_problem", "99213")]) == (marks(result), keys(result.questions))
    assert "99213 with 24, for its own diagnosis" == result.questions[0].leads_to[0].gives


def test_24_that_the_provider_put_is_left_alone() -> None:
    result = settled(modifiers=("24",), history=(earlier("17110", 5),))
    assert ({"99213": ("24",)}, ()) == (marks(result), result.questions)


def test_another_providers_procedure_does_not_bind_the_visit() -> None:
    result = settled(separate_problem=False, history=(earlier("17110", 5, provider=By.other),))
    assert {"99213": ()} == marks(result)


def test_separate_work_on_the_day_of_a_procedure_and_inside_a_period_has_both() -> None:
    result = settled(AK, separate_problem=True, history=(earlier("17110", 5),))
    assert ("25", "24") == marks(result)["99213"]


def test_25_by_the_provider_inside_a_period_does_not_drop_the_visit_unasked() -> None:
    result = settled(AK, modifiers=("25",), history=(earlier("17110", 5),))
    assert "99213" in marks(result) or ("separate_problem", "99213") in keys(result.questions)


def test_57_inside_the_period_of_another_procedure_does_not_drop_the_visit_unasked() -> None:
    result = settled(STAIN, decision_for_surgery=True, history=(earlier("17110", 5),))
    assert "99213" in marks(result) or ("separate_problem", "99213") in keys(result.questions)


def test_a_line_that_is_no_service_is_not_a_visit() -> None:
    line = Draw("99213", 1, Step("99213", "by hand"))
    assert (line,) == visit(line, (10,), (), waiting=True).lines


@pytest.mark.parametrize("answer", [True, False])
def test_who_did_the_earlier_procedure_is_asked_before_the_visit_is_settled(answer: bool) -> None:  # noqa: FBT001 - a field
    result = settled(separate_problem=answer, history=(earlier("17110", 5, provider=None),))
    assert ({}, [("provider", "99213")]) == (marks(result), keys(result.questions))


def test_24_by_the_provider_settles_the_visit_whoever_did_the_earlier_procedure() -> None:
    result = settled(modifiers=("24",), history=(earlier("17110", 5, provider=None),))
    assert ({"99213": ("24",)}, ()) == (marks(result), result.questions)


def test_every_period_that_runs_is_counted_in_the_reason() -> None:
    result = settled(separate_problem=True, history=(earlier("17110", 5), earlier("17106", 80)))
    expected = (
        "day 80 of the 90 days after 17106 of 2026-02-13, day 5 of the 10 days after 17110 of 2026-04-29; "
        "the visit was for an unrelated problem"
    )
    assert expected == result.lines[0].step.steps[-1].because


# Beside a procedure without a global period


def beside(length: str, pair: tuple[str, str] | None, **says: object) -> Settled:
    """A visit beside a procedure of some length, and the pair that joins them."""
    known = lookups({**LENGTHS, "17263": length}, {pair: 1} if pair else {})
    return decided(chart(BOWEN, services=(service("99213", **says),)), known)


PAIRED = [("17263", "99213"), ("99213", "17263")]  # as 0440T, and as 0581T


@pytest.mark.parametrize("length", ["XXX", "YYY"])
@pytest.mark.parametrize("pair", PAIRED)
def test_a_pair_with_the_visit_in_either_direction_asks_for_separate_work(length: str, pair: tuple[str, str]) -> None:
    assert {"17263": (), "99213": ("25",)} == marks(beside(length, pair, separate_problem=True))
    assert {"17263": ()} == marks(beside(length, pair, separate_problem=False))
    assert [("separate_problem", "99213")] == keys(beside(length, pair).questions)


@pytest.mark.parametrize("length", ["XXX", "YYY"])
def test_without_a_pair_too_a_visit_beside_a_treatment_needs_separate_work(length: str) -> None:
    assert {"17263": (), "99213": ("25",)} == marks(beside(length, None, separate_problem=True))
    assert {"17263": ()} == marks(beside(length, None, separate_problem=False))
    assert [("separate_problem", "99213")] == keys(beside(length, None).questions)


def test_a_decision_for_such_a_procedure_is_no_57() -> None:
    assert "99213" not in marks(beside("YYY", PAIRED[0], decision_for_surgery=True))
