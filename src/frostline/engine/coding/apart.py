"""Pairs of the day: 59 or XS on the column-two line where the chart shows distinct lesions, and only there."""

from frostline.engine.coding.lookups import Draw, Lookups, Settled, left_out
from frostline.model import cites
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Apart, Service
from frostline.model.knowledge import Book

LIFTABLE, FIXED = 1, 0
SET_APART = frozenset({"58", "59", "XE", "XP", "XS", "XU"})


def included(draw: Draw, others: tuple[Draw, ...], lookups: Lookups, pooled: frozenset[str]) -> Settled:
    """A service on a lesion that was treated the same day is part of the treatment; a question where nobody says.

    `pooled` are codes (biopsies, shaves) that are about a lesion, so that sharing it matters even without a pair.
    """
    service = draw.service
    if service is None or "58" in draw.modifiers:
        return Settled(lines=(draw,))
    rivals = [line for line in others if line.entries and _joined(draw.code, line.code, lookups) is not None]
    same = next((line for line in others if service.treats is not None and service.treats in line.names), None)
    if same is not None and (same in rivals or draw.code in pooled):
        because = f"{draw.code} was on the lesion that {same.code} treats; one lesion, one code, the definitive one"
        remedy = "58 only if its reading, before the procedure, decided the procedure"
        return left_out("ncci.ptp", draw.code, because, remedy, cites.PAIRS)
    fixed = next((line for line in rivals if lookups.pairs.get((line.code, draw.code)) == FIXED), None)
    if fixed is not None:
        because = f"{draw.code} is a component of {fixed.code} that day; indicator 0, no modifier lifts the pair"
        return left_out("ncci.ptp", draw.code, because, "It is not billed beside it", cites.PAIRS)
    if rivals and service.treats is None and service.lesion is None and not _stated(draw, rivals, lookups):
        return Settled(questions=(_which(draw, rivals),))
    return Settled(lines=(draw,))


def _stated(draw: Draw, rivals: list[Draw], lookups: Lookups) -> bool:
    """Whether the provider has said by a modifier that it was apart, on the line where the pairs want it."""
    everywhere = all((line.code, draw.code) in lookups.pairs for line in rivals)
    return everywhere and bool(SET_APART & set(draw.modifiers))


def _joined(one: str, other: str, lookups: Lookups) -> int | None:
    """Indicator of the pair that two codes form, whichever comes first; None without a pair."""
    return lookups.pairs.get((one, other), lookups.pairs.get((other, one)))


def _which(draw: Draw, rivals: list[Draw]) -> Question:
    names = sorted({name for line in rivals for name in line.names})
    codes = ", ".join(line.code for line in rivals)
    leads = (
        Answer("another lesion (lesion: other)", f"{draw.code} and {codes}, 59 or XS on the column-two line"),
        Answer(f"one of those treated (treats: {' or '.join(names)})", f"{draw.code} is part of {codes}"),
    )
    ask = f"{draw.code}: which lesion was it for, one of those treated or another?"
    return Question("treats", ask, leads, draw.code, cites.PAIRS)


def set_apart(
    lines: tuple[Draw, ...], visits: frozenset[str], lookups: Lookups, book: Book, *, medicare: bool
) -> tuple[Draw, ...]:
    """Put 59 or XS on each column-two line of a pair with indicator 1; visits have their own modifiers."""
    lifting = {term.code for term in book.modifiers.terms if term.lifts_pairs}
    done: list[Draw] = []
    for line in lines:
        rivals = [other for other in lines if lookups.pairs.get((other.code, line.code)) == LIFTABLE]
        apart = [other for other in rivals if other is not line and _distinct(line, other)]
        stated = line.service is not None and lifting & set(line.modifiers)
        if not apart or line.code in visits or stated:
            done.append(line)
            continue
        modifier = "XS" if medicare and all(_other_site(line, other) for other in apart) else "59"
        done.append(line.marked(modifier, _because(line, apart, lookups), cites.PAIRS))
    return tuple(done)


def _distinct(line: Draw, other: Draw) -> bool:
    """Whether the chart shows two lines to be about different lesions."""
    if line.entries and other.entries:
        return not line.names & other.names
    if line.service is not None and other.service is not None:
        one, two = _target(line.service), _target(other.service)
        return bool(one and two) and one != two
    service, treated = (line.service, other) if line.service else (other.service, line)
    if service is None or not treated.entries:
        return False
    return service.lesion is Apart.other or (service.treats is not None and service.treats not in treated.names)


def _target(service: Service) -> tuple[str | None, Apart | None] | None:
    """The lesion that a service was for, as far as the chart says: an entry, or one that was not treated."""
    return (service.treats, service.lesion) if service.treats or service.lesion else None


def _other_site(line: Draw, other: Draw) -> bool:
    """Whether both sites are stated and have nothing in common."""
    one = [{(spot.term.id, spot.side) for spot in entry.spots} for entry in line.entries]
    two = [{(spot.term.id, spot.side) for spot in entry.spots} for entry in other.entries]
    stated = bool(one and two) and all(one) and all(two)
    return stated and not set().union(*one) & set().union(*two)


def _because(line: Draw, apart: list[Draw], lookups: Lookups) -> str:
    codes = ", ".join(sorted(other.code for other in apart))
    return f"{line.code} is column two of {codes} (indicator 1, {lookups.pairs_release}), and the lesions are distinct"
