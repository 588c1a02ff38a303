"""The codes of the field, read from field_codes.txt."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path


class FieldCodesError(Exception):
    """field_codes.txt does not read as it must."""


@dataclass(frozen=True, slots=True)
class FieldCodes:
    """Narrow codes decide which pairs are kept; narrow and wide ones which rows are."""

    narrow: frozenset[str]
    wide: frozenset[str]

    @property
    def all(self) -> frozenset[str]:
        """Every code of the field."""
        return self.narrow | self.wide


def read(path: Path) -> FieldCodes:
    """The two sections of the file, ranges counted out."""
    sections: dict[str, set[str]] = {"[narrow]": set(), "[wide]": set()}
    current = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line in sections:
            current = line
        elif line and not line.startswith("#"):
            if not current:
                raise FieldCodesError(f"{line!r} stands before the first section of {path.name}.")
            sections[current].update(_codes(line))
    return FieldCodes(frozenset(sections["[narrow]"]), frozenset(sections["[wide]"]))


def _codes(line: str) -> Iterator[str]:
    """The code, or each number from one end of the range to the other."""
    first, dash, last = line.partition("-")
    if not dash:
        yield _five(first)
        return
    for number in range(int(_five(first)), int(_five(last)) + 1):
        yield f"{number:05d}"


def _five(code: str) -> str:
    """A code, which has five characters."""
    if len(code) != 5 or not code.isalnum():  # noqa: PLR2004 - the length of every code
        raise FieldCodesError(f"{code!r} is not a code of five characters; correct field_codes.txt.")
    return code
