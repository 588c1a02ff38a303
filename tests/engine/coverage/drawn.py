"""Random policies and random knowledge, small enough for every completion to be taken one by one."""

from collections.abc import Mapping
from datetime import date
from itertools import chain
from typing import Any

from hypothesis import strategies as st

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.proving import kinds
from frostline.engine.coverage.tracing import Known
from frostline.engine.coverage.values import Value
from frostline.model.facts import Fact, Facts
from frostline.model.families import Days
from frostline.model.policies import CoverageOutcome, Criterion, Policy, Scope
from frostline.model.reason import Cite

DEEP = 4  # levels of a drawn tree
Groups = dict[str, tuple[str, ...]]
CITE = Cite("drawn at random")
ORGANS: Groups = {"hard": ("bone",), "soft": ("eye", "skin")}
STAGES: Groups = {"T2": ("T2a", "T2b"), "high": ("T3", "T4")}
DRAWN = (
    Fact("local", "boolean", "?", "clinical"),
    Fact("failed", "boolean", "?", "clinical"),
    Fact("organ", "one_of", "?", "clinical", ("skin", "eye", "bone", "lung"), ORGANS),
    Fact("stage", "scale", "?", "clinical", ("T1", "T2a", "T2b", "T3", "T4"), STAGES),
    Fact("psa", "number", "?", "clinical", unit="ng/mL"),
    Fact("seen", "date", "?", "clinical"),
)
FACTS = Facts({fact.id: fact for fact in DRAWN})
WORDS = {"psa": ("4", "8", "8.1"), "seen": ("2026-05-04", "2026-05-05")}
OPERATORS: Mapping[str, tuple[str, ...]] = {
    "boolean": ("is_",),
    "one_of": ("is_", "in_"),
    "scale": ("is_", "in_", "below", "at_least", "at_most"),
    "number": ("is_", "in_", "below", "at_least", "at_most"),
    "date": ("is_", "on_or_after", "below"),
}
GIVEN = (
    CoverageOutcome.medically_necessary,
    CoverageOutcome.investigational,
    CoverageOutcome.not_medically_necessary,
)


@st.composite
def comparisons(draw: st.DrawFn, facts: tuple[Fact, ...]) -> Criterion:
    fact = draw(st.sampled_from(facts))
    words = st.sampled_from((*fact.domain, *fact.groups) or WORDS[fact.id])
    operator = draw(st.sampled_from(OPERATORS[fact.type]))
    held: Any = draw(st.lists(words, min_size=1, max_size=2).map(tuple) if operator == "in_" else words)
    return Criterion(fact=fact.id, **{operator: held})


@st.composite
def trees(draw: st.DrawFn, facts: tuple[Fact, ...], deep: int = DEEP) -> Criterion:
    if deep == 1 or draw(st.integers(0, 3)) == 0:
        return draw(comparisons(facts))
    parts: Any = tuple(draw(st.lists(trees(facts, deep - 1), min_size=1, max_size=3)))
    return Criterion(**{draw(st.sampled_from(("all_", "any_", "none"))): parts})


def policy_of(scope: Criterion, *criteria: tuple[Criterion, CoverageOutcome]) -> Policy:
    """Give a policy of these criteria, the last of them for whatever is left."""
    made = tuple(Criterion(id=f"C{at}", all_=(tree,), outcome=given) for at, (tree, given) in enumerate(criteria[:-1]))
    rest = Criterion(id="rest", otherwise=True, outcome=criteria[-1][1])
    return Policy(
        "drawn", "nobody", "plan", "Drawn", Days(date(2026, 1, 1)), CITE, Scope("drawn", scope), (*made, rest)
    )


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    facts = tuple(draw(st.lists(st.sampled_from(DRAWN), min_size=3, max_size=5, unique=True)))
    criteria = draw(st.lists(st.tuples(trees(facts), st.sampled_from(GIVEN)), min_size=2, max_size=4))
    return policy_of(draw(trees(facts, 2)), *criteria)


@st.composite
def knowledge(draw: st.DrawFn, policy: Policy, facts: Facts, hidden: int = 6, start: Known | None = None) -> Known:
    """Draw what is known: of each fact one value or several, on, beside or between the boundaries, or nothing.

    What can decide from the start on is more often left unknown.
    """
    held = {name: tuple(chain(*values)) for name, values in kinds(facts, policy).items() if name not in (start or {})}
    can = {name for name, _ in decide(policy, facts, start or {}).missing} if draw(st.booleans()) else held
    order = sorted(draw(st.permutations(sorted(held))), key=lambda name: name not in can)
    open_ = order[: draw(st.integers(min(2, len(order)), min(hidden, len(order))))]
    known: dict[str, frozenset[Value]] = dict(start or {})
    for name, values in held.items():
        if name not in open_:
            known[name] = frozenset({draw(st.sampled_from(values))})
        elif draw(st.integers(0, 3)) == 0:
            several = st.sets(st.sampled_from(values), min_size=1)
            members = [frozenset[Value](group) for group in facts[name].groups.values()]
            known[name] = draw(st.one_of(several.map(frozenset), *(st.just(group) for group in members)))
    return known
