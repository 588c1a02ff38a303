"""Text inside HTML: escaped, with the marks of its sources and the links to other codes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from urllib.parse import quote, urlsplit

from frostline.interfaces.pages.texts import printable
from frostline.model.pages import Named, Page

UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class SiteLinks:
    """The pages that stand beside a page, their labels by code, and the mark of the files that they share."""

    labels: Mapping[str, str]
    mark: str = ""
    codes: re.Pattern[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the codes as one pattern, once for all pages: no part of a number, an amount or a longer word."""
        either = "|".join(re.escape(safe(code)) for code in sorted(self.labels)) or "(?!)"
        object.__setattr__(self, "codes", re.compile(rf"(?<![\w.,$&#-])(?:{either})(?![\w-]|[.,]\d)"))


@dataclass(frozen=True, slots=True)
class Around:
    """What a part of a page needs to know of the page that it stands on."""

    page: Page
    figures: Mapping[str, str]
    site: SiteLinks | None
    sources: Mapping[str, Named]


def safe(text: str) -> str:
    """Give a text that is nothing but text in HTML, in attributes too."""
    return escape(printable(text))


def anchor(text: str) -> str:
    """Give an id that is safe in an attribute, an address and a file name."""
    return UNSAFE.sub("-", text) or "-"


def file_of(code: str) -> str:
    """Give the name of the file of a page."""
    return f"{anchor(code)}.html"


def handout_of(code: str) -> str:
    """Give the name of the file of a handout."""
    return f"{anchor(code)}-handout.html"


def linked(text: str, around: Around) -> str:
    """Escape a text and link the codes in it whose pages stand beside this one."""
    said, site = safe(text), around.site
    if site is None:
        return said
    own = safe(around.page.code)
    return site.codes.sub(lambda found: found[0] if found[0] == own else _link(found[0]), said)


def _link(code: str) -> str:
    return f'<a href="{quote(file_of(code))}">{code}</a>'


def marks(sources: Iterable[str], around: Around) -> str:
    """Give the sources of a statement as small links to the list of sources of the page."""
    held = " ".join(_mark(name, around.sources.get(name)) for name in sources)
    return f' <sup class="marks">{held}</sup>' if held else ""


def _mark(name: str, source: Named | None) -> str:
    if source is None:
        return safe(name)
    return f'<a href="#source-{anchor(name)}" title="{safe(source.title)}">{safe(name)}</a>'


def web(url: str) -> str:
    """Give an address as it may be linked: of the web, or nothing."""
    try:
        return url if urlsplit(url).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def meant(readers: Iterable[str], level: str | None) -> str:
    """Give the attributes by which the reader's choice finds a part."""
    for_ = f' data-readers="{" ".join(readers)}"' if readers else ""
    return for_ + (f' data-level="{level}"' if level else "")


def chip(readers: Iterable[str], level: str | None) -> str:
    """Say whom a part is for, where it is not for everybody."""
    said = [*readers, *([level] if level else [])]
    return f' <span class="for">{", ".join(said)}</span>' if said else ""
