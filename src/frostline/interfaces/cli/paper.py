"""Rich on paper: what is drawn goes through the one way out, as wide as the terminal or as a page."""

import sys
from collections.abc import Iterable

from rich.console import Console, Group, RenderableType
from rich.panel import Panel

from frostline.interfaces.cli.output import say

PIPE_WIDTH = 110


def paper() -> Console:
    """Something to draw on."""
    return Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)


def panel(title: str, parts: Iterable[RenderableType]) -> Panel:
    """A frame with a title around some parts."""
    return Panel(Group(*parts), title=title, title_align="left", border_style="cyan", padding=(1, 2))


def draw(*parts: RenderableType, on: Console | None = None) -> None:
    """Print what is drawn."""
    console = on or paper()
    with console.capture() as held:
        for part in parts:
            console.print(part)
    say(held.get().rstrip("\n"))
