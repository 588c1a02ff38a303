"""Priced rows of one encounter."""

from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.api.terms import terms
from frostline.engine.pricing.allowed import allowed
from frostline.model.encounter import Encounter
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

Rows = list[dict[str, Any]]


def priced_rows(frame: pl.LazyFrame, encounter: Encounter, tables: Tables, book: Book) -> Rows:
    """Price a frame of lines of one day; one row a line."""
    return collected(allowed(frame, tables, terms([encounter.date], book)))[0].rows(named=True)
