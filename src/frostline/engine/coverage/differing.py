"""Two policies compared for every input: what becomes covered and what stops, proven, with smallest examples."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import reduce
from math import prod

from frostline.engine.coverage.compiling import OUTCOMES, Compiled, Space, compiled_in, condition, space
from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.diagram import NO, YES, Diagrams, leaf, number
from frostline.engine.coverage.differing_text import Change, changes
from frostline.engine.coverage.values import Cell, Value, in_words
from frostline.model.facts import Fact, Facts
from frostline.model.policies import NECESSARY, CoverageOutcome, Criterion, Policy
from frostline.model.vocabulary import Words

Path = tuple[tuple[int, int], ...]  # decided facts, each with its cell, in the order of the facts


class DiffClass(StrEnum):
    """How one policy differs from another, over all inputs; covered means medically necessary."""

    same = "same"
    citation = "citation only"
    wording = "wording only"
    status = "status only"
    widened = "widened"
    narrowed = "narrowed"
    mixed = "mixed"


class Direction(StrEnum):
    """Which way the answer to an input changes; `status`: among outcomes that are not covered."""

    widened = "widened"
    narrowed = "narrowed"
    status = "status"


@dataclass(frozen=True, slots=True)
class Decided:
    """A fact of an example: its value in words, one value that can be given, and listed values that do as well."""

    fact: str
    value: str
    sample: str
    alike: Words = ()


@dataclass(frozen=True, slots=True)
class Said:
    """What a policy says of an example, its own word for it, and the criteria that decide."""

    outcome: CoverageOutcome
    status: str
    deciding: Words


@dataclass(frozen=True, slots=True)
class Example:
    """Fewest facts that settle both policies, whatever else is so.

    `contradicts`: they contradict themselves, by what values settle of other facts, as every example would.
    """

    direction: Direction
    facts: tuple[Decided, ...]
    a: Said
    b: Said
    contradicts: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class PolicyDiff:
    """How B differs from A; `inputs`: how many combinations of `facts` facts the criteria can tell apart."""

    a: Policy
    b: Policy
    kind: DiffClass
    facts: int
    inputs: int
    examples: tuple[Example, ...]
    changes: tuple[Change, ...]

    def of(self, part: str) -> tuple[Change, ...]:
        """Changes of one part."""
        return tuple(change for change in self.changes if change.part == part)

    @property
    def remarks(self) -> Words:
        """What a reader must know of the two before reading on."""
        return tuple(_remarks(self))


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Two policies over one space: `product` leads to both outcomes, `sense` holds for inputs without contradiction."""

    a: Compiled
    b: Compiled
    product: int
    sense: int
    asked: int  # facts that the policies ask; those after them only follow

    @property
    def space(self) -> Space:
        """The space of both."""
        return self.a.space

    @property
    def diagrams(self) -> Diagrams:
        """The diagrams of both."""
        return self.a.diagrams


def _remarks(found: PolicyDiff) -> Iterator[str]:
    a, b = found.a, found.b
    if a.payer != b.payer:
        yield f"Two payers, {a.payer} and {b.payer}: neither policy replaces the other."
    elif a.id != b.id:
        yield f"Two policies of {a.payer}, not two revisions of one."
    elif a.in_force.from_ > b.in_force.from_:
        yield "A is the later revision of the two."
    if any(example.contradicts for example in found.examples):
        yield "An example contradicts itself: no input that does not is decided differently that way."


def difference(a: Policy, b: Policy, facts: Facts) -> PolicyDiff:
    """Compare two policies for every input."""
    pair = paired(a, b, facts)
    found = changes(a, b, pair.space, pair.diagrams)
    examples = tuple(example for way in Direction if (example := _example(pair, way)) is not None)
    widths = pair.diagrams.widths[: pair.asked]
    ways = {example.direction for example in examples}
    return PolicyDiff(a, b, _classed(ways, found), len(widths), prod(widths), examples, found)


def _classed(ways: set[Direction], found: Sequence[Change]) -> DiffClass:
    if {Direction.widened, Direction.narrowed} <= ways:
        return DiffClass.mixed
    for way, kind in zip(Direction, (DiffClass.widened, DiffClass.narrowed, DiffClass.status), strict=True):
        if way in ways:
            return kind
    if not found:
        return DiffClass.same
    return DiffClass.citation if all(change.cites for change in found) else DiffClass.wording


def paired(a: Policy, b: Policy, facts: Facts) -> Pair:
    """Compile two policies over one space, so that functions that are equal are one node."""
    trees = (*a.trees, *b.trees)
    follows = tuple(_following(trees, facts))
    whole = space((*trees, *follows), facts)
    diagrams = Diagrams([len(cells) for cells in whole.cells])
    one, other = compiled_in(a, whole, diagrams), compiled_in(b, whole, diagrams)
    sense = reduce(lambda held, tree: diagrams.choose(condition(tree, whole, diagrams), held, NO), follows, YES)
    return Pair(one, other, _product(one, other), sense, len(_asked(trees)))


def _asked(trees: Iterable[Criterion]) -> Words:
    return tuple(dict.fromkeys(part.fact for tree in trees for part in tree.walk() if part.fact is not None))


def _following(trees: Iterable[Criterion], facts: Facts) -> Iterator[Criterion]:
    """What values settle of other facts, as conditions that only an input that contradicts itself breaks."""
    left, seen = list(_asked(trees)), set[str]()
    while left:
        name = left.pop(0)
        if name in seen:
            continue
        seen.add(name)
        for (other, word), values in _settled(facts[name]).items():
            left.append(other)
            against = Criterion(none=(Criterion(fact=other, is_=word),))
            yield Criterion(none=(Criterion(all_=(Criterion(fact=name, in_=tuple(values)), against)),))


def _settled(fact: Fact) -> dict[tuple[str, str], list[str]]:
    """Each thing that values of a fact settle, with these values."""
    found: dict[tuple[str, str], list[str]] = {}
    for value, implied in fact.implies.items():
        for settled in implied.items():
            found.setdefault(settled, []).append(value)
    return found


def _product(a: Compiled, b: Compiled) -> int:
    """The diagram that leads every input to the outcomes of both."""
    diagrams, made = a.diagrams, dict[tuple[int, int], int]()

    def both(one: int, other: int) -> int:
        if one < 0 and other < 0:
            return leaf(number(one) * len(OUTCOMES) + number(other))
        if (one, other) not in made:
            top = min(diagrams.level(one), diagrams.level(other))
            cells = range(diagrams.widths[top])
            kids = (both(diagrams.kid(one, top, cell), diagrams.kid(other, top, cell)) for cell in cells)
            made[one, other] = diagrams.node(top, tuple(kids))
        return made[one, other]

    return both(a.outcomes, b.outcomes)


def _way(leaf_: int) -> Direction | None:
    """Which way a leaf of the product leads; none where both policies say the same."""
    one, other = (OUTCOMES[at] for at in divmod(number(leaf_), len(OUTCOMES)))
    if one is other:
        return None
    if NECESSARY in {one, other}:
        return Direction.widened if other is NECESSARY else Direction.narrowed
    return Direction.status


def _example(pair: Pair, way: Direction) -> Example | None:
    """Find the smallest example of a way, without contradiction where there is one."""
    leaves = [found for found in sorted(pair.diagrams.leaves(pair.product), reverse=True) if _way(found) is way]
    for sense in (pair.sense, YES) if leaves else ():
        search = Fewest(pair.diagrams)
        found = [search.path(only(pair, wanted), sense) for wanted in leaves]
        paths = [path for path in found if path is not None]
        if paths:
            return _told(pair, way, min(paths, key=_first), contradicts=sense != pair.sense)
    return None


def only(pair: Pair, wanted: int) -> int:
    """The condition under which the product leads to one leaf."""
    names = {found: YES if found == wanted else NO for found in pair.diagrams.leaves(pair.product)}
    return pair.diagrams.relabeled(pair.product, names)


def _first(path: Path) -> tuple[int, tuple[int, ...], tuple[int, ...]]:
    """Order examples: fewest facts, then the facts that come first, then their cells."""
    return len(path), tuple(level for level, _ in path), tuple(cell for _, cell in path)


@dataclass(frozen=True, slots=True, eq=False)
class Fewest:
    """Fewest decided facts that make a condition hold for every completion.

    A fact is decided, or left open: then what is left must hold for all of its cells at once. A path in the diagram
    alone would not do, since it decides a fact whenever the diagram asks it.
    """

    diagrams: Diagrams
    found: dict[tuple[int, int], Path | None] = field(default_factory=dict)

    def path(self, at: int, sense: int) -> Path | None:
        """The first of the shortest, none where no decision that keeps to `sense` does."""
        if at < 0:
            return () if at == YES else None
        if (at, sense) not in self.found:
            self.found[at, sense] = min(self._ways(at, sense), key=_first, default=None)
        return self.found[at, sense]

    def _ways(self, at: int, sense: int) -> Iterator[Path]:
        level, kids = self.diagrams.nodes[at]
        open_ = self.path(reduce(lambda held, kid: self.diagrams.choose(kid, held, NO), kids, YES), sense)
        if open_ is not None:
            yield open_
        for cell, kid in enumerate(kids):
            left = self.diagrams.taken(sense, level, cell)
            rest = None if left == NO else self.path(kid, left)
            if rest is not None:
                yield ((level, cell), *rest)


# Examples in words


def _told(pair: Pair, way: Direction, path: Path, *, contradicts: bool) -> Example:
    cells = {pair.space.facts[level]: pair.space.cells[level][cell] for level, cell in path}
    dictionary = pair.space.dictionary
    known = {name: frozenset[Value](cell.values) or frozenset({cell.sample}) for name, cell in cells.items()}
    rulings = (decide(policy, dictionary, known) for policy in (pair.a.policy, pair.b.policy))
    a, b = (Said(ruling.outcome, ruling.status, ruling.deciding) for ruling in rulings)
    facts = (
        Decided(name, _value(dictionary[name], cell), str(cell.sample), cell.values[1:]) for name, cell in cells.items()
    )
    return Example(way, tuple(facts), a, b, contradicts)


def _value(fact: Fact, cell: Cell) -> str:
    """Say a value as a person would write it; steps of a scale that follow one another by the first and the last."""
    if fact.type == "scale":
        return in_words(fact, (cell,))
    return str(cell.sample) if fact.domain else cell.label
