"""Published cases with verified answers; they stand beside the checkout, not in it."""

import pytest
from runner import PUBLISHED, Case, folder, misses


@pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="the published cases are not here: no folder shared/cases beside the checkout"
)
def test_the_published_cases_are_there() -> None:
    assert len(folder(PUBLISHED)) >= 111


@pytest.mark.parametrize("case", folder(PUBLISHED), ids=lambda case: case.label)
def test_a_published_answer_comes_out_exactly(case: Case) -> None:
    assert misses(case) == []
