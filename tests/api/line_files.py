"""Files of claim lines as people have them, and what is read from or refused in them."""

from pathlib import Path

import pytest

from frostline.api.lines import read_lines
from frostline.model.errors import Faults

HEADING = "claim,line,date,code,units,place,zip,qp"
SEATTLE = "2026-05-04,17340,1,11,98101,no"


def rows(*lines: str, heading: str = HEADING) -> str:
    """A csv of these lines."""
    return "\n".join([heading, *lines, ""])


def written(folder: Path, content: str | bytes, name: str = "lines.csv") -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> list[str]:
    """Every fault of a file, without its name."""
    with pytest.raises(Faults) as raised:
        read_lines(path)
    return [str(fault).removeprefix(str(path)).lstrip(",: ") for fault in raised.value.faults]
