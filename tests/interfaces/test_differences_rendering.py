"""A difference on the terminal: counts first, a few rows of each kind, and how to have them all."""

import json
from pathlib import Path

import polars as pl
import pytest

from frostline.interfaces.cli.differences import MOST, as_json, show
from frostline.reference.differing import differ

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path))


def printed(capsys: Capture, a: str, b: str) -> str:
    show(differ(a, b))
    return capsys.readouterr().out


def test_counts_stand_before_the_rows(capsys: Capture) -> None:
    out = printed(capsys, "RVU24C", "RVU26B")
    assert "RVU24C → RVU26B  relative value file (PPRRVU)" in out
    assert "code and modifier: 4 added, 0 deleted" in out
    assert out.index("116") < out.index("G0571")


def test_a_long_difference_says_how_to_have_the_rest(capsys: Capture) -> None:
    out = printed(capsys, "RVU24C", "RVU26B")
    found = differ("RVU24C", "RVU26B")
    assert f"... and {found.rows.height - MOST:,} more; --json or --out FILE has all" in out
    assert max(len(line) for line in out.splitlines()) <= 110


def test_each_kind_of_change_has_its_rows(capsys: Capture) -> None:
    show(differ("MUE-2024Q3", "MUE-2026Q2", all_=True))
    out = capsys.readouterr().out
    for row in ("0881T", "0266T", "G0447  down", "67516  changed  mai"):
        assert row in out


def test_no_change_is_said(capsys: Capture) -> None:
    out = printed(capsys, "RVU26B", "RVU26B")
    assert "code and modifier: 0 added, 0 deleted" in out
    assert "no column changed in what both hold" in out
    assert "more;" not in out


def test_nothing_to_note_leaves_no_gap(capsys: Capture) -> None:
    assert "•" not in printed(capsys, "ICD10CM-2026-04", "ICD10CM-2026-04")


def test_the_notes_say_what_was_not_compared(capsys: Capture) -> None:
    out = " ".join(printed(capsys, "RVU24C", "RVU26B").replace("│", " ").split())
    assert "built-in excerpt: RVU24C and RVU26B" in out
    assert "conversion factor 33.2875 -> 33.4009" in out


def test_json_has_every_row_with_decimal_strings() -> None:
    found = differ("RVU24C", "RVU26B")
    (held,) = json.loads(json.dumps(as_json(found)))
    assert ["a", "b", "table", "counts", "rows", "notes"] == list(held)
    assert ("RVU24C", "RVU26B", "schedule", found.rows.height) == (
        held["a"],
        held["b"],
        held["table"],
        len(held["rows"]),
    )
    assert {
        "code": "17340", "modifier": "", "change": "down", "column": "work", "old": "0.77", "new": "0.75",
        "difference": "-0.02", "old_raw": 77, "new_raw": 75,
    } in held["rows"]  # fmt: skip
    assert {"change": "added", "column": None, "rows": 4} in held["counts"]


def test_no_figure_of_a_difference_is_a_float() -> None:
    kinds = set(differ("RVU24C", "RVU26B").rows.schema.values())
    assert {pl.String(), pl.Int64()} == kinds
