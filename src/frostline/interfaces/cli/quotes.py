"""Quotes on the terminal: a card a service, with relative values, indices, factor and amounts side by side."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from frostline.api.quoting import Quote
from frostline.interfaces.cli.claim import grow
from frostline.interfaces.cli.paper import draw, panel, paper
from frostline.interfaces.quotes import total
from frostline.model import money

NAME = 22  # columns that the name of a locality has at least
AROUND, WIDEST = 6, 1_000  # columns of a panel beside what is in it; more than any table has
ASK = "Where was it done? No locality was named, so these are {}. Name --zip, or --mac and --locality"
ENDS, ONLY = "national, lowest and highest of the day", "national amounts, which are paid nowhere"


def show(quotes: Sequence[Quote], *, why: bool, open_: bool) -> None:
    """Print quotes; with `why` the reasons of each down to its citation."""
    console, panels = paper(), []
    for _, group in groupby(sorted(quotes, key=_line), key=_line):
        found = list(group)
        console.width = max(console.width, _least(console, found))
        title = f"[bold]{found[0].service}[/bold]  {_days(found)}"
        panels.append(panel(title, _parts(found, why=why, open_=open_)))
    draw(*panels, on=console)


def _least(console: Console, quotes: Sequence[Quote]) -> int:
    """Columns that a table needs, however narrow the terminal is: it may fold a line, but no figure is cut."""
    whole = console.measure(_table(quotes), options=console.options.update(max_width=WIDEST)).maximum
    names = {quote.spot: len(_spot(quote)) for quote in quotes}
    return whole + AROUND - max(0, max(names.values()) - NAME) * (len(names) > 1)


def _line(quote: Quote) -> int:
    return quote.line


def _days(quotes: Sequence[Quote]) -> str:
    days = sorted({quote.day for quote in quotes})
    return f"{days[0]:%-d %B %Y}" + (f" to {days[-1]:%-d %B %Y}" if len(days) > 1 else "")


def _parts(quotes: Sequence[Quote], *, why: bool, open_: bool) -> Iterable[RenderableType]:
    if open_:
        spots = {quote.spot for quote in quotes}
        yield Text.assemble(("? locality  ", "bold yellow"), ASK.format(ENDS if len(spots) > 1 else ONLY))
        yield Text()
    yield _table(quotes)
    yield from _reasons_for_none(quotes)
    yield Text()
    yield Text(_rests(quotes), style="dim")
    doubtful = sorted({quote.known_through for quote in quotes if quote.known_through and not quote.confirmed})
    if doubtful:
        yield Text(f"Estimate: what it rests on is known through {doubtful[0]}; add a later release", style="yellow")
    copies = sorted({name for quote in quotes for name in quote.copies})
    if copies:
        yield Text(f"Third party's copies, not the publisher's own files: {', '.join(copies)}", style="yellow")
    if why:
        yield Text()
        yield _why(quotes)


def _table(quotes: Sequence[Quote]) -> Table:
    """One row a quote; columns that are the same throughout stand once, in the line below."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    several_days, several_spots = len({q.day for q in quotes}) > 1, len({q.spot for q in quotes}) > 1
    if several_days:
        table.add_column("as of", no_wrap=True)
        table.add_column("release", no_wrap=True)
    if several_spots:
        table.add_column("locality", min_width=NAME, overflow="fold")
    for name in ("setting", "work", "expense", "malpr.", "total", "factor", "amount $", "limiting $/unit"):
        justify: Literal["left", "right"] = "left" if name == "setting" else "right"
        table.add_column(name, justify=justify, no_wrap=True, style="green" if "amount" in name else "")
    for quote in quotes:
        extra = [*((str(quote.day), quote.row["schedule"] or "none") if several_days else ()),
                 *((_spot(quote),) if several_spots else ())]  # fmt: skip
        table.add_row(*extra, *_cells(quote))
    return table


def _spot(quote: Quote) -> str:
    number = f"{quote.spot.mac} {quote.spot.locality}  " if quote.spot.mac else ""
    return f"{number}{quote.spot.name}"


def _cells(quote: Quote) -> Iterable[str]:
    row = quote.row
    yield "facility" if quote.facility else "non-facility"
    for value in (row["work"], row["pe"], row["mp"], total(quote)):
        yield "" if value is None else money.fixed(value, money.RVU_SCALE)
    factor = "" if row["cf"] is None else money.fixed(row["cf"], money.FACTOR_SCALE)
    yield factor + {None: "", True: " QP", False: ""}[quote.qp]
    yield _amount(quote)
    yield "" if row["limiting"] is None else money.dollars(row["limiting"])


def _amount(quote: Quote) -> str:
    if quote.price.allowed is None:
        return "not priced"
    doubt = "" if quote.confirmed else "estimate "
    return f"{doubt}{money.dollars(quote.price.allowed)}"


def _reasons_for_none(quotes: Sequence[Quote]) -> Iterable[Text]:
    """Why there is no amount, each reason once."""
    reasons = dict.fromkeys(quote.price.step.because for quote in quotes if quote.price.allowed is None)
    for reason in reasons:
        yield Text.assemble(("– not priced: ", "bold yellow"), reason)


def _rests(quotes: Sequence[Quote]) -> str:
    first = quotes[0]
    row = first.row
    where = first.spot.name if len({quote.spot for quote in quotes}) == 1 else "the localities above"
    if len({quote.day for quote in quotes}) > 1:
        return f"{where}; each release with the indices and the factor of its last day"
    places = "" if row["national"] else f"indices {row['indices'] or 'none held'}, "
    known = f"{where}; {places}relative values {row['schedule'] or 'none held'}"
    indices = ""
    if len({quote.spot for quote in quotes}) == 1 and row["gw"] is not None and not row["national"]:
        shown = " ".join(money.fixed(row[name], money.GPCI_SCALE) for name in ("gw", "gpe", "gmp"))
        indices = f"; work, expense, malpractice × {shown}"
    adjusted = "" if all(_plain(quote) for quote in quotes) else "; limiting charge of one unit, before adjustments"
    return f"{known}{indices}; global {row['global_days'] or 'not stated'}{adjusted}"


def _plain(quote: Quote) -> bool:
    return quote.price.allowed in {None, quote.row["published"]}


def _why(quotes: Sequence[Quote]) -> Tree:
    tree = Tree(Text("Why", style="bold cyan"))
    for quote in quotes:
        setting = "facility" if quote.facility else "non-facility"
        branch = tree.add(Text(f"{quote.day} {quote.spot.name} {setting}", style="bold"))
        grow(branch, quote.price.step)
    return tree
