"""dx.uncertain: what only a pathologist can say is not coded before, and what is for before the report not after."""

import pytest
from tests.engine.fakes import Row, Sheet, numbered, run

SHEET = Sheet(
    schedule=(("17110", "010", "2"), ("17263", "010", "2"), ("11104", "000", "2")),
    icd10=(("D48.5", True, False), ("D49.2", True, False), ("D41.01", True, False), ("L57.0", True, False)),
)
EDIT = "dx.uncertain"
failed, unsure = "failed", "not_checked"


@pytest.mark.parametrize("pathology", ["pending", "none"])
def test_uncertain_behavior_before_the_report_fails(pathology: str) -> None:
    found = run([Row("17110", dx=("D48.5",), pathology=pathology)], SHEET)
    assert [("1", 1, failed)] == found.of(EDIT)
    assert [f"D48.5: no pathologist has said uncertain behavior; report: {pathology}"] == found.texts(EDIT)


@pytest.mark.parametrize("code", ["D48.5", "D48.115", "D41.01", "D37.09"])
def test_uncertain_behavior_without_a_word_of_the_report_is_not_checked(code: str) -> None:
    assert [("1", 1, unsure)] == run([Row("17110", dx=(code,))], SHEET).of(EDIT)


@pytest.mark.parametrize(("code", "until"), [("D48.5", "D49.2"), ("D48.0", "D49.2"), ("D41.01", "among D49")])
def test_the_remedy_names_the_code_until_the_report(code: str, until: str) -> None:
    (said,) = [held.finding for held in run([Row("17110", dx=(code,))], SHEET).said if held.finding.edit == EDIT]
    assert until in said.remedy


def test_uncertain_behavior_by_the_report_passes() -> None:
    assert run([Row("17110", dx=("D48.5",), pathology="confirmed")], SHEET).silent(EDIT)


@pytest.mark.parametrize("pathology", [None, "pending", "none"])
def test_unspecified_behavior_before_the_report_passes(pathology: str | None) -> None:
    assert run([Row("11104", dx=("D49.2",), pathology=pathology)], SHEET).silent(EDIT)


def test_unspecified_behavior_after_the_report_fails() -> None:
    assert [("1", 1, failed)] == run([Row("17263", dx=("D49.2",), pathology="confirmed")], SHEET).of(EDIT)


@pytest.mark.parametrize("code", ["L57.0", "D45", "D47.1", "C44.612", "D04.62", "D36.0"])
def test_codes_that_turn_on_no_report_are_none_of_its_business(code: str) -> None:
    assert run([Row("17110", dx=(code,))], SHEET, only_concerned=True).silent(EDIT)


def test_each_line_is_judged_by_its_own_report() -> None:
    rows = numbered(Row("17110", dx=("D48.5",), pathology="confirmed"), Row("11104", dx=("L57.0", "D48.5")))
    assert [("1", 2, unsure)] == run(rows, SHEET).of(EDIT)


def test_an_earlier_procedure_is_not_looked_at() -> None:
    row = Row("17110", dx=("D48.5",), line=-1, earlier=True)
    assert run([Row("17110", dx=("L57.0",)), row], SHEET).silent(EDIT)
