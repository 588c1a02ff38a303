"""A page as plain JSON values; amounts and relative values are decimal strings, each block says what it is."""

from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from frostline.interfaces.pages.amounts import decimal, told, unit
from frostline.model.pages import Block, Figure, Page, Section

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]


def page_json(page: Page) -> Json:
    """Give one page as one JSON object."""
    return _plain(page) | {"sections": [_section(section) for section in page.sections]}


def _section(section: Section) -> Json:
    return _plain(section) | {"blocks": [_block(block) for block in section.blocks]}


def _block(block: Block) -> Json:
    """Name the block by its noun: items, table, figure, questions, disputes, example, gap."""
    held = _figure(block) if isinstance(block, Figure) else _plain(block)
    return {"block": type(block).__name__.casefold()} | held


def _figure(figure: Figure) -> Json:
    """Give the points as people read them, in the unit that they read, and the picture in words."""
    points = [
        {"label": label, "values": [decimal(figure, value) for value in values]} for label, values in figure.points
    ]
    return _plain(figure) | {"unit": unit(figure), "points": points, "says": told(figure)}


def _plain(held: "DataclassInstance") -> Json:
    return {part.name: _value(getattr(held, part.name)) for part in fields(held)}


def _value(value: object) -> object:
    """Give fields by their names, tuples as lists, days as ISO text."""
    if is_dataclass(value) and not isinstance(value, type):
        return _plain(value)
    if isinstance(value, tuple):
        return [_value(entry) for entry in value]
    return str(value) if isinstance(value, date) else value
