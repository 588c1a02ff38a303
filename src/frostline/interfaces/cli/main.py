"""`frostline`: the commands, and how every one of them ends.

Exit codes: 0 clean; 1 findings, questions, unconfirmed or not checked; 2 bad input or our fault.
"""

import gc
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # looking for plugins costs more than reading a chart
gc.disable()  # start-up makes many objects and no garbage; looking for it costs a tenth of the time

import typer  # noqa: E402 - after the two settings above

from frostline.interfaces.cli import cover, diagnoses, policy, pricing, reference, show  # noqa: E402 - as above
from frostline.interfaces.cli.encounters import AsJson, Encounters, Why, each, read  # noqa: E402 - as above
from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json  # noqa: E402 - as above
from frostline.model.errors import FrostlineError  # noqa: E402 - as above

if TYPE_CHECKING:
    from frostline.model.claim import Outcome

app = typer.Typer(
    name="frostline",
    help="From what was frozen to a clean, covered, correctly priced claim, each step with its reason and citation.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(reference.app, name="reference")
app.command()(pricing.price)
app.command()(pricing.standing)
app.command()(diagnoses.icd10)
app.command()(cover.cover)
app.command()(show.show)
app.command()(show.report)
app.add_typer(policy.app, name="policy")
BAD = 2

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

    given, own = read(encounters, profile)
    gc.freeze()  # what start-up made stays; only what comes after is looked through
    gc.enable()
    outcomes = each(given, lambda encounter: answer(encounter, strict=strict, profile=own))
    if as_json:
        _print_json(outcomes)
    else:
        from frostline.interfaces.cli.claim import show  # noqa: PLC0415 - only people need Rich

        for outcome in outcomes:
            show(outcome, why=why)
    raise typer.Exit(CLEAN if all(outcome.clean for outcome in outcomes) else UNSURE)


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
