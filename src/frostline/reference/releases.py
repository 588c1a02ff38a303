"""Releases: what is held, and which one answers for a day."""

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from frostline.model.tables import Release
from frostline.reference.added import added
from frostline.reference.manifest import releases_of

BUILTIN = Path(__file__).parent / "builtin"


@cache
def builtin() -> tuple[Release, ...]:
    """Read the manifest of the built-in figures."""
    return releases_of(json.loads((BUILTIN / "manifest.json").read_text(encoding="utf-8")))


def all_releases() -> tuple[Release, ...]:
    """Everything held; where an added release has the name of a built-in one, the added one only."""
    extra = added()
    if not extra:
        return builtin()
    named = {(release.table, release.release) for release in extra}
    return (*extra, *(release for release in builtin() if (release.table, release.release) not in named))


def answering(releases: Iterable[Release], table: str, day: date) -> Release | None:
    """Find the release that answers for a day: the one good for it, else the nearest earlier, else none.

    Of two that start on one day the publisher's own comes before a third party's.
    """
    started = [release for release in releases if release.table == table and release.from_ <= day]
    return max(
        started, key=lambda release: (release.through >= day, release.from_, not release.third_party), default=None
    )
