"""Releases: what is held, and which one answers for a day."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from frostline.model.tables import Release

BUILTIN = Path(__file__).parent / "builtin"


@cache
def builtin() -> tuple[Release, ...]:
    """Read the manifest of the built-in figures."""
    rows = json.loads((BUILTIN / "manifest.json").read_text(encoding="utf-8"))
    return tuple(_release(row) for row in rows)


def _release(row: Mapping[str, Any]) -> Release:
    rest = {key: value for key, value in row.items() if key not in {"from", "through"}}
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["through"])
    return Release(**rest, from_=first, through=last)


def answering(releases: Iterable[Release], table: str, day: date) -> Release | None:
    """Find the release that answers for a day: the one good for it, else the nearest earlier, else none."""
    started = [release for release in releases if release.table == table and release.from_ <= day]
    return max(started, key=lambda release: (release.through >= day, release.from_), default=None)
