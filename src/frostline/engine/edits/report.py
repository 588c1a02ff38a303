"""Text for people out of hits: written for hits only, after everything is collected."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from frostline.engine.edits.frame import Edit, Hits
from frostline.model.claim import Finding, Status
from frostline.model.tables import Release

PLACEHOLDER = re.compile(r"\{(\w+)\}")
Answers = Mapping[tuple[str, date], Release]


def named(found: Hits) -> list[str]:
    """Columns that the texts of an edit name, each once."""
    texts = "".join(says.because + says.remedy for says in found.says.values())
    names = dict.fromkeys(PLACEHOLDER.findall(texts))
    return [name for name in names if name not in {"claim", "line", "date", "case"}]


def finding(look: Edit, found: Hits, row: Mapping[str, Any], answers: Answers) -> Finding:
    """One finding from one row of a hit."""
    release = answers.get((look.table, row["date"]))
    says = found.says[row["case"]]
    words = {name: "?" if value is None else value for name, value in row.items()}
    return Finding(
        edit=look.id,
        line=row["line"],
        status=says.status,
        because=says.because.format(**words),
        remedy=says.remedy.format(**words),
        cite=look.cite,
        currency=release.currency(row["date"]) if release else None,
        release=release.release if release else None,
        known_through=release.through if release else None,
    )


def silent(look: Edit, day: date, answers: Answers, *, concerned: bool) -> Finding:
    """The finding of an edit that found nothing.

    Where nothing concerned it, no table was needed to say so; where its table is not held, it has not passed.
    """
    release = answers.get((look.table, day)) if concerned else None
    missing = concerned and look.table and release is None
    return Finding(
        edit=look.id,
        line=None,
        status=Status.not_checked if missing else Status.passed,
        because=f"No table is held for {day} or before" if missing else look.says,
        cite=look.cite,
        currency=release.currency(day) if release else None,
        release=release.release if release else None,
        known_through=release.through if release else None,
    )
