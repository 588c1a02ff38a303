"""The blocks of a page as HTML, each complete without a script."""

import re
from collections.abc import Iterable
from itertools import zip_longest

from frostline.interfaces.pages.amounts import amount
from frostline.interfaces.pages.html_words import Around, anchor, chip, linked, marks, meant, safe
from frostline.interfaces.pages.texts import line_head, numeric
from frostline.model.pages import (
    Answered,
    Block,
    Disputed,
    Disputes,
    Example,
    Figure,
    Gap,
    Items,
    Questions,
    Said,
    Section,
    Table,
)

PARTS = re.compile(r' (?:role="graphics-[a-z]+"|aria-roledescription="[^"]*")')  # a picture is one thing to hear
SENTENCE = 24  # characters from which on a cell wants room to be read


def block(held: Block, around: Around) -> str:
    """Give one block."""
    match held:
        case Items():
            said = _items(held, around)
        case Table():
            said = table(held, around)
        case Figure():
            said = _figure(held, around)
        case Questions():
            said = f'<div class="questions">{"".join(_answered(each, around) for each in held.held)}</div>'
        case Disputes():
            said = "".join(_disputed(each, around) for each in held.held)
        case Example():
            said = _example(held, around)
        case Gap():
            said = f'<p class="gap"><strong>Not available:</strong> {linked(held.what, around)}</p>'
    return said


def section(held: Section, around: Around) -> str:
    """Give one part of a page with the codes that it leads to."""
    name = anchor(held.id)
    blocks = "".join(block(each, around) for each in held.blocks)
    head = f"<h2>{safe(held.title)}{chip(held.readers, None)}</h2>"
    return f'<section id="{name}"{meant(held.readers, None)}>{head}{blocks}{_links(held.links, around)}</section>\n'


def _links(codes: Iterable[str], around: Around) -> str:
    labels = around.site.labels if around.site else {}
    said = [f"<li>{linked(code, around)} {safe(labels.get(code, ''))}</li>" for code in codes]
    return f'<p class="lead-in">See also</p><ul class="links">{"".join(said)}</ul>' if said else ""


def _items(held: Items, around: Around) -> str:
    tag = "ol" if held.ordered else "ul"
    return f'<{tag} class="said">{"".join(_said(each, around) for each in held.items)}</{tag}>'


def _said(held: Said, around: Around) -> str:
    says = f"{linked(held.says, around)}{marks(held.sources, around)}{chip(held.readers, held.level)}"
    return f"<li{meant(held.readers, held.level)}>{says}</li>"


def table(held: Table, around: Around) -> str:
    """Give a table inside a box of its own, so that a wide one scrolls and the page does not."""
    said = f"{safe(held.caption)}{marks(held.sources, around)}"
    caption = f"<caption><span>{said}</span></caption>" if said else ""
    kinds = _kinds(held)
    head = "".join(_cell(text, kind, around, "col") for text, kind in zip_longest(held.head, kinds, fillvalue=""))
    rows = "".join(f"<tr>{_row(cells, kinds, around)}</tr>" for cells in held.rows)
    label = safe(held.caption or ", ".join(held.head))
    return (
        f'<div class="box" role="group" tabindex="0" aria-label="{label}"><table>{caption}'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _kinds(held: Table) -> list[str]:
    """Say of each column whether it is of numbers (n), of sentences (w) or neither."""
    columns = zip_longest(held.head, *held.rows, fillvalue="")
    kinds = ("w" if any(len(cell) > SENTENCE for cell in cells[1:]) else "" for cells in columns)
    return ["n" if number in held.numeric else kind for number, kind in enumerate(kinds)]


def _row(cells: Iterable[str], kinds: list[str], around: Around) -> str:
    row = zip(cells, kinds, strict=False)  # a row may be shorter than the head
    return "".join(
        _cell(text, kind, around, "row" if number == 0 and kind != "n" else "")
        for number, (text, kind) in enumerate(row)
    )


def _cell(text: str, kind: str, around: Around, scope: str) -> str:
    class_ = f' class="{kind}"' if kind else ""
    if not scope or not text:
        return f"<td{class_}>{linked(text, around)}</td>"
    return f'<th scope="{scope}"{class_}>{linked(text, around)}</th>'


def _figure(held: Figure, around: Around) -> str:
    """Give the picture with its name and what it shows, and under it the values that it was drawn from."""
    said = f"<strong>{safe(held.title)}.</strong> {safe(held.caption)}{marks(held.sources, around)}"
    drawn, values = around.figures.get(held.title), table(_values(held), around)
    if not drawn:
        return f"<figure>{values}<figcaption>{said}</figcaption></figure>"
    return (
        f'<figure><div class="box chart" role="group" tabindex="0" aria-label="{safe(held.title)}">'
        f"{PARTS.sub('', drawn)}</div><figcaption>{said}</figcaption>"
        f"<details><summary>The values of this picture</summary>{values}</details></figure>"
    )


def _values(held: Figure) -> Table:
    rows = tuple(
        (f"{label} (this code)" if label == held.mark else label, *(amount(held, value) for value in values))
        for label, values in held.points
    )
    return Table(("", *held.series), rows, f"Values: {held.title}", tuple(range(1, len(held.series) + 1)))


def _answered(held: Answered, around: Around) -> str:
    answer = f"{linked(held.answer, around)}{marks(held.sources, around)}"
    return f"<details><summary>{safe(held.ask)}</summary><p>{answer}</p></details>"


def _disputed(held: Disputed, around: Around) -> str:
    """Set who says what side by side, with what was computed as the last row."""
    rows = "".join(_claim(each, around) for each in held.claims)
    computed = f'<tr class="computed"><th scope="row">Computed here</th><td>{linked(held.computed, around)}</td></tr>'
    note = f'<p class="note">{linked(held.note, around)}</p>' if held.note else ""
    topic = safe(held.topic)
    return (
        f'<div class="dispute"><div class="box" role="group" tabindex="0" aria-label="{topic}"><table>'
        f'<caption><span>{topic}</span></caption><thead><tr><th scope="col">Who</th><th scope="col">Says</th></tr>'
        f"</thead><tbody>{rows}{computed if held.computed else ''}</tbody></table></div>{note}</div>"
    )


def _claim(held: Said, around: Around) -> str:
    who = "; ".join(_who(name, around) for name in held.sources)
    says = f"{linked(held.says, around)}{chip(held.readers, held.level)}"
    return f'<tr><th scope="row">{who}</th><td>{says}</td></tr>'


def _who(name: str, around: Around) -> str:
    source = around.sources.get(name)
    if source is None:
        return safe(name)
    dated = f" ({safe(source.date)})" if source.date else ""
    return f"{safe(source.title)}{dated}{marks((name,), around)}"


def _example(held: Example, around: Around) -> str:
    title, head = safe(held.title), line_head(held.lines)
    caption = f"What the engine makes of it: {held.title}"
    lines = table(Table(head, held.lines, caption, numeric(head)), around) if held.lines else ""
    encounter = "\n".join(map(safe, held.encounter.splitlines()))
    says = f"<p>{linked(held.says, around)}</p>" if held.says else ""
    return (
        f'<div class="example"><h3>{title}</h3><pre role="group" tabindex="0" aria-label="Encounter: {title}">'
        f"<code>{encounter}</code></pre>{lines}{says}</div>"
    )
