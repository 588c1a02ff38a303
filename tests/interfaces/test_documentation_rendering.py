"""What the note still needs to say, on the terminal and as JSON: short enough to be read, told apart by its reason."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Cli = Callable[..., Any]
Chart = Callable[[str], Path]
HEAD = "date: 2026-05-04\nplace: office\npayer: medicare\nprovider: {qp: false}\nlocality: national\ntreated:\n"


@pytest.fixture
def chart(tmp_path: Path) -> Chart:
    def written(entries: str) -> Path:
        path = tmp_path / "chart.yaml"
        path.write_text(HEAD + entries, encoding="utf-8")
        return path

    return written


def rows(text: str, heading: str) -> list[str]:
    """Rows under a heading, up to the blank line that ends them, each on one line."""
    lines = [line.strip("│ ") for line in text.splitlines()]
    after = lines[lines.index(heading) + 1 :]
    joined = " ".join(" ".join(after[: after.index("")]).split())
    return joined.removeprefix("• ").split(" • ")


def test_lines_that_want_the_same_of_the_note_share_one_row(cli: Cli, chart: Chart) -> None:
    path = chart("  - {lesion: actinic keratosis, count: 8, site: face, method: LN2}\n")
    (row,) = rows(cli("bill", path).out, "The encounter cannot show; look in the note")
    assert row.startswith("17000, 17003 indication, consent,")


def test_what_is_missing_says_whether_the_code_or_the_necessity_turns_on_it(cli: Cli, chart: Chart) -> None:
    path = chart("  - {lesion: wart, site: hand, method: destroyed, count: 3}\n")
    shown = rows(cli("bill", path).out, "The note still needs to say")
    assert ["method", "symptoms"] == [row.split()[0] for row in shown]
    assert shown[0].endswith("(the code turns on it)")
    assert shown[1].endswith("(medical necessity)")


def test_what_the_whole_line_lacks_is_told_with_its_code(cli: Cli, chart: Chart) -> None:
    path = chart("  - {lesion: prostate cancer, method: cryoablation, pathology: confirmed, guidance: [ultrasound]}\n")
    shown = rows(cli("bill", path).out, "The note still needs to say")
    assert "approach 55873: how the organ was reached (for the record)" in shown


def test_documentation_is_whole_in_the_json(cli: Cli, chart: Chart) -> None:
    path = chart("  - {lesion: wart, site: hand, method: LN2, count: 3, documented: [consent]}\n")
    (outcome,) = json.loads(cli("bill", path, "--json").out)
    held = {one["element"]: one for one in outcome["documentation"]}
    assert ("documented", "missing", "to_check") == tuple(held[k]["status"] for k in ("consent", "symptoms", "plan"))
    assert {"line", "code", "about", "element", "says", "why", "status", "cite"} == set(held["plan"])


def test_a_slip_under_documented_is_refused_with_the_nearest_element(cli: Cli, chart: Chart) -> None:
    ended = cli("bill", chart("  - {lesion: wart, site: hand, method: LN2, count: 3, documented: [consnet]}\n"))
    assert ended.code == 2
    assert "treated[1].documented: found consnet" in ended.err
    assert "Did you mean consent?" in ended.err
