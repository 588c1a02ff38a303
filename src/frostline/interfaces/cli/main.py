"""`frostline`: the commands, and how every one of them ends.

Exit codes: 0 clean; 1 findings, questions, unconfirmed or not checked; 2 bad input or our fault.
"""

import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins costs more than reading a chart
gc.disable()  # start-up makes many objects and no garbage; looking for it costs a tenth of the time

import typer  # noqa: E402 - after the two settings above

from frostline.interfaces.cli import diagnoses, pricing, reference  # noqa: E402 - as above
from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json  # noqa: E402 - as above
from frostline.model.errors import FrostlineError  # noqa: E402 - as above

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from frostline.model.advice import Profile
    from frostline.model.claim import Outcome
    from frostline.model.encounter import Encounter

app = typer.Typer(
    name="frostline",
    help="From what was frozen to a clean, correctly priced claim, with the reason and the citation for every step.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(reference.app, name="reference")
app.command()(pricing.price)
app.command()(pricing.standing)
app.command()(diagnoses.icd10)
BAD = 2
Given = TypeVar("Given")
Made = TypeVar("Made")

Encounters = Annotated[
    list[Path],
    typer.Argument(help="Encounters in YAML or JSON, charts or finished claims; - reads standard input."),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array, one object an encounter.")]
Why = Annotated[bool, typer.Option("--why", help="Unfold every reason down to its citation.")]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse what no table confirms for the day of service.")]


OwnProfile = Annotated[
    Path | None,
    typer.Option("--profile", help="A payer profile in YAML: sides of what the field has not settled, and habits."),
]


@app.command()
def bill(
    encounters: Encounters,
    *,
    as_json: AsJson = False,
    why: Why = False,
    strict: Strict = False,
    profile: OwnProfile = None,
) -> None:
    """Turn encounters into claims: lines, edits, prices, questions, each with its reason."""
    from frostline.api.billing import bill as answer  # noqa: PLC0415 - heavy, and only this command needs it

    read, own = _read(encounters, profile)
    gc.freeze()  # what start-up made stays; only what comes after is looked through
    gc.enable()
    outcomes = _each(read, lambda encounter: answer(encounter, strict=strict, profile=own))
    if as_json:
        _print_json(outcomes)
    else:
        from frostline.interfaces.cli.claim import show  # noqa: PLC0415 - only people need Rich

        for outcome in outcomes:
            show(outcome, why=why)
    raise typer.Exit(CLEAN if all(outcome.clean for outcome in outcomes) else UNSURE)


def _read(paths: "Iterable[Path]", profile: Path | None) -> "tuple[list[tuple[str, Encounter]], Profile | None]":
    """Read every encounter first, with its name, and the profile: all faults of all files are told at once."""
    from frostline.api.billing import profile_from  # noqa: PLC0415 - heavy
    from frostline.api.encounters import load_encounter, load_stream  # noqa: PLC0415 - heavy

    own: list[Profile] = []

    def read(path: Path) -> "Encounter | None":
        if path is profile:
            own.append(profile_from(path))
            return None
        if str(path) == "-":
            return load_stream(sys.stdin.buffer, "standard input")
        return load_encounter(path)

    files = list(paths)
    names = ["standard input" if str(path) == "-" else str(path) for path in files]
    made = _each([(None, path) for path in (*files, *([profile] if profile else []))], read)
    return list(zip(names, (held for held in made if held is not None), strict=True)), next(iter(own), None)


def _each(named: "Iterable[tuple[str | None, Given]]", make: "Callable[[Given], Made]") -> "list[Made]":
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


def _print_json(outcomes: "list[Outcome]") -> None:
    from frostline.interfaces import contract  # noqa: PLC0415 - only here

    say_json([contract.outcome(outcome) for outcome in outcomes])


@app.command()
def schema(name: Annotated[str, typer.Argument(help="What to describe: encounter.")]) -> None:
    """Print the JSON Schema of an input."""
    from frostline.knowledge.encounters import encounter_schema  # noqa: PLC0415 - heavy

    if name != "encounter":
        raise FrostlineError(f"schema: found {name}; expected encounter, the one input that has a schema")
    say(json.dumps(encounter_schema(), indent=2))


@app.callback(invoke_without_command=True)
def frostline(*, version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False) -> None:
    """Read the options that stand before every command."""
    if version:
        from frostline import __version__  # noqa: PLC0415 - only here

        say(f"frostline {__version__}")
        raise typer.Exit(CLEAN)


def run(arguments: list[str] | None = None) -> None:
    """Run a command; whatever happens, the user sees a sentence and never a traceback."""
    try:
        app(arguments)
    except FrostlineError as error:
        _fail(str(error))
    except Exception as error:
        if os.environ.get("FROSTLINE_DEBUG"):
            raise
        _fail(_our_fault(error))


def _our_fault(error: Exception) -> str:
    what = f"{type(error).__name__}: {error}".splitlines()[0][:300]
    return f"this is our fault, not yours: {what}. Run again with FROSTLINE_DEBUG=1 and report what it prints"


def _fail(message: str) -> Any:  # noqa: ANN401 - never returns
    lines = message.splitlines()
    for text in lines:
        print(f"frostline: {text}", file=sys.stderr)  # noqa: T201 - the message
    if len(lines) > 1:
        print(f"frostline: {len(lines)} faults; nothing was done", file=sys.stderr)  # noqa: T201 - the message
    raise SystemExit(BAD)
