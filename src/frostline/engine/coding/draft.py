"""First half of coding: what the chart alone says; no published table is needed yet."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from frostline.engine.coding.drafting import Draft, Drafted
from frostline.engine.coding.entry import Entry
from frostline.engine.coding.reading import entries
from frostline.engine.coding.routing import Routed, route
from frostline.engine.coding.units import drafts
from frostline.model.claim import Finding, NotCoded, Question, Status
from frostline.model.encounter import Encounter, Sex
from frostline.model.families import Family
from frostline.model.knowledge import Book

SEX = "Medicare Claims Processing Manual, chapter 32, section 240 (procedures of one sex)"


@dataclass(frozen=True, slots=True, eq=False)
class Drafts:
    """Lines without modifiers, entries with their families, questions, and what makes no line."""

    lines: tuple[Draft, ...]
    entries: tuple[Entry, ...]
    questions: tuple[Question, ...]
    not_coded: tuple[NotCoded, ...]
    findings: tuple[Finding, ...] = ()

    @property
    def waiting(self) -> frozenset[str]:
        """Names of entries that an open question, about them or about others of their family, keeps from a line."""
        asked = {question.about for question in self.questions}
        made = {entry.name for line in self.lines for entry in line.entries}
        settled = made | {held.about for held in self.not_coded}
        held_back = (entry.name for entry in self.entries if entry.family is not None and entry.name not in settled)
        return frozenset(held_back) | {entry.name for entry in self.entries if entry.name in asked}

    @property
    def elsewhere(self) -> bool:
        """Whether something was treated whose codes this book does not hold."""
        made = {entry.name for line in self.lines for entry in line.entries} | self.waiting
        return any(entry.name not in made and not entry.idle and entry.family is None for entry in self.entries)


def draft(encounter: Encounter, book: Book) -> Drafts:
    """Read a chart, find the families, count."""
    routed = tuple(route(entry, encounter, book) for entry in entries(encounter, book))
    read = tuple(result.entry for result in routed)
    lines: list[Draft] = []
    aside: list[NotCoded] = []
    looks: list[NotCoded] = []
    questions = [question for entry in read for question in entry.questions]
    for family in _families(read):
        pool = tuple(entry for entry in read if entry.family is family)
        billed = _billed(pool)
        made = drafts(family, billed, book)
        questions += made.questions
        aside += made.aside
        read = tuple(_outside(entry, made) for entry in read)
        lines += () if _held_back(family, read) else made.lines
        looks += (_for_looks(entry) for entry in pool if entry not in billed)
    for_looks = (Finding("cosmetic", None, Status.failed, h.because, h.remedy, h.cite) for h in looks)
    findings = (*for_looks, *_other_sex(read, encounter))
    return Drafts(tuple(lines), read, _once(questions), (*_not_coded(routed), *aside, *looks), findings)


def _families(read: Iterable[Entry]) -> tuple[Family, ...]:
    families = {entry.family.id: entry.family for entry in read if entry.family is not None}
    return tuple(families.values())


def _billed(pool: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """What was done for appearance only is not counted with what was not; where all of it was, it is what is billed."""
    others = tuple(entry for entry in pool if not entry.treated.cosmetic)
    return others or pool


def _other_sex(read: tuple[Entry, ...], encounter: Encounter) -> tuple[Finding, ...]:
    """A family of the other sex than the patient's, as it is stated, is said; the claim stands."""
    remedy = "Check sex and organ; where both are right, payers ask for KX (or condition code 45)"
    return tuple(
        Finding("patient.sex", None, Status.failed, f"{family.title}: the patient is {stated}", remedy, SEX)
        for family in _families(read)
        if family.sex is not None and (stated := encounter.patient.sex) not in {None, Sex.unknown, family.sex}
    )


def _outside(entry: Entry, made: Drafted) -> Entry:
    """An entry that no code of its family is for has codes elsewhere."""
    return replace(entry, family=None) if entry.name in {held.about for held in made.aside} else entry


def _for_looks(entry: Entry) -> NotCoded:
    because = f"{entry.known_as}: done for appearance only, so it is not counted with the others"
    remedy = "The patient pays; tell the cost beforehand, and bill it apart with GY if a denial is wanted"
    return NotCoded(entry.name, because, remedy, "42 USC 1395y(a)(10)")


def _held_back(family: Family, read: tuple[Entry, ...]) -> bool:
    """A family waits while an open question could still bring an entry into it, or take one out."""
    asked = [entry for entry in read if entry.questions]
    own = any(entry.family is family and not family.each_alone for entry in asked)
    unread = any(entry.nature is None and not entry.could_be for entry in asked)
    return own or unread or any(set(family.claims) & set(entry.could_be) for entry in asked)


def _once(questions: list[Question]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _not_coded(routed: tuple[Routed, ...]) -> tuple[NotCoded, ...]:
    return tuple(result.not_coded for result in routed if result.not_coded is not None)
