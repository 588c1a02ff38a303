"""Diagrams: one function is one number, and what it says does not depend on how it was made."""

from collections.abc import Callable, Mapping
from functools import reduce
from itertools import product
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.engine.coverage import diagram
from frostline.engine.coverage.diagram import NO, YES, Diagrams, leaf, number

Widths = tuple[int, ...]
Input = tuple[int, ...]
Table = Mapping[Input, int]  # a leaf for every input


def inputs(widths: Widths) -> list[Input]:
    return list(product(*map(range, widths)))


@st.composite
def tables(draw: st.DrawFn, leaves: tuple[int, ...] = (leaf(0), leaf(1), leaf(2))) -> tuple[Widths, Table]:
    widths = tuple(draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)))
    every = inputs(widths)
    found = draw(st.lists(st.sampled_from(leaves), min_size=len(every), max_size=len(every)))
    return widths, dict(zip(every, found, strict=True))


def grown(diagrams: Diagrams, table: Table, level: int = 0, path: Input = ()) -> int:
    """Grow a function from its first fact down."""
    if level == len(diagrams.widths):
        return table[path]
    kids = (grown(diagrams, table, level + 1, (*path, cell)) for cell in range(diagrams.widths[level]))
    return diagrams.node(level, tuple(kids))


def chosen(diagrams: Diagrams, table: Table, order: list[Input]) -> int:
    """Put a function together input by input, in any order."""
    whole = table[order[0]]
    for path in order:
        literals = (
            diagrams.node(level, tuple(YES if cell == at else NO for cell in range(diagrams.widths[level])))
            for level, at in enumerate(path)
        )
        here = reduce(lambda held, literal: diagrams.choose(literal, held, NO), literals, YES)
        whole = diagrams.choose(here, table[path], whole)
    return whole


def value(diagrams: Diagrams, at: int, path: Input) -> int:
    while at >= 0:
        at = diagrams.kid(at, diagrams.level(at), path[diagrams.level(at)])
    return at


def moved(path: Input, level: int, cell: int) -> Input:
    return (*path[:level], cell, *path[level + 1 :])


def matters(widths: Widths, says: Callable[[Input], int], level: int) -> bool:
    return any(len({says(moved(path, level, cell)) for cell in range(widths[level])}) > 1 for path in inputs(widths))


@given(tables(), st.integers())
def test_a_function_is_one_number_however_it_was_made(drawn: tuple[Widths, Table], seed: int) -> None:
    widths, table = drawn
    diagrams = Diagrams(widths)
    order = Random(seed).sample(inputs(widths), len(table))  # noqa: S311 - an order, no secret
    assert grown(diagrams, table) == chosen(diagrams, table, order)


@given(tables(), tables())
def test_functions_that_differ_are_two_numbers(one: tuple[Widths, Table], other: tuple[Widths, Table]) -> None:
    widths, table = one
    second = {path: other[1].get(path, leaf(0)) for path in table}
    diagrams = Diagrams(widths)
    assert (table == second) is (grown(diagrams, table) == grown(diagrams, second))


@given(tables())
def test_a_diagram_says_of_every_input_what_the_function_says(drawn: tuple[Widths, Table]) -> None:
    widths, table = drawn
    diagrams = Diagrams(widths)
    root = grown(diagrams, table)
    assert table == {path: value(diagrams, root, path) for path in table}
    assert frozenset(table.values()) == diagrams.leaves(root)


@given(tables())
def test_a_function_depends_on_exactly_the_facts_that_change_it(drawn: tuple[Widths, Table]) -> None:
    widths, table = drawn
    diagrams = Diagrams(widths)
    expected = {level for level in range(len(widths)) if matters(widths, table.__getitem__, level)}
    assert expected == diagrams.support(grown(diagrams, table))


@given(tables(), st.data())
def test_a_fact_that_becomes_known_leaves_the_rest_of_the_function(
    drawn: tuple[Widths, Table], data: st.DataObject
) -> None:
    widths, table = drawn
    level = data.draw(st.integers(0, len(widths) - 1))
    cell = data.draw(st.integers(0, widths[level] - 1))
    diagrams = Diagrams(widths)
    left = diagrams.taken(grown(diagrams, table), level, cell)
    assert grown(diagrams, {path: table[moved(path, level, cell)] for path in table}) == left
    assert level not in diagrams.support(left)


@given(tables(), st.data())
def test_facts_that_are_partly_known_leave_what_their_cells_leave(
    drawn: tuple[Widths, Table], data: st.DataObject
) -> None:
    widths, table = drawn
    allowed = {
        level: data.draw(st.frozensets(st.integers(0, width - 1), min_size=1))
        for level, width in enumerate(widths)
        if data.draw(st.booleans())
    }
    diagrams = Diagrams(widths)
    left = diagrams.narrowed(grown(diagrams, table), allowed)
    open_ = [path for path in table if all(path[level] in cells for level, cells in allowed.items())]
    assert {path: table[path] for path in open_} == {path: value(diagrams, left, path) for path in open_}
    assert {table[path] for path in open_} == diagrams.leaves(left)
    expected = {
        level
        for level, width in enumerate(widths)
        if any(
            table[path] != table[moved(path, level, cell)]
            for path in open_
            for cell in allowed.get(level, range(width))
        )
    }
    assert expected == diagrams.support(left)


@given(tables((YES, NO)), st.data())
def test_a_condition_leads_one_way_where_it_holds_and_the_other_where_not(
    drawn: tuple[Widths, Table], data: st.DataObject
) -> None:
    widths, condition = drawn
    leaves = st.sampled_from([leaf(0), leaf(1), leaf(2)])
    then, other = ({path: data.draw(leaves) for path in condition} for _ in range(2))
    diagrams = Diagrams(widths)
    found = diagrams.choose(*(grown(diagrams, table) for table in (condition, then, other)))
    assert grown(diagrams, {path: (then if condition[path] == YES else other)[path] for path in condition}) == found


@given(tables())
def test_leaves_that_are_named_alike_fall_together(drawn: tuple[Widths, Table]) -> None:
    widths, table = drawn
    diagrams = Diagrams(widths)
    found = diagrams.relabeled(grown(diagrams, table), {leaf(2): leaf(1)})
    expected = grown(diagrams, {path: leaf(1) if held == leaf(2) else held for path, held in table.items()})
    assert expected == found


@pytest.mark.parametrize("given_", [0, 1, 5, 100])
def test_a_leaf_keeps_its_number_and_is_neither_yes_nor_no(given_: int) -> None:
    assert given_ == number(leaf(given_))
    assert leaf(given_) not in {YES, NO}


def test_what_leads_everywhere_to_the_same_asks_nothing() -> None:
    diagrams = Diagrams([2, 3])
    assert leaf(1) == diagrams.node(0, (leaf(1), leaf(1)))
    assert [] == diagrams.nodes
    assert frozenset() == diagrams.support(leaf(1))
    assert len(diagrams.widths) == diagrams.level(leaf(1))


def test_what_is_forgotten_is_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    widths = (2, 3, 2, 2)
    table = {path: leaf(sum(path) % 3) for path in inputs(widths)}
    diagrams = Diagrams(widths)
    root = grown(diagrams, table)
    expected = [diagrams.taken(root, level, cell) for level in range(4) for cell in range(2)]
    monkeypatch.setattr(diagram, "MOST", 1)
    forgetful = Diagrams(widths)
    root = grown(forgetful, table)
    assert expected == [forgetful.taken(root, level, cell) for level in range(4) for cell in range(2)]
