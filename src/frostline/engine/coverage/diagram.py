"""Ordered decision diagrams: every function of some facts held once, so that equal functions are one number.

A node asks one fact (its level) and leads on by the cell of its value; a leaf is a negative number. What does not
matter has no node (Bryant 1986, for facts of more than two values). Sizes stay small since policies are small.
"""

from collections.abc import Mapping, Sequence

Allowed = Mapping[int, frozenset[int]]  # by level, the cells that are possible; a level that is absent is wide open


class Diagrams:
    """All diagrams over one list of facts, of which `widths` counts the cells."""

    def __init__(self, widths: Sequence[int]) -> None:
        self.widths = tuple(widths)
        self.nodes: list[tuple[int, tuple[int, ...]]] = []
        self._known: dict[tuple[int, tuple[int, ...]], int] = {}
        self._chosen: dict[tuple[int, int, int], int] = {}
        self._taken: dict[tuple[int, int, int], int] = {}
        self._supports: dict[int, frozenset[int]] = {}

    def node(self, level: int, kids: tuple[int, ...]) -> int:
        """Give the one node that asks this fact and leads there; where all ways lead to the same, that."""
        if kids.count(kids[0]) == len(kids):
            return kids[0]
        made = level, kids
        if made not in self._known:
            self._known[made] = len(self.nodes)
            self.nodes.append(made)
        return self._known[made]

    def level(self, at: int) -> int:
        """Give the fact that a node asks; leaves come after all facts."""
        return self.nodes[at][0] if at >= 0 else len(self.widths)

    def kid(self, at: int, level: int, cell: int) -> int:
        """Follow one cell of a fact from a node that asks it, or stay where it is not asked."""
        return self.nodes[at][1][cell] if at >= 0 and self.nodes[at][0] == level else at

    def choose(self, condition: int, then: int, other: int) -> int:
        """Give `then` where the condition (a diagram of YES and NO) holds, else `other`."""
        if condition == YES or then == other:
            return then
        if condition == NO:
            return other
        key = condition, then, other
        if key not in self._chosen:
            top = min(map(self.level, key))
            self._chosen[key] = self.node(
                top, tuple(self.choose(*(self.kid(at, top, cell) for at in key)) for cell in range(self.widths[top]))
            )
        return self._chosen[key]

    def taken(self, at: int, level: int, cell: int) -> int:
        """Give what is left of a function when one fact is known to be in one cell."""
        if self.level(at) > level:
            return at
        if self.level(at) == level:
            return self.nodes[at][1][cell]
        key = at, level, cell
        if key not in self._taken:
            if len(self._taken) >= MOST:  # every pattern of known facts adds to it
                self._taken.clear()
            top, kids = self.nodes[at]
            self._taken[key] = self.node(top, tuple(self.taken(kid, level, cell) for kid in kids))
        return self._taken[key]

    def narrowed(self, at: int, allowed: Allowed) -> int:
        """Give what is left of a function when facts are known to be in some cells; others lead as the first does."""
        made: dict[int, int] = {}

        def narrow(at: int) -> int:
            if at < 0:
                return at
            if at not in made:
                level, kids = self.nodes[at]
                open_ = allowed.get(level)
                first = kids[min(open_)] if open_ else None
                ways = [kid if open_ is None or cell in open_ else first for cell, kid in enumerate(kids)]
                made[at] = self.node(level, tuple(narrow(way) for way in ways if way is not None))
            return made[at]

        return narrow(at)

    def support(self, at: int) -> frozenset[int]:
        """Give the facts that a function depends on: exactly those that its nodes ask."""
        if at < 0:
            return frozenset()
        if at not in self._supports:
            level, kids = self.nodes[at]
            self._supports[at] = frozenset({level}).union(*(self.support(kid) for kid in set(kids)))
        return self._supports[at]

    def leaves(self, at: int) -> frozenset[int]:
        """Give every leaf that a function reaches."""
        seen, left = set(), [at]
        while left:
            here = left.pop()
            if here not in seen:
                seen.add(here)
                left += set(self.nodes[here][1]) if here >= 0 else ()
        return frozenset(found for found in seen if found < 0)

    def relabeled(self, at: int, names: Mapping[int, int]) -> int:
        """Give the same function with other leaves; what becomes equal falls together."""
        made: dict[int, int] = {}

        def rename(at: int) -> int:
            if at < 0:
                return names.get(at, at)
            if at not in made:
                level, kids = self.nodes[at]
                made[at] = self.node(level, tuple(map(rename, kids)))
            return made[at]

        return rename(at)


NO, YES = -1, -2
MOST = 100_000  # remembered steps


def leaf(number: int) -> int:
    """Name a leaf of one's own; YES and NO are taken."""
    return -3 - number


def number(leaf_: int) -> int:
    """Give the number that a leaf was named with."""
    return -3 - leaf_
