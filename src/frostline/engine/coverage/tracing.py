"""Why: every criterion as met, not met or unknown (strong Kleene), and which of them decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from frostline.engine.coverage.values import Value, meets
from frostline.model.facts import Facts
from frostline.model.policies import Criterion
from frostline.model.reason import Step

Known = Mapping[str, frozenset[Value]]  # of each fact the values that are possible; a fact that is absent is unknown


class Truth(StrEnum):
    """How a condition stands to what is known."""

    met = "met"
    not_met = "not met"
    unknown = "unknown"


@dataclass(frozen=True, slots=True, eq=False)
class Traced:
    """A criterion, how it stands, and the criteria under it."""

    criterion: Criterion
    truth: Truth
    parts: tuple["Traced", ...] = ()

    def named(self) -> Iterable["Traced"]:
        """Give itself and everything under it that has an id of the payer's."""
        if self.criterion.id is not None:
            yield self
        for part in self.parts:
            yield from part.named()


def trace(criterion: Criterion, known: Known, facts: Facts) -> Traced:
    """Follow a criterion down to its comparisons."""
    if criterion.otherwise:
        return Traced(criterion, Truth.met)
    if criterion.fact is not None:
        return Traced(criterion, _compared(criterion, known, facts))
    parts = tuple(trace(part, known, facts) for part in criterion.parts)
    truths = [part.truth for part in parts]
    return Traced(criterion, _all(truths) if criterion.all_ else _any(truths, none=bool(criterion.none)), parts)


def _compared(criterion: Criterion, known: Known, facts: Facts) -> Truth:
    name = str(criterion.fact)
    if name not in known:
        return Truth.unknown
    fact = facts[name]
    met = {all(meets(fact, test, value) for test in criterion.tests) for value in known[name]}
    return Truth.unknown if len(met) > 1 else Truth.met if met == {True} else Truth.not_met


def _all(truths: list[Truth]) -> Truth:
    if Truth.not_met in truths:
        return Truth.not_met
    return Truth.unknown if Truth.unknown in truths else Truth.met


def _any(truths: list[Truth], *, none: bool) -> Truth:
    if Truth.met in truths:
        return Truth.not_met if none else Truth.met
    if Truth.unknown in truths:
        return Truth.unknown
    return Truth.met if none else Truth.not_met


def deciding(traced: Traced) -> tuple[str, ...]:
    """Name the criterion that a met one rests on, as deep as the payer's numbering goes by choices.

    Of alternatives the first that is met; conditions that must all hold are named by what they stand under.
    """
    deeper = next((found for part in _chosen(traced) if (found := deciding(part))), ())
    return deeper or ((traced.criterion.id,) if traced.criterion.id else ())


def _chosen(traced: Traced) -> Iterable[Traced]:
    """Give the met alternatives under a criterion, those that stand among conditions included."""
    if traced.criterion.any_:
        return (part for part in traced.parts if part.truth is Truth.met)
    if traced.criterion.all_:
        gates = (part for part in traced.parts if part.criterion.any_ and part.criterion.id is None)
        return (part for gate in gates for part in _chosen(gate))
    return ()


def step(traced: Traced, known: Known, cite: str) -> Step:
    """Tell a trace as reasons; what decided nothing is left closed where it is not met by its first comparison."""
    criterion = traced.criterion
    name = f"{criterion.id} {criterion.label or ''}".strip() if criterion.id else criterion.label or _gate(criterion)
    said = said_of(criterion, known) if criterion.fact is not None else name
    because = f"{name}: {said}" if criterion.fact is not None and criterion.id else said
    smaller = tuple(step(part, known, "") for part in traced.parts)
    value = "otherwise" if criterion.otherwise else str(traced.truth)
    return Step(value, because, f"{cite}, {criterion.id}" if cite and criterion.id else cite, smaller)


def _gate(criterion: Criterion) -> str:
    return "all of" if criterion.all_ else "none of" if criterion.none else "any of"


WORDS = {"is": "is", "in": "is one of", "below": "below", "at_least": "at least", "at_most": "at most"}


def said_of(criterion: Criterion, known: Known) -> str:
    """Tell a comparison, and what is known of its fact."""
    name = str(criterion.fact)
    wanted = " and ".join(
        f"{WORDS.get(operator, 'on or after')} {', '.join(words)}" for operator, words in criterion.tests
    )
    return f"{name} {wanted} (it {_held(known, name)})"


def _held(known: Known, name: str) -> str:
    if name not in known:
        return "is not known"
    return f"is {' or '.join(sorted(map(str, known[name])))}"
