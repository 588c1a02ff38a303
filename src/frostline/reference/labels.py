"""Which release a file is and the days it is good for: from what it says inside, else from its name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from frostline.reference.opening import refused

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WRITTEN = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    "|nov(?:ember)?|dec(?:ember)?"
)
QUARTERS = {1: "A", 4: "B", 7: "C", 10: "D"}
ANNUAL = {"gpci": "GPCI", "counties": "LOCCO", "places": "POS"}
QUARTERLY = {
    "zip": "ZIP5", "ptp": "PTP", "mue": "MUE", "mue_outpatient": "MUEOPH", "addon": "AOC", "opps": "OPPS", "asc": "ASC",
}  # fmt: skip
LETTERED = {"schedule": "RVU", "schedule_qp": "RVU", "payment": "PFREV", "payment_qp": "PFREV", "oppscap": "OPPSCAP",
            "anesthesia": "ANES"}  # fmt: skip
BROKEN = {
    "24A": (date(2024, 1, 1), date(2024, 3, 8)),
    "24AR": (date(2024, 3, 9), date(2024, 3, 31)),
}
"""Quarters that a law broke in two (Pub. L. 118-42: services from 9 March 2024 on)."""
OCTOBER = 10
NCCI_YEAR = 1994  # version 32.1 of the pairs is that of April 2026
PRINTED = re.compile(
    r"\s*([A-Z]+(?:10CM|5)?)-?(20\d\d|\d\d)-?(?:Q([1-4])|([A-D])(R?)|(0[1-9]|1[0-2]))?(?:-?QPP?)?\s*", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Period:
    """A year with, where it is said, the month it starts, and R for a second release of that quarter."""

    year: int
    month: int | None = None
    second: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """The publisher's name for a release and the first and last day it is good for."""

    release: str
    first: date
    last: date


def label(table: str, name: str, files: Sequence[str], stated: str, given: str | None) -> Label:
    """Name a release; raises where name and content disagree or where neither says it."""
    inside = next(iter(_periods(stated)), None)
    named = next((period for file in reversed(files) for period in _periods(file)), None)
    asked = _given(given, table) if given else None
    if table == "icd10":
        inside, named = _of_codes(inside), _of_codes(named)
    for other, where in ((named, f"the file name ({files[-1]})"), (asked, f"--release {given}")):
        if other and inside and not _agree(inside, other):
            raise refused(name, f"{other.year}{_month(other)} in {where}", f"{inside.year}{_month(inside)}, as it says")
    if asked and named and not inside and asked.year != named.year:
        remedy = f"{asked.year} as in --release {given}; rename the file if its name is wrong"
        raise refused(name, f"{named.year} in the file name ({files[-1]})", remedy)
    period = _joined(asked, inside, named)
    if period is None or (table not in ANNUAL and period.month is None):
        known = f"the year {period.year} only" if period else "no year and quarter"
        raise refused(name, f"{known}, neither inside nor in the name", f"--release, such as {_example(table)}")
    return _label(table, period)


def _joined(asked: Period | None, inside: Period | None, named: Period | None) -> Period | None:
    """The most exact of what agrees; what the user says comes first."""
    if asked is not None and asked.month is not None:
        return asked
    found = [period for period in (asked, inside, named) if period is not None]
    held = [period for period in found if _agree(found[0], period)]
    exact = [period for period in held if period.month is not None]
    second = next((period.second for period in held if period.second), "")
    best = next(iter(exact or held), None)
    return Period(best.year, best.month, second) if best else None


def _of_codes(period: Period | None) -> Period | None:
    """Codes have the year that begins in the October before."""
    late = period is not None and (period.month or 0) >= OCTOBER
    return replace(period, year=period.year + 1) if period and late else period


def _agree(one: Period, other: Period) -> bool:
    months = {one.month, other.month} - {None}
    return one.year == other.year and len(months) <= 1


def _month(period: Period) -> str:
    return f"-{period.month:02d}" if period.month else ""


def _example(table: str) -> str:
    return {"schedule": "RVU26B", "schedule_qp": "RVU26B", "payment": "PFREV26B", "icd10": "ICD10CM-2026-04"}.get(
        table, f"{ANNUAL.get(table) or LETTERED.get(table) or QUARTERLY.get(table)}-2026Q2"
    )


def _given(text: str, table: str) -> Period:
    """What the user says, as a period: RVU26B, PTP-2026Q2, GPCI2026, ICD10CM-2026-04."""
    found = PRINTED.fullmatch(text.upper())
    if found is None:
        raise refused(f"--release {text}", "no name of a release", f"one like {_example(table)}")
    _, year, quarter, letter, second, month = found.groups()
    starts = int(quarter) * 3 - 2 if quarter else _of_letter(letter) if letter else int(month) if month else None
    if table == "icd10" and starts is None:
        starts = OCTOBER  # ICD10CM-2026 is that of October 2025, ICD10CM-2026-04 its update of April
    return Period(_year(year), starts, second or "")


def _of_letter(letter: str) -> int:
    return next(month for month, name in QUARTERS.items() if name == letter.upper())


def _of_month(written: str) -> int:
    return MONTHS.index(written[:3]) + 1


def _year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)  # noqa: PLR2004 - 2026 or 26


def _periods(text: str) -> Iterator[Period]:
    """Every period that a name or a notice may mean, the surest first."""
    low = text.lower()
    for year, letter, second in re.findall(r"(?:rvu|pfrev|pfall|oppscap|anes|pf)(\d\d)([a-d])(r?)(?![a-z])", low):
        yield Period(_year(year), _of_letter(letter), second.upper())
    for version, quarter in re.findall(r"cci\w*-?v(\d\d)([0-3])r", low):
        yield Period(NCCI_YEAR + int(version), int(quarter) * 3 + 1)
    for month, _, year in re.findall(r"(?<!\d)(0[1-9]|1[0-2])[-/](\d\d)[-/](20\d\d)(?!\d)", low):
        yield Period(int(year), int(month))
    for year, quarter in re.findall(r"(20\d\d)[ _-]?q([1-4])", low):
        yield Period(int(year), int(quarter) * 3 - 2)
    for year, month in re.findall(rf"(20\d\d)[ _-](?:[a-z ]*? )?({WRITTEN})(?![a-z])", low):
        yield Period(int(year), _of_month(month))
    between = r"(?:[ _-](?:[a-z]+[ _-]|\d{1,2}[ ,_-]+)|[ _-]?)"
    for month, year in re.findall(rf"({WRITTEN}){between}(20\d\d)", low):
        yield Period(int(year), _of_month(month))
    for year, month in re.findall(rf"(?<!\d)(\d\d)[ _-]({WRITTEN})(?![a-z])", low):
        yield Period(_year(year), _of_month(month))
    for year in re.findall(r"(?<!\d)(20\d\d)(?!\d)", low):
        yield Period(int(year))
    for year in re.findall(r"(?:pprrvu|gpci|anes|rvu)(\d\d)(?!\d)|(?<!\d)(\d\d)locco", low):
        yield Period(_year("".join(year)))


def _label(table: str, period: Period) -> Label:
    """Names and days as the publisher gives them."""
    year, month = period.year, period.month or 1
    if table in ANNUAL:
        return Label(f"{ANNUAL[table]}{year}", date(year, 1, 1), date(year, 12, 31))
    if table == "icd10":
        return _codes_of(year, month)
    quarter = (month - 1) // 3
    first, last = date(year, quarter * 3 + 1, 1), _end(year, quarter)
    if table in QUARTERLY:
        return Label(f"{QUARTERLY[table]}-{year}Q{quarter + 1}", first, last)
    letters = f"{year % 100:02d}{'ABCD'[quarter]}{period.second}"
    return Label(f"{LETTERED[table]}{letters}", *BROKEN.get(letters, (first, last)))


def _end(year: int, quarter: int) -> date:
    following = date(year + (quarter == 3), (quarter + 1) % 4 * 3 + 1, 1)  # noqa: PLR2004 - the last quarter
    return following - timedelta(days=1)


def _codes_of(year: int, month: int) -> Label:
    """ICD-10-CM: the code set of October stands until the update of April, that until September."""
    if month in {4, 5, 6, 7, 8, 9}:
        return Label(f"ICD10CM-{year}-04", date(year, 4, 1), date(year, 9, 30))
    return Label(f"ICD10CM-{year}", date(year - 1, 10, 1), date(year, 3, 31))
