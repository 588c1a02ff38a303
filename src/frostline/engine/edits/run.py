"""All edits over a frame of claim lines, in a fixed order."""

import polars as pl

from frostline.engine.edits.diagnoses import cosmetic, in_tabular, supports
from frostline.engine.edits.frame import FINDINGS, Edit, Frame
from frostline.engine.edits.modifiers import decision_for_surgery, exists, multiple_procedures
from frostline.engine.edits.pairs import procedure_to_procedure
from frostline.engine.edits.period import global_period
from frostline.engine.edits.units import add_on, in_schedule, medically_unlikely
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

EDITS: tuple[Edit, ...] = (
    in_schedule,
    procedure_to_procedure,
    medically_unlikely,
    add_on,
    global_period,
    exists,
    decision_for_surgery,
    multiple_procedures,
    in_tabular,
    supports,
    cosmetic,
)


def findings(lines: Frame, tables: Tables, book: Book) -> Frame:
    """Findings of all edits, failed and not checked, by claim, line and edit; nothing is collected here."""
    frames = [
        look.look(lines, tables, book)
        .with_columns(edit=pl.lit(look.id), cite=pl.lit(look.cite), order=pl.lit(order))
        for order, look in enumerate(EDITS)
    ]
    return (
        pl.concat(frames)
        .unique(maintain_order=True)
        .sort("claim", "order", "line", "because", nulls_last=True)
        .select(FINDINGS)
    )
