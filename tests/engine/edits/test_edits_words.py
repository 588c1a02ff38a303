"""Edits of modifiers, diagnoses and the global period. Passed, failed and not checked."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.engine.fakes import DAY, Row, Sheet, numbered, run

SHEET = Sheet(
    schedule=(
        ("17000", "010", "2"), ("17003", "ZZZ", "0"), ("17004", "010", "0"), ("17110", "010", "2"),
        ("99203", "XXX", "0"), ("99213", "XXX", "0"), ("11102", "000", "2"), ("17106", "090", "2"),
        ("96567", "XXX", "9"),
    ),
    ptp=(("17000", "99213", 1),),
    icd10=(
        ("L57.0", True, False), ("C44", False, False), ("C44.6", False, False), ("C44.612", True, False),
        ("S01.01", True, True), ("S01.0", False, True), ("B07.0", True, False), ("Z41.1", True, False),
        ("A00", True, False), ("C4", False, False),
    ),
    days=(DAY - timedelta(days=1), DAY, DAY + timedelta(days=1)),
)  # fmt: skip
NO_SCHEDULE = replace(SHEET, absent=frozenset({"schedule"}))
failed, unsure = "failed", "not_checked"


def ago(days: int) -> dict[str, object]:
    """A line of before."""
    return {"date": DAY - timedelta(days=days), "line": -1, "earlier": True}


def history(code: str, days: int, **more: object) -> Row:
    return replace(Row(code), **ago(days) | more)  # type: ignore[arg-type]  # fields of a row


def over(days: int, **more: object) -> Sheet:
    return replace(SHEET, days=(DAY, DAY - timedelta(days=days)), **more)  # type: ignore[arg-type]  # fields of a sheet


# Modifiers


@pytest.mark.parametrize("modifier", ["59", "25", "XS", "GY", "LT", "26", "TC", "50"])
def test_modifiers_that_exist_pass(modifier: str) -> None:
    assert run([Row("17000", (modifier,))], SHEET).silent("modifier.unknown")


def test_a_place_of_service_is_no_modifier_and_is_named() -> None:
    found = run([Row("17000", ("11",))], SHEET)
    assert [("1", 1, failed)] == found.of("modifier.unknown")
    assert ["11 is no modifier; 11 is a place of service (office)"] == found.texts("modifier.unknown")


@pytest.mark.parametrize("modifier", ["00", "98", "69"])
def test_two_digits_that_nobody_assigned_fail(modifier: str) -> None:
    assert [f"{modifier} is no modifier"] == run([Row("17000", (modifier,))], SHEET).texts("modifier.unknown")


def test_letters_that_our_list_lacks_are_not_checked_because_it_is_not_complete() -> None:
    assert [("1", 1, unsure)] == run([Row("17000", ("ZZ",))], SHEET).of("modifier.unknown")


def test_each_strange_modifier_of_a_line_is_said() -> None:
    assert 2 == len(run([Row("17000", ("11", "59", "98"))], SHEET).of("modifier.unknown"))


def test_57_on_a_visit_that_decided_on_major_surgery_passes() -> None:
    assert run(numbered(Row("17106"), Row("99213", ("57",))), SHEET).silent("modifier.57")


@pytest.mark.parametrize("code", ["17000", "11102"])
def test_57_beside_a_minor_procedure_fails_with_its_days(code: str) -> None:
    found = run(numbered(Row(code), Row("99213", ("57",))), SHEET)
    assert [("1", 2, failed)] == found.of("modifier.57")


def test_57_on_a_procedure_fails() -> None:
    assert [("1", 1, failed)] == run([Row("17106", ("57",))], SHEET).of("modifier.57")


def test_57_counts_the_longest_period_of_its_own_patient_provider_and_day() -> None:
    rows = [Row("99213", ("57",), line=1), Row("17000", line=2), Row("17106", claim="2", patient="p2")]
    assert [("1", 1, failed)] == run(rows, SHEET).of("modifier.57")
    assert run([*rows, Row("17106", line=3)], SHEET).silent("modifier.57")


def test_57_is_not_checked_where_no_schedule_is_held() -> None:
    rows = numbered(Row("17000"), Row("99213", ("57",)))
    assert [("1", 2, unsure)] == run(rows, NO_SCHEDULE).of("modifier.57")


@pytest.mark.parametrize(
    ("code", "expected"), [("17000", []), ("17003", [("1", 1, failed)]), ("96567", [("1", 1, failed)])]
)
def test_51_has_no_place_on_a_code_that_is_never_reduced(code: str, expected: list[object]) -> None:
    assert expected == run([Row(code, ("51",))], SHEET).of("modifier.51")
    assert run([Row(code)], SHEET).silent("modifier.51")


def test_51_is_not_checked_where_no_schedule_is_held() -> None:
    assert [("1", 1, unsure)] == run([Row("17003", ("51",))], NO_SCHEDULE).of("modifier.51")


# Diagnoses


@pytest.mark.parametrize("code", ["L57.0", "C44.612", "A00", "S01.01XA", "S01.01XD"])
def test_codes_of_the_tabular_list_with_all_their_characters_pass(code: str) -> None:
    assert run([Row("17000", dx=(code,))], SHEET).silent("dx.unknown")


@pytest.mark.parametrize("code", ["Z99.9", "L57.9", "L57.0A", "B08.11"])
def test_codes_that_the_list_does_not_hold_fail(code: str) -> None:
    found = run([Row("17000", dx=(code,))], SHEET)
    assert [("1", 1, failed)] == found.of("dx.unknown")
    assert [f"{code} is not in ICD10-1"] == found.texts("dx.unknown")


@pytest.mark.parametrize("code", ["C44", "C44.6", "S01.01", "S01.0"])
def test_codes_that_lack_characters_fail(code: str) -> None:
    assert [f"{code} lacks characters"] == run([Row("17000", dx=(code,))], SHEET).texts("dx.unknown")


def test_a_diagnosis_twice_on_a_line_is_said_once() -> None:
    assert 1 == len(run([Row("17000", dx=("Z99.9", "Z99.9"))], SHEET).of("dx.unknown"))


def test_diagnoses_are_not_checked_where_no_list_is_held() -> None:
    sheet = replace(SHEET, absent=frozenset({"icd10"}))
    assert [("1", 1, unsure)] == run([Row("17000", dx=("L57.0",))], sheet).of("dx.unknown")
    assert run([Row("17000")], sheet).silent("dx.unknown")


@pytest.mark.parametrize(
    ("code", "diagnosis"),
    [("17000", "L57.0"), ("17110", "B07.9"), ("17263", "C44.612"), ("11200", "L91.8"), ("17340", "L70.0")],
)
def test_a_diagnosis_of_the_family_supports_its_codes(code: str, diagnosis: str) -> None:
    assert run([Row(code, dx=(diagnosis,))], SHEET).silent("dx.support")
    assert run([Row(code, dx=("Z99.9", diagnosis))], SHEET).silent("dx.support")


@pytest.mark.parametrize(
    ("code", "diagnosis"), [("17000", "B07.9"), ("17110", "L57.0"), ("17263", "L57.0"), ("17000", "XL57.0")]
)
def test_a_diagnosis_of_another_family_does_not(code: str, diagnosis: str) -> None:
    found = run([Row(code, dx=(diagnosis,))], SHEET)
    assert [("1", 1, failed)] == found.of("dx.support")
    assert diagnosis in found.texts("dx.support")[0]


def test_a_line_of_a_family_without_diagnosis_is_not_checked() -> None:
    assert [("1", 1, unsure)] == run([Row("17000")], SHEET).of("dx.support")


def test_codes_of_no_family_need_no_family_diagnosis() -> None:
    assert run(numbered(Row("99213"), Row("11102", dx=("Z99.9",))), SHEET).silent("dx.support")


@pytest.mark.parametrize("line", [Row("17110", cosmetic=True), Row("17110", dx=("B07.0", "Z41.1"))])
def test_what_is_done_for_looks_fails(line: Row) -> None:
    assert [("1", 1, failed)] == run([line], SHEET).of("cosmetic")


def test_what_is_not_done_for_looks_passes() -> None:
    assert run([Row("17110", dx=("B07.0",))], SHEET).silent("cosmetic")


# Inside the period of an earlier procedure


@pytest.mark.parametrize(("code", "last"), [("17110", 10), ("17106", 90)])
def test_a_procedure_fails_from_the_day_after_to_the_last_day_and_not_a_day_longer(code: str, last: int) -> None:
    for days in (0, 1, last, last + 1):
        found = run([Row("17000"), history(code, days)], over(days)).of("global.period")
        assert ([("1", 1, failed)] if 1 <= days <= last else []) == found


@pytest.mark.parametrize("modifier", ["58", "78", "79"])
def test_58_78_or_79_sets_a_procedure_apart(modifier: str) -> None:
    assert run([Row("17000", (modifier,)), history("17110", 5)], over(5)).silent("global.period")


@pytest.mark.parametrize("modifier", ["24", "59", "25"])
def test_other_modifiers_do_not(modifier: str) -> None:
    assert [("1", 1, failed)] == run([Row("17000", (modifier,)), history("17110", 5)], over(5)).of("global.period")


def test_24_sets_a_visit_apart_and_79_does_not() -> None:
    assert run([Row("99213", ("24",)), history("17110", 5)], over(5)).silent("global.period")
    assert [("1", 1, failed)] == run([Row("99213", ("79",)), history("17110", 5)], over(5)).of("global.period")
    assert [("1", 1, failed)] == run([Row("99213"), history("17110", 5)], over(5)).of("global.period")


def test_an_add_on_or_a_service_without_days_is_bound_by_nothing() -> None:
    rows = [*numbered(Row("17000", ("79",)), Row("17003"), Row("96567")), history("17110", 5)]
    assert run(rows, over(5)).silent("global.period")


def test_the_day_and_the_length_are_said() -> None:
    expected = "17000 falls on day 5 of the 10 days after 17110 of 2026-04-29"
    assert [expected] == run([Row("17000"), history("17110", 5)], over(5)).texts("global.period")


@pytest.mark.parametrize("other", [{"patient": "p2"}, {"provider": "q2"}])
def test_the_procedure_of_another_patient_or_provider_binds_nothing(other: dict[str, object]) -> None:
    assert run([Row("17000"), history("17110", 5, claim="2", **other)], over(5)).silent("global.period")


def test_a_procedure_of_nobody_named_is_not_checked_and_concerns_the_claim() -> None:
    rows = [Row("17000"), history("17110", 5, provider=None)]
    assert [("1", None, unsure)] == run(rows, over(5)).of("global.period")


def test_a_procedure_of_nobody_named_without_a_period_matters_nothing() -> None:
    assert run([Row("17000"), history("11102", 5, provider=None)], over(5)).silent("global.period")


def test_a_procedure_of_nobody_named_whose_period_is_over_matters_nothing() -> None:
    assert run([Row("17000"), history("17110", 40, provider=None)], over(40)).silent("global.period")


def test_a_procedure_of_nobody_named_is_said_whatever_was_billed_months_later() -> None:
    rows = [Row("17000"), history("17110", 5, provider=None), Row("99213", claim="2", date=DAY + timedelta(days=60))]
    assert [("1", None, unsure)] == run(rows, over(5)).of("global.period")


def test_a_procedure_whose_length_is_not_known_is_not_checked() -> None:
    sheet = over(5, partial=frozenset({"schedule"}), asked=frozenset({"17000"}))
    rows = [Row("17000"), history("19999", 5)]
    assert [("1", None, unsure)] == run(rows, sheet).of("global.period")


# A visit on the day of a procedure


@pytest.mark.parametrize("modifiers", [("25",), ("25", "59")])
def test_25_sets_a_visit_of_the_day_apart(modifiers: tuple[str, ...]) -> None:
    assert run(numbered(Row("17110"), Row("99213", modifiers)), SHEET).silent("global.period")


def test_a_visit_of_the_day_without_25_fails_for_new_patients_too() -> None:
    for visit in ("99213", "99203"):
        found = run(numbered(Row("17110"), Row(visit)), SHEET)
        assert [("1", 2, failed)] == found.of("global.period")


def test_a_visit_that_a_pair_joins_is_said_by_the_pair_and_not_twice() -> None:
    found = run(numbered(Row("17000"), Row("99213")), SHEET)
    assert ([], [("1", 2, failed)]) == (found.of("global.period"), found.of("ncci.ptp"))


def test_a_visit_with_57_is_left_to_the_edit_of_57() -> None:
    assert run(numbered(Row("17106"), Row("99213", ("57",))), SHEET).silent("global.period")
    wrong = run(numbered(Row("17110"), Row("99213", ("57",))), SHEET)
    assert wrong.silent("global.period")
    assert [("1", 2, failed)] == wrong.of("modifier.57")


def test_57_does_not_set_a_visit_apart_from_the_minor_procedure_beside_major_surgery_in_either_order() -> None:
    forth = numbered(Row("17106"), Row("17110"), Row("99213", ("57",)))
    back = [replace(row, code={"17106": "17110", "17110": "17106"}.get(row.code, row.code)) for row in forth]
    assert run(forth, SHEET).of("global.period") == run(back, SHEET).of("global.period")


def test_a_visit_beside_a_procedure_is_said_once_however_many_there_are() -> None:
    found = run(numbered(Row("17110"), Row("11102"), Row("17106"), Row("99213")), SHEET)
    assert [("1", 4, failed)] == found.of("global.period")


@pytest.mark.parametrize("days", [-1, 1])
def test_a_visit_the_day_before_or_after_is_not_beside_it(days: int) -> None:
    rows = [Row("17106", claim="a"), Row("99213", claim="b", date=DAY + timedelta(days=days))]
    found = [held for held in run(rows, SHEET).texts("global.period") if "same day" in held]
    assert [] == found


def test_a_visit_alone_passes() -> None:
    assert run([Row("99213")], SHEET).silent("global.period")


def test_a_visit_beside_a_procedure_of_unknown_length_is_not_checked() -> None:
    found = run(numbered(Row("17110"), Row("99213")), replace(NO_SCHEDULE, ptp=()))
    assert [unsure] == [status for _, _, status in found.of("global.period")]
