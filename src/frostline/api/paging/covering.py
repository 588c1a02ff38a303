"""Who covers a code: the policies that decide, with what the code settles by itself, and what was seen of others."""

from frostline.api.landscape import landscape_of
from frostline.api.paging.known import Known
from frostline.api.policies import every, policy
from frostline.knowledge.evidence import evidence as evidence_of
from frostline.model.errors import FrostlineError
from frostline.model.evidence import Guideline, Reference, Study
from frostline.model.families import OVER
from frostline.model.landscape import Position, Seen
from frostline.model.pages import Block, Gap, Items, Said, Section, Table
from frostline.model.policies import Policy
from frostline.model.words import in_words

SHORT = ("women", "men")  # populations that say who was counted
UNLISTED = "A policy that lists this code: none held does. One can still decide by the lesion: see frostline cover"


def policies_of(known: Known) -> tuple[Policy, ...]:
    """Give the policies in force that day that take up the code."""
    return tuple(held for held in every() if held.in_force.hold(known.day) and held.code(known.code, known.day))


def coverage(known: Known) -> Section:
    """Set the deciding policies first, then what was seen of other payers; a payer that is not there was not seen."""
    blocks: list[Block] = []
    for sources, told in ((("S2",), "regence"), ((), "")):
        rows = tuple(_row(held, known) for held in policies_of(known) if (held.payer == "regence") is bool(told))
        if rows:
            head = ("policy", "in force", "the code alone settles", "asks next", "next review")
            blocks.append(Table(head, rows, f"Policies that decide: {rows[0][0].split('.')[0]}", sources=sources))
    if not blocks:
        blocks.append(Gap(UNLISTED))
    blocks.append(_seen(known))
    blocks.append(
        Items((Said("A payer that is not listed was not seen, which is never a denial. The member's contract wins."),))
    )
    return Section("coverage", "Coverage by payer", tuple(blocks))


def _row(held: Policy, known: Known) -> tuple[str, ...]:
    alone = next(one for one in policy(held.revision).alone if known.code in one.entry.codes)
    settles = "nothing" if alone.asks else f"{in_words(alone.outcome)} ({', '.join(alone.deciding)})"
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
        _position(row.seen, use.indication.label, in_words(row.position.status), _when(row.position))
        for use in found.uses
        for row in use.rows
    )
    silent = tuple(
        _position(one.seen, use.indication.label, "position not seen", "") for use in found.uses for one in use.silent
    )
    head = ("payer and policy", "use", "position as seen", "of what, and when", "effective", "how much was seen")
    return Table(head, (*rows, *silent), "What was seen of payers: looked at, never decided by")


def _position(seen: Seen, use: str, status: str, when: str) -> tuple[str, ...]:
    return f"{seen.payer} {seen.policy}", use, status, when, seen.effective or "not seen", seen.basis


def _when(position: Position) -> str:
    return "; ".join((position.condition, *position.criteria))


def evidence(known: Known) -> Section | None:
    """Give the studies, positions and references that policies report on the organ that the code is for."""
    organs = _organs(known)
    rooms = [room for held in every() if held.in_force.hold(known.day) and (room := evidence_of(held.revision))]
    studies = [_study(row) for room in rooms for row in room.evidence if organs & set(row.topics)]
    positions = [Said(_position_of(row), ("S2",)) for room in rooms for row in room.guidelines if _about(row, organs)]
    references = [_reference(row) for room in rooms for row in room.references if organs & set(row.topics)]
    if not (studies or positions or references):
        return None
    blocks: list[Block] = []
    if studies:
        head = ("study", "of", "design", "persons", "outcome", "PMID")
        blocks.append(
            Table(head, tuple(dict.fromkeys(studies)), "Studies, as the policy reports them", sources=("S2",))
        )
    blocks += [Items(tuple(positions))] if positions else []
    if references:
        caption = "References of the policy on this organ"
        blocks.append(Table(("reference", "topic", "PMID"), tuple(references), caption, sources=("S2",)))
    return Section("evidence", "Evidence and guidelines, as the policy reports them", tuple(blocks))


def _organs(known: Known) -> set[str]:
    """Give the organs that policies settle from the code, else those of its families."""
    settled = {entry.implies.get("site") for held in policies_of(known) if (entry := held.code(known.code, known.day))}
    if settled - {None}:
        return {organ for organ in settled if organ}
    over = OVER if known.card.skin else frozenset()
    return {in_words(tract) for family in known.families for tract in family.tracts if tract not in over}


def _study(row: Study) -> tuple[str, ...]:
    name = f"{row.study or row.author or 'no single study'} {row.year or ''}".strip()
    who = row.unit or row.population if row.population in SHORT else row.unit
    persons = f"{row.n:,} {who or 'patients'}" if row.n is not None else "not given"
    lesions = f", {row.lesions:,} lesions" if row.lesions is not None else ""
    return name, row.tumor, row.design, f"{persons}{lesions}", "; ".join(row.outcomes), row.pmid or "none"


def _reference(row: Reference) -> tuple[str, ...]:
    return f"{row.author} {row.year or ''}".strip(), row.topic, row.pmid or "none"


def _about(row: Guideline, organs: set[str]) -> bool:
    told = [text.casefold() for text in (row.body, row.says, *row.concerns)]
    return any(organ in text for organ in organs for text in told)


def _position_of(row: Guideline) -> str:
    version = f" ({row.version})" if row.version else ""
    return f"{row.body}{version}: {row.says}"
