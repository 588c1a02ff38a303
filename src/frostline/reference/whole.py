"""Whether a table looks whole: a file that was cut off at the end of a line reads without a fault."""

from collections.abc import Iterator

import polars as pl

LEAST = {
    "schedule": 10_000, "schedule_qp": 10_000, "gpci": 100, "counties": 100, "anesthesia": 100, "zip": 5_000,
    "oppscap": 5_000, "ptp": 500_000, "mue": 5_000, "mue_outpatient": 5_000, "addon": 2_000, "icd10": 30_000,
    "places": 40, "opps": 5_000, "asc": 2_000, "payment": 100, "payment_qp": 100,
}  # fmt: skip
"""Rows that every release of a table has had, with much room; runs of ZIP codes count as one row."""
ENDS = {
    "schedule": ("code", ("996", "V5")), "schedule_qp": ("code", ("996", "V5")), "icd10": ("code", ("A", "Z")),
    "gpci": ("state", ("AL", "WY")), "zip": ("last", ("00", "99")),
    "ptp": ("column_one", ("0", "9", "G")), "mue": ("code", ("0", "9", "V")),
    "mue_outpatient": ("code", ("0", "9", "V")), "opps": ("code", ("0", "9", "V")),
    "addon": ("add_on", ("0", "9", "G")),
}  # fmt: skip
"""First characters of the first and last codes or places that a whole table has, digits and letters."""


def whole(table: str, rows: pl.DataFrame) -> Iterator[str]:
    """Say what a cut-off table lacks."""
    if rows.height < LEAST[table]:
        yield f"{rows.height:,} rows; expected {LEAST[table]:,} or more, as every release has: the file is cut off"
    column, starts = ENDS.get(table, ("", ()))
    missing = [start for start in starts if not rows[column].str.starts_with(start).any()]
    if missing:
        yield f"nothing that begins with {' or '.join(missing)}; expected some, as every release has: is it cut off?"
