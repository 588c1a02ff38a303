"""Columns and key of every table the store keeps: one shape, whatever form it was published in.

Figures are scaled whole numbers: relative values and shares ×100, indices ×1000, factors ×10,000, amounts in cents.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

Columns = Mapping[str, type[pl.DataType]]


@dataclass(frozen=True, slots=True)
class Schema:
    """Columns of a table in their order, and those that together name a row; rows are kept sorted by the key."""

    title: str
    key: tuple[str, ...]
    columns: Columns

    @property
    def empty(self) -> pl.DataFrame:
        """No row."""
        return pl.DataFrame(schema=dict(self.columns))


SCHEDULE: Columns = {
    "code": pl.String, "modifier": pl.String, "status": pl.String, "work": pl.Int32,
    "pe_nonfacility": pl.Int32, "pe_facility": pl.Int32, "mp": pl.Int32, "na_nonfacility": pl.Boolean,
    "na_facility": pl.Boolean, "global_days": pl.String, "pre": pl.Int16, "intra": pl.Int16, "post": pl.Int16,
    "multiple": pl.String, "bilateral": pl.String, "assistant": pl.String, "cosurgeon": pl.String,
    "team": pl.String, "endoscopic_base": pl.String, "pctc": pl.String, "conversion_factor": pl.Int32,
    "imaging_family": pl.String, "pe_nonfacility_opps": pl.Int32, "pe_facility_opps": pl.Int32,
    "mp_opps": pl.Int32,
}  # fmt: skip
"""A third-party file may lack status, global days and indicators: null. Absent endoscopic_base is ""."""
MUE: Columns = {"code": pl.String, "units": pl.Int32, "mai": pl.Int8}
PAYMENT: Columns = {
    "code": pl.String, "modifier": pl.String, "mac": pl.String, "locality": pl.String,
    "nonfacility": pl.Int64, "facility": pl.Int64, "status": pl.String, "multiple": pl.String,
    "pctc": pl.String, "therapy_nonfacility": pl.Int64, "therapy_facility": pl.Int64, "opps": pl.String,
    "opps_nonfacility": pl.Int64, "opps_facility": pl.Int64,
}  # fmt: skip

SCHEMAS: Mapping[str, Schema] = {
    "schedule": Schema("relative value file (PPRRVU)", ("code", "modifier"), SCHEDULE),
    "schedule_qp": Schema("relative value file for qualifying APM participants", ("code", "modifier"), SCHEDULE),
    "gpci": Schema(
        "geographic practice cost indices (GPCI, Addendum E)",
        ("mac", "locality"),
        {
            "mac": pl.String,
            "locality": pl.String,
            "state": pl.String,
            "name": pl.String,
            "work": pl.Int32,
            "work_floored": pl.Int32,
            "pe": pl.Int32,
            "mp": pl.Int32,
        },
    ),
    "zip": Schema(
        "ZIP to carrier locality (ZIP5)",
        ("first",),
        {"first": pl.String, "last": pl.String, "mac": pl.String, "locality": pl.String},
    ),
    "counties": Schema(
        "localities and their counties (LOCCO)",
        ("mac", "locality", "area", "counties"),
        {"mac": pl.String, "locality": pl.String, "state": pl.String, "area": pl.String, "counties": pl.String},
    ),
    "payment": Schema("payment amounts (PFALL, PFREV)", ("code", "modifier", "mac", "locality"), PAYMENT),
    "payment_qp": Schema(
        "payment amounts for qualifying APM participants", ("code", "modifier", "mac", "locality"), PAYMENT
    ),
    "oppscap": Schema(
        "imaging caps by locality (OPPSCAP)",
        ("code", "modifier", "mac", "locality"),
        {
            "code": pl.String,
            "modifier": pl.String,
            "mac": pl.String,
            "locality": pl.String,
            "status": pl.String,
            "facility": pl.Int64,
            "nonfacility": pl.Int64,
        },
    ),
    "anesthesia": Schema(
        "anesthesia conversion factors by locality",
        ("mac", "locality"),
        {"mac": pl.String, "locality": pl.String, "name": pl.String, "factor": pl.Int64, "factor_qp": pl.Int64},
    ),
    "ptp": Schema(
        "NCCI procedure-to-procedure pairs, practitioner",
        ("column_one", "column_two", "first", "last"),
        {
            "column_one": pl.String,
            "column_two": pl.String,
            "indicator": pl.Int8,
            "first": pl.Date,
            "last": pl.Date,
        },
    ),
    "mue": Schema("NCCI medically unlikely edits, practitioner", ("code",), MUE),
    "mue_outpatient": Schema("NCCI medically unlikely edits, outpatient hospital", ("code",), MUE),
    "addon": Schema(
        "NCCI add-on code edits",
        ("add_on", "primary"),
        {"add_on": pl.String, "primary": pl.String, "kind": pl.Int8},
    ),
    "icd10": Schema("ICD-10-CM codes", ("code",), {"code": pl.String, "billable": pl.Boolean, "seventh": pl.Boolean}),
    "places": Schema("places of service", ("code",), {"code": pl.String, "name": pl.String, "setting": pl.String}),
    "opps": Schema(
        "OPPS Addendum B",
        ("code",),
        {
            "code": pl.String,
            "status": pl.String,
            "apc": pl.String,
            "weight": pl.Int64,
            "rate": pl.Int64,
            "copayment": pl.Int64,
            "least_copayment": pl.Int64,
        },
    ),
    "asc": Schema("ASC payment rates", ("code",), {"code": pl.String, "indicator": pl.String, "rate": pl.Int64}),
}
"""weight ×10,000; factor of anesthesia ×10,000. A ptp pair without dates has null (open). mue kept as published."""
