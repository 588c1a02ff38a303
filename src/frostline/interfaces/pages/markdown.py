"""A page as Markdown: any text of it stands as text, whatever signs it has."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from frostline.interfaces.pages.bars import figure_lines
from frostline.interfaces.pages.readers import dated
from frostline.interfaces.pages.texts import line_head, numeric, printable
from frostline.model.pages import (
    Block,
    Disputed,
    Disputes,
    Example,
    Figure,
    Gap,
    Items,
    Named,
    Page,
    Questions,
    Said,
    Section,
    Table,
)

SIGNS = re.compile(r"[\\`*_\[\]<>|~#$&]")
OPENING = re.compile(r"^(\d{1,9})([.)])|^([-+=:])")
WEB = re.compile(r"https?://[^\s<>]+")
TICKS = re.compile(r"`+")
WIDTH = 88


def page_markdown(page: Page) -> str:
    """Give a page as Markdown."""
    parts = [*_head(page), *(part for section in dated(page).sections for part in _section(section)), *_foot(page)]
    return "\n\n".join(part for part in parts if part) + "\n"


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it stands, at the start of a line too."""
    line = SIGNS.sub(r"\\\g<0>", " ".join(printable(text).split()))
    return OPENING.sub(lambda found: f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3]}", line)


def _head(page: Page) -> Iterator[str]:
    yield f"# {escaped(page.code)} {escaped(page.label)}"
    yield escaped(page.plain)
    if page.aliases:
        yield f"Also known as: {escaped(', '.join(page.aliases))}"
    by = f", by {', '.join(page.releases)}" if page.releases else ""
    yield escaped(f"{page.family}; as of {page.date}{by}")


def _section(section: Section) -> Iterator[str]:
    yield f"## {escaped(section.title)}"
    for block in section.blocks:
        yield from _block(block)
    if section.links:
        yield f"See also: {escaped(', '.join(section.links))}"


@singledispatch
def _block(block: Block) -> Iterator[str]:
    raise NotImplementedError(type(block).__name__)


@_block.register
def _(block: Items) -> Iterator[str]:
    marks = (f"{number}." if block.ordered else "-" for number, _ in enumerate(block.items, 1))
    yield "\n".join(f"{mark} {_said(item)}" for mark, item in zip(marks, block.items, strict=True))


@_block.register
def _(block: Table) -> Iterator[str]:
    yield f"{escaped(block.caption)}{_marks(block.sources)}".strip()
    yield _table(block.head, block.rows, block.numeric)


@_block.register
def _(block: Figure) -> Iterator[str]:
    yield f"**{escaped(block.title)}** {escaped(block.caption)}{_marks(block.sources)}"
    lines = figure_lines(block, WIDTH)
    ticks = max((len(run) for line in lines for run in TICKS.findall(line)), default=0)
    fence = "`" * max(3, ticks + 1)
    yield "\n".join((f"{fence}text", *lines, fence))


@_block.register
def _(block: Questions) -> Iterator[str]:
    for held in block.held:
        yield f"### {escaped(held.ask)}"
        yield f"{escaped(held.answer)}{_marks(held.sources)}"


@_block.register
def _(block: Disputes) -> Iterator[str]:
    for held in block.held:
        yield from _disputed(held)


def _disputed(held: Disputed) -> Iterator[str]:
    yield f"### {escaped(held.topic)}"
    sides = [(", ".join(claim.sources), claim.says) for claim in held.claims]
    sides += [("computed", held.computed)] if held.computed else []
    yield _table(("who", "says"), sides)
    yield escaped(held.note)


@_block.register
def _(block: Example) -> Iterator[str]:
    yield f"### Example: {escaped(block.title)}"
    yield escaped(block.encounter)
    if block.lines:
        head = line_head(block.lines)
        yield _table(head, block.lines, numeric(head))
    yield escaped(block.says)


@_block.register
def _(block: Gap) -> Iterator[str]:
    yield f"Not available: {escaped(block.what)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]], numeric: Sequence[int] = ()) -> str:
    rule = ["---:" if number in numeric else "---" for number, _ in enumerate(head)]
    lines = ([escaped(cell) for cell in head], rule, *([escaped(cell) for cell in row] for row in rows))
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _said(item: Said) -> str:
    level = f"{item.level}: " if item.level else ""
    return f"{escaped(level + item.says)}{_marks(item.sources)}"


def _marks(sources: Iterable[str]) -> str:
    names = ", ".join(sources)
    return f" ({escaped(names)})" if names else ""


def _foot(page: Page) -> Iterator[str]:
    if page.sources:
        yield "## Sources"
        yield "\n".join(f"- {_source(source)}" for source in page.sources)
    yield from (escaped(notice) for notice in page.notices)


def _source(source: Named) -> str:
    url = f"<{source.url}>" if WEB.fullmatch(printable(source.url)) else escaped(source.url)
    said = [escaped(part) for part in (source.title, source.kind, source.date) if part]
    return f"**{escaped(source.id)}** {', '.join([*said, url] if url else said)}"
