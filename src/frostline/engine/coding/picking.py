"""Which code of a family that decides by site, extent, approach, method or size; silence that decides is asked."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from frostline.engine.coding.entry import Entry, unique
from frostline.model.claim import Answer, Question
from frostline.model.families import Choice, Family
from frostline.model.knowledge import Book
from frostline.model.vocabulary import Kind

WORDED = ("site", "extent", "approach", "method")
ASKS = {
    "site": "where exactly was it?",
    "extent": "simple or extensive? (the physician's word; no number decides)",
    "approach": "how was it reached?",
    "method": "how was it treated?",
    "size_cm": "what was its largest diameter in cm?",
}


@dataclass(frozen=True, slots=True, eq=False)
class Picked:
    """The choice for one entry; without one, what must be asked, or (neither) that no code of the family fits."""

    choice: Choice | None = None
    questions: tuple[Question, ...] = ()


def pick(entry: Entry, family: Family, choices: tuple[Choice, ...], book: Book) -> Picked:
    """Choose among the codes of a family by everything the chart says of an entry."""
    said = {facet: _says(entry, facet, choices) for facet in (*WORDED, "size_cm")}
    left = tuple(choice for choice in choices if _possible(choice, said))
    silent = [facet for facet, value in said.items() if value is None and _decides(facet, left)]
    if not silent:
        return Picked(left[0] if left else None)
    already = {question.key for question in entry.questions}
    asked = (_ask(facet, entry, family, left, book) for facet in silent if facet not in already)
    return Picked(questions=tuple(asked))


def _says(entry: Entry, facet: str, choices: tuple[Choice, ...]) -> str | Decimal | None:
    """What the chart says of a facet."""
    if facet == "method":
        return _method(entry, choices)
    if facet == "site":
        return entry.spots[0].term.id if len({spot.term.id for spot in entry.spots}) == 1 else None
    if facet == "size_cm":
        return entry.treated.size_cm
    return entry.approach if facet == "approach" else entry.extent


def _method(entry: Entry, choices: tuple[Choice, ...]) -> str | None:
    """The method; nothing where it is too general to choose by, or there are several that no one choice has."""
    names = set(entry.methods) or ({entry.method.id} if entry.method else set())
    together = len(names) == 1 or any(names <= set(choice.method) for choice in choices)
    return min(names) if names and together and not names & {Kind.destruction, Kind.photodynamic} else None


def _possible(choice: Choice, said: Mapping[str, str | Decimal | None]) -> bool:
    size = said["size_cm"]
    fits = choice.at_most_cm is None or not isinstance(size, Decimal) or size <= choice.at_most_cm
    return fits and all(_admits(getattr(choice, facet), said[facet]) for facet in WORDED)


def _admits(wanted: tuple[str, ...], said: str | Decimal | None) -> bool:
    return not wanted or said is None or said in wanted


def _decides(facet: str, left: Iterable[Choice]) -> bool:
    """Whether a choice that is left turns on the facet: the wording of its code fixes it."""
    key = "at_most_cm" if facet == "size_cm" else facet
    return any(getattr(choice, key) for choice in left)


def _ask(facet: str, entry: Entry, family: Family, left: tuple[Choice, ...], book: Book) -> Question:
    said = getattr(entry.treated, facet)
    strange = f'"{said}" does not say it: ' if said is not None and facet != "size_cm" else ""
    ask = f"{entry.known_as}: {strange}{ASKS[facet]}"
    return Question(facet, ask, tuple(_leads(facet, left, book)), entry.name, str(family.cite))


def _leads(facet: str, left: tuple[Choice, ...], book: Book) -> Iterable[Answer]:
    if facet == "size_cm":
        for choice in left:
            yield Answer(f"up to {choice.at_most_cm} cm", choice.code)
        yield Answer("larger", "other codes")
        return
    values = unique(value for choice in left for value in getattr(choice, facet))
    for value in values:
        codes = unique(choice.code for choice in left if _admits(getattr(choice, facet), value))
        yield Answer(_word(facet, value, book), " or ".join(codes))
    yield Answer("another", "other codes") if facet in {"approach", "method"} else Answer("neither", "other codes")


def _word(facet: str, name: str, book: Book) -> str:
    if facet == "site":
        return book.site(name).words[0]
    return book.method(name).words[0] if facet == "method" else name
