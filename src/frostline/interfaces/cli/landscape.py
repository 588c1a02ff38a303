"""The payer landscape on the terminal: payers side by side for each use, and two records compared."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from frostline.engine.coverage.comparing import folded
from frostline.interfaces.cli.listed import heading, listed
from frostline.interfaces.cli.paper import draw
from frostline.interfaces.landscape import REMARK, UNREAD, basis_words, dated, policy_words, same_words, status_words
from frostline.model.landscape import SeenStatus

if TYPE_CHECKING:
    from frostline.api.landscape import Compared, SeenDiff, Surveyed
    from frostline.engine.coverage.comparing import Change, Row, Silent

STYLES = {
    SeenStatus.medically_necessary: "green",
    SeenStatus.covered: "green",
    SeenStatus.investigational: "yellow",
    SeenStatus.not_medically_necessary: "red",
    SeenStatus.not_covered: "red",
    SeenStatus.cosmetic: "magenta",
}
WIDTHS = (27, 19, 28, 30)


def draw_landscape(found: "Surveyed") -> None:
    """Print every use with its payers, the boundaries that differ, and those whose word was not seen."""
    draw(*(part for use in found.uses for part in _use(use)), Text(REMARK, style="dim"))


def _use(use: "Compared") -> Iterable[RenderableType]:
    codes = f"  billed with {', '.join(use.indication.codes)}" if use.indication.codes else ""
    yield Text.assemble((use.indication.label, "bold cyan"), (f"  {use.indication.id}", "dim"), (codes, "dim"))
    if use.rows:
        yield _table(use.rows)
    else:
        yield Text("No position of any payer was seen.", style="dim")
    if any(row.seen.seen is None for row in use.rows):
        yield Text(UNREAD, style="dim")
    yield Text()
    yield from listed("Boundaries that differ", "yellow", [("", boundary.says, "") for boundary in use.boundaries])
    unseen = [(one.seen.payer, _silent(one), "") for one in use.silent]
    yield from listed("Named, position not seen: unknown, never “not covered”", "blue", unseen)


def _table(rows: Sequence["Row"]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
    for name, width in zip(("payer and policy", "status", "condition and criteria", "basis"), WIDTHS, strict=True):
        table.add_column(name, width=width, overflow="fold")
    for row, same in folded(rows):
        basis = _basis(row, same_words(same))
        table.add_row(_who(row), _status(row), _what(row), basis, style=None if row.latest else "dim")
    return table


def _who(row: "Row") -> Text:
    seen = row.seen
    business = f"\n{seen.line_of_business}" if seen.line_of_business else ""
    return Text.assemble((seen.payer, "bold"), f"\n{policy_words(seen)}", (business, "dim"))


def _status(row: "Row") -> Text:
    style = "dim" if row.position.instead else STYLES.get(row.position.status, "dim")
    citing = f"\n[{row.position.citing}]" if row.position.citing else ""
    return Text.assemble((status_words(row), style), (citing, "dim"))


def _what(row: "Row") -> Group:
    criteria = (Text(f"- {text}", style="italic") for text in row.position.criteria)
    return Group(Text(row.position.condition), *criteria)


def _basis(row: "Row", same: str) -> Text:
    more = "\n".join(filter(None, [basis_words(row.seen), same]))
    return Text.assemble(dated(row.seen, latest=row.latest), (f"\n{more}", "dim"))


def _silent(one: "Silent") -> str:
    return f"{policy_words(one.seen)}: {one.seen.title} ({dated(one.seen, latest=one.latest)}; {one.seen.basis})"


def draw_seen_diff(found: "SeenDiff") -> None:
    """Print how two records differ, and what that does not prove."""
    title = Text.assemble((found.older, "bold"), " → ", (found.newer, "bold"))
    verdict = heading(found.found.says, "yellow" if found.found.changes else "green")
    changes = (part for change in found.found.changes for part in _change(change))
    draw(title, verdict, *changes, *(Text(f"  {remark}", style="dim") for remark in found.found.remarks))


def _change(change: "Change") -> Iterable[Text]:
    yield Text.assemble(("  • ", "yellow"), (f"{change.kind}: ", "bold"), change.about)
    if change.before:
        yield Text.assemble(("      - ", "red"), change.before)
    if change.after:
        yield Text.assemble(("      + ", "green"), change.after)
