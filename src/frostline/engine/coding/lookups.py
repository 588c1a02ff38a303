"""What coding needs of the published tables, as small mappings; and the working line it shapes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Self

from frostline.engine.coding.entry import Entry
from frostline.model.claim import Finding, NotCoded, Question, Status
from frostline.model.encounter import Service
from frostline.model.families import Family
from frostline.model.reason import Step


@dataclass(frozen=True, slots=True, eq=False)
class Lookups:
    """Published values for the codes at hand; a code or pair that is missing is not known."""

    global_days: Mapping[tuple[str, date], str]
    weight: Mapping[str, int]  # total RVU x100, for the order of lines
    pairs: Mapping[tuple[str, str], int]  # (column one, column two) to indicator
    primaries: Mapping[str, frozenset[str]]
    pairs_release: str = ""
    bilateral: Mapping[str, str] = field(default_factory=dict)  # indicator of the schedule
    multiple: Mapping[str, str] = field(default_factory=dict)  # multiple-procedure indicator
    split: frozenset[str] = frozenset()  # codes with a professional part of their own (PC/TC indicator 1)
    facility: bool | None = None

    def days(self, code: str, day: date) -> int | None:
        """Days of the global period; None where the code has none of its own (XXX, YYY, ZZZ) or is not known."""
        text = self.global_days.get((code, day), "")
        return int(text) if text.isdigit() else None


@dataclass(frozen=True, slots=True, eq=False)
class Draw:
    """A line while modifiers are decided: from the chart (`entries`) or already coded (`service`)."""

    code: str
    units: int
    step: Step
    entries: tuple[Entry, ...] = ()
    family: Family | None = None
    service: Service | None = None
    modifiers: tuple[str, ...] = ()
    guides: bool = False  # guidance beside a procedure

    def marked(self, modifier: str, because: str, cite: str) -> "Draw":
        """Add a modifier with its reason, once."""
        if modifier in self.modifiers:
            return self
        step = self.step.with_steps(Step(modifier, because, cite))
        return replace(self, modifiers=(*self.modifiers, modifier), step=step)

    def noted(self, value: str, because: str, cite: str) -> "Draw":
        """Add a reason that changes nothing."""
        return replace(self, step=self.step.with_steps(Step(value, because, cite)))

    @property
    def names(self) -> frozenset[str]:
        """Ids of the treated entries it stands for."""
        return frozenset(entry.name for entry in self.entries)


@dataclass(frozen=True, slots=True, eq=False)
class Settled:
    """Lines as far as they are decided, and what was asked, found or left out on the way."""

    lines: tuple[Draw, ...] = ()
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_coded: tuple[NotCoded, ...] = ()

    def plus(self, other: Self) -> "Settled":
        """Join two results."""
        return Settled(
            (*self.lines, *other.lines),
            (*self.questions, *other.questions),
            (*self.findings, *other.findings),
            (*self.not_coded, *other.not_coded),
        )


ANSWER = "Answer the questions, or code what is coded by hand under services"


def waits(code: str, because: str, remedy: str = ANSWER) -> Settled:
    """A service that is decided only when something that is open is."""
    return Settled(not_coded=(NotCoded(code, because, remedy),))


def left_out(edit: str, code: str, because: str, remedy: str, cite: str) -> Settled:
    """A service that the rules take off the claim, said as a finding and among what makes no line."""
    finding = Finding(edit, None, Status.failed, because, remedy, cite)
    return Settled(findings=(finding,), not_coded=(NotCoded(code, because, remedy, cite),))
