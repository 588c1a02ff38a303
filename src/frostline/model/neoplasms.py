"""Diagnoses whose meaning turns on a pathologist's report (ICD-10-CM tabular list, notes at D37 and D49)."""

import re

UNCERTAIN = r"^(?:D3[7-9]|D4[0-4]|D48)"
"""Of uncertain behavior: the pathologist has looked and cannot tell."""
UNSPECIFIED = r"^D49"
"""Of unspecified behavior: nobody has told yet."""
UNREPORTED_SKIN = "D49.2"
"""Skin, soft tissue or bone before the report."""
REPORTED = re.compile(f"{UNCERTAIN}|{UNSPECIFIED}")


def turns_on_report(code: str) -> bool:
    """Whether the code is right only with, or only without, the pathologist's word."""
    return REPORTED.match(code) is not None
