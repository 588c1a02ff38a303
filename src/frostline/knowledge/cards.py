"""The cards of the codes, read strictly: sources known, codes named once, blanks that a page can fill."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any

from frostline.knowledge.book import PACKS, entries
from frostline.knowledge.names import Wrong, one_of, strangers
from frostline.knowledge.policies import gathered, text_in
from frostline.knowledge.reading import spelled
from frostline.knowledge.text import Path, lines
from frostline.model.cards import Guidance, PageCard, PageExample, PageExamples, PageSource, PageSources
from frostline.model.errors import Fault, Faults

SOURCES, EXAMPLES, GUIDANCE = "pages/sources.yaml", "pages/examples.yaml", "pages/guidance_"
BLANK = re.compile(r"\{([a-z_]*)\}")
BLANKS = (
    "code", "label", "work_rvu", "pe_office", "pe_facility", "mp_rvu", "total_office", "total_facility",
    "dollars_office", "dollars_facility", "dollars_work_only", "global_days", "global_says", "mue", "release", "factor",
    "percentile_low", "percentile_high", "median", "ratio", "highest", "population", "supporting",
)  # fmt: skip
"""What an answer may leave to the release of the day."""


@dataclass(frozen=True, slots=True, eq=False)
class Cards:
    """All cards, the guidance for every page of a kind, and who says it."""

    sources: dict[str, PageSource]
    cards: tuple[PageCard, ...]
    guidance: tuple[Guidance, ...]
    examples: tuple[PageExample, ...]

    def of(self, code: str) -> PageCard | None:
        """Find the card that names a code."""
        return next((card for card in self.cards if any(named.code == code for named in card.codes)), None)

    @property
    def codes(self) -> tuple[str, ...]:
        """Every code that has a card."""
        return tuple(sorted(named.code for card in self.cards for named in card.codes))


@cache
def cards(folder: File = PACKS) -> Cards:
    """Read every card; raises `Faults` with everything wrong in them."""
    names = sorted(name for name, _ in entries(str(folder / "pages"), "pages/"))
    texts = {name: text_in(folder, name) for name in names}
    nouns: dict[str, Any] = gathered((name, _noun(name), text) for name, text in texts.items())
    made = Cards(
        {source.id: source for source in nouns[SOURCES].sources},
        tuple(noun for noun in nouns.values() if isinstance(noun, PageCard)),
        tuple(noun for noun in nouns.values() if isinstance(noun, Guidance)),
        nouns[EXAMPLES].examples,
    )
    wrong = tuple(_faults(nouns, made))
    if wrong:
        places = {file: lines(texts[file], file) for file, *_ in wrong}
        raise Faults(tuple(Fault(file, places[file].get(at), spelled(at), *words) for file, at, *words in wrong))
    return made


def _noun(name: str) -> type:
    if name in {SOURCES, EXAMPLES}:
        return PageSources if name == SOURCES else PageExamples
    return Guidance if name.startswith(GUIDANCE) else PageCard


def _faults(nouns: dict[str, Any], made: Cards) -> Iterator[Wrong]:
    claimed: dict[str, str] = {}
    for file, noun in nouns.items():
        if isinstance(noun, PageCard):
            for number, named in enumerate(noun.codes):
                first = claimed.setdefault(named.code, file)
                if first != file:
                    yield file, ("codes", number, "code"), named.code, f"a code that {first} does not name"
            yield from _of_card(file, noun, made)
        if isinstance(noun, PageCard | Guidance):
            for number, point in enumerate(noun.points):
                yield from strangers(file, ("points", number, "sources"), point.sources, made.sources)


def _of_card(file: str, card: PageCard, made: Cards) -> Iterator[Wrong]:
    for number, asked in enumerate(card.questions):
        yield from strangers(file, ("questions", number, "sources"), asked.sources, made.sources)
        yield from _blanks(file, ("questions", number, "answer"), asked.answer)
    for number, held in enumerate(card.disagreements):
        yield from _blanks(file, ("disagreements", number, "computed"), held.computed or "")
        for at, claim in enumerate(held.claims):
            if claim.source not in made.sources:
                yield file, ("disagreements", number, "claims", at, "source"), claim.source, one_of(made.sources)


def _blanks(file: str, at: Path, text: str) -> Iterator[Wrong]:
    for name in BLANK.findall(text):
        if name not in BLANKS:
            yield file, at, f"the blank {{{name}}}", one_of(BLANKS)
