"""Notices for the member before a service that the plan may not pay."""

from dataclasses import dataclass

from frostline.model.encounter import Modifier, Word
from frostline.model.policies import CoverageOutcome, LineOfBusiness
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words


@dataclass(frozen=True, slots=True, eq=False)
class NoticeModifier:
    """A modifier that tells the payer of the notice, and when it is the right one."""

    code: Modifier
    when: Word


@dataclass(frozen=True, slots=True, eq=False)
class NoticePart:
    """A part of the page in its order: a heading, a text with {blanks}, and lines left to fill by hand."""

    heading: Word
    says: Word | None = None
    choices: Words = ()
    fill: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class NoticeForm:
    """A notice, and for which outcomes in which lines of business it is the one to give.

    `form`: the official form that it prepares, if there is one; without `parts` there is nothing to print, only `says`.
    """

    id: Word
    title: Word
    cite: Cite
    lines_of_business: tuple[LineOfBusiness, ...]
    outcomes: tuple[CoverageOutcome, ...]
    says: Word
    form: Word | None = None
    modifiers: tuple[NoticeModifier, ...] = ()
    parts: tuple[NoticePart, ...] = ()
