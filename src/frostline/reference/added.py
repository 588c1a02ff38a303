"""What was added: Parquet files under the hash of their content, and the one manifest that lists those in force.

A release is in force when the manifest names it, and the manifest is replaced in one rename: an import that ends
before it leaves the store as it was, whatever it has written aside by then.
"""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl

from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference.home import reference
from frostline.reference.manifest import entry, releases_of

MANIFEST, ROWS, ASIDE = "manifest.json", "rows.parquet", ".aside-"
ROW_GROUP = 32_768  # small enough that a look-up of a few codes reads little, large enough to pack well
WAIT = 20  # seconds for another import to end


def added() -> tuple[Release, ...]:
    """Releases in force in the store; none where nothing was ever added."""
    path = reference() / MANIFEST
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise FrostlineError(f"{path}: {error.strerror}; give FROSTLINE_HOME a folder you may read") from error
    return _listed(path, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=8)
def _listed(path: Path, _changed: int, _size: int) -> tuple[Release, ...]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return releases_of(held["releases"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        what = f"{path}: found a manifest that cannot be read ({type(error).__name__}: {error})"
        raise FrostlineError(f"{what}; move the folder {path.parent} away and add the files again") from error


def rows_path(release: Release) -> Path:
    """Where the rows of an added release are."""
    return reference() / release.digest / ROWS


@contextmanager
def changing() -> Iterator[None]:
    """Let one process at a time change the store, and sweep what an interrupted one left behind."""
    import filelock  # noqa: PLC0415 - only changes need it

    folder = reference()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(folder / ".lock")
        with lock.acquire(timeout=WAIT):
            _sweep(folder)
            yield
    except filelock.Timeout as error:
        raise FrostlineError(f"{folder}: another import is running; try again when it has ended") from error
    except OSError as error:
        what = f"{error.filename or folder}: {error.strerror}"
        raise FrostlineError(f"{what}; nothing was changed. Free some space or name another FROSTLINE_HOME") from error


def _sweep(folder: Path) -> None:
    """Take away what no manifest names."""
    kept = {release.digest for release in added()}
    for path in folder.iterdir():
        if path.is_dir() and path.name not in kept:
            shutil.rmtree(path, ignore_errors=True)
        elif path.name.startswith(ASIDE):
            path.unlink(missing_ok=True)


def leftovers() -> list[Path]:
    """What an interrupted import left; the next change sweeps it."""
    folder, kept = reference(), {release.digest for release in added()}
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _is_left(path, kept))


def _is_left(path: Path, kept: set[str]) -> bool:
    return path.name.startswith(ASIDE) or (path.is_dir() and path.name not in kept)


def write(rows: pl.DataFrame, release: Release) -> Release:
    """Write rows aside, sorted as they come, and move them under the hash of their content; not in force yet."""
    aside = reference() / f"{ASIDE}{uuid4().hex}"
    aside.mkdir()
    path = aside / ROWS
    rows.write_parquet(path, compression="zstd", compression_level=3, statistics=True, row_group_size=ROW_GROUP)
    _synced(path)
    named = replace(release, digest=digest_of(path), rows=rows.height)
    home = rows_path(named).parent
    if home.exists():
        shutil.rmtree(aside)
    else:
        aside.rename(home)
    return named


def commit(new: Iterable[Release], gone: Iterable[Release] = ()) -> None:
    """Put releases in force, and others out of it, in one rename."""
    fresh = {(release.table, release.release): release for release in new}
    dropped = {(release.table, release.release) for release in gone}
    kept = [old for old in added() if (old.table, old.release) not in fresh.keys() | dropped]
    listed = sorted([*kept, *fresh.values()], key=lambda release: (release.table, release.from_, release.release))
    _manifest({"format": 1, "releases": [entry(release) for release in listed]})


def _manifest(held: dict[str, Any]) -> None:
    aside = reference() / f"{ASIDE}{uuid4().hex}.json"
    aside.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    _synced(aside)
    aside.replace(reference() / MANIFEST)


def _synced(path: Path) -> None:
    """Wait until a file is on the disk, so that a manifest never names what a power cut took."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
