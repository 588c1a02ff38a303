"""The hallway: wires the rooms into the functions that everybody calls."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frostline.api.billing import bill
    from frostline.api.encounters import load_encounter, load_text

__all__ = ["bill", "load_encounter", "load_text"]
HOMES = {"bill": "billing", "load_encounter": "encounters", "load_text": "encounters"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import a function when it is first asked for: a price needs none of what reads a chart."""
    if name not in HOMES:
        raise AttributeError(f"module 'frostline.api' has no attribute {name!r}")
    return getattr(import_module(f"frostline.api.{HOMES[name]}"), name)
