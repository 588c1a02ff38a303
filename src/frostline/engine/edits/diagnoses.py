"""Diagnoses: they must be codes of the day and support the line; and what is done for looks is not covered."""

from functools import cache

import polars as pl

from frostline.engine.edits.frame import Frame, Hits, Says, case, edit, has, today
from frostline.model.claim import Status
from frostline.model.encounter import Pathology
from frostline.model.knowledge import Book
from frostline.model.neoplasms import REPORTED, UNCERTAIN, UNREPORTED_SKIN, UNSPECIFIED
from frostline.model.tables import Tables

COSMETIC = "Z41.1"


@edit(
    "dx.unknown",
    table="icd10",
    cite="ICD-10-CM tabular list",
    when=lambda _: pl.col("diagnoses").list.len().gt(0),
)
def in_tabular(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A diagnosis must be a code of the day, with all its characters."""
    stem = pl.col("diagnosis").str.head(-1).str.strip_chars_end("X.")
    listed = tables.icd10.select("billable", "seventh", icd10="release", diagnosis="code")
    stems = listed.filter("seventh").select("icd10", stem="diagnosis", extended=pl.lit(value=True))
    looked = (
        _stated(lines)
        .with_columns(stem=stem)
        .join(listed, on=["icd10", "diagnosis"], how="left")
        .join(stems, on=["icd10", "stem"], how="left")
    )
    said = case(
        nothing=pl.col("icd10").is_null(),
        strange=pl.col("billable").is_null() & pl.col("extended").is_null(),
        short=~pl.col("billable") | pl.col("seventh"),
    )
    return (Hits(looked.with_columns(said), TABULAR),)


TABULAR = {
    "nothing": Says(
        "{diagnosis}: no ICD-10-CM list is held for {date} or before",
        "Add the list of that year",
        Status.not_checked,
    ),
    "strange": Says("{diagnosis} is not in {icd10}", "Look the diagnosis up again"),
    "short": Says("{diagnosis} lacks characters", "Code to the last character"),
}


@cache
def _stems(book: Book) -> pl.DataFrame:
    """Code and stem of a diagnosis that a family of it is for, each pair once."""
    pairs = {
        (code, stem.removesuffix("-"))
        for family in book.families
        for code in family.units.codes
        for stem in family.supports
    }
    return pl.DataFrame(sorted(pairs), schema={"code": pl.String, "stem": pl.String}, orient="row")


@cache
def _of_family(book: Book) -> pl.Series:
    return _stems(book)["code"].unique()


@edit(
    "dx.support",
    cite="Diagnoses of the family (packs/families)",
    when=lambda book: pl.col("code").is_in(_of_family(book).implode()),
)
def supports(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A line must carry a diagnosis that a family of its code is for."""
    bound = today(lines).filter(pl.col("code").is_in(_of_family(book).implode()))
    fitting = (
        bound.select("claim", "line", "code", diagnosis="diagnoses")
        .explode("diagnosis", empty_as_null=False, keep_nulls=False)
        .join(_stems(book).lazy(), on="code")
        .filter(pl.col("diagnosis").str.starts_with(pl.col("stem")))
        .select("claim", "line", fits=pl.lit(value=True))
        .unique()
    )
    told = bound.with_columns(stated=pl.col("diagnoses").list.join(", ")).join(
        fitting, on=["claim", "line"], how="left"
    )
    said = case(none=pl.col("stated").eq(""), unfit=pl.col("fits").is_null())
    return (Hits(told.with_columns(said), SUPPORT),)


SUPPORT = {
    "none": Says("{code} carries no diagnosis", "State what was treated", Status.not_checked),
    "unfit": Says(
        "None of {stated} is a diagnosis of the family of {code}",
        "Check the diagnosis, or whether another family of codes fits it",
    ),
}


def _turn_on_report() -> pl.Expr:
    return pl.col("diagnoses").list.eval(pl.element().str.contains(REPORTED.pattern)).list.any().fill_null(value=False)


@edit(
    "dx.uncertain",
    cite="ICD-10-CM tabular list, notes at D37-D48 and D49; Official Guidelines for Coding and Reporting, IV.H",
    when=lambda _: _turn_on_report(),
)
def turns_on_report(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """A neoplasm is of uncertain behavior only by the pathologist's word, of unspecified behavior only before it."""
    uncertain = pl.col("diagnosis").str.contains(UNCERTAIN)
    skin = pl.col("diagnosis").str.contains(r"^D48\.[015]")
    said = case(
        early=uncertain & pl.col("pathology").is_in([Pathology.pending.value, Pathology.none.value]),
        unsaid=uncertain & pl.col("pathology").is_null(),
        late=pl.col("diagnosis").str.contains(UNSPECIFIED) & pl.col("pathology").eq(Pathology.confirmed.value),
    )
    until = pl.when(skin).then(pl.lit(UNREPORTED_SKIN)).otherwise(pl.lit("the code of its site among D49"))
    return (Hits(_stated(lines).with_columns(said, until=until), REPORT),)


BY_PATHOLOGY = "{diagnosis} only by pathology; {until} until the report"
REPORT = {
    "early": Says("{diagnosis}: no pathologist has said uncertain behavior; report: {pathology}", BY_PATHOLOGY),
    "unsaid": Says(
        "{diagnosis}: nothing shows that a pathologist said uncertain behavior", BY_PATHOLOGY, Status.not_checked
    ),
    "late": Says("{diagnosis} is for before the report, and the report is there", "Code what the pathologist said"),
}


def _for_looks() -> pl.Expr:
    return pl.col("cosmetic").fill_null(value=False) | has("diagnoses", [COSMETIC])


@edit("cosmetic", cite="42 USC 1395y(a)(10); 42 CFR 411.15(h)", when=lambda _: _for_looks())
def cosmetic(lines: Frame, tables: Tables, book: Book) -> tuple[Hits, ...]:  # noqa: ARG001 - edits are called alike
    """What is done for appearance only is excluded."""
    because = "{code} was done for appearance only, which Medicare and most contracts exclude"
    remedy = "Medicare: GY with Z41.1 if a denial is wanted; tell the patient the cost beforehand"
    return (Hits(today(lines).with_columns(case(looks=_for_looks())), {"looks": Says(because, remedy)}),)


def _stated(lines: Frame) -> Frame:
    return (
        today(lines)
        .select("claim", "line", "date", "icd10", "pathology", diagnosis="diagnoses")
        .explode("diagnosis", empty_as_null=False, keep_nulls=False)
        .unique(maintain_order=True)
    )
