"""The global package: modifiers that pay a part of it (54, 55, 78), or by report (22, 52)."""

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason
from frostline.engine.pricing.ways import count, says
from frostline.model import money

PACKAGES = ["010", "090"]  # global days of codes whose care before and after is part of the amount
SHARED = f"{MANUAL} 40.4; {LAYOUT}, preoperative, intraoperative and postoperative percentage"


def parted(priced: pl.LazyFrame) -> pl.LazyFrame:
    """54 pays the share before and in the operation, 55 that after it, 78 that in it; without shares 78 is in full."""
    intra = pl.col("intra").cast(pl.Int64)
    part = (
        pl.when(says("operation_share"))
        .then(pl.col("pre") + intra)
        .when(says("postoperative_share"))
        .then("post")
        .when(says("intra_operative_share") & intra.gt(0))
        .then(intra)
        .otherwise(money.PERCENT)
    )
    return priced.with_columns(part=part).with_columns(parted=money.share(pl.col("capped"), pl.col("part")))


def obstacles() -> dict[str, pl.Expr]:
    """By report, no package to split, shares that nobody stated, several parts at once."""
    split = says("operation_share", "postoperative_share", "preoperative_share")
    parts = count("operation_share", "postoperative_share", "preoperative_share", "intra_operative_share")
    shares = pl.any_horizontal(pl.col("pre", "intra", "post").is_null())
    return {
        "increased": says("more_by_report"),
        "reduced": says("less_by_report"),
        "several_parts": parts.gt(1),
        "no_shares": parts.gt(0) & shares,
        "no_package": split & ~pl.col("global_days").is_in(PACKAGES).fill_null(value=False),
        "preoperative": says("preoperative_share"),
    }


SAYS = {
    "increased": Reason("22: what more work is worth is decided by report", f"{MANUAL} 20.4.6 and 40.2.A.10"),
    "reduced": Reason(
        "52: what less than the full service is worth the contractor decides by report",
        f"{MANUAL} 20.4.6 and 40.2.A.10",
    ),
    "several_parts": Reason("54, 55, 56 and 78 name different parts of the package; a line has one", SHARED),
    "no_shares": Reason(
        "the file at hand does not state the shares of {code} before, in and after the operation", SHARED
    ),
    "no_package": Reason("{code} has no global package to split (global days {global_days})", SHARED),
    "preoperative": Reason(
        "56: whether Medicare pays the share before the operation separately is not confirmed", SHARED
    ),
}
