"""What the cards and the guidance say, section by section, for a code."""

from collections.abc import Iterable, Iterator

from frostline.api.paging.known import Known
from frostline.api.paging.words import filled
from frostline.model.cards import Guidance, Kind, Point
from frostline.model.pages import Answered, Block, Disputed, Disputes, Gap, Items, Questions, Said, Section

TITLES: tuple[tuple[Kind, str], ...] = (
    ("context", "What it is for"),
    ("suits", "Whom it suits"),
    ("avoid", "Who should not have it, or only with care"),
    ("technique", "Technique, step by step"),
    ("agents", "Agents and devices"),
    ("sessions", "Sessions"),
    ("workflow", "From the first look to the claim"),
    ("setting", "Where it is done"),
    ("specialties", "Who does it"),
    ("recovery", "Recovery"),
    ("complications", "What can go wrong"),
    ("coverage", "On being paid"),
    ("pitfalls", "Pitfalls"),
    ("tips", "Tips"),
    ("pearls", "For the biller"),
    ("patient", "For the patient"),
    ("history", "Its past"),
)
APART: dict[Kind, str] = {"coverage": "paid", "history": "past"}  # ids that sections of figures have too
STEPS = ("technique", "workflow")
MISSING = "no source held says anything; a textbook, a policy or figures of use would fill it"


def said(known: Known) -> dict[str, Section]:
    """Give the sections that the cards fill, each by its kind; what nobody says is a gap, never an empty heading."""
    points = tuple(_points(known))
    return {kind: _section(kind, title, [point for point in points if point.kind == kind]) for kind, title in TITLES}


def points_of(known: Known, kind: Kind) -> tuple[Said, ...]:
    """Give what is said of one thing."""
    return tuple(_told(point) for point in _points(known) if point.kind == kind)


def _points(known: Known) -> Iterator[Point]:
    """Give the statements of the card on this code, then those for every page of its kind; each once."""
    own = [point for point in known.card.points if not point.codes or known.code in point.codes]
    about = [*own, *(point for card in _beside(known) for point in card)]
    seen: set[str] = set()
    for point in (*about, *(point for held in known.all_cards.guidance if _fits(held, known) for point in held.points)):
        if point.says not in seen:
            seen.add(point.says)
            yield point


def _beside(known: Known) -> Iterator[tuple[Point, ...]]:
    """Give the points of cards that name no code of their own and belong to a family of this one."""
    families = {family.id for family in known.families}
    for card in known.all_cards.cards:
        if not card.codes and card.id in families:
            yield card.points


def _fits(held: Guidance, known: Known) -> bool:
    """Whether guidance on freezing belongs here: the family freezes, or can; and on skin, if it is skin."""
    if held.skin_only and not known.card.skin:
        return False
    return known.freezes and (known.tumors or not held.tumors_only)


def _section(kind: Kind, title: str, points: Iterable[Point]) -> Section:
    items = tuple(map(_told, points))
    blocks: tuple[Block, ...] = (Items(items, ordered=kind in STEPS),) if items else (Gap(f"{title}: {MISSING}"),)
    return Section(APART.get(kind, kind), title, blocks)


def _told(point: Point) -> Said:
    return Said(point.says, point.sources, point.readers, point.level)


def questions(known: Known) -> Section:
    """Answer what people ask, from the figures of the day."""
    held = [asked for asked in known.card.questions if not asked.codes or known.code in asked.codes]
    answered = tuple(Answered(filled(asked.ask, known), filled(asked.answer, known), asked.sources) for asked in held)
    return Section(
        "questions", "Questions people ask", (Questions(answered),) if answered else (Gap(f"Questions: {MISSING}"),)
    )


def disagreements(known: Known) -> Section | None:
    """Set sources that differ beside one another, and what was computed beside them."""
    held = [found for found in known.card.disagreements if not found.codes or known.code in found.codes]
    if not held:
        return None
    disputes = tuple(
        Disputed(
            found.topic,
            tuple(Said(claim.says, (claim.source,)) for claim in found.claims),
            filled(found.computed or "", known),
            found.note or "",
        )
        for found in held
    )
    return Section("disagreements", "Where sources differ", (Disputes(disputes),))


def gaps(known: Known) -> Section | None:
    """Name what nobody has."""
    held = tuple(Gap(what) for what in known.card.not_available)
    return Section("gaps", "Not available", held) if held else None
