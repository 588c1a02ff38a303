"""What is known for which days: a gap that is not shown is a year that somebody believes to be confirmed."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frostline.model.tables import Release
from frostline.reference.listing import known

START = date(2026, 1, 1)


def release(first: int, last: int, table: str = "mue") -> Release:
    days = START + timedelta(days=first), START + timedelta(days=last)
    return Release(table, f"r{first}-{last}", "CMS", "x", "", *days, 1, complete=True)


def gaps(*spans: tuple[int, int]) -> list[tuple[int, int]]:
    (found,) = known([release(*span) for span in spans], ["mue"])
    return [((first - START).days, (last - START).days) for first, last in found.gaps]


def test_days_between_two_releases_are_a_gap_and_days_that_touch_are_none() -> None:
    assert [(10, 19)] == gaps((0, 9), (20, 29))
    assert [] == gaps((0, 9), (10, 19))
    assert [(10, 10)] == gaps((11, 20), (0, 9))


def test_a_release_inside_another_opens_no_gap() -> None:
    assert [] == gaps((0, 99), (10, 19), (50, 59))
    assert [(100, 119)] == gaps((0, 99), (10, 19), (120, 130))


def test_tables_come_in_their_order_and_those_without_a_release_are_left_out() -> None:
    found = known([release(0, 1, "zip"), release(2, 3), release(0, 1)], ["mue", "ptp", "zip"])
    assert [("mue", ["r0-1", "r2-3"]), ("zip", ["r0-1"])] == [
        (each.table, [held.release for held in each.releases]) for each in found
    ]
    assert () == known([], ["mue"])


spans = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)).map(lambda span: (span[0], sum(span))), min_size=1)


@given(spans)
def test_a_day_between_the_first_and_the_last_is_in_a_release_or_in_a_gap_and_never_in_both(
    held: list[tuple[int, int]],
) -> None:
    missing = {day for first, last in gaps(*held) for day in range(first, last + 1)}
    covered = {day for first, last in held for day in range(first, last + 1)}
    assert set() == missing & covered
    assert set(range(min(first for first, _ in held), max(last for _, last in held) + 1)) == missing | covered
