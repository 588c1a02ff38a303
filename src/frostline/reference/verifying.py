"""Whether what is held is what was added: every file read again, its hash, its order and its rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
        proofs.append(Proof(release, next(_faults(release), "")))
    progress("", len(held), len(held))
    return proofs, [str(path) for path in leftovers()]


def _faults(release: Release) -> Iterator[str]:
    path = rows_path(release)
    if not path.is_file():
        yield f"{path} is gone; remove {release.release} and add it again"
        return
    try:
        found = digest_of(path)
    except OSError as error:
        yield f"{path} cannot be read ({error.strerror or error})"
        return
    if found != release.digest:
        yield f"{path} has the hash {found[:12]}, not {release.digest[:12]}: it was changed; remove it and add it again"
        return
    schema = SCHEMAS[release.table]
    rows = pl.read_parquet(path, glob=False)
    again = f"remove {release.release} and add it again"
    if dict(rows.schema) != dict(schema.columns):
        yield f"{path} has other columns than this version of Frostline keeps; {again}"
    elif rows.height != release.rows:
        yield f"{path} has {rows.height:,} rows, not {release.rows:,}; {again}"
    elif not rows.equals(rows.sort(schema.key, maintain_order=True)):
        yield f"{path} is not sorted by {', '.join(schema.key)}; {again}"
