"""Who did it: two surgeons, an assistant, another practitioner, one who does not participate."""

from functools import cache

import polars as pl

from frostline.engine.pricing.reason import LAYOUT, MANUAL, Reason
from frostline.engine.pricing.ways import count, says
from frostline.model import money
from frostline.model.encounter import Role

WITH_RECORDS = {"cosurgeon": "1", "assistant": "0"}
"""Indicators under which the second provider is paid where records establish the necessity."""
PAID, BARRED = {"cosurgeon": ["1", "2"], "assistant": ["0", "2"], "team": ["1", "2"]}, "1"
COSURGEON = f"{LAYOUT}, co-surgeons indicator {{cosurgeon}}; {MANUAL} 40.8"
TEAM = f"{LAYOUT}, team surgery indicator {{team}}; {MANUAL} 40.8"
ASSISTANT = f"{LAYOUT}, assistant at surgery indicator {{assistant}}; {MANUAL} 20.4.3"
CITES = {"cosurgeon": COSURGEON, "assistant": ASSISTANT}


def provided(priced: pl.LazyFrame) -> pl.LazyFrame:
    """Take the shares of those who did it, in their order, from each unit; `amount` is what remains for the line.

    `ranked`, `helped` and `practiced` are the line's amount before the first share and after each but the last.
    """
    shared = priced.with_columns(**_parts(), ranked=_line())
    for part, name in zip(_parts(), ("helped", "practiced", "amount"), strict=True):
        shared = shared.with_columns(**_shared(part)).with_columns(_line().alias(name))
    return shared


@cache
def _parts() -> dict[str, pl.Expr]:
    """The share of each part that a provider may have; the whole where he has none."""
    whole = money.BASIS
    practicing = pl.col("role").eq(Role.practitioner.value) & ~says("assistant_practitioner")
    return {
        "helping": pl.when(_cosurgeon())
        .then("cosurgeon_share")
        .when(says("assistant"))
        .then("assistant_share")
        .when(says("assistant_practitioner"))
        .then("assistant_practitioner_share")
        .otherwise(whole),
        "practicing": pl.when(practicing).then("practitioner_share").otherwise(whole),
        "taking_part": pl.when(~pl.col("participating")).then("nonparticipating_share").otherwise(whole),
    }


@cache
def _shared(part: str) -> dict[str, pl.Expr]:
    """That share of every unit, half up to the cent."""
    return {unit: money.share(pl.col(unit), pl.col(part), money.BASIS) for unit in ("unit_amount", "unit_amounts")}


@cache
def _line() -> pl.Expr:
    """Units of a ranked line added up, else the amount of a unit times units."""
    units, flat = pl.col("unit_amounts"), pl.col("unit_amount") * pl.col("units")
    line = pl.when(units.is_not_null()).then(units.list.sum()).otherwise(flat)
    return pl.when(pl.col("why_not").is_null()).then(line)


def assigned() -> pl.Expr:
    """Who takes assignment always: a PA, NP or CNS, assisting or not (42 USC 1395u(b)(18))."""
    return pl.col("role").eq(Role.practitioner.value).fill_null(value=False) | says("assistant_practitioner")


def _cosurgeon() -> pl.Expr:
    return says("co_surgeon") | pl.col("role").eq(Role.co_surgeon.value).fill_null(value=False)


def obstacles() -> dict[str, pl.Expr]:
    """Second providers that the code's indicators do not allow, and roles that the modifiers do not say."""
    cosurgeon, team, assistant = _cosurgeon(), says("team"), says("assistant", "assistant_practitioner")
    helpers = cosurgeon.cast(pl.UInt32) + count("team", "assistant", "assistant_practitioner").cast(pl.UInt32)
    role = pl.col("role").fill_null("")
    practitioner = role.eq(Role.practitioner.value)
    allowed = {
        name: pl.any_horizontal(pl.col(name).eq(code) for code in codes).fill_null(value=False)
        for name, codes in PAID.items()
    }
    return {
        "several_surgeons": helpers.gt(1),
        "unsaid_assistant": role.eq(Role.assistant.value) & ~assistant,
        "physicians_modifier": practitioner & says("assistant"),
        "physicians_part": practitioner & (cosurgeon | team),
        "no_team": team & ~allowed["team"],
        "team": team,
        "no_cosurgeon": cosurgeon & ~allowed["cosurgeon"],
        "barred": assistant & pl.col("assistant").eq(BARRED),
        "no_assistant": assistant & ~allowed["assistant"],
    }


SAYS = {
    "several_surgeons": Reason(
        "62, 66, 80, 81, 82 and AS each say who took part; a line has one", f"{MANUAL} 20.4.3 and 40.8"
    ),
    "unsaid_assistant": Reason("the role is assistant, but the line does not say so: add 80, 81, 82 or AS", ASSISTANT),
    "physicians_modifier": Reason(
        "80, 81 and 82 are a physician's; a PA, NP or CNS who assists is reported with AS", ASSISTANT
    ),
    "physicians_part": Reason("62 and 66 are surgeons'; a PA, NP or CNS who assists is reported with AS", COSURGEON),
    "no_team": Reason("66: team surgery is not paid for {code} (indicator {team})", TEAM),
    "team": Reason("66: team surgery is paid by report", TEAM),
    "no_cosurgeon": Reason("62: two surgeons are not paid for {code} (indicator {cosurgeon})", COSURGEON),
    "barred": Reason("by statute nothing is paid for an assistant at {code} (indicator 1)", ASSISTANT),
    "no_assistant": Reason("an assistant is no concept for {code} (indicator {assistant})", ASSISTANT),
}
