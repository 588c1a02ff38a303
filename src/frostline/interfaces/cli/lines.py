"""A priced file of lines on the terminal: how many, what they come to, and why some have no amount."""

import json
from pathlib import Path

import polars as pl

from frostline.api.priced_files import in_dollars, price_lines_of, reasons, unconfirmed, write
from frostline.interfaces.cli.output import CLEAN, knows_unicode, say
from frostline.interfaces.cli.progress import progress
from frostline.model import money
from frostline.model.errors import FrostlineError

UNSURE = 1
FIRST = 12  # lines that are shown where no file is asked for


def price_file(path: Path, out: Path | None, *, as_json: bool, strict: bool) -> int:
    """Price a file of lines; gives the exit code."""
    with progress(f"pricing {path.name}") as tell:
        tell("reading and pricing", 0, 1)
        priced = price_lines_of(path)
    doubtful = unconfirmed(priced)
    if strict and doubtful.height:
        _refuse(doubtful)
    if out is not None:
        write(priced, out)
    if as_json:
        rows = in_dollars(priced).with_columns(pl.col("date").cast(pl.String)).rows(named=True)
        say(json.dumps(rows, indent=2, ensure_ascii=not knows_unicode()))
    else:
        _show(priced, doubtful.height, out)
    return UNSURE if doubtful.height or priced["allowed"].null_count() else CLEAN


def _refuse(doubtful: pl.DataFrame) -> None:
    days, held = doubtful["date"].unique().sort(), doubtful["schedule"].unique().drop_nulls().sort()
    raise FrostlineError(
        f"--strict: {doubtful.height:,} lines from {days[0]} to {days[-1]} lie outside the known days of "
        f"{', '.join(held) or 'every release'}. Add the releases of those days, or leave --strict off"
    )


def _show(priced: pl.DataFrame, doubtful: int, out: Path | None) -> None:
    amounts = priced["allowed"].drop_nulls()
    if out is None:
        for row in in_dollars(priced.head(FIRST)).rows(named=True):
            amount = row["allowed"] or f"not priced: {row['why_not']}"
            say(f"{row['claim']:>12} {row['line']:>3}  {row['code']} {row['modifiers']:11} × {row['units'] or '?'}  {amount}")
        if priced.height > FIRST:
            say(f"… and {priced.height - FIRST:,} more; --out FILE or --json has all")
    total = money.dollars(int(amounts.sum()))
    say(f"{len(amounts):,} of {priced.height:,} lines priced, ${total} allowed{f'; written to {out}' if out else ''}")
    for reason, count in reasons(priced):
        say(f"{count:,} not priced, {reason}")
    if doubtful:
        say(f"{doubtful:,} lines are outside the known days of their releases: estimates, unconfirmed")
    copies = priced.filter("third_party").height
    if copies:
        say(f"{copies:,} lines rest on a third party's copy, not the publisher's own file")
