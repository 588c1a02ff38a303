"""All edits over a frame of claim lines, in a fixed order; only frames are built here."""

import polars as pl

from frostline.engine.edits.diagnoses import cosmetic, in_tabular, supports, turns_on_report
from frostline.engine.edits.fitting import body_parts, both_sides, components, kinds
from frostline.engine.edits.frame import Edit, Frame, Hits
from frostline.engine.edits.modifiers import decision_for_surgery, exists, in_force, multiple_procedures
from frostline.engine.edits.notices import notices
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
    in_force,
    kinds,
    both_sides,
    components,
    body_parts,
    notices,
    in_tabular,
    supports,
    turns_on_report,
    cosmetic,
)


def concerned(lines: Frame, book: Book) -> Frame:
    """One row: for each edit, by id, whether any dressed line concerns it."""
    tests = {look.id: look.when(book).any().fill_null(value=True) for look in EDITS}
    return lines.select(**tests)


def hits(lines: Frame, tables: Tables, book: Book, wanted: frozenset[str]) -> tuple[tuple[Edit, Hits], ...]:
    """Hits of the wanted edits over dressed lines."""
    return tuple((look, hit) for look in EDITS if look.id in wanted for hit in look.look(lines, tables, book))


def columns(found: Hits, names: list[str]) -> Frame:
    """Rows that have something to say, with only what the texts need, so that every other column is skipped."""
    return found.rows.filter(pl.col("case").is_not_null()).select("claim", "line", "date", "case", *names)
