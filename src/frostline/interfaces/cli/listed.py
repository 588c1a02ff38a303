"""Headed lists on the terminal."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text


def listed(title: str, style: str, rows: list[tuple[str, str, str]]) -> Iterable[RenderableType]:
    """A heading and its rows (name, text, remedy), or nothing where there are none."""
    if not rows:
        return
    yield heading(title, style)
    for name, text, remedy in rows:
        yield Text.assemble(
            ("  • ", style),
            (f"{name}  " if name else "", "bold"),
            text,
            (f"  {remedy}" if remedy else "", "green"),
        )
    yield Text()


def heading(title: str, style: str) -> Text:
    """A heading of its own line."""
    return Text(title, style=f"bold {style}")
