"""`frostline show` and `frostline report`: what a procedure is, on the terminal, and as pages to keep."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frostline.interfaces.cli.output import say, say_json
from frostline.interfaces.cli.pricing import AsJson, Day
from frostline.interfaces.cli.progress import progress
from frostline.model.errors import FrostlineError

if TYPE_CHECKING:
    from frostline.model.pages import Page

Words = Annotated[list[str], typer.Argument(help='A code, or words for it: 17340, or "cryo acne".')]
ReaderOf = Annotated[str | None, typer.Option("--reader", help="clinician, biller, analyst or patient.")]
LevelOf = Annotated[str | None, typer.Option("--level", help="beginner or expert: tips for one of them.")]
READERS, LEVELS = ("clinician", "biller", "analyst", "patient"), ("beginner", "expert")
FORMATS, KINDS = ("html", "pdf", "md", "json"), ("page", "summary", "handout")


def show(
    words: Words, *, reader: ReaderOf = None, level: LevelOf = None, day: Day = None, as_json: AsJson = False
) -> None:
    """Show everything held on a procedure: how to do, code, document, cover, price and explain it."""
    _refuse("--reader", reader, READERS)
    _refuse("--level", level, LEVELS)
    from frostline.api.paging.finding import find  # noqa: PLC0415 - heavy
    from frostline.api.paging.page import page  # noqa: PLC0415 - as above

    code, *others = find(" ".join(words))
    found = page(code, day.date() if day else None)
    if as_json:
        from frostline.interfaces.pages.plain import page_json  # noqa: PLC0415 - only here

        say_json([page_json(found)])
        return
    from frostline.interfaces.cli.page import draw_page  # noqa: PLC0415 - only people need Rich

    draw_page(found, reader, level)
    if others:
        say(f"\nAlso: {', '.join(others)}")


def _refuse(option: str, given: str | None, known: Sequence[str]) -> None:
    if given is not None and given not in known:
        raise FrostlineError(f"{option}: found {given}; expected one of {', '.join(known)}")


def report(
    target: Annotated[
        str, typer.Argument(help='A code, a family such as skin.acne, words such as "cryo acne", or all.')
    ],
    *,
    form: Annotated[str, typer.Option("--format", help="html, pdf, md or json.")] = "html",
    kind: Annotated[str, typer.Option("--kind", help="page (the whole), summary (for an analyst), handout.")] = "page",
    out: Annotated[Path, typer.Option("--out", help="A folder: one file a code; with all and html a site.")] = Path(
        "report"
    ),
) -> None:
    """Write pages of a code, of a family or of all; all of them as html are a site with search."""
    _refuse("--format", form, FORMATS)
    _refuse("--kind", kind, KINDS)
    from frostline.api.paging.finding import find  # noqa: PLC0415 - heavy
    from frostline.api.paging.page import codes  # noqa: PLC0415 - as above

    chosen = codes() if target == "all" else find(target)
    pages = list(_pages(chosen, kind))
    if target == "all" and form == "html" and kind == "page":
        _site(pages, out)
    else:
        _files(pages, form, kind, out)
    say(f"{len(pages)} {'page' if len(pages) == 1 else 'pages'} in {out}")


def _pages(chosen: Sequence[str], kind: str) -> "Iterator[Page]":
    from frostline.api.paging import report as short  # noqa: PLC0415 - heavy
    from frostline.api.paging.page import page  # noqa: PLC0415 - as above

    make = {"page": page, "summary": short.summary, "handout": short.handout}[kind]
    with progress("reading") as tell:
        for done, code in enumerate(chosen, start=1):
            yield make(code)
            tell(code, done, len(chosen))


def _site(pages: "list[Page]", out: Path) -> None:
    from frostline.interfaces.pages.figures import figures_of  # noqa: PLC0415 - only pages are drawn
    from frostline.interfaces.pages.site import site  # noqa: PLC0415 - as above

    drawn: dict[str, dict[str, str]] = {}
    with progress("drawing") as tell:
        for done, page in enumerate(pages, start=1):
            drawn[page.code] = figures_of(page)
            tell(page.code, done, len(pages))
    with progress("writing") as tell:
        site(pages, drawn, out, tell)


def _files(pages: "list[Page]", form: str, kind: str, out: Path) -> None:
    """Write one file a code, each whole or not at all."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for page in pages:
            path = out / f"{page.code}{'' if kind == 'page' else f'-{kind}'}.{form}"
            aside = path.with_suffix(f".{form}.part")
            aside.write_bytes(_bytes(page, form, kind))
            aside.replace(path)
    except OSError as error:
        raise FrostlineError(f"report: {out} cannot be written ({error.strerror})") from None


def _bytes(page: "Page", form: str, kind: str) -> bytes:
    from frostline.interfaces.pages import html, html_handout, markdown, pdf, plain  # noqa: PLC0415 - only here
    from frostline.interfaces.pages.figures import figures_of  # noqa: PLC0415 - as above

    if form == "pdf":
        return pdf.handout_pdf(page) if kind == "handout" else pdf.page_pdf(page, figures_of(page))
    if form == "md":
        return markdown.page_markdown(page).encode()
    if form == "json":
        return json.dumps(plain.page_json(page), indent=2, ensure_ascii=False).encode()
    text = html_handout.handout_html(page) if kind == "handout" else html.page_html(page, figures_of(page), None)
    return text.encode()
