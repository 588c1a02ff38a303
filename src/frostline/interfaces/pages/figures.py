"""Figures as SVG that stands alone: it asks for nothing from outside and has a title and words for screen readers."""

from functools import cache
from hashlib import sha256
from html import escape

from frostline.interfaces.pages.amounts import told
from frostline.interfaces.pages.charts import chart
from frostline.interfaces.pages.texts import printable_figure
from frostline.model.pages import Figure, Page

VEGA_LITE = "6.4"


@cache
def figure_svg(figure: Figure) -> str:
    """Draw a figure; the same figure gives the same bytes, and is drawn once."""
    import vl_convert  # noqa: PLC0415 - heavy, and only where something is drawn

    shown = printable_figure(figure)
    drawn: str = vl_convert.vegalite_to_svg(chart(shown), vl_version=VEGA_LITE)
    return _named(shown, drawn)


def figures_of(page: Page) -> dict[str, str]:
    """Draw the figures of a page, by title."""
    blocks = (block for section in page.sections for block in section.blocks)
    return {block.title: figure_svg(block) for block in blocks if isinstance(block, Figure)}


def _named(figure: Figure, drawn: str) -> str:
    """Put title and description first, as screen readers want them, under ids that no other figure of a page has."""
    start, _, marks = drawn.partition(">")
    size = start[start.index(" width=") :]
    own = sha256(repr(figure).encode(errors="replace")).hexdigest()[:8]
    opened = f'<svg xmlns="http://www.w3.org/2000/svg" class="figure" role="img" aria-labelledby="t{own} d{own}"{size}>'
    title = f'<title id="t{own}">{escape(figure.title)}</title>'
    return f'{opened}{title}<desc id="d{own}">{escape(told(figure))}</desc>{marks}'
