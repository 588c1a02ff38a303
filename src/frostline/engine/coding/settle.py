"""Second half of coding: drafts and services beside the published tables become claim lines."""

from collections.abc import Mapping
from dataclasses import replace

from frostline.engine.coding.apart import exclusive, included
from frostline.engine.coding.draft import Drafts
from frostline.engine.coding.entry import unique
from frostline.engine.coding.finishing import finished
from frostline.engine.coding.guiding import as_guidance
from frostline.engine.coding.history import Running, after_earlier, earlier_today, running
from frostline.engine.coding.lookups import Draw, Lookups, Settled, waits
from frostline.engine.coding.sides import guided, professional, sided
from frostline.engine.coding.visits import UNKNOWN, joined, visit
from frostline.model.encounter import Encounter, Service
from frostline.model.knowledge import Book
from frostline.model.reason import Step


def settle(drafts: Drafts, encounter: Encounter, lookups: Lookups, book: Book) -> Settled:
    """Decide which services stand, and every modifier; lines come in the order of the claim."""
    visits = _codes(encounter, book, "visit")
    periods = running(encounter, lookups)
    treated, aside = guided(sided(drafts.lines, lookups), lookups)
    treated, excluded = exclusive(treated, lookups)
    services = tuple(_service(service) for service in encounter.services or ())
    result = excluded.plus(Settled(not_coded=aside))
    beside_codes = {kind: _codes(encounter, book, kind) for kind in ("biopsy", "shave", "guidance")}
    kept = Settled(lines=treated)
    for draw in (draw for draw in services if draw.code not in visits):
        kept = kept.plus(_beside(draw, treated, drafts, lookups, beside_codes))
    result = result.plus(replace(kept, lines=()))
    for draw in kept.lines:
        result = result.plus(_in_period(draw, periods, treated, encounter, lookups))
    result = replace(result, lines=_companions(result.lines, drafts, lookups))
    waiting = bool(drafts.waiting or result.questions or drafts.elsewhere)
    beside = (*_lengths(result.lines, encounter, lookups), *earlier_today(encounter, lookups))
    procedures = result.lines
    for draw in (draw for draw in services if draw.code in visits):
        result = result.plus(visit(draw, (*beside, *joined(draw, procedures, lookups)), periods, waiting=waiting))
    return replace(result, lines=()).plus(finished(result.lines, visits, encounter, lookups, book))


def _beside(
    draw: Draw, treated: tuple[Draw, ...], drafts: Drafts, lookups: Lookups, codes: Mapping[str, frozenset[str]]
) -> Settled:
    """A service that is no visit: part of a treatment, waiting for one, or a line of its own."""
    if draw.service is not None and draw.service.treats in drafts.waiting:
        return waits(draw.code, f"{draw.code} is about a lesion that is not decided yet")
    if draw.service is not None and draw.service.treats in _fallen(drafts, treated):
        return waits(draw.code, f"{draw.code} belongs to a treatment that is not billed")
    if draw.code not in codes["guidance"]:
        return included(draw, treated, lookups, codes["biopsy"] | codes["shave"])
    kept = as_guidance(draw, treated, lookups) or included(draw, treated, lookups, frozenset())
    return replace(kept, lines=tuple(professional(line, lookups) for line in kept.lines))


def _fallen(drafts: Drafts, treated: tuple[Draw, ...]) -> frozenset[str]:
    """Names of entries whose line fell to that of another."""
    stand = frozenset(name for line in treated for name in line.names)
    return frozenset(entry.name for draft in drafts.lines for entry in draft.entries) - stand


def _lengths(lines: tuple[Draw, ...], encounter: Encounter, lookups: Lookups) -> tuple[int, ...]:
    """Global days of the procedures of the day; 0 of a treatment without a period, since its visit needs 25 too.

    UNKNOWN of a treatment that no schedule of the day is held for.
    """
    days = [(line, lookups.days(line.code, encounter.date)) for line in lines]
    missing = {line.code for line in lines if (line.code, encounter.date) not in lookups.global_days}
    return tuple(
        length or (UNKNOWN if line.code in missing else 0)
        for line, length in days
        if length is not None or line.family is not None
    )


def _in_period(
    draw: Draw, periods: tuple[Running, ...], treated: tuple[Draw, ...], encounter: Encounter, lookups: Lookups
) -> Settled:
    """Only what has a global period of its own (000, 010, 090) is bound by another's; add-ons follow their primary."""
    if lookups.days(draw.code, encounter.date) is None:
        return Settled(lines=(draw,))
    return after_earlier(draw, periods, treated)


def _codes(encounter: Encounter, book: Book, kind: str) -> frozenset[str]:
    return frozenset(code for held in book.beside_on(encounter.date, kind) for code in held.codes)


def _service(service: Service) -> Draw:
    because = "coded by the provider" if service.units else "coded by the provider; one entry is one service"
    step = Step(f"{service.code} × {service.units or 1}", because)
    return Draw(service.code, service.units or 1, step, service=service, modifiers=unique(service.modifiers or ()))


def _companions(lines: tuple[Draw, ...], drafts: Drafts, lookups: Lookups) -> tuple[Draw, ...]:
    """An add-on of a family, and guidance, go where their primary goes: held back with it."""
    stand = {line.code for line in lines}
    meant = {line.code for line in drafts.lines}
    procedures = {name for line in lines if not line.guides for name in line.names}
    return tuple(
        line
        for line in lines
        if line.service is not None
        or (bool(line.names & procedures) if line.guides else _with_primary(line, meant, stand, lookups))
    )


def _with_primary(line: Draw, meant: set[str], stand: set[str], lookups: Lookups) -> bool:
    primaries = lookups.primaries.get(line.code, frozenset()) & meant
    return not primaries or bool(primaries & stand)
