"""Where a code stands on the terminal: each comparison with its population, and the code in the strip."""

import json
from pathlib import Path

import pytest

from frostline.api.standing import standing
from frostline.interfaces.cli.standing import as_json, show

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path))


def printed(capsys: Capture, *asked: str) -> str:
    show(standing(*asked))
    return capsys.readouterr().out


def test_each_comparison_names_its_population(capsys: Capture) -> None:
    out = printed(capsys, "17340", "RVU26B")
    for cells in (
        ("status A", "5,645", "2.14 %", "2.29 %", "8.06", "10.75", "106.19 (39503)"),
        ("any status", "5,734", "2.28 %", "2.42 %", "7.995", "10.66", "106.19 (39503)"),
    ):
        assert any(all(cell in line for cell in cells) for line in out.splitlines())
    assert "below: share of codes with less work" in out
    assert max(len(line) for line in out.splitlines()) <= 110


def test_work_and_total_are_told_apart(capsys: Capture) -> None:
    assert "work 0.75 · total 1.58 non-facility, 1.26 facility · status A, global days 010" in printed(capsys, "17340")


def test_the_strip_points_at_the_code(capsys: Capture) -> None:
    (line,) = [line for line in printed(capsys, "17340").splitlines() if "◀" in line]
    assert "0.50 to   1.00" in line
    assert "176 ◀ 17340" in line


def test_every_earlier_release_is_compared(capsys: Capture) -> None:
    out = printed(capsys, "17340", "RVU26B")
    assert 5 == out.count("0.77 -> 0.75 (-0.02)")
    assert "1.47 -> 1.26 (-0.21)" in out


def test_a_contractors_code_shows_no_zero(capsys: Capture) -> None:
    out = printed(capsys, "0581T", "RVU26B")
    assert "work none · total none non-facility, none facility · status C" in out
    assert "no percentile: 0581T has no work RVU in RVU26B (status C)" in out
    assert "0.00" not in out


def test_a_code_that_is_gone_says_so(capsys: Capture) -> None:
    assert "no percentile: 11100 is not in RVU26B" in printed(capsys, "11100", "RVU26B")


def test_several_releases_have_a_panel_each(capsys: Capture) -> None:
    out = printed(capsys, "17340", "RVU22A", "RVU24C")
    assert "17340  RVU22A, 2022-01-01 to 2022-03-31" in out
    assert "17340  RVU24C, 2024-07-01 to 2024-09-30" in out
    assert "not the publisher's own" in out


def test_a_plain_terminal_gets_plain_bars(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("frostline.interfaces.cli.standing.knows_unicode", lambda: False)
    assert "# 7" in printed(capsys, "17340")


def test_json_carries_figures_as_strings_and_the_reasons() -> None:
    (held,) = json.loads(json.dumps(as_json(standing("17340", "RVU26B"))))
    first = held["positions"][0]
    assert ("0.75", "1.58", "1.26") == tuple(
        held["figures"][name] for name in ("work", "total_nonfacility", "total_facility")
    )
    assert ("2.14", "2.29", "8.06", "10.75", "106.19", "39503") == tuple(
        first[name]
        for name in ("percent_below", "percent_at_or_below", "median", "median_to_work", "maximum", "highest")
    )
    assert "Surgery (10004-69990), status A" in first["because"]["because"]
    assert ("RVU22A", "2022-01-01") == (held["changes"][0]["release"], held["changes"][0]["from"])
    assert held["why_not"] is None


def test_json_of_a_code_without_a_row_says_why() -> None:
    (held,) = as_json(standing("11100", "RVU26B"))
    assert (None, [], "11100 is not in RVU26B") == (held["figures"], held["positions"], held["why_not"])
