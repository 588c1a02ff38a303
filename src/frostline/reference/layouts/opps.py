"""OPPS Addendum B: status, payment group, weight, rate and copayments of each code."""

import polars as pl

from frostline.reference.checking import CODE, Kind, optional, scaled, text
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Layout
from frostline.reference.schemas import SCHEMAS

DOLLARS = scaled(4, "dollars, with commas or without", pl.Int64)
WEIGHT = optional(scaled(4, "a relative weight", pl.Int64, before=r"\d{1,5}"))
STATUS = text(r"[A-Z]\d?", "a status indicator such as T or Q1")
GROUP = text(r"|\d{4}", "a payment group (APC) of four digits, or nothing")


def _cents(cell: pl.Expr) -> pl.Expr:
    """Rates of drugs have up to four places where a file lost the publisher's number format, which shows cents."""
    return (DOLLARS.value(cell.str.replace_all(r"[$,]", "")) + 50) // 100


MONEY = optional(Kind(rf"{DOLLARS.shape}|\$?\d{{1,3}}(?:,\d{{3}})+(?:\.\d{{0,4}})?", DOLLARS.expected, _cents), ".")
ADDENDUM = Columns(
    (
        "HCPCS Code", "Short Descriptor", "SI", "APC", "Relative Weight", "Payment Rate",
        "National Unadjusted Copayment", "Minimum Unadjusted Copayment", "IRA Coinsurance Percentage",
        "Adjusted Beneficiary Copayment", "Drug and Device Pass-Through Expiration during Calendar Year", "Note",
        r"\* Indicates a Change",
    ),
    {
        "code": (0, CODE), "status": (2, STATUS), "apc": (3, GROUP), "weight": (4, WEIGHT), "rate": (5, MONEY),
        "copayment": (6, MONEY), "least_copayment": (7, MONEY),
    },
    CODE.shape,
    states=r"for CY ?20\d\d",
    finish=lambda rows, _: rows.select(LINE, *SCHEMAS["opps"].columns),
)  # fmt: skip

LAYOUTS = (Layout("opps", "OPPS Addendum B, csv or workbook", ADDENDUM.recognises, ADDENDUM.read),)
