"""`frostline price`: figures on the terminal and as JSON, exit codes, and one sentence for whatever is wrong."""

import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.reference.made import pinned, schedule_rows

from frostline.interfaces.cli.main import run
from frostline.reference import whole

Cli = Callable[..., Any]
Write = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
SEATTLE = ("--date", "2026-05-04", "--zip", "98101", "--place", "office", "--no-qp")
LINES = "claim,line,date,code,units,place,zip,qp\n"
GOOD = f"{LINES}A,1,2026-05-04,17340,1,11,98101,no\nA,2,2026-05-04,17000,1,11,98101,no\n"
QUOTE = [
    "code", "modifiers", "units", "date", "setting", "qp", "mac", "locality", "locality_name", "release",
    "indices_release", "currency", "known_through", "third_party", "status", "global_days", "work_rvu",
    "practice_expense_rvu", "malpractice_rvu", "total_rvu", "work_gpci", "practice_expense_gpci", "malpractice_gpci",
    "conversion_factor", "published", "limiting_charge", "allowed", "why_not", "question", "because",
]  # fmt: skip
ROW = [
    "claim", "line", "date", "code", "modifiers", "units", "zip", "mac", "locality", "release", "indices_release",
    "currency", "known_through", "third_party", "published", "limiting_charge", "allowed", "why_not",
]  # fmt: skip


def quotes(cli: Cli, *arguments: str | Path) -> list[dict[str, Any]]:
    """What `--json` prints."""
    found: list[dict[str, Any]] = json.loads(cli("price", *arguments, "--json").out)
    return found


def is_refused(ended: Any, *told: str) -> bool:  # noqa: ANN401 - Ended of the conftest
    """Exit 2, nothing on standard output, every fault on standard error, no fault of ours and no traceback."""
    ours = "our fault" in ended.err or "Traceback" in ended.err
    return ended.code == 2 and ended.out == "" and not ours and all(text in ended.err for text in told)


# Codes


def test_a_price_is_shown_with_everything_it_is_made_of(cli: Cli) -> None:
    ended = cli("price", "17340", *SEATTLE)
    assert (0, "") == (ended.code, ended.err)
    for shown in (
        "17340  4 May 2026", "0.75     0.76    0.07   1.58  33.4009     59.36            64.85",
        "Seattle (King Cnty), WA",
        "1.050", "1.227 0.817", "RVU26B", "GPCI2026", "global 010", "ZIP5-2026Q2",
    ):  # fmt: skip
        assert shown in ended.out, shown


def test_why_unfolds_the_product_down_to_its_citation(cli: Cli) -> None:
    shown = " ".join(cli("price", "17340", *SEATTLE, "--why").out.split())
    assert "(0.75×1.050 + 0.76×1.227 + 0.07×0.817) × 33.4009 = $59.36" in shown
    assert "42 CFR 414.20" in shown


def test_without_a_locality_it_is_asked_and_no_place_is_the_default(cli: Cli) -> None:
    ended = cli("price", "17340", "--date", "2026-05-04", "--place", "office", "--no-qp")
    assert 1 == ended.code
    for shown in ("? locality", "Arkansas, AR", "48.06", "Alaska, AK", "65.90", "national", "52.77"):
        assert shown in ended.out, shown


def test_the_national_amounts_of_each_year_are_not_shown_as_those_of_a_place(cli: Cli) -> None:
    ended = cli("price", "17340", "--date", "2026-05-04", "--years")
    assert 1 == ended.code
    assert "? locality" in ended.out
    assert 0 == cli("price", "17340", "--date", "2026-05-04", "--years", "--locality", "national").code


def test_every_locality_is_shown_with_its_figures_whole(cli: Cli) -> None:
    ended = cli("price", "17340", "--date", "2026-05-04", "--all-localities", "--place", "11", "--no-qp")
    rows = [row for row in ended.out.splitlines() if "non-facility" in row]
    assert (109, 109) == (len(rows), sum(bool(re.search(r"33\.4009 +\d+\.\d\d +\d+\.\d\d ", row)) for row in rows))
    assert 109 == len(quotes(cli, "17340", "--date", "2026-05-04", "--all-localities", "--place", "11", "--no-qp"))


@pytest.mark.parametrize("columns", ["20", "40", "80", "200"])
def test_a_narrow_terminal_cuts_no_figure(cli: Cli, monkeypatch: pytest.MonkeyPatch, columns: str) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setenv("NO_COLOR", "1")
    shown = cli("price", "17340", "--date", "2026-05-04", "--place", "11").out
    for figure in ("33.5675 QP", "52.77", "57.65", "66.23", "72.35", "limiting $"):
        assert figure in shown, figure


def test_a_terminal_without_the_letters_gets_the_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", plain)
    with pytest.raises(SystemExit) as stopped:
        run(["price", "17003x7", *SEATTLE, "--why"])
    plain.seek(0)
    shown = plain.read()
    assert 0 == stopped.value.code
    assert "52.85" in shown


def test_an_amount_that_is_not_sure_ends_with_one(cli: Cli) -> None:
    for code, day, shown in (
        ("17340", "2026-07-01", "estimate 59.36"),
        ("31641", "2026-05-04", "not done in this setting (NA)"),
        ("99999", "2026-05-04", "not among the relative values held"),
    ):
        ended = cli("price", code, "--date", day, *SEATTLE[2:])
        assert (1, "") == (ended.code, ended.err)
        assert shown in ended.out, shown


def test_strict_refuses_a_day_that_no_release_is_known_for(cli: Cli) -> None:
    assert 0 == cli("price", "17340", *SEATTLE, "--strict").code
    ended = cli("price", "17340", "--date", "2026-07-01", *SEATTLE[2:], "--strict")
    assert is_refused(ended, "--strict: no release is known to be good for 2026-07-01: 17340 by RVU26B")


def test_every_fault_of_the_command_line_is_told_at_once(cli: Cli) -> None:
    ended = cli(
        "price", "1734", "17340x0", "--zip", "9810", "--place", "nowhere", "--role", "nurse", "--date", "2026-05-04"
    )
    assert is_refused(
        ended, "found 1734;", "found 17340x0;", "--zip: found 9810", "--place: found nowhere", "--role: found nurse"
    )
    assert ended.err.endswith("frostline: 5 faults; nothing was done\n")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["17340"], "found no --date"),
        (["17340", "--date", "2026-02-30"], "2026-02-30"),
        (["17340", "--date", "04.05.2026"], "04.05.2026"),
        (["17340", *SEATTLE, "--mac", "02402", "--locality", "02"], "two ways to say where"),
        (["17340", *SEATTLE, "--all-localities"], "two ways to say where"),
        (["17340", "--date", "2026-05-04", "--mac", "02402"], "without the other"),
        (["17340", *SEATTLE, "--out", "x.csv"], "--out: found codes"),
        (["a.csv", "b.csv", "--date", "2026-05-04"], "found b.csv; expected a CPT or HCPCS code"),
        (["17340", "a.csv", "--date", "2026-05-04"], "found a.csv; expected a CPT or HCPCS code"),
        (["none.csv"], "none.csv: found no such file or directory"),
    ],
)
def test_a_request_that_cannot_be_answered_is_one_sentence(cli: Cli, arguments: list[str], told: str) -> None:
    assert is_refused(cli("price", *arguments), told)


def test_a_reader_that_goes_away_is_no_finding() -> None:
    program = [sys.executable, "-c", "from frostline.interfaces.cli.main import run; run()", "price", "17340"]
    with subprocess.Popen(
        [*program, "--date", "2026-05-04", "--all-localities", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as ended:
        assert ended.stdout is not None
        assert ended.stderr is not None
        ended.stdout.close()
        assert (b"", 0) == (ended.stderr.read(), ended.wait(timeout=60))


# A third party's file


def test_a_third_partys_release_is_marked_in_text_and_json(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(whole, "LEAST", dict.fromkeys(whole.LEAST, 1))
    monkeypatch.setattr(whole, "ENDS", {})
    path = tmp_path / "RVU26B_PPRRVU.csv"
    path.write_text(pinned(schedule_rows()), encoding="utf-8")
    assert 0 == cli("reference", "add", "--as", "schedule", path).code
    asked = ("17340", "--date", "2026-05-04", "--locality", "national", "--place", "11", "--no-qp")
    assert "Third party's copies, not the publisher's own files: RVU26B" in cli("price", *asked).out
    assert [["RVU26B"]] == [quote["third_party"] for quote in quotes(cli, *asked)]
    lines = tmp_path / "lines.csv"
    lines.write_text("claim,date,code,units,place,locality,qp\nA,2026-05-04,17340,1,11,national,no\n", encoding="utf-8")
    assert "1 line by a third party's copy, not the publisher's own file: RVU26B" in cli("price", lines).out
    assert [["RVU26B"]] == [row["third_party"] for row in quotes(cli, lines)]


# A file of lines


def test_a_file_is_priced_claim_by_claim(cli: Cli, write: Write) -> None:
    ended = cli("price", write(GOOD, "lines.csv"))
    assert (0, "") == (ended.code, ended.err)
    assert "2 of 2 lines priced, $106.93 allowed" in ended.out


def test_a_long_file_shows_its_first_lines_and_says_how_many_follow(cli: Cli, write: Write) -> None:
    many = "".join(f"{number},1,2026-05-04,17340,1,11,98101,no\n" for number in range(15))
    ended = cli("price", write(LINES + many, "lines.csv"))
    assert "… and 3 more; --out FILE or --json has all" in ended.out
    assert 12 == ended.out.count("59.36")


def test_what_a_file_leaves_open_is_told_and_ends_with_one(cli: Cli, write: Write) -> None:
    more = "B,1,2027-05-04,17340,1,11,98101,no\nD,1,2026-05-04,0581T,1,11,98101,no\n"
    ended = cli("price", write(GOOD + more, "lines.csv"))
    assert (1, "") == (ended.code, ended.err)
    for shown in (
        "3 of 4 lines priced", "1 not priced: 0581T is priced by the contractor (status C)",
        "1 line estimated: outside the known days of the releases, unconfirmed",
    ):  # fmt: skip
        assert shown in ended.out, shown


def test_strict_refuses_a_file_with_one_unknown_day_and_writes_nothing(cli: Cli, write: Write, tmp_path: Path) -> None:
    path, out = write(f"{GOOD}B,1,2027-05-04,17340,1,11,98101,no\n", "lines.csv"), tmp_path / "out.csv"
    assert is_refused(cli("price", path, "--strict", "--out", out), "--strict: 1 line from 2027-05-04 to 2027-05-04")
    assert not out.exists()


@pytest.mark.parametrize("name", ["out.csv", "out.parquet"])
def test_what_was_written_is_whole_and_is_no_file_of_lines(cli: Cli, write: Write, tmp_path: Path, name: str) -> None:
    out = tmp_path / name
    assert (
        f"2 of 2 lines priced, $106.93 allowed; written to {out}"
        in cli("price", write(GOOD, "lines.csv"), "--out", out).out
    )
    assert ["lines.csv", name] == sorted(held.name for held in tmp_path.iterdir())
    assert is_refused(cli("price", out), "found lines that are priced already; expected the lines they were made from")


@pytest.mark.parametrize("option", [["--date", "2026-05-04"], ["--zip", "98101"], ["--no-qp"], ["--why"], ["--years"]])
def test_an_option_that_a_file_would_ignore_is_refused(cli: Cli, write: Write, option: list[str]) -> None:
    assert is_refused(cli("price", write(GOOD, "lines.csv"), *option), "beside a file; expected that in its columns")


def test_the_file_that_is_read_is_not_written_over(cli: Cli, write: Write) -> None:
    path = write(GOOD, "lines.csv")
    assert is_refused(cli("price", path, "--out", path), "the file that is read; expected another name")
    assert GOOD == path.read_text(encoding="utf-8")


def test_every_fault_of_a_file_is_told_with_its_line_and_nothing_is_written(
    cli: Cli, write: Write, tmp_path: Path
) -> None:
    path = write(f"{GOOD}A,2,2026-05-04,1734,0,77,98101,no\n", "lines.csv")
    ended = cli("price", path, "--out", tmp_path / "out.csv")
    assert is_refused(ended, "line 4: code", "line 4: units", "line 4: place", "line 4: claim, line: found A line 2")
    assert ["lines.csv"] == [held.name for held in tmp_path.iterdir()]


# The contract of the JSON


def test_the_json_of_codes_has_the_keys_that_are_documented(cli: Cli) -> None:
    for quote in quotes(cli, "17340", "31641", "0581T", "99999", *SEATTLE):
        assert QUOTE == list(quote)
        assert {"value", "because", "cite", "steps"} == set(quote["because"])


def test_the_json_of_a_file_has_the_keys_that_are_documented(cli: Cli, write: Write) -> None:
    rows = quotes(cli, write(f"{GOOD}B,1,2021-05-04,17340,,,,\n", "lines.csv"))
    assert [ROW] * 3 == [list(row) for row in rows]
    assert ["29.68", "77.25", None] == [row["allowed"] for row in rows]


@pytest.mark.parametrize("keys", [QUOTE, ROW])
def test_the_documentation_names_every_key(keys: list[str]) -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    named = set(re.findall(r"\w+", page.split("# The JSON of `frostline price --json`")[1]))
    assert [] == [key for key in keys if key not in named]
