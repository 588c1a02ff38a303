"""Each rule of an amount by itself, each reason for having none, and the words that explain both."""

from decimal import Decimal

import pytest
from tests.engine.second_pricer import SEATTLE, Sold, Where, cites, engine, priced, row_of

from frostline.engine.pricing.explaining import price
from frostline.engine.pricing.reasons import WHY_NOT
from frostline.engine.pricing.statuses import UNPAID
from frostline.model.claim import Price
from frostline.model.reason import Currency, Step

HOSPITAL = Where(facility=True)
Amounts = list[str | None]


def amounts(*sold: Sold, where: Where = SEATTLE) -> Amounts:
    return [None if amount is None else f"{amount:.2f}" for amount, _ in engine([(where, list(sold))])]


def reasons(*sold: Sold, where: Where = SEATTLE) -> Amounts:
    return [why for _, why in engine([(where, list(sold))])]


def prices(*sold: Sold, where: Where = SEATTLE) -> list[Price]:
    return [price(row, cites()) for row in priced([(where, list(sold))]).iter_rows(named=True)]


def texts(step: Step) -> str:
    """All words of a step and of those below it."""
    return "\n".join([step.value, step.because, *(texts(smaller) for smaller in step.steps)])


# Amounts that CMS published or that the design names


def test_the_amounts_of_the_first_encounter_of_the_design() -> None:
    assert ["218.10", "38.63", "52.85"] == amounts(Sold("17263"), Sold("17000"), Sold("17003", units=7))


@pytest.mark.parametrize(
    ("where", "amount"),
    [(SEATTLE, "77.25"), (Where(qp=True), "77.63"), (HOSPITAL, "54.30"), (Where(spot=None, national=True), "66.47")],
)
def test_one_keratosis_by_setting_factor_and_place(where: Where, amount: str) -> None:
    assert [amount] == amounts(Sold("17000"), where=where)


def test_the_work_index_is_never_below_its_floor() -> None:
    alabama = prices(Sold("17000"), where=Where(spot=("10112", "00")))[0]
    floor = alabama.step.steps[0].steps[0]
    assert ("1.000", cites()["mpfs.work_floor"]) == (floor.value, floor.cite)
    assert "work index raised from 0.988 by the floor" == floor.because


def test_an_index_above_the_floor_is_left_alone() -> None:
    assert () == prices(Sold("17000"))[0].step.steps[0].steps
    assert () == prices(Sold("17000"), where=Where(spot=None, national=True))[0].step.steps[0].steps


# Ranks


def test_the_first_rank_is_full_and_each_up_to_the_fifth_is_half() -> None:
    assert ["77.25", "38.63", "38.63", "38.63", "38.63"] == amounts(*[Sold("17000")] * 5)


def test_units_of_a_line_take_ranks_of_their_own() -> None:
    assert ["218.10", "77.26"] == amounts(Sold("17263"), Sold("17000", units=2))


def test_the_highest_amount_comes_first_wherever_it_stands() -> None:
    assert ["38.63", "218.10"] == amounts(Sold("17000"), Sold("17263"))


def test_equal_amounts_rank_by_code_then_by_line() -> None:
    one, other = prices(Sold("17000"), Sold("17000"))
    assert (7725, 3863) == (one.allowed, other.allowed)


def test_a_sixth_unit_is_paid_by_report_and_so_is_the_line_that_holds_it() -> None:
    assert ["77.25", None] == amounts(Sold("17000"), Sold("17000", units=5))
    assert [None, "by_report"] == reasons(Sold("17000"), Sold("17000", units=5))
    assert [None, None, None, None, None, "by_report"] == reasons(*[Sold("17000")] * 6)


def test_codes_that_are_not_reduced_take_no_rank() -> None:
    assert ["52.85", "77.25"] == amounts(Sold("17003", units=7), Sold("17000"))


def test_another_claim_takes_no_rank_here() -> None:
    found = engine([(SEATTLE, [Sold("17263")]), (SEATTLE, [Sold("17000")])])
    assert [Decimal("218.10"), Decimal("77.25")] == [amount for amount, _ in found]


@pytest.mark.parametrize(("modifier", "why"), [("22", "increased"), ("ZZ", "modifier"), ("52", "reduced")])
def test_beside_a_procedure_whose_amount_is_not_known_no_rank_is_known(modifier: str, why: str) -> None:
    assert [why, "rank", None] == reasons(Sold("17263", (modifier,)), Sold("17000"), Sold("17003"))


def test_what_medicare_excludes_takes_no_rank_from_the_others() -> None:
    assert [None, "77.25"] == amounts(Sold("17263", ("GY",)), Sold("17000"))
    assert ["excluded", None] == reasons(Sold("17263", ("GY",)), Sold("17000"))


# Other multiple-procedure indicators: their reductions are not built


def test_imaging_alone_is_priced_and_beside_its_kind_is_not() -> None:
    assert "4" == (row_of(Sold("76856")) or {})["multiple"]
    assert [None] == reasons(Sold("76856"))
    assert ["kind", "kind"] == reasons(Sold("76856"), Sold("76870"))
    assert ["kind"] == reasons(Sold("76856", units=2))
    assert [None, "excluded"] == reasons(Sold("76856"), Sold("76870", ("GY",)))
    assert [None, None] == reasons(Sold("76856"), Sold("17000"))


# 78, components, charge


def test_78_pays_the_intra_operative_share() -> None:
    assert ["61.80"] == amounts(Sold("17000", ("78",)))  # 80 % of 77.25
    assert "78: intra-operative share of 80 %" in texts(prices(Sold("17000", ("78",)))[0].step)


def test_78_on_a_code_without_shares_pays_in_full() -> None:
    assert amounts(Sold("11102")) == amounts(Sold("11102", ("78",)))


def test_a_component_has_its_own_row_and_the_whole_another() -> None:
    assert ["contractor"] == reasons(Sold("76940"))
    assert [None] == reasons(Sold("76940", ("26",)))


def test_two_components_on_one_line_are_not_paid_as_one_of_them() -> None:
    assert ["components"] == reasons(Sold("76856", ("26", "TC")))


@pytest.mark.parametrize(
    ("charge", "amount"), [(0, "0.00"), (7724, "77.24"), (7725, "77.25"), (7726, "77.25"), (None, "77.25")]
)
def test_the_lower_of_charge_and_schedule_is_allowed(charge: int | None, amount: str) -> None:
    assert [amount] == amounts(Sold("17000", charge=charge))


def test_the_charge_is_for_the_line_and_compared_after_its_ranks() -> None:
    assert ["218.10", "38.63"] == amounts(Sold("17263"), Sold("17000", charge=3900))
    lower = prices(Sold("17263"), Sold("17000", charge=3800))[1]
    assert 3800 == lower.allowed
    assert "the charge is lower than the schedule's $38.63" in texts(lower.step)


# Why there is none

NEVER = Where(facility=None, spot=None, qp=None)


@pytest.mark.parametrize(
    ("sold", "where", "why"),
    [
        (Sold("99999"), SEATTLE, "not_held"),
        (Sold("49190"), SEATTLE, "not_held"),
        (Sold("11100"), SEATTLE, "no_code"),
        (Sold("46999"), SEATTLE, "contractor"),
        (Sold("0581T"), SEATTLE, "contractor"),
        (Sold("36000"), SEATTLE, "status"),
        (Sold("0469T"), SEATTLE, "status"),
        (Sold("36415"), SEATTLE, "status"),
        (Sold("27215"), SEATTLE, "status"),
        (Sold("00100"), SEATTLE, "status"),
        (Sold("D0120"), SEATTLE, "not_held"),
        (Sold("17000", units=None), SEATTLE, "no_units"),
        (Sold("17000", ("GY",)), SEATTLE, "excluded"),
        (Sold("17000", ("GZ",)), SEATTLE, "excluded"),
        (Sold("17000", ("26",)), SEATTLE, "no_component"),
        (Sold("17000", ("53",)), SEATTLE, "stopped"),
        (Sold("15824"), HOSPITAL, "no_values"),
        (Sold("17000", ("ZZ",)), SEATTLE, "modifier"),
        (Sold("99213", ("95",)), SEATTLE, "modifier"),
        (Sold("99213"), Where(facility=True, place="02"), "telehealth"),
        (Sold("99213"), Where(place="10"), "telehealth"),
        (Sold("17000", ("59", "80")), SEATTLE, "barred"),
        (Sold("17000"), Where(facility=None), "no_place"),
        (Sold("31641"), SEATTLE, "not_done_there"),
        (Sold("17000"), Where(spot=None), "no_locality"),
        (Sold("17000"), Where(spot=("02402", "77")), "no_locality"),
        (Sold("17000"), Where(qp=None), "no_factor"),
        (Sold("17000"), NEVER, "no_place"),
        (Sold("46999"), NEVER, "contractor"),
    ],
)
def test_a_line_without_amount_has_the_first_reason_that_holds(sold: Sold, where: Where, why: str) -> None:
    assert [why] == reasons(sold, where=where)
    assert [None] == amounts(sold, where=where)


@pytest.mark.parametrize(
    ("code", "status"),
    [("36000", "B"), ("0469T", "N"), ("36415", "X"), ("27215", "I"), ("00100", "J"), ("46999", "C"), ("11055", "R")],
)
def test_the_statuses_of_the_schedule_that_these_tests_rest_on(code: str, status: str) -> None:
    assert status == (row_of(Sold(code)) or {})["status"]


@pytest.mark.parametrize(
    ("code", "status"), [("36000", "B"), ("0469T", "N"), ("36415", "X"), ("27215", "I"), ("00100", "J")]
)
def test_each_status_that_is_not_paid_has_a_sentence_of_its_own(code: str, status: str) -> None:
    assert f"{code} {UNPAID[status]} (status {status})" == prices(Sold(code))[0].step.because
    assert len(UNPAID) - 2 == len(set(UNPAID.values())), "D and F, G and I are twins"


def test_the_physician_in_a_surgery_center_is_paid_the_facility_rate() -> None:
    assert amounts(Sold("17000"), where=HOSPITAL) == amounts(Sold("17000"), where=Where(facility=True, place="24"))


def test_a_restricted_code_without_relative_values_is_never_paid_zero_dollars() -> None:
    assert [None] == amounts(Sold("15824"), where=HOSPITAL)
    assert (
        "15824 has no relative values: the contractor prices it"
        == prices(Sold("15824"), where=HOSPITAL)[0].step.because
    )


def test_restricted_codes_have_an_amount() -> None:
    assert [None] == reasons(Sold("11055"))


def test_a_code_of_status_t_has_no_amount_beside_another_payable_service() -> None:
    assert [None] == reasons(Sold("96523"))
    assert [None, "77.25"] == amounts(Sold("96523"), Sold("17000"))
    assert ["alone", None] == reasons(Sold("96523"), Sold("17000"))


@pytest.mark.parametrize("beside", [Sold("36000"), Sold("17000", ("GY",)), Sold("36415")])
def test_a_code_of_status_t_is_paid_beside_what_is_never_payable(beside: Sold) -> None:
    assert [None] == reasons(Sold("96523"), beside)[:1]


def test_a_bundled_code_of_status_t_takes_no_rank_from_the_others() -> None:
    assert [None, "77.25"] == amounts(Sold("36598"), Sold("17000"))


@pytest.mark.parametrize("why", sorted(WHY_NOT))
def test_every_reason_reads_as_a_sentence_with_nothing_left_open(why: str) -> None:
    row = priced([(SEATTLE, [Sold("17000", ("50", "GY"))])]).row(0, named=True) | {"why_not": why, "allowed": None}
    found = price(row, {})
    assert "17000 not priced" == found.step.value
    assert "{" not in found.step.because + found.step.cite
    assert "None" not in found.step.because + found.step.cite
    assert found.step.cite


def test_the_reason_names_code_status_and_modifiers() -> None:
    assert "36000 is always bundled into other services (status B)" == prices(Sold("36000"))[0].step.because
    assert "59 ZZ" in prices(Sold("17000", ("59", "ZZ")))[0].step.because


# What a price says


def test_a_price_carries_relative_values_for_all_units_its_release_and_currency() -> None:
    found = prices(Sold("17003", units=7))[0]
    assert (28, 133) == (found.work_rvu, found.total_rvu)
    assert ("RVU26B", Currency.confirmed, 755, 5285) == (
        found.release,
        found.currency,
        found.published,
        found.allowed,
    )


def test_relative_values_that_need_a_place_or_units_are_not_guessed() -> None:
    nowhere = prices(Sold("17000"), where=Where(facility=None))[0]
    assert (59, None) == (nowhere.work_rvu, nowhere.total_rvu)
    unsaid = prices(Sold("17000", units=None))[0]
    assert (None, None) == (unsaid.work_rvu, unsaid.total_rvu)
    gone = prices(Sold("11100"))[0]
    assert (None, None, None) == (gone.work_rvu, gone.total_rvu, gone.published)


def test_the_product_is_written_so_that_a_hand_calculator_gives_it() -> None:
    product = prices(Sold("17263"))[0].step.steps[0]
    assert "(1.79×1.050 + 3.67×1.227 + 0.18×0.817) × 33.4009 = $218.10" == product.value
    assert "work, practice expense (non-facility), malpractice; MAC 02402 locality 02; RVU26B" == product.because


def test_national_prices_say_so() -> None:
    national = prices(Sold("17000"), where=Where(facility=True, spot=None, national=True))[0]
    assert "practice expense (facility), malpractice; national; RVU26B" in texts(national.step)


def test_units_that_are_not_reduced_are_multiplied_in_words() -> None:
    assert "7 × $7.55 = $52.85" in texts(prices(Sold("17003", units=7))[0].step)


def test_ranks_are_said_where_they_change_an_amount() -> None:
    first, second = prices(Sold("17263"), Sold("17000"))
    assert "rank" not in texts(first.step)
    assert "$77.25 × 50 % = $38.63\nrank 2 of the multiple procedures of the day" in texts(second.step)
    both = texts(prices(Sold("17000", units=2))[0].step)
    assert "$77.25 × 100 % = $77.25\nrank 1" in both
    assert "$77.25 × 50 % = $38.63\nrank 2" in both


def test_an_unconfirmed_amount_is_called_an_estimate() -> None:
    row = priced([(SEATTLE, [Sold("17000")])]).row(0, named=True)
    assert price(row, {}).step.because.startswith("allowed by")
    assert price(row | {"currency": "unconfirmed"}, {}).step.because.startswith("estimate: ")
    assert price(row | {"currency": None}, {}).currency is None


def test_no_rank_is_guessed_beside_a_code_whose_indicator_nobody_holds() -> None:
    assert ["rank", "not_held"] == reasons(Sold("17263"), Sold("49190"), where=SEATTLE)
    assert ["rank", "not_held"] == reasons(Sold("76856"), Sold("49190"), where=SEATTLE)


def test_a_code_that_the_schedule_does_not_have_takes_no_rank_from_others() -> None:
    assert [None, "no_code"] == reasons(Sold("17263"), Sold("17265"), where=SEATTLE)
