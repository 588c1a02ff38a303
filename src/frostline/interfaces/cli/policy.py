"""`frostline policy`: the policies that are held, one of them whole, two compared, the payers side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json
from frostline.interfaces.cli.pricing import AsJson, Day
from frostline.model.errors import FrostlineError

if TYPE_CHECKING:
    from frostline.api.landscape import Surveyed
    from frostline.api.policies import Whole

app = typer.Typer(help="Coverage policies: list, show, diff, landscape.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(help="A policy, such as regence.surgery.132, or a revision of it: @2026-06-01.")]
EvidenceOf = Annotated[
    str | None, typer.Option("--evidence", help='Studies, guidelines and references with these words; "" shows all.')
]
Background = Annotated[
    bool, typer.Option("--background", help="What the procedure is, devices, complications, summary.")
]
FORMATS = ("table", "csv", "json", "html")


@app.command("list")
def list_(
    payer: Annotated[str | None, typer.Option("--payer", help="Of one payer, such as medicare.")] = None,
    *,
    day: Day = None,
    as_json: AsJson = False,
) -> None:
    """List the revisions that decide, those in force on a day with --date."""
    from frostline.api.policies import policies  # noqa: PLC0415 - heavy

    held = policies(payer, day.date() if day else None)
    if as_json:
        from frostline.interfaces.policies import listed  # noqa: PLC0415 - only here

        say_json([listed(policy) for policy in held])
    else:
        from frostline.interfaces.cli.policy_page import draw_list  # noqa: PLC0415 - only people need Rich

        draw_list(held)
    raise typer.Exit(CLEAN if held else UNSURE)


@app.command()
def show(name: Name, *, evidence: EvidenceOf = None, background: Background = False, as_json: AsJson = False) -> None:
    """Show a policy whole: days, scope, criteria, codes, what to send, where else to look; or what stands behind it."""
    from frostline.api.policies import policy  # noqa: PLC0415 - heavy

    found = policy(name)
    if evidence is None and not background:
        _page(found, as_json=as_json)
        return
    if found.room is None:
        raise FrostlineError(f"policy show: {found.policy.revision} has no evidence room; leave the option off")
    if as_json:
        from frostline.interfaces.evidence import background_json, evidence_json  # noqa: PLC0415 - only here

        rooms = [background_json(found.room)] if background else []
        say_json([*rooms, *([evidence_json(found.room, evidence)] if evidence is not None else [])])
        return
    from frostline.interfaces.cli.evidence import draw_background, draw_evidence  # noqa: PLC0415 - only people need Rich

    if background:
        draw_background(found.room)
    if evidence is not None:
        draw_evidence(found.room, evidence)


def _page(found: "Whole", *, as_json: bool) -> None:
    if as_json:
        from frostline.interfaces.policies import policy as told  # noqa: PLC0415 - only here

        say_json([told(found)])
    else:
        from frostline.interfaces.cli.policy_page import draw_policy  # noqa: PLC0415 - only people need Rich

        draw_policy(found)


@app.command()
def diff(
    a: Annotated[str, typer.Argument(help="The older: medicare.ncd.230.9@1999-07-01, or a record of the landscape.")],
    b: Annotated[str, typer.Argument(help="The newer.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Compare two revisions over every input, or two records of the landscape as far as they were seen."""
    from frostline.api.policy_diff import policy_diff  # noqa: PLC0415 - heavy

    records = [not _decides(name) and _is_record(name) for name in (a, b)]
    if all(records):
        _seen_diff(a, b, as_json=as_json)
        return
    if any(records) and (_decides(a) or _decides(b)):
        found_ = f"{a} and {b}, a policy that decides and a record of what was seen"
        raise FrostlineError(f"policy diff: found {found_}; expected two of a kind")
    found = policy_diff(a, b)
    if as_json:
        from frostline.interfaces.policy_diff import policy_diff_json  # noqa: PLC0415 - only here

        say_json([policy_diff_json(found)])
    else:
        from frostline.interfaces.cli.policy_diff import draw_policy_diff  # noqa: PLC0415 - only people need Rich

        draw_policy_diff(found)


def _decides(name: str) -> bool:
    from frostline.api.policies import every  # noqa: PLC0415 - heavy

    return name.partition("@")[0].strip().casefold() in {held.id for held in every()}


def _is_record(name: str) -> bool:
    from frostline.api.landscape import names  # noqa: PLC0415 - heavy

    return name.partition("@")[0] in {held.partition("@")[0] for held in names()}


def _seen_diff(a: str, b: str, *, as_json: bool) -> None:
    from frostline.api.landscape import seen_pair  # noqa: PLC0415 - heavy

    found = seen_pair(a, b)
    if as_json:
        from frostline.interfaces.landscape import seen_diff_json  # noqa: PLC0415 - only here

        say_json([seen_diff_json(found)])
    else:
        from frostline.interfaces.cli.landscape import draw_seen_diff  # noqa: PLC0415 - only people need Rich

        draw_seen_diff(found)


@app.command()
def landscape(
    indication: Annotated[
        str | None, typer.Option("--indication", help='A use in words, such as "prostate, focal".')
    ] = None,
    *,
    code: Annotated[str | None, typer.Option("--code", help="A CPT code, such as 17340.")] = None,
    form: Annotated[str, typer.Option("--format", help="table, csv, json or html.")] = "table",
    as_json: AsJson = False,
    out: Annotated[Path | None, typer.Option("--out", help="A file to write instead of printing.")] = None,
) -> None:
    """Show what payers were seen to say, side by side: what was seen, where, and how much of it; never decided by."""
    form = "json" if as_json else form
    if form not in FORMATS:
        raise FrostlineError(f"landscape: found --format {form}; expected one of {', '.join(FORMATS)}")
    from frostline.api.landscape import landscape_of  # noqa: PLC0415 - heavy

    found = landscape_of(indication, code)
    if form == "table":
        if out is not None:
            raise FrostlineError("landscape: found --out beside --format table; expected csv, json or html")
        from frostline.interfaces.cli.landscape import draw_landscape  # noqa: PLC0415 - only people need Rich

        draw_landscape(found)
        return
    _give(_landscape_text(found, form), out)


def _landscape_text(found: "Surveyed", form: str) -> str:
    import json  # noqa: PLC0415 - only here

    from frostline.interfaces.landscape import landscape_csv, landscape_html, landscape_json  # noqa: PLC0415 - as above

    if form == "json":
        return json.dumps(landscape_json(found), indent=2, ensure_ascii=False)
    return landscape_csv(found) if form == "csv" else landscape_html(found)


def _give(text: str, out: Path | None) -> None:
    if out is None:
        say(text.rstrip("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise FrostlineError(f"landscape: {out} cannot be written ({error.strerror})") from None
