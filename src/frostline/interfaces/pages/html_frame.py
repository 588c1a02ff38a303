"""What every HTML page stands in: the whole document, its style and script inside it or beside it, its foot."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from frostline.interfaces.pages.html_words import SiteLinks, safe

ICON = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath stroke='%230b6a8f' \
stroke-width='2' d='M8 1v14M2 4.5l12 7M14 4.5l-12 7'/%3E%3C/svg%3E"


@cache
def asset(name: str) -> str:
    """Give the text of a file that stands beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


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
        f'<title>{safe(title)}</title><meta name="description" content="{safe(about)}">'
        f'<link rel="icon" href="{ICON}">{style}</head>\n<body>{body}{code}</body></html>\n'
    )


def _digest(text: str) -> str:
    return b64encode(sha256(text.encode()).digest()).decode()


def foot(notices: tuple[str, ...]) -> str:
    """Give licence, trademark and the rest that a page has to say of itself."""
    return f"<footer>{''.join(f'<p>{safe(notice)}</p>' for notice in notices)}</footer>"
