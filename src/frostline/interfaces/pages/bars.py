"""Figures as lines of text: blocks where the output knows Unicode, plain characters where it does not."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from frostline.interfaces.pages.amounts import amount, landmarks, parts, ranked
from frostline.interfaces.pages.texts import printable_figure
from frostline.model.pages import Figure

LABEL = 24  # characters of a label before it is cut
HIGH = 5  # lines of a ranking
COLUMNS = 60  # of a ranking


class Ink(NamedTuple):
    """What is drawn with: parts of a cell to the right and upward, fillings of a stack, marks."""

    right: str
    up: str
    fillings: str
    here: str
    cut: str


BLOCKS = Ink(" ▏▎▍▌▋▊▉█", " ▁▂▃▄▅▆▇█", "█▒░▚", "◀ this code", "…")
ASCII = Ink(" #", " #", "#=.+", "< this code", "~")


def figure_lines(figure: Figure, width: int, *, ascii_only: bool = False) -> list[str]:
    """Draw a figure in lines no wider than `width`."""
    ink = ASCII if ascii_only else BLOCKS
    drawing = {"distribution": _bars, "localities": _ranking, "history": _steps, "settings": _stacked}[figure.kind]
    return [_fit(line, width, ink) for line in drawing(printable_figure(figure), width, ink)]


def _bars(figure: Figure, width: int, ink: Ink) -> Iterator[str]:
    held = [(label, values[0] or 0) for label, values in figure.points]
    labels, texts = _labels([label for label, _ in held], ink), [amount(figure, value) for _, value in held]
    room = width - len(labels[0] if labels else "") - max(map(len, texts), default=0) - len(ink.here) - 4
    top = max((value for _, value in held), default=0)
    for label, text, (name, value) in zip(labels, texts, held, strict=True):
        here = f" {ink.here}" if name == figure.mark else ""
        yield f"{label} {_bar(value, top, room, ink)} {text}{here}"


def _ranking(figure: Figure, width: int, ink: Ink) -> Iterator[str]:
    """Draw the first value of each point upward from the lowest, and say lowest, median and highest of all series."""
    held = [next(value for value in values if value is not None) for _, values in ranked(figure)]
    if not held:
        return
    count = min(len(held), COLUMNS, max(width - 12, 1))
    picked = [held[index * (len(held) - 1) // max(count - 1, 1)] for index in range(count)]
    ends = {HIGH - 1: amount(figure, held[-1]), 0: amount(figure, held[0])}
    wide = max(map(len, ends.values()))
    for row in range(HIGH - 1, -1, -1):
        cells = "".join(_cell(value - held[0], held[-1] - held[0], row, ink) for value in picked)
        yield f"{ends.get(row, ''):>{wide}} {cells}"
    for mark in landmarks(figure):
        yield f"{mark.name:<7}  {parts(figure, mark.values)}  {mark.label}"


def _cell(above: int, most: int, row: int, ink: Ink) -> str:
    """Fill one cell of a column; the lowest column is one step high, so that it is seen."""
    steps = len(ink.up) - 1
    filled = 1 + above * (HIGH * steps - 1) // max(most, 1)
    return ink.up[max(0, min(steps, filled - row * steps))]


def _steps(figure: Figure, width: int, ink: Ink) -> Iterator[str]:
    """Draw a line for each release, a bar for each series."""
    labels = _labels([label for label, _ in figure.points], ink)
    texts = [[amount(figure, value) for value in values] for _, values in figure.points]
    wide = max((len(text) for row in texts for text in row), default=0)
    series = max(len(figure.series), 1)
    room = max((width - len(labels[0] if labels else "")) // series - wide - 3, 1)
    top = max((value for _, values in figure.points for value in values if value is not None), default=0)
    head = "".join(f"  {name[: wide + room]:<{wide + 1 + room}}" for name in figure.series)
    yield f"{'':<{len(labels[0] if labels else '')}}{head}".rstrip()
    for label, row, (_, values) in zip(labels, texts, figure.points, strict=True):
        pairs = zip(row, values, strict=True)
        drawn = (f"  {text:>{wide}} {_bar(value or 0, top, room, ink):<{room}}" for text, value in pairs)
        yield f"{label}{''.join(drawn)}".rstrip()


def _stacked(figure: Figure, width: int, ink: Ink) -> Iterator[str]:
    """Draw a bar for each setting, its parts in fillings of their own, the sum behind."""
    labels = _labels([label for label, _ in figure.points], ink)
    sums = [sum(value or 0 for value in values) for _, values in figure.points]
    texts = [
        amount(figure, whole if any(v is not None for v in values) else None)
        for whole, (_, values) in zip(sums, figure.points, strict=True)
    ]
    room = max(width - len(labels[0] if labels else "") - max(map(len, texts), default=0) - 2, 1)
    for label, text, (_, values) in zip(labels, texts, figure.points, strict=True):
        yield f"{label} {_parts(values, max(sums), room, ink)} {text}"
    keys = [f"{ink.fillings[index % len(ink.fillings)] * 2} {name}" for index, name in enumerate(figure.series)]
    yield f"{'':<{len(labels[0] if labels else '')}} {'   '.join(keys)}"
    for label, (_, values) in zip(labels, figure.points, strict=True):
        yield f"{label} {parts(figure, values)}"


def _parts(values: Sequence[int | None], top: int, room: int, ink: Ink) -> str:
    drawn, whole = "", 0
    for index, value in enumerate(values):
        whole += value or 0
        drawn += ink.fillings[index % len(ink.fillings)] * (whole * room // max(top, 1) - len(drawn))
    return drawn


def _bar(value: int, top: int, room: int, ink: Ink) -> str:
    """Draw a bar to the right, to a part of a cell; what is not nothing is seen."""
    steps = len(ink.right) - 1
    filled = value * max(room, 1) * steps // max(top, 1)
    full, rest = divmod(max(filled, 1 if value else 0), steps)
    return (ink.right[-1] * full + ink.right[rest]).rstrip()


def _labels(texts: Sequence[str], ink: Ink) -> list[str]:
    cut = [_fit(text, LABEL, ink) for text in texts]
    wide = max(map(len, cut), default=0)
    return [f"{text:>{wide}}" for text in cut]


def _fit(text: str, width: int, ink: Ink) -> str:
    return text if len(text) <= width else f"{text[: max(width - 1, 0)]}{ink.cut}"
