"""A site of pages: an index with a search, one page and one handout for each code, nothing from outside."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from shutil import rmtree

from frostline.interfaces.pages.html import page_html
from frostline.interfaces.pages.html_frame import asset, document, foot
from frostline.interfaces.pages.html_handout import handout_html
from frostline.interfaces.pages.html_words import SiteLinks, file_of, handout_of, safe
from frostline.interfaces.pages.search_index import search_index
from frostline.model.errors import FrostlineError
from frostline.model.pages import Page

Drawn = Mapping[str, Mapping[str, str]]
Progress = Callable[[str, int, int], None]
LISTED = "site.txt"
OURS = {".css", ".html", ".js"}
SHARED = ("style.css", "script.js", "search.js")


def site(pages: Sequence[Page], figures: Drawn, out: Path, progress: Progress | None = None) -> None:
    """Write a site into a folder; `figures` are the pictures (SVG) by code and title, `progress` hears of each page.

    All of it is written aside first. A new folder then appears whole; in one that is there already, files of ours are
    exchanged one by one, the index last, pages that are no more are removed, and files of others stay.
    """
    place = out.resolve()
    aside = place.parent / f".{place.name}.aside"
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        rmtree(aside, ignore_errors=True)
        aside.mkdir()
        for name, text in _files(pages, figures, progress):
            (aside / name).write_text(text, encoding="utf-8", newline="\n")
        _exchange(aside, place)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise FrostlineError(f"--out: {out}: {why}. Name a folder that can be written") from error
    finally:
        rmtree(aside, ignore_errors=True)


def _files(pages: Sequence[Page], figures: Drawn, progress: Progress | None) -> Iterator[tuple[str, str]]:
    """Give every file by its name; what all pages share is made once."""
    shared = {name: asset(name) for name in SHARED} | {"search-index.js": search_index(pages)}
    yield from shared.items()
    mark = sha256("".join(shared.values()).encode()).hexdigest()[:12]
    links = SiteLinks({page.code: page.label for page in pages}, mark)
    names = [*shared, "index.html"]
    for number, page in enumerate(pages):
        if progress:
            progress(page.code, number, len(pages))
        yield file_of(page.code), page_html(page, figures.get(page.code, {}), links)
        yield handout_of(page.code), handout_html(page, links)
        names += [file_of(page.code), handout_of(page.code)]
    if progress:
        progress("index", len(pages), len(pages))
    yield LISTED, "\n".join(sorted(names)) + "\n"
    yield "index.html", index_html(pages, links)


def _exchange(aside: Path, out: Path) -> None:
    """Put what was written in its place; the list of our files says what an earlier run left."""
    if not out.exists():
        aside.rename(out)
        return
    listed = out / LISTED
    before = set(listed.read_text(encoding="utf-8").splitlines()) if listed.is_file() else set()
    now = sorted((path.name for path in aside.iterdir()), key=lambda name: (name == "index.html", name))
    for name in now:
        (aside / name).replace(out / name)
    for name in before - set(now):
        if Path(name).name == name and Path(name).suffix in OURS:
            (out / name).unlink(missing_ok=True)


def index_html(pages: Sequence[Page], links: SiteLinks) -> str:
    """Give the way in: the search, and every code by its family, figures before letters; without a script the list."""
    families: dict[str, list[Page]] = {}
    for page in pages:
        families.setdefault(page.family, []).append(page)
    order = sorted(families, key=lambda name: min((not page.code.isdigit(), page.code) for page in families[name]))
    groups = "".join(_family(name, families[name]) for name in order)
    body = (
        '<a class="skip" href="#page-main">Skip to the list</a><header class="top"><a class="brand" href="index.html">'
        'Frostline</a></header><main id="page-main" class="index" tabindex="-1"><h1>Freezing, code by code</h1>'
        f'<p class="plain">{_about(pages)}</p><form role="search" id="search" hidden><label for="q">Find a code by '
        'number, name or everyday words</label><input id="q" name="q" type="search" autocomplete="off" '
        'placeholder="freezing treatment for acne"></form><p id="found" role="status"></p>'
        f'<ol id="results" class="results" hidden></ol><div id="families">{groups}</div></main>'
    )
    notices = tuple(dict.fromkeys(notice for page in pages for notice in page.notices))
    return document("Freezing, code by code", body + foot(notices), links, "search.js", "Every code of freezing")


def _about(pages: Sequence[Page]) -> str:
    days = sorted({str(page.date) for page in pages})
    releases = dict.fromkeys(release for page in pages for release in page.releases)
    held = [f"{len(pages)} codes", *([f"as of {', '.join(days)}"] if days else []), ", ".join(releases)]
    return safe("; ".join(filter(None, held)))


def _family(name: str, pages: Iterable[Page]) -> str:
    rows = "".join(
        f'<li><a href="{file_of(page.code)}"><span class="code">{safe(page.code)}</span> {safe(page.label)}</a>'
        f"<p>{safe(page.plain)}</p></li>"
        for page in pages
    )
    return f"<section><h2>{safe(name)}</h2><ul>{rows}</ul></section>"
