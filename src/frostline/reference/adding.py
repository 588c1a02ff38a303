"""`reference add`: official files into the store, all of what was given or nothing."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from frostline.model.errors import Fault, Faults, FrostlineError
from frostline.model.tables import Release
from frostline.reference import added as kept
from frostline.reference.checking import keyed
from frostline.reference.grids import LINE
from frostline.reference.labels import Label, label
from frostline.reference.layouts.layout import Layout
from frostline.reference.opening import Content, opened
from frostline.reference.recognising import recognised, unknown
from frostline.reference.schemas import SCHEMAS
from frostline.reference.whole import whole

Progress = Callable[[str, int, int], None]
Check = Callable[[Release, pl.DataFrame], Iterable[str]]
PARTS = 4  # files in which the practitioner pairs are published
QUALIFYING = re.compile(r"(?<!non)(?<!non[-_])qpp?(?![a-z])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the user says of the files: --as (not the publisher's own) and --release."""

    as_: str | None = None
    release: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """One table out of one file, before it is kept."""

    release: Release
    rows: pl.DataFrame
    content: Content
    layout: Layout
    part: int | None = None


@dataclass(frozen=True, slots=True)
class Addition:
    """What became of one release: new, replaced another of its name, or was there already; what was left aside."""

    release: Release
    outcome: str
    layout: str
    tested: bool


def add(
    paths: Sequence[Path], asked: Asked, check: Check = lambda *_: (), progress: Progress = lambda *_: None
) -> tuple[list[Addition], list[str]]:
    """Read files and put their releases in force together; raises `Faults` with every fault, and then nothing changed.

    `check` says what else is wrong with a release (its conversion factor, say). Gives also what was left aside.
    """
    found, aside = read(paths, asked, check, progress)
    progress("keeping", len(paths), len(paths))
    with kept.changing():
        before = {(release.table, release.release): release for release in kept.added()}
        written = [(kept.write(read.rows, read.release), read) for read in found]
        kept.commit(release for release, _ in written)
    return [_addition(release, read, before.get((release.table, release.release))) for release, read in written], aside


def _addition(release: Release, read: Read, old: Release | None) -> Addition:
    outcome = "added" if old is None else "held already" if old.digest == release.digest else "replaced"
    return Addition(release, outcome, read.layout.title, read.layout.tested)


def read(
    paths: Sequence[Path], asked: Asked, check: Check = lambda *_: (), progress: Progress = lambda *_: None
) -> tuple[list[Read], list[str]]:
    """Read every table of every file, and what was left aside; the faults of all of them at once."""
    reads: list[Read] = []
    faults: list[Fault] = []
    aside: list[str] = []
    for number, path in enumerate(paths):
        progress(f"reading {path.name}", number, len(paths))
        try:
            more, left = _read_file(path, asked)
            reads += more
            aside += left
        except Faults as error:
            faults += error.faults
    if not faults:
        try:
            return [_checked(read, check) for read in _joined(reads)], aside
        except Faults as error:
            faults += error.faults
    raise Faults(tuple(faults))


def _read_file(path: Path, asked: Asked) -> tuple[list[Read], list[str]]:
    """Tables of one file; a zip may hold several, and forms that are not tables."""
    contents, left = opened(path)
    aside = [f"{path}:{name}" for name in left]
    source = hashlib.sha256(path.read_bytes()).hexdigest()
    reads: list[Read] = []
    faults: list[Fault] = []
    for content in contents:
        try:
            layout = recognised(content, asked.as_)
            if layout is None and len(contents) > 1:
                aside.append(content.name)
            elif layout is None:
                faults.append(unknown(content, asked.as_))
            else:
                reads.append(_read(content, layout, asked, source))
        except Faults as error:
            faults += error.faults
    if not reads and not faults:
        faults = [unknown(content, asked.as_) for content in contents]
    if faults:
        raise Faults(tuple(faults))
    return reads, aside


def _read(content: Content, layout: Layout, asked: Asked, source: str) -> Read:
    """Read, name and sort one table."""
    reading = layout.read(content)
    table = _variant(layout.table, content, asked)
    schema = SCHEMAS[table]
    named = label(table, content.name, content.files, reading.stated, asked.release)
    rows = keyed(reading.rows.select(LINE, *schema.columns).cast(dict(schema.columns)), schema.key, content.name)
    return Read(_release(table, named, layout, content, asked, source), rows, content, layout, _part(content))


def _release(  # noqa: PLR0913, PLR0917 - everything that a manifest says of it
    table: str, named: Label, layout: Layout, content: Content, asked: Asked, source: str
) -> Release:
    return Release(
        table=table,
        release=f"{named.release}-QP" if table.endswith("_qp") else named.release,
        publisher=layout.publisher,
        source=":".join(content.files),
        sha256=source,
        from_=named.first,
        through=named.last,
        rows=0,
        complete=not table.startswith("payment"),  # a revision has the changed codes only
        note=layout.title,
        third_party=asked.as_ is not None,
    )


def _variant(table: str, content: Content, asked: Asked) -> str:
    """Tables that are published twice, for everybody and for qualifying APM participants, are told by the name."""
    names = (*content.files, asked.release or "")
    twice = f"{table}_qp"
    return twice if twice in SCHEMAS and any(QUALIFYING.search(name) for name in names) else table


def _part(content: Content) -> int | None:
    found = [re.search(r"ccipra.*?-f(\d)", name, re.IGNORECASE) for name in content.files]
    return next((int(match[1]) for match in found if match), None)


def _joined(reads: Sequence[Read]) -> list[Read]:
    """One table a release: the same in several forms is one; files that are parts of a table are put together."""
    by_release: dict[tuple[str, str], list[Read]] = {}
    for read in reads:
        by_release.setdefault((read.release.table, read.release.release), []).append(read)
    return [_one(found) for found in by_release.values()]


def _one(found: list[Read]) -> Read:
    if any(read.part for read in found):
        return _together(found)
    first = found[0]
    for other in found[1:]:
        if not _same(first, other):
            what = f"{other.content.name} and {first.content.name}, both {first.release.release}, with different rows"
            raise Faults((Fault(other.content.name, None, "", what, "one file a release"),))
    return first


def _same(one: Read, other: Read) -> bool:
    try:
        assert_frame_equal(one.rows, other.rows)
    except AssertionError:
        return False
    return True


def _together(found: list[Read]) -> Read:
    """Parts f1 to f4 of the pairs, each once or in two equal forms."""
    parts: dict[int, Read] = {}
    for read in found:
        same = parts.setdefault(read.part or 0, read)
        if same is not read:
            _one([replace(same, part=None), replace(read, part=None)])
    missing = [f"f{number}" for number in range(1, PARTS + 1) if number not in parts]
    first = found[0]
    if missing:
        what = f"{first.release.release} without {', '.join(missing)}"
        remedy = "Add all four files in one command, so that no pair is taken for absent"
        raise Faults((Fault(first.content.name, None, "", what, f"f1 to f{PARTS}", remedy),))
    key = SCHEMAS[first.release.table].key
    rows = pl.concat([parts[number].rows for number in sorted(parts)]).with_row_index(LINE, offset=1)
    return replace(first, rows=keyed(rows, key, first.release.release))


def _checked(read: Read, check: Check) -> Read:
    """A whole table, as far as one can see; its factor and the like as `check` knows them."""
    wrong = [*whole(read.release.table, read.rows), *check(read.release, read.rows)]
    if wrong:
        raise Faults(tuple(Fault(read.content.name, None, "", *_parted(text)) for text in wrong))
    return read


def _parted(text: str) -> tuple[str, str]:
    found, _, expected = text.partition("; expected ")
    return found, expected


def remove(names: Sequence[str]) -> list[Release]:
    """Take added releases out of force; raises where a name fits none."""
    with kept.changing():
        held = kept.added()
        gone = [release for release in held if release.release in names]
        unknown_names = [name for name in names if name not in {release.release for release in gone}]
        if unknown_names:
            there = ", ".join(release.release for release in held) or "none"
            raise FrostlineError(f"{', '.join(unknown_names)}: not among the releases that were added ({there})")
        kept.commit((), gone)
    return gone
