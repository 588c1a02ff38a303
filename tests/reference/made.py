"""Published forms made by hand, small and whole, and what a store holds."""

import csv
import gzip
import hashlib
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from frostline.reference.layouts.schedule import HEADING, ORDER, PIN, POSITIONS

CMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "cms"
NOT_HERE = f"the official files are not here: no folder {CMS.parent.parent.name}/data/cms"
SHARES = {"pre": "0.10", "intra": "0.80", "post": "0.10"}
ROW = {
    "status": "A", "work": "0.75", "pe_nonfacility": "0.83", "pe_facility": "0.45", "mp": "0.05",
    "total_nonfacility": "1.63", "total_facility": "1.25", "pctc": "0", "global_days": "010", **SHARES,
    "multiple": "2", "bilateral": "0", "assistant": "1", "cosurgeon": "0", "team": "0",
    "conversion_factor": "33.4009", "imaging_family": "99", "pe_nonfacility_opps": "0.00",
    "pe_facility_opps": "0.00", "mp_opps": "0.00",
}  # fmt: skip
CODES = ("17000", "17340", "99607", "V5364")
PLACES = (
    ("10112", "AL", "00", "ALABAMA", "0.988", "1.000", "0.875", "0.566"),
    ("02402", "WA", "02", "SEATTLE (KING CNTY)", "1.057", "1.057", "1.157", "0.919"),
    ("03602", "WY", "21", "WYOMING**", "0.990", "1.000", "1.000", "0.828"),
)


def schedule_rows(**changed: str) -> list[dict[str, str]]:
    """One row a code; changes are of the second (17340), `code=...` among them."""
    rows = [{"code": code, **ROW} for code in CODES]
    rows[1] |= changed
    return rows


def fixed(rows: Iterable[Mapping[str, str]]) -> str:
    """The relative value file of 2026."""
    return "\n".join(["HDR NOTICES OF COPYRIGHT", *map(record, rows), ""])


def record(row: Mapping[str, str]) -> str:
    """171 characters; shares are printed without the zero before their point, one factor in eight."""
    text = [" "] * 171
    for name, (first, last) in POSITIONS.items():
        width = last - first + 1
        cell = row.get(name, "")
        cell = cell.removeprefix("0") if name in SHARES else cell
        text[first - 1 : last] = cell.ljust(width) if name == "code" else cell.rjust(width)
    return "".join(text)


def wide(
    rows: Iterable[Mapping[str, str]],
    stated: str = "2026 National Physician Fee Schedule Relative Value File April Release",
) -> str:
    """The relative value file of earlier years: 31 columns below notices."""
    notice = ["", "", stated]
    return commas([notice, ["", "", "RELEASED"], HEADING, *cells(rows)])


def pinned(rows: Iterable[Mapping[str, str]]) -> str:
    """The same, rearranged by a third party."""
    return commas([PIN, *cells(rows)])


def cells(rows: Iterable[Mapping[str, str]]) -> list[list[str]]:
    """Rows in the order of the csv form."""
    return [[row.get(name, "") for name in ORDER] for row in rows]


def commas(rows: Iterable[Sequence[str]]) -> str:
    """Rows as a csv."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def gpci(places: Iterable[Sequence[str]] = PLACES, year: int = 2026) -> str:
    """Cost indices with both work indices."""
    title = f"ADDENDUM E. FINAL CY {year} GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY"
    heading = (
        "Medicare Administrative Contractor (MAC)", "State", "Locality Number", "Locality Name",
        f"{year} PW GPCI (without 1.0 Floor)", f"{year} PW GPCI (with 1.0 Floor)", f"{year} PE GPCI", f"{year} MP GPCI",
    )  # fmt: skip
    return commas([[title], [""] * 8, heading, *places, [""] * 8, ["Note: words that are no row"]])


def floored(places: Iterable[Sequence[str]] = PLACES, year: int = 2022) -> str:
    """Cost indices of a year that published the floored work index only."""
    title = f"ADDENDUM E. FINAL CY {year} GEOGRAPHIC PRACTICE COST INDICES (GPCIs) BY STATE AND MEDICARE LOCALITY"
    heading = (
        "Medicare Administrative Contractor", "State", "Locality Number", "Locality Name",
        f"{year} PW GPCI (with 1.0 Floor)", f"{year} PE GPCI", f"{year} MP GPCI",
    )  # fmt: skip
    return commas([[title], heading, *((*place[:4], *place[5:]) for place in places)])


def pairs(codes: Iterable[Sequence[str]]) -> str:
    """One part of the NCCI pairs: column one, column two, first day, last day, indicator."""
    heading = (
        "Column 1", "Column 2", "* = in existence prior to 1996", "Effective Date", "Deletion Date *=no data",
        "Modifier 0=not allowed 1=allowed 9=not applicable", "PTP Edit Rationale",
    )  # fmt: skip
    return commas(
        [heading, *([one, two, "", first, last, indicator, "Rationale"] for one, two, first, last, indicator in codes)]
    )


def payment(code: str = "17340", mac: str = "01112", amount: str = "0000045.67", year: str = "2026") -> str:
    """A payment amount with its trailer."""
    rest = '" ","0","A","2","0000000.00","0000000.00","9","0000000.00","0000000.00"'
    return f'"{year}","{mac}","05","{code}","  ","{amount}","{amount}",{rest}\n"TRL- NOTICES"\n'


def caps(rows: Iterable[Sequence[str]], names: Sequence[str] = ("FACILITY PRICE", "NON-FACILITY PRICE")) -> str:
    """Imaging caps: code, modifier, status, carrier, locality, facility, non-facility."""
    return commas([("HCPCS", "MOD", "PROCSTAT", "CARRIER", "LOCALITY", *names), *rows])


def counties(rows: Iterable[Sequence[str]]) -> str:
    """Localities and their counties."""
    names = ("Medicare Adminstrative Contractor", "Locality Number", "State", "Fee Schedule Area", "Counties")
    return commas([["2026 notices"], names, *rows])


def zip5(rows: Iterable[tuple[str, str, str, str]], quarter: str = "20262") -> str:
    """ZIP codes: state, ZIP, carrier, locality."""
    lines = [f"{state}{code}{mac}{locality}".ljust(75) + quarter for state, code, mac, locality in rows]
    return "\n".join([*lines, ""])


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip as it is downloaded, the same bytes at any time of day."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, raw in members.items():
            member = zipfile.ZipInfo(name)  # with the first day that a zip can hold, not with today
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, raw)
    return stream.getvalue()


def gzipped(text: str | bytes) -> bytes:
    """Packed, the same bytes at any time of day."""
    return gzip.compress(text.encode() if isinstance(text, str) else text, mtime=0)


def written(folder: Path, name: str, raw: str | bytes) -> Path:
    """A file of these bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return path


def state(home: Path) -> dict[str, str]:
    """Every file below a folder with the hash of its bytes, and every folder."""
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "folder"
        for path in sorted(home.rglob("*"))
    }
