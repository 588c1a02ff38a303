"""What is held, as a table with a strip of days for people."""

import sys
from datetime import date, timedelta

from rich.console import Console
from rich.table import Table
from rich.text import Text

from frostline.interfaces.cli.output import say
from frostline.model.tables import Release
from frostline.reference.listing import Known

PIPE_WIDTH = 110
CELLS = 40  # of the strip of days


def show(held: tuple[Known, ...]) -> None:
    """Print what is known for which days, built in and added, with the gaps."""
    console = Console(width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False)
    first = min(known.releases[0].from_ for known in held)
    last = max(release.through for known in held for release in known.releases)
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name, justify in (("table", "left"), ("release", "left"), ("days", "left"), ("rows", "right"), ("", "left")):
        table.add_column(name, justify="right" if justify == "right" else "left", no_wrap=True)
    for known in held:
        table.add_row(Text(known.table, style="bold cyan"), "", "", "", _strip(known, first, last))
        for release in known.releases:
            days = f"{release.from_} to {release.through}"
            table.add_row("", release.release, days, f"{release.rows:,}", Text(_marks(release), style="dim"))
        for start, end in known.gaps:
            table.add_row("", Text("gap", style="yellow"), f"{start} to {end}", "", Text("none held", style="yellow"))
    with console.capture() as printed:
        console.print(Text(f"days {first} to {last}; after the last day of a release answers are unconfirmed"))
        console.print(table)
    say(printed.get().rstrip("\n"))


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
