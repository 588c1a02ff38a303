"""Edits run over one claim: which concern it, what they hit, and what the answer was checked against."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from frostline.api.collecting import collected
from frostline.api.prices import Priced
from frostline.api.setting import Setting
from frostline.engine.edits.frame import dressed
from frostline.engine.edits.report import finding, named, passed
from frostline.engine.edits.run import EDITS, columns, concerned, hits
from frostline.model.claim import Finding, Source
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book
from frostline.model.tables import Tables


def checked(lines: pl.LazyFrame, day: date, tables: Tables, book: Book) -> tuple[Finding, ...]:
    """Findings of all edits in their order; an edit that says nothing has passed."""
    ready = collected(dressed(lines, tables))[0].lazy()
    tests = collected(concerned(ready, book))[0].row(0, named=True)
    wanted = frozenset(name for name, is_wanted in tests.items() if is_wanted)
    found = _collected(ready, tables, book, wanted)
    silent = [look for look in EDITS if look.id not in {finding.edit for finding in found}]
    order = {look.id: number for number, look in enumerate(EDITS)}
    both = [*found, *(passed(look, day, tables.answers) for look in silent)]
    return tuple(sorted(both, key=lambda entry: (order[entry.edit], entry.line or 0, entry.because)))


def _collected(ready: pl.LazyFrame, tables: Tables, book: Book, wanted: frozenset[str]) -> list[Finding]:
    looked = hits(ready, tables, book, wanted)
    frames = collected(*(columns(hit, named(hit)) for _, hit in looked))
    found = [
        finding(look, hit, row, tables.answers)
        for (look, hit), frame in zip(looked, frames, strict=True)
        for row in frame.iter_rows(named=True)
    ]
    return list(dict.fromkeys(found))


def sources(tables: Tables, day: date, book: Book) -> tuple[Source, ...]:
    """Tables and packs that answered for the day of service."""
    answered = [release for (_, when), release in tables.answers.items() if when == day]
    held = [
        Source(
            table=release.table,
            release=release.release,
            known_from=release.from_,
            known_through=release.through,
            currency=release.currency(day),
            note="" if release.complete else "built-in figures of this field",
        )
        for release in answered
    ]
    return (*held, Source("packs", book.digest))


def unchecked(encounter: Encounter, where: Setting, priced: Priced) -> Iterable[str]:
    """What this answer does not speak of."""
    payer = encounter.payer or "a payer that is not stated"
    yield f"Coverage: no policy of {payer} is held, so whether this is covered was not checked"
    if where.facility:
        yield "The facility's own fee (hospital outpatient or surgery center) is not priced; amounts are the physician's"
    yield from priced.notes
