"""Whether what is held is what was added: every file read again, its hash, its order and its rows."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from frostline.model.tables import Release
from frostline.reference.added import added, digest_of, leftovers, rows_path
from frostline.reference.schemas import SCHEMAS


@dataclass(frozen=True, slots=True)
class Proof:
    """What was seen of one release; no `fault` means that its rows are those that were added."""

    release: Release
    fault: str = ""


def verify(progress: Callable[[str, int, int], None] = lambda *_: None) -> tuple[list[Proof], list[str]]:
    """Check every added release; also what an interrupted import left, which is in nobody's way."""
    held = added()
    proofs = []
    for number, release in enumerate(held):
        progress(release.release, number, len(held))
        proofs.append(Proof(release, _fault(release)))
    progress("", len(held), len(held))
    return proofs, [str(path) for path in leftovers()]


def _fault(release: Release) -> str:
    """What is wrong with the file, if anything."""
    path = rows_path(release)
    if not path.is_file():
        return f"{path} is gone; remove {release.release} and add it again"
    try:
        found = digest_of(path)
    except OSError as error:
        return f"{path} cannot be read ({error.strerror or error})"
    if found != release.digest:
        return (
            f"{path} has the hash {found[:12]}, not {release.digest[:12]}: it was changed; remove it and add it again"
        )
    wrong = _unlike(release, path)
    return f"{path} {wrong}; remove {release.release} and add it again" if wrong else ""


def _unlike(release: Release, path: Path) -> str:
    """How the rows differ from what this version keeps."""
    schema = SCHEMAS[release.table]
    rows = pl.read_parquet(path, glob=False)
    if dict(rows.schema) != dict(schema.columns):
        return "has other columns than this version of Frostline keeps"
    if rows.height != release.rows:
        return f"has {rows.height:,} rows, not {release.rows:,}"
    return (
        "" if rows.equals(rows.sort(schema.key, maintain_order=True)) else f"is not sorted by {', '.join(schema.key)}"
    )
