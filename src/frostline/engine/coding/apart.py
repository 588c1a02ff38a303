"""Pairs of the day: what is part of what, and the modifier of a column-two line that the chart shows to be distinct."""

from frostline.engine.coding.distinct import LIFTABLE, OfDay, Said, anatomic, lifted_by_part, said_apart
from frostline.engine.coding.lookups import Draw, Lookups, Settled, left_out
from frostline.model import cites
from frostline.model.claim import Answer, NotCoded, Question
from frostline.model.encounter import Separate
from frostline.model.knowledge import Book

FIXED = 0
SET_APART = frozenset({"58", "59", "XE", "XP", "XS", "XU"})


def exclusive(draws: tuple[Draw, ...], lookups: Lookups) -> tuple[tuple[Draw, ...], Settled]:
    """Of two treatments that a pair of indicator 0 joins, the column-one code alone stands, whatever was treated."""
    kept: list[Draw] = []
    out = Settled()
    for draw in draws:
        over = next((other for other in draws if lookups.pairs.get((other.code, draw.code)) == FIXED), None)
        if over is None:
            kept.append(draw)
            continue
        because = f"{draw.code} is a component of {over.code} that day; indicator 0, no modifier lifts the pair"
        out = out.plus(left_out("ncci.ptp", draw.code, because, "It is not billed beside it", cites.PAIRS))
    return tuple(kept), out


def included(draw: Draw, others: tuple[Draw, ...], lookups: Lookups, pooled: frozenset[str]) -> Settled:
    """A service on a lesion that was treated the same day is part of the treatment; a question where nobody says.

    `pooled` are codes (biopsies, shaves) that are about a lesion, so that sharing it matters even without a pair.
    """
    service = draw.service
    if service is None or "58" in draw.modifiers:
        return Settled(lines=(draw,))
    rivals = [line for line in others if line.entries and _joined(draw.code, line.code, lookups) is not None]
    same = next((line for line in others if service.treats is not None and service.treats in line.names), None)
    if same is not None and (part := _part_of(draw, same, joined=same in rivals or draw.code in pooled)):
        return part
    fixed = next((line for line in rivals if lookups.pairs.get((line.code, draw.code)) == FIXED), None)
    if fixed is not None:
        because = f"{draw.code} is a component of {fixed.code} that day; indicator 0, no modifier lifts the pair"
        return left_out("ncci.ptp", draw.code, because, "It is not billed beside it", cites.PAIRS)
    told = service.treats or service.lesion or service.separate
    rivals = rivals or [line for line in others if line.family is not None and draw.code in line.family.includes]
    if rivals and not told and not _stated(draw, rivals, lookups):
        return Settled(questions=(_which(draw, rivals),))
    return Settled(lines=(draw,))


def _part_of(draw: Draw, same: Draw, *, joined: bool) -> Settled | None:
    """A service on the very lesion of a treatment: the same under another code, or part of it; else None."""
    if same.family is not None and draw.code in same.family.includes:
        because = f"{draw.code} names the same treatment as {same.code}; one of them is billed"
        remedy = f"Ask the payer which of {same.code} and {draw.code} it takes"
        return Settled(not_coded=(NotCoded(draw.code, because, remedy, str(same.family.cite)),))
    if not joined or (draw.service is not None and draw.service.separate is Separate.encounter):
        return None
    because = f"{draw.code} was on the lesion that {same.code} treats; one lesion, one code, the definitive one"
    remedy = "58 only if its reading, before the procedure, decided the procedure"
    return left_out("ncci.ptp", draw.code, because, remedy, cites.PAIRS)


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


def set_apart(lines: tuple[Draw, ...], of_day: OfDay, lookups: Lookups, book: Book) -> tuple[Draw, ...]:
    """Put what sets it apart on each column-two line of a pair with indicator 1; visits have their own modifiers."""
    parts = anatomic(book)
    lifting = {term.code for term in book.modifiers.terms if term.lifts_pairs} - parts
    procedures = tuple(line for line in lines if line.code not in of_day.visits)
    done: list[Draw] = []
    for line in lines:
        if line.code in of_day.visits or (line.service is not None and lifting & set(line.modifiers)):
            done.append(line)
            continue
        before = tuple(code for code in of_day.sessions if lookups.pairs.get((code, line.code)) == LIFTABLE)
        told = said_apart(line, procedures, before, lookups)
        done.append(_marked(line, told, lookups, parts, x_modifiers=of_day.x_modifiers))
    return tuple(done)


def _marked(line: Draw, told: tuple[Said, ...], lookups: Lookups, parts: frozenset[str], *, x_modifiers: bool) -> Draw:
    """An anatomic modifier that the other line lacks is enough; else the one X modifier that fits all, or 59."""
    left = tuple(said for said in told if not lifted_by_part(line, said, parts))
    if not left:
        return _enough(line, told, parts) if told else line
    ways = {said.modifier for said in left}
    modifier = ways.pop() if x_modifiers and len(ways) == 1 else "59"
    codes = ", ".join(sorted({said.code for said in left}))
    why = " and ".join(dict.fromkeys(said.words for said in left))
    because = f"{line.code} is column two of {codes} (indicator 1, {lookups.pairs_release}), and {why}"
    return line.marked(modifier, because, cites.PAIRS)


def _enough(line: Draw, told: tuple[Said, ...], parts: frozenset[str]) -> Draw:
    """Say why there is no 59."""
    named = " ".join(modifier for modifier in line.modifiers if modifier in parts)
    codes = ", ".join(sorted({said.code for said in told}))
    because = f"{named} lifts the pair with {codes}, which is not of that part: an anatomic modifier goes before 59"
    return line.noted(named, because, cites.PAIRS)
