"""A notice to print: as text of one page, as a page of its own in HTML, and as plain JSON values."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from textwrap import wrap
from typing import Any

from frostline.model.notices import Notice, Section

WIDTH = 95
INDENT = "  "
OFFICE = "For the office, not for the member"
STYLE = """
@page { size: Letter; margin: 0.5in }
body { margin: 0 auto; max-width: 7.5in; background: #fff; color: #000; font: 11.5pt/1.2 Arial, Helvetica, sans-serif }
article { break-after: page; page-break-after: always; overflow-wrap: anywhere }
article:last-child { break-after: auto; page-break-after: auto }
h1 { margin: 0 0 4pt; border-bottom: 2pt solid #000; font-size: 17pt }
h2 { margin: 5pt 0 0; font-size: 12pt; break-after: avoid }
p, ul { margin: 0 0 1pt }
ul { padding: 0; list-style: none }
li::before { content: "\\2610\\00a0" }
.line { display: flex; margin-top: 5pt; gap: 6pt }
.line span { flex: 1; border-bottom: 1pt solid #000 }
aside { margin-top: 8pt; border-top: 1pt dashed #000; font-size: 10.5pt }
@media print { .sheet aside { display: none } }
@media screen { body { padding: 0.3in } article + article { margin-top: 1in } }
"""


def notice_json(notice: Notice) -> dict[str, Any]:
    """Give a notice as one JSON object."""
    return {
        "id": notice.id,
        "title": notice.title,
        "printable": notice.printable,
        "official_form": notice.form or None,
        "sections": [
            {name: list(held) if isinstance(held, tuple) else held for name, held in asdict(section).items()}
            for section in notice.sections
        ],
        "left_open": list(notice.left_open),
        "for_the_office": list(notice.says),
        "modifiers": [{"code": code, "when": when} for code, when in notice.modifiers],
        "cite": notice.cite,
    }


def notice_text(notice: Notice, *, office: bool = True) -> str:
    """Give a notice as text, no line longer than a page is wide; below a rule what is for the office, if wanted."""
    head = [*wrap(notice.title.upper(), WIDTH), "=" * WIDTH]
    parts = [line for section in notice.sections for line in (*_paragraphs(section), "")]
    foot = ["-" * WIDTH, OFFICE, *(line for text in _office(notice) for line in _wrapped(text, "- "))]
    return "\n".join([*head, *parts, *(foot if office else [])]) + "\n"


def _paragraphs(section: Section) -> Iterator[str]:
    yield from wrap(section.heading, WIDTH)
    for text in section.texts:
        yield from _wrapped(text)
    for choice in section.choices:
        yield from _wrapped(choice, "[ ] ")
    for label in section.lines:
        yield f"{INDENT}{label}: ".ljust(WIDTH, "_")


def _wrapped(text: str, mark: str = "") -> list[str]:
    return wrap(text, WIDTH, initial_indent=INDENT + mark, subsequent_indent=INDENT + " " * len(mark))


def _office(notice: Notice) -> Iterator[str]:
    """What the office should know, the same on every face."""
    if notice.form:
        yield f"Official form: {notice.form}"
    yield from notice.says
    yield from (f"{code}: {when}" for code, when in notice.modifiers)
    yield f"Source: {notice.cite}"


def notice_html(notices: Iterable[Notice]) -> str:
    """Give notices as one page that stands alone and prints each on a sheet of its own."""
    body = "".join(map(_article, notices)) or "<p>No notice is called for.</p>"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>Notices</title><style>{STYLE}</style></head>\n<body>{body}</body></html>\n"
    )


def _article(notice: Notice) -> str:
    sections = "".join(map(_part, notice.sections))
    office = "".join(map(_paragraph, _office(notice)))
    kind = "sheet" if notice.printable else "word"
    aside = f"<aside><h2>{OFFICE}</h2>{office}</aside>"
    return f'<article class="{kind}"><h1>{escape(notice.title)}</h1>\n{sections}{aside}</article>\n'


def _part(section: Section) -> str:
    texts = "".join(map(_paragraph, section.texts))
    choices = "".join(f"<li>{escape(choice)}</li>" for choice in section.choices)
    boxes = f"<ul>{choices}</ul>" if choices else ""
    lines = "".join(f'<div class="line">{escape(label)}<span></span></div>' for label in section.lines)
    return f"<section><h2>{escape(section.heading)}</h2>{texts}{boxes}{lines}</section>\n"


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
