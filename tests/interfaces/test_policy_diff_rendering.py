"""A policy diff on the terminal and as JSON: the class first, an example each way, nothing wider than a page."""

import json
from dataclasses import replace

import pytest

from frostline.api.policies import every
from frostline.api.policy_diff import policy_diff
from frostline.interfaces.cli.policy_diff import draw_policy_diff
from frostline.interfaces.policy_diff import MEANS, PARTS, policy_diff_json

Capture = pytest.CaptureFixture[str]
OLD, NEW, REGENCE = "medicare.ncd.230.9@1999-07-01", "medicare.ncd.230.9@2001-07-01", "regence.surgery.132"
KEYS = ["a", "b", "class", "means", "proven_over", "examples", *PARTS, "remarks"]


def printed(capsys: Capture, a: str, b: str) -> str:
    draw_policy_diff(policy_diff(a, b))
    return capsys.readouterr().out


def flat(text: str) -> str:
    return " ".join(text.replace("│", " ").split())


def test_the_class_stands_first_with_what_it_means(capsys: Capture) -> None:
    out = flat(printed(capsys, OLD, NEW))
    assert "widened Some input that A does not cover is covered by B, and none the other way." in out
    assert "Proven over all 1,152 inputs that the criteria can tell apart, of 9 facts." in out
    assert out.index(OLD) < out.index(NEW) < out.index("widened") < out.index("Criteria") < out.index("Codes")


def test_the_example_shows_each_fact_and_what_both_say_by_which_criterion(capsys: Capture) -> None:
    lines = [flat(line) for line in printed(capsys, OLD, NEW).splitlines()]
    at = lines.index("Covered by B alone, smallest example")
    assert [
        "fact value A says B says",
        "method cryoablation not medically necessary medically necessary",
        "site prostate by criterion rest by criterion B",
        "malignant yes “not covered” “covered”",
        "prostate.prior_therapy radiation",
        "prostate.localized yes",
        "prostate.tumor_stage T1a to T2b",
        "prostate.radiation_failed yes",
    ] == lines[at + 1 : at + 9]


def test_every_list_names_what_came_what_went_and_both_wordings(capsys: Capture) -> None:
    out = flat(printed(capsys, OLD, NEW))
    for row in (
        "rest label changed A whatever A does not cover, salvage included B whatever A and B do not cover",
        "B.other added B salvage after any other primary treatment (not medically necessary)",
        "55873 added B settles method cryoablation, site prostate",
        "stage added B clinical T stage",
        "in force changed A from 1999-07-01 to 2001-07-01 B from 2001-07-01",
    ):
        assert row in out


def test_codes_that_changed_alike_stand_in_one_row(capsys: Capture) -> None:
    out = flat(printed(capsys, OLD, REGENCE))
    assert "17260, 17261, 17262, 17263, 17264, 17266, 17270" in out
    assert out.count("settles site skin, malignant yes") == 1


def test_two_payers_are_compared_and_called_so(capsys: Capture) -> None:
    out = flat(printed(capsys, OLD, REGENCE))
    assert "mixed Some input is covered by B alone, and some by A alone." in out
    assert "• Two payers, medicare and regence: neither policy replaces the other." in out
    for heading in ("Covered by B alone", "Covered by A alone", "Not covered by either, with another outcome"):
        assert f"{heading}, smallest example" in out
    assert "by its scope" in out


def test_a_value_that_others_could_replace_says_so(capsys: Capture) -> None:
    assert "radiofrequency (or 5 other values)" in flat(printed(capsys, OLD, "medicare.ncd.250.4"))


def test_an_example_that_contradicts_itself_is_called_so_where_it_stands(capsys: Capture) -> None:
    found = policy_diff(OLD, NEW)
    draw_policy_diff(replace(found, examples=tuple(replace(one, contradicts=True) for one in found.examples)))
    out = flat(capsys.readouterr().out)
    assert "Covered by B alone, smallest example, which contradicts itself" in out
    assert "• An example contradicts itself: no input that does not is decided differently that way." in out


def test_a_policy_against_itself_has_nothing_to_list(capsys: Capture) -> None:
    out = flat(printed(capsys, REGENCE, REGENCE))
    assert "same Nothing differs at all." in out
    assert "example" not in out
    assert "About" not in out


@pytest.mark.parametrize("a", [policy.revision for policy in every()])
@pytest.mark.parametrize("b", [policy.revision for policy in every()])
def test_no_diff_is_wider_than_a_page_or_longer_than_its_keys(capsys: Capture, a: str, b: str) -> None:
    assert max(len(line) for line in printed(capsys, a, b).splitlines()) <= 110
    assert KEYS == list(policy_diff_json(policy_diff(a, b)))


def test_json_has_the_class_the_proof_the_examples_and_every_change() -> None:
    held = json.loads(json.dumps(policy_diff_json(policy_diff(OLD, NEW))))
    assert ("widened", {"facts": 9, "inputs": 1152}, []) == (held["class"], held["proven_over"], held["remarks"])
    assert {
        "revision": OLD,
        "id": "medicare.ncd.230.9",
        "payer": "medicare",
        "authority": "ncd",
        "title": "Cryosurgery of Prostate",
        "from": "1999-07-01",
        "to": "2001-07-01",
    } == {key: value for key, value in held["a"].items() if key != "cite"}
    (example,) = held["examples"]
    assert ["direction", "facts", "a", "b", "contradicts_itself"] == list(example)
    assert {
        "fact": "prostate.tumor_stage",
        "value": "T1a to T2b",
        "sample": "T1a",
        "alike": ["T1b", "T1c", "T2a", "T2b"],
    } == example["facts"][5]
    assert {"outcome": "medically_necessary", "status": "covered", "deciding": ["B"]} == example["b"]
    assert {
        "name": "B.other",
        "change": "added",
        "a": None,
        "b": "salvage after any other primary treatment (not medically necessary)",
        "proven": None,
    } == held["criteria"][-1]


def test_every_class_says_what_it_means_in_a_sentence_of_its_own() -> None:
    assert {
        "same", "citation only", "wording only", "status only", "widened", "narrowed", "mixed",
    } == set(MEANS)  # fmt: skip
    assert len(set(MEANS.values())) == len(MEANS)
