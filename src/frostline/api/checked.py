"""Findings out of frames, and what an answer was checked against."""

from collections.abc import Iterable
from datetime import date

import polars as pl

from frostline.api.prices import Priced
from frostline.api.setting import Setting
from frostline.engine.edits.run import EDITS
from frostline.model.claim import Finding, Source, Status
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book
from frostline.model.reason import Currency


def checked(found: pl.DataFrame) -> tuple[Finding, ...]:
    """Rows of findings as findings."""
    return tuple(
        Finding(
            edit=row["edit"],
            line=row["line"],
            status=Status(row["status"]),
            because=row["because"],
            remedy=row["remedy"],
            cite=row["cite"],
            currency=Currency(row["currency"]) if row["currency"] else None,
            release=row["release"],
            known_through=row["known_through"],
        )
        for row in found.iter_rows(named=True)
    )


def passed(found: tuple[Finding, ...], held: pl.DataFrame, day: date) -> tuple[Finding, ...]:
    """One finding for each edit that found nothing and left nothing unchecked."""
    silent = [look for look in EDITS if look.id not in {finding.edit for finding in found}]
    rows = {row["table"]: row for row in held.filter(date=day).iter_rows(named=True)}
    return tuple(_passed(look.id, look.says, look.cite, rows.get(look.table)) for look in silent)


def _passed(edit: str, says: str, cite: str, row: dict[str, object] | None) -> Finding:
    if row is None:
        return Finding(edit, None, Status.passed, says, cite=cite)
    through = row["known_through"]
    return Finding(
        edit,
        None,
        Status.passed,
        says,
        cite=cite,
        currency=Currency(str(row["currency"])),
        release=str(row["release"]),
        known_through=through if isinstance(through, date) else None,
    )


def sources(held: pl.DataFrame, day: date, book: Book) -> tuple[Source, ...]:
    """Tables and packs that answered for the day of service."""
    tables = [
        Source(
            row["table"], row["release"], row["known_from"], row["known_through"], Currency(row["currency"]),
            "" if row["complete"] else "built-in figures of this field",
        )
        for row in held.filter(date=day).iter_rows(named=True)
    ]
    return (*tables, Source("packs", book.digest))


def unchecked(encounter: Encounter, where: Setting, priced: Priced) -> tuple[str, ...]:
    """What this answer does not speak of."""
    return tuple(_unchecked(encounter, where, priced))


def _unchecked(encounter: Encounter, where: Setting, priced: Priced) -> Iterable[str]:
    payer = encounter.payer or "a payer that is not stated"
    yield f"Coverage: no policy of {payer} is held, so whether this is covered was not checked"
    if where.facility:
        yield "The facility's own fee (hospital outpatient or ambulatory surgery) is not priced; amounts are the physician's"
    yield from priced.notes
