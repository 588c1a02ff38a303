"""The patient's history: what an earlier procedure by the same provider makes of today's services."""

from dataclasses import dataclass, replace

from frostline.engine.coding.distinct import LIFTABLE
from frostline.engine.coding.lookups import Draw, Lookups, Settled, left_out
from frostline.model import cites
from frostline.model.claim import Answer, Question
from frostline.model.encounter import By, Earlier, Encounter, Treats


@dataclass(frozen=True, slots=True, eq=False)
class Running:
    """An earlier procedure whose global period still runs today."""

    earlier: Earlier
    length: int
    day: int

    @property
    def says(self) -> str:
        """The day count, in words."""
        return f"day {self.day} of the {self.length} days after {self.earlier.code} of {self.earlier.date}"


def running(encounter: Encounter, lookups: Lookups) -> tuple[Running, ...]:
    """Earlier procedures, not by another provider, whose period holds today; day 1 is the day after."""
    found = []
    for earlier in sorted(encounter.history or (), key=lambda held: (held.date, held.code)):
        length = lookups.days(earlier.code, earlier.date) or 0
        day = (encounter.date - earlier.date).days
        if earlier.provider is not By.other and 1 <= day <= length:
            found.append(Running(earlier, length, day))
    return tuple(found)


def after_earlier(draw: Draw, periods: tuple[Running, ...], treated: tuple[Draw, ...]) -> Settled:
    """A procedure of today in the light of running periods: 58, 78, 79, a question, or no line.

    `treated` are all lines of today from the chart: they tell which of them an earlier procedure is about.
    """
    aside = Settled()
    for period in periods:
        result = _one(draw, period, treated)
        draw = result.lines[0] if result.lines else draw
        aside = aside.plus(replace(result, lines=()))
    return aside if aside.questions or aside.not_coded else Settled(lines=(draw,))


def _one(draw: Draw, period: Running, treated: tuple[Draw, ...]) -> Settled:
    earlier = period.earlier
    if earlier.provider is None:
        return Settled(questions=(_who(draw, period),))
    if earlier.treats is None:
        return Settled(questions=(_which(draw, period),))
    if earlier.treats is Treats.other or _elsewhere(draw, period, treated):
        because = f"{period.says}, by the same provider; unrelated to what was treated then"
        return Settled(lines=(draw.marked("79", because, cites.PERIOD),))
    return _same_lesion(draw, period)


def _elsewhere(draw: Draw, period: Running, treated: tuple[Draw, ...]) -> bool:
    """Whether "the same lesion" is about another line of today: the one whose family had the earlier code."""
    meant = [line for line in treated if line.family is not None and period.earlier.code in line.family.units.codes]
    return bool(meant) and all(line.code != draw.code for line in meant)


def _same_lesion(draw: Draw, period: Running) -> Settled:
    if period.earlier.operating_room and not period.earlier.planned:
        because = f"{period.says}; an unplanned return to the operating room for the same lesion"
        return Settled(lines=(draw.marked("78", because, cites.PERIOD),))
    another = draw.family is not None and period.earlier.code not in draw.family.units.codes
    if period.earlier.planned is None or (another and not period.earlier.planned):
        return Settled(questions=(_planned(draw, period),))
    if period.earlier.planned:
        because = f"{period.says}; planned treatment of the same lesion"
        return Settled(lines=(draw.marked("58", because, cites.PERIOD),))
    because = f"{draw.code}: {period.says}; unplanned treatment of the same lesion is part of {period.earlier.code}"
    remedy = "58 if it was planned, staged or more extensive; 78 if in an operating room for a complication"
    return left_out("global.period", draw.code, because, remedy, cites.PERIOD)


def visit_after_earlier(draw: Draw, periods: tuple[Running, ...]) -> Settled:
    """A visit of today in the light of running periods: 24, or no line; `separate_problem` is known here."""
    service = draw.service
    nobody = next((period for period in periods if period.earlier.provider is None), None)
    if nobody is not None and "24" not in draw.modifiers:
        return Settled(questions=(_who(draw, nobody),))
    bound = [period for period in periods if period.earlier.provider is By.same]
    if not bound or service is None or "24" in draw.modifiers:
        return Settled(lines=(draw,))
    if service.separate_problem is None:
        leads = (Answer("yes", f"{draw.code} with 24"), Answer("no", f"part of {bound[0].earlier.code}, not billed"))
        ask = f"{draw.code}: {bound[0].says}; was the visit for an unrelated problem?"
        return Settled(questions=(Question("separate_problem", ask, leads, draw.code, cites.PERIOD),))
    if service.separate_problem:
        days = ", ".join(period.says for period in bound)
        return Settled(lines=(draw.marked("24", f"{days}; the visit was for an unrelated problem", cites.PERIOD),))
    because = f"{draw.code}: {bound[0].says}; a visit for what was treated is part of {bound[0].earlier.code}"
    return left_out("global.period", draw.code, because, "24 only if the problem was unrelated", cites.PERIOD)


def _who(draw: Draw, period: Running) -> Question:
    leads = (
        Answer("same", f"{draw.code} needs a modifier (24; 58, 78 or 79), or is part of {period.earlier.code}"),
        Answer("other", f"{draw.code} as it stands: another provider's procedure starts no period"),
    )
    ask = f"{period.says}: was that done by the same provider, or another?"
    return Question("provider", ask, leads, draw.code, cites.PERIOD)


def _which(draw: Draw, period: Running) -> Question:
    leads = (
        Answer("other lesion", f"{draw.code} with 79"),
        Answer("same lesion, planned or more extensive", f"{draw.code} with 58"),
        Answer("same lesion, not planned", f"part of {period.earlier.code}; 78 only in an operating room"),
    )
    ask = f"{draw.code}: {period.says}; does it treat the same lesion, or another?"
    return Question("treats", ask, leads, draw.code, cites.PERIOD)


def _planned(draw: Draw, period: Running) -> Question:
    leads = (
        Answer("planned, staged or more extensive (planned: true)", f"{draw.code} with 58"),
        Answer("none of these", f"part of {period.earlier.code}; 78 only in an operating room"),
    )
    ask = f"{draw.code}: {period.says}, same lesion; was this treatment planned, staged, or more extensive than that?"
    return Question("planned", ask, leads, draw.code, cites.PERIOD)


def earlier_today(encounter: Encounter, lookups: Lookups) -> tuple[int, ...]:
    """Global days of what the same provider did earlier on this very day."""
    same = (
        lookups.days(earlier.code, earlier.date)
        for earlier in encounter.history or ()
        if earlier.date == encounter.date and earlier.provider is By.same
    )
    return tuple(length for length in same if length is not None)


def sessions_today(encounter: Encounter, *providers: By | None) -> tuple[str, ...]:
    """Codes of earlier sessions of this very day, by the same provider or as it is said."""
    held = encounter.history or ()
    found = {earlier.code for earlier in held if earlier.date == encounter.date and earlier.provider in providers}
    return tuple(sorted(found))


def who_today(lines: tuple[Draw, ...], encounter: Encounter, lookups: Lookups) -> tuple[Question, ...]:
    """Ask who did an earlier procedure of this very day, where a pair makes it matter to a line."""
    return tuple(
        _whose(code, line)
        for code in sessions_today(encounter, None)
        for line in lines
        if lookups.pairs.get((code, line.code)) == LIFTABLE
    )


def _whose(code: str, line: Draw) -> Question:
    leads = (
        Answer("same", f"{line.code} needs the modifier of a separate encounter: XE or 59; 25 on a visit"),
        Answer("other", f"{line.code} as it stands: another provider's procedure forms no pair with it"),
    )
    ask = f"{line.code} is column two of {code} of the same day: was that done by the same provider, or another?"
    return Question("provider", ask, leads, line.code, cites.PAIRS)
