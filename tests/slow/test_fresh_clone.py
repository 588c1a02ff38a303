"""A newcomer's first minute: a clean clone, one command, the explained claim."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_INDEX = ("Could not find a version", "No matching distribution", "Temporary failure in name resolution")

pytestmark = pytest.mark.slow


def test_a_fresh_clone_explains_the_claim_after_one_command(tmp_path: Path) -> None:
    if shutil.which("git") is None or shutil.which("make") is None:
        pytest.skip("git or make is not installed")
    clone = tmp_path / "frostline"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)  # noqa: S607 - git of the path
    environment = {
        name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "VIRTUAL_ENV"}
    }
    ran = subprocess.run(["make", "demo"], cwd=clone, capture_output=True, text=True, check=False, env=environment)  # noqa: S607 - as above
    if any(sign in ran.stderr for sign in NO_INDEX):
        pytest.skip("no package index is reachable from here")
    assert ran.returncode == 0, ran.stderr[-2000:]
    for figure in ("218.10", "38.63", "52.85", "309.58", "PTP-2024Q3, known through 2024-09-30"):
        assert figure in ran.stdout
    assert (clone / ".venv" / "bin" / "frostline").exists()
