"""The codes of the ICD-10-CM tabular list, without their titles."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import polars as pl
from tools.derive.figures import SourceError
from tools.derive.frames import frame
from tools.derive.sources import Source

SCHEMA = {"release": pl.String, "code": pl.String, "billable": pl.Boolean, "seventh": pl.Boolean}


def derive(cms: Path, source: Source) -> pl.DataFrame:
    """Every code of the tabular list."""
    with gzip.open(cms / source.path, "rb") as stream:
        root = ET.parse(stream).getroot()  # noqa: S314 - our own stored copy, its digest is in the manifest
    rows = (
        (source.release, *row)
        for category in root.iterfind("./chapter/section/diag")
        for row in _codes(category, seventh=False)
    )
    return frame(rows, SCHEMA, ["code"])


def _codes(node: ET.Element, *, seventh: bool) -> Iterator[tuple[str, bool, bool]]:
    """The code and those below it: no code below means billable; a seventh character is inherited."""
    code = node.findtext("name")
    if not code:
        raise SourceError("A diag element has no name; is this the tabular list?")
    seventh = seventh or node.find("sevenChrDef") is not None
    below = node.findall("diag")
    yield code, not below, seventh
    for child in below:
        yield from _codes(child, seventh=seventh)
