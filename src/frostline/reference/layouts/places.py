"""Places of service: the code set as a third party decoded it, with the setting each is paid by."""

import polars as pl

from frostline.reference.checking import Kind, text
from frostline.reference.layouts.layout import Columns, Layout

SETTINGS = {"Facility": "facility", "Non-Facility": "nonfacility", "Unassigned": ""}
SETTING = Kind(
    "|".join(SETTINGS),
    ", ".join(SETTINGS),
    lambda cell: cell.replace_strict(SETTINGS, return_dtype=pl.String),
)
NUMBER = text(r"\d\d", "a place of service, two digits")
PINNED = Columns(
    ("pos_code", "pos_type", "pos_name", "pos_description"),
    {"code": (0, NUMBER), "name": (2, text(r"\S.{0,99}", "a name of at most 100 characters")), "setting": (1, SETTING)},
    NUMBER.shape,
)

LAYOUTS = (
    Layout("places", "places of service, decoded by a third party", PINNED.recognises, PINNED.read, official=False),
)
