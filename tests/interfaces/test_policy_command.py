"""`frostline policy`: what is held, one policy whole, two compared, the payers side by side."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
SURGERY = "regence.surgery.132"


def test_the_list_has_every_revision_and_a_day_picks_those_in_force(cli: Cli) -> None:
    every = json.loads(cli("policy", "list", "--json").out)
    assert 5 == len(every)
    early = json.loads(cli("policy", "list", "--date", "1999-07-01", "--json").out)
    assert ["medicare.ncd.230.9@1999-07-01"] == [row["policy"] for row in early]
    assert "medicare.ncd.250.4@2001-11-26" in cli("policy", "list", "--payer", "medicare").out


def test_a_policy_is_shown_with_every_section_that_its_source_has(cli: Cli) -> None:
    out = cli("policy", "show", SURGERY).out
    for section in ("Scope", "Criteria", "Codes, and what each settles by itself", "To send", "Where else to look"):
        assert section in out
    for held in ("2026-11", "I.G.2", "prostate, focal", "regence.surgery.222", "history and physical", "inform_member"):
        assert held in out
    background = cli("policy", "show", SURGERY, "--background").out
    assert all(device in background for device in ("Visual-ICE", "ProSense", "ERBECRYO 2"))


def test_what_a_code_settles_is_told_as_the_engine_decides_it(cli: Cli) -> None:
    (shown,) = json.loads(cli("policy", "show", SURGERY, "--json").out)
    alone = {code: row for row in shown["codes"] for code in row["codes"]}
    assert ("investigational", []) == (alone["20983"]["outcome"], alone["20983"]["asks"])
    assert ("needs_information", ["prostate.extent"]) == (alone["55873"]["outcome"], alone["55873"]["asks"])
    assert 6 == len(shown["cross_references"])
    assert {"history_and_physical", "treatment_plan"} == {item["id"] for item in shown["information"]}


def test_evidence_is_searched_by_words(cli: Cli) -> None:
    assert "Zhao" in cli("policy", "show", SURGERY, "--evidence", "breast").out
    (room,) = json.loads(cli("policy", "show", SURGERY, "--evidence", "ECLIPSE", "--json").out)
    assert {"lung-4", "lung-5"} <= {row["id"] for row in room["evidence"]}


def test_a_diff_of_revisions_is_proven_and_one_of_records_is_not(cli: Cli) -> None:
    assert "widened" in cli("policy", "diff", "medicare.ncd.230.9@1997-04-15", "medicare.ncd.230.9@1999-07-01").out
    (same,) = json.loads(cli("policy", "diff", SURGERY, SURGERY, "--json").out)
    assert "same" == same["class"]
    records = cli("policy", "diff", "aetna.cpb_0100@older", "aetna.cpb_0100@recent").out
    assert "proven" in records


@pytest.mark.parametrize("how", [("--code", "17340"), ("--indication", "prostate, focal")])
def test_the_landscape_comes_in_every_form(cli: Cli, tmp_path: Path, how: tuple[str, str]) -> None:
    table = cli("policy", "landscape", *how).out
    assert "Independence Blue Cross" in table
    assert json.loads(cli("policy", "landscape", *how, "--format", "json").out)
    rows = list(csv.DictReader(io.StringIO(cli("policy", "landscape", *how, "--format", "csv").out)))
    assert rows
    page = tmp_path / "landscape.html"
    assert "" == cli("policy", "landscape", *how, "--format", "html", "--out", page).out
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "regence.surgery.13"), "regence.surgery.132"),
        (("show", f"{SURGERY}@2020-01-01"), "a day without a revision"),
        (("show", "medicare.ncd.250.4", "--evidence", "x"), "has no evidence room"),
        (("list", "--payer", "nobody"), "expected one of medicare, regence"),
        (("diff", SURGERY, "nothing.at.all"), "expected one of"),
        (("landscape", "--code", "99999"), "99999"),
        (("landscape", "--format", "pdf"), "table, csv, json, html"),
    ],
)
def test_a_wrong_name_is_answered_with_what_there_is(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ended = cli("policy", *arguments)
    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err
