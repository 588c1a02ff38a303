"""The published tables as the engine sees them; `reference` provides them and a test can fake them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from frostline.model.reason import Currency

if TYPE_CHECKING:
    from polars import LazyFrame

PACKAGED = "ZZZ"  # global days of a code that is part of another service: an add-on
MAJOR = 90  # days of the longest global period, 090; it alone takes in the decision for surgery (57)
TABLES = ("schedule", "ptp", "mue", "addon", "gpci", "zip", "icd10", "oppscap")
"""Tables that answers are made from; the store keeps more (`reference.schemas`)."""
PRICING = ("schedule", "gpci", "oppscap")
"""Those that a price is made from."""


@dataclass(frozen=True, slots=True)
class Release:
    """One published table: the publisher's name for it and the days, both included, it is good for.

    A release that is not `complete` holds only the codes it was asked for (`Tables.asked`). What somebody other than
    the publisher wrote down or rearranged is `third_party`. A release that was added has the `digest` of its rows.
    """

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
    third_party: bool = False
    digest: str = ""

    def currency(self, day: date) -> Currency:
        """Confirmed inside its days, unconfirmed after them."""
        return Currency.confirmed if day <= self.through else Currency.unconfirmed


@dataclass(frozen=True, slots=True)
class Tables:
    """Published rows narrowed to some codes and days; every frame but `asked` has the `release` it comes from.

    answers: which release answers a table on a day; absent where none does. The same as a frame in `as_of`: date,
        and for each table its release under the table's name (null: none) and `<table>_complete`.
    asked: code, and for schedule, ptp, mue, addon whether no row means that the publisher has none.
    schedule: code, modifier, status, work, pe_nonfacility, pe_facility, mp (×100), na_nonfacility, na_facility,
        global_days, pre, intra, post (×100), multiple, bilateral, assistant, cosurgeon, team, endoscopic_base, pctc,
        imaging_family, pe_nonfacility_opps, pe_facility_opps, mp_opps (×100); all but the relative values may be null.
    oppscap: code, modifier, mac, locality, facility, nonfacility (cents): what imaging is capped at.
    ptp: column_one, column_two, indicator, first, last (days in force, null: open). mue: code, units, mai.
    addon: add_on, primary, kind.
    gpci: mac, locality, state, name, work (null: only floored is published), work_floored, pe, mp (×1000).
    icd10: code, billable (a leaf), seventh (needs a seventh character).
    """

    answers: Mapping[tuple[str, date], Release]
    as_of: "LazyFrame"
    asked: "LazyFrame"
    schedule: "LazyFrame"
    ptp: "LazyFrame"
    mue: "LazyFrame"
    addon: "LazyFrame"
    gpci: "LazyFrame"
    icd10: "LazyFrame"
    oppscap: "LazyFrame"


class Store(Protocol):
    """Where published tables come from."""

    def narrowed(
        self,
        codes: Collection[str],
        diagnoses: Collection[str],
        days: Collection[date],
        tables: Collection[str] = TABLES,
    ) -> Tables:
        """Give the rows for these codes and diagnoses, with the release that answers each of these days.

        Of `tables` only; the others are as if nothing of them were held.
        """
        ...
