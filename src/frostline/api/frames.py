"""One encounter as the small table that edits and pricing take."""

from collections.abc import Iterable

import polars as pl

from frostline.api.setting import Setting
from frostline.engine.edits.frame import LINES as EDIT_LINES
from frostline.engine.pricing.frame import LINES as PRICE_LINES
from frostline.model import money
from frostline.model.claim import Line
from frostline.model.encounter import By, ClaimLine, Encounter
from frostline.model.reason import Step

CLAIM, PATIENT, SAME, OTHER = "1", "patient", "same", "other"


def claimed(encounter: Encounter) -> tuple[Line, ...]:
    """Lines of a finished claim, as they stand; absent units are 0 here and null in the frames."""
    return tuple(_claimed(number, line) for number, line in enumerate(encounter.lines or (), start=1))


def _claimed(number: int, line: ClaimLine) -> Line:
    charge = money.whole(line.charge, money.CENTS) if line.charge is not None else None
    step = Step(f"{line.code} × {line.units or '?'}", "as it stands on the claim")
    return Line(number, line.code, line.units or 0, step, line.modifiers, line.diagnoses, charge=charge)


def edit_lines(lines: Iterable[Line], encounter: Encounter) -> pl.LazyFrame:
    """Lines and earlier procedures for the edits."""
    today = [
        (
            *(CLAIM, line.number, False, PATIENT, SAME, encounter.date, line.code),
            *(list(line.modifiers), line.units or None, list(line.diagnoses), line.cosmetic, line.pathology),
        )
        for line in lines
    ]
    who = {By.same: SAME, By.other: OTHER, None: None}
    before: list[tuple[object, ...]] = [
        (CLAIM, -number, True, PATIENT, who[earlier.provider], earlier.date, earlier.code, [], 1, [], False, None)
        for number, earlier in enumerate(encounter.history or (), start=1)
    ]
    return pl.LazyFrame([*today, *before], schema=EDIT_LINES, orient="row")


def price_lines(lines: Iterable[Line], encounter: Encounter, setting: Setting) -> pl.LazyFrame:
    """Lines for the pricing."""
    where = (setting.facility, setting.mac, setting.locality, setting.national, setting.qp)
    by = encounter.provider
    who = (by.role.value if by.role else None, by.participating, setting.place.code if setting.place else None)
    rows = [
        (
            *(CLAIM, line.number, PATIENT, encounter.date, line.code, list(line.modifiers), line.units or None),
            *(*where, line.charge, *who),
        )
        for line in lines
    ]
    return pl.LazyFrame(rows, schema=PRICE_LINES, orient="row")
