"""Exceptions about us or the request; a finding is about the claim and is a value."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a text: where, what was found, what was expected and what to do next."""

    source: str
    line: int | None
    key: str
    found: str
    expected: str
    remedy: str = ""

    def __str__(self) -> str:
        place = f"{self.source}, line {self.line}" if self.line else self.source
        key = f": {self.key}" if self.key else ""
        found = f": found {self.found}" if self.found else ""
        remedy = f". {self.remedy}" if self.remedy else ""
        return f"{place}{key}{found}; expected {self.expected}{remedy}"


class FrostlineError(Exception):
    """What went wrong, why, and what to do next, in one message for a person."""


class Faults(FrostlineError):  # noqa: N818 - a collection: every fault of a text, raised once
    """Every fault of one or more texts, gathered and raised once."""

    def __init__(self, faults: tuple[Fault, ...]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults
