"""Our own cases: every rule, limit and question of the families, with the answer that a coder works out by hand."""

from collections import Counter

import pytest
from runner import OWN, Case, folder, misses


@pytest.mark.parametrize("case", folder(OWN), ids=lambda case: case.label)
def test_a_case_comes_out_exactly_or_says_why_it_cannot_yet(case: Case, request: pytest.FixtureRequest) -> None:
    if case.pending:
        request.applymarker(pytest.mark.xfail(strict=True, reason=case.pending))
    assert misses(case) == []


def test_no_two_cases_share_a_name_so_that_a_miss_can_be_found() -> None:
    assert [label for label, times in Counter(case.label for case in folder(OWN)).items() if times > 1] == []


def test_every_case_says_something_that_can_be_missed() -> None:
    assert [case.label for case in folder(OWN) if not case.expect] == []
