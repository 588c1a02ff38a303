"""What can be fetched, how far a fetch is, and what it brought."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from frostline.interfaces.cli.output import say
from frostline.reference.addresses import about, kinds
from frostline.reference.fetching import Fetched

Json = dict[str, Any]


@contextmanager
def downloading() -> Iterator[Callable[[str, int, int | None], None]]:
    """Give a function that tells how many bytes of a file are there: a bar on a terminal, silence in a pipe."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # noqa: PLC0415 - only people need Rich
    from rich.progress import (  # noqa: PLC0415 - as above
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TransferSpeedColumn())
    with Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("fetching", total=None)
        yield lambda file, done, total: bar.update(task, description=file, completed=done, total=total)


def show_known() -> None:
    """Print what can be fetched by name, where from, and what is uncertain about it."""
    for kind in kinds():
        say(f"{kind.name:15}{kind.title} ({kind.publisher})")
        say(f"{'':15}{kind.landing}")
    say(about())


def known_json() -> list[Json]:
    """What can be fetched, as plain values."""
    return [
        {
            "example": kind.name,
            "title": kind.title,
            "publisher": kind.publisher,
            "landing": kind.landing,
            "addresses": list(kind.addresses),
            "note": about(),
        }
        for kind in kinds()
    ]


def show(fetched: Sequence[Fetched]) -> None:
    """Print the files that were fetched."""
    for one in fetched:
        again = "  went on from a part" if one.resumed else ""
        say(f"fetched     {one.name:16}{one.size:>13,} bytes  {one.path}{again}")


def as_json(fetched: Sequence[Fetched]) -> list[Json]:
    """Give the files that were fetched as plain values."""
    return [
        {
            "name": one.name,
            "address": one.address,
            "path": str(one.path),
            "bytes": one.size,
            "sha256": one.sha256,
            "resumed": one.resumed,
        }
        for one in fetched
    ]
