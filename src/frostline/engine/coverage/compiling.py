"""A policy as a decision diagram: for every input the first criterion that is met, and the outcome it gives."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from frostline.engine.coverage.diagram import NO, YES, Diagrams, leaf, number
from frostline.engine.coverage.ordering import Order, order
from frostline.engine.coverage.values import Cell, Test, Value, cells, holding
from frostline.model.facts import Facts
from frostline.model.policies import CoverageOutcome, Criterion, Policy

OUTCOMES = tuple(CoverageOutcome)
OUTSIDE = 0  # the place of the scope among the trees of a policy


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """The facts of some criteria in the order of their first mention, and the cells of each."""

    facts: tuple[str, ...]
    tests: tuple[tuple[Test, ...], ...]
    cells: tuple[tuple[Cell, ...], ...]
    dictionary: Facts

    def cells_of(self, level: int, values: Iterable[Value]) -> frozenset[int]:
        """Find the cells that some values of a fact lie in."""
        fact, tests, held = self.dictionary[self.facts[level]], self.tests[level], self.cells[level]
        wanted = {holding(fact, tests, value) for value in values}
        return frozenset(at for at, cell in enumerate(held) if cell.holds in wanted)


def space(trees: Iterable[Criterion], facts: Facts) -> Space:
    """Gather the facts that criteria mention, and split the values of each by everything they are compared with."""
    tests: dict[str, dict[Test, None]] = {}
    for criterion in (part for tree in trees for part in tree.walk()):
        if criterion.fact is not None:
            tests.setdefault(criterion.fact, {}).update(dict.fromkeys(criterion.tests))
    names, held = tuple(tests), tuple(tuple(found) for found in tests.values())
    split = tuple(cells(facts[name], found) for name, found in zip(names, held, strict=True))
    return Space(names, held, split, facts)


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """A policy over a space: `criteria` leads to the tree that decides, 0 the scope; `outcomes` to what it gives."""

    policy: Policy
    space: Space
    diagrams: Diagrams
    criteria: int
    outcomes: int
    order: Order

    def outcome(self, leaf_: int) -> CoverageOutcome:
        """Outcome of a leaf of `outcomes`."""
        return OUTCOMES[number(leaf_)]


@lru_cache(maxsize=256)  # policies and the dictionary are held by identity, one of each
def compiled(policy: Policy, facts: Facts) -> Compiled:
    """Compile one policy by itself."""
    found = space(policy.trees, facts)
    return compiled_in(policy, found, Diagrams([len(held) for held in found.cells]))


def compiled_in(policy: Policy, space_: Space, diagrams: Diagrams) -> Compiled:
    """Compile a policy over a space that it may share with another."""
    root = leaf(len(policy.criteria))  # never reached: the last criterion is met by whatever is left
    for place, criterion in reversed(list(enumerate(policy.criteria, start=1))):
        root = diagrams.choose(condition(criterion, space_, diagrams), leaf(place), root)
    root = diagrams.choose(condition(policy.scope.within, space_, diagrams), root, leaf(OUTSIDE))
    given = [CoverageOutcome.not_addressed, *(criterion.outcome for criterion in policy.criteria)]
    names = {leaf(at): leaf(OUTCOMES.index(outcome)) for at, outcome in enumerate(given) if outcome is not None}
    return Compiled(policy, space_, diagrams, root, diagrams.relabeled(root, names), order(diagrams))


def condition(criterion: Criterion, space_: Space, diagrams: Diagrams) -> int:
    """Compile one criterion into a diagram of YES and NO."""
    if criterion.otherwise:
        return YES
    if criterion.fact is not None:
        return _comparison(criterion, space_, diagrams)
    parts = [condition(part, space_, diagrams) for part in criterion.parts]
    if criterion.all_:
        return _folded(diagrams, parts, all_=True)
    met = _folded(diagrams, parts, all_=False)
    return diagrams.choose(met, NO, YES) if criterion.none else met


def _folded(diagrams: Diagrams, parts: Sequence[int], *, all_: bool) -> int:
    whole = YES if all_ else NO
    for part in parts:
        whole = diagrams.choose(part, whole, NO) if all_ else diagrams.choose(part, YES, whole)
    return whole


def _comparison(criterion: Criterion, space_: Space, diagrams: Diagrams) -> int:
    level = space_.facts.index(str(criterion.fact))
    wanted = [space_.tests[level].index(test) for test in criterion.tests]
    held = (all(cell.holds[at] for at in wanted) for cell in space_.cells[level])
    return diagrams.node(level, tuple(YES if holds else NO for holds in held))
