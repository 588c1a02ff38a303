"""Priced rows of one encounter."""

from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.api.request import Request
from frostline.api.terms import terms
from frostline.engine.pricing.allowed import allowed

Rows = list[dict[str, Any]]


def priced_rows(frame: pl.LazyFrame, request: Request) -> Rows:
    """Price a frame of lines of the encounter's day; one row a line."""
    day = terms([request.encounter.date], request.book)
    return collected(allowed(frame, request.tables, day, request.book.modifiers), as_written=True)[0].rows(named=True)
