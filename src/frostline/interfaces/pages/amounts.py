"""The values of a figure as people read them, and its points in the order in which they are drawn."""

from typing import NamedTuple

from frostline.model import money
from frostline.model.pages import Figure

NONE = "not available"
Point = tuple[str, tuple[int | None, ...]]


class Rank(NamedTuple):
    """One place of a ranking, from 0."""

    place: int
    name: str
    label: str
    values: tuple[int | None, ...]


def scale(figure: Figure) -> int:
    """Give how many of the held units make one that people read."""
    return 1 if figure.kind == "distribution" else 100


def is_money(figure: Figure) -> bool:
    """Whether the values are cents."""
    unit = figure.unit.casefold()
    return figure.kind == "localities" or any(word in unit for word in ("cent", "dollar", "usd", "$"))


def unit(figure: Figure) -> str:
    """Give the unit of what is read: held are cents and hundredths, read are dollars and relative values."""
    if figure.kind == "distribution":
        return figure.unit
    return "US dollars" if is_money(figure) else "RVU"


def decimal(figure: Figure, value: int | None) -> str | None:
    """Give a value as a decimal string."""
    if value is None:
        return None
    return f"{value}" if scale(figure) == 1 else money.fixed(value, scale(figure))


def amount(figure: Figure, value: int | None) -> str:
    """Give a value as text, with its currency."""
    if value is None:
        return NONE
    if figure.kind == "distribution":
        return f"{value:,}"
    return f"{'$' if is_money(figure) else ''}{decimal(figure, value)}"


def ranked(figure: Figure) -> tuple[Point, ...]:
    """Give the points from low to high by the first value that each has; those without any stay out."""
    held = [(label, values) for label, values in figure.points if any(value is not None for value in values)]
    return tuple(sorted(held, key=lambda point: next(value for value in point[1] if value is not None)))


def landmarks(figure: Figure) -> tuple[Rank, ...]:
    """Give lowest, median and highest of the ranked points; of an even number the lower middle."""
    points = ranked(figure)
    if not points:
        return ()
    places = {"lowest": 0, "median": (len(points) - 1) // 2, "highest": len(points) - 1}
    return tuple(Rank(place, name, *points[place]) for name, place in places.items())


def told(figure: Figure) -> str:
    """Give in sentences what the picture shows, for those who do not see it."""
    if figure.kind == "localities":
        return " ".join(f"{mark.name}, {mark.label}: {parts(figure, mark.values)}." for mark in landmarks(figure))
    here = f"This code stands at {figure.mark}. " if figure.mark else ""
    return here + " ".join(f"{label}: {parts(figure, values)}." for label, values in figure.points)


def parts(figure: Figure, values: tuple[int | None, ...]) -> str:
    """Give the values of one point, each with its series; of one series only the value."""
    said = [amount(figure, value) for value in values]
    if len(said) == 1:
        return f"{said[0]} {unit(figure)}"
    return ", ".join(f"{name} {text}" for name, text in zip(figure.series, said, strict=True))
