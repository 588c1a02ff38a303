"""Releases as a manifest writes them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from frostline.model.tables import Release


def releases_of(rows: Iterable[Mapping[str, Any]]) -> tuple[Release, ...]:
    """Read the entries of a manifest."""
    return tuple(_release(row) for row in rows)


def _release(row: Mapping[str, Any]) -> Release:
    rest = {key: value for key, value in row.items() if key not in {"from", "through"}}
    first, last = date.fromisoformat(row["from"]), date.fromisoformat(row["through"])
    return Release(**rest, from_=first, through=last)


def entry(release: Release) -> dict[str, Any]:
    """One entry of a manifest."""
    held = asdict(release)
    first, last = held.pop("from_"), held.pop("through")
    return {**held, "from": first.isoformat(), "through": last.isoformat()}
