"""Status codes: which codes the schedule pays, and what it says of the others."""

from functools import cache

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, STATUS, Reason
from frostline.engine.pricing.ways import says
from frostline.model.encounter import Role
from frostline.model.reason import Currency

CONTRACTOR, PAID, ALONE = "C", ["A", "R", "T"], "T"
ANESTHESIA = "J"
UNPAID = {
    "B": "is always bundled into other services",
    "D": "is deleted",
    "E": "is excluded from the schedule by regulation; where covered, it is paid by other rules",
    "F": "is deleted",
    "G": "is not valid for Medicare, which uses another code",
    "H": "has lost this component",
    "I": "is not valid for Medicare, which uses another code",
    ANESTHESIA: "is anesthesia, paid by base units and minutes, which are not priced here",
    "M": "is a measurement code, for reporting only",
    "N": "is not covered by Medicare",
    "P": "is bundled, or excluded and paid by other rules",
    "X": "is no physicians' service by statute; the schedule pays nothing for it",
}
"""What each status means for an amount (RVU26B record layout, attachment A)."""
SPLIT = {
    "0": "a physician's service that has no parts",
    "2": "the physician's part alone already",
    "3": "the technical part alone already",
    "4": "the whole test; its parts have codes of their own",
    "5": "incident to a physician's service",
    "6": "a laboratory test that a physician interprets",
    "7": "a therapy service",
    "8": "a physician's interpretation",
    "9": "no test; the concept does not apply",
}
"""What each PC/TC indicator says of a code that has no row of its own for a component."""


def obstacles() -> dict[str, pl.Expr]:
    """What the schedule itself says: no file, no row, no component, a status that is not paid, no relative values."""
    held, known, status = pl.col("held"), pl.col("known"), pl.col("status")
    no_row = held.is_null() & known
    return {
        "no_schedule": pl.col("schedule").is_null(),
        "no_code": held.is_null() & known.is_null() & _none_published(),
        "not_held": held.is_null() & known.is_null(),
        "stopped": no_row & pl.col("component").eq("53"),
        "no_component": no_row,
        "contractor": status.eq(CONTRACTOR),
        "status": ~status.is_in(PAID),
        "unstated": status.is_null() & ~_by_itself(),
        "no_values": pl.sum_horizontal("work", "pe_nonfacility", "pe_facility", "mp").eq(0),
        "alone": status.eq(ALONE) & pl.col("beside"),
        "no_units": pl.col("units").is_null(),
    }


def _none_published() -> pl.Expr:
    """Whether the file that is good for the day was read for this code."""
    read = pl.col("asked") | pl.col("complete")
    return read.fill_null(value=False) & pl.col("currency").eq(Currency.confirmed.value).fill_null(value=False)


def _by_itself() -> pl.Expr:
    """A file that states neither status nor indicators prices a line only where no rule could change its amount."""
    changes = says(
        "both_sides", "more_by_report", "less_by_report", "operation_share", "postoperative_share",
        "preoperative_share", "intra_operative_share", "co_surgeon", "team", "assistant", "assistant_practitioner",
    )  # fmt: skip
    acting = pl.col("role").is_in([Role.assistant.value, Role.co_surgeon.value]).fill_null(value=False)
    return ~pl.col("beside") & pl.col("units").eq(1).fill_null(value=True) & ~changes & ~acting


@cache
def beside() -> pl.Expr:
    """Whether anything else of the day is payable; what is not known counts as payable."""
    never = [status for status in UNPAID if status != ANESTHESIA]
    payable = ~(pl.col("status").is_in(never).fill_null(value=False) | says("nothing"))
    return payable.sum().over("day") > payable.cast(pl.UInt32)


SAYS = {
    "no_schedule": Reason("no relative value file is held for the day or before"),
    "no_code": Reason("{code} is not in the relative value file {schedule}: the schedule pays nothing for it", STATUS),
    "not_held": Reason("{code} is not among the relative values held ({schedule})"),
    "stopped": Reason(
        "{code} has no row for 53: a stopped procedure is paid by report, the contractor's individual consideration",
        f"{LAYOUT}, modifier 53",
    ),
    "no_component": Reason("{code} has no row for {component}: it is {split}", f"{LAYOUT}, PC/TC indicator {{parts}}"),
    "contractor": Reason("{code} is priced by the contractor (status C)", STATUS),
    "status": Reason("{code} {meaning} (status {status})", STATUS),
    "unstated": Reason(
        "the third-party file states neither status nor indicators of {code}, so what modifiers, units, roles and "
        "other lines of the day change is not known; add CMS's own file",
        STATUS,
    ),
    "no_values": Reason("{code} has no relative values: the contractor prices it", STATUS),
    "alone": Reason("{code} has status T: paid only where nothing else payable is billed that day", STATUS),
    "no_units": Reason("the line states no units"),
}
