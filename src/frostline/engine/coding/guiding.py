"""Guidance that the provider coded beside a treatment: on the claim already, allowed beside it, or part of it."""

from frostline.engine.coding.lookups import Draw, Lookups, Settled
from frostline.model.claim import NotCoded


def as_guidance(draw: Draw, treated: tuple[Draw, ...], lookups: Lookups) -> Settled | None:
    """What becomes of guidance of a treatment of the day; None where it guided another, or a pair decides."""
    guided = _guided(draw, treated)
    if guided is None or (guided.code, draw.code) in lookups.pairs:
        return None
    named = [line for line in treated if line.guides and line.names & guided.names]
    if any(line.code == draw.code for line in named):
        return _left(draw, f"{draw.code} is on the claim already, as the guidance that the chart names", guided)
    over = next((line for line in named if (line.code, draw.code) in lookups.pairs), None)
    if over is not None:
        return _left(draw, f"{draw.code} is a component of {over.code}, and both guided the same procedure", guided)
    if draw.code in _allowed(guided):
        return Settled(lines=(draw,))
    return _left(draw, f"{draw.code}: the imaging that guides {guided.code} is part of it", guided)


def _allowed(line: Draw) -> frozenset[str]:
    """Guidance that may stand beside a line."""
    pick = line.family.units.pick if line.family else None
    choices = [choice for choice in pick.codes if choice.code == line.code] if pick else []
    return frozenset(code for choice in choices for code in choice.imaging.values())


def _guided(draw: Draw, treated: tuple[Draw, ...]) -> Draw | None:
    """The treatment of an organ that it was for: the one it names, else the only one that could be meant."""
    service = draw.service
    if service is None or service.lesion is not None or service.separate is not None:
        return None
    organs = [line for line in treated if line.family is not None and line.family.units.pick is not None]
    if service.treats is not None:
        return next((line for line in organs if service.treats in line.names), None)
    fitting = [line for line in organs if draw.code in _allowed(line)]
    candidates = fitting or organs
    return candidates[0] if len(candidates) == 1 else None


def _left(draw: Draw, because: str, guided: Draw) -> Settled:
    cite = str(guided.family.cite) if guided.family else ""
    return Settled(not_coded=(NotCoded(draw.code, because, "It is not billed beside it", cite),))
