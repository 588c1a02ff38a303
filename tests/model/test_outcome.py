"""The outcome: its total, and the word clean, which must never hide a doubt."""

from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest

from frostline.model.claim import Finding, Line, NotCoded, Outcome, Price, Question, Shares, Status
from frostline.model.reason import Currency, Step

WHY = Step("17000 × 1", "one lesion")
PAID = Price(1, 7725, 7725, 59, 199, WHY, Currency.confirmed, "RVU26B")
PASSED = Finding("ncci.mue", None, Status.passed, "", currency=Currency.confirmed)
CLEAN = Outcome("E-1", date(2026, 5, 4), (Line(1, "17000", 1, WHY),), (PAID,), findings=(PASSED,))


def test_an_outcome_without_a_doubt_is_clean() -> None:
    assert CLEAN.clean


@pytest.mark.parametrize(
    "doubtful",
    [
        replace(CLEAN, questions=(Question("count", "How many?", ()),)),
        replace(CLEAN, not_checked=("Coverage: no policy is held",)),
        replace(CLEAN, not_coded=(NotCoded("a", "nothing covers it"),)),
        replace(CLEAN, findings=(replace(PASSED, status=Status.failed),)),
        replace(CLEAN, findings=(replace(PASSED, status=Status.not_checked),)),
        replace(CLEAN, findings=(replace(PASSED, currency=Currency.unconfirmed),)),
        replace(CLEAN, prices=(replace(PAID, currency=Currency.unconfirmed),)),
        replace(CLEAN, prices=(replace(PAID, allowed=None),)),
    ],
    ids=["asked", "unchecked", "uncoded", "failed", "unchecked edit", "unconfirmed edit", "estimate", "unpriced"],
)
def test_any_single_doubt_keeps_an_outcome_from_being_called_clean(doubtful: Outcome) -> None:
    assert not doubtful.clean


def test_the_total_is_the_sum_of_all_lines() -> None:
    two = replace(
        CLEAN, lines=(*CLEAN.lines, Line(2, "17003", 7, WHY)), prices=(PAID, replace(PAID, line=2, allowed=5285))
    )
    assert two.total_allowed == 13_010


def test_a_claim_with_an_unpriced_line_has_no_total_that_could_be_taken_for_all_of_it() -> None:
    lines = (*CLEAN.lines, Line(2, "17003", 7, WHY))
    assert replace(CLEAN, lines=lines).total_allowed is None
    assert replace(CLEAN, lines=lines, prices=(PAID, replace(PAID, line=2, allowed=None))).total_allowed is None


def test_a_claim_without_lines_has_no_total_rather_than_zero() -> None:
    assert Outcome("E-1", date(2026, 5, 4)).total_allowed is None


def test_a_line_that_pays_nothing_still_has_a_total() -> None:
    assert replace(CLEAN, prices=(replace(PAID, allowed=0),)).total_allowed == 0


def test_the_payer_sends_its_share_less_sequestration() -> None:
    assert Shares(patient=1_545, payer=6_180, sequestration=124, step=WHY).payer_after_sequestration == 6_056


def test_an_answer_once_given_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        CLEAN.lines[0].units = 2  # type: ignore[misc]  # that is the point
