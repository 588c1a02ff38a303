"""Who covers a code: the policies that decide, with what the code settles by itself, and what was seen of others."""

from frostline.api.landscape import landscape_of
from frostline.api.paging.known import Known
from frostline.api.policies import every, policy
from frostline.model.errors import FrostlineError
from frostline.model.evidence import Guideline, Study
from frostline.model.landscape import Seen
from frostline.model.pages import Block, Gap, Items, Said, Section, Table
from frostline.model.policies import Policy


def policies_of(known: Known) -> tuple[Policy, ...]:
    """Give the policies in force that day that take up the code."""
    return tuple(held for held in every() if held.in_force.hold(known.day) and held.code(known.code, known.day))


def coverage(known: Known) -> Section:
    """Set the deciding policies first, then what was seen of other payers; a payer that is not there was not seen."""
    blocks: list[Block] = []
    rows = tuple(_row(held, known) for held in policies_of(known))
    if rows:
        head = ("policy", "in force", "the code alone settles", "asks next", "next review")
        blocks.append(Table(head, rows, "Policies that decide", sources=("S2",) if "regence" in str(rows) else ()))
    else:
        blocks.append(Gap("A policy that decides: none of those held takes up this code"))
    blocks.append(_seen(known))
    blocks.append(
        Items((Said("A payer that is not listed was not seen, which is never a denial. The member's contract wins."),))
    )
    return Section("coverage", "Coverage by payer", tuple(blocks))


def _row(held: Policy, known: Known) -> tuple[str, ...]:
    alone = next(one for one in policy(held.revision).alone if known.code in one.entry.codes)
    settles = "nothing" if alone.asks else f"{alone.outcome.replace('_', ' ')} ({', '.join(alone.deciding)})"
    return (
        held.revision,
        f"from {held.in_force.from_}",
        settles,
        ", ".join(alone.asks),
        held.reviewed.next or "not stated",
    )


def _seen(known: Known) -> Block:
    try:
        found = landscape_of(code=known.code)
    except FrostlineError:
        return Gap("Positions of other payers: no use of this code is in the landscape")
    rows = tuple(
        _position(row.seen, use.indication.label, str(row.position.status).replace("_", " "))
        for use in found.uses
        for row in use.rows
    )
    silent = tuple(
        _position(one.seen, use.indication.label, "position not seen") for use in found.uses for one in use.silent
    )
    head = ("payer and policy", "use", "position as seen", "effective", "how much was seen")
    return Table(head, (*rows, *silent), "What was seen of payers: looked at, never decided by")


def _position(seen: Seen, use: str, status: str) -> tuple[str, ...]:
    return f"{seen.payer} {seen.policy}", use, status, seen.effective or "not seen", seen.basis


def evidence(known: Known) -> Section | None:
    """Give the studies and positions that a deciding policy reports on the organ that the code settles."""
    studies: list[tuple[str, ...]] = []
    positions: list[Said] = []
    for held in policies_of(known):
        whole = policy(held.revision)
        alone = next(one for one in whole.alone if known.code in one.entry.codes)
        organ = alone.entry.implies.get("site")
        if whole.room is None or organ is None:
            continue
        studies += map(_study, (row for row in whole.room.evidence if organ in row.topics))
        positions += (Said(_position_of(row), ("S2",)) for row in whole.room.guidelines if _about(row, organ))
    if not studies and not positions:
        return None
    head = ("study", "year", "design", "outcome", "PMID")
    rows = Table(head, tuple(dict.fromkeys(studies)), "Studies, as the policy reports them", sources=("S2",))
    blocks: tuple[Block, ...] = ((rows,) if studies else ()) + ((Items(tuple(positions)),) if positions else ())
    return Section("evidence", "Evidence and guidelines, as the policy reports them", blocks)


def _study(row: Study) -> tuple[str, ...]:
    name = row.study or row.author or row.tumor
    return name, str(row.year or ""), row.design, "; ".join(row.outcomes), row.pmid or "none"


def _about(row: Guideline, organ: str) -> bool:
    return any(organ in text.casefold() for text in (row.body, row.says, *row.concerns))


def _position_of(row: Guideline) -> str:
    version = f" ({row.version})" if row.version else ""
    return f"{row.body}{version}: {row.says}"
