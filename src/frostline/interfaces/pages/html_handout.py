"""What a patient takes home: one page in large type, from the statements of a page that are for patients."""

from collections.abc import Iterator

from frostline.interfaces.pages.html_frame import document, foot
from frostline.interfaces.pages.html_words import SiteLinks, file_of, safe
from frostline.model.pages import Gap, Items, Page, Said, Section

CALL = ("Call", "When to call")
LEAD = 30  # characters of the words before a colon that say what a statement is about
HEAD = 3  # a character of the head takes as much room as so many below
SIZES = ((1450, "large"), (2500, "middle"))  # characters that fit one sheet in this type; more of them stand smaller


def handout_html(page: Page, site: SiteLinks | None = None) -> str:
    """Give the handout of a page; when to call stands in a box of its own, with a line for the number."""
    said = dict.fromkeys(each.says for held in page.sections for each in _for_patients(held))
    rest = "".join(f"<li>{_lead(each)}</li>" for each in said if not each.startswith(CALL))
    calls = "".join(f"<p>{safe(each)}</p>" for each in said if each.startswith(CALL))
    length = sum(map(len, said)) + HEAD * len(page.label + page.plain)
    size = next((name for most, name in SIZES if length <= most), "small")
    back = f'<p class="back"><a href="{file_of(page.code)}">{safe(page.code)}: the whole page</a></p>' if site else ""
    sheet = (
        f'<main class="handout {size}" id="page-main">{back}<p class="family">For patients</p>'
        f'<h1>{safe(page.label)}</h1><p class="plain">{safe(page.plain)}</p>'
        f'{f"<ul>{rest}</ul>" if rest else _gaps(page)}<section class="call" aria-labelledby="call">'
        f'<h2 id="call">When to call</h2>{calls}<p class="number">Our number: <span aria-hidden="true"></span></p>'
        f'</section><p class="asof">{safe(page.code)}, as of {page.date}. Sources: {safe(_sources(page))}</p>'
        "</main>"
    )
    return document(f"{page.label}: for patients", sheet + foot(page.notices[-1:]), site, "", page.plain)


def _for_patients(held: Section) -> Iterator[Said]:
    """Give what is written for patients: all that a section of theirs says to everybody, elsewhere what names them."""
    theirs = held.id == "patient" or "patient" in held.readers
    for block in held.blocks:
        for each in block.items if isinstance(block, Items) else ():
            if "patient" in each.readers or (theirs and not each.readers):
                yield each


def _lead(says: str) -> str:
    """Let the words that say what a statement is about stand out."""
    lead, colon, rest = says.partition(": ")
    return f"<b>{safe(lead)}:</b> {safe(rest)}" if colon and len(lead) <= LEAD else safe(says)


def _gaps(page: Page) -> str:
    whats = [
        block.what for held in page.sections if held.id == "patient" for block in held.blocks if isinstance(block, Gap)
    ]
    return f'<p class="gap"><strong>Not available:</strong> {safe("; ".join(whats) or "words for the patient")}</p>'


def _sources(page: Page) -> str:
    """Name who makes the statements that the handout prints."""
    used = {name for held in page.sections for each in _for_patients(held) for name in each.sources}
    return "; ".join(source.title for source in page.sources if source.id in used) or "none is named"
