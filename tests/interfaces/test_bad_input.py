"""Bad input and our own faults: one clear sentence for each, exit 2, and never a traceback."""

import importlib
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Write = Callable[..., Path]
CHART = "date: 2026-05-04\nplace: office\npayer: medicare\nprovider: {qp: false}\nlocality: national\n"
ENTRY = "lesion: wart, site: left hand, method: LN2, symptoms: [pain]"
MEGABYTES = 10_000_000


def treated(entry: str, chart: str = CHART) -> str:
    return f"{chart}treated: [{{{ENTRY}, {entry}}}]\n"


BAD: dict[str, tuple[str | bytes, str]] = {
    "broken YAML": ("a: [1, 2\nb: {", "YAML or JSON"),
    "broken JSON": ('{"date": "2026-05-04", "treated": [}', "YAML or JSON"),
    "a wrong type": (f"{CHART}treated: wart\n", "treated: found 'wart'; expected a list"),
    "an unknown key": (treated("coutn: 5"), "Did you mean count?"),
    "an impossible day": (treated("count: 5").replace("2026-05-04", "2026-02-30"), "expected a day of the calendar"),
    "a negative count": (treated("count: -1"), "treated[1].count: found '-1'"),
    "a count of zero": (treated("count: 0"), "treated[1].count: found '0'; expected a number above 0"),
    "a size of zero": (treated("count: 1, size_cm: 0"), "treated[1].size_cm: found '0'; expected a number above 0"),
    "a ZIP of four digits": (
        treated("count: 5").replace("national", "{zip: '9810'}"),
        "locality.zip: found '9810'; expected a ZIP code of five digits",
    ),
    "a ZIP that is none": (
        treated("count: 5").replace("national", "{zip: '00000'}"),
        "locality.zip: found 00000; expected a ZIP that",
    ),
    "a locality that is none": (
        treated("count: 5").replace("national", "{mac: '00000', locality: '99'}"),
        "locality: found MAC 00000 with locality 99",
    ),
    "a code that can be none": (f"{CHART}services: [{{code: '9921'}}]\n", "services[1].code: found '9921'"),
    "an ICD-10 code that can be none": (treated("count: 5, icd10: B079"), "treated[1].icd10: found 'B079'"),
    "two keys alike": (f"{CHART}place: home\ntreated: []\n", "the key place a second time"),
    "nothing": ("", "an encounter: date, place, treated"),
    "control characters": ("date: \x00\n", "control characters"),
    "another encoding": ("date: 2026-05-04\nplace: b\xfcro\n".encode("latin-1"), "UTF-8"),
    "ten megabytes of noise": (bytes(range(256)) * (MEGABYTES // 256), "at most 1,000,000 bytes"),
    "a thousand levels": ("[" * 1_000, "at most 40 levels"),
}


def is_one_sentence(ended: Any) -> bool:  # noqa: ANN401 - Ended of the conftest
    """Exit 2, nothing on standard output, one line on standard error, no traceback."""
    return (
        ended.code == 2
        and ended.out == ""
        and len(ended.err.splitlines()) == 1
        and ended.err.startswith("frostline: ")
        and "Traceback" not in ended.err
        and "our fault" not in ended.err
    )


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_in_one_clear_sentence(cli: Cli, write: Write, name: str) -> None:
    content, told = BAD[name]
    ended = cli("bill", write(content))
    assert is_one_sentence(ended), ended
    assert told in ended.err


@pytest.mark.parametrize("name", BAD)
def test_bad_input_on_standard_input_is_told_alike(cli: Cli, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    content, told = BAD[name]
    raw = content if isinstance(content, bytes) else content.encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    ended = cli("bill", "-", "--json")
    assert is_one_sentence(ended), ended
    assert told in ended.err


def test_a_file_that_is_not_there_is_told_by_its_name(cli: Cli, tmp_path: Path) -> None:
    ended = cli("bill", tmp_path / "gone.yaml")
    assert is_one_sentence(ended)
    assert "gone.yaml: found no such file or directory" in ended.err


def test_a_folder_is_no_encounter(cli: Cli, tmp_path: Path) -> None:
    ended = cli("bill", tmp_path)
    assert is_one_sentence(ended)
    assert "is a directory" in ended.err


def test_every_fault_of_a_chart_is_told_and_counted(cli: Cli, write: Write) -> None:
    ended = cli("bill", write(treated("coutn: 5, size_cm: big, cosmetic: perhaps")))
    assert ended.code == 2
    told = ended.err.splitlines()
    assert len(told) == 4
    assert told[-1] == "frostline: 3 faults; nothing was done"
    assert all("chart.yaml, line 6: treated[1]." in line for line in told[:-1])


def test_one_bad_file_of_two_keeps_both_from_being_billed(cli: Cli, write: Write, example: Path) -> None:
    ended = cli("bill", example, write(treated("count: 0")), "--json")
    assert is_one_sentence(ended)
    assert "chart.yaml" in ended.err


def test_the_faults_of_two_bad_files_are_all_told(cli: Cli, write: Write) -> None:
    one, other = write(treated("count: 0"), "one.yaml"), write("date: soon\n", "other.yaml")
    ended = cli("bill", one, other)
    assert (ended.code, ended.out) == (2, "")
    assert ["one.yaml" in line for line in ended.err.splitlines()] == [True, False, False]
    assert "other.yaml, line 1: date: found 'soon'" in ended.err


def test_the_bad_zips_of_two_files_are_both_told_with_their_files(cli: Cli, write: Write) -> None:
    bad = [
        write(treated("count: 1").replace("national", f"{{zip: '{code}'}}"), f"{code}.yaml")
        for code in ("00000", "00001")
    ]
    ended = cli("bill", *bad)
    assert "00000.yaml" in ended.err
    assert "00001.yaml" in ended.err


# What is no error


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("count", treated("cosmetic: false")),
        ("lesion", f"{CHART}treated: [{{count: 5, site: left hand, method: LN2}}]\n"),
        ("lesion", treated("count: 5").replace("wart", "zzz")),
        ("site", treated("count: 5").replace("left hand", "zzz")),
        ("method", treated("count: 5").replace("LN2", "zzz")),
        ("place", treated("count: 5").replace("place: office\n", "")),
        ("place", treated("count: 5").replace("office", "zzz")),
        ("locality", treated("count: 5").replace("locality: national\n", "")),
        ("qp", treated("count: 5").replace("provider: {qp: false}\n", "")),
    ],
)
def test_what_is_missing_or_not_understood_is_a_question_and_no_error(
    cli: Cli, write: Write, key: str, text: str
) -> None:
    ended = cli("bill", write(text))
    assert (ended.code, ended.err) == (1, "")
    assert f"? {key}  " in ended.out


@pytest.mark.parametrize(("mark", "code"), [("✗", "17265"), ("–", "99999")])
def test_a_code_that_the_schedule_does_not_hold_is_a_finding_on_its_line(
    cli: Cli, write: Write, mark: str, code: str
) -> None:
    ended = cli("bill", write(f"{CHART}lines: [{{code: '{code}', units: 1}}]\n"))
    assert (ended.code, ended.err) == (1, "")
    assert f"{mark} code.unknown (line 1)" in ended.out


# Our own faults


def broken(*_: object, **__: object) -> None:
    raise RuntimeError("no such\nluck")


def test_a_fault_of_ours_is_called_ours_in_one_sentence(
    cli: Cli, example: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FROSTLINE_DEBUG", raising=False)
    monkeypatch.setattr(importlib.import_module("frostline.api.billing"), "bill", broken)
    ended = cli("bill", example)
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == (
        "frostline: this is our fault, not yours: RuntimeError: no such. "
        "Run again with FROSTLINE_DEBUG=1 and report what it prints\n"
    )


def test_a_fault_of_ours_can_be_looked_into(cli: Cli, example: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_DEBUG", "1")
    monkeypatch.setattr(importlib.import_module("frostline.api.billing"), "bill", broken)
    with pytest.raises(RuntimeError, match="no such"):
        cli("bill", example)


def test_nothing_of_two_encounters_is_shown_when_the_second_cannot_be_answered(
    cli: Cli, write: Write, example: Path
) -> None:
    ended = cli("bill", example, write(BAD["a ZIP that is none"][0]))
    assert is_one_sentence(ended)
