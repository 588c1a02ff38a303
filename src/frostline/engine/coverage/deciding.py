"""One policy over what is known: the exact outcome, what decides it, and the facts that can still change it."""

from dataclasses import dataclass

from frostline.engine.coverage.compiling import OUTSIDE, Compiled, compiled
from frostline.engine.coverage.diagram import number
from frostline.engine.coverage.ordering import partly
from frostline.engine.coverage.tracing import Known, Traced, deciding, step, trace
from frostline.engine.coverage.values import Cell, in_words
from frostline.model.facts import Facts
from frostline.model.policies import CoverageOutcome, Policy
from frostline.model.reason import Step

Leads = tuple[tuple[str, tuple[CoverageOutcome, ...]], ...]  # an answer, and the outcomes that stay possible after it


@dataclass(frozen=True, slots=True, eq=False)
class Ruling:
    """What one policy says: the outcomes that are `possible` over every completion of what is unknown."""

    policy: Policy
    possible: tuple[CoverageOutcome, ...]
    deciding: tuple[str, ...]
    status: str
    missing: tuple[tuple[str, Leads], ...]
    traced: tuple[Traced, ...]
    known: Known

    @property
    def outcome(self) -> CoverageOutcome:
        """The outcome that every completion gives, or that information is needed."""
        return self.possible[0] if len(self.possible) == 1 else CoverageOutcome.needs_information

    def step(self) -> Step:
        """Tell why, criterion by criterion."""
        scope, *criteria = self.traced
        within = step(scope, self.known, self.policy.scope.cite)
        whys = (step(traced, self.known, self.policy.cite.title) for traced in criteria)
        because = f"{self.policy.title} ({self.policy.revision})"
        return Step(str(self.outcome), because, str(self.policy.cite), (within, *whys))


def decide(policy: Policy, facts: Facts, known: Known) -> Ruling:
    """Decide over every completion of the unknown facts; a fact is missing only if some completion makes it decide."""
    made = compiled(policy, facts)
    levels = {name: level for level, name in enumerate(made.space.facts)}
    allowed = {
        levels[name]: made.space.cells_of(levels[name], values) for name, values in known.items() if name in levels
    }
    root = made.diagrams.narrowed(made.outcomes, allowed)
    possible = _outcomes(made, root)
    places = [number(leaf) for leaf in made.diagrams.leaves(made.diagrams.narrowed(made.criteria, allowed))]
    traced = tuple(trace(tree, known, facts) for tree in policy.trees)
    settled = len(possible) == 1
    missing = () if settled else _missing(made, root, allowed)
    return Ruling(
        policy=policy,
        possible=possible,
        deciding=_deciding(policy, traced, sorted(places)) if settled else (),
        status=_status(policy, places) if settled else "",
        missing=missing,
        traced=traced,
        known=known,
    )


def _outcomes(made: Compiled, at: int) -> tuple[CoverageOutcome, ...]:
    found = {made.outcome(leaf) for leaf in made.diagrams.leaves(at)}
    return tuple(outcome for outcome in CoverageOutcome if outcome in found)


def _missing(made: Compiled, root: int, allowed: dict[int, frozenset[int]]) -> tuple[tuple[str, Leads], ...]:
    levels = partly(made.order, allowed).asked(root)
    return tuple((made.space.facts[level], _leads(made, root, level, allowed.get(level))) for level in levels)


def _leads(made: Compiled, root: int, level: int, open_: frozenset[int] | None) -> Leads:
    """Say what each answer leaves possible; answers that lead to the same function are one."""
    alike: dict[int, list[Cell]] = {}
    for cell, held in enumerate(made.space.cells[level]):
        if open_ is None or cell in open_:
            left = made.diagrams.narrowed(root, {level: frozenset({cell}), **_implied(made, level, held)})
            alike.setdefault(left, []).append(held)
    fact = made.space.dictionary[made.space.facts[level]]
    return tuple((in_words(fact, held), _outcomes(made, at)) for at, held in alike.items())


def _implied(made: Compiled, level: int, cell: Cell) -> dict[int, frozenset[int]]:
    """Give what every value of an answer settles besides, as far as the policy asks for it."""
    facts, name = made.space.dictionary, made.space.facts[level]
    each = [facts.settled_by(name, value) for value in cell.values]
    alike = (
        {other: word for other, word in each[0].items() if all(held.get(other) == word for held in each)}
        if each
        else {}
    )
    levels = {other: made.space.facts.index(other) for other in alike if other in made.space.facts}
    return {levels[other]: made.space.cells_of(levels[other], facts[other].members(alike[other])) for other in levels}


def _deciding(policy: Policy, traced: tuple[Traced, ...], places: list[int]) -> tuple[str, ...]:
    """Name what decides: the scope, the one criterion that is met, or those of which one must be met."""
    if places == [OUTSIDE]:
        return ("scope",)
    if len(places) == 1:
        return deciding(traced[places[0]]) or (str(policy.trees[places[0]].id),)
    return tuple("scope" if place == OUTSIDE else str(policy.trees[place].id) for place in places)


def _status(policy: Policy, places: list[int]) -> str:
    """Give the payer's own word for the outcome."""
    words = {policy.trees[place].status for place in places if place != OUTSIDE} - {None}
    return " / ".join(sorted(map(str, words)))
