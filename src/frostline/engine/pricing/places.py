"""Where and for whom: what must be known before a line is priced."""

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, Reason

TELEHEALTH = ["02", "10"]


def obstacles() -> dict[str, pl.Expr]:
    """Telehealth, and a place, locality or factor that is not known or not for this code."""
    return {
        "telehealth": pl.col("place").is_in(TELEHEALTH),
        "no_place": pl.col("facility").is_null(),
        "not_done_there": pl.col("na"),
        "no_locality": pl.col("gpe").is_null(),
        "no_factor": pl.col("cf").is_null(),
    }


SAYS = {
    "telehealth": Reason("telehealth payment is not priced (place of service {place})"),
    "no_place": Reason("the place of service is not known"),
    "not_done_there": Reason(
        "the schedule marks {code} as not done in this setting (NA); is the place right?", f"{LAYOUT}, NA indicator"
    ),
    "no_locality": Reason("the locality is not known"),
    "no_factor": Reason("whether the provider is a qualifying APM participant is not known"),
}
