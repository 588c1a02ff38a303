"""NCCI add-on code edits: the publisher's fixed positions and workbook, and a rearrangement."""

import polars as pl

from frostline.reference.checking import CODE, Kind, text, whole
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Fixed, Layout
from frostline.reference.schemas import SCHEMAS

TYPE = whole("a type of add-on code: 1, 2 or 3", pl.Int8, "[123]")
PRIMARY = text(CODE.shape, "a primary code of five characters, or CCCCC: the contractor says which")
DAY = Kind(
    r"|\d{7}",
    "a year and the day in it, such as 2026091",
    lambda cell: cell.replace("", None).str.to_date("%Y%j", strict=False),
)
DELETED = ("add_on_deleted", "primary_deleted", "edit_deleted")


def _standing(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    """Edits that nobody has deleted: the file does not say its quarter, so a day of deletion counts at once."""
    return rows.filter(pl.col(day).is_null() for day in DELETED).select(LINE, *SCHEMAS["addon"].columns)


FIXED = Fixed(
    {
        "kind": (1, 1, TYPE), "add_on": (2, 6, CODE), "add_on_deleted": (7, 13, DAY), "primary": (14, 18, PRIMARY),
        "primary_deleted": (19, 25, DAY), "first": (26, 32, DAY), "edit_deleted": (33, 39, DAY),
    },
    width=39,
    record=r"[1-3][0-9A-Z]{5}(?:\d{7}| {7})[0-9A-Z]{5}(?:\d{7}| {7})\d{7}",
    finish=_standing,
)  # fmt: skip
WORKBOOK = Columns(
    (
        "AOC_Edit_Type|AOC.Edit.Type", "Add-On_Code|Add.On.Code", "AOC_DelDT|AOC_?Del.*", "Primary_Code|Primary.Code",
        "Primary_Code_DelDT|Primary.Code.Del.*", "AOC_Edit_EffDT|AOC.Edit.Eff.*", "AOC_Edit_DelDT|AOC.Edit.Del.*",
        "Special_Instruction_Notes|Special.Instruction.*",
    ),
    {
        "kind": (0, TYPE), "add_on": (1, CODE), "add_on_deleted": (2, DAY), "primary": (3, PRIMARY),
        "primary_deleted": (4, DAY), "first": (5, DAY), "edit_deleted": (6, DAY),
    },
    TYPE.shape,
    finish=_standing,
)  # fmt: skip
PINNED = Columns(
    ("primary_code", "add_on_code", "aoc_edit_type"),
    {"add_on": (1, CODE), "primary": (0, PRIMARY), "kind": (2, TYPE)},
    CODE.shape,
)

LAYOUTS = (
    Layout("addon", "NCCI add-on code edits, fixed positions", FIXED.recognises, FIXED.read, tested=False),
    Layout("addon", "NCCI add-on code edits, workbook", WORKBOOK.recognises, WORKBOOK.read, tested=False),
    Layout("addon", "NCCI add-on code edits, decoded by a third party", PINNED.recognises, PINNED.read, official=False),
)
