"""The store under stress: full disks, broken manifests, two imports at once, folders that are not ours."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.reference.made import fixed, floored, gpci, schedule_rows, state, written

from frostline.api.reference import add_releases, remove_releases
from frostline.model.errors import FrostlineError
from frostline.reference import added as kept
from frostline.reference.added import added, leftovers
from frostline.reference.home import home as data_folder
from frostline.reference.home import reference
from frostline.reference.releases import all_releases, builtin
from frostline.reference.store import rows as store_rows
from frostline.reference.verifying import verify

APRIL = "PPRRVU2026_Apr_nonQPP.txt"

pytestmark = pytest.mark.usefixtures("small")


def silent(*_: object) -> None:
    """No progress."""


def add(*paths: Path) -> list[str]:
    return [found.release.release for found in add_releases(paths, None, None, silent)[0]]


@pytest.fixture
def sound(home: Path, tmp_path: Path) -> Path:
    """A store that holds one release."""
    add(written(tmp_path, "GPCI2022.csv", floored()))
    return home


@pytest.fixture
def more(tmp_path: Path) -> list[Path]:
    return [written(tmp_path, "GPCI2026.csv", gpci()), written(tmp_path, APRIL, fixed(schedule_rows()))]


# Nothing, or not to be had


def test_where_nothing_was_added_the_built_in_figures_answer_and_nothing_is_made(home: Path) -> None:
    assert builtin() == all_releases()
    assert ([], []) == verify()
    assert not home.exists()


def test_the_folder_is_the_platforms_where_none_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("FROSTLINE_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert "frostline" == data_folder().name
    assert data_folder() / "reference" == reference()


def test_an_empty_name_of_the_folder_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", "")
    assert "frostline" == data_folder().name


def test_a_folder_that_is_a_file_is_told_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, more: list[Path]
) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(written(tmp_path, "file", "words")))
    with pytest.raises(
        FrostlineError, match=r"manifest\.json: Not a directory; give FROSTLINE_HOME a folder you may read"
    ):
        all_releases()
    with pytest.raises(FrostlineError, match=r"Not a directory; nothing was changed\. Free some space or name another"):
        add(*more)


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(
    sound: Path, more: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", str(sound))

    before = state(sound)
    monkeypatch.setattr(Path, "mkdir", denied)
    with pytest.raises(FrostlineError, match=rf"{sound}: Permission denied; nothing was changed"):
        add(*more)
    monkeypatch.undo()
    assert before == state(sound)


# Full disks


def full(*_: object, **__: object) -> None:
    raise OSError(28, "No space left on device")


def full_for_polars(*_: object, **__: object) -> None:
    raise pl.exceptions.ComputeError("underlying IO error: No space left on device (os error 28)")


@pytest.mark.parametrize(
    ("where", "fails"),
    [((pl.DataFrame, "write_parquet"), full), ((pl.DataFrame, "write_parquet"), full_for_polars), ((os, "fsync"), full),
     ((Path, "write_text"), full), ((Path, "replace"), full), ((Path, "rename"), full)],
)  # fmt: skip
def test_a_full_disk_leaves_every_byte_of_the_store_as_it_was(
    sound: Path, more: list[Path], where: tuple[object, str], fails: object
) -> None:
    before = state(sound)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*where, fails)
        with pytest.raises(FrostlineError, match=r"No space left on device.*; nothing was changed"):
            add(*more)
    assert before == state(sound)
    assert ([""], []) == ([proof.fault for proof in verify()[0]], verify()[1])
    assert ["GPCI2026", "RVU26B"] == sorted(add(*more))


def test_a_disk_that_is_full_for_the_second_of_two_keeps_neither(sound: Path, more: list[Path]) -> None:
    write, calls = pl.DataFrame.write_parquet, iter((False, True))

    def second(*arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed through
        if next(calls):
            full()
        write(*arguments, **named)

    before = state(sound)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pl.DataFrame, "write_parquet", second)
        with pytest.raises(FrostlineError, match="No space left on device"):
            add(*more)
    assert before == state(sound)


# Manifests that are none


def entry(**changed: object) -> str:
    held = {
        "table": "gpci", "release": "GPCI2026", "publisher": "CMS", "source": "x", "sha256": "", "rows": 3,
        "complete": True, "note": "", "third_party": False, "digest": "0" * 64, "from": "2026-01-01",
        "through": "2026-12-31",
    } | changed  # fmt: skip
    return json.dumps({"format": 1, "releases": [held]})


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"{}",
        b'{"format": 1}',
        b'{"format": 1, "releases": 3}',
        b'{"format": 2, "releases": []}',
        b'{"format": 1, "releases": [{}]}',
        b'{"format": 1, "releases": ["x"]}',
        b"\xff\xfe",
        b"[" * 100_000,
        entry(table="prices").encode(),
        entry(digest="../../x").encode(),
        entry(digest="").encode(),
        entry(rows="three").encode(),
        entry(rows=None).encode(),
        entry(complete="yes").encode(),
        entry(more=1).encode(),
        entry(**{"from": "2026-02-31"}).encode(),
        entry(through=None).encode(),
        entry(digest=7).encode(),
    ],
)
def test_a_manifest_that_cannot_be_read_is_told_and_nothing_is_swept_or_added(
    sound: Path, more: list[Path], text: bytes
) -> None:
    """Guessing here would drop every release that was added."""
    path = sound / "reference" / "manifest.json"
    path.write_bytes(text)
    before = state(sound)
    told = (
        rf"{path}: found a manifest that cannot be read .*; move the folder {path.parent} away and add the files again"
    )
    for attempt in (all_releases, verify, lambda: add(*more), lambda: remove_releases(["GPCI2022"])):
        with pytest.raises(FrostlineError, match=told):
            attempt()
    assert before == state(sound)


def test_a_manifest_that_is_a_folder_is_told(home: Path) -> None:
    (home / "reference" / "manifest.json").mkdir(parents=True)
    with pytest.raises(FrostlineError, match="a manifest that cannot be read"):
        added()


# Rows that are gone or changed


def row_file(home: Path) -> Path:
    (found,) = (home / "reference").rglob("rows.parquet")
    return found


@pytest.mark.parametrize("name", ["gpci", "schedule"])
def test_rows_that_cannot_be_read_are_told_with_what_to_do(home: Path, more: list[Path], name: str) -> None:
    add(more[0] if name == "gpci" else more[1])
    path = row_file(home)
    (release,) = added()
    for damage in (lambda: path.write_bytes(path.read_bytes()[:200]), path.unlink):
        damage()
        with pytest.raises(
            FrostlineError, match=rf"{path}: the rows of {release.release} cannot be read .*reference verify"
        ):
            store_rows(release, "mac" if name == "gpci" else "code", ["17340"])


# What is not ours


def test_folders_and_files_that_we_did_not_make_are_never_swept(sound: Path, more: list[Path]) -> None:
    """FROSTLINE_HOME may name a folder that holds the user's own work under `reference`."""
    own = {"notes/chart.md": "mine", "abc/rows.parquet": "mine", "readme.txt": "mine", "deadbeef/x": "mine"}
    for name, words in own.items():
        written((sound / "reference" / name).parent, Path(name).name, words)
    add(*more)
    remove_releases(["RVU26B"])
    assert own == {name: (sound / "reference" / name).read_text() for name in own}
    assert [] == leftovers()


def test_what_an_interrupted_import_left_is_seen_in_nobodys_way_and_swept(sound: Path, more: list[Path]) -> None:
    folder = sound / "reference"
    left = [folder / ("e" * 64), folder / ".aside-1", folder / ".aside-2.json"]
    written(left[0], "rows.parquet", "half")
    written(left[1], "rows.parquet", "half")
    left[2].write_text("half")
    assert sorted(map(str, left)) == verify()[1]
    assert ["GPCI2022"] == [release.release for release in added()]
    add(*more)
    assert ([], []) == (leftovers(), [path for path in left if path.exists()])


# Two at once


@contextmanager
def busy(folder: Path) -> Iterator[None]:
    """Another process that is importing."""
    folder.mkdir(parents=True, exist_ok=True)
    program = (
        "import filelock, sys\n"
        f"with filelock.FileLock({str(folder / '.lock')!r}):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout is not None
        assert b"held" in other.stdout.readline()
        yield


def test_an_import_beside_another_waits_and_then_says_so(
    sound: Path, more: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "WAIT", 0.1)
    before = state(sound)
    with (
        busy(sound / "reference"),
        pytest.raises(FrostlineError, match="another import is running; try again when it has"),
    ):
        add(*more)
    assert before == state(sound)
    assert ["GPCI2026", "RVU26B"] == sorted(add(*more))


def test_imports_at_once_all_arrive(home: Path, tmp_path: Path) -> None:
    """One that overwrites what the other has just listed would lose a release."""
    years = range(2020, 2028)
    paths = [written(tmp_path, f"GPCI{year}.csv", gpci(year=year)) for year in years]
    threads = [threading.Thread(target=add, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [f"GPCI{year}" for year in years] == [release.release for release in added()]
    assert [""] * len(paths) == [proof.fault for proof in verify()[0]]
    assert {"manifest.json", ".lock"} | {release.digest for release in added()} == {
        path.name for path in (home / "reference").iterdir()
    }
