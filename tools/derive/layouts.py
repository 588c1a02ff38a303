"""The two layouts of the relative value file: 31 comma-separated columns, or fixed positions."""

import csv
import gzip
from collections.abc import Iterator
from pathlib import Path

from tools.derive.figures import SourceError

Cells = dict[str, str]

# The order is that of the CMS csv; the decoded pins keep it under other headings.
COLUMNS = (
    "code", "modifier", "descriptor", "status", "not_used", "work", "pe_nonfacility", "na_nonfacility",
    "pe_facility", "na_facility", "mp", "total_nonfacility", "total_facility", "pctc", "global_days", "pre",
    "intra", "post", "multiple", "bilateral", "assistant", "cosurgeon", "team", "endoscopic_base",
    "conversion_factor", "supervision", "calculation", "imaging_family", "pe_nonfacility_opps",
    "pe_facility_opps", "mp_opps",
)  # fmt: skip

# First and last position, counted from 1, as the record layout RVU26B.pdf prints them.
POSITIONS = {
    "code": (1, 5), "modifier": (6, 7), "status": (58, 58), "work": (60, 65), "pe_nonfacility": (67, 72),
    "na_nonfacility": (73, 74), "pe_facility": (76, 81), "na_facility": (82, 83), "mp": (85, 89),
    "total_nonfacility": (91, 96), "total_facility": (97, 102), "pctc": (103, 103), "global_days": (104, 106),
    "pre": (107, 109), "intra": (110, 112), "post": (113, 115), "multiple": (116, 116),
    "bilateral": (117, 117), "assistant": (118, 118), "cosurgeon": (119, 119), "team": (120, 120),
    "endoscopic_base": (128, 132), "conversion_factor": (133, 140), "imaging_family": (146, 147), "pe_nonfacility_opps": (152, 157),
    "pe_facility_opps": (159, 164), "mp_opps": (166, 171),
}  # fmt: skip

END_OF_FILE = "\x1a"  # the csv of 2022 ends with this byte in a record of its own


def records(path: Path) -> Iterator[Cells]:
    """Each record of a relative value file as named cells."""
    return _fixed(path) if path.suffix == ".txt" else _separated(path)


def _fixed(path: Path) -> Iterator[Cells]:
    """The data records of the fixed-width file, one byte a position; header records begin with HDR."""
    for line in path.read_text(encoding="latin-1").splitlines():
        if not line.startswith("HDR"):
            yield {name: line[first - 1 : last].strip() for name, (first, last) in POSITIONS.items()}


def _separated(path: Path) -> Iterator[Cells]:
    """The data records below the heading whose first cell is HCPCS."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream)
        _skip_to_heading(rows, path.name)
        for row in rows:
            if row[0] == END_OF_FILE:
                return
            if len(row) != len(COLUMNS):
                raise SourceError(f"{path.name} has {len(row)} cells instead of {len(COLUMNS)}: {row}.")
            yield dict(zip(COLUMNS, (cell.strip() for cell in row), strict=True))


def _skip_to_heading(rows: Iterator[list[str]], name: str) -> None:
    """Read past the notices and the heading."""
    for row in rows:
        if row[0].lower() == "hcpcs":
            return
    raise SourceError(f"{name} has no heading row that begins with HCPCS; is it a relative value file?")
