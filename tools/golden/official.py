"""The official files of ../shared/data/cms, added to a store of their own."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from frostline.api.reference import add_releases

PUBLISHED = (
    "pfs_2022/PPRRVU22_JAN.csv.gz", "pfs_2022/GPCI2022.csv", "pfs_2026/PPRRVU2026_Apr_nonQPP.txt",
    "pfs_2026/GPCI2026.csv", "pfs_2026/PFREV26B_nonQP.zip", "pfs_2026/PFREV26B_QP.zip",
)  # fmt: skip
DECODED = {
    "schedule": ("pfs_2023/RVU23D_PPRRVU.csv.gz", "pfs_2024/RVU24A_PPRRVU.csv.gz", "pfs_2024/RVU24AR_PPRRVU.csv.gz",
                 "pfs_2024/RVU24C_PPRRVU.csv.gz"),
    "gpci": ("pfs_2023/RVU23D_GPCI.csv", "pfs_2024/RVU24A_GPCI.csv"),
    "oppscap": ("pfs_2023/RVU23D_OPPSCAP.csv.gz", "pfs_2024/RVU24A_OPPSCAP.csv.gz", "pfs_2024/RVU24C_OPPSCAP.csv.gz"),
}  # fmt: skip


@contextmanager
def store(cms: Path) -> Iterator[None]:
    """A store with every file of the fee schedule, gone afterwards."""
    before = os.environ.get("FROSTLINE_HOME")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["FROSTLINE_HOME"] = folder
        try:
            add_releases([cms / name for name in PUBLISHED], None, None, lambda *_: None)
            for table, names in DECODED.items():
                add_releases([cms / name for name in names], table, None, lambda *_: None)
            yield
        finally:
            os.environ.pop("FROSTLINE_HOME")
            os.environ.update({} if before is None else {"FROSTLINE_HOME": before})
