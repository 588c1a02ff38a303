"""The published tables as the engine sees them; `reference` provides them and a test can fake them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from polars import LazyFrame


@dataclass(frozen=True, slots=True)
class Tables:
    """Published rows narrowed to some codes and days; every frame carries the `release` it comes from.

    as_of: table, date, release, known_from, known_through, currency, complete: which release answers a day.
    asked: table, release, code: where a release is not complete, the codes for which no row means none published.
    schedule: release, code, modifier, status, work, pe_nonfacility, pe_facility, mp (×100), na_nonfacility,
        na_facility, global_days, pre, intra, post (×100), multiple, bilateral, ..., endoscopic_base.
    ptp: release, column_one, column_two, indicator. mue: release, code, units, mai.
    addon: release, add_on, primary, kind. gpci: release, mac, locality, work, work_floored, pe, mp (×1000).
    zip: release, first, last, mac, locality. icd10: release, code, billable, seventh.
    """

    as_of: "LazyFrame"
    asked: "LazyFrame"
    schedule: "LazyFrame"
    ptp: "LazyFrame"
    mue: "LazyFrame"
    addon: "LazyFrame"
    gpci: "LazyFrame"
    zip: "LazyFrame"
    icd10: "LazyFrame"


class Store(Protocol):
    """Where published tables come from."""

    def narrowed(self, codes: Collection[str], days: Collection[date]) -> Tables:
        """Give the rows for these codes, with the release that answers each of these days."""
        ...
