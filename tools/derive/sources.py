"""The official files the built-in tables are derived from."""

from dataclasses import dataclass

PIN = "decoded from a third-party R pin, numbers re-rounded there: the figures of CMS, not its byte layout"
QS = "decoded from a third-party R pin: the rows of CMS, not its byte layout"
FIELD = "rows of the codes in asked.parquet only"
PAIRS = "pairs active on 2024-07-01 with one end among the codes in asked.parquet, indicator 0 or 1 only"
FLOORED = "the file gives the work index with the 1.0 floor only"


@dataclass(frozen=True, slots=True)
class Source:
    """One file of one table; one that is not the publisher's own is `third_party`."""

    table: str
    path: str
    note: str
    third_party: bool = False
    release: str | None = None  # where the file does not say it
    complete: bool = False


SCHEDULE = (
    Source("schedule", "pfs_2022/PPRRVU22_JAN.csv.gz", f"byte copy, gzipped; {FIELD}"),
    Source("schedule", "pfs_2023/RVU23D_PPRRVU.csv.gz", f"{PIN}; {FIELD}", third_party=True),
    Source("schedule", "pfs_2024/RVU24A_PPRRVU.csv.gz", f"{PIN}; {FIELD}", third_party=True),
    Source("schedule", "pfs_2024/RVU24AR_PPRRVU.csv.gz", f"{PIN}; {FIELD}", third_party=True),
    Source("schedule", "pfs_2024/RVU24C_PPRRVU.csv.gz", f"{PIN}; {FIELD}", third_party=True),
    Source(
        "schedule",
        "pfs_2026/PPRRVU2026_Apr_nonQPP.txt",
        f"byte copy of the fixed-width file for providers who are not qualifying APM participants; {FIELD}",
    ),
)
PTP = Source(
    "ptp",
    "ncci/PTP_practitioner_2024Q3_pairs.csv.gz",
    f"{QS}, no first days; {PAIRS}",
    third_party=True,
)
MUE = (
    Source("mue", "ncci/MUE_practitioner_2024Q3.csv", f"{QS}; {FIELD}", third_party=True),
    Source("mue", "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv", f"byte copy; {FIELD}"),
)
ADDON = Source(
    "addon",
    "ncci/AOC_2024Q3.csv",
    f"{QS}, active rows only; rows whose add-on or primary is in asked.parquet; CCCCC: the contractor decides",
    third_party=True,
)
GPCI = (
    Source("gpci", "pfs_2022/GPCI2022.csv", f"byte copy of Addendum E; {FLOORED}", complete=True),
    Source("gpci", "pfs_2023/RVU23D_GPCI.csv", f"{PIN}; from RVU23D; {FLOORED}", third_party=True, complete=True),
    Source(
        "gpci",
        "pfs_2024/RVU24A_GPCI.csv",
        f"{PIN}; from RVU24A, the copy in RVU24C is the same byte for byte; {FLOORED}",
        third_party=True,
        complete=True,
    ),
    Source(
        "gpci", "pfs_2026/GPCI2026.csv", "byte copy of Addendum E: work with and without the 1.0 floor", complete=True
    ),
)
ZIP = Source(
    "zip",
    "zip_locality/zip_locality_2026.derived.json.gz",
    "third-party transformation of the CMS ZIP5 file of April 2026: no ZIP+4, no county",
    third_party=True,
    release="ZIP5-2026Q2",
    complete=True,
)
ICD10 = Source(
    "icd10",
    "icd10/icd10c-tabular-April-1-2026.xml.gz",
    "gzipped byte copy of the tabular list; codes with a 7th character are not enumerated",
    complete=True,
)
OTHERS = (*SCHEDULE, *MUE, ADDON, *GPCI, ZIP, ICD10)
