"""Imports killed at random moments: the store holds what it held or the whole new set, and proves sound each time."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.reference.made import CMS, NOT_HERE, state

from frostline.api.reference import add_releases, remove_releases, verify_releases
from frostline.reference.added import added

KILLS = 100
MEASURED = 3
OLD = CMS / "pfs_2022" / "GPCI2022.csv"
SETS: tuple[tuple[str, ...], ...] = (
    ("GPCI2026.csv",), ("PFREV26B_nonQP.zip",), ("GPCI2026.csv", "PFREV26B_QP.zip"),
    ("PPRRVU2026_Apr_nonQPP.txt", "GPCI2026.csv"),
)  # fmt: skip
PROGRAM = "import sys; from frostline.interfaces.cli.main import run; run(['reference', 'add', *sys.argv[1:]])"

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)]


def silent(*_: object) -> None:
    """No progress."""


def started(paths: Sequence[Path], home: Path) -> subprocess.Popen[bytes]:
    """An import as a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *map(str, paths)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env={**os.environ, "FROSTLINE_HOME": str(home)},
    )  # fmt: skip


def seconds(paths: Sequence[Path], home: Path) -> float:
    start = time.perf_counter()
    assert 0 == started(paths, home).wait()
    return time.perf_counter() - start


def releases() -> set[str]:
    return {release.release for release in added()}


def test_a_hundred_imports_killed_at_random_moments_leave_a_sound_store(
    tmp_path: Path, empty_store: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    add_releases([OLD], None, None, silent)
    paths = [[CMS / "pfs_2026" / name for name in names] for names in SETS]
    lasts = [
        max(seconds(each, tmp_path / f"{number}-{turn}") for turn in range(MEASURED))
        for number, each in enumerate(paths)
    ]
    draw = random.Random(17340)  # noqa: S311 - the same moments in every run
    ended: Counter[str] = Counter()
    for number in range(KILLS):
        which = number % len(SETS)
        before, manifest = releases(), (empty_store / "reference" / "manifest.json").read_bytes()
        process = started(paths[which], empty_store)
        # imports last most of the time; the last moments, when the store is changed, are tried twice as often
        time.sleep(lasts[which] * draw.choice((draw.random(), draw.uniform(0.6, 1.0), draw.uniform(0.8, 1.05))))
        process.send_signal(signal.SIGKILL)
        process.wait()
        proofs, left = verify_releases(silent)
        assert [] == [proof.fault for proof in proofs if proof.fault]
        after = releases()
        new = after - before
        assert before <= after
        assert len(new) in {0, len(paths[which])}, (before, after)
        assert new or manifest == (empty_store / "reference" / "manifest.json").read_bytes()
        ended["whole" if new else "as it was"] += 1
        ended["left something aside"] += bool(left)
        if new:
            remove_releases(sorted(new))
    add_releases(paths[3], None, None, silent)
    assert {"GPCI2022", "GPCI2026", "RVU26B"} == releases()
    proofs, left = verify_releases(silent)
    assert ([""] * 3, []) == ([proof.fault for proof in proofs], left)
    listed = json.loads((empty_store / "reference" / "manifest.json").read_text())["releases"]
    kept = {release["digest"] for release in listed} | {f"{release['digest']}/rows.parquet" for release in listed}
    assert {".lock", "manifest.json", *kept} == set(state(empty_store / "reference"))
    with capsys.disabled():
        print(f"\n{KILLS} imports killed: {dict(ended)}")  # noqa: T201 - what the kills hit
    assert ended["as it was"] >= KILLS // 4


STEPS = ("polars.DataFrame.write_parquet", "os.fsync", "pathlib.Path.rename", "pathlib.Path.replace", "shutil.rmtree")
DYING = """
import importlib, os, signal, sys
step, when, call, *paths = sys.argv[1:]
module, *rest = step.split(".")
holder = importlib.import_module(module)
for name in rest[:-1]:
    holder = getattr(holder, name)
real, seen = getattr(holder, rest[-1]), []
def dying(*arguments, **named):
    seen.append(1)
    if len(seen) == int(call) and when == "before":
        os.kill(os.getpid(), signal.SIGKILL)
    made = real(*arguments, **named)
    if len(seen) == int(call) and when == "after":
        os.kill(os.getpid(), signal.SIGKILL)
    return made
setattr(holder, rest[-1], dying)
from frostline.interfaces.cli.main import run
run(["reference", "add", *paths])
"""


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("when", ["before", "after"])
def test_an_import_killed_at_any_step_of_keeping_leaves_a_sound_store(empty_store: Path, step: str, when: str) -> None:
    """Random moments seldom hit the few milliseconds in which the store is changed; these do."""
    paths = [CMS / "pfs_2026" / "GPCI2026.csv", CMS / "pfs_2026" / "PFREV26B_QP.zip"]
    add_releases([OLD], None, None, silent)
    for call in (1, 2):
        arguments = [sys.executable, "-c", DYING, step, when, str(call), *map(str, paths)]
        environment = {**os.environ, "FROSTLINE_HOME": str(empty_store)}
        ran = subprocess.run(arguments, capture_output=True, check=False, env=environment)
        assert ran.returncode in {0, -signal.SIGKILL}, ran.stderr
        proofs, _ = verify_releases(silent)
        assert [] == [proof.fault for proof in proofs if proof.fault]
        assert releases() in ({"GPCI2022"}, {"GPCI2022", "GPCI2026", "PFREV26B-QP"})
        assert ran.returncode or len(releases()) == 3
    add_releases(paths, None, None, silent)
    proofs, left = verify_releases(silent)
    assert ([""] * 3, []) == ([proof.fault for proof in proofs], left)
