"""A page as one reader wants it: what is written for others goes, what is written for everybody stays."""

from collections.abc import Iterable
from dataclasses import replace

from frostline.model.pages import Answered, Block, Disputes, Items, Page, Questions, Said, Section


def read_by(page: Page, reader: str | None, level: str | None) -> Page:
    """Give the page for a reader and a level; None stands for all of them."""
    if reader is None and level is None:
        return page
    kept = (section for section in page.sections if _for(section.readers, reader))
    sections = tuple(held for section in kept if (held := _section(section, reader, level)).blocks)
    cited = {source for section in sections for block in section.blocks for source in cites(block)}
    return replace(page, sections=sections, sources=tuple(held for held in page.sources if held.id in cited))


def _for(readers: tuple[str, ...], reader: str | None) -> bool:
    return reader is None or not readers or reader in readers


def _section(section: Section, reader: str | None, level: str | None) -> Section:
    blocks = (_block(block, reader, level) for block in section.blocks)
    return replace(section, blocks=tuple(block for block in blocks if block is not None))


def _block(block: Block, reader: str | None, level: str | None) -> Block | None:
    """Keep of a list what is for the reader, and nothing of a list that is for others."""
    if not isinstance(block, Items):
        return block
    kept = tuple(item for item in block.items if _for(item.readers, reader) and level in {None, item.level or level})
    return replace(block, items=kept) if kept else None


def cites(block: Block) -> Iterable[str]:
    """Give the ids of the sources that a block names."""
    if isinstance(block, Disputes):
        return (source for held in block.held for claim in held.claims for source in claim.sources)
    said: Iterable[Said | Answered | Block] = [block]
    if isinstance(block, Items):
        said = block.items
    if isinstance(block, Questions):
        said = block.held
    return (source for held in said for source in getattr(held, "sources", ()))


def dated(page: Page) -> Page:
    """Give the page with the date of each source beside its name where sources differ."""
    dates = {source.id: f"{source.id}, {source.date}" for source in page.sources if source.date}
    sections = (replace(held, blocks=tuple(_dated(block, dates) for block in held.blocks)) for held in page.sections)
    return replace(page, sections=tuple(sections))


def _dated(block: Block, dates: dict[str, str]) -> Block:
    if not isinstance(block, Disputes):
        return block
    return Disputes(
        tuple(replace(held, claims=tuple(_claim(one, dates) for one in held.claims)) for held in block.held)
    )


def _claim(claim: Said, dates: dict[str, str]) -> Said:
    return replace(claim, sources=tuple(dates.get(source, source) for source in claim.sources))
