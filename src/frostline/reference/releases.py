"""Releases: what was published, by whom, and for which days it is good."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from frostline.model.reason import Currency

BUILTIN = Path(__file__).parent / "builtin"


@dataclass(frozen=True, slots=True)
class Release:
    """One published table: the publisher's name for it and the days, both included, it is good for."""

    table: str
    release: str
    publisher: str
    source: str
    sha256: str
    from_: date
    through: date
    rows: int
    complete: bool
    note: str = ""

    def currency(self, day: date) -> Currency:
        """Confirmed inside its days, unconfirmed after them."""
        return Currency.confirmed if day <= self.through else Currency.unconfirmed


@cache
def builtin() -> tuple[Release, ...]:
    """Read the manifest of the built-in figures."""
    rows = json.loads((BUILTIN / "manifest.json").read_text(encoding="utf-8"))
    return tuple(_release(row) for row in rows)


def _release(row: dict[str, object]) -> Release:
    days = {"from_": date.fromisoformat(str(row["from"])), "through": date.fromisoformat(str(row["through"]))}
    return Release(**{key: value for key, value in row.items() if key not in {"from", "through"}}, **days)  # type: ignore[arg-type]  # the keys of the manifest are the fields; a test holds it


def answering(releases: Iterable[Release], table: str, day: date) -> Release | None:
    """Find the release that answers for a day: the one good for it, else the nearest earlier, else none."""
    started = [release for release in releases if release.table == table and release.from_ <= day]
    return max(started, key=lambda release: (release.through >= day, release.from_), default=None)
