"""One question to the hallway: the encounter, where it is priced, and the tables and packs that answer it."""

from dataclasses import dataclass

from frostline.api.setting import Setting
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book
from frostline.model.tables import Tables


@dataclass(frozen=True, slots=True, eq=False)
class Request:
    """What every step of an answer needs."""

    encounter: Encounter
    where: Setting
    tables: Tables
    book: Book
