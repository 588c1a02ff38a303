"""The steps from the published amount to the line's: one for each adjustment, before and after, with its citation."""

from collections.abc import Iterator, Mapping
from typing import Any

from frostline.engine.pricing import bilateral, endoscopies, package, providers
from frostline.engine.pricing.reason import LAYOUT
from frostline.engine.pricing.ways import said
from frostline.model import money
from frostline.model.encounter import Role
from frostline.model.knowledge import (
    ASSISTANT,
    ASSISTANT_PRACTITIONER,
    BILATERAL,
    COSURGEON,
    LIMITING,
    NONPARTICIPATING,
    PRACTITIONER,
    RANKED,
)
from frostline.model.reason import Step
from frostline.model.vocabulary import Pays

Row = Mapping[str, Any]
Cites = Mapping[str, str]
CAP = f"Deficit Reduction Act of 2005, section 5102(b); {LAYOUT}, practice expense used for OPPS payment amount"
POINTS = money.BASIS // money.PERCENT  # basis points in a percent
PARTS: dict[Pays, str] = {
    "operation_share": "54: share before and in the operation",
    "postoperative_share": "55: share after the operation",
    "intra_operative_share": "78: intra-operative share",
}


def steps(row: Row, cites: Cites) -> list[Step]:
    """Every adjustment of a priced row, in their order."""
    return [
        *_cap(row),
        *_part(row),
        *_sides(row, cites),
        *_family(row),
        *_units(row, cites),
        *_helping(row, cites),
        *_practicing(row, cites),
        *_taking_part(row, cites),
    ]


def _times(amounts: tuple[int, int], basis_points: int, because: str, cite: str) -> Step:
    """One percentage: the amount before and after it."""
    before, after = (money.dollars(amount) for amount in amounts)
    percent = money.scaled(basis_points, POINTS)
    return Step(f"${before} × {percent} % = ${after}", f"{because} of {percent} %", cite)


def _cap(row: Row) -> Iterator[Step]:
    if row["cap"] is not None and row["cap"] < row["published"]:
        because = f"imaging cap, lower than the schedule's ${money.dollars(row['published'])}; {row['cap_of']}"
        yield Step(f"${money.dollars(row['cap'])}", because, CAP)


def _part(row: Row) -> Iterator[Step]:
    because = next((text for way, text in PARTS.items() if said(row["ways"], way)), "")
    if because and row["part"] != money.PERCENT:
        yield _times((row["capped"], row["parted"]), row["part"] * POINTS, because, package.SHARED)


def _sides(row: Row, cites: Cites) -> Iterator[Step]:
    if not row["both"]:
        return
    cite = bilateral.CITE.format(**row)
    if row["bilateral"] == bilateral.RAISED:
        cite = cites.get(BILATERAL, "")
    yield _times((row["parted"], row["sided"]), row["sides"], "50: both sides at a share", cite)


def _family(row: Row) -> Iterator[Step]:
    """The first of a family is in full; the base and every further one say what is taken off."""
    if row["is_base"]:
        why = "the base endoscopy is part of the other endoscopies of its family, reported with it"
        yield Step("$0.00", why, endoscopies.CITE)
    elif row["live"] and row["rest"] is not None and row["units"] > (1 if row["first"] else 0):
        value = f"${money.dollars(row['sided'])} - ${money.dollars(row['base'])} = ${money.dollars(row['rest'])}"
        because = f"further endoscopy of a family: its amount less that of its base {row['endoscopic_base']}"
        yield Step(value, because if row["sided"] >= row["base"] else f"{because}, never below zero", endoscopies.CITE)


def _units(row: Row, cites: Cites) -> Iterator[Step]:
    """Units with their ranks among the multiple procedures of the day; a full first rank needs no words."""
    if row["is_base"]:
        return
    if not row["ranks"]:
        if row["units"] > 1:
            value = f"{row['units']} × ${money.dollars(row['sided'])} = ${money.dollars(row['ranked'])}"
            yield Step(value, "not subject to the multiple-procedure reduction", cites.get(RANKED, ""))
        return
    of_family = " (a family has one rank)" if row["live"] else ""
    for rank, unit in zip(_ranks(row), _singles(row), strict=True):
        part = row["percents"][rank - 1]
        if part != money.PERCENT or row["units"] > 1:
            because = f"rank {rank} of the multiple procedures of the day{of_family}, at a share"
            yield _times((unit, money.share(unit, part)), part * POINTS, because, cites.get(RANKED, ""))


def _ranks(row: Row) -> list[int]:
    held: list[int] = row["ranks"]
    return held * row["units"] if row["live"] else held


def _singles(row: Row) -> list[int]:
    """The amount of each unit before its rank."""
    if not row["live"]:
        return [row["sided"]] * row["units"]
    top = row["sided"] if row["first"] else row["rest"]
    return [top, *[row["rest"]] * (row["units"] - 1)]


def _helping(row: Row, cites: Cites) -> Iterator[Step]:
    if row["helping"] == money.BASIS:
        return
    indicator, parameter, because = _helper(row)
    yield _times((row["ranked"], row["helped"]), row["helping"], because, cites.get(parameter, ""))
    if row[indicator] == providers.WITH_RECORDS[indicator]:
        cite = providers.CITES[indicator].format(**row)
        yield Step("records", f"paid only where records establish that {row['code']} needed it", cite)


def _helper(row: Row) -> tuple[str, str, str]:
    if said(row["ways"], "assistant"):
        return "assistant", ASSISTANT, "assistant at surgery: share"
    if said(row["ways"], "assistant_practitioner"):
        return "assistant", ASSISTANT_PRACTITIONER, "PA, NP or CNS as assistant at surgery: share"
    return "cosurgeon", COSURGEON, "62: share of each of two surgeons"


def _practicing(row: Row, cites: Cites) -> Iterator[Step]:
    if row["practicing"] != money.BASIS:
        cite, because = cites.get(PRACTITIONER, ""), "PA, NP or CNS: share"
        yield _times((row["helped"], row["practiced"]), row["practicing"], because, cite)


def _taking_part(row: Row, cites: Cites) -> Iterator[Step]:
    """A non-participating provider is paid less, and may charge up to the limiting charge."""
    if row["taking_part"] == money.BASIS:
        return
    because, cite = "does not participate: share", cites.get(NONPARTICIPATING, "")
    yield _times((row["practiced"], row["amount"]), row["taking_part"], because, cite)
    if row["role"] == Role.practitioner or said(row["ways"], "assistant_practitioner"):
        why = "a PA, NP or CNS takes assignment always, so there is no limiting charge; does it really not participate?"
        yield Step("assignment", why, "42 USC 1395u(b)(18)")
        return
    percent = money.scaled(row["limiting_share"], money.PERCENT)
    source = "imaging cap" if row["capped"] != row["published"] else "unrounded product"
    why = f"limiting charge of one unit: {percent} % of the {source}, before any other adjustment"
    yield Step(f"${money.dollars(row['limiting'])}", why, cites.get(LIMITING, ""))
