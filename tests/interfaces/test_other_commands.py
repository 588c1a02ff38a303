"""The rest of the command line, and the command as a program of its own."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frostline import __version__
from frostline.knowledge.encounters import encounter_schema

Cli = Callable[..., Any]
PROGRAM = [sys.executable, "-c", "from frostline.interfaces.cli.main import run; run()"]


def test_the_schema_of_an_encounter_is_printed_as_json(cli: Cli) -> None:
    ended = cli("schema", "encounter")
    assert (ended.code, ended.err) == (0, "")
    assert json.loads(ended.out) == encounter_schema()


def test_the_schema_of_anything_else_is_refused_with_what_there_is(cli: Cli) -> None:
    ended = cli("schema", "claim")
    assert (ended.code, ended.out) == (2, "")
    assert ended.err == "frostline: schema: found claim; expected encounter, the one input that has a schema\n"


def test_the_version_is_that_of_the_package(cli: Cli) -> None:
    assert cli("--version") == (0, f"frostline {__version__}\n", "")


def test_help_names_every_command(cli: Cli) -> None:
    ended = cli("--help")
    assert ended.code == 0
    for name in ("bill", "schema", "--version"):
        assert name in ended.out


def test_help_of_a_command_names_every_option(cli: Cli) -> None:
    shown = re.sub(r"\x1b\[[0-9;]*m", "", cli("bill", "--help").out)
    for name in ("--json", "--why", "--strict"):
        assert name in shown


@pytest.mark.parametrize("arguments", [["bil"], ["bill"], ["bill", "--jsn", "x.yaml"], ["schema"], ["--verson"]])
def test_a_command_that_is_none_ends_with_two_and_says_why(cli: Cli, arguments: list[str]) -> None:
    ended = cli(*arguments)
    assert (ended.code, ended.out) == (2, "")
    assert "Usage:" in ended.err
    assert "Traceback" not in ended.err


def test_the_package_names_what_it_has_when_asked_for_what_it_has_not() -> None:
    import frostline  # noqa: PLC0415 - the package itself is looked at

    with pytest.raises(AttributeError, match="it has bill, codes_for, load_encounter, load_text, profile_from"):
        frostline.nothing  # noqa: B018 - asking is the test
    assert callable(frostline.bill)


# As a program


def test_the_program_bills_a_file_and_ends_with_its_code(example: Path) -> None:
    ended = subprocess.run(
        [*PROGRAM, "bill", example, "--json"], capture_output=True, check=False, encoding="utf-8", timeout=60
    )
    assert (ended.returncode, ended.stderr) == (1, "")
    assert json.loads(ended.stdout)[0]["total_allowed"] == "309.58"


def test_the_program_refuses_noise_on_standard_input() -> None:
    ended = subprocess.run([*PROGRAM, "bill", "-"], input=b"\x93" * 1_000, capture_output=True, check=False, timeout=60)
    assert (ended.returncode, ended.stdout) == (2, b"")
    assert ended.stderr.startswith(b"frostline: standard input, line 1: found byte 0x93; expected UTF-8 text")


def test_a_reader_that_goes_away_is_no_finding() -> None:
    with subprocess.Popen([*PROGRAM, "schema", "encounter"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        program.stdout.close()
        assert program.wait(timeout=60) == 0
