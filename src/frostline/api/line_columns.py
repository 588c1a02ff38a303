"""The columns that a file of claim lines may have: what each cell looks like, and the value it is."""

import polars as pl

from frostline.knowledge.book import book
from frostline.model.encounter import SHAPES
from frostline.reference.checking import Kind

YES, NO = ("yes", "true", "1"), ("no", "false", "0")


def _maybe(shape: str, expected: str) -> Kind:
    """A cell that may be empty, which is not known."""
    return Kind(f"|{shape}", f"{expected}, or nothing", lambda cell: pl.when(cell.ne("")).then(cell))


def _number(shape: str, expected: str, kind: type[pl.DataType]) -> Kind:
    return Kind(f"|{shape}", f"{expected}, or nothing", lambda cell: pl.when(cell.ne("")).then(cell).cast(kind))


def _cents(cell: pl.Expr) -> pl.Expr:
    parts = pl.when(cell.ne("")).then(cell).str.splitn(".", 2)
    after = parts.struct.field("field_1").fill_null("").str.pad_end(2, "0")
    return (parts.struct.field("field_0") + after).cast(pl.Int64)


def _day(cell: pl.Expr) -> pl.Expr:
    return cell.str.to_date("%Y-%m-%d", strict=False)


YES_NO = Kind(
    "(?i)(?:|" + "|".join((*YES, *NO)) + ")",
    "yes or no, or nothing",
    lambda cell: pl.when(cell.str.to_lowercase().is_in(YES)).then(True).when(cell.ne("")).then(False),  # noqa: FBT003 - values of a column
)
KINDS: dict[str, Kind] = {
    "claim": Kind(r"[\s\S]+", "the claim the line belongs to, since ranks depend on it", lambda cell: cell),
    "line": _number(r"\d{1,6}", "a line number", pl.Int32),
    "patient": _maybe(r"[\s\S]+", "a patient"),
    "date": Kind(r"\d{4}-\d{2}-\d{2}", "the day of service, 2026-05-04", _day),
    "code": Kind(SHAPES["code"].pattern.strip("^$"), SHAPES["code"].says, lambda cell: cell),
    "modifiers": Kind(
        "(?:[0-9A-Z]{2}(?:[ ,;]+[0-9A-Z]{2}){0,3})?",
        "up to four modifiers with spaces between them",
        lambda cell: cell.str.extract_all("[0-9A-Z]{2}"),
    ),
    "units": _number(r"[1-9]\d{0,3}", "units, 1 to 9999", pl.Int32),
    "zip": _maybe(r"\d{5}(?:-?\d{4})?", "a ZIP"),
    "mac": _maybe(r"\d{5}", "a contractor's five digits"),
    "locality": _maybe(r"\d{2}|national", "a locality's two digits, or national"),
    "qp": YES_NO,
    "charge": Kind(r"|\d{1,8}(?:\.\d{1,2})?", "dollars and cents, or nothing", _cents),
    "role": _maybe("surgeon|assistant|co-surgeon|practitioner", "surgeon, assistant, co-surgeon or practitioner"),
    "participating": YES_NO,
}
OFFERED = (*KINDS, "place")
OURS = {"line": "number"}  # `line` is where a row stands in the file, so what the file calls line has another name


def kind(name: str) -> Kind:
    """What a column holds; places of service are those of the packs."""
    if name != "place":
        return KINDS[name]
    return _maybe("|".join(place.code for place in book().places.terms), "a place of service such as 11 (office)")
