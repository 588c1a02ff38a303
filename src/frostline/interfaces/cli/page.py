"""A page about a code on the terminal: sections, tables, steps and pictures, who says what, and what nobody has."""

from collections.abc import Iterable, Iterator, Sequence
from functools import singledispatch

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table as Grid
from rich.text import Text

from frostline.interfaces.cli.listed import heading
from frostline.interfaces.cli.output import knows_unicode
from frostline.interfaces.cli.paper import PIPE_WIDTH, draw, paper
from frostline.interfaces.pages.bars import figure_lines
from frostline.interfaces.pages.readers import read_by
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

INDENT = 2
FIGURE_WIDTH = 96


def draw_page(page: Page, reader: str | None, level: str | None) -> None:
    """Print a page for a reader and a level, or all of it, no wider than a page."""
    shown = read_by(page, reader, level)
    on = paper()
    on.width = min(on.width, PIPE_WIDTH)
    sections = (part for section in shown.sections for part in _section(section, shown))
    draw(*_head(shown, reader, level), *sections, *_foot(shown), on=on)


def _head(page: Page, reader: str | None, level: str | None) -> Iterator[RenderableType]:
    yield Text.assemble((_clean(page.code), "bold cyan"), "  ", (_clean(page.label), "bold"))
    yield Text(_clean(page.plain), style="italic")
    if page.aliases:
        yield Text.assemble(("also known as  ", "dim"), _clean(", ".join(page.aliases)))
    by = f", by {', '.join(page.releases)}" if page.releases else ""
    asked = " ".join(filter(None, [level, reader]))
    read = f"  {_dot()} as read by: {asked}" if asked else ""
    yield Text(_clean(f"{page.family}  {_dot()} as of {page.date}{by}{read}"), style="dim")
    yield Text()


def _section(section: Section, page: Page) -> Iterator[RenderableType]:
    yield Rule(Text(_clean(section.title), style="bold cyan"), align="left", style="dim", characters=_or("─", "-"))
    for block in section.blocks:
        yield Padding(Group(*_block(block, page)), (0, 0, 0, INDENT))
    if section.links:
        yield Padding(Text(f"see also  {_clean(', '.join(section.links))}", style="dim"), (0, 0, 0, INDENT))
    yield Text()


@singledispatch
def _block(block: Block, page: Page) -> Iterator[RenderableType]:
    raise NotImplementedError(type(block).__name__)


@_block.register
def _(block: Items, _page: Page) -> Iterator[RenderableType]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number:>2}. " if block.ordered else f"{_or('•', '-')} "
        yield _hanging(Text(mark, style="cyan"), _said(item))


@_block.register
def _(block: Table, _page: Page) -> Iterator[RenderableType]:
    if block.caption or block.sources:
        yield Text.assemble((_clean(block.caption), "italic"), _marks(block.sources))
    yield _grid(block.head, block.rows, block.numeric)
    yield Text()


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]], right: Sequence[int]) -> Grid:
    table = Grid(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for number, name in enumerate(head):
        table.add_column(Text(_clean(name)), justify="right" if number in right else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_clean(cell)) for cell in row))
    return table


@_block.register
def _(block: Figure, _page: Page) -> Iterator[RenderableType]:
    yield Text.assemble(
        (_clean(block.title), "bold"),
        (f"  {_clean(block.caption)}" if block.caption else "", "italic"),
        _marks(block.sources),
    )
    lines = figure_lines(block, FIGURE_WIDTH, ascii_only=not knows_unicode())
    drawn = Text("\n".join(lines), no_wrap=True, overflow="crop")
    drawn.highlight_regex(r"[◀<] this code|^(?:lowest|median|highest)\b", "bold cyan")
    drawn.highlight_regex(r"[▏▎▍▌▋▊▉█▁▂▃▄▅▆▇▒░▚]+", "blue")
    yield drawn
    yield Text()


@_block.register
def _(block: Questions, _page: Page) -> Iterator[RenderableType]:
    for held in block.held:
        yield Text(_clean(held.ask), style="bold")
        yield Padding(Text.assemble(_clean(held.answer), _marks(held.sources)), (0, 0, 0, INDENT))


@_block.register
def _(block: Disputes, page: Page) -> Iterator[RenderableType]:
    for held in block.held:
        yield from _disputed(held, page)


def _disputed(held: Disputed, page: Page) -> Iterator[RenderableType]:
    """Set who says what side by side; below it what was computed."""
    yield Text.assemble((f"{_or('⚖ ', '')}{_clean(held.topic)}", "bold yellow"))
    dates = {source.id: source.date for source in page.sources}
    sides = Grid(box=None, pad_edge=False, show_header=False, padding=(0, 2, 0, 0))
    sides.add_column(overflow="fold", max_width=PIPE_WIDTH // 4)
    sides.add_column(overflow="fold")
    for claim in held.claims:
        sides.add_row(_who(claim, dates), Text(_clean(claim.says)))
    if held.computed:
        sides.add_row(Text("computed", style="bold green"), Text(_clean(held.computed), style="green"))
    if held.note:
        sides.add_row(Text("note", style="dim"), Text(_clean(held.note), style="dim"))
    yield Padding(sides, (0, 0, 0, INDENT))


def _who(claim: Said, dates: dict[str, str]) -> Text:
    """Name who makes a claim, with the date that is known of it."""
    said = [f", {dates[source]}" for source in claim.sources if dates.get(source)]
    return Text.assemble((_clean(", ".join(claim.sources)) or "?", "bold"), (_clean("".join(said)), "dim"))


@_block.register
def _(block: Example, _page: Page) -> Iterator[RenderableType]:
    yield Text.assemble(("Example  ", "cyan"), (_clean(block.title), "bold"))
    yield Padding(Text(_clean(block.encounter)), (0, 0, 0, INDENT))
    if block.lines:
        head = line_head(block.lines)
        yield Padding(_grid(head, block.lines, numeric(head)), (0, 0, 0, INDENT))
    if block.says:
        yield Padding(Text(_clean(block.says), style="italic"), (0, 0, 0, INDENT))
    yield Text()


@_block.register
def _(block: Gap, _page: Page) -> Iterator[RenderableType]:
    yield Text.assemble(("not available  ", "yellow"), _clean(block.what))


def _foot(page: Page) -> Iterator[RenderableType]:
    if page.sources:
        yield heading("Sources", "cyan")
        for source in page.sources:
            yield Padding(_source(source), (0, 0, 0, INDENT))
        yield Text()
    for notice in page.notices:
        yield Text(_clean(notice), style="dim")


def _source(source: Named) -> RenderableType:
    about = ", ".join(_clean(part) for part in (source.kind, source.date, source.url) if part)
    return _hanging(
        Text(f"{_clean(source.id)}  ", style="bold"), Text.assemble(_clean(source.title), (f"  {about}", "dim"))
    )


def _said(item: Said) -> Text:
    level = f"{item.level}: " if item.level else ""
    return Text.assemble((level, "bold magenta"), _clean(item.says), _marks(item.sources))


def _marks(sources: Iterable[str]) -> tuple[str, str]:
    names = ", ".join(_clean(name) for name in sources)
    return (f"  [{names}]" if names else "", "dim")


def _hanging(mark: Text, text: Text) -> RenderableType:
    """Set a mark before a text whose further lines stand below its first."""
    grid = Grid.grid()
    grid.add_column(no_wrap=True)
    grid.add_column(overflow="fold")
    grid.add_row(mark, text)
    return grid


def _clean(text: str) -> str:
    return printable(text)


def _dot() -> str:
    return _or("·", "-")


def _or(character: str, plain: str) -> str:
    """Give a character where the output knows it."""
    return character if knows_unicode() else plain
