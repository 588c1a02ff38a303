"""Pages as PDF by Typst: texts go in as data, never as markup, and the same page gives the same bytes."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from frostline.interfaces.pages.plain import page_json
from frostline.interfaces.pages.readers import dated
from frostline.interfaces.pages.texts import line_head, numeric, printable
from frostline.model.pages import Page

if TYPE_CHECKING:
    from typst import Compiler

LONG = re.compile(r"\S{30}(?=\S)")
BREAK = "\u200b"  # a line may end here; nothing is seen
SVG = "svg"
Pictured = Sequence[tuple[Page, Mapping[str, str]]]


def page_pdf(page: Page, figures: Mapping[str, str]) -> bytes:
    """Give a page as PDF; `figures` are its pictures (SVG) by title."""
    return report_pdf(f"{page.code} {page.label}", ((page, figures),))


def report_pdf(title: str, pages: Pictured) -> bytes:
    """Give pages, each with its pictures, under a title, with a list of the codes where there are several."""
    return _compiled(title, pages, handout=False)


def handout_pdf(page: Page) -> bytes:
    """Give a handout: its lists alone, in the largest type at which they stand on one page, 12 points at least."""
    return _compiled(page.label, ((page, {}),), handout=True)


def _compiled(title: str, pages: Pictured, *, handout: bool) -> bytes:
    told = _told(title, pages, handout=handout)
    day = max((page.date for page, _ in pages), default=None)
    at = datetime.combine(day, time.min, UTC) if day else 0
    made = _compiler().compile(_template(), format="pdf", sys_inputs={"told": told}, timestamp=at)
    return bytes(made)  # type: ignore[arg-type]  # of a PDF it is never a list nor None


def _told(title: str, pages: Pictured, *, handout: bool) -> str:
    """Give what the template reads, as JSON."""
    shown = [_legible(_pictured(page_json(dated(page)), figures)) for page, figures in pages]
    return json.dumps({"title": printable(title), "pages": shown, "handout": handout})


@cache
def _compiler() -> "Compiler":
    """Give the compiler with its own fonts alone: what this machine has would change the bytes."""
    from typst import Compiler  # noqa: PLC0415 - heavy, and only where a PDF is made

    return Compiler(ignore_system_fonts=True)


@cache
def _template() -> bytes:
    return files(__package__).joinpath("page.typ").read_bytes()


def _pictured(page: dict[str, Any], figures: Mapping[str, str]) -> dict[str, Any]:
    """Put to each figure its picture, or None where there is none, and to each example its head."""
    for section in page["sections"]:
        for block in section["blocks"]:
            if block["block"] == "figure":
                block[SVG] = figures.get(block["title"])
            if block["block"] == "example":
                block["head"] = line_head(block["lines"])
                block["numeric"] = numeric(block["head"])
    return page


def _legible(held: Any) -> Any:  # noqa: ANN401 - JSON of any depth
    """Make every text printable and long words breakable; pictures stay as they are."""
    if isinstance(held, str):
        return LONG.sub(rf"\g<0>{BREAK}", printable(held))
    if isinstance(held, list | tuple):
        return [_legible(entry) for entry in held]
    if isinstance(held, dict):
        return {name: entry if name == SVG else _legible(entry) for name, entry in held.items()}
    return held
