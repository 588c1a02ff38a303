"""What is held, as a table with a strip of days for people."""

from datetime import date, timedelta

from rich.table import Table
from rich.text import Text

from frostline.interfaces.cli.paper import draw
from frostline.model.tables import Release
from frostline.reference.listing import Known

DAYS = len("2026-04-01 to 2026-06-30")
CELLS = 40  # of the strip of days


def show(held: tuple[Known, ...]) -> None:
    """Print what is known for which days, built in and added, with the gaps."""
    first = min(known.releases[0].from_ for known in held)
    last = max(release.through for known in held for release in known.releases)
    draw(
        Text(f"days {first} to {last}; after the last day of a release answers are unconfirmed"),
        _table(held, first, last),
    )


def _table(held: tuple[Known, ...], first: date, last: date) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("table", "release", "days", "rows", ""):
        least = DAYS if name == "days" else None
        table.add_column(name, justify="right" if name == "rows" else "left", no_wrap=True, min_width=least)
    for known in held:
        table.add_row(Text(known.table, style="bold cyan"), "", "", "", _strip(known, first, last))
        for release in known.releases:
            days = f"{release.from_} to {release.through}"
            table.add_row("", release.release, days, f"{release.rows:,}", Text(_marks(release), style="dim"))
        for start, end in known.gaps:
            table.add_row("", Text("gap", style="yellow"), f"{start} to {end}", "", Text("none held", style="yellow"))
    return table


def _marks(release: Release) -> str:
    """Where rows come from, and how far they reach."""
    whose = "third party" if release.third_party else ""
    some = "some codes" if release.digest else "codes of this field"
    part = "" if release.complete else some
    return ", ".join(part for part in ("built in" if not release.digest else "added", part, whose) if part)


def _strip(known: Known, first: date, last: date) -> Text:
    """The days that a release is good for, as filled cells."""
    text = Text()
    span = (last - first).days + 1
    for cell in range(CELLS):
        day = first + timedelta(days=cell * span // CELLS + span // CELLS // 2)
        good = any(release.from_ <= day <= release.through for release in known.releases)
        text.append("█" if good else "·", style="cyan" if good else "dim")
    return text
