"""Edits that rest on published rows: pairs, units, add-ons, codes of the schedule. Passed, failed and not checked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.engine.fakes import DAY, Row, Sheet, numbered, run

SCHEDULE = (
    ("17000", "010", "2"), ("17003", "ZZZ", "0"), ("17004", "010", "2"), ("17110", "010", "2"), ("17263", "010", "2"),
    ("99213", "XXX", "0"), ("99203", "XXX", "0"), ("11102", "000", "2"), ("55873", "090", "2"), ("94645", "XXX", "0"),
)  # fmt: skip
FULL = Sheet(
    schedule=SCHEDULE,
    ptp=(("17263", "17000", 1), ("17110", "17000", 1), ("17111", "17110", 0), ("17263", "99213", 1), ("A", "B", 9)),
    mue=(("17003", 13, 2), ("17263", 3, 3), ("11300", 5, 1)),
    addon=(("17003", "17000", 1), ("0054T", "CCCCC", 2)),
    icd10=(("L57.0", True, False),),
)
BESIDE = numbered(Row("17263"), Row("17000"))
failed, unsure = "failed", "not_checked"


def without(table: str) -> Sheet:
    """The same tables, but one is not held for the day."""
    return replace(FULL, absent=frozenset({table}))


def knowing(table: str, *codes: str) -> Sheet:
    """The same tables, but one knows these codes only."""
    return replace(FULL, partial=frozenset({table}), asked=frozenset(codes))


# Pairs


def test_column_two_beside_column_one_fails_on_column_two() -> None:
    assert [("1", 2, failed)] == run(BESIDE, FULL).of("ncci.ptp")


def test_the_direction_of_a_pair_is_that_of_the_table() -> None:
    turned = replace(FULL, ptp=(("17000", "17263", 1),))
    assert [("1", 1, failed)] == run(BESIDE, turned).of("ncci.ptp")


@pytest.mark.parametrize("modifier", ["59", "XS", "XE", "XP", "XU", "58", "78", "79", "LT", "RT", "E1", "T5"])
def test_a_modifier_that_lifts_on_column_two_passes(modifier: str) -> None:
    rows = numbered(Row("17263"), Row("17000", (modifier,)))
    assert run(rows, FULL).silent("ncci.ptp")


@pytest.mark.parametrize("modifier", ["24", "25", "57"])
def test_the_modifiers_of_a_visit_lift_its_pairs_and_no_others(modifier: str) -> None:
    assert run(numbered(Row("17263"), Row("99213", (modifier,))), FULL).silent("ncci.ptp")
    assert [("1", 2, failed)] == run(numbered(Row("17263"), Row("17000", (modifier,))), FULL).of("ncci.ptp")


@pytest.mark.parametrize("modifier", ["59", "XS", "79"])
def test_the_modifiers_of_a_procedure_lift_no_pair_of_a_visit(modifier: str) -> None:
    assert [("1", 2, failed)] == run(numbered(Row("17263"), Row("99213", (modifier,))), FULL).of("ncci.ptp")


def test_27_lifts_the_pair_of_a_visit() -> None:
    assert run(numbered(Row("17263"), Row("99213", ("27",))), FULL).silent("ncci.ptp")


@pytest.mark.parametrize("modifier", ["51", "50", "76", "52", "GY", "22"])
def test_other_modifiers_lift_nothing(modifier: str) -> None:
    rows = numbered(Row("17263"), Row("17000", (modifier,)))
    assert [("1", 2, failed)] == run(rows, FULL).of("ncci.ptp")


def test_a_modifier_on_column_one_lifts_nothing() -> None:
    rows = numbered(Row("17263", ("59",)), Row("17000"))
    assert [("1", 2, failed)] == run(rows, FULL).of("ncci.ptp")


def test_no_modifier_lifts_indicator_0() -> None:
    rows = numbered(Row("17111"), Row("17110", ("59",)))
    found = run(rows, FULL)
    assert [("1", 2, failed)] == found.of("ncci.ptp")
    assert "indicator 0" in found.texts("ncci.ptp")[0]


def test_indicator_9_never_fires() -> None:
    assert run(numbered(Row("A"), Row("B")), FULL).silent("ncci.ptp")


def test_each_column_one_code_is_named() -> None:
    rows = numbered(Row("17263"), Row("17110"), Row("17000"))
    assert [("1", 3, failed), ("1", 3, failed)] == run(rows, FULL).of("ncci.ptp")
    assert ["17110", "17263"] == [text.split(" of ")[1][:5] for text in run(rows, FULL).texts("ncci.ptp")]


@pytest.mark.parametrize(
    "other", [{"patient": "p2"}, {"provider": "q2"}, {"date": DAY + timedelta(days=1)}, {"provider": None}]
)
def test_two_patients_two_providers_or_two_days_form_no_pair(other: dict[str, str]) -> None:
    apart = replace(Row("17263"), claim="2", **other)  # type: ignore[arg-type]  # fields of a row
    sheet = replace(FULL, days=(DAY, DAY + timedelta(days=1)))
    assert run([Row("17000"), apart], sheet).silent("ncci.ptp")


def test_a_pair_across_two_claims_of_one_day_fails_in_the_claim_of_column_two() -> None:
    rows = [Row("17263", claim="a"), Row("17000", claim="b")]
    assert [("b", 1, failed)] == run(rows, FULL).of("ncci.ptp")


def test_an_earlier_procedure_of_the_same_day_is_column_one_too_and_is_never_blamed_itself() -> None:
    rows = [Row("17000"), Row("17263", line=-1, earlier=True)]
    assert [("1", 1, failed)] == run(rows, FULL).of("ncci.ptp")
    rows = [Row("17263"), Row("17000", line=-1, earlier=True)]
    assert run(rows, FULL).silent("ncci.ptp")


def test_one_line_alone_needs_no_pair_table() -> None:
    assert run([Row("17000")], without("ptp")).silent("ncci.ptp")


def test_without_a_pair_table_two_lines_are_not_checked() -> None:
    assert [("1", 2, unsure)] == run(BESIDE, without("ptp")).of("ncci.ptp")


def test_two_codes_outside_a_partial_pair_table_are_not_checked() -> None:
    assert [("1", 2, unsure)] == run(BESIDE, replace(knowing("ptp"), ptp=())).of("ncci.ptp")


@pytest.mark.parametrize("code", ["17263", "17000"])
def test_one_code_that_the_pair_table_knows_is_enough(code: str) -> None:
    assert run(BESIDE, replace(knowing("ptp", code), ptp=())).silent("ncci.ptp")


def test_two_claims_of_one_day_are_not_checked_even_with_the_same_line_number() -> None:
    rows = [Row("17263", claim="a"), Row("17000", claim="b")]
    assert [unsure] == [status for _, _, status in run(rows, without("ptp")).of("ncci.ptp")]


# Units


@pytest.mark.parametrize(("units", "expected"), [(12, []), (13, []), (14, [("1", 1, failed)])])
def test_units_below_on_and_above_the_limit(units: int, expected: list[object]) -> None:
    assert expected == run([Row("17003", units=units)], FULL).of("ncci.mue")


def test_the_limit_is_of_the_day_over_all_lines_and_said_once() -> None:
    rows = numbered(Row("17263", units=2), Row("17263", units=2))
    found = run(rows, FULL)
    assert [("1", 1, failed)] == found.of("ncci.mue")
    assert ["4 units of 17263; the limit is 3 (MAI 3)"] == found.texts("ncci.mue")


def test_the_limit_is_over_all_claims_of_the_day_and_said_in_each() -> None:
    rows = [Row("17263", units=2, claim="a"), Row("17263", units=2, claim="b")]
    assert [("a", 1, failed), ("b", 1, failed)] == run(rows, FULL).of("ncci.mue")


@pytest.mark.parametrize("other", [{"patient": "p2"}, {"provider": "q2"}, {"date": DAY + timedelta(days=1)}])
def test_units_of_another_patient_provider_or_day_are_not_added(other: dict[str, str]) -> None:
    apart = replace(Row("17263", units=2), claim="2", **other)  # type: ignore[arg-type]  # fields of a row
    sheet = replace(FULL, days=(DAY, DAY + timedelta(days=1)))
    assert run([Row("17263", units=2), apart], sheet).silent("ncci.mue")


def test_units_of_earlier_that_day_are_added_and_those_of_another_day_are_not() -> None:
    before = Row("17263", units=2, line=-1, earlier=True)
    assert [("1", 1, failed)] == run([Row("17263", units=2), before], FULL).of("ncci.mue")
    sheet = replace(FULL, days=(DAY, DAY - timedelta(days=1)))
    assert run([Row("17263", units=2), replace(before, date=DAY - timedelta(days=1))], sheet).silent("ncci.mue")


def test_mai_1_is_a_limit_of_each_line() -> None:
    rows = numbered(Row("11300", units=5), Row("11300", units=5))
    assert run(rows, FULL).silent("ncci.mue")
    assert [("1", 1, failed)] == run([Row("11300", units=6)], FULL).of("ncci.mue")


def test_mai_1_is_said_of_the_line_that_exceeds_it() -> None:
    rows = numbered(Row("11300", units=1), Row("11300", units=6))
    assert [("1", 2, failed)] == run(rows, FULL).of("ncci.mue")


def test_an_absolute_limit_and_one_that_records_overcome_have_their_own_remedies() -> None:
    rows = numbered(Row("17003", units=99), Row("17000"), Row("17263", ("59",), units=99))
    said = [held.finding for held in run(rows, FULL).said if held.finding.edit == "ncci.mue"]
    assert {
        1: "Report at most 13; this limit is absolute",
        3: "Records must support the units; they overcome this limit on appeal",
    } == {held.line: held.remedy for held in said}


def test_a_line_without_units_is_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("17003", units=None)], FULL).of("ncci.mue")


def test_a_code_without_a_limit_passes_where_the_table_is_complete() -> None:
    assert run([Row("99213", units=99)], FULL).silent("ncci.mue")


def test_without_the_table_or_the_code_in_it_units_are_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("99213")], without("mue")).of("ncci.mue")
    assert [("1", 1, unsure)] == run([Row("99213")], knowing("mue", "17003")).of("ncci.mue")
    assert run([Row("99213")], knowing("mue", "99213")).silent("ncci.mue")


# Add-ons


def test_an_add_on_beside_its_primary_passes() -> None:
    assert run(numbered(Row("17000"), Row("17003")), FULL).silent("ncci.addon")


def test_an_add_on_alone_fails_and_names_its_primaries() -> None:
    found = run([Row("17003")], FULL)
    assert [("1", 1, failed)] == found.of("ncci.addon")
    assert "(17000)" in found.texts("ncci.addon")[0]


@pytest.mark.parametrize("other", [{"patient": "p2"}, {"provider": "q2"}, {"date": DAY + timedelta(days=1)}])
def test_the_primary_of_another_patient_provider_or_day_does_not_count(other: dict[str, str]) -> None:
    apart = replace(Row("17000"), claim="2", **other)  # type: ignore[arg-type]  # fields of a row
    sheet = replace(FULL, days=(DAY, DAY + timedelta(days=1)))
    assert [("1", 1, failed)] == run([Row("17003"), apart], sheet).of("ncci.addon")


def test_the_primary_on_another_claim_of_the_day_counts() -> None:
    assert run([Row("17003", claim="a"), Row("17000", claim="b")], FULL).silent("ncci.addon")


def test_one_of_several_primaries_is_enough_and_many_are_cut_short() -> None:
    many = tuple(("17003", f"170{number:02d}", 1) for number in range(20, 40))
    sheet = replace(FULL, addon=many)
    assert run(numbered(Row("17003"), Row("17025")), sheet).silent("ncci.addon")
    assert 12 == run([Row("17003")], sheet).texts("ncci.addon")[0].count("170") - 1


def test_a_primary_that_the_contractor_decides_on_is_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("0054T")], FULL).of("ncci.addon")


def test_an_add_on_that_the_table_does_not_list_yet_is_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("17003")], replace(FULL, addon=())).of("ncci.addon")
    assert [("1", 1, unsure)] == run([Row("17003")], without("addon")).of("ncci.addon")


def test_without_the_table_a_code_that_may_be_an_add_on_is_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("94645")], without("addon")).of("ncci.addon")


def test_a_code_with_a_period_of_its_own_is_no_add_on() -> None:
    assert run([Row("17000")], without("addon")).silent("ncci.addon")


# Codes of the schedule


def test_a_code_of_the_schedule_passes() -> None:
    assert run([Row("17000")], FULL).silent("code.unknown")


def test_a_code_that_is_gone_fails_and_the_schedule_is_named() -> None:
    found = run(numbered(Row("17000"), Row("11100")), FULL)
    assert [("1", 2, failed)] == found.of("code.unknown")
    assert ["11100 is not in the fee schedule SCHEDULE-1"] == found.texts("code.unknown")


def test_a_code_outside_a_partial_schedule_is_not_checked() -> None:
    sheet = knowing("schedule", "17000", "11100")
    rows = numbered(Row("17000"), Row("11100"), Row("12345"))
    assert [("1", 2, failed), ("1", 3, unsure)] == run(rows, sheet).of("code.unknown")


def test_without_a_schedule_no_code_is_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("17000")], without("schedule")).of("code.unknown")


def test_a_day_that_no_release_answers_is_not_checked_while_another_is() -> None:
    late = DAY + timedelta(days=400)
    rows = [Row("17000", claim="a"), Row("11100", claim="b"), Row("17000", claim="c", date=late)]
    assert [("b", 1, failed), ("c", 1, unsure)] == run(rows, FULL).of("code.unknown")


def test_an_earlier_code_is_not_judged() -> None:
    assert run([Row("11100", line=-1, earlier=True)], FULL).silent("code.unknown")


# How current


@pytest.mark.parametrize(
    ("through", "currency"),
    [(DAY, "confirmed"), (DAY - timedelta(days=1), "unconfirmed"), (date(2026, 12, 31), "confirmed")],
)
def test_a_finding_says_whether_its_table_was_good_for_the_day(through: date, currency: str) -> None:
    said = [s.finding for s in run(BESIDE, replace(FULL, through=through)).said if s.finding.edit == "ncci.ptp"]
    assert [(currency, "PTP-1", through)] == [(held.currency, held.release, held.known_through) for held in said]


def test_what_was_not_checked_names_no_release() -> None:
    said = [s.finding for s in run(BESIDE, without("ptp")).said if s.finding.edit == "ncci.ptp"]
    assert [(None, None, None)] == [(held.currency, held.release, held.known_through) for held in said]
    assert "Add the NCCI pair table of that quarter" == said[0].remedy
