"""Evidence behind a policy on the terminal and as JSON: each row with what is wrong about its number."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from frostline.interfaces.cli.evidence import draw_background, draw_evidence
from frostline.interfaces.evidence import background_json, evidence_json
from frostline.knowledge.evidence import evidence
from frostline.model.evidence import EvidenceRoom, Study

Capture = pytest.CaptureFixture[str]
Printed = Callable[..., str]


@pytest.fixture
def room() -> EvidenceRoom:
    held = evidence("regence.surgery.132@2026-06-01")
    assert held is not None
    return held


@pytest.fixture
def printed(room: EvidenceRoom, capsys: Capture) -> Printed:
    def drawn(words: str, held: EvidenceRoom = room) -> str:
        draw_evidence(held, words)
        out = capsys.readouterr().out
        assert max(map(len, out.splitlines())) <= 110
        return " ".join(out.split())

    return drawn


def cells(out: str, *parts: str) -> bool:
    return all(part in out for part in parts)


def test_breast_shows_its_rows_guideline_references_and_faults(printed: Printed) -> None:
    out = printed("breast")
    assert cells(out, "Ramgopal 2025", "6 studies", "Zhao 2010", "36 to 83 %", "20889281", "3-16")
    assert cells(out, "NCCN Pancreatic, Breast, Bone", "accessed 2026-01-07", "Suzuki Y 1995", "39 Poplack SP 2015")
    assert cells(out, "To check in the policy's own citations", "yet 1 is Xue K 2024", "should be only pancreas")
    assert "Sagoo" not in out


def test_a_row_says_when_its_number_leads_to_another_paper(room: EvidenceRoom) -> None:
    remarks = {row["id"]: row["remark"] for row in evidence_json(room, "")["evidence"] if row["remark"]}
    assert {
        "breast-1": "cited as 1, which is another paper",
        "lung-5": "cited as 20, which is another paper",
        "bone-5": "left empty in the list",
        "bone-8": "cited without a number; 38 fits",
        "prostate-1": "cited as 55, which is not in the list",
    } == remarks


def test_a_study_that_nobody_lists_is_not_said_to_fit(room: EvidenceRoom) -> None:
    stray = Study("x", "bone", "series", ("well",), study="Nobody", author="Nobody", year=2020)
    (row,) = evidence_json(replace(room, evidence=(stray,)), "nobody")["evidence"]
    assert "cited without a number" == row["remark"]


def test_shares_are_shown_as_they_compute(printed: Printed, room: EvidenceRoom) -> None:
    assert cells(printed("eclipse"), "computed again:", "49/52 = 94.2", "39/40 = 97.5", "9/48 = 18.8")
    first = evidence_json(room, "eclipse")["evidence"][0]["fractions"][0]
    assert ("94.2", "94.2") == (first["percent"], first["computed"])


def test_places_that_do_not_add_up_stand_beside_the_row(printed: Printed, room: EvidenceRoom) -> None:
    assert "should be 187; the parts add to 131" in printed("sagoo")
    (row,) = evidence_json(room, "sagoo")["evidence"]
    assert (187, 131) == (row["sums"][0]["of"], row["sums"][0]["added"])


def test_the_prostate_guideline_shows_all_three_risks(printed: Printed) -> None:
    out = printed("NCCN prostate")
    assert cells(out, "version 4.2026", "low risk: discouraged", "in a clinical trial only", "high risk: discouraged")
    assert "study design" not in out


def test_no_words_show_every_row_and_words_that_nothing_holds_say_so(printed: Printed, room: EvidenceRoom) -> None:
    out = printed("")
    assert all(study.author in out for study in room.evidence if study.author)
    assert printed("breast eclipse").endswith("no study, guideline or reference holds all of: breast eclipse")


def test_a_bracket_in_a_pack_is_shown_and_not_taken_for_a_style(printed: Printed, room: EvidenceRoom) -> None:
    row = Study("x", "bone [red]", "series [bold]", ("[b]well",), centers=2)
    assert cells(printed("well", replace(room, evidence=(row,))), "bone [red]", "series [bold]", "[b]well", "2 centers")


def test_rows_without_references_are_shown_without_a_list(printed: Printed, room: EvidenceRoom) -> None:
    row = Study("x", "spleen", "series", ("well",))
    out = printed("spleen", replace(room, evidence=(row,)))
    assert cells(out, "spleen", "no reference")
    assert "References" not in out


def test_the_background_shows_complications_devices_as_examples_and_what_is_not_stated(
    room: EvidenceRoom, capsys: Capture
) -> None:
    draw_background(room)
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 110
    assert all(device.name in out and device.maker in out for device in room.regulatory.devices)
    assert cells(out, "examples, not a full list", "cold injury adjacent", "probe track", "seeding", "cryotherapy")
    assert cells(out, "FDA 510(k)", "prior authorization", "tumors of the skin", "the criterion decides")


def test_a_full_list_of_devices_is_called_one_and_notes_may_be_missing(room: EvidenceRoom, capsys: Capture) -> None:
    regulatory = replace(room.regulatory, list_is="complete", note=None)
    draw_background(replace(room, regulatory=regulatory, summary=replace(room.summary, note=None)))
    out = capsys.readouterr().out
    assert "Devices: the full list" in out
    assert "criterion decides" not in out


def test_the_json_holds_the_whole_room_and_every_fault(room: EvidenceRoom) -> None:
    told, rest = evidence_json(room, ""), background_json(room)
    assert (24, 3, 51) == tuple(len(told[key]) for key in ("evidence", "guidelines", "references"))
    assert (13, 3, 9) == (
        len(rest["regulatory"]["devices"]), len(rest["complications"]), len(rest["not_stated"]),
    )  # fmt: skip
    kinds = {fault["kind"] for fault in told["faults"]}
    assert {"another_paper", "two_reports", "not_in_list", "no_number", "pmid_empty", "pmid_stated_none"} <= kinds
    assert {"untitled", "access_date_only", "other_topic", "told_twice", "sum_differs"} <= kinds
    assert {**told, **rest} == json.loads(json.dumps({**told, **rest}))
    assert {"policy", "title", "cite"} == told.keys() & rest.keys()
