"""Every published file is taken for what it is, by what it holds."""

import zlib
from collections import Counter
from pathlib import Path

import pytest

from frostline.model.errors import Faults
from frostline.reference.layouts import addons, diagnoses, opps, pairs, places, rearranged, schedule, units
from frostline.reference.opening import Content, opened

CMS = Path(__file__).resolve().parents[4] / "shared" / "data" / "cms"
LAYOUTS = (
    *schedule.LAYOUTS, *pairs.LAYOUTS, *units.LAYOUTS, *addons.LAYOUTS, *diagnoses.LAYOUTS, *places.LAYOUTS,
    *opps.LAYOUTS, *rearranged.LAYOUTS,
)  # fmt: skip
OURS = {
    "codesets/POS_2024.csv": ("places", False),
    "icd10/icd10c-tabular-April-1-2026.xml.gz": ("icd10", True),
    "ncci/AOC_2024Q3.csv": ("addon", False),
    "ncci/MCR_MUE_PractitionerServices_Eff_04-01-2026.csv": ("mue", True),
    "ncci/MUE_outpatient_2024Q3.csv": ("mue_outpatient", False),
    "ncci/MUE_practitioner_2024Q3.csv": ("mue", False),
    "ncci/PTP_practitioner_2024Q3_pairs.csv.gz": ("ptp", False),
    "opps/OPPS_AddendumB_2024_Jan.csv.gz": ("opps", True),
    "opps/OPPS_AddendumB_2025_Jan.csv.gz": ("opps", True),
    "opps/asc-rates_2026.derived.json": ("asc", False),
    "opps/opps-rates_2026.derived.json": ("opps", False),
    "pfs_2022/PPRRVU22_JAN.csv.gz": ("schedule", True),
    "pfs_2023/RVU23D_PPRRVU.csv.gz": ("schedule", False),
    "pfs_2024/RVU24AR_PPRRVU.csv.gz": ("schedule", False),
    "pfs_2024/RVU24A_PPRRVU.csv.gz": ("schedule", False),
    "pfs_2024/RVU24C_PPRRVU.csv.gz": ("schedule", False),
    "pfs_2025/gpci_data_2025.derived.json": ("gpci", False),
    "pfs_2025/rvu_data_2025.derived.json.gz": ("schedule", False),
    "pfs_2026/PPRRVU2026_Apr_nonQPP.txt": ("schedule", True),
    "zip_locality/zip_locality_2026.derived.json.gz": ("zip", False),
}
FILES = sorted(path for path in CMS.rglob("*") if path.is_file()) if CMS.is_dir() else []


def first_parts(path: Path) -> list[Content]:
    """What a file holds, of a packed one the first part only."""
    if path.suffix == ".gz":
        head = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(path.read_bytes(), 1 << 17)
        return [Content(str(path), ("x",), head)]
    try:
        return opened(path)[0]
    except Faults:
        return []


@pytest.mark.skipif(not FILES, reason=f"the official files are not here: no folder {CMS.parent.parent.name}/data/cms")
def test_no_file_is_taken_for_another_or_for_two() -> None:
    taken = {}
    for path in FILES:
        for content in first_parts(path):
            scores = Counter({layout.title: layout.recognises(content) for layout in LAYOUTS})
            best = max(scores.values())
            if best:
                (layout,) = [each for each in LAYOUTS if scores[each.title] == best]
                taken[path.relative_to(CMS).as_posix()] = (layout.table, layout.official)
    assert taken == OURS


def test_every_form_has_a_title_of_its_own() -> None:
    assert len({(layout.table, layout.title) for layout in LAYOUTS}) == len(LAYOUTS)


@pytest.mark.parametrize(
    "text", ['{"10060":{"rate":', "", "\n", "{", "{}", "[1]", "a,b\n", "<xml/>", "\t\t\t\t\t\t\n", '"' * 99]
)
def test_what_is_no_table_is_not_taken_for_one(text: str) -> None:
    content = Content("x", ("ccipra-v321r0-f1.txt",), text.encode())
    assert [] == [layout.title for layout in LAYOUTS if layout.recognises(content)]
