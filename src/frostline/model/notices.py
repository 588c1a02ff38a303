"""Notices for the member before a service that the plan may not pay: forms, what fills them, and a filled one."""

from dataclasses import dataclass, field

from frostline.model.encounter import Day, Modifier, Word
from frostline.model.policies import CoverageOutcome, LineOfBusiness
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

ALLOWED = "the amount that Medicare allows there on that day"
CHARGED = "the provider's own charge"
"""What an estimate rests on, in words for the member."""

SINGLE = ("service", "units", "date", "place", "reason", "estimate", "payer", "provider")
"""Blanks of a form; one that nobody fills is a line to write on."""
LISTED = ("rule", "cite", "standing", "information")
"""Blanks with any number of values: the text around one is said once for each, and not at all without any."""


@dataclass(frozen=True, slots=True, eq=False)
class NoticeModifier:
    """A modifier that tells the payer of the notice, and when it is the right one."""

    code: Modifier
    when: Word


@dataclass(frozen=True, slots=True, eq=False)
class NoticePart:
    """A part of the page in its order: a heading, texts with {blanks}, boxes to tick, and lines to fill by hand."""

    heading: Word
    says: Words = ()
    choices: Words = ()
    fill: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class NoticeForm:
    """A notice, and for which outcomes in which lines of business it is the one to give.

    `says` is for the office; `because` gives the {reason} of each outcome in plain words for the member.
    `form`: the official form that it prepares, if there is one; without `parts` there is nothing to print, only `says`.
    """

    id: Word
    title: Word
    cite: Cite
    lines_of_business: tuple[LineOfBusiness, ...]
    outcomes: tuple[CoverageOutcome, ...]
    says: Words
    form: Word | None = None
    because: dict[CoverageOutcome, Word] = field(default_factory=dict)
    modifiers: tuple[NoticeModifier, ...] = ()
    parts: tuple[NoticePart, ...] = ()


@dataclass(frozen=True, slots=True)
class Blanks:
    """What fills a form, as far as it is known.

    `rules`: each deciding criterion, such as "II, every other solid tumor"; `cite`: where they stand. `estimate`:
    dollars such as 38.63, with what it rests on; where there is none, `no_estimate` says why. `standing`: notices
    that stand on every answer of the payer; `information`: what the payer wants to see.
    """

    outcome: CoverageOutcome
    service: str = ""
    code: str = ""
    units: int | None = None
    date: Day | None = None
    place: str = ""
    rules: tuple[str, ...] = ()
    cite: str = ""
    estimate: str = ""
    basis: str = ""
    no_estimate: str = ""
    payer: str = ""
    provider: str = ""
    npi: str = ""
    standing: tuple[str, ...] = ()
    information: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a filled notice."""

    heading: str
    texts: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A filled notice: what the member reads in `sections`, the rest for the office; `left_open` names blanks."""

    id: str
    title: str
    says: tuple[str, ...]
    cite: str
    form: str = ""
    modifiers: tuple[tuple[str, str], ...] = ()
    sections: tuple[Section, ...] = ()
    left_open: tuple[str, ...] = ()

    @property
    def printable(self) -> bool:
        """Whether there is anything to hand out."""
        return bool(self.sections)
