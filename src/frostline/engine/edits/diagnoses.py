"""Diagnoses: they must be codes of the day and support the line; and what is done for looks is not covered."""

import polars as pl

from frostline.engine.edits.frame import Frame, edit, finding, has, released, timeless, today
from frostline.model.claim import Status
from frostline.model.knowledge import Book
from frostline.model.tables import Tables

COSMETIC = "Z41.1"


@edit("dx.unknown", table="icd10", cite="ICD-10-CM tabular list")
def in_tabular(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """A diagnosis must be a code of the day, with all its characters."""
    stated = _stated(lines).join(released(tables, "icd10"), on="date", how="left")
    listed = tables.icd10.select("release", diagnosis="code", billable="billable", seventh="seventh")
    looked = stated.join(listed, on=["release", "diagnosis"], how="left")
    stem = pl.col("diagnosis").str.head(-1).str.strip_chars_end("X.")
    extended = looked.filter(pl.col("billable").is_null() & pl.col("release").is_not_null()).with_columns(stem=stem)
    strange = extended.join(
        listed.filter("seventh").select("release", stem="diagnosis"), on=["release", "stem"], how="anti"
    )
    short = looked.filter(~pl.col("billable") | pl.col("seventh"))
    return pl.concat(
        [
            strange.select(finding(Status.failed, "{diagnosis} is not in {release}", "Look the diagnosis up again")),
            short.select(finding(Status.failed, "{diagnosis} lacks characters", "Code to the last character")),
            looked.filter(pl.col("release").is_null()).select(
                finding(Status.not_checked, "{diagnosis}: no ICD-10-CM list is held for {date}", "Add the list of that year")
            ),
        ]
    )


@edit("dx.support", cite="Diagnoses of the family (packs/families)")
def supports(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """A line must carry a diagnosis that its family of codes is for."""
    families = _families(book)
    bound = timeless(today(lines).join(families.select("code", "family").unique(), on="code"))
    stated = bound.select("claim", "line", "code", diagnosis="diagnoses").explode("diagnosis", empty_as_null=False, keep_nulls=False)
    fitting = stated.join(families, on="code").filter(pl.col("diagnosis").str.starts_with(pl.col("stem")))
    unfit = bound.filter(pl.col("diagnoses").list.len().gt(0)).join(fitting, on=["claim", "line"], how="anti")
    because = "None of {stated} is a diagnosis of {code} ({family})"
    return pl.concat(
        [
            unfit.with_columns(stated=pl.col("diagnoses").list.join(", ")).select(
                finding(Status.failed, because, "Check the diagnosis, or whether another family of codes fits it")
            ),
            bound.filter(pl.col("diagnoses").list.len().eq(0)).select(
                finding(Status.not_checked, "{code} carries no diagnosis", "State what was treated")
            ),
        ]
    )


@edit("cosmetic", cite="42 USC 1395y(a)(10); 42 CFR 411.15(h)")
def cosmetic(lines: Frame, tables: Tables, book: Book) -> Frame:  # noqa: ARG001 - edits are called alike
    """What is done for appearance only is excluded."""
    looks = pl.col("cosmetic").fill_null(value=False) | has("diagnoses", [COSMETIC])
    because = "{code} was done for appearance only, which Medicare and most contracts exclude"
    remedy = "Medicare: GY with Z41.1 if a denial is wanted; tell the patient the cost beforehand"
    return timeless(today(lines)).filter(looks).select(finding(Status.failed, because, remedy))


def _stated(lines: Frame) -> Frame:
    return (
        today(lines)
        .select("claim", "line", "date", diagnosis="diagnoses")
        .explode("diagnosis", empty_as_null=False, keep_nulls=False)
        .unique(maintain_order=True)
    )


def _families(book: Book) -> Frame:
    """Each code of a family with the stem of each diagnosis that supports it: "C44." for C44.-."""
    rows = [
        (code, family.title, stem.removesuffix("-"))
        for family in book.families
        for code in family.units.codes
        for stem in family.supports
    ]
    return pl.LazyFrame(rows, schema=["code", "family", "stem"], orient="row")

