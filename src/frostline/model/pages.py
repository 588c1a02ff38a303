"""A page about a code, as blocks that every face can show: terminal, HTML, Markdown, PDF, JSON."""

from dataclasses import dataclass
from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Literal

from frostline.model.cards import Level, Reader

FigureKind = Literal["distribution", "localities", "history", "settings"]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement with its sources by id; without readers it is for all of them."""

    says: str
    sources: tuple[str, ...] = ()
    readers: tuple[Reader, ...] = ()
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class Items:
    """Statements one after another; `ordered` where they are steps."""

    items: tuple[Said, ...]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a head; cells are text as people read it, `numeric` columns stand flush right."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture by its data: labels with values in the unit; `mark` is the label that the page is about.

    Of money values are cents, of relative values hundredths, of a distribution numbers of codes. `series` names
    the values of each point, such as office and facility; a missing value is None.
    """

    kind: FigureKind
    title: str
    unit: str
    series: tuple[str, ...]
    points: tuple[tuple[str, tuple[int | None, ...]], ...]
    mark: str = ""
    caption: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answered:
    """A question that people ask, answered from the data of the day."""

    ask: str
    answer: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Questions:
    """Questions and answers."""

    held: tuple[Answered, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A question on which sources differ: who says what, and what was computed."""

    topic: str
    claims: tuple[Said, ...]
    computed: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Disputes:
    """Questions on which sources differ."""

    held: tuple[Disputed, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """An encounter, and what the engine makes of it: lines as code, modifiers, units, diagnoses, dollars, because."""

    title: str
    encounter: str
    lines: tuple[tuple[str, ...], ...]
    says: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """What nobody has, and what would fill it."""

    what: str


Block = Items | Table | Figure | Questions | Disputes | Example | Gap


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page; without readers it is for all of them. A link names another page by its code."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    readers: tuple[Reader, ...] = ()
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Named:
    """A source that the page names, as readers are told it."""

    id: str
    title: str
    kind: str
    date: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """Everything on one code, as of a day, by the releases named."""

    code: str
    label: str
    plain: str
    aliases: tuple[str, ...]
    family: str
    date: Day
    releases: tuple[str, ...]
    sections: tuple[Section, ...]
    sources: tuple[Named, ...]
    notices: tuple[str, ...]  # licence, trademark, no advice
