"""The count of the cases is honest: every miss is shown and counted, a crash too, and a mark that is out of date."""

import importlib.util
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest
from runner import OWN, Case, cases, folder

CASE = next(case for case in folder(OWN) if case.label == "penis: Warts of the shaft, liquid nitrogen, simple")
WRONG = {"lines": [{"code": "17110", "units": "1"}]}


def tool() -> ModuleType:
    path = Path(__file__).resolve().parents[2] / "tools" / "truth.py"
    spec = importlib.util.spec_from_file_location("truth", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def reported(case: Case, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    missed = tool().report("Cases", [case])
    return missed, capsys.readouterr().out


def test_a_case_that_comes_out_is_counted_by_file_and_grade(capsys: pytest.CaptureFixture[str]) -> None:
    missed, printed = reported(CASE, capsys)
    assert missed == 0
    assert ["Cases:", "1", "of", "1", "penis", "C", "1", "of", "1"] == printed.split()


def test_a_miss_is_shown_in_full_with_expected_against_got(capsys: pytest.CaptureFixture[str]) -> None:
    missed, printed = reported(replace(CASE, expect=WRONG), capsys)
    assert missed == 1
    assert f"MISSED   {CASE.label}" in printed
    assert "expected 1 units of 17110, got []" in printed
    assert "unexpected line 54056" in printed


def test_a_pending_case_may_miss_and_says_why_and_may_not_come_out(capsys: pytest.CaptureFixture[str]) -> None:
    waiting = replace(CASE, pending="nobody has decided")
    assert (0, True) == _said(reported(replace(waiting, expect=WRONG), capsys), "nobody has decided")
    assert (1, True) == _said(reported(waiting, capsys), "yet is marked as pending")


def test_a_crash_is_a_miss_and_the_count_goes_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert (1, True) == _said(reported(replace(CASE, expect={"lines": [{}]}), capsys), "broke off: KeyError")


def _said(result: tuple[int, str], words: str) -> tuple[int, bool]:
    return result[0], words in result[1]


def test_a_misspelt_key_of_a_case_stops_it_for_it_would_check_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("- {name: a, encounter: {date: 2026-05-04}, expect: {question: []}}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no such key: question"):
        list(cases(file))
