"""The hallway: wires the rooms into the functions that everybody calls."""

from frostline.api.bill import bill
from frostline.api.encounters import load_encounter, load_text

__all__ = ["bill", "load_encounter", "load_text"]
