"""What can be fetched and what was; bytes only on a terminal."""

from pathlib import Path

import pytest

from frostline.interfaces.cli.fetching import as_json, downloading, known_json, show, show_known
from frostline.reference.fetching import Fetched

FETCHED = Fetched("RVU26B", "https://www.cms.gov/files/zip/rvu26b.zip", Path("rvu26b.zip"), 7_654_321, "0" * 64, True)  # noqa: FBT003 - resumed
Capture = pytest.CaptureFixture[str]


def test_what_can_be_fetched_is_listed_with_its_page_and_a_warning(capsys: Capture) -> None:
    show_known()
    out = capsys.readouterr().out
    for word in ("RVU26B", "PTP-2026Q2", "ICD10CM-2026", "https://www.cms.gov/", "Not tested against the publishers"):
        assert word in out


def test_the_same_stands_in_json() -> None:
    first = known_json()[0]
    assert ["example", "title", "publisher", "landing", "addresses", "note"] == list(first)
    assert "RVU26B" == first["example"]


def test_a_fetched_file_is_told_with_its_size_and_place(capsys: Capture) -> None:
    show([FETCHED])
    assert (
        "fetched     RVU26B              7,654,321 bytes  rvu26b.zip  went on from a part\n" == capsys.readouterr().out
    )


def test_json_proves_what_was_fetched() -> None:
    assert [
        {
            "name": "RVU26B",
            "address": "https://www.cms.gov/files/zip/rvu26b.zip",
            "path": "rvu26b.zip",
            "bytes": 7_654_321,
            "sha256": "0" * 64,
            "resumed": True,
        }
    ] == as_json([FETCHED])


def test_a_pipe_sees_no_bar(capsys: Capture) -> None:
    with downloading() as tell:
        tell("rvu26b.zip", 1, 2)
    assert ("", "") == tuple(capsys.readouterr())


def test_a_terminal_sees_a_bar(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with downloading() as tell:
        tell("rvu26b.zip", 1, None)
        tell("rvu26b.zip", 1, 2)
    assert "" == capsys.readouterr().out
