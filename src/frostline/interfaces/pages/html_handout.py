"""What a patient takes home: one page in large type, from the statements of a page that are for patients."""

from collections.abc import Iterator
from html import escape

from frostline.interfaces.pages.html import document, foot
from frostline.interfaces.pages.html_words import anchor
from frostline.model.pages import Items, Page, Said, Section, Table

FOR_PATIENTS = ("patient", "recovery")
CALL = ("Call", "When to call")
SIZES = ((1300, "large"), (2600, "middle"))  # characters that fit one sheet in this type; more of them stand smaller


def handout_html(page: Page) -> str:
    """Give the handout of a page; when to call stands in a box of its own, with a line for the number."""
    parts = [(held.title, tuple(_said(held)), tuple(_tables(held))) for held in _ordered(page)]
    said = [each for _, items, _ in parts for each in items]
    calls = "".join(f"<p>{escape(each)}</p>" for each in dict.fromkeys(said) if each.startswith(CALL))
    body = "".join(_part(*part) for part in parts)
    length = sum(map(len, said)) + sum(len(cell) for *_, tables in parts for held in tables for cell in _cells(held))
    size = next((name for most, name in SIZES if length <= most), "small")
    sheet = (
        f'<main class="handout {size}" id="page-main"><p class="family">For patients</p><h1>{escape(page.label)}</h1>'
        f'<p class="plain">{escape(page.plain)}</p><div class="parts">{body}</div><section class="call" '
        f'aria-labelledby="call"><h2 id="call">When to call</h2>{calls}<p class="number">Our number: '
        f'<span aria-hidden="true"></span></p></section><p class="asof">{escape(page.code)}, as of {page.date}. '
        f"Sources: {escape(_sources(page))}</p></main>"
    )
    return document(f"{page.label}: for patients", sheet + foot(page.notices[-1:]), None, "", page.plain)


def _ordered(page: Page) -> list[Section]:
    """What happens first, then how it heals, then the rest that is for patients."""
    names = [*FOR_PATIENTS]
    place = {name: number for number, name in enumerate(names)}
    return sorted(page.sections, key=lambda held: place.get(held.id, len(names)))


def _meant(held: Section) -> bool:
    return held.id in FOR_PATIENTS or "patient" in held.readers


def _said(held: Section) -> Iterator[str]:
    yield from (each.says for each in _statements(held))


def _statements(held: Section) -> Iterator[Said]:
    for block in held.blocks:
        if isinstance(block, Items):
            for each in block.items:
                if "patient" in each.readers or (_meant(held) and not each.readers):
                    yield each


def _tables(held: Section) -> Iterator[Table]:
    if _meant(held):
        yield from (block for block in held.blocks if isinstance(block, Table))


def _cells(held: Table) -> Iterator[str]:
    yield from (cell for row in (held.head, *held.rows) for cell in row)


def _part(title: str, said: tuple[str, ...], tables: tuple[Table, ...]) -> str:
    items = "".join(f"<li>{escape(each)}</li>" for each in said if not each.startswith(CALL))
    held = "".join(map(_table, tables))
    if not items and not held:
        return ""
    name = f"part-{anchor(title)}"
    listed = f"<ul>{items}</ul>" if items else ""
    return f'<section aria-labelledby="{name}"><h2 id="{name}">{escape(title)}</h2>{listed}{held}</section>'


def _table(held: Table) -> str:
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in held.head)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in held.rows)
    caption = f"<caption>{escape(held.caption)}</caption>" if held.caption else ""
    return f'<div class="box"><table>{caption}<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'


def _sources(page: Page) -> str:
    """Name who makes the statements that the handout prints."""
    used = {name for held in page.sections for each in _statements(held) for name in each.sources}
    return "; ".join(source.title for source in page.sources if source.id in used) or "none is named"
