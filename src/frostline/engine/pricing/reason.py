"""A reason for which a line has no amount, in words; and the citations that more than one reason rests on."""

from dataclasses import dataclass

import polars as pl

MANUAL = "Medicare Claims Processing Manual, chapter 12, section"
LAYOUT = "CMS relative value file, record layout (RVU26B)"
STATUS = f"{LAYOUT}, status code"


NAMES = pl.Enum([
    "no_schedule", "no_code", "not_held", "stopped", "no_component", "contractor", "status", "unstated", "no_values",
    "alone",
    "no_units", "excluded", "modifier", "components", "increased", "reduced", "several_parts", "no_shares",
    "no_package", "preoperative", "not_bilateral", "two_sides", "both_units", "several_surgeons", "unsaid_assistant",
    "physicians_modifier", "physicians_part", "no_team", "team", "no_cosurgeon", "barred", "no_assistant",
    "telehealth", "no_place", "not_done_there", "no_locality", "no_factor", "no_base", "family_part", "kind", "rank",
    "by_report",
])  # fmt: skip
"""Every reason by name, kept as a small number: texts for 100,000 lines would take longer than their prices."""


def named(name: str) -> pl.Expr:
    """The name of a reason as a value of a column."""
    return pl.lit(name, dtype=NAMES)


@dataclass(frozen=True, slots=True)
class Reason:
    """What a reason says; {name} stands for a column of the priced row."""

    says: str
    cite: str = f"42 CFR 414.20; {MANUAL} 20"
