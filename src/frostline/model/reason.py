"""Why: the citation and the tree of reasons that every answer carries."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Self

from annotated_types import Len


class Currency(StrEnum):
    """Whether the table that answered was good for the day (architecture, decision 3)."""

    confirmed = "confirmed"
    unconfirmed = "unconfirmed"


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a value or a criterion comes from."""

    title: Annotated[str, Len(1)]
    url: str | None = None

    def __str__(self) -> str:
        return f"{self.title} ({self.url})" if self.url else self.title


@dataclass(frozen=True, slots=True)
class Step:
    """A value, why it holds, its citation, and the smaller steps it came from."""

    value: str
    because: str
    cite: str = ""
    steps: tuple["Step", ...] = ()

    def with_steps(self, *more: Self) -> "Step":
        """Return the same step with smaller ones added."""
        return Step(self.value, self.because, self.cite, (*self.steps, *more))
