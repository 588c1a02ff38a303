"""The product of relative values, indices and factor, as a column."""

import polars as pl

from frostline.model import money


def of_setting(facility: str, nonfacility: str) -> pl.Expr:
    """The column of the setting; null where the setting is not known."""
    return pl.when("facility").then(facility).when(~pl.col("facility")).then(nonfacility)


def product(work: str, expense: str | pl.Expr, malpractice: str) -> pl.Expr:
    """Work, practice expense and malpractice times the indices and the factor of the line, nothing rounded."""
    pe = pl.col(expense) if isinstance(expense, str) else expense
    rvus = (pl.col(work).cast(pl.Int64), pe.cast(pl.Int64), pl.col(malpractice).cast(pl.Int64))
    exact: pl.Expr = money.unrounded(rvus, (pl.col("gw"), pl.col("gpe"), pl.col("gmp")), pl.col("cf"))
    return exact
