"""`frostline cover`: the answer a biller acts on, the questions in their order, and the page for the member."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frostline.model.policies import CoverageOutcome

Cli = Callable[..., Any]
Write = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
LUNG, SALVAGE = ROOT / "examples" / "lung_tumor.yaml", ROOT / "examples" / "prostate_salvage.yaml"
KIDNEY = "date: 2026-06-15\nplace: '22'\npayer: regence\nplan: {line_of_business: commercial}\n"
KIDNEY += "lines: [{code: '50593', units: 1, diagnoses: [C64.1]}]\n"
BREAST = KIDNEY.replace("50593", "19105").replace("C64.1", "D24.1")


def typing(monkeypatch: pytest.MonkeyPatch, *answers: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{answer}\n" for answer in answers)))


def test_a_covered_claim_ends_with_zero_and_names_the_criterion(cli: Cli, write: Write) -> None:
    ended = cli("cover", write(KIDNEY))
    assert (0, "") == (ended.code, ended.err)
    assert "50593  medically necessary  regence.surgery.132@2026-06-01: I.C tumor of the kidney" in ended.out


def test_what_is_not_necessary_is_for_review_and_what_to_send_and_tell_stands_below(cli: Cli, write: Write) -> None:
    ended = cli("cover", write(BREAST))
    said = " ".join(ended.out.split())
    assert 1 == ended.code
    assert "investigational, for review by a clinician" in said
    assert "the plan of treatment with the area to be treated" in said
    assert "Tell the member before the service" in said


def test_questions_stand_in_the_order_of_asking_with_what_each_answer_leads_to(cli: Cli) -> None:
    out = cli("cover", LUNG).out
    places = [out.index(f"{number} {fact}") for number, fact in ((1, "lung.cancer"), (2, "lung.palliation_required"))]
    assert places == sorted(places)
    assert "no  →  investigational" in out


def test_why_unfolds_every_criterion_as_met_not_met_or_unknown(cli: Cli) -> None:
    out = cli("cover", SALVAGE, "--why").out
    for said in (
        "not met prostate.psa_ng_ml below 8 (it is 8)",
        "unknown prostate.gleason below 9",
        "met method is",
    ):
        assert said in " ".join(out.split())


def test_the_json_has_the_keys_of_the_contract(cli: Cli, write: Write) -> None:
    first, second = json.loads(cli("cover", LUNG, write(KIDNEY), "--json").out)
    assert {"id", "date", "payer", "coverage", "notices", "questions"} == set(first)
    assert ("E-0006", "needs_information", True) == (
        first["id"],
        first["coverage"][0]["outcome"],
        first["coverage"][0]["review"],
    )
    assert ["lung.cancer", "lung.palliation_required"] == first["coverage"][0]["missing"][:2]
    assert ("medically_necessary", False) == (second["coverage"][0]["outcome"], second["coverage"][0]["review"])
    assert {row["outcome"] for row in first["coverage"] + second["coverage"]} <= set(CoverageOutcome)


def test_asking_ends_at_the_first_answer_that_decides(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "no", "yes", "yes")
    ended = cli("cover", LUNG, "--ask")
    assert "investigational, for review by a clinician" in " ".join(ended.out.split())
    assert 1 == ended.err.count("Enter: not known")
    assert 'lung.cancer: {value: "no"}' in ended.out


def test_a_judgement_asks_for_the_name_and_an_answer_that_cannot_be_is_asked_again(
    cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    typing(monkeypatch, "perhaps", "yes", "yes", "Dr. A", "yes")
    ended = cli("cover", LUNG, "--ask")
    assert "expected one of yes, no" in ended.err
    assert 'lung.palliation_required: {value: "yes", by: "Dr. A"}' in ended.out
    assert (0, True) == (ended.code, "medically necessary" in ended.out)


def test_without_answers_everything_stays_open_and_nothing_hangs(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch)
    ended = cli("cover", LUNG, "--ask")
    assert (1, True) == (ended.code, "needs information" in ended.out)


@pytest.mark.parametrize("ending", ["html", "txt"])
def test_the_notice_is_written_with_service_day_and_reason(cli: Cli, write: Write, tmp_path: Path, ending: str) -> None:
    page = tmp_path / f"notice.{ending}"
    assert 1 == cli("cover", write(BREAST), "--notice", page).code
    text = page.read_text(encoding="utf-8")
    assert all(part in text for part in ("19105", "06/15/2026", "every other solid tumor"))
    assert "<script" not in text


def test_a_page_that_cannot_be_written_is_refused_before_anything_is_answered(
    cli: Cli, write: Write, tmp_path: Path
) -> None:
    denied = write(BREAST)
    for page, why in ((tmp_path / "n.pdf", "ending in .html or .txt"), (tmp_path / "no" / "n.html", "no folder")):
        ended = cli("cover", denied, "--notice", page)
        assert (2, "") == (ended.code, ended.out)
        assert why in ended.err


def test_with_nothing_to_tell_the_answer_stands_and_the_page_is_left_out(
    cli: Cli, write: Write, tmp_path: Path
) -> None:
    ended = cli("cover", write(KIDNEY), "--notice", tmp_path / "n.html")
    assert (0, True, True) == (ended.code, "medically necessary" in ended.out, "was not written" in ended.err)
    assert not (tmp_path / "n.html").exists()


def test_asking_keeps_the_answer_apart_from_the_questions(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    typing(monkeypatch, "no")
    (answer,) = json.loads(cli("cover", LUNG, "--ask", "--json").out)
    assert "investigational" == answer["coverage"][0]["outcome"]


def test_nothing_to_cover_is_never_clean(cli: Cli, write: Write) -> None:
    assert 1 == cli("cover", write("date: 2026-06-15\npayer: regence\ntreated: []\n")).code
    open_ = "date: 2026-06-15\npayer: medicare\ntreated: [{lesion: AK, site: face, method: LN2}]\n"
    assert 1 == cli("cover", write(open_)).code


def test_lesions_of_one_code_that_are_answered_apart_are_named(cli: Cli, write: Write) -> None:
    lung = "{{id: {}, lesion: lung tumor, site: left lung, method: cryoablation, approach: percutaneous, facts: {}}}"
    stage = "{lung.cancer: yes, histology: NSCLC, lung.stage: IA1}"
    entries = f"[{lung.format('one', '{lung.cancer: no}')}, {lung.format('two', stage)}]"
    out = cli("cover", write(f"date: 2026-06-15\nplace: '22'\npayer: regence\ntreated: {entries}\n")).out
    assert all(name in out for name in ("32994 (one)", "32994 (two)"))


def test_strange_facts_stop_every_command_with_a_sentence(cli: Cli, write: Write) -> None:
    chart = write(KIDNEY + "facts: {prostate.psa: 8}\n")
    for command in ("cover", "bill"):
        ended = cli(command, chart)
        assert (2, True) == (ended.code, "Did you mean prostate.psa_ng_ml?" in ended.err)
