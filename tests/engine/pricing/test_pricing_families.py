"""Endoscopic families, worked by hand from RVU26B, national amounts in a facility.

31641 is 224.45, 31640 218.11, their base 31622 120.24; 43249 136.28, 43239 123.58, their base 43235 110.56.
"""

from dataclasses import replace

import polars as pl
import pytest
from tests.engine.second_pricer import Sold, Where, cites, engine, frame_of, priced, rows_of, tables_of, terms

from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.explaining import price
from frostline.knowledge.book import book

NATIONAL = Where(facility=True, spot=None, national=True)


def paid(*sold: Sold) -> list[str | None]:
    """What is allowed for each line, or the reason why nothing is."""
    return [why if amount is None else f"{amount:.2f}" for amount, why in engine([(NATIONAL, list(sold))])]


def test_an_endoscopy_alone_is_an_ordinary_procedure() -> None:
    assert ["224.45"] == paid(Sold("31641"))
    assert ["224.45", "31.23"] == paid(Sold("31641"), Sold("17110"))


def test_a_base_beside_its_family_is_not_paid_and_takes_no_rank() -> None:
    assert ["224.45", "0.00"] == paid(Sold("31641"), Sold("31622"))
    assert ["0.00", "224.45", "31.23"] == paid(Sold("31622"), Sold("31641"), Sold("17110"))


def test_a_base_alone_or_beside_another_family_is_paid_as_any_procedure() -> None:
    assert ["120.24"] == paid(Sold("31622"))
    assert ["120.24", "31.23"] == paid(Sold("31622"), Sold("17110"))


def test_a_further_endoscopy_is_paid_less_the_base_even_where_the_base_is_not_on_the_claim() -> None:
    assert ["224.45", "97.87"] == paid(Sold("31641"), Sold("31640"))
    assert ["97.87", "224.45", "0.00"] == paid(Sold("31640"), Sold("31641"), Sold("31622"))


def test_a_second_unit_is_a_further_endoscopy() -> None:
    assert ["328.66"] == paid(Sold("31641", units=2))  # 224.45 and 104.21


def test_a_family_beside_a_larger_procedure_is_halved_as_a_whole() -> None:
    # 50593 398.81 is above the family's 322.32, and each of its members is halved
    assert ["112.23", "48.94", "398.81"] == paid(Sold("31641"), Sold("31640"), Sold("50593"))


def test_a_family_is_ranked_by_what_it_is_paid_in_all_and_not_by_its_members() -> None:
    # 19105 193.73 and bilateral 290.60; the family 224.45 + 97.87 = 322.32 comes first
    assert ["224.45", "97.87", "145.30"] == paid(Sold("31641"), Sold("31640"), Sold("19105", ("50",)))


def test_two_families_are_two_procedures() -> None:
    assert ["136.28", "13.02"] == paid(Sold("43249"), Sold("43239"))
    assert ["68.14", "6.51", "224.45", "97.87"] == paid(Sold("43249"), Sold("43239"), Sold("31641"), Sold("31640"))


def test_six_members_of_one_family_are_one_procedure_and_not_a_sixth_by_report() -> None:
    assert ["745.50"] == paid(Sold("31641", units=6))  # 224.45 + 5 × 104.21


def test_an_endoscopy_that_a_package_has_parted_is_not_guessed_beside_its_family() -> None:
    assert ["family_part"] == paid(Sold("29827", ("54",), 2))
    assert ["family_part", "family_part"] == paid(Sold("29827", ("54",)), Sold("29824"))


def test_a_base_whose_values_are_not_held_leaves_its_family_without_amounts() -> None:
    rows = rows_of([(NATIONAL, [Sold("31641"), Sold("31640"), Sold("17110")]), (NATIONAL, [Sold("31641")])])
    tables = tables_of(rows)
    without = replace(tables, schedule=tables.schedule.filter(pl.col("code") != "31622"))
    found = allowed(frame_of(rows), without, terms(), book().modifiers).collect()
    assert ["no_base", "no_base", "rank", None] == found["why_not"].to_list()
    said = price(found.row(0, named=True), cites()).step
    assert "relative values of the base endoscopy of 31641 (31622) are not held" == said.because


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_order_of_the_lines_decides_nothing(order: tuple[int, ...]) -> None:
    sold, amounts = [Sold("31641"), Sold("31640"), Sold("31622")], ["224.45", "97.87", "0.00"]
    assert [amounts[n] for n in order] == paid(*(sold[n] for n in order))


def test_every_member_says_what_was_taken_off_and_at_which_rank() -> None:
    rows = priced([(NATIONAL, [Sold("31641"), Sold("31640"), Sold("31622"), Sold("50593")])]).iter_rows(named=True)
    first, second, base, _ = ([step.value for step in price(row, cites()).step.steps[1:]] for row in rows)
    assert ["$224.45 × 50 % = $112.23"] == first
    assert ["$218.11 - $120.24 = $97.87", "$97.87 × 50 % = $48.94"] == second
    assert ["$0.00"] == base
