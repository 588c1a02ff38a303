"""Where a code stands, on the terminal and as JSON: figures, positions with their populations, a strip, changes."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from frostline.engine.standing.explaining import median, percent, rvu, total
from frostline.engine.standing.nouns import Change, Figures, Position, Standing
from frostline.interfaces import contract
from frostline.interfaces.cli.output import knows_unicode
from frostline.interfaces.cli.paper import draw, panel

STRIP = 40  # cells of the longest bar
DEFINITIONS = "below: share of codes with less work; at or below: share with no more, the code itself included"
Json = dict[str, Any]


def show(found: Sequence[Standing]) -> None:
    """Print where a code stands, a panel for each release."""
    for one in found:
        title = f"[bold]{escape(one.code)}[/bold]  {escape(one.release)}, {one.first} to {one.last}"
        draw(panel(title, _parts(one)))


def _parts(one: Standing) -> Iterable[RenderableType]:
    if one.figures:
        yield Text(_figures(one.figures), style="bold")
    if one.why_not:
        yield Text(f"no percentile: {one.why_not}", style="yellow")
    if one.third_party:
        yield Text("the relative values come from a file that is not the publisher's own", style="yellow")
    if one.positions:
        yield Text()
        yield _positions(one.positions)
        yield Text(DEFINITIONS, style="dim")
    if one.figures and any(bar.codes for bar in one.bars):
        yield Text()
        yield _strip(one, one.figures.work)
    if one.changes:
        yield Text()
        yield _changes(one.changes)


def _figures(found: Figures) -> str:
    status = f"status {found.status}, global days {found.global_days}" if found.status else "status not stated"
    totals = f"total {total(found.total_nonfacility)} non-facility, {total(found.total_facility)} facility"
    return f"work {total(found.work or None)} · {totals} · {status}"


def _positions(positions: Iterable[Position]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("work above 0, no modifier", overflow="fold")
    for name in ("codes", "below", "at or below", "median", "median/work", "highest"):
        table.add_column(name, justify="right", no_wrap=True)
    for one in positions:
        table.add_row(
            one.population,
            f"{one.codes:,}",
            percent(one.percent_below),
            percent(one.percent_at_or_below),
            median(one.twice_median),
            rvu(one.median_to_work),
            f"{rvu(one.maximum)} ({one.highest})",
        )
    return table


def _strip(one: Standing, work: int) -> Text:
    """Codes of Surgery with status A by work, each range twice the one before; an arrow where the code is."""
    most = max(bar.codes for bar in one.bars)
    full, arrow = ("█", "◀") if knows_unicode() else ("#", "<")
    text = Text("work of the codes of Surgery, status A\n", style="bold")
    for bar in one.bars:
        here = bar.first <= work < bar.end
        cells = -(-bar.codes * STRIP // most)
        text.append(f"{rvu(bar.first):>7} to {rvu(bar.end):>6}  ", style="bold" if here else "dim")
        text.append(full * cells, style="green" if here else "cyan").append(f" {bar.codes:,}", style="dim")
        text.append(f" {arrow} {one.code}\n" if here else "\n", style="bold green")
    text.rstrip()
    return text


def _changes(changes: Iterable[Change]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", title="against earlier releases", title_justify="left")
    for name in ("release", "from", "work", "total non-facility", "total facility"):
        table.add_column(name, no_wrap=True)
    held = list(changes)
    if any(one.third_party for one in held):
        table.caption, table.caption_justify = "* a third party's copy, not the publisher's own file", "left"
    for one in held:
        before, after = one.before, one.after
        table.add_row(
            f"{one.release}{'*' if one.third_party else ''}",
            str(one.first),
            _apart(before.work or None, after.work or None),
            _apart(before.total_nonfacility, after.total_nonfacility),
            _apart(before.total_facility, after.total_facility),
        )
    return table


def _apart(old: int | None, new: int | None) -> Text:
    """Both values and how far they are apart."""
    text = f"{total(old)} -> {total(new)}"
    if old is None or new is None or old == new:
        return Text(text, style="dim")
    sign, style = ("+", "green") if new > old else ("-", "red")
    return Text(f"{text} ({sign}{rvu(abs(new - old))})", style=style)


def as_json(found: Sequence[Standing]) -> list[Json]:
    """Give where a code stands as plain values; relative values and percents are decimal strings."""
    return [
        {
            "code": one.code,
            "release": one.release,
            "from": str(one.first),
            "through": str(one.last),
            "third_party": one.third_party,
            "figures": _plain(one.figures) if one.figures else None,
            "positions": [_position(held) for held in one.positions],
            "strip": [{"from": rvu(bar.first), "to": rvu(bar.end), "codes": bar.codes} for bar in one.bars],
            "changes": [_change(held) for held in one.changes],
            "why_not": one.why_not or None,
        }
        for one in found
    ]


def _plain(found: Figures) -> Json:
    return {
        "status": found.status,
        "global_days": found.global_days,
        "work": rvu(found.work),
        "total_nonfacility": None if found.total_nonfacility is None else rvu(found.total_nonfacility),
        "total_facility": None if found.total_facility is None else rvu(found.total_facility),
    }


def _position(one: Position) -> Json:
    return {
        "population": one.population,
        "codes": one.codes,
        "below": one.below,
        "at_or_below": one.at_or_below,
        "percent_below": percent(one.percent_below).removesuffix(" %"),
        "percent_at_or_below": percent(one.percent_at_or_below).removesuffix(" %"),
        "median": median(one.twice_median),
        "median_to_work": rvu(one.median_to_work),
        "maximum": rvu(one.maximum),
        "maximum_to_work": rvu(one.maximum_to_work),
        "highest": one.highest,
        "because": contract.step(one.step),
    }


def _change(one: Change) -> Json:
    return {
        "release": one.release,
        "from": str(one.first),
        "third_party": one.third_party,
        "before": _plain(one.before),
        "after": _plain(one.after),
        "because": contract.step(one.step),
    }
