"""NCCI medically unlikely edits: the publisher's tables of practitioners and hospitals, and rearrangements."""

from collections.abc import Callable

import polars as pl

from frostline.reference.checking import CODE, Kind, text, whole
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Layout
from frostline.reference.opening import Content
from frostline.reference.schemas import MUE

MAI = Kind(
    "[123]|1 Line Edit|2 Date of Service Edit: Policy|3 Date of Service Edit: Clinical",
    "an adjudication indicator: 1, 2 or 3, and its words",
    lambda cell: cell.str.slice(0, 1).cast(pl.Int8),
)
UNITS = whole("units, a whole number", shape=r"\d{1,6}")


def _kept(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    return rows.select(LINE, *MUE)


def _official(service: str) -> Columns:
    """Which table it is stands in the heading."""
    return Columns(
        ("HCPCS/CPT Code|HCPCS/ ?CPT Code", f"{service} MUE Values", "MUE Adjudication Indicator", "MUE Rationale"),
        {"code": (0, CODE), "units": (1, UNITS), "mai": (2, MAI)},
        CODE.shape,
    )


def _pinned(service: str) -> Columns:
    """Which table it is stands in every row."""
    return Columns(
        ("hcpcs_code", "mue_units", "mue_mai", "mue_rationale", "mue_service"),
        {"code": (0, CODE), "units": (1, UNITS), "mai": (2, MAI), "service": (4, text(service, f"{service!r}"))},
        CODE.shape,
        finish=_kept,
    )


def _of(service: str, columns: Columns) -> Callable[[Content], float]:
    """The heading is the same in both tables: how surely, where the first rows name the service."""
    return lambda content: columns.recognises(content) if f",{service}\n" in _head(content) else 0.0


def _head(content: Content) -> str:
    return content.head.replace("\r\n", "\n")


PRACTITIONER, OUTPATIENT = _official("Practitioner Services"), _official("Outpatient Hospital Services")
PINNED_PRACTITIONER, PINNED_OUTPATIENT = _pinned("Practitioner"), _pinned("Outpatient Hospital")

LAYOUTS = (
    Layout("mue", "MUE of practitioners", PRACTITIONER.recognises, PRACTITIONER.read),
    Layout("mue_outpatient", "MUE of outpatient hospitals", OUTPATIENT.recognises, OUTPATIENT.read, tested=False),
    Layout(
        "mue",
        "MUE of practitioners, decoded by a third party",
        _of("Practitioner", PINNED_PRACTITIONER),
        PINNED_PRACTITIONER.read,
        official=False,
    ),
    Layout(
        "mue_outpatient",
        "MUE of outpatient hospitals, decoded by a third party",
        _of("Outpatient Hospital", PINNED_OUTPATIENT),
        PINNED_OUTPATIENT.read,
        official=False,
    ),
)
