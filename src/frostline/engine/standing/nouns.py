"""What is said of where a code stands: its figures, its positions among others, its changes."""

from dataclasses import dataclass
from datetime import date

from frostline.model.money import PERCENT, half_up
from frostline.model.reason import Step

HUNDREDTHS = 100


@dataclass(frozen=True, slots=True)
class Figures:
    """What a release says of a code; work and totals ×100.

    A total is None where the setting is marked as not done, or where the contractor prices the code.
    """

    code: str
    status: str | None
    global_days: str | None
    work: int
    total_nonfacility: int | None
    total_facility: int | None

    @property
    def number(self) -> int | None:
        """The code as a number, None where it has a letter."""
        return int(self.code) if self.code.isdecimal() else None

    @property
    def valued(self) -> bool:
        """Whether there is any relative value."""
        return bool(self.work or self.total_nonfacility or self.total_facility)


@dataclass(frozen=True, slots=True)
class Position:
    """Where a work value stands among the codes of a population; work ×100, the median doubled to stay whole."""

    population: str
    work: int
    codes: int
    below: int
    at_or_below: int
    twice_median: int
    maximum: int
    highest: str  # the first code that has the maximum
    step: Step

    @property
    def percent_below(self) -> int:
        """Share of codes with less work, in hundredths of a percent, half up."""
        return half_up(self.below * PERCENT * HUNDREDTHS, self.codes)

    @property
    def percent_at_or_below(self) -> int:
        """Share of codes with no more work, itself included, in hundredths of a percent, half up."""
        return half_up(self.at_or_below * PERCENT * HUNDREDTHS, self.codes)

    @property
    def median_to_work(self) -> int:
        """How many times its work the median is, in hundredths, half up."""
        return half_up(self.twice_median * HUNDREDTHS, 2 * self.work)

    @property
    def maximum_to_work(self) -> int:
        """How many times its work the maximum is, in hundredths, half up."""
        return half_up(self.maximum * HUNDREDTHS, self.work)


@dataclass(frozen=True, slots=True)
class Bar:
    """How many codes of Surgery have work from `first` up to but without `end` (×100)."""

    first: int
    end: int
    codes: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an earlier release said of the code, beside what this one says."""

    release: str
    first: date
    before: Figures
    after: Figures
    step: Step
    third_party: bool = False  # the earlier release is not the publisher's own file


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a code stands in one release; `why_not` says why it has no position."""

    code: str
    release: str
    first: date
    last: date
    third_party: bool
    figures: Figures | None
    positions: tuple[Position, ...] = ()
    bars: tuple[Bar, ...] = ()
    changes: tuple[Change, ...] = ()
    why_not: str = ""
