"""What a code is allowed, asked for without an encounter: the figures of 17340 that people will compare with CMS."""

from collections.abc import Iterable
from datetime import date

import pytest

from frostline.api.quoting import Quote, Terms, by_year, quote, quotes
from frostline.api.services import NATIONAL, Where, services, setting, where
from frostline.interfaces.quotes import total
from frostline.model import money
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency

DAY = date(2026, 5, 4)
NATIONALLY = Terms(DAY, Where((NATIONAL,)))


def amounts(found: Iterable[Quote]) -> list[str]:
    """Allowed amounts, in the order of the quotes."""
    return [money.dollars(held.price.allowed) if held.price.allowed is not None else "none" for held in found]


def office(*codes: str, day: date = DAY, zip_code: str = "98101", together: bool = False) -> tuple[Quote, ...]:
    """Codes in a Seattle office by a provider who is no qualifying APM participant."""
    placed = where(day, zip_code, None, None)
    return quotes(services(codes), Terms(day, placed, facility=False, place="11", qp=False, together=together))


def test_the_national_amounts_of_both_settings_and_factors() -> None:
    assert ["52.77", "53.04", "42.09", "42.30"] == amounts(quotes(services(["17340"]), NATIONALLY))


def test_a_zip_is_priced_as_the_locality_it_lies_in() -> None:
    (by_zip,) = office("17340")
    placed = Terms(DAY, where(DAY, None, "02402", "02"), facility=False, qp=False)
    assert ("59.36", "59.36") == (amounts([by_zip])[0], amounts(quote(services(["17340"]), placed))[0])
    assert ("Seattle (King Cnty), WA", ("ZIP5-2026Q2",)) == (by_zip.spot.name, by_zip.copies)


def test_without_a_locality_the_ends_are_those_of_all_localities() -> None:
    for facility, expected in ((False, ("48.06", "65.90")), (True, ("38.88", "54.52"))):
        terms = Terms(DAY, facility=facility, qp=False)
        _, low, high = quotes(services(["17340"]), terms)
        every = quote(
            services(["17340"]), Terms(DAY, where(DAY, None, None, None, everywhere=True), facility, qp=False)
        )
        cents = [held.price.allowed or 0 for held in every]
        assert (109, *expected) == (len(every), money.dollars(min(cents)), money.dollars(max(cents)))
        assert (*expected, "Arkansas, AR", "Alaska, AK") == (*amounts([low, high]), low.spot.name, high.spot.name)


def test_the_same_code_twice_on_one_day_keeps_its_two_amounts() -> None:
    twice = quotes(services(["17340", "17340"]), Terms(DAY, facility=False, qp=False, together=True))
    assert ["52.77", "48.06", "65.90", "26.39", "24.03", "32.95"] == amounts(twice)


def test_the_relative_values_of_each_earlier_year_are_those_of_its_release() -> None:
    found = by_year(services(["17340"]), Terms(DAY, Where((NATIONAL,)), qp=False))
    totals: dict[str, list[str]] = {held.row["schedule"]: [] for held in found}
    for held in found:
        totals[held.row["schedule"]].append(money.fixed(total(held) or 0, money.RVU_SCALE))
    expected = {
        "RVU22A": ["1.54", "1.44"], "RVU23D": ["1.57", "1.47"], "RVU24A": ["1.58", "1.47"], "RVU24AR": ["1.58", "1.47"],
        "RVU24C": ["1.58", "1.47"], "RVU26B": ["1.58", "1.26"],
    }  # fmt: skip
    assert expected == totals


@pytest.mark.parametrize(("day", "factor"), [(date(2024, 3, 8), "32.7442"), (date(2024, 3, 9), "33.2875")])
def test_the_factor_changed_in_the_middle_of_a_year(day: date, factor: str) -> None:
    found = quotes(services(["17340"]), Terms(day, Where((NATIONAL,)), facility=False))
    assert [(factor, None)] == [(money.fixed(held.row["cf"], money.FACTOR_SCALE), held.qp) for held in found]


def test_before_any_release_every_year_is_none_and_not_nothing() -> None:
    found = by_year(services(["17340"]), Terms(date(1960, 1, 1), Where((NATIONAL,)), facility=False))
    assert ["none"] == amounts(found)
    assert "no relative value file" in found[0].price.step.because
    assert not found[0].sure


def test_a_code_that_is_not_done_in_an_office_has_an_amount_in_a_facility_only() -> None:
    found = quotes(services(["31641"]), Terms(DAY, Where((NATIONAL,)), qp=False))
    assert ["none", "224.45"] == amounts(found)
    assert "is the place right?" in found[0].price.step.because


def test_a_code_that_the_contractor_prices_has_no_number_anywhere() -> None:
    found = quotes(services(["0581T"]), NATIONALLY)
    assert ["none"] * 4 == amounts(found)
    assert {"0581T is priced by the contractor (status C)"} == {held.price.step.because for held in found}


def test_the_limiting_charge_is_of_the_amount_before_it_is_rounded() -> None:
    placed = where(DAY, None, "01112", "05")
    (found,) = quotes(services(["17340"]), Terms(DAY, placed, facility=True, qp=False))
    assert (4915, 5369) == (found.row["published"], found.row["limiting"])
    assert 5370 == money.half_up(4915 * 10_925, money.BASIS)  # what the rounded amount would give


def test_after_the_last_known_day_an_amount_is_an_estimate() -> None:
    (found,) = office("17340", day=date(2026, 7, 1))
    assert (["59.36"], Currency.unconfirmed) == (amounts([found]), found.price.currency)
    assert (False, False) == (found.confirmed, found.sure)
    assert found.price.step.because.startswith("estimate: ")


def test_codes_together_are_ranked_and_alone_are_not() -> None:
    assert ["59.36", "77.25"] == amounts(office("17340", "17000"))
    assert ["29.68", "77.25"] == amounts(office("17340", "17000", together=True))


# What is written


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("17340", "17340"), (" 17340 ", "17340"), ("19105-50", "19105-50"), ("45378-53", "45378-53"),
        ("17003x7", "17003 × 7"), ("17003X7", "17003 × 7"), ("17003×7", "17003 × 7"), ("0581t", "0581T"),
        ("17000-59-lt", "17000-59-LT"), ("J0585x100", "J0585 × 100"),
    ],
)  # fmt: skip
def test_a_code_is_read_as_people_write_it(word: str, expected: str) -> None:
    assert [expected] == [str(service) for service in services([word])]


@pytest.mark.parametrize(
    "word",
    ["", "1734", "17 340", "HELLO", "17340-", "17340-5", "17340x0", "17340x10000", "17340" + "-26" * 5, "1734\u0660"],
)  # fmt: skip
def test_what_is_no_code_is_refused_with_all_others(word: str) -> None:
    with pytest.raises(FrostlineError, match=f"found {word or 'nothing'}; expected a CPT or HCPCS code") as raised:
        services(["17340", word, "abc"])
    assert 2 == len(str(raised.value).splitlines())


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (None, (None, None)), ("11", ("11", False)), ("office", ("11", False)), ("24", ("24", True)),
        ("hospital", (None, True)), ("02", ("02", True)), ("10", ("10", False)),
    ],
)  # fmt: skip
def test_a_place_is_read_from_digits_or_words(place: str | None, expected: tuple[str | None, bool | None]) -> None:
    assert expected == setting(place)


@pytest.mark.parametrize(
    ("named", "everywhere", "told"),
    [
        (("98101", "02402", "02"), False, "two ways to say where"),
        (("98101", None, "national"), False, "two ways to say where"),
        ((None, "02402", "national"), False, "two ways to say where"),
        (("98101", None, None), True, "two ways to say where"),
        ((None, "02402", None), False, "without the other"),
        ((None, None, "02"), False, "without the other"),
        ((None, "02402", "77"), False, "MAC 02402 with locality 77"),
        (("", None, None), False, "found nothing; expected a ZIP code of five digits"),
        (("9810", None, None), False, "found 9810; expected a ZIP code of five digits"),
        (("9810199999", None, None), False, "expected a ZIP code of five digits"),
        (("00000", None, None), False, "a ZIP that ZIP5-2026Q2 holds"),
    ],
)
def test_a_place_that_is_unclear_is_refused_and_none_is_chosen(
    *, named: tuple[str | None, str | None, str | None], everywhere: bool, told: str
) -> None:
    with pytest.raises(FrostlineError, match=told):
        where(DAY, *named, everywhere=everywhere)


def test_a_zip_before_any_list_is_no_locality() -> None:
    with pytest.raises(FrostlineError, match="no list of ZIP codes is held for 2024-03-08 or before"):
        where(date(2024, 3, 8), "98101", None, None)


def test_an_estimate_says_until_when_what_it_rests_on_is_known() -> None:
    assert [date(2026, 6, 30)] == [found.known_through for found in office("17340", day=date(2026, 8, 4))]


def test_who_always_takes_assignment_has_no_limiting_charge() -> None:
    asked = Terms(DAY, Where((NATIONAL,)), facility=False, role="practitioner", participating=False)
    assert [None, None] == [found.row["limiting"] for found in quote(services(["17340"]), asked)]
