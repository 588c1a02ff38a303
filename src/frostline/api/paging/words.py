"""Figures in words: what the blanks of answers are filled with, and global periods as people say them."""

import re

from frostline.api.paging.known import SETTINGS, Known
from frostline.engine.standing.explaining import median, percent, rvu, times
from frostline.model import money

BLANK = re.compile(r"\{([a-z_]+)\}")
GLOBAL = {
    "000": "the day of the procedure alone",
    "010": "the procedure and ten days after it",
    "090": "the day before, the procedure and ninety days after it",
    "ZZZ": "the package of the code it is added to",
    "YYY": "what the contractor decides",
    "XXX": "no package at all",
}
NONE = "not available"


def filled(text: str, known: Known) -> str:
    """Fill the blanks of a text with the figures of the day; what nobody has is said to be not available."""
    held = blanks(known)
    return BLANK.sub(lambda blank: held.get(blank[1]) or NONE, text)


def blanks(known: Known) -> dict[str, str]:
    """Give every blank that a card may use."""
    row = known.row
    return {
        "code": known.code,
        "label": known.named.label,
        "global_days": row["global_days"] or "",
        "global_says": global_says(known),
        "mue": str(known.mue["units"]) if known.mue else "",
        "release": ", ".join(known.releases),
        "factor": money.fixed(row["cf"], money.FACTOR_SCALE) if row["cf"] else "",
        "supporting": ", ".join(stems(known)),
        **_values(known),
        **_place(known),
    }


def _values(known: Known) -> dict[str, str]:
    """Give relative values and national amounts; of a setting in which it is not done there are none."""
    held: dict[str, str] = {"work_rvu": relative(known.row["work"], known), "mp_rvu": relative(known.row["mp"], known)}
    for facility, name in SETTINGS:
        quote, done = known.at(facility=facility), known.done(facility=facility)
        held[f"pe_{name}"] = relative(quote.row["pe"], known) if done else ""
        held[f"total_{name}"] = relative(quote.price.total_rvu, known) if done else ""
        held[f"dollars_{name}"] = dollars(quote.price.published)
    return held | {"dollars_work_only": _work_only(known)}


def _place(known: Known) -> dict[str, str]:
    """Give where the work stands in the first population, which is Surgery."""
    position = next(iter(known.standing.positions), None)
    if position is None:
        return {}
    return {
        "percentile_low": percent(position.percent_below),
        "percentile_high": percent(position.percent_at_or_below),
        "median": median(position.twice_median),
        "ratio": times(position.median_to_work),
        "highest": f"{rvu(position.maximum)} ({position.highest})",
        "population": f"{position.codes:,} codes of {position.population}",
    }


def relative(hundredths: int | None, known: Known) -> str:
    """Write a relative value; of a code that the contractor prices there is none."""
    if hundredths is None or known.row["status"] != "A":
        return ""
    return money.fixed(hundredths, money.RVU_SCALE)


def dollars(cents: int | None) -> str:
    """Write an amount, or nothing where there is none."""
    return f"${money.dollars(cents)}" if cents is not None else ""


def _work_only(known: Known) -> str:
    row = known.row
    if row["status"] != "A" or not row["cf"]:
        return ""
    one = money.GPCI_SCALE
    return dollars(money.published((row["work"], 0, 0), (one, one, one), row["cf"]))


def global_says(known: Known) -> str:
    """Say a global period in words."""
    return GLOBAL.get(known.row["global_days"] or "", "")


def stems(known: Known) -> tuple[str, ...]:
    """Give the stems of the diagnoses that support a code."""
    return tuple(dict.fromkeys(stem for family in known.families for stem in family.supports))
