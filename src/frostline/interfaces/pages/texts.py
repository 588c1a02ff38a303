"""Text made fit for any face: what is not printed is a space, so no terminal, XML or PDF is told anything by it."""

from collections.abc import Sequence
from dataclasses import replace

from frostline.model.pages import Figure

LINE = ("code", "modifiers", "units", "diagnoses", "dollars", "because")


def printable(text: str) -> str:
    """Give a text on one line, without control characters, half characters and turned directions."""
    return "".join(char if char.isprintable() else " " for char in text)


def printable_figure(figure: Figure) -> Figure:
    """Give a figure whose texts are printable."""
    return replace(
        figure,
        title=printable(figure.title),
        unit=printable(figure.unit),
        series=tuple(map(printable, figure.series)),
        points=tuple((printable(label), values) for label, values in figure.points),
        mark=printable(figure.mark),
    )


def line_head(lines: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """Name the columns of the lines of an example, which may come with their diagnoses or without."""
    width = max(map(len, lines), default=0)
    known = LINE if width > len(LINE) - 1 else tuple(name for name in LINE if name != "diagnoses")
    return (*known, *("" for _ in range(width - len(known))))[:width]


def numeric(head: Sequence[str]) -> tuple[int, ...]:
    """Give the columns of such lines that stand flush right."""
    return tuple(number for number, name in enumerate(head) if name in {"units", "dollars"})
