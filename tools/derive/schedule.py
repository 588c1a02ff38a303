"""The physician fee schedule rows of the codes asked for."""

import re
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from tools.derive.figures import SourceError, scaled
from tools.derive.frames import frame
from tools.derive.layouts import Cells, records
from tools.derive.sources import Source

SCHEMA = {
    "release": pl.String, "code": pl.String, "modifier": pl.String, "status": pl.String, "work": pl.Int32,
    "pe_nonfacility": pl.Int32, "pe_facility": pl.Int32, "mp": pl.Int32, "na_nonfacility": pl.Boolean,
    "na_facility": pl.Boolean, "global_days": pl.String, "pre": pl.Int16, "intra": pl.Int16, "post": pl.Int16,
    "multiple": pl.String, "bilateral": pl.String, "assistant": pl.String, "cosurgeon": pl.String,
    "team": pl.String, "endoscopic_base": pl.String, "pctc": pl.String, "conversion_factor": pl.Int32,
    "imaging_family": pl.String, "pe_nonfacility_opps": pl.Int32, "pe_facility_opps": pl.Int32,
    "mp_opps": pl.Int32,
}  # fmt: skip
PLACES = {"work": 2, "pe_nonfacility": 2, "pe_facility": 2, "mp": 2, "pre": 2, "intra": 2, "post": 2,
          "conversion_factor": 4, "pe_nonfacility_opps": 2, "pe_facility_opps": 2, "mp_opps": 2}  # fmt: skip
SHAPES = {name: re.compile(shape) for name, shape in {
    "code": "[0-9A-Z]{5}", "modifier": "|26|TC|53", "status": "[A-Z]", "na_nonfacility": "|NA",
    "na_facility": "|NA", "global_days": "000|010|090|MMM|XXX|YYY|ZZZ", "multiple": "[0-9]",
    "bilateral": "[0-9]", "assistant": "[0-9]", "cosurgeon": "[0-9]", "team": "[0-9]",
    "endoscopic_base": "|[0-9A-Z]{5}", "pctc": "[0-9]",
}.items()}  # fmt: skip


def derive(cms: Path, sources: tuple[Source, ...], asked: frozenset[str]) -> pl.DataFrame:
    """The rows of all releases; every record of a file is checked, also one that is not kept."""
    rows = (row for source in sources for row in _rows(cms / source.path, source.release, asked))
    return frame(rows, SCHEMA, ["code", "modifier", "release"])


def _rows(path: Path, release: str, asked: frozenset[str]) -> Iterator[tuple[object, ...]]:
    """The rows of one release whose code is asked for."""
    for cells in records(path):
        _check(cells, release)
        if cells["code"] in asked:
            yield tuple(release if name == "release" else _value(name, cells[name]) for name in SCHEMA)


def _value(name: str, text: str) -> object:
    """A cell as figure, flag or text."""
    if name in PLACES:
        return scaled(text, PLACES[name])
    if name.startswith("na_"):
        return text == "NA"
    return text


def _check(cells: Cells, release: str) -> None:
    """Every cell has its shape, and the printed totals are the sums of their parts."""
    for name, shape in SHAPES.items():
        if not shape.fullmatch(cells[name]):
            raise SourceError(f"{release} {cells['code']}: {name} reads {cells[name]!r}; a new layout?")
    for setting in ("nonfacility", "facility"):
        parts = sum(scaled(cells[name], 2) for name in ("work", f"pe_{setting}", "mp"))
        if parts != scaled(cells[f"total_{setting}"], 2):
            raise SourceError(f"{release} {cells['code']}: the parts do not add to the {setting} total.")
