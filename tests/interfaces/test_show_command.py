"""`frostline show` and `frostline report`: a page is found by what people call the procedure, and written whole."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]


@pytest.mark.parametrize("words", [("17340",), ("cryo", "acne"), ("freezing treatment for acne",), ("pimpels",)])
def test_a_page_is_found_by_code_by_name_and_with_typos(cli: Cli, words: tuple[str, ...]) -> None:
    (page,) = json.loads(cli("show", *words, "--json").out)
    assert "17340" == page["code"]


def test_the_terminal_page_has_the_figures_of_the_schedule_and_who_says_what(cli: Cli) -> None:
    ended = cli("show", "17340")
    assert (0, "") == (ended.code, ended.err)
    for said in ("$52.77", "$42.09", "0.75", "1.58", "Where sources differ", "CPB 0251", "[S4]"):
        assert said in ended.out
    assert all(len(line.rstrip()) <= 110 for line in ended.out.splitlines())


def test_a_reader_sees_what_is_for_them(cli: Cli) -> None:
    patient, biller = (cli("show", "17110", "--reader", reader).out for reader in ("patient", "biller"))
    assert "Modifiers of this field" in biller
    assert len(patient) < len(cli("show", "17110").out)


@pytest.mark.parametrize("ending", ["html", "pdf", "md", "json"])
@pytest.mark.parametrize("kind", ["page", "summary", "handout"])
def test_a_report_is_written_in_every_form(cli: Cli, tmp_path: Path, ending: str, kind: str) -> None:
    ended = cli("report", "17340", "--format", ending, "--kind", kind, "--out", tmp_path / "out")
    assert 0 == ended.code
    (written,) = (tmp_path / "out").iterdir()
    assert f"17340{'' if kind == 'page' else f'-{kind}'}.{ending}" == written.name
    raw = written.read_bytes()
    assert raw.startswith({"html": b"<!", "pdf": b"%PDF", "md": b"#", "json": b"{"}[ending])
    assert len(raw) < 400_000


def test_a_family_is_a_page_for_each_of_its_codes(cli: Cli, tmp_path: Path) -> None:
    assert 0 == cli("report", "skin.premalignant", "--format", "md", "--out", tmp_path / "out").code
    assert ["17000.md", "17003.md", "17004.md"] == sorted(path.name for path in (tmp_path / "out").iterdir())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("show", "zzz qqq"), "expected a code or words for one"),
        (("show", "17340", "--reader", "nurse"), "clinician, biller, analyst, patient"),
        (("report", "17340", "--format", "docx"), "html, pdf, md, json"),
        (("report", "17340", "--kind", "poster"), "page, summary, handout"),
    ],
)
def test_what_there_is_not_is_answered_with_what_there_is(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    ended = cli(*arguments)
    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err


def test_a_folder_that_cannot_be_written_is_told_and_nothing_is_left(cli: Cli, tmp_path: Path) -> None:
    taken = tmp_path / "taken"
    taken.write_text("a file", encoding="utf-8")
    ended = cli("report", "17340", "--format", "md", "--out", taken)
    assert (2, True) == (ended.code, "cannot be written" in ended.err)
