"""The relative value file: fixed positions (2026), 31 columns of csv (earlier years), and rearrangements of it."""

from collections.abc import Mapping

import polars as pl

from frostline.model.errors import Fault, Faults
from frostline.reference.checking import CODE, Kind, flag, scaled, text, told
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Fixed, Layout
from frostline.reference.schemas import SCHEDULE

RVU = scaled(2, "relative value units with two places", before=r"\d{0,4}")
SHARE = scaled(2, "a share such as 0.10", pl.Int16, before=r"[01]?")
DIGIT = text("[0-9]", "an indicator of one digit")
KINDS: dict[str, Kind] = {
    "code": CODE,
    "modifier": text("|26|TC|53", "26, TC, 53 or nothing"),
    "status": text("[A-Z]", "a status of one letter"),
    "work": RVU,
    "pe_nonfacility": RVU,
    "na_nonfacility": flag("NA"),
    "pe_facility": RVU,
    "na_facility": flag("NA"),
    "mp": RVU,
    "total_nonfacility": RVU,
    "total_facility": RVU,
    "pctc": DIGIT,
    "global_days": text("000|010|090|MMM|XXX|YYY|ZZZ", "global days: 000, 010, 090, MMM, XXX, YYY or ZZZ"),
    "pre": SHARE,
    "intra": SHARE,
    "post": SHARE,
    "multiple": DIGIT,
    "bilateral": DIGIT,
    "assistant": DIGIT,
    "cosurgeon": DIGIT,
    "team": DIGIT,
    "endoscopic_base": text("|[0-9A-Z]{5}", "a code of five characters or nothing"),
    "conversion_factor": scaled(4, "a conversion factor", before=r"\d{1,2}"),
    "imaging_family": text(r"\d\d", "a family of two digits"),
    "pe_nonfacility_opps": RVU,
    "pe_facility_opps": RVU,
    "mp_opps": RVU,
}
POSITIONS: Mapping[str, tuple[int, int]] = {
    "code": (1, 5), "modifier": (6, 7), "status": (58, 58), "work": (60, 65), "pe_nonfacility": (67, 72),
    "na_nonfacility": (73, 74), "pe_facility": (76, 81), "na_facility": (82, 83), "mp": (85, 89),
    "total_nonfacility": (91, 96), "total_facility": (97, 102), "pctc": (103, 103), "global_days": (104, 106),
    "pre": (107, 109), "intra": (110, 112), "post": (113, 115), "multiple": (116, 116),
    "bilateral": (117, 117), "assistant": (118, 118), "cosurgeon": (119, 119), "team": (120, 120),
    "endoscopic_base": (128, 132), "conversion_factor": (133, 140), "imaging_family": (146, 147),
    "pe_nonfacility_opps": (152, 157), "pe_facility_opps": (159, 164), "mp_opps": (166, 171),
}  # fmt: skip
"""As the record layout RVU26B.pdf prints them; the Pricing Indicator of 2026 stands at 121."""
ORDER = (
    "code", "modifier", "", "status", "", "work", "pe_nonfacility", "na_nonfacility", "pe_facility", "na_facility",
    "mp", "total_nonfacility", "total_facility", "pctc", "global_days", "pre", "intra", "post", "multiple",
    "bilateral", "assistant", "cosurgeon", "team", "endoscopic_base", "conversion_factor", "", "",
    "imaging_family", "pe_nonfacility_opps", "pe_facility_opps", "mp_opps",
)  # fmt: skip
HEADING = (
    "HCPCS", "MOD", "DESCRIPTION", "CODE", "PAYMENT", "RVU", "PE RVU", "INDICATOR", "PE RVU", "INDICATOR", "RVU",
    "TOTAL", "TOTAL", "IND", "DAYS", "OP", "OP", "OP", "PROC", "SURG", "SURG", "SURG", "SURG", "BASE", "FACTOR",
    "PROCEDURES", "FLAG", "INDICATOR", "AMOUNT", "AMOUNT", "AMOUNT",
)  # fmt: skip
PIN = (
    "hcpcs", "mod", "description", "status_code", "not_used_for_medicare_payment", "work_rvu", "non_fac_pe_rvu",
    "non_fac_indicator", "facility_pe_rvu", "facility_indicator", "mp_rvu", "non_facility_total", "facility_total",
    "pctc_ind", "glob_days", "pre_op", "intra_op", "post_op", "mult_proc", "bilat_surg", "asst_surg", "co_surg",
    "team_surg", "endo_base", "conv_factor", "physician_supervision_of_diagnostic_procedures", "calculation_flag",
    "diagnostic_imaging_family_indicator", "non_facility_pe_used_for_opps_payment_amount",
    "facility_pe_used_for_opps_payment_amount", "mp_used_for_opps_payment_amount",
)  # fmt: skip
STATES = r"20\d\d National Physician Fee Schedule Relative Value File \w+ Release"


def _checked(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Printed totals are the sums of their parts, and one factor stands throughout."""
    faults = [*_sums(rows, name), *_factors(rows, name), *_swapped(rows, name)]
    if faults:
        raise Faults(tuple(faults))
    return rows.select(LINE, *SCHEDULE)


def _sums(rows: pl.DataFrame, name: str) -> list[Fault]:
    found: list[Fault] = []
    for setting in ("nonfacility", "facility"):
        total = pl.col("work") + pl.col(f"pe_{setting}") + pl.col("mp")
        odd = rows.filter(total != pl.col(f"total_{setting}"))
        cells = [(line, f"{code}: {_rvu(stated)}") for line, code, stated in
                 odd.select(LINE, "code", f"total_{setting}").rows()]  # fmt: skip
        found += told(cells, f"total_{setting}", "the sum of work, practice expense and malpractice", name)
    return found


def _swapped(rows: pl.DataFrame, name: str) -> list[Fault]:
    """Columns whose sums hold either way: over a whole file work is above malpractice, an office above a facility."""
    columns = ("work", "mp", "pe_nonfacility", "pe_facility")
    total = rows.select(pl.col(columns).cast(pl.Int64).sum()).row(0, named=True)
    return [
        Fault(name, None, more, f"less in all than in {less}", "more: are the two columns swapped?")
        for more, less in (("work", "mp"), ("pe_nonfacility", "pe_facility"))
        if total[more] < total[less]
    ]


def _rvu(hundredths: int) -> str:
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _factors(rows: pl.DataFrame, name: str) -> list[Fault]:
    factors = rows["conversion_factor"].unique().sort().to_list()
    if len(factors) == 1:
        return []
    return [Fault(name, None, "conversion_factor", f"{len(factors)} different ones", "one in the whole file")]


FIXED = Fixed(
    {name: (first, last, KINDS[name]) for name, (first, last) in POSITIONS.items()},
    width=171,
    record=r"[0-9A-Z]{5}(?:  |26|TC|53).{50}[A-Z].",
    others="HDR.{0,100}$",
    open_end=False,
    finish=_checked,
)


def _csv(heading: tuple[str, ...]) -> Columns:
    cells = {name: (at, KINDS[name]) for at, name in enumerate(ORDER) if name}
    return Columns(heading, cells, CODE.shape, states=STATES, finish=_checked)


CSV, PINNED = _csv(HEADING), _csv(PIN)


LAYOUTS = (
    Layout("schedule", "relative value file, fixed positions", FIXED.recognises, FIXED.read),
    Layout("schedule", "relative value file, csv or workbook", CSV.recognises, CSV.read),
    Layout(
        "schedule",
        "relative value file, decoded by a third party",
        PINNED.recognises,
        PINNED.read,
        official=False,
    ),
)
