"""Amounts that the publisher computed: payment amounts by locality (PFALL, PFREV) and imaging caps (OPPSCAP)."""

import polars as pl

from frostline.reference.checking import CODE, LOCALITY, MAC, Kind, scaled, text
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Fixed, Layout, Reading
from frostline.reference.layouts.schedule import KINDS
from frostline.reference.opening import Content, refused
from frostline.reference.schemas import PAYMENT

AMOUNT = scaled(2, "dollars and cents", pl.Int64)
INDICATOR = text("[019]?", "an indicator: 0, 1, 9 or nothing")
POSITIONS: dict[str, tuple[int, int, Kind]] = {
    "year": (2, 5, text(r"20\d\d", "a year")),
    "mac": (9, 13, MAC),
    "locality": (17, 18, LOCALITY),
    "code": (22, 26, CODE),
    "modifier": (30, 31, KINDS["modifier"]),
    "nonfacility": (35, 44, AMOUNT),
    "facility": (48, 57, AMOUNT),
    "pctc": (65, 65, KINDS["pctc"]),
    "status": (69, 69, KINDS["status"]),
    "multiple": (73, 73, KINDS["multiple"]),
    "therapy_nonfacility": (77, 86, AMOUNT),
    "therapy_facility": (90, 99, AMOUNT),
    "opps": (103, 103, INDICATOR),
    "opps_nonfacility": (107, 116, AMOUNT),
    "opps_facility": (120, 129, AMOUNT),
}
"""As the record layout PF26PB.pdf prints them."""
FIXED = Fixed(
    POSITIONS, width=130, record=r'"20\d\d","\d{5}","\d\d","[0-9A-Z]{5}"', others='"TRL', trailer='"TRL', open_end=False
)


def _payments(content: Content) -> Reading:
    """Every amount; all rows are of one year."""
    rows = FIXED.read(content).rows
    years = rows["year"].unique().sort().to_list()
    if len(years) > 1:
        raise refused(content.name, f"the years {', '.join(years)}", "one year in the whole file")
    return Reading(rows.select(LINE, *PAYMENT), years[0])


CAPPED = {
    "code": (0, CODE),
    "modifier": (1, KINDS["modifier"]),
    "status": (2, KINDS["status"]),
    "mac": (3, MAC),
    "locality": (4, LOCALITY),
    "facility": (5, AMOUNT),
    "nonfacility": (6, AMOUNT),
}
COMMON = ("HCPCS", "MOD", "PROCSTAT", "CARRIER", "LOCALITY")
CAPS = Columns((*COMMON, "FACILITY PRICE", "NON-FACILI?TY PRICE"), CAPPED, CODE.shape)
CAPS_PINNED = Columns((*COMMON, "facility_price", "non_facility_price"), CAPPED, CODE.shape)


LAYOUTS = (
    Layout("payment", "payment amounts", FIXED.recognises, _payments),
    Layout("oppscap", "imaging caps", CAPS.recognises, CAPS.read, tested=False),
    Layout(
        "oppscap", "imaging caps, decoded by a third party", CAPS_PINNED.recognises, CAPS_PINNED.read, official=False
    ),
)
