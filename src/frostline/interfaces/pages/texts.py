"""Text made fit for any face: what is not printed is a space, so no terminal, XML or PDF is told anything by it."""

from dataclasses import replace

from frostline.model.pages import Figure


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
