"""Modifiers that do not fit the code: of visits and of procedures, of both sides, of components, of body parts."""

from collections.abc import Iterator
from functools import cache

import polars as pl

from frostline.engine.edits.frame import (
    NEEDS_SCHEDULE,
    SAME_DAY,
    Frame,
    Hits,
    Says,
    carries,
    case,
    edit,
    has,
    today,
    visits,
)
from frostline.engine.edits.modifiers import each
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import PACKAGED, Tables

OWN_EDITS = {"51", "57"}  # what they may stand on has an edit of its own
ONE_SIDE, BOTH_SIDES, NO_SIDES = "0", "2", "9"  # bilateral indicators
COMPONENTS, INTERPRETED = ["1"], ["6", "8"]  # PC/TC indicators: 26 and TC; 26 but not TC


def _on(book: Book, kind: str) -> list[str]:
    return [term.code for term in book.modifiers.terms if term.on == kind and term.code not in OWN_EDITS]


@cache
def _misfit(book: Book) -> pl.Expr:
    on_visit = pl.col("code").is_in(visits(book))
    return pl.when(on_visit).then(carries(_on(book, "procedure"))).otherwise(carries(_on(book, "visit")))


@edit("modifier.visit", table="schedule", cite="CPT modifiers; NCCI Policy Manual, chapter I, section E", when=_misfit)
def kinds(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A modifier of visits stands on visits only, and one of procedures on procedures only."""
    visit, lifting = pl.col("code").is_in(visits(book)), has("modifiers", ["24", "25", "57"])
    told = ((visit & ~lifting).any() & (~visit).any()).over(SAME_DAY)  # by the pair or the period of that visit
    known = lines.with_columns(told=told).select("claim", "line", "global_days", "days", "schedule_known", "told")
    of_family = [code for family in book.families for code in family.units.codes]
    operated = pl.col("days").is_not_null() | pl.col("global_days").eq(PACKAGED) | pl.col("code").is_in(of_family)
    on_visit, of_visit = pl.col("code").is_in(visits(book)), pl.col("modifier").is_in(_on(book, "visit"))
    said = case(
        procedure=~pl.col("told") & ~on_visit & of_visit & operated.fill_null(value=False),
        visit=~pl.col("told") & on_visit & pl.col("modifier").is_in(_on(book, "procedure")),
        outside=~on_visit & of_visit & ~pl.col("schedule_known"),
    )
    return (Hits(each(today(lines)).join(known, on=["claim", "line"]).with_columns(said), KINDS),)


KINDS = {
    "procedure": Says(
        "{modifier} stands on {code}, which is a procedure; {modifier} is for visits",
        "Take it off; a procedure is set apart by 59 or an X modifier, in a global period by 58, 78 or 79",
    ),
    "visit": Says(
        "{modifier} stands on {code}, which is a visit; {modifier} is for procedures",
        "Take it off; a visit is set apart by 25, 57 or 24",
    ),
    "outside": Says(
        "Whether {code} is a procedure, on which {modifier} has no place, is not known from the figures held",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


@edit(
    "modifier.50",
    table="schedule",
    cite="Relative value file, bilateral indicator; Medicare Claims Processing Manual, chapter 12, section 40.7",
    when=lambda _: carries(["50"]),
)
def both_sides(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """50 stands on a code that has two sides; RT and LT on two lines are a matter of its units."""
    judged = today(lines).filter(has("modifiers", ["50"]))
    said = case(
        never=pl.col("bilateral").eq(ONE_SIDE),
        included=pl.col("bilateral").eq(BOTH_SIDES),
        no_sides=pl.col("bilateral").eq(NO_SIDES),
        outside=~pl.col("schedule_known") | (pl.col("in_schedule") & pl.col("bilateral").is_null()),
    )
    return (Hits(judged.with_columns(said), SIDES),)


INDICATOR = "50 stands on {code}, whose bilateral indicator is {bilateral}: "
SIDES = {
    "never": Says(INDICATOR + "it is never bilateral", "Take 50 off; units only where the code counts each"),
    "included": Says(INDICATOR + "both sides are in the code already", "Take 50 off and report {code} once"),
    "no_sides": Says(INDICATOR + "it has no sides", "Take 50 off"),
    "outside": Says(
        "Whether 50 fits {code} is not known: the figures held state no bilateral indicator for it",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


@edit(
    "modifier.26",
    table="schedule",
    cite="Relative value file, PC/TC indicator; Medicare Claims Processing Manual, chapter 23, MPFSDB layout",
    when=lambda _: carries(["26", "TC"]),
)
def components(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """26 and TC stand on a code that has a professional and a technical part."""
    with_part = today(lines).filter(has("modifiers", ["26", "TC"]))
    said = case(
        whole=~pl.col("pctc").is_in([*COMPONENTS, *INTERPRETED]),
        technical=pl.col("pctc").is_in(INTERPRETED) & has("modifiers", ["TC"]),
        outside=~pl.col("schedule_known") | (pl.col("in_schedule") & pl.col("pctc").is_null()),
    )
    return (Hits(with_part.with_columns(said), PARTS),)


PARTS = {
    "whole": Says(
        "{code} carries 26 or TC, and its PC/TC indicator is {pctc}: it has no parts to bill apart",
        "Take it off; the place of service decides what the practice is paid",
    ),
    "technical": Says(
        "TC on {code}, whose PC/TC indicator is {pctc}: only its interpretation is paid by the schedule", "Take TC off"
    ),
    "outside": Says(
        "Whether {code} has a professional part of its own is not known: the figures held state no PC/TC indicator",
        NEEDS_SCHEDULE,
        Status.not_checked,
    ),
}


@cache
def _elsewhere(book: Book) -> tuple[tuple[str, list[str], list[str]], ...]:
    """For each kind of body part: its modifiers, and the codes of families that have nothing to do with it."""
    return tuple(_misplaced(book))


def _misplaced(book: Book) -> Iterator[tuple[str, list[str], list[str]]]:
    every = {code for family in book.families for code in family.units.codes}
    for part, tracts in book.modifiers.parts.items():
        fitting = {code for f in book.families if set(tracts) & set(f.tracts) for code in f.units.codes}
        yield part, [term.code for term in book.modifiers.terms if term.part == part], sorted(every - fitting)


@cache
def _astray(book: Book) -> pl.Expr:
    return carries(modifier for _, modifiers, _ in _elsewhere(book) for modifier in modifiers)


@edit("modifier.anatomic", cite="Organ systems of the families (packs/families, packs/vocabulary)", when=_astray)
def body_parts(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A modifier that names a lid, finger or toe stands on no code of an organ that is elsewhere."""
    rows = each(today(lines).filter(_astray(book)))
    parts = {modifier: part for part, modifiers, _ in _elsewhere(book) for modifier in modifiers}
    astray = pl.any_horizontal(
        pl.col("modifier").is_in(modifiers) & pl.col("code").is_in(codes) for _, modifiers, codes in _elsewhere(book)
    )
    named = pl.col("modifier").replace_strict(parts, default=None, return_dtype=pl.String)
    said = {
        "astray": Says("{modifier} names a part ({part}) that {code} is not about", "Take it off, or check the code")
    }
    return (Hits(rows.with_columns(case(astray=astray), part=named), said),)
