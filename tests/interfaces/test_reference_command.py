"""`frostline reference add, list, verify, remove`: sentences for people, arrays for programs, never a traceback."""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.reference.made import fixed, gpci, payment, pinned, schedule_rows, state, written, zipped

from frostline.interfaces.cli import releases
from frostline.interfaces.cli.progress import progress
from frostline.model.tables import Release
from frostline.reference import whole
from frostline.reference.listing import Known

Cli = Callable[..., Any]
APRIL = "PPRRVU2026_Apr_nonQPP.txt"
KEYS = {"table", "release", "publisher", "from", "through", "rows", "complete", "third_party", "builtin", "source",
        "sha256", "digest", "note"}  # fmt: skip


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few rows are whole."""
    monkeypatch.setattr(whole, "LEAST", dict.fromkeys(whole.LEAST, 1))
    monkeypatch.setattr(whole, "ENDS", {})


@pytest.fixture
def schedule(tmp_path: Path) -> Path:
    return written(tmp_path, APRIL, fixed(schedule_rows()))


@pytest.fixture
def indices(tmp_path: Path) -> Path:
    return written(tmp_path, "GPCI2025.csv", gpci(year=2025))


def array(ended: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - Ended of the conftest
    assert "" == ended.err
    found = json.loads(ended.out)
    assert isinstance(found, list)
    return found


def run(cli: Cli, *arguments: str | Path) -> Any:  # noqa: ANN401 - Ended of the conftest
    ended = cli("reference", *arguments)
    assert "Traceback" not in ended.err
    assert "our fault" not in ended.err
    return ended


# add


def test_add_says_what_became_of_each_file_a_line_each(cli: Cli, tmp_path: Path, schedule: Path) -> None:
    archive = written(tmp_path, "PFREV26B.zip", zipped({"PFREV26B.txt": payment(), "PF26PB.pdf": "%PDF"}))
    ended = cli_ends(cli, 0, "add", schedule, archive)
    assert [
        "added         RVU26B                   4 rows  2026-04-01 to 2026-06-30  relative value file, fixed positions",
        "added         PFREV26B                 1 rows  2026-04-01 to 2026-06-30  payment amounts",
        f"left aside  {archive}:PF26PB.pdf: no table that is known",
    ] == ended.out.splitlines()
    assert ended.out.splitlines()[0].replace("added       ", "held already") in cli_ends(cli, 0, "add", schedule).out


def cli_ends(cli: Cli, code: int, *arguments: str | Path) -> Any:  # noqa: ANN401 - Ended of the conftest
    ended = run(cli, *arguments)
    assert code == ended.code, ended
    return ended


def test_add_says_whose_a_file_is_and_that_its_form_was_never_tested(cli: Cli, tmp_path: Path) -> None:
    decoded = written(tmp_path, "RVU26B.csv", pinned(schedule_rows()))
    assert "; a third party's, not the publisher's own" in cli_ends(cli, 0, "add", "--as", "schedule", decoded).out
    caps = "HCPCS,MOD,PROCSTAT,CARRIER,LOCALITY,FACILITY PRICE,NON-FACILITY PRICE\n70450,TC,A,01112,05,1.00,2.00\n"
    path = written(tmp_path, "x.csv", caps)
    ended = cli_ends(cli, 0, "add", "--release", "OPPSCAP26B", path)
    assert "OPPSCAP26B" in ended.out
    assert "; this form was never tested on a real file" in ended.out


def test_add_gives_programs_an_array(cli: Cli, schedule: Path) -> None:
    (found,) = array(cli_ends(cli, 0, "add", "--json", schedule))
    assert {"outcome", "layout", "tested", *KEYS} == set(found)
    assert ("added", "RVU26B", 4, False) == (found["outcome"], found["release"], found["rows"], found["builtin"])
    assert 64 == len(found["digest"])
    (again,) = array(cli_ends(cli, 0, "add", "--json", schedule))
    assert {**found, "outcome": "held already"} == again


def test_a_refused_file_is_one_sentence_and_several_faults_are_counted(
    cli: Cli, tmp_path: Path, schedule: Path, empty_store: Path
) -> None:
    ended = cli_ends(cli, 2, "add", schedule, written(tmp_path, "x.zip", "<html>"))
    assert ("", 1) == (ended.out, len(ended.err.splitlines()))
    assert ended.err.startswith(f"frostline: {tmp_path / 'x.zip'}: found a web page")
    two = cli_ends(cli, 2, "add", "--json", tmp_path / "gone", written(tmp_path, "y.txt", "words"))
    assert ("", 3) == (two.out, len(two.err.splitlines()))
    assert "frostline: 2 faults; nothing was done" == two.err.splitlines()[-1]
    assert not empty_store.exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--as", "rvu"), "--as: found rvu; expected one of schedule, schedule_qp"),
        (("--release", "spring"), "--release spring: found no name of a release; expected one like RVU26B"),
        (("--release", "RVU25B"), "the conversion factor 33.4009 in what is named RVU25B; expected 32.3465"),
    ],
)
def test_what_the_user_says_wrongly_is_told(
    cli: Cli, schedule: Path, arguments: tuple[str, ...], told: str, tmp_path: Path
) -> None:
    path = written(tmp_path, "values.txt", schedule.read_bytes())
    assert told in cli_ends(cli, 2, "add", *arguments, path).err


# list


def test_list_shows_days_gaps_and_where_rows_come_from(cli: Cli, tmp_path: Path, indices: Path) -> None:
    decoded = written(tmp_path, "RVU26B.csv", pinned(schedule_rows()))
    cli_ends(cli, 0, "add", indices, written(tmp_path, "PFREV26B.txt", payment()))
    cli_ends(cli, 0, "add", decoded, "--as", "schedule")
    lines = [" ".join(line.split()) for line in cli_ends(cli, 0, "list").out.splitlines()]
    assert "GPCI2025 2025-01-01 to 2025-12-31 3 added" in lines
    assert "GPCI2022 2022-01-01 to 2022-12-31 112 built in" in lines
    assert "RVU26B 2026-04-01 to 2026-06-30 4 added, third party" in lines
    assert "PFREV26B 2026-04-01 to 2026-06-30 1 added, some codes" in lines
    assert "gap 2024-10-01 to 2026-03-31 none held" in lines
    assert any(
        line.startswith("PTP-2024Q3") and line.endswith("built in, codes of this field, third party") for line in lines
    )
    assert lines[0].startswith("days 2022-01-01 to 2026-12-31; after the last day of a release answers are unconfirmed")


def test_list_gives_programs_an_array_of_tables(cli: Cli, indices: Path) -> None:
    before = array(cli_ends(cli, 0, "list", "--json"))
    assert all({"table", "releases", "gaps"} == set(table) for table in before)
    assert all(release["builtin"] and release["digest"] is None for table in before for release in table["releases"])
    cli_ends(cli, 0, "add", indices)
    found = {table["table"]: table for table in array(cli_ends(cli, 0, "list", "--json"))}
    assert [] == found["gpci"]["gaps"]
    assert [False] == [each["builtin"] for each in found["gpci"]["releases"] if each["release"] == "GPCI2025"]
    assert {"from": "2024-10-01", "through": "2026-03-31"} in found["mue"]["gaps"]
    assert KEYS == set(found["gpci"]["releases"][0])


def test_a_release_of_one_day_has_its_strip(capsys: pytest.CaptureFixture[str]) -> None:
    one = Release("mue", "X", "CMS", "x", "", date(2026, 1, 1), date(2026, 1, 1), 1, complete=True)
    releases.show((Known("mue", (one,), ()),))
    assert "2026-01-01 to 2026-01-01" in capsys.readouterr().out


# verify


def test_verify_of_nothing_says_so(cli: Cli) -> None:
    assert "nothing was added; the built-in figures answer\n" == cli_ends(cli, 0, "verify").out
    assert [] == array(cli_ends(cli, 0, "verify", "--json"))


def test_verify_proves_what_is_sound_and_ends_with_1_where_a_byte_was_changed(
    cli: Cli, schedule: Path, indices: Path, empty_store: Path
) -> None:
    cli_ends(cli, 0, "add", schedule, indices)
    assert ["✓ GPCI2025", "✓ RVU26B", "2 of 2 added releases are sound"] == cli_ends(cli, 0, "verify").out.splitlines()
    assert [{"release": "GPCI2025", "table": "gpci", "sound": True, "fault": None}] == array(
        cli_ends(cli, 0, "verify", "--json")
    )[:1]  # fmt: skip
    (found,) = array(cli_ends(cli, 0, "add", "--json", schedule))
    path = empty_store / "reference" / found["digest"] / "rows.parquet"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    ended = cli_ends(cli, 1, "verify")
    assert [True, True, True] == [
        sign in ended.out
        for sign in ("✓ GPCI2025", f"✗ RVU26B: {path} has the hash", "1 of 2 added releases are sound")
    ]
    assert [None, True] == [
        fault if fault is None else "it was changed" in fault
        for fault in (proof["fault"] for proof in array(cli_ends(cli, 1, "verify", "--json")))
    ]


def test_verify_names_what_an_interrupted_import_left(cli: Cli, schedule: Path, empty_store: Path) -> None:
    cli_ends(cli, 0, "add", schedule)
    left = empty_store / "reference" / ".aside-1"
    left.mkdir()
    ended = cli_ends(cli, 0, "verify")
    assert f"– {left}: left by an interrupted import, in nobody's way; the next add sweeps it" in ended.out
    cli_ends(cli, 0, "add", schedule)
    assert not left.exists()


# remove


def test_remove_takes_releases_away(cli: Cli, schedule: Path, indices: Path, empty_store: Path) -> None:
    cli_ends(cli, 0, "add", schedule, indices)
    assert "removed     RVU26B  schedule\n" == cli_ends(cli, 0, "remove", "RVU26B").out
    assert "RVU26B: not among the releases that were added (GPCI2025)" in cli_ends(cli, 2, "remove", "RVU26B").err
    before = state(empty_store)
    assert ["GPCI2025"] == [found["release"] for found in array(cli_ends(cli, 0, "remove", "--json", "GPCI2025"))]
    assert before != state(empty_store)
    assert "✓" not in cli_ends(cli, 0, "verify").out


# A store that is broken


@pytest.mark.parametrize("command", [("list",), ("verify",), ("remove", "RVU26B"), ("list", "--json")])
def test_a_broken_manifest_is_one_sentence_for_every_command(
    cli: Cli, empty_store: Path, command: tuple[str, ...]
) -> None:
    path = written(empty_store / "reference", "manifest.json", "{")
    ended = cli_ends(cli, 2, *command)
    assert ("", 1) == (ended.out, len(ended.err.splitlines()))
    assert f"frostline: {path}: found a manifest that cannot be read" in ended.err


def test_a_claim_is_not_priced_from_a_broken_store_behind_ones_back(cli: Cli, empty_store: Path, example: Path) -> None:
    written(empty_store / "reference", "manifest.json", "{")
    ended = cli("bill", example)
    assert (2, "") == (ended.code, ended.out)
    assert "found a manifest that cannot be read" in ended.err


def test_a_claim_needs_rows_that_are_gone_and_says_so(
    cli: Cli, empty_store: Path, example: Path, schedule: Path
) -> None:
    cli_ends(cli, 0, "add", schedule)
    (rows,) = (empty_store / "reference").rglob("rows.parquet")
    rows.unlink()
    ended = cli("bill", example)
    assert (2, "") == (ended.code, ended.out)
    assert f"{rows}: the rows of RVU26B cannot be read" in ended.err
    assert "our fault" not in ended.err


# Progress


def test_progress_is_silent_in_a_pipe(capsys: pytest.CaptureFixture[str]) -> None:
    with progress("adding") as tell:
        tell("reading x", 0, 1)
    assert ("", "") == capsys.readouterr()


def test_progress_shows_on_a_terminal_what_is_being_done(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("adding") as tell:
        tell("reading x.txt", 0, 2)
        tell("reading y.txt", 1, 2)
    assert "adding" in stream.getvalue()


def test_the_command_as_a_process_prints_nothing_but_its_answer(tmp_path: Path, empty_store: Path) -> None:
    program = "from frostline.interfaces.cli.main import run; run()"
    path = written(tmp_path, "x.zip", "<html>")
    ran = subprocess.run([sys.executable, "-c", program, "reference", "add", str(path)], capture_output=True, text=True,
                         check=False, env={**os.environ, "FROSTLINE_HOME": str(empty_store)})  # fmt: skip
    assert (2, "") == (ran.returncode, ran.stdout)
    told = f"frostline: {path}: found a web page, perhaps an error page saved under this name; expected a published"
    assert f"{told} table: text, csv, a workbook (.xlsx), or one of these zipped\n" == ran.stderr
