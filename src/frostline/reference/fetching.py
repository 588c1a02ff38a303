"""`reference fetch`: a publisher's files by name into a folder, with resume; whole and checked, or not there at all.

The standard library does it: it honours the proxies and the certificates of the machine, and no client that could be
added brings resume or limits on hosts and size. What was received stays as NAME.part until the file is whole.
"""

import hashlib
import re
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from frostline.model.errors import FrostlineError
from frostline.reference.addresses import found, kind_of
from frostline.reference.downloading import AgainError, Job, Progress, attempt, permitted
from frostline.reference.home import home

WAITS = (1, 4, 15, 30)  # seconds before each further attempt


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched whole."""

    name: str
    address: str
    path: Path
    size: int
    sha256: str
    resumed: bool


def fetch(
    name: str,
    folder: Path | None = None,
    *,
    address: str | None = None,
    progress: Progress = lambda *_: None,
    waits: Sequence[int] = WAITS,
) -> tuple[Fetched, ...]:
    """Fetch every file of a release by name, or the one at an address; raises where one cannot be had whole."""
    folder = home() / "downloads" if folder is None else folder
    jobs = _jobs(name, folder, address, progress)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _alone(folder):
            return tuple(_fetched(job, waits) for job in jobs)
    except OSError as error:
        why = f"{error.filename or folder}: {error.strerror or error}"
        raise FrostlineError(f"reference fetch: {why}. Free some space, or name a folder you may write to") from error


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time write into a folder, so that no part is made of two."""
    import filelock  # noqa: PLC0415 - only a fetch needs it

    try:
        with filelock.FileLock(folder / ".lock", timeout=0):
            yield
    except filelock.Timeout as error:
        raise FrostlineError(f"{folder}: another fetch writes here; try again when it has ended") from error


def _jobs(name: str, folder: Path, address: str | None, progress: Progress) -> list[Job]:
    """What is to be fetched; every address is checked before the first byte."""
    if address is not None:
        kind = kind_of(name)
        jobs = [Job(name.upper(), address, folder, (_host(address),), kind.landing if kind else address, progress)]
    else:
        held = found(name)
        jobs = [Job(held.name, one, folder, held.kind.hosts, held.kind.landing, progress) for one in held.addresses]
    return [_placed(job) for job in jobs]


def _host(address: str) -> str:
    """The host that the user names; `permitted` says what is wrong with an address that has none."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _placed(job: Job) -> Job:
    """The job with the publisher's file name, with nothing in it that a file system minds."""
    last = unquote(permitted(job.address, job).path).rpartition("/")[2]
    file = re.sub(r"[^A-Za-z0-9._-]+", "-", last).lstrip(".") or f"{job.name.lower()}.zip"
    return Job(job.name, job.address, job.path / file, job.hosts, job.landing, job.progress)


def _fetched(job: Job, waits: Sequence[int]) -> Fetched:
    """Try, wait and try again from where it broke off; then check, and rename."""
    left = list(waits)
    while True:
        try:
            resumed = attempt(job)
            break
        except AgainError as error:
            if not left:
                raise _given_up(job, error, len(waits) + 1) from error
            time.sleep(left.pop(0))
    _whole(job)
    with job.part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    job.part.replace(job.path)
    job.tag.unlink(missing_ok=True)
    return Fetched(job.name, job.address, job.path, job.path.stat().st_size, digest, resumed)


def _given_up(job: Job, error: AgainError, attempts: int) -> FrostlineError:
    held = job.part.stat().st_size if job.part.exists() else 0
    kept = f"; {held:,} bytes are kept, and the next fetch goes on from there" if held else ""
    return FrostlineError(
        f"reference fetch: {job.address}: {error}; tried {attempts} times{kept}. Try again later, or download it in a "
        f"browser from {job.landing} and use `frostline reference add FILE`"
    )


def _whole(job: Job) -> None:
    """Refuse a zip without its end: where a server states no length, a cut goes unnoticed."""
    if job.path.suffix.lower() == ".zip" and not zipfile.is_zipfile(job.part):
        job.forget()
        raise FrostlineError(
            f"reference fetch: {job.address} gave no whole zip archive; nothing was kept. Try again, or look at "
            f"{job.landing}"
        )
