"""A page about a code as HTML: one file that needs nothing from anywhere, or one of a site."""

from collections.abc import Iterator, Mapping

from frostline.interfaces.pages.html_blocks import section
from frostline.interfaces.pages.html_frame import document, foot
from frostline.interfaces.pages.html_words import (
    Around,
    SiteLinks,
    anchor,
    handout_of,
    safe,
    web,
)
from frostline.model.pages import Named, Page

READERS = ("everyone", "clinician", "biller", "analyst", "patient")
LEVELS = ("all", "beginner", "expert")
FEW = 4  # names that a page tells at once


def page_html(page: Page, figures: Mapping[str, str], site: SiteLinks | None = None) -> str:
    """Give a page; `figures` are pictures (SVG) by title; without a site, style and script stand inside it."""
    around = Around(page, figures, site, {source.id: source for source in page.sources})
    parts = "".join(section(held, around) for held in page.sections)
    body = (
        f'{_top(site)}<div class="page">{_contents(page)}<main id="page-main" tabindex="-1">{_head(page, site)}'
        f"{_reading()}\n{parts}{_sources(page)}</main></div>{foot(page.notices)}"
    )
    return document(f"{page.code} {page.label}", body, site, "script.js", page.plain)


def _top(site: SiteLinks | None) -> str:
    skip = '<a class="skip" href="#page-main">Skip to the page</a>'
    if site is None:
        return skip
    return (
        f'{skip}<header class="top"><a class="brand" href="index.html">Frostline</a><form role="search" '
        'action="index.html"><label for="q">Find a code</label> <input id="q" name="q" type="search" '
        'autocomplete="off"><button>Find</button></form></header>'
    )


def _contents(page: Page) -> str:
    rows = "".join(
        f'<li data-part="{anchor(held.id)}"><a href="#{anchor(held.id)}">{safe(held.title)}</a></li>'
        for held in page.sections
    )
    return (
        '<nav class="contents" aria-label="On this page"><details open><summary>On this page</summary>'
        f'<ol>{rows}<li><a href="#page-sources">Sources</a></li></ol></details></nav>'
    )


def _also(names: tuple[str, ...]) -> str:
    """Give what else it is called: a few names at once, and all of them for who asks."""
    if not names:
        return ""
    more = f" and {len(names) - FEW} more" if len(names) > FEW else ""
    few = ", ".join(map(safe, names[:FEW]))
    rest = "".join(f"<li>{safe(name)}</li>" for name in names[FEW:])
    return (
        f'<details class="also"><summary><b>Also known as</b> {few}{more}</summary><ul>{rest}</ul></details>'
        if more
        else f'<p class="also"><b>Also known as</b> {few}</p>'
    )


def _head(page: Page, site: SiteLinks | None) -> str:
    releases = ", ".join(map(safe, page.releases)) or "no release held"
    handout = f'<p><a href="{handout_of(page.code)}">One-page handout for patients</a></p>' if site is not None else ""
    return (
        f'<div class="head"><p class="family">{safe(page.family)}</p><h1>'
        f'<span class="code">{safe(page.code)}</span> {safe(page.label)}</h1>'
        f'<p class="plain">{safe(page.plain)}</p>{_also(page.aliases)}<p class="asof">As of <time '
        f'datetime="{page.date}">{page.date}</time>, by {releases}</p>{handout}</div>'
    )


def _reading() -> str:
    """Give the reader's choice; it shows itself where scripts run, and everything is shown where they do not."""
    return (
        '<div class="reading" id="reading" role="group" aria-label="Reading" hidden>'
        f"{''.join(_choice('for', 'Read as', READERS))}{''.join(_choice('level', 'Level', LEVELS))}"
        '<p id="shown" role="status"></p></div>'
    )


def _choice(key: str, label: str, names: tuple[str, ...]) -> Iterator[str]:
    yield f'<div role="group" aria-label="{label}"><span class="lead-in" aria-hidden="true">{label}</span>'
    for number, name in enumerate(names):
        pressed = "false" if number else "true"
        yield f'<button type="button" data-{key}="{name}" aria-pressed="{pressed}">{name.capitalize()}</button>'
    yield "</div>"


def _sources(page: Page) -> str:
    rows = "".join(map(_source, page.sources))
    head = '<section id="page-sources"><h2>Sources</h2>'
    return f'{head}<ul class="sources">{rows}</ul></section>' if rows else f"{head}<p>None is named.</p></section>"


def _source(source: Named) -> str:
    url = web(source.url)
    title = f'<a href="{safe(url)}" rel="noreferrer">{safe(source.title)}</a>' if url else safe(source.title)
    about = ", ".join(safe(text) for text in (source.kind, source.date) if text)
    name = safe(source.id)
    return (
        f'<li id="source-{anchor(source.id)}"><b>{name}</b> <span>{title}{f" ({about})" if about else ""}</span></li>'
    )
