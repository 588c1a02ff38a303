"""Encounters from files and texts."""

from pathlib import Path
from typing import BinaryIO

from frostline.knowledge.encounters import read_encounter
from frostline.knowledge.text import LARGEST, decoded
from frostline.model.encounter import Encounter
from frostline.model.errors import Fault, Faults


def load_encounter(path: Path) -> Encounter:
    """Read one encounter from a YAML or JSON file; raises `FrostlineError` with every fault of the file."""
    try:
        with path.open("rb") as file:
            return load_stream(file, str(path))
    except OSError as error:
        why = error.strerror or "cannot be read"
        fault = Fault(str(path), None, "", why.lower(), "the path of an encounter in YAML or JSON")
        raise Faults((fault,)) from None


def load_stream(file: BinaryIO, source: str) -> Encounter:
    """Read one encounter from an open file, no more of it than an encounter can be."""
    return load_bytes(file.read(LARGEST + 1), source)


def load_bytes(raw: bytes, source: str) -> Encounter:
    """Read one encounter from the bytes of a file; `source` names it in faults."""
    return load_text(decoded(raw, source), source)


def load_text(text: str, source: str = "the text given") -> Encounter:
    """Read one encounter from a text in YAML or JSON."""
    return read_encounter(text, source)
