"""Encounters from files and texts."""

from pathlib import Path
from typing import BinaryIO

from frostline.knowledge.encounters import read_encounter
from frostline.knowledge.text import LARGEST, decoded, text_of
from frostline.model.encounter import Encounter


def load_encounter(path: Path) -> Encounter:
    """Read one encounter from a YAML or JSON file; raises `FrostlineError` with every fault of the file."""
    return load_text(text_of(path, "an encounter in YAML or JSON"), str(path))


def load_stream(file: BinaryIO, source: str) -> Encounter:
    """Read one encounter from an open file, no more of it than an encounter can be."""
    return load_bytes(file.read(LARGEST + 1), source)


def load_bytes(raw: bytes, source: str) -> Encounter:
    """Read one encounter from the bytes of a file; `source` names it in faults."""
    return load_text(decoded(raw, source), source)


def load_text(text: str, source: str = "the text given") -> Encounter:
    """Read one encounter from a text in YAML or JSON."""
    return read_encounter(text, source)
