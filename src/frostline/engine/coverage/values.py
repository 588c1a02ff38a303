"""Values of facts: which comparisons a value meets, and the cells of values that no comparison tells apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby, pairwise

from frostline.model.facts import Fact
from frostline.model.vocabulary import Words

Value = str | Decimal | date
OF_NUMBERS, OF_DAYS = ("below", "above", "or more", "or less"), ("before", "after", "or later", "or earlier")
MANY = 4  # values that are named one by one
Test = tuple[str, Words]  # an operator, and what is compared with


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that meet the same comparisons: `sample` is one of them, `holds` says which comparisons, in order."""

    label: str
    sample: Value
    holds: tuple[bool, ...]
    values: Words = ()  # all of them, where they can be listed


def read(fact: Fact, word: str) -> Value:
    """Read a number, a day or a value as its type compares it; raises ValueError for what is none."""
    if fact.type == "number":
        return _number(word)
    if fact.type == "date":
        return date.fromisoformat(word)
    if not fact.members(word):
        raise ValueError(word)
    return word


def _number(word: str) -> Decimal:
    if not all(letter in "0123456789." for letter in word) or word.count(".") > 1 or not word.strip("."):
        raise ValueError(word)
    return Decimal(word)


def meets(fact: Fact, test: Test, value: Value) -> bool:
    """Whether a value meets a comparison; `at_most` a group of a scale reaches to its end, `below` to its start."""
    operator, words = test
    if fact.domain:
        return _listed(fact, operator, words, str(value))
    operand = read(fact, words[0])
    if operator in {"is", "in"}:
        return value in {read(fact, word) for word in words}
    if operator in {"at_least", "on_or_after"}:
        return not _less(value, operand)
    return _less(value, operand) if operator == "below" else not _less(operand, value)


def _less(one: Value, other: Value) -> bool:
    return one < other  # type: ignore[operator]  # both are of the type of one fact


def _listed(fact: Fact, operator: str, words: Words, value: str) -> bool:
    named = [member for word in words for member in fact.members(word)]
    if operator in {"is", "in"}:
        return value in named
    ranks, rank = [fact.domain.index(member) for member in named], fact.domain.index(value)
    if operator == "below":
        return rank < min(ranks)
    return rank >= min(ranks) if operator == "at_least" else rank <= max(ranks)


def cells(fact: Fact, tests: Sequence[Test]) -> tuple[Cell, ...]:
    """Split every value that the fact can have by what the comparisons can tell."""
    return _of_listed(fact, tests) if fact.domain else _of_line(fact, tests)


def holding(fact: Fact, tests: Sequence[Test], value: Value) -> tuple[bool, ...]:
    """Which of the comparisons a value meets."""
    return tuple(meets(fact, test, value) for test in tests)


def _of_listed(fact: Fact, tests: Sequence[Test]) -> tuple[Cell, ...]:
    found: dict[tuple[bool, ...], list[str]] = {}
    for value in fact.domain:
        found.setdefault(holding(fact, tests, value), []).append(value)
    return tuple(Cell(" or ".join(held), held[0], holds, tuple(held)) for holds, held in found.items())


def in_words(fact: Fact, cells_: Sequence[Cell]) -> str:
    """Name the values of some cells: spans of a scale, and of a long list the others where they are fewer."""
    values = sorted((value for cell in cells_ for value in cell.values), key=fact.domain.index)
    if not values:
        return " or ".join(cell.label for cell in cells_)
    if fact.type == "scale":
        return " or ".join(_spans(fact, values))
    others = [value for value in fact.domain if value not in values]
    if len(values) > MANY and 0 < len(others) < len(values):
        return f"other than {' or '.join(others)}"
    return " or ".join(values)


def _spans(fact: Fact, values: Sequence[str]) -> Iterable[str]:
    """Write values of a scale that follow one another as one span."""
    runs: list[list[str]] = []
    for value in values:
        if runs and fact.domain.index(value) == fact.domain.index(runs[-1][-1]) + 1:
            runs[-1].append(value)
        else:
            runs.append([value])
    return (run[0] if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)


def _of_line(fact: Fact, tests: Sequence[Test]) -> tuple[Cell, ...]:
    """Cells of a number or a day: on each boundary, and between and beyond them."""
    marks = sorted({read(fact, word) for _, words in tests for word in words})
    samples = list(_samples(marks))
    held = [(holding(fact, tests, value), at) for at, value in enumerate(samples)]
    made = []
    for holds, group in groupby(held, key=lambda pair: pair[0]):
        ats = [at for _, at in group]
        made.append(Cell(_span(marks, ats, fact.unit), samples[ats[0]], holds))
    return tuple(made)


def _samples(marks: Sequence[Value]) -> Iterable[Value]:
    """Give a value before the first boundary, each boundary, one between every two, and one after the last."""
    yield _moved(marks[0], -1)
    for one, other in pairwise(marks):
        yield one
        yield _between(one, other)
    yield marks[-1]
    yield _moved(marks[-1], 1)


def _moved(mark: Value, by: int) -> Value:
    return mark + by if isinstance(mark, Decimal) else date.fromordinal(mark.toordinal() + by)  # type: ignore[union-attr]


def _between(one: Value, other: Value) -> Value:
    if isinstance(one, Decimal) and isinstance(other, Decimal):
        return (one + other) / 2
    return date.fromordinal((one.toordinal() + other.toordinal()) // 2)  # type: ignore[union-attr]


def _span(marks: Sequence[Value], ats: Sequence[int], unit: str | None) -> str:
    """Say which values lie from one place of the line to another; odd places are boundaries, even ones lie between."""
    below, above, or_more, or_less = OF_DAYS if isinstance(marks[0], date) else OF_NUMBERS
    first, last = ats[0], ats[-1]
    if first == last and first % 2:
        return _with(f"{marks[first // 2]}", unit)
    low = "" if first == 0 else f"{marks[first // 2]} {or_more}" if first % 2 else f"{above} {marks[first // 2 - 1]}"
    at_end = last == len(marks) * 2
    high = "" if at_end else f"{marks[last // 2]} {or_less}" if last % 2 else f"{below} {marks[last // 2]}"
    return _with(" and ".join(part for part in (low, high) if part) or "any", unit)


def _with(text: str, unit: str | None) -> str:
    return f"{text} {unit}" if unit else text
