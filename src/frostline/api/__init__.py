"""The hallway: wires the rooms into the functions that everybody calls."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frostline.api.billing import bill, profile_from
    from frostline.api.diagnoses import codes_for, supporting, words_for
    from frostline.api.encounters import load_encounter, load_text

__all__ = ["bill", "codes_for", "load_encounter", "load_text", "profile_from", "supporting", "words_for"]
HOMES = {
    "bill": "billing",
    "profile_from": "billing",
    "load_encounter": "encounters",
    "load_text": "encounters",
    "codes_for": "diagnoses",
    "words_for": "diagnoses",
    "supporting": "diagnoses",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a function when it is first asked for: a price needs none of what reads a chart."""
    if name not in HOMES:
        raise AttributeError(f"module 'frostline.api' has no attribute {name!r}")
    return getattr(import_module(f"frostline.api.{HOMES[name]}"), name)
