"""A page on the terminal: every block, never wider than a page, no control sign of a text, plain where asked."""

import sys
from io import BytesIO, TextIOWrapper

import pytest
from full_page import HOSTILE, LONG, full
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frostline.interfaces.cli.page import draw_page
from frostline.model.cards import Level, Reader

Capture = pytest.CaptureFixture[str]
READERS: list[Reader | None] = [None, "clinician", "biller", "analyst", "patient"]
LEVELS: list[Level | None] = [None, "beginner", "expert"]


def printed(capsys: Capture, text: str = "Freezing", reader: str | None = None, level: str | None = None) -> str:
    draw_page(full(text), reader, level)
    return capsys.readouterr().out


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_head_has_code_label_plain_words_names_day_and_release(capsys: Capture) -> None:
    draw_page(full("Freezing"), None, None)
    lines = [flat(line) for line in capsys.readouterr().out.splitlines()]
    assert [
        "17340 Freezing",
        "Freezing",
        "also known as Freezing, cryo acne",
        "Freezing · as of 2026-06-30, by RVU26B",
    ] == lines[:4]


def test_every_block_is_there(capsys: Capture) -> None:
    out = flat(printed(capsys))
    for said in (
        "• Freezing [Freezing, T]",
        "expert: For experts.",
        "1. First wash. 2. Then freeze.",
        "Freezing value Freezing 0.75",
        "Work among the codes Work RVU 0.75 [T]",
        "176 ◀ this code",
        "highest office $64.04, facility $51.88 Place 053",
        "██ work ▒▒ practice expense ░░ malpractice",
        "Freezing? Freezing [T]",
        "⚖ Freezing S1, 2025 It is 0.75.",
        "computed It is 1.58. note Freezing",
        "code modifiers units diagnoses dollars because Freezing 1 L70.0 $52.77 Freezing",
        "not available Freezing",
        "see also 17110",
        "T The table table, April 2026, https://www.cms.gov/x",
    ):
        assert said in out


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("level", LEVELS)
def test_no_line_is_wider_than_a_page(capsys: Capture, reader: str | None, level: str | None) -> None:
    out = printed(capsys, f"{HOSTILE} {LONG}", reader, level)
    assert max(map(len, out.splitlines())) <= 110


def test_what_a_reader_does_not_get_is_not_printed(capsys: Capture) -> None:
    for_patients, for_billers = printed(capsys, reader="patient"), printed(capsys, reader="biller", level="beginner")
    assert ("For billers alone." in for_patients, "It stings." in for_patients) == (False, True)
    assert ("For billers alone." in for_billers, "It stings." in for_billers) == (True, False)
    assert "For experts." not in for_billers
    assert "as read by: beginner biller" in for_billers


def test_no_text_can_steer_the_terminal(capsys: Capture) -> None:
    out = printed(capsys, HOSTILE)
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "<script>alert(1)</script>" in flat(out)


def test_markup_of_the_terminal_is_text(capsys: Capture) -> None:
    assert "[bold]x[/bold] [/]" in flat(printed(capsys, "[bold]x[/bold] [/]"))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text())
def test_any_text_can_be_printed(capsys: Capture, text: str) -> None:
    out = printed(capsys, text)
    assert all(char.isprintable() for line in out.split("\n") for char in line)


def test_a_terminal_without_unicode_gets_plain_signs(monkeypatch: pytest.MonkeyPatch) -> None:
    held = BytesIO()
    monkeypatch.setattr(sys, "stdout", TextIOWrapper(held, encoding="ascii"))
    draw_page(full("Freezing"), None, None)
    out = held.getvalue().decode("ascii")
    assert "- Freezing  [Freezing, T]" in out
    assert "176 < this code" in out
    assert "?" not in out.replace("Freezing?", "")
