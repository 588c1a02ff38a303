"""`reference diff`: what changed between two releases of one table, as counts and as one long frame."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

import polars as pl

from frostline.model import money
from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference.aside import aside
from frostline.reference.changes import ADDED, CHANGED, DELETED, DOWN, UP, cells, ordered, whole
from frostline.reference.compared import FIELD, Compared, asked, compared, rows
from frostline.reference.releases import all_releases

FACTOR = "conversion_factor"


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows changed in one way; `column` is "" for rows added or deleted as a whole."""

    change: str
    column: str
    rows: int


@dataclass(frozen=True, slots=True, eq=False)
class Difference:
    """What changed from release `a` to release `b`.

    rows: the key, change, column, old and new as people read them (null: none), difference, old_raw and new_raw
        (scaled whole numbers, null for texts). A row added or deleted shows the first column of its table. Codes
        that our rules name come first.
    """

    a: Release
    b: Release
    key: tuple[str, ...]
    counts: tuple[Count, ...]
    rows: pl.DataFrame
    notes: tuple[str, ...]

    @property
    def table(self) -> str:
        """The table that both are releases of."""
        return self.a.table


def differ(a: str, b: str, *, table: str | None = None, all_: bool = False) -> Difference:
    """Compare two releases by name: the codes of our field, or with `all_` every code both could hold."""
    old, new = _pair(a, b, table)
    what, notes = compared(old.table), list(_notes(old, new))
    before, after = (_held(release, old, new, what, all_=all_) for release in (old, new))
    if "modifier" in what.key:
        before, after = _alike(before, after, (old, new), notes)
    if _partial(old, new):
        before, after = _both(before, after, what.codes or what.key)
    silent = _unstated(before, after, what)
    notes += [
        f"{release.release} does not state {', '.join(names)}: not compared"
        for release, names in zip((old, new), silent, strict=True)
        if names and before.height and after.height
    ]
    joined = before.with_columns(_a=True).join(
        after.with_columns(_b=True), on=list(what.key), how="full", suffix="_new", coalesce=True, nulls_equal=True
    )
    long = pl.concat([*whole(joined, what), *cells(joined, what, {*silent[0], *silent[1]})])
    counts = tuple(_counts(long, what))
    notes += _field(what, all_=all_)
    return Difference(old, new, what.key, counts, ordered(long, what), tuple(dict.fromkeys(notes)))


def _pair(a: str, b: str, table: str | None) -> tuple[Release, Release]:
    """Find the one table that has both names; raises where there is none, or more than one."""
    held = all_releases()
    first, second = (_named(name, held) for name in (a, b))
    common = [name for name in first if name in second and table in {None, name}]
    if len(common) == 1:
        return first[common[0]], second[common[0]]
    if common:
        raise FrostlineError(f"reference diff: {a} and {b} are both in {', '.join(common)}; say which with --table")
    what = f"{a} is a release of {', '.join(first)}, {b} of {', '.join(second)}"
    asked = f", not both of {table}" if table else ""
    raise FrostlineError(f"reference diff: {what}{asked}; name two releases of one table")


def _named(name: str, held: tuple[Release, ...]) -> dict[str, Release]:
    found = {release.table: release for release in held if release.release.casefold() == name.casefold()}
    if not found:
        names = sorted({release.release for release in held})
        near = get_close_matches(name.upper(), names, n=3, cutoff=0.5) or names
        raise FrostlineError(
            f"reference diff: found {name}; expected a release that is held, such as {', '.join(near)}. "
            "`frostline reference list` names them all; add others with `frostline reference add FILE`"
        )
    return found


def _excerpt(release: Release) -> bool:
    return not release.complete and not release.digest


def _held(release: Release, old: Release, new: Release, what: Compared, *, all_: bool) -> pl.DataFrame:
    """Rows of one release, of the codes for which both releases can answer."""
    found = rows(release)
    column = FIELD if not all_ else what.asked if _excerpt(old) or _excerpt(new) else ""
    if what.codes and column:
        kept = asked(column).implode()
        found = found.filter(pl.any_horizontal(pl.col(code).is_in(kept) for code in what.codes))
    names = [*what.key, *what.columns]
    return found.select(names).collect(engine="in-memory")


def _partial(old: Release, new: Release) -> bool:
    """Whether one was added and holds a part of its table, such as the amounts that a quarter changed."""
    return any(release.digest and not release.complete for release in (old, new))


def _both(before: pl.DataFrame, after: pl.DataFrame, key: tuple[str, ...]) -> tuple[pl.DataFrame, pl.DataFrame]:
    names = list(key)
    return before.join(after, on=names, how="semi"), after.join(before, on=names, how="semi")


def _alike(
    before: pl.DataFrame, after: pl.DataFrame, releases: tuple[Release, Release], notes: list[str]
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Where one file has no rows of components at all, those of the other are not compared."""
    bare = [
        release.release
        for release, held in zip(releases, (before, after), strict=True)
        if held["modifier"].eq("").all()
    ]
    if len(bare) != 1:
        return before, after
    notes.append(f"{bare[0]} has no rows with a modifier (26, TC, 53): only rows without one are compared")
    return before.filter(modifier=""), after.filter(modifier="")


def _unstated(before: pl.DataFrame, after: pl.DataFrame, what: Compared) -> tuple[list[str], list[str]]:
    """Columns that only the newer, and only the older of the two states: they cannot be compared."""
    old, new = ({name for name in what.columns if _silent(held[name])} for held in (before, after))
    return [name for name in what.columns if name in old - new], [name for name in what.columns if name in new - old]


def _silent(cells: pl.Series) -> bool:
    """Whether a column holds nothing."""
    empty = cells.is_null() | (cells == "") if cells.dtype == pl.String else cells.is_null()
    return bool(empty.all())


def _counts(long: pl.DataFrame, what: Compared) -> Iterator[Count]:
    """Counts in the order they are told: rows added and deleted, then column by column."""
    by = {(change, column): count for change, column, count in long.group_by("change", "column").len().rows()}
    for change in (ADDED, DELETED):
        yield Count(change, "", by.get((change, what.headline), 0))
    for column in what.columns:
        for change in (UP, DOWN, CHANGED):
            if (change, column) in by:
                yield Count(change, column, by[change, column])


def _notes(old: Release, new: Release) -> Iterator[str]:
    """What a reader has to know of the two releases."""
    both = tuple(dict.fromkeys((old, new)))
    excerpts = [release.release for release in both if _excerpt(release)]
    if excerpts:
        yield (
            f"built-in excerpt: {' and '.join(excerpts)}. Only codes it was asked for are compared, of which no row "
            "means that none was published; add the publisher's file to compare every code"
        )
    for release in both:
        if release.digest and not release.complete:
            yield f"{release.release} holds a part of its table: only codes that both hold are compared"
        if release.third_party:
            yield f"{release.release} comes from a file that is not the publisher's own ({release.source})"
    factors = [_factor(release) for release in both] if old.table in {"schedule", "schedule_qp"} else []
    if len(set(factors)) > 1 and all(factors):
        yield f"conversion factor {' -> '.join(factors)}: amounts change beside relative values"


def _factor(release: Release) -> str:
    held = rows(release).select(pl.col(FACTOR).max()).collect(engine="in-memory").item()
    return "" if held is None else money.scaled(held, money.FACTOR_SCALE)


def _field(what: Compared, *, all_: bool) -> Iterator[str]:
    if what.codes and not all_:
        yield "codes of our field only; --all compares every code"


def write(found: Difference, path: Path) -> None:
    """Write the rows as Parquet; raises where the folder cannot be written."""
    about = {"table": found.table, "a": found.a.release, "b": found.b.release, "notes": json.dumps(found.notes)}
    with aside(path, ".parquet") as place:
        found.rows.write_parquet(place, compression="zstd", metadata=about)
