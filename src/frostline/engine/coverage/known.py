"""What is known of the facts: stated, shown by the chart, settled by the code, and what follows from these."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import islice

from frostline.engine.coverage.tracing import Known
from frostline.engine.coverage.values import Value, read
from frostline.model.decision import Used
from frostline.model.encounter import FactValue
from frostline.model.facts import Fact, Facts, Shown
from frostline.model.policies import PolicyCode
from frostline.model.words import tokens

KINDS = ("methods", "sites", "tracts", "natures", "lesions", "extents")


@dataclass(frozen=True, slots=True)
class Claimed:
    """One source that says of a fact which values it can have; `said` is its word for them."""

    fact: str
    values: frozenset[Value]
    said: str
    source: str
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Gathered:
    """Everything known: by fact the values that are possible, with sources, and what contradicts itself.

    Where sources contradict each other every value that one of them says stays possible.
    """

    known: Known
    used: tuple[Used, ...]
    contradictions: tuple[str, ...]
    unheard: Mapping[str, str]  # facts that were given and do not count, with the reason


def gathered(claims: Iterable[Claimed], unheard: Mapping[str, str], facts: Facts, day: date) -> Gathered:
    """Bring all sources together and follow what every value that stays possible implies."""
    held = list(dict.fromkeys(claims))
    known, against = _together(held)
    while more := _implied(known, held, facts):
        held += more
        known, against = _together(held)
    for name in against:
        _widen(known, name, facts)
    used = tuple(dict.fromkeys(_used(claim, facts[claim.fact], day) for claim in held))
    return Gathered(known, used, tuple(_contradiction(name, held) for name in against), unheard)


def _widen(known: dict[str, frozenset[Value]], name: str, facts: Facts) -> None:
    """Leave possible what each side of a contradiction would settle of facts that are known otherwise."""
    for value in known[name]:
        for other, word in facts[name].implies.get(str(value), {}).items():
            if other in known:
                known[other] |= frozenset(facts[other].members(word))


def _together(claims: Iterable[Claimed]) -> tuple[dict[str, frozenset[Value]], list[str]]:
    """Give the values that all sources leave of each fact, or all that any names; and on which they differ."""
    by_fact: dict[str, list[frozenset[Value]]] = {}
    for claim in claims:
        by_fact.setdefault(claim.fact, []).append(claim.values)
    common = {name: frozenset.intersection(*values) for name, values in by_fact.items()}
    known = {name: common[name] or frozenset.union(*values) for name, values in by_fact.items()}
    return known, [name for name, values in common.items() if not values]


def _implied(known: Known, held: Sequence[Claimed], facts: Facts) -> list[Claimed]:
    """Give what every possible value of a fact settles alike, and no source has said yet."""
    said = {(claim.fact, claim.values) for claim in held}
    return [
        claim for name in known for claim in _of(name, known, held, facts) if (claim.fact, claim.values) not in said
    ]


def _of(name: str, known: Known, held: Sequence[Claimed], facts: Facts) -> Iterator[Claimed]:
    each = [facts[name].implies.get(str(value), {}) for value in known[name]]
    first = next(claim for claim in held if claim.fact == name)
    for other, word in each[0].items():
        if all(words.get(other) == word for words in each):
            source = f"follows from {name} {' or '.join(sorted(map(str, known[name])))}"
            yield replace(_claimed(facts[other], word, source), by=first.by, on=first.on)


def _claimed(fact: Fact, word: str, source: str) -> Claimed:
    values = frozenset[Value](fact.members(word)) if fact.domain else frozenset({read(fact, word)})
    return Claimed(fact.id, values, word, source)


def _used(claim: Claimed, fact: Fact, day: date) -> Used:
    old = claim.on is not None and fact.fresh_days is not None and claim.on < day - timedelta(days=fact.fresh_days)
    value = f"{claim.said} {fact.unit}" if fact.unit else claim.said
    return Used(claim.fact, value, claim.source, claim.by, claim.on, old)


def _contradiction(name: str, claims: Iterable[Claimed]) -> str:
    sides = dict.fromkeys(f"{claim.said} ({claim.source})" for claim in claims if claim.fact == name)
    return f"{name} is {' and '.join(sides)}"


def stated(given: Mapping[str, FactValue], facts: Facts) -> tuple[list[Claimed], dict[str, str]]:
    """Take facts that somebody stated; a judgement without a name does not count."""
    claims, unheard = [], {}
    for name, held in given.items():
        fact = facts[name]
        if fact.judgement and not (held.by or "").strip():
            unheard[name] = f"{held.value} was given without the name of who judged it"
            continue
        word = str(held.value).removesuffix(fact.unit or "").strip() if fact.unit else str(held.value)
        source = f"stated, {held.source}" if held.source else "stated"
        claims.append(replace(_claimed(fact, word, source), by=held.by or "", on=held.on))
    return claims, unheard


def settled(code: str, held: PolicyCode | None, facts: Facts) -> list[Claimed]:
    """Take what a code settles by itself, as the policy reads it."""
    return [_claimed(facts[name], word, f"code {code}") for name, word in (held.implies if held else {}).items()]


def charted(chart: Shown, facts: Facts) -> list[Claimed]:
    """Take what the chart shows: of each fact the first value that its words show, and that a diagnosis shows.

    Methods are no rivals for one name: where a chart has two, both are shown.
    """
    return [
        _claimed(fact, value, source)
        for fact in facts.by_id.values()
        for value, source in (*_first(fact, chart), *islice(_diagnosed(fact, chart), 1))
    ]


def _first(fact: Fact, chart: Shown) -> list[tuple[str, str]]:
    found = list(_worded(fact, chart))
    several = any(shown.methods for shown in fact.chart.values())
    return found if several else found[:1]


def _worded(fact: Fact, chart: Shown) -> Iterator[tuple[str, str]]:
    """Give each value that a word of the chart shows, with the word; a text that says it exactly goes first."""
    for value, shown in fact.chart.items():
        exact = {tokens(word) for word in shown.words}
        yield from ((value, f"chart: {text}") for text in chart.words if tokens(text) in exact)
    for value, shown in fact.chart.items():
        for kind in KINDS:
            for name in getattr(chart, kind):
                if name in getattr(shown, kind):
                    yield value, f"chart: {name.replace('_', ' ')}"


def _diagnosed(fact: Fact, chart: Shown) -> Iterator[tuple[str, str]]:
    for value, shown in fact.chart.items():
        for code in chart.icd10:
            if any(_stems(stem, code) for stem in shown.icd10):
                yield value, f"diagnosis {code}"


def _stems(stem: str, code: str) -> bool:
    return code.startswith(stem.removesuffix("-")) if stem.endswith("-") else code == stem
