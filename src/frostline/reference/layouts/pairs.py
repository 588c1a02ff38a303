"""NCCI procedure-to-procedure pairs of practitioners: the publisher's files f1 to f4, and a rearrangement."""

import polars as pl

from frostline.reference.checking import CODE, day, flag, whole
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Layout, Reading
from frostline.reference.opening import Content, refused
from frostline.reference.schemas import SCHEMAS

INDICATOR = whole("0, 1 or 9", pl.Int8, "[019]")
COLUMNS = tuple(SCHEMAS["ptp"].columns)
HOSPITAL = "ccioph"


def _dated(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Every pair began on some day."""
    undated = rows.filter(pl.col("first").is_null())
    if undated.height:
        raise refused(name, "nothing", "a day", undated[LINE][0], "Effective Date")
    return rows.select(LINE, *COLUMNS)


def _undated(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    """Nobody kept the first days."""
    return rows.with_columns(first=pl.lit(None, dtype=pl.Date)).select(LINE, *COLUMNS)


# The heading is written over several records; the later ones, and whole ones as some save them, are remarks.
OFFICIAL = Columns(
    (
        "Column 1", "Column 2", r"\*=in existence|\* ?= ?in existence(?: prior to 1996)?",
        "Effective|Effective Date", r"Deletion|Deletion Date(?: ?\*=no data)?", "Modifier|Modifier .*",
        "PTP Edit Rationale|(?:Edit )?Rationale",
    ),
    {
        "column_one": (0, CODE), "column_two": (1, CODE), "prior": (2, flag(r"\*")), "first": (3, day()),
        "last": (4, day()), "indicator": (5, INDICATOR),
    },
    CODE.shape,
    notes=r"(?:prior to 1996|Date|\*=no data|0=not allowed|1=allowed|9=not applicable)$",
    finish=_dated,
)  # fmt: skip
PINNED = Columns(
    ("column_1", "column_2", "deletion_date", "modifier_indicator", "rationale"),
    {
        "column_one": (0, CODE), "column_two": (1, CODE), "last": (2, day("%Y-%m-%d")), "indicator": (3, INDICATOR),
    },
    CODE.shape,
    finish=_undated,
)  # fmt: skip


def _practitioner(content: Content) -> Reading:
    """The pairs of hospitals look the same inside; only the name tells, and it must not tell that."""
    if any(HOSPITAL in file.lower() for file in content.files):
        raise refused(content.name, "the pairs of outpatient hospitals (ccioph)", "those of practitioners (ccipra)")
    return OFFICIAL.read(content)


LAYOUTS = (
    Layout(
        "ptp",
        "NCCI pairs of practitioners (f1 to f4)",
        OFFICIAL.recognises,
        _practitioner,
        tested=False,
    ),
    Layout(
        "ptp", "NCCI pairs of practitioners, decoded by a third party", PINNED.recognises, PINNED.read, official=False
    ),
)
