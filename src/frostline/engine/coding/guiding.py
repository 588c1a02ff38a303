"""Guidance that the provider coded beside a treatment: on the claim already, allowed beside it, or part of it."""

from frostline.engine.coding.lookups import Draw, Lookups, Settled
from frostline.engine.coding.sides import professional
from frostline.model.claim import NotCoded


def as_guidance(draw: Draw, treated: tuple[Draw, ...], lookups: Lookups) -> Settled | None:
    """What becomes of guidance of a treatment of the day; None where it guided another, or a pair decides."""
    guided = _guided(draw, treated)
    if guided is None or guided.family is None or (guided.code, draw.code) in lookups.pairs:
        return None
    if any(line.guides and line.code == draw.code for line in treated):
        return _left(draw, f"{draw.code} is on the claim already, as the guidance that the chart names", guided)
    pick = guided.family.units.pick
    choices = [choice for choice in pick.codes if choice.code == guided.code] if pick else []
    if any(draw.code in choice.imaging.values() for choice in choices):
        return Settled(lines=(professional(draw, lookups),))
    return _left(draw, f"{draw.code}: the imaging that guides {guided.code} is part of it", guided)


def _guided(draw: Draw, treated: tuple[Draw, ...]) -> Draw | None:
    """The treatment that it was for: the one it names, else the only one there is."""
    service = draw.service
    if service is None or service.lesion is not None or service.separate is not None:
        return None
    own = [line for line in treated if not line.guides]
    if service.treats is not None:
        return next((line for line in own if service.treats in line.names), None)
    return own[0] if len(own) == 1 else None


def _left(draw: Draw, because: str, guided: Draw) -> Settled:
    cite = str(guided.family.cite) if guided.family else ""
    return Settled(not_coded=(NotCoded(draw.code, because, "It is not billed beside it", cite),))
