"""A diagnosis code against the ICD-10-CM lists that are held: there or not, billable or short, and on which days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from frostline.api.collecting import collected
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference.releases import all_releases, answering
from frostline.reference.store import rows, scan

TABLE = "icd10"
CATEGORY = 3  # characters of the shortest code


@dataclass(frozen=True, slots=True)
class Listed:
    """What one list says of a code; `currency` only where a day was given.

    `below`: billable codes that begin with one that is short; `above`: of an unknown one, the longest that is listed.
    """

    release: str
    first: date
    last: date
    known: bool
    billable: bool
    seventh: bool = False  # short of its seventh character alone, which the list does not write out
    below: tuple[str, ...] = ()
    above: str = ""
    currency: Currency | None = None
    third_party: bool = False

    @property
    def sure(self) -> bool:
        """Whether it can be billed, and nothing is unconfirmed."""
        return self.billable and self.currency is not Currency.unconfirmed


def lists(day: date | None) -> tuple[Release, ...]:
    """The list that answers for a day; without a day every list held, oldest first."""
    held = all_releases()
    if day is None:
        return tuple(sorted((release for release in held if release.table == TABLE), key=lambda held: held.from_))
    found = answering(held, TABLE, day)
    return (found,) if found else ()


def listed(code: str, day: date | None) -> tuple[Listed, ...]:
    """What the lists say of a code."""
    return tuple(_listed(code, release, day) for release in lists(day))


def _listed(code: str, release: Release, day: date | None) -> Listed:
    stems = [code[:length].rstrip("X.") for length in range(CATEGORY, len(code))]
    held = {row["code"]: row for row in rows(release, "code", {code, *stems}).to_dicts()}
    own = held.get(code)
    extended = len(code) > CATEGORY and bool(held.get(code[:-1].rstrip("X."), {}).get("seventh"))
    seventh = own is not None and own["seventh"]
    billable = extended if own is None else own["billable"] and not seventh
    return Listed(
        release=release.release,
        first=release.from_,
        last=release.through,
        known=own is not None or extended,
        billable=billable,
        seventh=seventh and bool(own and own["billable"]),
        below=tuple(child for child in billables((code,), release) if child != code) if own and not billable else (),
        above=max((stem for stem in stems if stem in held), key=len, default="") if own is None else "",
        currency=None if day is None else release.currency(day),
        third_party=release.third_party,
    )


def billables(stems: Iterable[str], release: Release) -> tuple[str, ...]:
    """Codes of the list that begin with any of these and have none below them."""
    begins = pl.any_horizontal(pl.lit(value=False), *(pl.col("code").str.starts_with(stem) for stem in stems))
    found = collected(scan(release).filter(begins & pl.col("billable")).select("code"))[0]
    return tuple(found["code"].sort())
