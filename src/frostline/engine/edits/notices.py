"""Modifiers of the advance notice: which of GA, GX, GY and GZ go together."""

import polars as pl

from frostline.engine.edits.frame import Frame, Hits, Says, carries, case, edit, has, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

REQUIRED, VOLUNTARY, EXCLUDED, MISSING = ["GA"], ["GX"], ["GY"], ["GZ"]


def _told() -> pl.Expr:
    return carries([*REQUIRED, *VOLUNTARY, *MISSING])


@edit(
    "modifier.notice",
    cite="Medicare Claims Processing Manual, chapter 1, section 60, and chapter 30, section 50; CR 6563",
    when=lambda _: _told(),
)
def notices(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """GA, GY and GZ exclude each other on a line, and GX goes with GY alone."""
    on = {name: has("modifiers", held) for name, held in BY_NAME.items()}
    said = case(
        both=on["required"] & on["missing"],
        excluded=on["excluded"] & (on["required"] | on["missing"]),
        voluntary=on["voluntary"] & (on["required"] | on["missing"]),
        alone=on["voluntary"] & ~on["excluded"],
    )
    return (Hits(today(lines).filter(_told()).with_columns(said), NOTICE),)


BY_NAME = {"required": REQUIRED, "voluntary": VOLUNTARY, "excluded": EXCLUDED, "missing": MISSING}
NOTICE = {
    "both": Says(
        "{code} carries GA and GZ: a signed notice, and none",
        "GA where the patient signed it beforehand, GZ where not",
    ),
    "excluded": Says(
        "{code} carries GY beside GA or GZ: excluded by statute, and expected not to be necessary",
        "GY where it is never covered (GX beside it, if the patient was told); GA or GZ where necessity is the doubt",
    ),
    "voluntary": Says(
        "{code} carries GX beside GA or GZ: a notice nobody requires, where one is required", "Take GX off"
    ),
    "alone": Says(
        "GX on {code} without GY: a voluntary notice is for what Medicare never covers, and the line does not say so",
        "GY beside it, where it is excluded; otherwise GA or GZ, or nothing",
        Status.not_checked,
    ),
}
