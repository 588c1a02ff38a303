"""Figures as Vega-Lite specifications: which marks stand for what, in colors that hold on light and dark."""

from collections.abc import Iterable
from typing import Any

from frostline.interfaces.pages.amounts import NONE, amount, is_money, landmarks, parts, ranked, scale, unit
from frostline.model.pages import Figure

Spec = dict[str, Any]

INK = "currentColor"  # what the page writes in
COLORS = ("#2f74b5", "#b8560f", "#6b7280", "#4d7c2a")  # of one lightness: 3:1 or more on white and on near black
DASHES = ([1, 0], [6, 3], [2, 2], [8, 2, 2, 2])  # so that the lines are told apart without color
WIDTH, HEIGHT = 380, 170
ROW, LOW_ROW, MANY = 20, 12, 16  # of a bar in pixels; lower where there are many
DOT: Spec = {"mark": {"type": "point", "filled": True, "size": 16, "opacity": 1, "color": INK}}
PLACES: dict[str, Spec] = {
    "lowest": {"align": "right", "dx": -6},
    "median": {"align": "center"},
    "highest": {"align": "left", "dx": 6},
}
ENDS: Spec = {"nice": False, "zero": False, "padding": 50}  # room for the amounts of the first and the last
INSIDE: Spec = {
    "transform": [{"calculate": "(datum.from + datum.to) / 2", "as": "middle"}],
    "mark": {"type": "text", "color": "white"},
    "encoding": {"x": {"field": "middle", "type": "quantitative"}, "text": {"field": "says"}},
}
BEHIND: Spec = {
    "mark": {"type": "text", "align": "left", "dx": 5, "fontWeight": "bold"},
    "encoding": {"x": {"field": "to", "type": "quantitative"}, "text": {"field": "says"}},
}
LONGEST = 74  # characters of a line below a picture
WIDE = 6  # a part of a bar wider than one in so many of the whole carries its value


def chart(figure: Figure) -> Spec:
    """Give the specification of a figure."""
    made = {"distribution": _bars, "localities": _ranking, "history": _steps, "settings": _stacked}[figure.kind](figure)
    return made | {"background": None, "padding": 6, "config": _config()}


def _config() -> Spec:
    text = {"labelColor": INK, "titleColor": INK, "labelFontSize": 12, "titleFontSize": 12, "titleFontWeight": "normal"}
    lines = {"gridColor": INK, "gridOpacity": 0.15, "domainColor": INK, "tickColor": INK, "labelLimit": 150}
    return {
        "font": "sans-serif",
        "aria": False,
        "view": {"stroke": None},
        "axis": text | lines,
        "legend": text | {"orient": "top", "title": None, "symbolSize": 120, "labelLimit": 200, "columns": 3},
        "text": {"color": INK, "fontSize": 12},
    }


def _bars(figure: Figure) -> Spec:
    """Draw one bar for each point, the one of the code marked by color and in words."""
    rows = [
        {"label": label, "value": value, "here": label == figure.mark, "says": _bar(figure, label, value)}
        for label, (value, *_) in figure.points
        if value is not None
    ]
    color = {"condition": {"test": "datum.here", "value": COLORS[1]}, "value": COLORS[0]}
    bars = {"mark": {"type": "bar", "height": {"band": 0.8}}, "encoding": {"color": color}}
    weight = {"condition": {"test": "datum.here", "value": "bold"}, "value": "normal"}
    text = {"text": {"field": "says"}, "fontWeight": weight}
    says = {"mark": {"type": "text", "align": "left", "dx": 4}, "encoding": text}
    low = len(rows) > MANY
    return {
        "data": {"values": rows},
        "width": WIDTH - 60,
        "height": {"step": LOW_ROW if low else ROW},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "sort": None, "title": None, "axis": {"labelOverlap": low}},
            "x": {"field": "value", "type": "quantitative", "title": unit(figure), "axis": {"tickCount": 5}},
        },
        "layer": [bars, says],
    }


def _bar(figure: Figure, label: str, value: int) -> str:
    return f"{amount(figure, value)}{' (this code)' if label == figure.mark else ''}"


def _ranking(figure: Figure) -> Spec:
    """Draw a line over the points from low to high for each series, and dots at lowest, median and highest."""
    names = [_legend(figure, index) for index, _ in enumerate(figure.series)]
    rows = [
        {"rank": rank, "series": names[index], "value": value}
        for rank, (_, values) in enumerate(ranked(figure), 1)
        for index, value in enumerate(values)
        if value is not None
    ]
    below = [_cut(f"{mark.name}: {parts(figure, mark.values)}, {mark.label}") for mark in landmarks(figure)]
    x = {"field": "rank", "type": "quantitative", "title": below, "scale": ENDS, "axis": _ranks(figure)}
    return _lines(figure, rows, x, names, over=list(_dots(figure)), mark={})


def _legend(figure: Figure, index: int) -> str:
    """Name a series, and say so where it has no value at all."""
    lacks = all(values[index] is None for _, values in figure.points)
    return f"{figure.series[index]} {NONE}" if lacks else figure.series[index]


def _ranks(figure: Figure) -> Spec:
    places = [mark.place + 1 for mark in landmarks(figure)]
    title = {"titleAlign": "left", "titleAnchor": "start", "titleLineHeight": 16, "titlePadding": 8, "titleX": -45}
    return title | {"values": places, "grid": False}


def _dots(figure: Figure) -> Iterable[Spec]:
    """Draw dots with their amounts: beside the first and the last, above and below the median."""
    for mark in landmarks(figure):
        for index, value in enumerate(mark.values):
            aside = PLACES[mark.name] | ({"dy": 14 if index else -14} if mark.name == "median" else {})
            data = {"values": [{"rank": mark.place + 1, "value": value, "says": amount(figure, value)}]}
            if value is not None:
                yield DOT | {"data": data}
                yield {"data": data, "mark": {"type": "text"} | aside, "encoding": {"text": {"field": "says"}}}


def _steps(figure: Figure) -> Spec:
    """Draw a step for each release and series; the legend has the values of the last release."""
    last = figure.points[-1][1] if figure.points else ()
    names = [f"{name} {amount(figure, value)}" for name, value in zip(figure.series, last, strict=False)]
    rows = [
        {"rank": label, "series": names[index], "value": value}
        for label, values in figure.points
        for index, value in enumerate(values)
    ]
    slant = -40 if len(figure.points) > MANY // 2 else 0
    x = {"field": "rank", "type": "ordinal", "sort": None, "title": None, "axis": {"labelAngle": slant}}
    step = {"interpolate": "step", "invalid": "break-paths-show-domains"}
    return _lines(figure, rows, x, names, over=[DOT], mark=step)


def _lines(figure: Figure, rows: list[Spec], x: Spec, names: list[str], *, over: list[Spec], mark: Spec) -> Spec:  # noqa: PLR0913 - what differs between the pictures with lines
    color = {"field": "series", "type": "nominal", "scale": {"domain": names, "range": COLORS}}
    dash = {"field": "series", "type": "nominal", "scale": {"domain": names, "range": DASHES}}
    line = {"mark": {"type": "line", "strokeWidth": 2} | mark, "encoding": {"color": color, "strokeDash": dash}}
    return {
        "data": {"values": rows},
        "width": WIDTH,
        "height": HEIGHT,
        "encoding": {"x": x, "y": _quantity(figure)},
        "layer": [line, *over],
    }


def _quantity(figure: Figure) -> Spec:
    reads = "'$' + " if is_money(figure) else ""
    axis = {"labelExpr": f"{reads}format(datum.value / {scale(figure)}, '.2f')", "tickCount": 5}
    return {
        "field": "value",
        "type": "quantitative",
        "title": unit(figure),
        "scale": {"zero": True} if figure.kind == "history" else {"zero": False, "padding": 8},
        "axis": axis,
    }


def _stacked(figure: Figure) -> Spec:
    """Draw a bar for each setting, its parts one after another with their values, the sum behind."""
    rows: list[Spec] = []
    sums: list[Spec] = []
    for label, values in figure.points:
        start = 0
        for name, value in zip(figure.series, values, strict=True):
            if value is not None:
                rows.append({"label": label, "series": name, "from": start, "to": start + value, "value": value})
                start += value
        whole = any(value is not None for value in values)
        sums.append({"label": label, "to": start, "says": amount(figure, start if whole else None)})
    widest = max((entry["to"] for entry in sums), default=0)
    for row in rows:
        row["says"] = amount(figure, row["value"]) if row["value"] * WIDE > widest else ""
    return _beside(figure, rows, sums)


def _beside(figure: Figure, rows: list[Spec], sums: list[Spec]) -> Spec:
    order = [label for label, _ in figure.points]
    color = {"field": "series", "type": "nominal", "scale": {"domain": list(figure.series), "range": COLORS}}
    reads = {"labelExpr": f"format(datum.value / {scale(figure)}, '.2f')", "tickCount": 5}
    x = {"field": "from", "type": "quantitative", "title": unit(figure), "axis": reads}
    bar = {
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {"x": x, "x2": {"field": "to"}, "color": color},
    }
    layer = [bar, INSIDE, BEHIND | {"data": {"values": sums}}]
    return {
        "data": {"values": rows},
        "width": WIDTH - 50,
        "height": {"step": 40},
        "encoding": {"y": {"field": "label", "type": "nominal", "sort": order, "title": None}},
        "layer": layer,
    }


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"
