"""`frostline bill`: the claim on the terminal and as JSON, and the exit code that scripts rely on."""

import importlib
import io
import json
import re
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frostline.model.claim import Finding, Line, Outcome, Price, Status
from frostline.model.policies import CoverageOutcome
from frostline.model.reason import Currency, Step

Cli = Callable[..., Any]
Write = Callable[..., Path]
ROWS = {
    "lines": "line code units modifiers diagnoses published allowed work_rvu total_rvu currency release because",
    "questions": "key about ask leads_to cite",
    "findings": "edit line status because remedy cite currency release known_through",
    "coverage": (
        "line code about policy title outcome status deciding labels missing asked used contradictions considered see "
        "information notices picked_by remarks review cite trace because"
    ),
    "checked_against": "table release known_from known_through currency note third_party",
}
MONEY = re.compile(r"\d+\.\d{2}")
WARTS = "date: 2026-05-04\nid: W\nplace: office\npayer: medicare\nprovider: {qp: false}\nlocality: national\n"
WARTS += "treated: [{lesion: wart, count: 5, site: left hand, method: LN2, symptoms: [pain]}]\n"


def standing(monkeypatch: pytest.MonkeyPatch, text: bytes) -> None:
    """Put bytes on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), encoding="utf-8"))


def answering(monkeypatch: pytest.MonkeyPatch, answer: Callable[..., Outcome]) -> None:
    """Let another answer stand in for the engine; `frostline.api.billing` is the function, so by module."""
    monkeypatch.setattr(importlib.import_module("frostline.api.billing"), "bill", answer)


def test_the_demonstration_shows_a_claim_that_a_biller_can_type_from(cli: Cli, example: Path) -> None:
    ended = cli("bill", example)
    assert ended.err == ""
    rows = [row.split() for row in ended.out.splitlines()]
    for shown in (
        ["1", "17263", "1", "A", "218.10"],
        ["2", "17000", "XS", "1", "B", "38.63"],
        ["3", "17003", "7", "B"],
    ):
        assert any(row[1 : len(shown) + 1] == shown for row in rows), shown
    for text in ("52.85", "309.58", "D04.62", "L57.0", "unconfirmed", "2024-09-30"):
        assert text in ended.out
    assert ended.code == 1


def test_the_amounts_of_the_demonstration_can_be_checked_by_hand_with_why(cli: Cli, example: Path) -> None:
    ended = cli("bill", example, "--why")
    shown = " ".join(ended.out.split())
    assert "(1.79×1.050 + 3.67×1.227 + 0.18×0.817) × 33.4009 = $218.10" in shown
    assert "(0.59×1.050 + 1.34×1.227 + 0.06×0.817) × 33.4009 = $77.25" in shown
    assert "7 × $7.55 = $52.85" in shown
    for cite in ("42 CFR 414.20", "section 40.6", "NCCI Policy Manual", "RVU26B", "PTP-2024Q3"):
        assert cite in shown


def test_without_why_the_reasons_stay_folded(cli: Cli, example: Path) -> None:
    assert "42 CFR 414.20" not in cli("bill", example).out


def test_who_owes_what_is_shown_where_deductible_and_coinsurance_are_stated(cli: Cli, shared: Path) -> None:
    ended = cli("bill", shared, "--why")
    assert "patient owes $22.21; payer $88.83 less sequestration $1.78 = $87.05" in ended.out
    assert "42 USC 1395l(a)(1)" in ended.out
    (outcome,) = json.loads(cli("bill", shared, "--json").out)
    owed = {key: held for key, held in outcome["shares"].items() if key != "because"}
    expected = {"patient": "22.21", "payer": "88.83", "sequestration": "1.78", "payer_after_sequestration": "87.05"}
    assert expected == owed


def test_nobody_is_said_to_owe_a_share_that_was_not_stated(cli: Cli, example: Path) -> None:
    assert "owes" not in cli("bill", example).out
    assert json.loads(cli("bill", example, "--json").out)[0]["shares"] is None


# Exit codes


def clean(*_: object, **__: object) -> Outcome:
    why = Step("17000 × 1", "one lesion")
    price = Price(1, 7725, 7725, 59, 199, why, Currency.confirmed, "RVU26B")
    passed = Finding("ncci.ptp", None, Status.passed, "", currency=Currency.confirmed)
    return Outcome("E", date(2026, 5, 4), (Line(1, "17000", 1, why),), (price,), findings=(passed,))


def test_a_clean_claim_ends_with_zero(cli: Cli, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, clean)
    assert cli("bill", example).code == 0
    assert cli("bill", example, example, "--json").code == 0


def test_one_doubtful_claim_among_clean_ones_ends_with_one(
    cli: Cli, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([clean(), Outcome("E", date(2026, 5, 4), not_checked=("Coverage",)), clean()])
    answering(monkeypatch, lambda *_, **__: next(answers))
    assert cli("bill", example, example, example).code == 1


def test_questions_end_with_one_and_are_asked(cli: Cli, silent: Path) -> None:
    ended = cli("bill", silent)
    assert ended.code == 1
    assert ended.err == ""
    for key in ("count", "size_cm", "separate_problem", "place", "locality", "qp"):
        assert re.search(rf"\? {key}  ", ended.out), key


def test_a_finding_ends_with_one_and_says_what_is_wrong(cli: Cli, finished: Path) -> None:
    ended = cli("bill", finished)
    assert ended.code == 1
    assert re.search(r"✗ modifier.unknown \(line 1\)  .*11", ended.out)
    assert "✗ ncci.mue (line 3)" in ended.out


def test_strict_refuses_what_no_table_confirms_and_names_the_table(cli: Cli, example: Path) -> None:
    ended = cli("bill", example, "--strict")
    assert ended.code == 2
    assert ended.out == ""
    assert len(ended.err.splitlines()) == 1
    for text in ("--strict", "2026-05-04", "PTP-2024Q3", "2024-09-30", "Add the releases"):
        assert text in ended.err


def test_strict_lets_through_what_every_table_confirms(cli: Cli, write: Write) -> None:
    day = "date: 2024-08-01"
    assert cli("bill", write(f"{day}\nservices: []\n"), "--strict").code == 1


# JSON


def test_json_is_an_array_even_for_one_encounter(cli: Cli, example: Path) -> None:
    ended = cli("bill", example, "--json")
    (outcome,) = json.loads(ended.out)
    assert (outcome["id"], outcome["date"], outcome["total_allowed"]) == ("E-0001", "2026-05-04", "309.58")
    assert [(line["code"], line["units"], line["modifiers"], line["allowed"]) for line in outcome["lines"]] == [
        ("17263", 1, [], "218.10"),
        ("17000", 1, ["XS"], "38.63"),
        ("17003", 7, [], "52.85"),
    ]
    assert ended.code == 1


def test_json_has_one_object_an_input_in_the_order_given(cli: Cli, write: Write, example: Path) -> None:
    outcomes = json.loads(cli("bill", write(WARTS), example, "--json").out)
    assert [outcome["id"] for outcome in outcomes] == ["W", "E-0001"]


def test_the_keys_of_the_contract_are_there_whatever_was_found(
    cli: Cli, example: Path, silent: Path, finished: Path
) -> None:
    for outcome in json.loads(cli("bill", example, silent, finished, "--json").out):
        assert {
            "id", "date", "lines", "total_allowed", "questions", "findings", "coverage", "not_coded", "documentation",
            "alternatives", "cautions", "plan", "contested",
            "shares", "not_checked", "checked_against",
        } == set(outcome)  # fmt: skip
        for name, keys in ROWS.items():
            assert all(set(keys.split()) == set(row) for row in outcome[name]), name
        assert outcome["checked_against"]
        assert {row["outcome"] for row in outcome["coverage"]} <= set(CoverageOutcome)


def test_money_and_relative_values_are_decimal_strings_and_days_are_iso(cli: Cli, example: Path) -> None:
    (outcome,) = json.loads(cli("bill", example, "--json").out)
    for line in outcome["lines"]:
        assert all(MONEY.fullmatch(line[key]) for key in ("published", "allowed", "work_rvu", "total_rvu"))
    for row in outcome["checked_against"]:
        assert row["known_through"] is None or str(date.fromisoformat(row["known_through"])) == row["known_through"]


def test_what_is_not_priced_is_null_and_never_zero(cli: Cli, silent: Path) -> None:
    (outcome,) = json.loads(cli("bill", silent, "--json").out)
    assert outcome["total_allowed"] is None
    assert all(line["allowed"] is None for line in outcome["lines"])


def test_every_question_says_what_each_answer_leads_to(cli: Cli, silent: Path) -> None:
    (outcome,) = json.loads(cli("bill", silent, "--json").out)
    assert outcome["questions"]
    for question in outcome["questions"]:
        assert all(set(answer) == {"answer", "gives"} for answer in question["leads_to"])
    assert all(question["leads_to"] for question in outcome["questions"] if question["key"] in {"count", "size_cm"})


def test_every_failed_edit_has_a_reason_a_remedy_and_a_citation(cli: Cli, finished: Path) -> None:
    (outcome,) = json.loads(cli("bill", finished, "--json").out)
    failed = [finding for finding in outcome["findings"] if finding["status"] == "failed"]
    assert {"modifier.unknown", "ncci.mue"} <= {finding["edit"] for finding in failed}
    assert all(finding["because"] and finding["remedy"] and finding["cite"] for finding in failed)


def leaves(step: dict[str, Any]) -> list[dict[str, Any]]:
    return [leaf for held in step["steps"] for leaf in leaves(held)] if step["steps"] else [step]


def test_every_line_explains_itself_down_to_a_citation(cli: Cli, example: Path) -> None:
    (outcome,) = json.loads(cli("bill", example, "--json").out)
    for line in outcome["lines"]:
        assert all(leaf["cite"] for step in line["because"] for leaf in leaves(step)), line["code"]


def test_the_same_encounter_gives_the_same_bytes(cli: Cli, example: Path) -> None:
    assert cli("bill", example, "--json").out == cli("bill", example, "--json").out


def test_json_without_and_text_with_why_are_one_answer(cli: Cli, example: Path) -> None:
    (outcome,) = json.loads(cli("bill", example, "--json", "--why").out)
    assert outcome["total_allowed"] == "309.58"


# Where encounters come from


def test_a_dash_reads_standard_input(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    standing(monkeypatch, WARTS.encode())
    (outcome,) = json.loads(cli("bill", "-", "--json").out)
    assert [(line["code"], line["units"]) for line in outcome["lines"]] == [("17110", 1)]


def test_json_and_yaml_are_billed_alike(cli: Cli, write: Write) -> None:
    chart = {
        "date": "2026-05-04", "id": "W", "place": "office", "payer": "medicare", "provider": {"qp": False},
        "locality": "national",
        "treated": [{"lesion": "wart", "count": 5, "site": "left hand", "method": "LN2", "symptoms": ["pain"]}],
    }  # fmt: skip
    from_json = cli("bill", write(json.dumps(chart, indent="\t"), "chart.json"), "--json").out
    assert from_json == cli("bill", write(WARTS), "--json").out


def test_words_of_a_chart_that_look_like_markup_are_shown_as_they_stand(cli: Cli, write: Write) -> None:
    ended = cli("bill", write(WARTS.replace("id: W", 'id: "[/red]"').replace("lesion: wart", 'lesion: "[/x]zzz"')))
    assert "[/red]" in ended.out
    assert "[/x]zzz" in ended.out
    assert ended.code == 1


def test_a_chart_cannot_steer_the_terminal(cli: Cli, write: Write) -> None:
    ended = cli("bill", write(WARTS.replace("id: W", 'id: "\\e]0;x\\a"')))
    assert "\x1b" not in ended.out


@pytest.mark.parametrize("how", [(), ("--json",)])
def test_an_output_that_knows_only_ascii_still_gets_its_claim(
    cli: Cli, example: Path, monkeypatch: pytest.MonkeyPatch, how: tuple[str, ...]
) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert cli("bill", example, *how).code == 1
