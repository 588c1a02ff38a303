"""When a further session stands by itself: days counted to the day, across months and leap years."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, chart, entry, lookups, service, settled

from frostline.engine.coding.beside.planning import _lies, plan
from frostline.engine.coding.history import running
from frostline.engine.coding.lookups import Lookups
from frostline.model import cites
from frostline.model.advice import Repeat
from frostline.model.claim import Planned
from frostline.model.encounter import By, Earlier, Encounter, Treated
from frostline.model.families import Family
from frostline.model.reason import Cite

DAY = date(2026, 5, 4)
STAIN = Treated(id="st", lesion="port-wine stain", area_sq_cm=Decimal(5), site="left cheek", method="laser")
PENIS = Treated(id="pe", lesion="penile condyloma", extent="simple", method="cryotherapy")
LENGTHS = {
    "17000": "010", "17003": "ZZZ", "17106": "090", "17110": "010", "17263": "010", "17340": "010", "54056": "010",
    "11102": "000", "96567": "XXX", "99213": "XXX", "0441T": "YYY",
}  # fmt: skip
FROM_CODE = {"11102": 0, "17110": 10, "17106": 90}


def planned(*treated: Treated, on: date = DAY, known: Lookups | None = None, **more: Any) -> tuple[Planned, ...]:  # noqa: ANN401 - fields of an encounter
    encounter = chart(*treated, **{"date": on, **more})
    held = known or lookups(LENGTHS, around=on)
    return plan(settled(encounter, held).lines, encounter, held)


def days(*treated: Treated, on: date = DAY, **more: Any) -> dict[str, tuple[int, date, date]]:  # noqa: ANN401 - as above
    return {held.code: (held.global_days, held.last_day, held.first_day) for held in planned(*treated, on=on, **more)}


@pytest.mark.parametrize(
    ("on", "last", "first"),
    [
        (date(2026, 5, 4), date(2026, 5, 14), date(2026, 5, 15)),
        (date(2026, 5, 21), date(2026, 5, 31), date(2026, 6, 1)),
        (date(2026, 4, 20), date(2026, 4, 30), date(2026, 5, 1)),
        (date(2026, 2, 18), date(2026, 2, 28), date(2026, 3, 1)),
        (date(2028, 2, 18), date(2028, 2, 28), date(2028, 2, 29)),
        (date(2028, 2, 19), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 21), date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_ten_days_end_on_the_tenth_day_after_and_the_eleventh_is_free(on: date, last: date, first: date) -> None:
    assert {"17110": (10, last, first)} == days(WARTS, on=on)


@pytest.mark.parametrize(
    ("on", "last", "first"),
    [
        (date(2026, 5, 4), date(2026, 8, 2), date(2026, 8, 3)),
        (date(2027, 12, 1), date(2028, 2, 29), date(2028, 3, 1)),
        (date(2026, 12, 1), date(2027, 3, 1), date(2027, 3, 2)),
    ],
)
def test_ninety_days_are_counted_and_not_three_months(on: date, last: date, first: date) -> None:
    assert {"17106": (90, last, first)} == days(STAIN, on=on)


def test_a_procedure_without_days_after_it_leaves_the_next_day_free() -> None:
    assert {"11102": (0, DAY, date(2026, 5, 5))} == days(services=(service("11102"),))


def test_an_add_on_a_visit_and_what_the_contractor_decides_make_no_plan() -> None:
    assert {"17000"} == set(days(AK, services=(service("99213", separate_problem=True),)))
    assert {} == days(services=(service("96567"), service("0441T")))


def test_without_global_days_of_the_day_nothing_is_planned() -> None:
    assert () == planned(AK, WARTS, known=lookups({}))


def test_a_return_to_the_operating_room_starts_no_period_of_its_own() -> None:
    assert {} == days(services=(service("17106", modifiers=("78",)),))
    assert {"17106"} == set(days(services=(service("17106", modifiers=("79",)),)))


def test_a_period_beyond_the_calendar_is_no_crash() -> None:
    assert () == planned(WARTS, on=date.max)
    assert () == planned(WARTS, on=date.max - timedelta(days=10))
    assert date.max == planned(WARTS, on=date.max - timedelta(days=11))[0].first_day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.sampled_from(sorted(FROM_CODE)))
def test_the_period_holds_through_its_last_day_and_not_on_the_first_free_one(on: date, code: str) -> None:
    (held,) = planned(on=on, services=(service(code),))
    assert FROM_CODE[code] == held.global_days == (held.last_day - on).days
    assert timedelta(days=1) == held.first_day - held.last_day
    assert (held.global_days > 0) is _runs(code, on, held.last_day)
    assert not _runs(code, on, held.first_day)


def _runs(code: str, procedure: date, later: date) -> bool:
    """Whether coding itself still sees the period that day."""
    earlier = Earlier(code=code, date=procedure, provider=By.same)
    known = Lookups({(code, procedure): LENGTHS[code]}, {}, {}, {})
    return bool(running(Encounter(date=later, history=(earlier,)), known))


def test_lines_are_planned_by_their_numbers_on_the_claim() -> None:
    held = {line.line: line.code for line in planned(AK, WARTS, BOWEN)}
    numbered = {
        number: line.code
        for number, line in enumerate(settled(chart(AK, WARTS, BOWEN), lookups(LENGTHS)).lines, start=1)
        if line.code != "17003"
    }
    assert numbered == held


def test_what_a_session_inside_the_period_needs_is_said_in_one_short_sentence() -> None:
    (held,) = planned(BOWEN)
    assert held.says.startswith("From 2026-05-15 a further session stands alone; before, 58 if planned")
    assert "the plan in the note" in held.says
    assert "79 if unrelated" in held.says
    assert len(held.says) < 160
    assert cites.PERIOD == held.cite


def test_only_ninety_days_take_in_the_day_before() -> None:
    assert "the day before the operation counts too" in planned(STAIN)[0].says
    assert "day before" not in planned(WARTS)[0].says


def test_a_period_of_one_day_asks_for_no_modifier_later() -> None:
    (held,) = planned(services=(service("11102"),))
    assert held.says == "From 2026-05-05 a further session stands alone; its period is this day only"


def test_warts_are_commonly_frozen_again_after_the_period() -> None:
    (held,) = planned(WARTS)
    assert held.says.endswith("Warts are commonly frozen again every 2 to 3 weeks, after the period")
    assert held.cite.startswith(f"{cites.PERIOD}; repeat: ")


def test_anogenital_warts_are_commonly_frozen_again_partly_inside_the_period() -> None:
    (held,) = planned(PENIS)
    assert held.says.endswith("every 1 to 2 weeks, partly inside the period")


@pytest.mark.parametrize(
    ("at_least", "at_most", "lies"),
    [(7, 10, ", inside the period"), (10, 11, ", partly inside the period"), (11, 20, ", after the period")],
)
def test_an_interval_lies_inside_partly_inside_or_after_the_period(at_least: int, at_most: int, lies: str) -> None:
    assert lies == _lies(Repeat("again", Cite("by hand"), at_least, at_most), 10)


def test_a_repeat_without_days_says_nothing_of_the_period() -> None:
    (held,) = planned(Treated(id="ac", lesion="acne", site="face", method="cryotherapy"))
    assert held.says.endswith("no source at hand gives an interval")


@pytest.mark.parametrize(
    "treated", [entry(WARTS, lesion="seborrheic keratosis"), entry(WARTS, method="laser"), AK, STAIN]
)
def test_an_interval_of_warts_is_not_said_of_anything_else(treated: Treated) -> None:
    assert all("every" not in held.says for held in planned(treated))


def test_warts_among_other_lesions_of_the_line_keep_their_interval() -> None:
    (held,) = planned(entry(WARTS, id="sk", lesion="seborrheic keratosis"), WARTS)
    assert "every 2 to 3 weeks" in held.says


@pytest.mark.parametrize("family", [family for family in PACKS.families if family.repeat], ids=lambda family: family.id)
def test_every_repeat_is_cited_and_names_only_what_exists(family: Family) -> None:
    repeat = family.repeat
    assert repeat
    assert repeat.cite.title
    assert (repeat.at_least is None) is (repeat.at_most is None)
    assert 0 < (repeat.at_least or 1) <= (repeat.at_most or 1)
    assert set(repeat.lesions) <= {term.id for term in PACKS.lesions.terms}
    assert set(repeat.methods) <= {term.id for term in PACKS.methods.terms}
