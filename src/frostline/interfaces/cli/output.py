"""The one way out: whatever a command prints goes through here."""

import json
import os
import sys
from typing import Any

CLEAN, UNSURE = 0, 1  # exit codes; 2 is for bad input and our faults


def say(text: str) -> None:
    """Print a text; a terminal that lacks a character gets ?, and a reader that has gone away ends us quietly."""
    try:
        _write(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(CLEAN) from None


def _write(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "replace").decode(encoding) + "\n")
    sys.stdout.flush()


def say_json(rows: list[dict[str, Any]]) -> None:
    """Print a JSON array."""
    say(json.dumps(rows, indent=2, ensure_ascii=not knows_unicode()))


def knows_unicode() -> bool:
    """Whether standard output takes every character."""
    return (sys.stdout.encoding or "").casefold().startswith("utf")
