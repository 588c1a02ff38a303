"""Parts of the package, both sides, second surgeons, assistants, practitioners: worked by hand, RVU26B."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.engine.second_pricer import Sold, Where, cites, engine, priced, row_of

from frostline.engine.pricing.explaining import price
from frostline.model.claim import Price

NATIONAL = Where(facility=True, spot=None, national=True)


def paid(*sold: Sold, where: Where = NATIONAL) -> list[str | None]:
    """What is allowed for each line, or the reason why nothing is."""
    return [why if amount is None else f"{amount:.2f}" for amount, why in engine([(where, list(sold))])]


def told(*sold: Sold, where: Where = NATIONAL) -> Price:
    return price(priced([(where, list(sold))]).row(0, named=True), cites())


def steps(*sold: Sold, where: Where = NATIONAL) -> list[tuple[str, str]]:
    """Adjustments in words, without the product."""
    return [(step.value, step.because) for step in told(*sold, where=where).step.steps[1:]]


# The package: 17110 is 62.46 in a facility, 10 % before, 80 % in, 10 % after the operation; 55873 8, 83 and 9 %


@pytest.mark.parametrize(("modifier", "amount"), [("54", "56.21"), ("55", "6.25"), ("78", "49.97")])
def test_who_did_a_part_of_the_package_is_not_paid_all_of_it(modifier: str, amount: str) -> None:
    assert ["62.46"] == paid(Sold("17110"))
    assert [amount] == paid(Sold("17110", (modifier,)))


def test_shares_of_a_package_are_those_of_the_code_and_not_of_a_table_by_heart() -> None:
    whole = Decimal(paid(Sold("55873"))[0] or 0)
    assert [f"{whole * share / 100:.2f}" for share in (91, 9)] == [paid(Sold("55873", (m,)))[0] for m in ("54", "55")]


def test_the_share_says_what_it_is_of() -> None:
    assert [("$62.46 × 90 % = $56.21", "54: share before and in the operation of 90 %")] == steps(
        Sold("17110", ("54",))
    )


@pytest.mark.parametrize(
    ("code", "modifiers", "why"),
    [
        ("17110", ("56",), "preoperative"),
        ("17110", ("22",), "increased"),
        ("17110", ("52",), "reduced"),
        ("17110", ("54", "55"), "several_parts"),
        ("17110", ("54", "78"), "several_parts"),
        ("19105", ("54",), "no_package"),
        ("19105", ("55",), "no_package"),
        ("19105", ("56",), "no_package"),
        ("99213", ("54",), "no_package"),
    ],
)
def test_a_part_that_nobody_can_price_is_not_paid_as_a_whole(code: str, modifiers: tuple[str, ...], why: str) -> None:
    assert [why] == paid(Sold(code, modifiers))


# Both sides: 19105 is 193.73 (indicator 1), 50593 398.81 (1)


def test_both_sides_are_paid_half_more_and_not_once_or_twice() -> None:
    assert ["193.73"] == paid(Sold("19105"))
    assert ["290.60"] == paid(Sold("19105", ("50",)))
    assert ["598.22"] == paid(Sold("50593", ("50",)))
    assert [("$193.73 × 150 % = $290.60", "50: both sides at a share of 150 %")] == steps(Sold("19105", ("50",)))


@pytest.mark.parametrize(
    ("indicator", "code", "amounts"),
    [("0", "17110", ("62.46", "62.46")), ("2", "31231", ("54.78", "54.78")), ("3", "92230", ("26.72", "53.44"))],
)
def test_both_sides_of_other_indicators_are_paid_once_or_each(
    indicator: str, code: str, amounts: tuple[str, str]
) -> None:
    assert indicator == (row_of(Sold(code)) or {})["bilateral"]
    assert [*amounts] == [*paid(Sold(code)), *paid(Sold(code, ("50",)))]
    step = told(Sold(code, ("50",))).step.steps[1]
    assert f"${amounts[1]}" == step.value.split(" = ")[1]
    assert f"bilateral surgery indicator {indicator}" in step.cite


def test_a_bilateral_procedure_is_ranked_once_by_its_bilateral_amount() -> None:
    assert ["96.87", "398.81"] == paid(Sold("19105"), Sold("50593"))
    assert ["290.60", "31.23"] == paid(Sold("19105", ("50",)), Sold("17110"))
    assert ["145.30", "398.81"] == paid(Sold("19105", ("50",)), Sold("50593"))


@pytest.mark.parametrize(
    ("sold", "why"),
    [
        ([Sold("19105", ("50",), 2)], ["both_units"]),
        ([Sold("19105", ("RT", "LT"), 2)], ["two_sides"]),
        ([Sold("19105", ("RT",)), Sold("19105", ("LT",))], ["two_sides", "two_sides"]),
        ([Sold("19105", ("50", "RT"))], ["two_sides"]),
        ([Sold("J0000", ("50",))], ["not_held"]),
    ],
)
def test_both_sides_reported_otherwise_are_not_paid_twice(sold: list[Sold], why: list[str]) -> None:
    assert why == paid(*sold)


def test_the_remedy_for_two_lines_of_one_code_on_both_sides_is_named() -> None:
    said = told(Sold("19105", ("RT",)), Sold("19105", ("LT",))).step.because
    assert "19105 on both sides has one amount: report it on one line with 50 and one unit" == said


def test_one_side_is_paid_in_full_and_so_are_different_codes_on_different_sides() -> None:
    assert ["193.73"] == paid(Sold("19105", ("RT",)))
    assert ["96.87", "398.81"] == paid(Sold("19105", ("RT",)), Sold("50593", ("LT",)))


def test_sides_that_are_paid_each_may_stand_on_two_lines() -> None:
    assert ["26.72", "26.72"] == paid(Sold("92230", ("RT",)), Sold("92230", ("LT",)))


def test_a_code_for_which_sides_are_no_concept_is_not_paid_with_50() -> None:
    assert ["not_bilateral"] == paid(Sold("11300", ("50",)))


# Second surgeons and assistants: 50593 is 398.81, assistant indicator 2, co-surgeons 0


def test_an_assistant_is_paid_a_sixth_and_not_the_surgeons_amount() -> None:
    assert [["63.81"]] * 3 == [paid(Sold("50593", (modifier,))) for modifier in ("80", "81", "82")]
    assert ["54.24"] == paid(Sold("50593", ("AS",)))
    assert [("$398.81 × 16 % = $63.81", "assistant at surgery: share of 16 %")] == steps(Sold("50593", ("80",)))


def test_a_practitioner_who_assists_is_not_reduced_twice() -> None:
    where = replace(NATIONAL, role="practitioner")
    assert ["54.24"] == paid(Sold("50593", ("AS",)), where=where)
    said = "PA, NP or CNS as assistant at surgery: share of 13.6 %"
    assert [("$398.81 × 13.6 % = $54.24", said)] == steps(Sold("50593", ("AS",)), where=where)


def test_a_practitioner_who_does_not_participate_is_told_that_assignment_is_taken_always() -> None:
    where = replace(NATIONAL, role="practitioner", participating=False)
    assert "assignment" == steps(Sold("50593"), where=where)[-1][0]
    assert "assignment" == steps(Sold("50593", ("AS",)), where=replace(where, role=None))[-1][0]


def test_a_code_whose_assistant_or_second_surgeon_needs_records_says_so() -> None:
    assert ["9.99", "83.71"] == [*paid(Sold("10005", ("80",))), *paid(Sold("12007", ("62",)))]
    for line in (Sold("10005", ("80",)), Sold("12007", ("62",))):
        assert ("records", f"paid only where records establish that {line.code} needed it") == steps(line)[-1]


def test_two_surgeons_of_one_procedure_are_each_paid_five_eighths() -> None:
    assert ["1226.23"] == paid(Sold("15756", ("62",)))
    assert ["1226.23"] == paid(Sold("15756"), where=replace(NATIONAL, role="co-surgeon"))
    assert [("$1961.97 × 62.5 % = $1226.23", "62: share of each of two surgeons of 62.5 %")] == steps(
        Sold("15756", ("62",))
    )


@pytest.mark.parametrize(
    ("code", "modifiers", "why"),
    [
        ("50593", ("62",), "no_cosurgeon"),
        ("17000", ("80",), "barred"),
        ("17000", ("AS",), "barred"),
        ("17000", ("66",), "no_team"),
        ("22904", ("66",), "team"),
        ("22818", ("66",), "team"),
        ("50593", ("62", "80"), "several_surgeons"),
        ("50593", ("80", "82"), "several_surgeons"),
        ("77427", ("80",), "no_assistant"),
    ],
)
def test_a_second_provider_whom_the_schedule_does_not_pay_has_no_amount(
    code: str, modifiers: tuple[str, ...], why: str
) -> None:
    assert [why] == paid(Sold(code, modifiers))


@pytest.mark.parametrize(
    ("role", "modifiers", "why"),
    [
        ("assistant", (), "unsaid_assistant"),
        ("assistant", ("62",), "unsaid_assistant"),
        ("co-surgeon", ("80",), "several_surgeons"),
        ("co-surgeon", (), "no_cosurgeon"),
        ("practitioner", ("80",), "physicians_modifier"),
        ("practitioner", ("62",), "physicians_part"),
    ],
)
def test_a_role_that_the_line_contradicts_is_not_priced_as_either(
    role: str, modifiers: tuple[str, ...], why: str
) -> None:
    assert [why] == paid(Sold("50593", modifiers), where=replace(NATIONAL, role=role))


# Practitioners and those who do not participate


def test_a_nurse_practitioner_is_not_paid_what_a_physician_is() -> None:
    assert ["338.99"] == paid(Sold("50593"), where=replace(NATIONAL, role="practitioner"))
    assert ["398.81"] == paid(Sold("50593"), where=replace(NATIONAL, role="surgeon"))


def test_who_does_not_participate_is_paid_less_and_told_the_most_he_may_charge() -> None:
    where = replace(NATIONAL, participating=False)
    assert ["378.87"] == paid(Sold("50593"), where=where)
    assert [
        ("$398.81 × 95 % = $378.87", "does not participate: share of 95 %"),
        ("$435.70", "limiting charge of one unit: 109.25 % of the unrounded product, before any other adjustment"),
    ] == steps(Sold("50593"), where=where)


def test_the_limiting_charge_is_of_the_unrounded_amount_a_cent_apart_where_it_matters() -> None:
    rows = priced([(replace(NATIONAL, participating=False), [Sold(code) for code in ("31641", "50593", "17110")])])
    # 6.72, 11.94 and 1.87 × 33.4009 × 1.0925
    assert [24522, 43570, 6824] == rows["limiting"].to_list()


def test_a_line_without_amount_has_no_limiting_charge() -> None:
    assert [None] == priced([(NATIONAL, [Sold("36000")])])["limiting"].to_list()


def test_shares_are_taken_one_after_the_other_each_rounded_from_each_unit_after_its_rank() -> None:
    where = replace(NATIONAL, role="practitioner", participating=False)
    # 50593 398.81; 17110 62.46 → 31.23 (rank) → 26.55 (85 %) → 25.22 (95 %), a unit
    assert ["322.04", "50.44"] == paid(Sold("50593"), Sold("17110", units=2), where=where)
    assert [
        "$62.46 × 50 % = $31.23",
        "$62.46 × 50 % = $31.23",
        "$62.46 × 85 % = $53.10",
        "$53.10 × 95 % = $50.44",
    ] == [step.value for step in price(_second(where), cites()).step.steps[1:5]]


def _second(where: Where) -> dict[str, object]:
    return priced([(where, [Sold("50593"), Sold("17110", units=2)])]).row(1, named=True)


def test_an_assistant_who_does_not_participate_is_paid_both_shares() -> None:
    assert ["60.62"] == paid(Sold("50593", ("80",)), where=replace(NATIONAL, participating=False))
