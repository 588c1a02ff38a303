"""All built-in tables, derived in one go."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl
from tools.derive import diagnoses, ncci, places, schedule, sources
from tools.derive.fields import FieldCodes
from tools.derive.frames import frame

ASKED_SCHEMA = {
    "code": pl.String,
    "schedule": pl.Boolean,
    "ptp": pl.Boolean,
    "mue": pl.Boolean,
    "addon": pl.Boolean,
}


def derive(cms: Path, fields: FieldCodes) -> dict[str, pl.DataFrame]:
    """Each table by its name; besides the field, the ends of its pairs are asked for."""
    pairs = ncci.ptp(cms, sources.PTP, fields.narrow)
    asked = fields.all | set(pairs["column_one"]) | set(pairs["column_two"])
    sources.same_bytes(cms, *sources.GPCI_SAME)
    return {
        "schedule": schedule.derive(cms, sources.SCHEDULE, asked),
        "ptp": pairs,
        "mue": ncci.mue(cms, sources.MUE, asked),
        "addon": ncci.addon(cms, sources.ADDON, asked),
        "gpci": places.gpci(cms, sources.GPCI),
        "zip": places.zips(cms, sources.ZIP),
        "icd10": diagnoses.derive(cms, sources.ICD10),
        "asked": frame(_asked(asked, fields.narrow), ASKED_SCHEMA, ["code"]),
    }


def _asked(asked: frozenset[str], narrow: frozenset[str]) -> Iterator[tuple[str, bool, bool, bool, bool]]:
    """The codes each table was asked for: no row means that the publisher has none."""
    yield from ((code, True, code in narrow, True, True) for code in asked)
