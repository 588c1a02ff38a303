"""Proves the policies of the packs: loads them strictly, runs their cases, and decides every input by brute force too.

Exit 1 if anything at all came out otherwise. What is drawn at random is drawn alike on every run.
"""

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, product
from math import prod
from random import Random
from time import monotonic

from frostline.api.policy_diff import policy_diff
from frostline.engine.coverage.compiling import OUTCOMES, Compiled, compiled
from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.diagram import Diagrams, number
from frostline.engine.coverage.differing import Example
from frostline.engine.coverage.proving import (
    brute_outcomes,
    coverage_gaps,
    first_met,
    kinds,
    known_of,
    outcome_at,
    run_case,
    standing,
    ways,
)
from frostline.engine.coverage.tracing import Known
from frostline.engine.coverage.values import Value, read
from frostline.knowledge.book import PACKS
from frostline.knowledge.evidence import rooms
from frostline.knowledge.landscape import landscape
from frostline.knowledge.notices import notice_forms
from frostline.knowledge.policies import text_in
from frostline.knowledge.policy_shelf import WholeShelf, whole_shelf
from frostline.knowledge.text import Path, lines
from frostline.model.errors import Faults
from frostline.model.facts import Facts
from frostline.model.policies import NECESSARY, CoverageOutcome, Criterion, Policy, PolicyCase

MOST, DRAWN, WIDEST = 50_000, 5_000, 5_000  # partial inputs proven one by one, drawn beyond that, completions of one
EVERY = 50_000  # full inputs from one word of progress to the next
SHOWN = 5  # faults of one kind that are printed in full
Places = tuple[int, ...]  # which of the values of a fact stay possible


@dataclass(slots=True)
class Count:
    """A row of the table, and what came out otherwise."""

    policy: str
    criteria: int = 0
    cases: int = 0
    full: int = 0
    partial: int = 0
    drawn: int = 0  # of the partial inputs, those that a sample gave
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Inputs:
    """Every full input of a policy with the number of its outcome; the last fact changes fastest."""

    policy: Policy
    facts: Facts
    values: Mapping[str, tuple[Value, ...]]
    table: bytes

    def left(self, picks: Sequence[Places]) -> bytes:
        """Give the outcomes of what some possible values leave, in their order."""
        rows = self.table
        size = len(rows)
        blocks = 1
        for held, pick in zip(self.values.values(), picks, strict=True):
            size //= len(held)
            if len(pick) < len(held):
                starts = range(0, blocks * len(held) * size, len(held) * size)
                rows = b"".join(rows[at + one * size : at + (one + 1) * size] for at in starts for one in pick)
            blocks *= len(pick)
        return rows

    def missing(self, rows: bytes, picks: Sequence[Places]) -> set[str]:
        """Name each fact for which two inputs of these rows that differ in it alone give different outcomes."""
        found, size = set(), len(rows)
        for name, pick in zip(self.values, picks, strict=True):
            size //= len(pick)
            if _differ(rows, len(pick), size):
                found.add(name)
        return found

    def started(self, picks: Sequence[Places]) -> "Inputs":
        """Give the inputs that are left from a start on."""
        kept = {
            name: tuple(held[at] for at in pick) for (name, held), pick in zip(self.values.items(), picks, strict=True)
        }
        return Inputs(self.policy, self.facts, kept, self.left(picks))


def _differ(rows: bytes, width: int, size: int) -> bool:
    """Whether parts of some size that follow one another, so many at a time, are not all alike."""
    if width == 1:
        return False
    if size == 1:
        return any(rows[one::width] != rows[::width] for one in range(1, width))
    return any(
        rows[at + one * size : at + (one + 1) * size] != rows[at : at + size]
        for at in range(0, len(rows), width * size)
        for one in range(1, width)
    )


def tell(text: str) -> None:
    """Say on a terminal how far it is; nothing in a pipe."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


# Cases


def cases(shelf: WholeShelf, policy: Policy, count: Count) -> None:
    """Run the cases of a policy, and see that they show every criterion."""
    file, held = shelf.case_files[policy.revision], shelf.cases[policy.revision].cases
    places = lines(text_in(PACKS, file), file)
    for at, case in enumerate(held):
        for miss in run_case(policy, case, shelf.shelf.facts):
            count.faults.append(f"{file}, line {places[('cases', at)]}: {case.name}: {miss}")
    file = shelf.files[policy.revision]
    places = lines(text_in(PACKS, file), file)
    paths = dict(_paths(policy))
    for name, truth in coverage_gaps(policy, held, shelf.shelf.facts):
        count.faults.append(f"{file}, line {places[paths[name]]}: no case in which {name} is {truth}")
    count.criteria, count.cases = len(paths) - 1, len(held)


def _paths(policy: Policy) -> Iterator[tuple[str, Path]]:
    """Give each criterion with its place in the file."""
    yield "scope", ("scope",)
    for at, criterion in enumerate(policy.criteria):
        yield from _under(criterion, ("criteria", at))


def _under(criterion: Criterion, path: Path) -> Iterator[tuple[str, Path]]:
    if criterion.id is not None:
        yield criterion.id, path
    for gate in ("all_", "any_", "none"):
        for at, part in enumerate(getattr(criterion, gate)):
            yield from _under(part, (*path, gate.rstrip("_"), at))


# Full inputs


def full_inputs(policy: Policy, facts: Facts, count: Count) -> Inputs:
    """Read the policy for every full input, and hold its two diagrams against that."""
    values = ways(facts, policy)
    made = compiled(policy, facts)
    levels = [made.space.facts.index(name) for name in values]
    cells = [_cells(made, level, count) for level in levels]
    outcomes = [OUTCOMES.index(outcome_at(policy, place)) for place in range(len(policy.criteria) + 1)]
    table = bytearray()
    path = [0] * len(levels)
    for given in product(*(range(len(held)) for held in values.values())):
        full = {name: held[at] for (name, held), at in zip(values.items(), given, strict=True)}
        for level, held, at in zip(levels, cells, given, strict=True):
            path[level] = held[at]
        place = first_met(policy, full, facts)
        found = number(_leaf(made.diagrams, made.criteria, path)), number(_leaf(made.diagrams, made.outcomes, path))
        if found != (place, outcomes[place]):
            count.faults.append(f"{policy.revision}: {_told(full)}: the criteria say {place}, the diagrams {found}")
        table.append(outcomes[place])
        if not len(table) % EVERY:
            tell(f"{policy.revision}: {len(table):,} full inputs")
    count.full = len(table)
    return Inputs(policy, facts, values, bytes(table))


def _cells(made: Compiled, level: int, count: Count) -> list[int]:
    """Give a cell of a fact for each kind of its values; all values of a kind must lie where its first does."""
    name = made.space.facts[level]
    found = []
    for kind in kinds(made.space.dictionary, made.policy)[name]:
        lying = [made.space.cells_of(level, [value]) for value in kind]
        found.append(min(lying[0]))
        for value, cells in zip(kind, lying, strict=True):
            if cells != lying[0]:
                count.faults.append(f"{made.policy.revision}: {name} {value} does not lie with {kind[0]}")
    return found


def _leaf(diagrams: Diagrams, at: int, path: Sequence[int]) -> int:
    while at >= 0:
        level, kids = diagrams.nodes[at]
        at = kids[path[level]]
    return at


def _told(known: Mapping[str, object]) -> str:
    return ", ".join(f"{name} {value}" for name, value in known.items()) or "nothing known"


# Partial inputs


def partial_inputs(inputs: Inputs, count: Count) -> None:
    """Decide partial inputs, from what each code settles on, and hold outcome and missing facts against the table."""
    random = Random(inputs.policy.revision)  # noqa: S311 - a sample, no secret
    for start in _starts(inputs.policy, inputs.facts):
        fixed = [_places(inputs, name, start.get(name, held)) for name, held in inputs.values.items()]
        begun = inputs.started(fixed)
        options = [_options(begun, name) for name in begun.values]
        drawn, given = _partial(begun, options, random)
        for picks in given:
            _prove(begun, start, picks, count)
            count.partial += 1
            count.drawn += drawn
            if not count.partial % DRAWN:
                tell(f"{inputs.policy.revision}: {count.partial:,} partial inputs")


def _starts(policy: Policy, facts: Facts) -> Iterator[Known]:
    """Give what is known at the start: nothing, and what each code settles; codes that settle the same once."""
    yield {}
    seen = []
    for held in policy.codes:
        day = max(policy.in_force.from_, held.from_ or policy.in_force.from_)
        known = known_of(policy, PolicyCase("", CoverageOutcome.not_checked, code=held.codes[0], date=day), facts)
        if known and known not in seen:
            seen.append(known)
            yield known


def _places(inputs: Inputs, name: str, values: Iterable[Value]) -> Places:
    kept = standing(inputs.facts, inputs.policy, name, values)
    return tuple(at for at, value in enumerate(inputs.values[name]) if value in kept)


def _options(inputs: Inputs, name: str) -> list[Places]:
    """Give all that can be known of a fact: nothing, each value, and each coarser word of the dictionary."""
    every = tuple(range(len(inputs.values[name])))
    groups = (_places(inputs, name, members) for members in inputs.facts[name].groups.values())
    return list(dict.fromkeys([every, *((at,) for at in every), *filter(None, groups)]))


def _partial(inputs: Inputs, options: list[list[Places]], random: Random) -> tuple[bool, Iterable[list[Places]]]:
    """Give every partial input of the facts that can decide, or a sample where there are too many.

    What cannot decide is known or not at random.
    """
    nothing = [held[0] for held in options]
    missing = inputs.missing(inputs.table, nothing)
    decisive = [name in missing for name in inputs.values]
    if prod(len(held) for held, can in zip(options, decisive, strict=True) if can) > MOST:
        return True, [nothing, *(_drawn(options, random) for _ in range(DRAWN))]
    chosen = product(*(held if can else [()] for held, can in zip(options, decisive, strict=True)))
    return False, ([pick or random.choice(held) for pick, held in zip(picks, options, strict=True)] for picks in chosen)


def _drawn(options: list[list[Places]], random: Random) -> list[Places]:
    """Draw how many facts are known, which, and what; more are known where too many completions were left."""
    picks = [held[0] for held in options]
    order = random.sample(range(len(options)), len(options))
    wanted = random.randrange(len(options) + 1)
    for known, at in enumerate(order):
        if known >= wanted and prod(map(len, picks)) <= WIDEST:
            break
        picks[at] = random.choice(options[at])
    return picks


def _prove(inputs: Inputs, start: Known, picks: Sequence[Places], count: Count) -> None:
    known = dict(start) | {
        name: frozenset(held[at] for at in pick)
        for (name, held), pick in zip(inputs.values.items(), picks, strict=True)
        if len(pick) < len(held)
    }
    ruling = decide(inputs.policy, inputs.facts, known)
    rows = inputs.left(picks)
    possible = {OUTCOMES[at] for at in set(rows)}
    found, wanted = {name for name, _ in ruling.missing}, inputs.missing(rows, picks)
    if set(ruling.possible) != possible:
        count.faults.append(f"{inputs.policy.revision}: {_told(known)}: {ruling.possible}, by brute force {possible}")
    if found != wanted:
        count.faults.append(f"{inputs.policy.revision}: {_told(known)}: missing {found}, by brute force {wanted}")


# Revisions


def diffs(shelf: WholeShelf) -> Count:
    """Hold what is said of every two successive revisions against both, read for every input of the two."""
    count = Count("diffs of successive revisions")
    ordered = sorted(shelf.shelf.policies, key=lambda policy: (policy.id, policy.in_force.from_))
    for a, b in pairwise(ordered):
        if a.id != b.id:
            continue
        found = policy_diff(a.revision, b.revision)
        wanted = _directions(a, b, shelf.shelf.facts, count)
        if {str(example.direction) for example in found.examples} != wanted:
            said = ", ".join(sorted(wanted)) or "no input is decided otherwise"
            count.faults.append(f"{a.revision} to {b.revision}: {found.kind}, by brute force {said}")
        for example in found.examples:
            count.faults += _example(example, a, b, shelf.shelf.facts)
    return count


def _example(example: Example, a: Policy, b: Policy, facts: Facts) -> Iterator[str]:
    """An example that does not settle both policies as it says, whatever else is so."""
    known = {given.fact: frozenset({read(facts[given.fact], given.sample)}) for given in example.facts}
    for policy, said in ((a, example.a), (b, example.b)):
        found = brute_outcomes(policy, known, facts)
        if found != {said.outcome}:
            yield f"{policy.revision}: an example, {_told(known)}, is {said.outcome}; by brute force {sorted(found)}"
    if _direction(example.a.outcome, example.b.outcome) != example.direction:
        yield f"{a.revision} to {b.revision}: an example, {_told(known)}, is no example of {example.direction}"


def _directions(a: Policy, b: Policy, facts: Facts, count: Count) -> set[str]:
    """Name each way in which some input is decided otherwise by the second than by the first."""
    values = ways(facts, a, b)
    found = set()
    for given in product(*values.values()):
        full = dict(zip(values, given, strict=True))
        one, other = (outcome_at(policy, first_met(policy, full, facts)) for policy in (a, b))
        count.full += 1
        found.add(_direction(one, other))
    return found - {""}


def _direction(one: CoverageOutcome, other: CoverageOutcome) -> str:
    if one is other:
        return ""
    return "widened" if other is NECESSARY else "narrowed" if one is NECESSARY else "status"


# All of it


def prove(shelf: WholeShelf) -> Iterator[Count]:
    """Prove every policy, one after the other, and then what is said of their revisions."""
    for policy in shelf.shelf.policies:
        count = Count(policy.revision)
        cases(shelf, policy, count)
        partial_inputs(full_inputs(policy, shelf.shelf.facts, count), count)
        yield count
    yield diffs(shelf)


def report(counts: Sequence[Count], seconds: float) -> None:
    """Print the counts as a table, and the first faults of each row."""
    columns = ("criteria", "cases", "full", "partial", "drawn", "faults")
    print(f"{'':<32}" + "".join(f"{name:>10}" for name in columns))
    for count in counts:
        figures = (count.criteria, count.cases, count.full, count.partial, count.drawn, len(count.faults))
        print(f"{count.policy:<32}" + "".join(f"{figure:>10,}" for figure in figures))
    for count in counts:
        for fault in count.faults[:SHOWN]:
            print(f"FAULT  {fault}")
        if len(count.faults) > SHOWN:
            print(f"FAULT  {count.policy}: {len(count.faults) - SHOWN:,} more")
    wrong = sum(len(count.faults) for count in counts)
    print(f"{len(counts) - 1} policies, {wrong or 'no'} faults, {seconds:.0f} s")


def records() -> int:
    """Load the landscape, and count what was seen."""
    _, packs = landscape()
    return sum(len(pack.seen) for pack in packs)


def main() -> int:
    """Load, run, prove and print."""
    begun = monotonic()
    try:
        shelf = whole_shelf()
        beside = f"{records()} landscape records, {len(rooms())} evidence rooms, {len(notice_forms())} notices"
    except Faults as error:
        print(error, f"{len(error.faults)} faults; nothing was loaded", sep="\n")
        return 1
    counts = list(prove(shelf))
    tell("")
    report(counts, monotonic() - begun)
    print(f"also loaded: {beside}")
    return 1 if any(count.faults for count in counts) else 0


if __name__ == "__main__":
    sys.exit(main())
