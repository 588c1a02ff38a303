"""What changed between two releases, on the terminal and as JSON: counts first, then rows by kind of change."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from rich.console import Group, RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from frostline.interfaces.cli.paper import draw, panel
from frostline.reference.differing import Difference
from frostline.reference.schemas import SCHEMAS

MOST, A_KIND = 40, 4  # rows shown altogether, and of each kind of change where there are many kinds
WHOLE = ("added", "deleted")
STYLES = {"added": "green", "deleted": "red", "up": "green", "down": "red", "changed": "yellow"}
Row = dict[str, Any]


def show(found: Difference) -> None:
    """Print a difference."""
    title = f"[bold]{escape(found.a.release)} → {escape(found.b.release)}[/bold]  {SCHEMAS[found.table].title}"
    draw(panel(title, _parts(found)))


def as_json(found: Difference) -> list[Row]:
    """Give a difference as an array of one object; figures are decimal strings, with scaled whole numbers beside."""
    return [
        {
            "a": found.a.release,
            "b": found.b.release,
            "table": found.table,
            "counts": [{"change": c.change, "column": c.column or None, "rows": c.rows} for c in found.counts],
            "rows": found.rows.to_dicts(),
            "notes": list(found.notes),
        }
    ]


def _parts(found: Difference) -> Iterable[RenderableType]:
    shown = _shown(found)
    yield _counts(found)
    if shown:
        yield Text()
        yield _rows(found, shown)
    more = found.rows.height - len(shown)
    if more:
        yield Text(f"... and {more:,} more; --json or --out FILE has all", style="bold yellow")
    if found.notes:
        yield Text()
    for note in found.notes:
        yield Text(f"• {note}", style="dim")


def _counts(found: Difference) -> RenderableType:
    """How many rows came and went, and how many cells of each column went up, down or changed."""
    whole = [f"{count.rows:,} {count.change}" for count in found.counts if count.change in WHOLE]
    first = Text(f"{' and '.join(found.key)}: {', '.join(whole)}", style="bold")
    by = {(count.column, count.change): count.rows for count in found.counts}
    columns = dict.fromkeys(count.column for count in found.counts if count.column)
    if not columns:
        return Group(first, Text("no column changed in what both hold"))
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("column")
    for change in ("up", "down", "changed"):
        table.add_column(change, justify="right", style=STYLES[change])
    for column in columns:
        cells = [by.get((column, change)) for change in ("up", "down", "changed")]
        table.add_row(column, *("" if count is None else f"{count:,}" for count in cells))
    return Group(first, table)


def _shown(found: Difference) -> list[Row]:
    """The first rows of each kind of change, as many kinds as fit."""
    kinds = sum(1 for count in found.counts if count.rows)
    share = max(A_KIND, MOST // max(kinds, 1))
    held = found.rows.group_by("column", "change", maintain_order=True).head(share).head(MOST)
    return held.select(found.rows.columns).to_dicts()


def _rows(found: Difference, shown: list[Row]) -> Table:
    """Rows under each other, a rule between the kinds of change."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in found.key:
        table.add_column(name.replace("_", " "), style="bold")
    table.add_column("change")
    table.add_column("column")
    for name in ("old", "new", "difference"):
        table.add_column(name, justify="right", overflow="fold")
    for number, (_, kind) in enumerate(groupby(shown, lambda row: (row["change"], row["column"]))):
        if number:
            table.add_row()
        for row in kind:
            _add(table, row, found.key)
    return table


def _add(table: Table, row: Row, key: tuple[str, ...]) -> None:
    change = Text(row["change"], style=STYLES[row["change"]])
    cells = [Text("–" if row[name] is None else row[name]) for name in ("old", "new")]
    table.add_row(*(Text(row[name]) for name in key), change, row["column"], *cells, row["difference"] or "")
