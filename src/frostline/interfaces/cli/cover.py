"""`frostline cover`: whether the payer covers each line, which fact decides, what to send and to tell."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frostline.interfaces.cli.encounters import AsJson, Encounters, Why, each, read
from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json
from frostline.model.errors import FrostlineError
from frostline.model.policies import NECESSARY

NOTHING = "every line is covered or still open, or plan.line_of_business is not stated"

if TYPE_CHECKING:
    from collections.abc import Sequence

    from frostline.model.claim import Outcome
    from frostline.model.encounter import Encounter
    from frostline.model.notices import Notice

    Answered = tuple[Encounter, Outcome, tuple[Notice, ...]]

Ask = Annotated[bool, typer.Option("--ask", help="Ask one by one for the facts that can still decide.")]
NoticeFile = Annotated[
    Path | None,
    typer.Option(
        "--notice", help="Write what the member should be told, ready to print: a file ending in .html or .txt."
    ),
]


def cover(
    encounters: Encounters, *, as_json: AsJson = False, why: Why = False, ask: Ask = False, notice: NoticeFile = None
) -> None:
    """Say whether the payer's policies cover each line, with the criterion that decides or the facts that can."""
    if notice is not None:
        _refuse_path(notice)
    given = read(encounters, None)[0]
    answers = each(given, lambda encounter: _answered(encounter, ask=ask))
    if as_json:
        say_json([_json(*answer) for answer in answers])
    else:
        for answer in answers:
            _show(answer, why=why, ask=ask)
    if notice is not None:
        _write(notice, [held for *_, notices in answers for held in notices if held.printable])
    raise typer.Exit(CLEAN if all(_sure(outcome) for _, outcome, _ in answers) else UNSURE)


def _sure(outcome: "Outcome") -> bool:
    """Whether there is something to cover, all of it is covered, and no question can still change what it is."""
    held = outcome.coverage
    return bool(held) and not outcome.provisional and all(decision.outcome is NECESSARY for decision in held)


def _refuse_path(path: Path) -> None:
    """Say before any work that a page cannot be written."""
    if path.suffix not in {".html", ".txt"}:
        raise FrostlineError(f"--notice: found {path}; expected a file ending in .html or .txt")
    if not path.parent.is_dir():
        raise FrostlineError(f"--notice: {path} cannot be written: there is no folder {path.parent}")


def _answered(encounter: "Encounter", *, ask: bool) -> "Answered":
    from frostline.api.billing import bill  # noqa: PLC0415 - heavy
    from frostline.api.notifying import notices_for  # noqa: PLC0415 - as above
    from frostline.interfaces.cli.asking import asked_through  # noqa: PLC0415 - as above

    told, outcome = asked_through(encounter, bill) if ask else (encounter, bill(encounter))
    return told, outcome, notices_for(told, outcome)


def _json(encounter: "Encounter", outcome: "Outcome", notices: "Sequence[Notice]") -> dict[str, Any]:
    from frostline.interfaces.contract import question  # noqa: PLC0415 - only here
    from frostline.interfaces.coverage import decision  # noqa: PLC0415 - as above
    from frostline.interfaces.notices import notice_json  # noqa: PLC0415 - as above

    return {
        "id": outcome.id,
        "date": str(outcome.date),
        "payer": encounter.payer,
        "coverage": [decision(found) for found in outcome.coverage],
        "notices": [notice_json(notice) for notice in notices],
        "questions": [question(asked) for asked in outcome.questions],
    }


def _show(answer: "Answered", *, why: bool, ask: bool) -> None:
    from rich.text import Text  # noqa: PLC0415 - only people need Rich
    from rich.tree import Tree  # noqa: PLC0415 - as above

    from frostline.interfaces.cli.claim import grow, title, trimmed  # noqa: PLC0415 - as above
    from frostline.interfaces.cli.coverage import in_full, to_tell  # noqa: PLC0415 - as above
    from frostline.interfaces.cli.paper import draw, panel  # noqa: PLC0415 - as above

    encounter, outcome, notices = answer
    parts = trimmed([*in_full(outcome), *to_tell(notices)])
    tree = Tree(Text("Why", style="bold cyan"))
    for found in outcome.coverage:
        branch = tree.add(
            Text(f"line {found.line}: {found.code}" if found.line else ", ".join(found.about), style="bold")
        )
        grow(branch, found.step)
    draw(panel(title(outcome), parts), *([tree] if why else []))
    keep = ask and (encounter.facts or any(entry.facts for entry in encounter.treated or ()))
    if keep:
        from frostline.interfaces.cli.asking import facts_to_keep  # noqa: PLC0415 - only where it was asked

        say(f"\nTo keep in the encounter:\n{facts_to_keep(encounter)}")


def _write(path: Path, notices: "Sequence[Notice]") -> None:
    """Write every notice that can be printed, whole or not at all."""
    from frostline.interfaces.notices import notice_html, notice_text  # noqa: PLC0415 - only here

    if not notices:
        typer.echo(f"frostline: {path} was not written: {NOTHING}", err=True)
        return
    text = (
        notice_html(notices)
        if path.suffix == ".html"
        else "\f".join(notice_text(held, office=False) for held in notices)
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FrostlineError(f"--notice: {path} cannot be written ({error.strerror})") from None
