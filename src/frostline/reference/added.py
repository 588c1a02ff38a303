"""What was added: Parquet files under the hash of their content, and the one manifest that lists those in force.

A release is in force when the manifest names it, and the manifest is replaced in one rename: an import that ends
before it leaves the store as it was, whatever it has written aside by then.
"""

import hashlib
import json
import os
import re
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
from frostline.reference.schemas import SCHEMAS

MANIFEST, ROWS, ASIDE = "manifest.json", "rows.parquet", ".aside-"
FORMAT = 1  # of the manifest
DIGEST = re.compile(r"[0-9a-f]{64}")
OURS = re.compile(r"[0-9a-f]{64}|\.aside-.+")  # folders that we make; whatever else is there is not ours
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
        what = f"{path}: {error.strerror or error}"
        raise FrostlineError(f"{what}; give FROSTLINE_HOME a folder you may read") from error
    return _listed(path, (found.st_mtime_ns, found.st_size, found.st_ino))


@lru_cache(maxsize=8)
def _listed(path: Path, _state: tuple[int, int, int]) -> tuple[Release, ...]:
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        return _sound(held["format"], releases_of(held["releases"]))
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        what = f"{path}: found a manifest that cannot be read ({type(error).__name__}: {error})"
        raise FrostlineError(f"{what}; move the folder {path.parent} away and add the files again") from error


def _sound(written: object, releases: tuple[Release, ...]) -> tuple[Release, ...]:
    """Entries of a manifest as we write it: tables that we know, rows under a hash."""
    if written != FORMAT:
        raise ValueError(f"format {written!r}, not {FORMAT}")
    for release in releases:
        if release.table not in SCHEMAS or not DIGEST.fullmatch(release.digest):
            raise ValueError(f"{release.release} of the table {release.table} with the digest {release.digest!r}")
        if not all(isinstance(number, int) for number in (release.rows, release.complete, release.third_party)):
            raise TypeError(f"{release.release} with {release.rows!r} rows")
    return releases


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
            try:
                yield
            finally:
                _sweep(folder)
    except filelock.Timeout as error:
        raise FrostlineError(f"{folder}: another import is running; try again when it has ended") from error
    except (OSError, pl.exceptions.PolarsError) as error:  # Polars says in its own words that a disk is full
        named = (error.filename, error.strerror) if isinstance(error, OSError) else (None, None)
        what = f"{named[0] or folder}: {named[1] or error}"
        raise FrostlineError(f"{what}; nothing was changed. Free some space or name another FROSTLINE_HOME") from error


def _sweep(folder: Path) -> None:
    """Take away what we wrote and no manifest names."""
    for path in _left(folder):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def leftovers() -> list[Path]:
    """What an interrupted import left; the next change sweeps it."""
    folder = reference()
    return _left(folder) if folder.is_dir() else []


def _left(folder: Path) -> list[Path]:
    kept = {release.digest for release in added()}
    return sorted(path for path in folder.iterdir() if OURS.fullmatch(path.name) and path.name not in kept)


def write(rows: pl.DataFrame, release: Release) -> Release:
    """Write rows aside, sorted as they come, and move them under the hash of their content; not in force yet."""
    aside = reference() / f"{ASIDE}{uuid4().hex}"
    aside.mkdir()
    path = aside / ROWS
    rows.write_parquet(path, compression="zstd", compression_level=3, statistics=True, row_group_size=ROW_GROUP)
    _synced(path)
    named = replace(release, digest=digest_of(path), rows=rows.height)
    home = rows_path(named).parent
    if _is_whole(named):
        shutil.rmtree(aside)
    else:
        shutil.rmtree(home, ignore_errors=True)  # somebody or something broke what was there
        aside.rename(home)
    return named


def _is_whole(release: Release) -> bool:
    path = rows_path(release)
    return path.is_file() and digest_of(path) == release.digest


def commit(new: Iterable[Release], gone: Iterable[Release] = ()) -> None:
    """Put releases in force, and others out of it, in one rename."""
    fresh = {(release.table, release.release): release for release in new}
    dropped = {(release.table, release.release) for release in gone}
    kept = [old for old in added() if (old.table, old.release) not in fresh.keys() | dropped]
    listed = sorted([*kept, *fresh.values()], key=lambda release: (release.table, release.from_, release.release))
    _manifest({"format": FORMAT, "releases": [entry(release) for release in listed]})


def _manifest(held: dict[str, Any]) -> None:
    aside = reference() / f"{ASIDE}{uuid4().hex}.json"
    aside.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    _synced(aside)
    aside.replace(reference() / MANIFEST)
    _listed.cache_clear()


def _synced(path: Path) -> None:
    """Wait until a file is on the disk, so that a manifest never names what a power cut took."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def digest_of(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
