"""The shapes of lines to be priced and of the terms of a day."""

from collections.abc import Mapping

import polars as pl

Schema = Mapping[str, type[pl.DataType] | pl.DataType]

LINES: Schema = {
    "claim": pl.String,
    "line": pl.Int32,
    "patient": pl.String,
    "date": pl.Date,
    "code": pl.String,
    "modifiers": pl.List(pl.String),
    "units": pl.Int32,
    "facility": pl.Boolean,
    "mac": pl.String,  # with locality; null and null: not known
    "locality": pl.String,
    "national": pl.Boolean,
    "qp": pl.Boolean,
    "charge": pl.Int64,  # cents, null: none given
}
TERMS: Schema = {
    "date": pl.Date,
    "schedule": pl.String,  # release of the relative values, null: none answers
    "indices": pl.String,  # release of the indices
    "currency": pl.String,
    "factor": pl.Int64,  # x10,000
    "factor_qp": pl.Int64,  # null where the year has one factor
    "floor": pl.Int64,  # x1000
    "percents": pl.List(pl.Int64),  # of each rank among multiple procedures; a rank beyond them is by report
}
"""Terms of a day: which releases, factors and floor price it; `api` makes one row a day."""
