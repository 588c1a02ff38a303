"""`frostline reference`: the publishers' releases, what is held and whether it is whole."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json
from frostline.interfaces.cli.progress import progress

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from frostline.model.tables import Release as Held
    from frostline.reference.adding import Addition
    from frostline.reference.listing import Known

app = typer.Typer(help="The publishers' official releases: add, list, verify, compare.", no_args_is_help=True)
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array.")]
Files = Annotated[list[Path], typer.Argument(help="Files as the publisher gives them: txt, csv, xlsx, gz, zip.")]
As = Annotated[
    str | None, typer.Option("--as", help="Take a third party's file as this table; answers that use it say so.")
]
Name = Annotated[str | None, typer.Option("--release", help="The publisher's name, where the file does not say it.")]
Names = Annotated[list[str], typer.Argument(help="Names of releases, such as RVU26B.")]
Release = Annotated[str, typer.Argument(help="Name of a release, such as RVU24C.")]
AllCodes = Annotated[bool, typer.Option("--all", help="Every code, not only those of this field.")]
OfTable = Annotated[str | None, typer.Option("--table", help="Which table, where two have releases of these names.")]
Out = Annotated[Path | None, typer.Option("--out", help="Write all rows to this Parquet file.")]
Fetchable = Annotated[list[str] | None, typer.Argument(help="Names of releases, such as RVU26B.")]
Address = Annotated[str | None, typer.Option("--address", help="Where to download from, if it is not the known one.")]
Folder = Annotated[Path | None, typer.Option("--folder", help="Where the download goes.")]


@app.command()
def add(files: Files, *, as_: As = None, release: Name = None, as_json: AsJson = False) -> None:
    """Add official files: all of them, or none where one has a fault."""
    from frostline.api.reference import add_releases  # noqa: PLC0415 - heavy

    with progress("adding") as tell:
        additions, aside = add_releases(files, as_, release, tell)
    if as_json:
        say_json([_addition(found) for found in additions])
        return
    for found in additions:
        say(_told(found))
    for name in aside:
        say(f"left aside  {name}: no table that is known")


def _told(found: "Addition") -> str:
    release = found.release
    days = f"{release.from_} to {release.through}"
    untested = "" if found.tested else "; this form was never tested on a real file"
    whose = "; a third party's, not the publisher's own" if release.third_party else ""
    return f"{found.outcome:14}{release.release:16}{release.rows:>10,} rows  {days}  {found.layout}{whose}{untested}"


def _addition(found: "Addition") -> dict[str, Any]:
    return {"outcome": found.outcome, "layout": found.layout, "tested": found.tested, **_plain(found.release)}


@app.command(name="list")
def list_(*, as_json: AsJson = False) -> None:
    """Show what is known for which days, and the gaps."""
    from frostline.api.reference import list_releases  # noqa: PLC0415 - heavy

    held = list_releases()
    if as_json:
        say_json([_known(found) for found in held])
    else:
        from frostline.interfaces.cli.releases import show  # noqa: PLC0415 - only people need Rich

        show(held)


def _known(found: "Known") -> dict[str, Any]:
    gaps = [{"from": str(first), "through": str(last)} for first, last in found.gaps]
    return {"table": found.table, "releases": [_plain(release) for release in found.releases], "gaps": gaps}


def _plain(release: "Held") -> dict[str, Any]:
    return {
        "table": release.table,
        "release": release.release,
        "publisher": release.publisher,
        "from": str(release.from_),
        "through": str(release.through),
        "rows": release.rows,
        "complete": release.complete,
        "third_party": release.third_party,
        "builtin": not release.digest,
        "source": release.source,
        "sha256": release.sha256,
        "digest": release.digest or None,
        "note": release.note,
    }


@app.command()
def verify(*, as_json: AsJson = False) -> None:
    """Prove that every added release still is what was added."""
    from frostline.api.reference import verify_releases  # noqa: PLC0415 - heavy

    with progress("verifying") as tell:
        proofs, left = verify_releases(tell)
    wrong = [proof for proof in proofs if proof.fault]
    if as_json:
        say_json([{"release": proof.release.release, "table": proof.release.table, "sound": not proof.fault,
                   "fault": proof.fault or None} for proof in proofs])  # fmt: skip
    else:
        _verified(((proof.release.release, proof.fault) for proof in proofs), left)
    raise typer.Exit(UNSURE if wrong else CLEAN)


def _verified(proofs: "Iterable[tuple[str, str]]", left: "Sequence[str]") -> None:
    held = list(proofs)
    for name, fault in held:
        say(f"{'✗' if fault else '✓'} {name}{f': {fault}' if fault else ''}")
    for path in left:
        say(f"– {path}: left by an interrupted import, in nobody's way; the next add sweeps it")
    sound = sum(not fault for _, fault in held)
    none = "nothing was added; the built-in figures answer"
    say(f"{sound} of {len(held)} added releases are sound" if held else none)


@app.command()
def remove(names: Names, *, as_json: AsJson = False) -> None:
    """Take added releases away; the built-in figures stay."""
    from frostline.api.reference import remove_releases  # noqa: PLC0415 - heavy

    removed = remove_releases(names)
    if as_json:
        say_json([_plain(release) for release in removed])
        return
    for release in removed:
        say(f"removed     {release.release}  {release.table}")


@app.command()
def diff(  # noqa: PLR0913 - one parameter an option
    a: Release, b: Release, *, all_: AllCodes = False, table: OfTable = None, out: Out = None, as_json: AsJson = False
) -> None:
    """Show what changed from one release to another: codes, values, pairs, limits."""
    from frostline.api.reference import differ, write  # noqa: PLC0415 - as above
    from frostline.interfaces.cli.differences import as_json as plain  # noqa: PLC0415 - heavy
    from frostline.interfaces.cli.differences import show  # noqa: PLC0415 - as above

    found = differ(a, b, table=table, all_=all_)
    if out is not None:
        write(found, out)
    if as_json:
        say_json(plain(found))
    else:
        show(found)


@app.command()
def fetch(names: Fetchable = None, *, address: Address = None, folder: Folder = None, as_json: AsJson = False) -> None:
    """Download the publisher's file of each release by name, and add it; without a name, list what is known."""
    from frostline.interfaces.cli import fetching  # noqa: PLC0415 - heavy

    if not names:
        say_json(fetching.known_json()) if as_json else fetching.show_known()
        return
    from frostline.api.reference import fetch as download  # noqa: PLC0415 - heavy

    with fetching.downloading() as tell:
        fetched = [found for name in names for found in download(name, folder, address, tell)]
    if not as_json:
        fetching.show(fetched)
    add([found.path for found in fetched], as_json=as_json)
