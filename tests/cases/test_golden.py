"""Our own encounters with their dollars: a changed figure is a changed answer to somebody's claim."""

from pathlib import Path

import pytest
from runner import Case, cases, misses

GOLDEN = Path(__file__).with_name("golden.yaml")


@pytest.mark.parametrize("case", list(cases(GOLDEN)), ids=lambda case: case.label)
def test_a_golden_encounter_keeps_its_lines_and_dollars(case: Case) -> None:
    assert misses(case) == []
