"""The official files the tables are derived from, and the days each release is good for."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tools.derive.figures import SourceError

PIN = "decoded from a third-party R pin, numbers re-rounded there: the figures of CMS, not its byte layout"
QS = "decoded from a third-party R pin: the rows of CMS, not its byte layout"
FIELD = "rows of the codes in asked.parquet only"
PAIRS = "pairs active on 2024-07-01 with one end among the codes in asked.parquet, indicator 0 or 1 only"
FLOORED = "the file gives the work index with the 1.0 floor only"


@dataclass(frozen=True, slots=True)
class Source:
    """One release of one table: its file and the first and last day it is good for."""

    table: str
    release: str
    path: str
    first_day: date
    last_day: date
    note: str
    complete: bool = False
    publisher: str = "CMS"


def _rvu(release: str, path: str, first_day: date, last_day: date, note: str) -> Source:
    """A release of the relative value file, cut down to the codes of the field."""
    return Source("schedule", release, path, first_day, last_day, f"{note}; {FIELD}")


def _gpci(year: int, path: str, note: str) -> Source:
    """The localities of one calendar year, all of them."""
    return Source("gpci", f"GPCI{year}", path, date(year, 1, 1), date(year, 12, 31), note, complete=True)


def _ncci(table: str, release: str, path: str, note: str) -> Source:
    """An NCCI table of the third quarter of 2024."""
    return Source(table, release, path, date(2024, 7, 1), date(2024, 9, 30), note)


SCHEDULE = (
    _rvu("RVU22A", "pfs_2022/PPRRVU22_JAN.csv.gz", date(2022, 1, 1), date(2022, 3, 31), "byte copy, gzipped"),
    _rvu("RVU23D", "pfs_2023/RVU23D_PPRRVU.csv.gz", date(2023, 10, 1), date(2023, 12, 31), PIN),
    _rvu("RVU24A", "pfs_2024/RVU24A_PPRRVU.csv.gz", date(2024, 1, 1), date(2024, 3, 8), PIN),
    _rvu("RVU24AR", "pfs_2024/RVU24AR_PPRRVU.csv.gz", date(2024, 3, 9), date(2024, 3, 31), PIN),
    _rvu("RVU24C", "pfs_2024/RVU24C_PPRRVU.csv.gz", date(2024, 7, 1), date(2024, 9, 30), PIN),
    _rvu("RVU26B", "pfs_2026/PPRRVU2026_Apr_nonQPP.txt", date(2026, 4, 1), date(2026, 6, 30),
         "byte copy of the fixed-width file for providers who are not qualifying APM participants"),
)  # fmt: skip
PTP = _ncci("ptp", "PTP-2024Q3", "ncci/PTP_practitioner_2024Q3_pairs.csv.gz",
            f"{QS}, no first days; {PAIRS}")  # fmt: skip
MUE_2024 = _ncci("mue", "MUE-2024Q3", "ncci/MUE_practitioner_2024Q3.csv", f"{QS}; {FIELD}")
MUE_2026 = Source("mue", "MUE-2026Q2", "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv",
                  date(2026, 4, 1), date(2026, 6, 30), f"byte copy; {FIELD}")  # fmt: skip
ADDON = _ncci("addon", "AOC-2024Q3", "ncci/AOC_2024Q3.csv",
              f"{QS}, active rows only; rows whose add-on or primary is in asked.parquet; "
              "CCCCC: the contractor decides")  # fmt: skip
GPCI = (
    _gpci(2022, "pfs_2022/GPCI2022.csv", f"byte copy of Addendum E; {FLOORED}"),
    _gpci(2023, "pfs_2023/RVU23D_GPCI.csv", f"{PIN}; from RVU23D; {FLOORED}"),
    _gpci(2024, "pfs_2024/RVU24A_GPCI.csv",
          f"{PIN}; from RVU24A, the copy in RVU24C is the same byte for byte; {FLOORED}"),
    _gpci(2026, "pfs_2026/GPCI2026.csv", "byte copy of Addendum E: work with and without the 1.0 floor"),
)  # fmt: skip
GPCI_SAME = ("pfs_2024/RVU24A_GPCI.csv", "pfs_2024/RVU24C_GPCI.csv")
ZIP = Source("zip", "ZIP5-2026Q2", "zip_locality/zip_locality_2026.derived.json.gz",
             date(2026, 4, 1), date(2026, 6, 30),
             "third-party transformation of the CMS ZIP5 file of April 2026: no ZIP+4, no county",
             complete=True)  # fmt: skip
ICD10 = Source("icd10", "ICD10CM-2026-04", "icd10/icd10c-tabular-April-1-2026.xml.gz",
               date(2026, 4, 1), date(2026, 9, 30),
               "gzipped byte copy of the tabular list; codes with a 7th character are not enumerated",
               complete=True, publisher="CDC/NCHS")  # fmt: skip
MUE = (MUE_2024, MUE_2026)
ALL = (*SCHEDULE, PTP, *MUE, ADDON, *GPCI, ZIP, ICD10)


def same_bytes(cms: Path, one: str, other: str) -> None:
    """Both files hold the same bytes; if they ever differ, both have to be kept."""
    if (cms / one).read_bytes() != (cms / other).read_bytes():
        raise SourceError(f"{one} and {other} differ; add the second as a release of its own.")
