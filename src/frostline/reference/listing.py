"""What is known for which days, and where the gaps are."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from frostline.model.tables import Release

ONE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Known:
    """Releases of one table in order of their days, and the days between them that none is good for."""

    table: str
    releases: tuple[Release, ...]
    gaps: tuple[tuple[date, date], ...]


def known(releases: Iterable[Release], tables: Sequence[str]) -> tuple[Known, ...]:
    """Give every table that has a release, in the order of `tables`."""
    held = sorted(releases, key=lambda release: (release.from_, release.through))
    grouped = {table: tuple(release for release in held if release.table == table) for table in tables}
    return tuple(Known(table, found, tuple(_gaps(found))) for table, found in grouped.items() if found)


def _gaps(found: Sequence[Release]) -> Iterator[tuple[date, date]]:
    through = found[0].through
    for release in found[1:]:
        if release.from_ > through + ONE:
            yield through + ONE, release.from_ - ONE
        through = max(through, release.through)
