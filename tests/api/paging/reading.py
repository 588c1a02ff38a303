"""Reads parts of pages as rows and texts, for the tests of pages."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from frostline.model.pages import Figure, Page, Section, Table


def part(of: Page, section_id: str) -> Section:
    return next(section for section in of.sections if section.id == section_id)


def rows(of: Page, section_id: str) -> list[tuple[str, ...]]:
    return [row for block in part(of, section_id).blocks if isinstance(block, Table) for row in block.rows]


def figure(of: Page, kind: str) -> Figure:
    drawn = (block for section in of.sections for block in section.blocks if isinstance(block, Figure))
    return next(block for block in drawn if block.kind == kind)


def texts(held: object) -> Iterator[str]:
    """Give every text inside a page, a section or a block."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for one in held:
            yield from texts(one)
    elif is_dataclass(held):
        for field in fields(held):
            yield from texts(getattr(held, field.name))


def said(of: Page, section_id: str) -> str:
    return "\n".join(texts(part(of, section_id)))
