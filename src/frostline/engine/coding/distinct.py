"""How two lines of a pair are distinct: by lesion and site, by what the provider says, or by an anatomic modifier."""

from dataclasses import dataclass
from functools import lru_cache

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.model.encounter import Apart, Encounter, Separate, Service
from frostline.model.knowledge import Book

LIFTABLE = 1
LESIONS, SESSION = "the lesions are distinct", "it was a separate encounter of the same day"
WAYS = {
    Separate.encounter: ("XE", SESSION),
    Separate.structure: ("XS", "it was on a separate structure"),
    Separate.practitioner: ("XP", "it was done by a separate practitioner"),
    Separate.no_overlap: ("XU", "it does not overlap the usual parts of the other"),
}
BOTH_SIDES = {"50": ("LT", "RT")}
WANTS_X = "XS"  # side of the contested question repeat_line: payers that want X modifiers in place of 59


@dataclass(frozen=True, slots=True, eq=False)
class Said:
    """A code that a line is column two of, how the two are distinct, and the X modifier that says so (59: none)."""

    code: str
    modifier: str
    words: str
    modifiers: tuple[str, ...] | None = None  # of the other line; None where it is not on this claim


@dataclass(frozen=True, slots=True, eq=False)
class OfDay:
    """What beside its lines decides how they are set apart: visits among their codes, codes of earlier sessions.

    `sessions` are the same provider's, of this very day; `x_modifiers`: the payer wants XE, XS, XP, XU.
    """

    visits: frozenset[str] = frozenset()
    sessions: tuple[str, ...] = ()
    x_modifiers: bool = False


def wants_x(encounter: Encounter, book: Book) -> bool:
    """Whether the payer takes XE, XS, XP, XU in place of 59, and they are in force."""
    wanted = encounter.medicare or book.choices.get("repeat_line") == WANTS_X
    return wanted and all(book.modifiers.held(modifier, encounter.date) for modifier, _ in WAYS.values())


def said_apart(line: Draw, procedures: tuple[Draw, ...], before: tuple[str, ...], lookups: Lookups) -> tuple[Said, ...]:
    """Everything that a line is column two of and distinct from; `before`: codes of earlier sessions of the day."""
    rivals = (
        (other, _way(line, other))
        for other in procedures
        if other is not line and lookups.pairs.get((other.code, line.code)) == LIFTABLE
    )
    today = tuple(Said(other.code, *way, other.modifiers) for other, way in rivals if way is not None)
    return (*today, *(Said(code, *WAYS[Separate.encounter]) for code in before))


def _way(line: Draw, other: Draw) -> tuple[str, str] | None:
    """Modifier and words for how two lines are distinct, the provider's own word first; None where nobody says."""
    for draw in (line, other):
        if draw.service is not None and draw.service.separate is not None:
            return WAYS[draw.service.separate]
    if not _distinct(line, other):
        return None
    return ("XS" if _other_site(line, other) else "59", LESIONS)


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


@lru_cache(maxsize=16)
def anatomic(book: Book) -> frozenset[str]:
    """Modifiers that name a body part and lift a pair by it."""
    return frozenset(term.code for term in book.modifiers.terms if term.part is not None and term.lifts_pairs)


def lifted_by_part(line: Draw, said: Said, parts: frozenset[str]) -> bool:
    """Whether a line names a body part that the other line of today does not; 50 names both sides."""
    if said.modifiers is None:
        return False
    other = {part for modifier in said.modifiers for part in BOTH_SIDES.get(modifier, (modifier,))}
    return bool((parts & set(line.modifiers)) - other)
