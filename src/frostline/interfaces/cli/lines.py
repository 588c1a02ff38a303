"""A priced file of lines on the terminal: how many, what they come to, and why some have no amount."""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from frostline.api.priced_files import check_out, in_dollars, price_lines_of, reasons, unconfirmed, write
from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json
from frostline.interfaces.cli.progress import progress
from frostline.model import money
from frostline.model.errors import FrostlineError

FIRST = 12  # lines that are shown where no file is asked for


def price_file(path: Path, out: Path | None, *, as_json: bool, strict: bool) -> int:
    """Price a file of lines; gives the exit code."""
    if out is not None:
        check_out(out, path)
    with progress(f"pricing {path.name}") as tell:
        tell("reading and pricing", 0, 1)
        priced = price_lines_of(path)
    doubtful = unconfirmed(priced)
    if strict and doubtful.height:
        _refuse(doubtful)
    if out is not None:
        write(priced, out)
    if as_json:
        say_json(in_dollars(priced).with_columns(pl.col("date", "known_through").cast(pl.String)).rows(named=True))
    else:
        say("\n".join(_told(priced, doubtful, out)))
    sure = not doubtful.height and not priced["allowed"].null_count()
    return CLEAN if sure else UNSURE


def _refuse(doubtful: pl.DataFrame) -> None:
    days, held = doubtful["date"].unique().sort(), doubtful["schedule"].unique().drop_nulls().sort()
    raise FrostlineError(
        f"--strict: {_lines(doubtful.height)} from {days[0]} to {days[-1]} outside the known days of "
        f"{', '.join(held) or 'every release'}. Add the releases of those days, or leave --strict off"
    )


def _told(priced: pl.DataFrame, doubtful: pl.DataFrame, out: Path | None) -> Iterator[str]:
    if out is None:
        yield from _first(priced)
    amounts = priced["allowed"].drop_nulls()
    total = money.dollars(int(amounts.sum()))
    yield f"{len(amounts):,} of {_lines(priced.height)} priced, ${total} allowed{f'; written to {out}' if out else ''}"
    for reason, count in reasons(priced):
        yield f"{count:,} not priced: {reason}{', the first of them' if count > 1 else ''}"
    estimates = doubtful["allowed"].count()
    if estimates:
        yield f"{_lines(estimates)} estimated: outside the known days of the releases, unconfirmed"
    copies = priced["third_party"].explode().drop_nulls().unique().sort()
    if len(copies):
        lines = priced.filter(pl.col("third_party").list.len() > 0).height
        yield f"{_lines(lines)} by a third party's copy, not the publisher's own file: {', '.join(copies)}"


def _first(priced: pl.DataFrame) -> Iterator[str]:
    for row in in_dollars(priced.head(FIRST)).rows(named=True):
        amount = row["allowed"] or f"not priced: {row['why_not']}"
        code = f"{row['code']} {' '.join(row['modifiers']):11} × {row['units'] or '?'}"
        yield f"{row['claim']:>12} {row['line']:>3}  {row['date']}  {code}  {amount}"
    if priced.height > FIRST:
        yield f"… and {priced.height - FIRST:,} more; --out FILE or --json has all"


def _lines(count: int) -> str:
    return f"{count:,} line" if count == 1 else f"{count:,} lines"
