"""Localities with their indices, and the ZIP codes that lie in them."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import polars as pl
from tools.derive.figures import SourceError, scaled, whole
from tools.derive.frames import frame
from tools.derive.sources import Source

GPCI_SCHEMA = {
    "release": pl.String, "mac": pl.String, "locality": pl.String, "state": pl.String, "name": pl.String,
    "work": pl.Int32, "work_floored": pl.Int32, "pe": pl.Int32, "mp": pl.Int32,
}  # fmt: skip
ZIP_SCHEMA = dict.fromkeys(("release", "first", "last", "mac", "locality"), pl.String)
FLOORED_ONLY, BOTH_INDICES = 7, 8  # cells of a row, without and with the work index before the floor

Place = tuple[str, str]


def gpci(cms: Path, sources: tuple[Source, ...]) -> pl.DataFrame:
    """Every locality of every year."""
    rows = ((source.release, *row) for source in sources for row in _localities(cms / source.path))
    return frame(rows, GPCI_SCHEMA, ["mac", "locality", "release"])


def _localities(path: Path) -> Iterator[tuple[object, ...]]:
    """The rows that begin with a contractor's number; headings and footnotes begin with words."""
    with path.open(encoding="ascii", newline="") as stream:
        for row in csv.reader(stream):
            if row[0].isdigit():
                yield _locality(row)


def _locality(row: list[str]) -> tuple[object, ...]:
    """One row; the work index is null where the file gives the floored one only."""
    if len(row) not in {FLOORED_ONLY, BOTH_INDICES}:
        raise SourceError(f"A locality has {len(row)} cells, expected 7 or 8: {row}.")
    mac, state, locality, name, *indices = row
    figures: list[int | None] = [scaled(index, 3) for index in indices]
    if len(row) == FLOORED_ONLY:
        figures.insert(0, None)
    return mac.zfill(5), locality.strip().zfill(2), state.strip(), name.replace("*", "").strip(), *figures


def zips(cms: Path, source: Source) -> pl.DataFrame:
    """Runs of consecutive listed ZIP codes in one locality; a ZIP code that is not listed lies in no run."""
    with gzip.open(cms / source.path, "rt", encoding="ascii") as stream:
        listed = {code: _place(code, place) for code, place in json.load(stream).items()}
    return frame(((source.release, *run) for run in runs(listed)), ZIP_SCHEMA, ["first"])


def _place(code: str, place: Mapping[str, str]) -> Place:
    """Contractor and locality of a listed ZIP code."""
    mac, locality = place["carrier"], place["locality"]
    widths = (len(code), len(mac), len(locality))
    if widths != (5, 5, 2) or place["key"] != f"{mac}_{locality}":
        raise SourceError(f"ZIP code {code}: {dict(place)} is no contractor and locality.")
    return mac, locality


def runs(listed: Mapping[str, Place]) -> Iterator[tuple[str, str, str, str]]:
    """First and last ZIP code of each run, and its place."""
    first = last = ""
    for code in sorted(listed):
        if last and whole(code) == whole(last) + 1 and listed[code] == listed[last]:
            last = code
            continue
        if last:
            yield first, last, *listed[last]
        first = last = code
    if last:
        yield first, last, *listed[last]
