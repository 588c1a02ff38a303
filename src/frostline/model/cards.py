"""The cards of the codes: what a procedure is, in our own words, each statement with who says it."""

from dataclasses import dataclass
from typing import Literal

from frostline.model.encounter import Code, Day, Service, Treated, Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

Reader = Literal["clinician", "biller", "analyst", "patient"]
Level = Literal["beginner", "expert"]
Kind = Literal[
    "context", "technique", "agents", "sessions", "workflow", "setting", "specialties", "suits", "avoid", "recovery",
    "complications", "documentation", "modifiers", "coverage", "pitfalls", "tips", "pearls", "patient", "history",
]  # fmt: skip
"""What a statement is about; of technique and workflow the order is that of the steps."""


@dataclass(frozen=True, slots=True, eq=False)
class PageSource:
    """Somebody who says something: a document, a table, a rule; `kind` tells how far it can be relied on."""

    id: Word
    title: Word
    kind: Literal["document", "policy", "table", "convention"]
    date: Word | None = None
    url: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class PageSources:
    """Everybody who is named on a page."""

    id: Word
    title: Word
    cite: Cite
    sources: tuple[PageSource, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """One statement about one thing, and the sources that make it; `readers`: none means every reader."""

    kind: Kind
    says: Word
    sources: Words
    readers: tuple[Reader, ...] = ()
    level: Level | None = None
    codes: tuple[Code, ...] = ()  # of the card, where it is about some of them only


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """What one source says in a question on which sources differ."""

    says: Word
    source: Word


@dataclass(frozen=True, slots=True, eq=False)
class Disagreement:
    """A question on which sources differ: each with its word, and what the tables or the engine compute.

    `computed` has {blanks} that the page fills from the release of the day.
    """

    topic: Word
    claims: tuple[Claim, ...]
    computed: Word | None = None
    note: Word | None = None
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question that people ask; the answer has {blanks} that the page fills from the release of the day."""

    ask: Word
    answer: Word
    sources: Words
    codes: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Named:
    """A code in our own words: its label, what else it is called, and a line in plain language."""

    code: Code
    label: Word
    plain: Word
    aliases: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class PageCard:
    """What codes that belong together share on their pages."""

    id: Word
    title: Word
    cite: Cite
    codes: tuple[Named, ...]
    points: tuple[Point, ...]
    questions: tuple[Asked, ...] = ()
    disagreements: tuple[Disagreement, ...] = ()
    not_available: Words = ()  # what nobody has, and what would fill it
    skin: bool = False  # whether pigment and healing by site belong on the page
    reviewed: Day | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Guidance:
    """Statements for every page of a kind: on freezing anywhere, or on freezing skin."""

    id: Word
    title: Word
    cite: Cite
    points: tuple[Point, ...]
    skin_only: bool = False
    tumors_only: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PageExample:
    """An encounter as people meet it; the engine says which codes it gives, and their pages show it."""

    title: Word
    place: Word
    treated: tuple[Treated, ...]
    services: tuple[Service, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class PageExamples:
    """Worked examples."""

    id: Word
    title: Word
    cite: Cite
    examples: tuple[PageExample, ...]
