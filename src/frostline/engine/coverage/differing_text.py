"""What else differs between two policies: criteria one by one, codes, what to submit, days and citations."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from frostline.engine.coverage.compiling import Space, condition, space
from frostline.engine.coverage.diagram import NO, Diagrams
from frostline.engine.coverage.tracing import WORDS
from frostline.model.policies import Criterion, Policy, PolicyCode
from frostline.model.vocabulary import Words
from frostline.model.words import in_words

MORE, FEWER, OTHER, SAME = (f"met by {which} inputs" for which in ("more", "fewer", "other", "the same"))
SCOPE = "scope"
CITED = ("title", "cite", "scope_cite", "note", "in_force", "reviewed")
"""What may differ when the citation alone has changed: a revision has days of its own."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: in which part, its name, how, and the words of both; `proven` over all inputs."""

    part: str
    name: str
    change: str
    a: str = ""
    b: str = ""
    proven: str = ""

    @property
    def cites(self) -> bool:
        """Whether it concerns the citation and the dates alone."""
        return self.part == "about" and self.name in CITED


def changes(a: Policy, b: Policy, space_: Space, diagrams: Diagrams) -> tuple[Change, ...]:
    """Everything that differs between two policies of one space, part by part."""
    return (
        *_criteria(a, b, space_, diagrams),
        *_listed("codes", _codes(a), _codes(b)),
        *_listed("information", _information(a), _information(b)),
        *_references(a, b, space_),
        *_listed("notices", _notices(a), _notices(b)),
        *_listed("about", _about(a), _about(b)),
    )


def relation(one: int, other: int, diagrams: Diagrams) -> str:
    """Say for which inputs the second of two conditions is met, seen from the first."""
    more, fewer = diagrams.choose(one, NO, other) != NO, diagrams.choose(other, NO, one) != NO
    if more:
        return OTHER if fewer else MORE
    return FEWER if fewer else SAME


def worded(criterion: Criterion, *, whole: bool = True) -> str:
    """Spell a condition without its labels; what has a number of its own under it is told by that."""
    if criterion.id is not None and not whole:
        return criterion.id
    if criterion.otherwise:
        return "everything else"
    if criterion.fact is not None:
        tests = (f"{WORDS.get(name, 'on or after')} {', '.join(held)}" for name, held in criterion.tests)
        return f"{criterion.fact} {' and '.join(tests)}"
    gate = "all" if criterion.all_ else "any" if criterion.any_ else "none"
    return f"{gate} of ({'; '.join(worded(part, whole=False) for part in criterion.parts)})"


# Criteria


def _named(policy: Policy) -> dict[str, Criterion]:
    """Criteria by the payer's own numbers, the scope by that word."""
    whole = policy.scope.within
    numbered = (part for tree in policy.trees for part in tree.walk() if part is not whole)
    return {SCOPE: whole} | {part.id: part for part in numbered if part.id is not None}


def _criteria(a: Policy, b: Policy, space_: Space, diagrams: Diagrams) -> Iterator[Change]:
    """Match criteria by number, those of two policies by what they mean; what finds no match came or went."""
    before, after = _named(a), _named(b)
    meant = {id(held): condition(held, space_, diagrams) for held in (*before.values(), *after.values())}
    both = [name for name in before if name in after and (a.id == b.id or name == SCOPE)]
    for name in both:
        one, other = before.pop(name), after.pop(name)
        yield from _compared(name, one, other, relation(meant[id(one)], meant[id(other)], diagrams))
    yield from _reordered("criteria", both, _named(b))
    for name, held in before.items():
        match = next((new for new, other in after.items() if _alike(held, other, meant)), None)
        if match is None:
            yield Change("criteria", name, "removed", a=_said(held))
            continue
        yield Change("criteria", name, "renumbered", name, match, SAME)
        yield from _reworded(f"{name}, now {match}", held, after.pop(match))
    yield from (Change("criteria", name, "added", b=_said(held)) for name, held in after.items())


def _alike(one: Criterion, other: Criterion, meant: Mapping[int, int]) -> bool:
    return meant[id(one)] == meant[id(other)] and one.outcome is other.outcome


def _said(criterion: Criterion) -> str:
    given = f" ({criterion.outcome.replace('_', ' ')})" if criterion.outcome else ""
    return f"{criterion.label or worded(criterion)}{given}"


def _compared(name: str, one: Criterion, other: Criterion, proven: str) -> Iterator[Change]:
    yield from _reworded(name, one, other)
    if one.outcome is not other.outcome:
        yield Change("criteria", name, "outcome changed", str(one.outcome or ""), str(other.outcome or ""))
    a, b = worded(one), worded(other)
    if a != b:
        change = "same decision in other words" if proven == SAME else "condition changed"
        yield Change("criteria", name, change, a, b, proven)


def _reworded(name: str, one: Criterion, other: Criterion) -> Iterator[Change]:
    if one.label != other.label:
        yield Change("criteria", name, "label changed", one.label or "", other.label or "")
    if one.status != other.status:
        yield Change("criteria", name, "status word changed", one.status or "", other.status or "")
    a, b = _beside(one), _beside(other)
    if a != b:
        yield Change("criteria", name, "words changed", "; ".join(a), "; ".join(b))


def _beside(criterion: Criterion) -> Words:
    """Give its notes and examples, and every word of parts that have no number."""
    own = tuple(word for word in (criterion.note, *criterion.names) if word is not None)
    parts = (part for part in criterion.parts if part.id is None)
    return own + tuple(word for part in parts for word in (part.label, *_beside(part)) if word is not None)


def _reordered(part: str, both: Sequence[str], after: Iterable[str]) -> Iterator[Change]:
    """Tell names that both have in another order."""
    now = [name for name in after if name in both]
    if now != both:
        yield Change(part, "order", "changed", ", ".join(both), ", ".join(now))


# Lists


def _listed(part: str, before: Mapping[str, Words], after: Mapping[str, Words]) -> Iterator[Change]:
    """Compare entries by name: the first text of each is what it does, the others are words."""
    for name in (*before, *(name for name in after if name not in before)):
        a, b = before.get(name), after.get(name)
        if a is None or b is None:
            yield Change(part, name, "removed" if b is None else "added", _joined(a), _joined(b))
        elif a != b:
            did = slice(1) if a[0] != b[0] else slice(1, None)
            yield Change(part, name, "changed" if did.start is None else "reworded", _joined(a[did]), _joined(b[did]))
    yield from _reordered(part, [name for name in before if name in after], after)


def _joined(texts: Words | None) -> str:
    return "; ".join(text for text in texts or () if text)


def _codes(policy: Policy) -> dict[str, Words]:
    """What each code settles and on which days; a code can stand there for several spans of days."""
    found: dict[str, list[PolicyCode]] = {}
    for held in policy.codes:
        for code in held.codes:
            found.setdefault(code, []).append(held)
    return {
        code: ("; ".join(map(_settles, held)), *(word or "" for one in held for word in (one.says, one.note)))
        for code, held in found.items()
    }


def _settles(held: PolicyCode) -> str:
    what = ", ".join(f"{name} {word}" for name, word in held.implies.items()) or "nothing"
    days = "".join(f" {word} {day}" for word, day in (("from", held.from_), ("to", held.to)) if day is not None)
    return f"settles {what}{days}{'' if held.listed else ' (not listed by the policy)'}"


def _information(policy: Policy) -> dict[str, Words]:
    return {item.id: (f"{item.says} (known by: {item.known_by})",) for item in policy.information}


def _notices(policy: Policy) -> dict[str, Words]:
    def said(says: str, outcomes: Iterable[str]) -> str:
        on = ", ".join(in_words(outcome) for outcome in outcomes)
        return f"{says} (on: {on})" if on else says

    return {held.id: (said(held.says, held.outcomes),) for held in policy.notices}


def _references(a: Policy, b: Policy, space_: Space) -> Iterator[Change]:
    """Other policies that cases are sent to; whether the condition is another is proven as that of a criterion."""
    before, after = ({held.see: held for held in policy.cross_references} for policy in (a, b))
    texts = ({see: (worded(held.when), held.title) for see, held in side.items()} for side in (before, after))
    for change in _listed("cross_references", *texts):
        if change.change != "changed":
            yield change
            continue
        whens = before[change.name].when, after[change.name].when
        own = space(whens, space_.dictionary)
        diagrams = Diagrams([len(cells) for cells in own.cells])
        one, other = (condition(when, own, diagrams) for when in whens)
        proven = relation(one, other, diagrams)
        how = "same decision in other words" if proven == SAME else "condition changed"
        yield Change(change.part, change.name, how, change.a, change.b, proven)


def _about(policy: Policy) -> dict[str, Words]:
    """Whose policy it is, when and for whom it holds, and where it stands."""
    days, seen = policy.in_force, policy.reviewed
    reviewed = ", ".join(
        f"{name} {day}" for name, day in (("origin", seen.origin), ("last", seen.last), ("next", seen.next)) if day
    )
    held = {
        "id": policy.id,
        "payer": policy.payer,
        "authority": policy.authority,
        "title": policy.title,
        "cite": str(policy.cite),
        "scope_cite": policy.scope.cite,
        "in_force": f"from {days.from_}" + (f" to {days.to}" if days.to else ""),
        "reviewed": reviewed,
        "lines_of_business": ", ".join(policy.lines_of_business),
        "note": policy.note or "",
    }
    return {name: (text,) for name, text in held.items() if text}
