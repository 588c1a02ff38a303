"""What payers were seen to say, side by side, and two versions of what was seen; nothing is decided by any of it."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from frostline.model.landscape import Landscape, Limit, Position, Seen, SeenStatus
from frostline.model.words import in_words

UNPROVEN = "only what was seen of both is compared; nothing is proven of what was not seen"
ONE_SIDED = "added and removed mean seen on one side alone; the other may say it where it was not seen"
UNCHANGED = "no change in coverage in what was seen"
Kind = Literal["added", "removed", "status changed", "criteria changed", "condition reworded", "codes changed"]
SAYS_YES = (SeenStatus.medically_necessary, SeenStatus.covered)


@dataclass(frozen=True, slots=True)
class Row:
    """What one version of one policy says of one condition; `name` is that of the record."""

    name: str
    seen: Seen
    position: Position
    latest: bool

    @property
    def by(self) -> str:
        """The payer and its policy."""
        return f"{self.seen.payer} {self.seen.policy}"


@dataclass(frozen=True, slots=True)
class Silent:
    """A policy about a use, of which it was not seen what it says: unknown, never not covered."""

    name: str
    seen: Seen
    latest: bool

    @property
    def by(self) -> str:
        """The payer and its policy."""
        return f"{self.seen.payer} {self.seen.policy}"


@dataclass(frozen=True, slots=True)
class Boundary:
    """One measured thing, and each bound that payers set to it, with who sets it.

    `without`: payers that say yes, were seen whole, and set none.
    """

    of: str
    bounds: tuple[tuple[str, tuple[str, ...]], ...]
    without: tuple[str, ...] = ()

    @property
    def says(self) -> str:
        """The sentence that a policy analyst wants."""
        told = [f"{bound} ({', '.join(who)})" for bound, who in self.bounds]
        none = [f"none in a text seen whole ({', '.join(self.without)})"] if self.without else []
        return f"{self.of}: {' against '.join([*told, *none])}"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two records; the side that is not there is empty."""

    kind: Kind
    about: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """How a later record differs from an earlier one."""

    changes: tuple[Change, ...]
    remarks: tuple[str, ...]

    @property
    def says(self) -> str:
        """The verdict in a few words."""
        if not self.changes:
            return UNCHANGED
        counts = Counter(change.kind for change in self.changes)
        return ", ".join(f"{kind}: {count}" for kind, count in counts.items())


def side_by_side(landscapes: Iterable[Landscape], indication: str) -> tuple[Row, ...]:
    """Rows of every payer about a use, by payer; within a policy the latest version first."""
    found = [
        (pack, name, held, position)
        for pack in landscapes
        for name, held in reversed(tuple(pack.named))
        for position in held.positions
        if indication in position.indications
    ]
    rows = [Row(name, held, position, pack.latest(held)) for pack, name, held, position in found]
    return tuple(sorted(rows, key=lambda row: (row.seen.payer.casefold(), row.seen.policy.casefold())))


def folded(rows: Sequence[Row]) -> tuple[tuple[Row, tuple[Row, ...]], ...]:
    """Each row, with those of older versions of its policy that say the very same and need no line of their own."""
    found: list[tuple[Row, tuple[Row, ...]]] = []
    told: set[int] = set()
    for row in rows:
        if id(row) not in told:
            same = tuple(other for other in rows if other is not row and _repeats(other, row))
            told.update(map(id, same))
            found.append((row, same))
    return tuple(found)


def _repeats(other: Row, row: Row) -> bool:
    """Whether an older version says just what a row says."""
    one, two = other.position, row.position
    alike = one.condition == two.condition and not any(_between(one, two)) and one.indications == two.indications
    return other.seen.of == row.seen.of and other.name != row.name and not other.latest and alike


def silent(landscapes: Iterable[Landscape], indication: str) -> tuple[Silent, ...]:
    """Policies that name a use although what they say of it was not seen, in their latest version."""
    found = [
        Silent(name, held, pack.latest(held))
        for pack in landscapes
        for name, held in pack.named
        if indication in held.names and held is [other for other in pack.seen if other.of == held.of][-1]
    ]
    return tuple(sorted(found, key=lambda one: one.by.casefold()))


def differing(rows: Sequence[Row], indication: str) -> tuple[Boundary, ...]:
    """Bounds on which payers differ, in their latest versions; a thing that all bound alike is not among them."""
    latest = [row for row in rows if row.latest]
    held = [(limit, row) for row in latest for limit in _limits(row.position, indication)]
    found = (_boundary(of, held, latest) for of in dict.fromkeys(limit.of for limit, _ in held))
    return tuple(boundary for boundary in found if len(boundary.bounds) + bool(boundary.without) > 1)


def _limits(position: Position, indication: str) -> Iterator[Limit]:
    return (limit for limit in position.limits if limit.only in {None, indication})


def _boundary(of: str, held: Iterable[tuple[Limit, Row]], latest: Iterable[Row]) -> Boundary:
    by_bound: dict[str, dict[str, None]] = {}
    means = set()
    for limit, row in held:
        if limit.of == of:
            by_bound.setdefault(limit.says, {})[row.by] = None
            means.add(row.position.instead)
    bounded = {who for names in by_bound.values() for who in names}
    open_ = (row for row in latest if row.seen.basis == "full" and row.position.status in SAYS_YES)
    without = dict.fromkeys(row.by for row in open_ if row.by not in bounded and row.position.instead in means)
    return Boundary(of, tuple((bound, tuple(names)) for bound, names in by_bound.items()), tuple(without))


def changes(older: Seen, newer: Seen) -> Changes:
    """Rows added, removed, or changed from one record to the other, with what the comparison cannot show."""
    pairs, removed, added = _paired(older.positions, newer.positions)
    found = (
        *(change for pair in pairs for change in _between(*pair)),
        *(Change("removed", one.condition, before=_whole(one)) for one in removed),
        *(Change("added", one.condition, after=_whole(one)) for one in added),
        *_codes(older, newer),
    )
    one_sided = any(change.kind in {"added", "removed"} for change in found)
    return Changes(found, tuple(_remarks(older, newer, one_sided=one_sided)))


Paired = tuple[list[tuple[Position, Position]], list[Position], list[Position]]


def _paired(older: Sequence[Position], newer: Sequence[Position]) -> Paired:
    """Rows of the same words belong together; of what is left, rows alone about the same uses on both sides."""
    by_words = {one.condition: one for one in newer}
    pairs = [(one, by_words[one.condition]) for one in older if one.condition in by_words]
    left = [one for one in older if one.condition not in by_words]
    right = [one for one in newer if one.condition not in {pair[1].condition for pair in pairs}]
    for one in tuple(left):
        rivals = [other for other in left if other.indications == one.indications]
        meant = [other for other in right if other.indications == one.indications]
        if len(rivals) == len(meant) == 1:
            pairs.append((one, meant[0]))
            left.remove(one)
            right.remove(meant[0])
    return pairs, left, right


def _between(old: Position, new: Position) -> Iterator[Change]:
    if old.condition != new.condition:
        yield Change("condition reworded", new.condition, old.condition, new.condition)
    if old.status is not new.status:
        yield Change("status changed", new.condition, _status(old), _status(new))
    if (old.criteria, _bounds(old)) != (new.criteria, _bounds(new)):
        yield Change("criteria changed", new.condition, _criteria(old), _criteria(new))


def _whole(one: Position) -> str:
    return f"{_status(one)}: {_criteria(one)}"


def _status(one: Position) -> str:
    return in_words(one.status)


def _bounds(one: Position) -> tuple[str, ...]:
    return tuple(f"{limit.of} {limit.says}" for limit in one.limits)


def _criteria(one: Position) -> str:
    return "; ".join(one.criteria) or "no criteria seen"


def _codes(older: Seen, newer: Seen) -> Iterator[Change]:
    """Lists of codes that differ, where both pages were seen to have them."""
    before, after = older.codes or {}, newer.codes or {}
    for kind in sorted(before.keys() & after.keys()):
        if set(before[kind]) != set(after[kind]):
            yield Change("codes changed", kind, ", ".join(before[kind]), ", ".join(after[kind]))


def _remarks(older: Seen, newer: Seen, *, one_sided: bool) -> Iterator[str]:
    yield UNPROVEN
    if one_sided and {older.basis, newer.basis} != {"full"}:
        yield ONE_SIDED
    if older.of != newer.of:
        yield f"two policies, {' '.join(older.of)} and {' '.join(newer.of)}, not two versions of one"
    for held, side in ((older, "older"), (newer, "newer")):
        if held.basis != "full":
            yield f"of the {side} one this much was seen: {held.basis}"
