"""`reference add`: official files into the store, all of what was given or nothing."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import polars as pl

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
from frostline.reference.store import scan
from frostline.reference.whole import whole

Progress = Callable[[str, int, int], None]
Check = Callable[[Release, pl.DataFrame], Iterable[str]]
Given = TypeVar("Given")
Made = TypeVar("Made")
PARTS = 4  # files in which the practitioner pairs are published
QUALIFYING = re.compile(r"(?<!non)(?<!non[-_ ])qpp?(?![a-z])", re.IGNORECASE)


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
        _gathered(found, _no_lesser_copy)
        before = {(release.table, release.release): release for release in kept.added()}
        written = [(kept.write(read.rows, read.release), read) for read in found]
        additions = [_addition(new, read, before.get((new.table, new.release))) for new, read in written]
        kept.commit(addition.release for addition in additions)
    return additions, aside


def _no_lesser_copy(read: Read) -> None:
    """The publisher's own file that was added is not replaced by other rows of a third party."""
    new = read.release
    held = [old for old in kept.added() if (old.table, old.release) == (new.table, new.release)]
    own = [old for old in held if new.third_party and not old.third_party]
    if any(not scan(old).collect().equals(read.rows) for old in own):
        found = f"a third party's {new.release} with other rows than the publisher's own file, which is held"
        remedy = f"If you trust it more, remove {new.release} first"
        raise Faults(
            (Fault(read.content.name, None, "", found, "the publisher's file, or a release not held", remedy),)
        )


def _addition(new: Release, read: Read, old: Release | None) -> Addition:
    """The same rows again, from whatever file, leave what is held; but the publisher's own prove a third party's."""
    if old is not None and old.digest == new.digest and (new.third_party or not old.third_party):
        return Addition(old, "held already", read.layout.title, read.layout.tested)
    return Addition(new, "added" if old is None else "replaced", read.layout.title, read.layout.tested)


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
    if faults:
        raise Faults(tuple(faults))
    return _gathered(_gathered(_by_release(reads), _one), lambda read: _checked(read, check)), aside


def _gathered(given: Iterable[Given], make: Callable[[Given], Made]) -> list[Made]:
    """Make one of each; raises the faults of all of them at once."""
    made: list[Made] = []
    faults: list[Fault] = []
    for one in given:
        try:
            made.append(make(one))
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(tuple(faults))
    return made


def _read_file(path: Path, asked: Asked) -> tuple[list[Read], list[str]]:
    """Tables of one file; a zip may hold several, and forms that are not tables."""
    contents, left = opened(path)
    aside = [f"{path}:{name}" for name in left]
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
                reads.append(_read(content, layout, asked))
        except Faults as error:
            faults += error.faults
    if not reads and not faults:
        faults = [unknown(content, asked.as_) for content in contents]
    if faults:
        raise Faults(tuple(faults))
    return reads, aside


def _read(content: Content, layout: Layout, asked: Asked) -> Read:
    """Read, name and sort one table."""
    reading = layout.read(content)
    table = _variant(layout.table, content, asked)
    schema = SCHEMAS[table]
    named = label(table, content.name, content.files, reading.stated, asked.release)
    held = reading.rows.select(LINE, *schema.columns).cast(dict(schema.columns))  # type: ignore[arg-type]  # Polars types it narrower
    rows = keyed(held, schema.key, content.name)
    return Read(_release(table, named, layout, content, asked), rows, content, layout, _part(content))


def _release(table: str, named: Label, layout: Layout, content: Content, asked: Asked) -> Release:
    return Release(
        table=table,
        release=f"{named.release}-QP" if table.endswith("_qp") else named.release,
        publisher=layout.publisher,
        source=":".join(content.files),
        sha256=content.sha256,
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
    told = asked.as_ == twice or any(QUALIFYING.search(name) for name in names)
    return twice if twice in SCHEMAS and told else table


def _part(content: Content) -> int | None:
    found = [re.search(r"ccipra.*?-f(\d)", name, re.IGNORECASE) for name in content.files]
    return next((int(match[1]) for match in found if match), None)


def _by_release(reads: Sequence[Read]) -> list[list[Read]]:
    found: dict[tuple[str, str], list[Read]] = {}
    for read in reads:
        found.setdefault((read.release.table, read.release.release), []).append(read)
    return list(found.values())


def _one(found: list[Read]) -> Read:
    """One table a release: the same in several forms is one; files that are parts of a table are put together."""
    if any(read.part for read in found):
        return _together(found)
    first = found[0]
    for other in found[1:]:
        if not first.rows.equals(other.rows):
            what = f"{other.content.name} and {first.content.name}, both {first.release.release}, with different rows"
            raise Faults((Fault(other.content.name, None, "", what, "one file a release"),))
    return first


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
