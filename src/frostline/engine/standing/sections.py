"""Sections of Surgery by their numbers (CPT; the ranges are facts, the labels are ours)."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """A range of codes, both ends included."""

    label: str
    first: int
    last: int

    def __str__(self) -> str:
        return f"{self.label} ({self.first}-{self.last})"


SURGERY = Section("Surgery", 10004, 69990)
SECTIONS = (
    Section("skin and breast, with fine needle aspiration", 10004, 19499),
    Section("muscles, bones and joints", 20100, 29999),
    Section("nose, airways and lungs", 30000, 32999),
    Section("heart and vessels", 33016, 37799),
    Section("spleen, marrow and lymph nodes", 38100, 38999),
    Section("mediastinum and diaphragm", 39000, 39599),
    Section("mouth to anus, liver and pancreas", 40490, 49999),
    Section("kidneys, bladder and urethra", 50010, 53899),
    Section("male genital organs", 54000, 55899),
    Section("genital organs of either sex", 55920, 55980),
    Section("female genital organs", 56405, 58999),
    Section("pregnancy and birth", 59000, 59899),
    Section("thyroid and other glands", 60000, 60699),
    Section("brain, spine and nerves", 61000, 64999),
    Section("eye and its surroundings", 65091, 68899),
    Section("ear", 69000, 69979),
    Section("operating microscope", 69990, 69990),
)


def section_of(number: int) -> Section | None:
    """Find the section of a code's number; None outside Surgery and between sections."""
    return next((section for section in SECTIONS if section.first <= number <= section.last), None)
