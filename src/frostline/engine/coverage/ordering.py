"""Which facts can still decide, and in which order they are asked with the fewest questions to be expected."""

from dataclasses import dataclass, field
from math import lcm, prod

from frostline.engine.coverage.diagram import Allowed, Diagrams

EXACT = 9  # facts up to which the order is the best there is; beyond, the next fact is the one that leaves fewest


@dataclass(frozen=True, slots=True, eq=False)
class Order:
    """Questions about the functions of some diagrams; answers that lead on differently are held to be equally likely.

    Costs are expected numbers of questions times `one`, which every division on a path divides.
    """

    diagrams: Diagrams
    allowed: Allowed = field(default_factory=dict)
    costs: dict[int, int] = field(default_factory=dict)
    one: int = 0

    def asked(self, at: int) -> tuple[int, ...]:
        """Every fact that can decide, as asked when each answer is the one that leaves most to ask."""
        support = self.diagrams.support(at)
        if not support:
            return ()
        first = min(support, key=lambda level: (self._cost_of(at, level), level))
        left = max(self._ways(at, first), key=self._cost)
        rest = self.asked(left)
        others = sorted(support - {first, *rest}, key=lambda level: (self._cost_of(at, level), level))
        return (first, *rest, *others)

    def _ways(self, at: int, level: int) -> tuple[int, ...]:
        cells = self.allowed.get(level) or range(self.diagrams.widths[level])
        return tuple(dict.fromkeys(self.diagrams.taken(at, level, cell) for cell in sorted(cells)))

    def _cost_of(self, at: int, level: int) -> int:
        """Questions to be expected when this fact is asked first."""
        ways = self._ways(at, level)
        return self.one + sum(map(self._cost, ways)) // len(ways)

    def _cost(self, at: int) -> int:
        """Questions still to be expected; where there are many facts, how many of them are left."""
        support = self.diagrams.support(at)
        if not support or len(support) > EXACT:
            return len(support) * self.one
        if at not in self.costs:
            self.costs[at] = min(self._cost_of(at, level) for level in support)
        return self.costs[at]


def order(diagrams: Diagrams) -> Order:
    """Give the order of questions where nothing is partly known."""
    return Order(diagrams, one=prod(lcm(*range(1, width + 1)) for width in diagrams.widths))


def partly(whole: Order, allowed: Allowed) -> Order:
    """Give the order where some facts are known to lie in a few cells."""
    open_ = {level: cells for level, cells in allowed.items() if 1 < len(cells) < whole.diagrams.widths[level]}
    return Order(whole.diagrams, open_, one=whole.one) if open_ else whole
