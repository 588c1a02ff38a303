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
    "role": pl.String,  # surgeon, assistant, co-surgeon, practitioner; null: not stated
    "participating": pl.Boolean,  # null: not stated
    "place": pl.String,  # two digits; null: not stated
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
    "caps": pl.String,  # release of the imaging caps, null: none is confirmed for the day
    "bilateral_share": pl.Int64,  # shares in basis points, `money.BASIS`, in the order of `knowledge.SHARES`
    "cosurgeon_share": pl.Int64,
    "assistant_share": pl.Int64,
    "assistant_practitioner_share": pl.Int64,
    "practitioner_share": pl.Int64,
    "nonparticipating_share": pl.Int64,
    "limiting_share": pl.Int64,
}
"""Terms of a day: which releases, factors, floor and shares price it; `api` makes one row a day."""
DAY = ["claim", "patient", "date"]
"""What is ranked together: one provider's lines for one patient on one day; `day` numbers them."""
