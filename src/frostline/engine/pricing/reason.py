"""A reason for which a line has no amount, in words; and the citations that more than one reason rests on."""

from dataclasses import dataclass

MANUAL = "Medicare Claims Processing Manual, chapter 12, section"
LAYOUT = "CMS relative value file, record layout (RVU26B)"
STATUS = f"{LAYOUT}, status code"


@dataclass(frozen=True, slots=True)
class Reason:
    """What a reason says; {name} stands for a column of the priced row."""

    says: str
    cite: str = f"42 CFR 414.20; {MANUAL} 20"
