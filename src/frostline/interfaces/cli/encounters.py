"""Encounters given to a command: all of them read first, so that the faults of all are told at once."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from frostline.model.errors import FrostlineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from frostline.model.advice import Profile
    from frostline.model.encounter import Encounter

Given = TypeVar("Given")
Made = TypeVar("Made")

Encounters = Annotated[
    list[Path],
    typer.Argument(help="Encounters in YAML or JSON, charts or finished claims; - reads standard input."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array, one object an encounter.")]
Why = Annotated[bool, typer.Option("--why", help="Unfold every reason down to its citation.")]


def read(paths: "Iterable[Path]", profile: Path | None) -> "tuple[list[tuple[str, Encounter]], Profile | None]":
    """Read every encounter first, with its name, and the profile: all faults of all files are told at once."""
    from frostline.api.billing import profile_from  # noqa: PLC0415 - heavy
    from frostline.api.encounters import load_encounter, load_stream  # noqa: PLC0415 - heavy

    own: list[Profile] = []

    def one(path: Path) -> "Encounter | None":
        if path is profile:
            own.append(profile_from(path))
            return None
        if str(path) == "-":
            return load_stream(sys.stdin.buffer, "standard input")
        return load_encounter(path)

    files = list(paths)
    names = ["standard input" if str(path) == "-" else str(path) for path in files]
    made = each([(None, path) for path in (*files, *([profile] if profile else []))], one)
    return list(zip(names, (held for held in made if held is not None), strict=True)), next(iter(own), None)


def each(named: "Iterable[tuple[str | None, Given]]", make: "Callable[[Given], Made]") -> "list[Made]":
    """Do the same for each, and tell the faults of all of them at once, with the name of what they are in."""
    made: list[Made] = []
    told: list[str] = []
    for name, given in named:
        try:
            made.append(make(given))
        except FrostlineError as error:
            told += [f"{name}: {text}" if name else text for text in str(error).splitlines()]
    if told:
        raise FrostlineError("\n".join(told))
    return made
