"""A page about a code as HTML: one file that needs nothing from anywhere, or one of a site."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from html import escape
from importlib.resources import files

from frostline.interfaces.pages.html_blocks import section
from frostline.interfaces.pages.html_words import (
    Around,
    SiteLinks,
    anchor,
    handout_of,
    web,
)
from frostline.model.pages import Named, Page

READERS = ("everyone", "clinician", "biller", "analyst", "patient")
LEVELS = ("all", "beginner", "expert")
ICON = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath stroke='%230b6a8f' \
stroke-width='2' d='M8 1v14M2 4.5l12 7M14 4.5l-12 7'/%3E%3C/svg%3E"


@cache
def asset(name: str) -> str:
    """Give the text of a file that stands beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def page_html(page: Page, figures: Mapping[str, str], site: SiteLinks | None = None) -> str:
    """Give a page; `figures` are pictures (SVG) by title; without a site, style and script stand inside it."""
    around = Around(page, figures, site, {source.id: source for source in page.sources})
    parts = "".join(section(held, around) for held in page.sections)
    body = (
        f'{_top(site)}<div class="page">{_contents(page)}<main id="page-main" tabindex="-1">{_head(page, site)}'
        f"{_reading()}\n{parts}{_sources(page)}</main></div>{foot(page.notices)}"
    )
    return document(f"{page.code} {page.label}", body, site, "script.js", page.plain)


def document(title: str, body: str, site: SiteLinks | None, script: str, about: str = "") -> str:
    """Give a whole document that asks nobody for anything: its policy forbids what stands neither in nor beside it."""
    if site is None:
        style, code = f"<style>{asset('style.css')}</style>", f"<script>{asset(script)}</script>" if script else ""
        allowed = f"'sha256-{_digest(asset(script))}'" if script else "'none'"
    else:
        names = (*(("search-index.js",) if script == "search.js" else ()), *((script,) if script else ()))
        style = f'<link rel="stylesheet" href="style.css?{site.mark}">'
        code = "".join(f'<script src="{name}?{site.mark}" defer></script>' for name in names)
        allowed = "'self' file:"
    policy = f"default-src 'none'; style-src 'self' file: 'unsafe-inline'; script-src {allowed}; img-src data:; "
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" '
        f"content=\"{policy}form-action 'self' file:; base-uri 'none'\">"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark"><meta name="referrer" content="no-referrer">'
        f'<title>{escape(title)}</title><meta name="description" content="{escape(about)}">'
        f'<link rel="icon" href="{ICON}">{style}</head>\n<body>{body}{code}</body></html>\n'
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


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
        f'<li data-part="{anchor(held.id)}"><a href="#{anchor(held.id)}">{escape(held.title)}</a></li>'
        for held in page.sections
    )
    return (
        '<nav class="contents" aria-label="On this page"><details open><summary>On this page</summary>'
        f'<ol>{rows}<li><a href="#page-sources">Sources</a></li></ol></details></nav>'
    )


def _head(page: Page, site: SiteLinks | None) -> str:
    names = "".join(f"<li>{escape(name)}</li>" for name in page.aliases)
    also = f'<div class="also"><h2>Also known as</h2><ul>{names}</ul></div>' if names else ""
    releases = ", ".join(map(escape, page.releases)) or "no release held"
    handout = f'<p><a href="{handout_of(page.code)}">One-page handout for patients</a></p>' if site is not None else ""
    return (
        f'<div class="head"><p class="family">{escape(page.family)}</p><h1>'
        f'<span class="code">{escape(page.code)}</span> {escape(page.label)}</h1>'
        f'<p class="plain">{escape(page.plain)}</p>{also}<p class="asof">As of <time '
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
    head = '<section id="page-sources" aria-labelledby="page-sources-title"><h2 id="page-sources-title">Sources</h2>'
    return f'{head}<ul class="sources">{rows}</ul></section>' if rows else f"{head}<p>None is named.</p></section>"


def _source(source: Named) -> str:
    url = web(source.url)
    title = f'<a href="{escape(url)}" rel="noreferrer">{escape(source.title)}</a>' if url else escape(source.title)
    about = ", ".join(escape(text) for text in (source.kind, source.date) if text)
    name = escape(source.id)
    return (
        f'<li id="source-{anchor(source.id)}"><b>{name}</b> <span>{title}{f" ({about})" if about else ""}</span></li>'
    )


def foot(notices: tuple[str, ...]) -> str:
    """Give licence, trademark and the rest that a page has to say of itself."""
    return f"<footer>{''.join(f'<p>{escape(notice)}</p>' for notice in notices)}</footer>"
