"""Which published form a content is: by what it holds, never by its name."""

from frostline.model.errors import Fault, Faults
from frostline.reference.layouts import (
    addons,
    amounts,
    diagnoses,
    localities,
    opps,
    pairs,
    places,
    rearranged,
    schedule,
    units,
)
from frostline.reference.layouts.layout import Layout
from frostline.reference.opening import Content
from frostline.reference.schemas import SCHEMAS

LAYOUTS: tuple[Layout, ...] = (
    *schedule.LAYOUTS,
    *localities.LAYOUTS,
    *amounts.LAYOUTS,
    *pairs.LAYOUTS,
    *units.LAYOUTS,
    *addons.LAYOUTS,
    *diagnoses.LAYOUTS,
    *places.LAYOUTS,
    *opps.LAYOUTS,
    *rearranged.LAYOUTS,
)


def recognised(content: Content, as_: str | None) -> Layout | None:
    """Find the form that fits best, None where none does; raises where it is not the publisher's and nobody said so."""
    table = as_.removesuffix("_qp") if as_ else None  # what is published twice has one form
    scored = [(layout.recognises(content), layout) for layout in LAYOUTS if table in {None, layout.table}]
    best, layout = max(scored, key=lambda pair: pair[0], default=(0.0, None))
    if layout is None or not best:
        return None
    if not layout.official and as_ is None:
        found = f"{layout.title}: not the publisher's own layout"
        remedy = f"If you trust it, add it with --as {layout.table}; every answer that uses it will say so"
        raise Faults((Fault(content.name, None, "", found, "a file as the publisher gives it", remedy),))
    return layout


def unknown(content: Content, as_: str | None) -> Fault:
    """Say that no form fits."""
    wanted = SCHEMAS[as_].title if as_ else "a table as its publisher gives it (docs/reference-data.md lists them)"
    first = " ".join(content.head.split())[:60] if not content.workbook else "a workbook"
    return Fault(content.name, None, "", f"a file that begins {first!r}", wanted)
