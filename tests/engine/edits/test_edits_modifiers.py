"""Modifiers that do not fit the code, the day or each other. Passed, failed and not checked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.engine.fakes import DAY, PACKS, Row, Run, Sheet, numbered, run

SHEET = Sheet(
    schedule=(  # code, global days, multiple, bilateral, PC/TC
        ("17000", "010", "2", "0", "0"), ("17003", "ZZZ", "0", "0", "0"), ("17110", "010", "2", "0", "0"),
        ("50593", "010", "2", "1", "0"), ("19105", "000", "2", "1", "0"), ("31243", "000", "3", "2", "0"),
        ("73201", "XXX", "0", "3", "1"), ("00100", "XXX", "0", "9", "9"), ("76940", "YYY", "0", "0", "1"),
        ("88141", "XXX", "0", "0", "8"), ("92014", "XXX", "0", "0", "0"), ("99213", "XXX", "0", "0", "0"),
        ("80500", "XXX", "0", "0", "6"), ("11300", "000", "2", None, None), ("0581T", "YYY", "0", "0", "0"),
        ("55873", "090", "2", "0", "0"), ("67850", "010", "2", "1", "0"), ("0440T", "YYY", "0", "0", "0"),
        ("20983", "000", "2", "1", "0"), ("93000", "XXX", "0", "0", "4"), ("93010", "XXX", "0", "0", "2"),
        ("93005", "XXX", "0", "0", "3"), ("96567", "XXX", "0", "0", "5"), ("97161", "XXX", "0", "0", "7"),
    ),
    mue=(("50593", 1, 2), ("19105", 2, 3), ("20983", 1, 3), ("31243", 1, 2)),
)  # fmt: skip
NO_SCHEDULE = replace(SHEET, absent=frozenset({"schedule"}))
failed, unsure = "failed", "not_checked"


def one(code: str, *modifiers: str, day: date = DAY, sheet: Sheet = SHEET) -> Run:
    """What is said of a single line."""
    return run([Row(code, modifiers, date=day)], replace(sheet, days=(day,)))


def of_line(edit: str, code: str, *modifiers: str, sheet: Sheet = SHEET) -> list[str]:
    """Status of what one edit says of a single line."""
    return [status for _, _, status in one(code, *modifiers, sheet=sheet).of(edit)]


# Both sides


@pytest.mark.parametrize(
    ("code", "expected"),
    [("50593", []), ("73201", []), ("17110", [failed]), ("31243", [failed]), ("00100", [failed]), ("11300", [unsure])],
)
def test_50_fits_only_codes_that_have_two_sides_to_add(code: str, expected: list[str]) -> None:
    assert expected == of_line("modifier.50", code, "50")
    assert [] == of_line("modifier.50", code)


@pytest.mark.parametrize(
    ("code", "why"), [("17110", "never bilateral"), ("31243", "in the code already"), ("00100", "no sides")]
)
def test_why_50_does_not_fit_is_said(code: str, why: str) -> None:
    assert [True] == [text.endswith(why) for text in one(code, "50").texts("modifier.50")]


def test_50_is_not_checked_where_no_schedule_is_held() -> None:
    assert [unsure] == of_line("modifier.50", "17110", "50", sheet=NO_SCHEDULE)


def test_a_code_that_the_schedule_does_not_hold_is_told_once_by_its_own_edit() -> None:
    assert [] == of_line("modifier.50", "99999", "50")
    assert [failed] == of_line("code.unknown", "99999", "50")


@pytest.mark.parametrize("code", ["50593", "19105", "20983", "17110", "31243"])
def test_right_and_left_on_two_lines_are_a_matter_of_units(code: str) -> None:
    assert run(numbered(Row(code, ("RT",)), Row(code, ("LT",))), SHEET).silent("modifier.50")


@pytest.mark.parametrize("other", [{"code": "19105"}, {"patient": "p2"}, {"provider": "q2"}, {"modifiers": ("RT",)}])
def test_sides_of_another_code_patient_or_provider_are_not_its_other_side(other: dict[str, str]) -> None:
    rows = numbered(Row("50593", ("RT",)), replace(Row("50593", ("LT",)), **other))  # type: ignore[arg-type]  # fields
    assert run(rows, SHEET).silent("modifier.50")


# Components


@pytest.mark.parametrize("modifier", ["26", "TC"])
@pytest.mark.parametrize("code", ["17000", "93010", "93005", "93000", "96567", "97161", "00100"])
def test_26_and_tc_have_no_place_on_a_code_without_parts(code: str, modifier: str) -> None:
    assert [failed] == of_line("modifier.26", code, modifier)


@pytest.mark.parametrize("modifier", ["26", "TC"])
def test_26_and_tc_fit_imaging(modifier: str) -> None:
    assert [] == of_line("modifier.26", "76940", modifier)


@pytest.mark.parametrize("code", ["80500", "88141"])
def test_the_interpretation_of_a_test_may_have_26_and_never_tc(code: str) -> None:
    assert ([], [failed]) == (of_line("modifier.26", code, "26"), of_line("modifier.26", code, "TC"))


def test_26_is_not_checked_where_the_indicator_is_not_stated_or_no_schedule_is_held() -> None:
    assert [unsure] == of_line("modifier.26", "11300", "26")
    assert [unsure] == of_line("modifier.26", "76940", "26", sheet=NO_SCHEDULE)


def test_without_26_and_tc_nothing_is_said() -> None:
    assert [] == of_line("modifier.26", "17000", "59")


# Body parts


@pytest.mark.parametrize(
    ("code", "modifier"), [("55873", "E1"), ("55873", "F5"), ("50593", "T1"), ("67850", "FA"), ("20983", "E4")]
)
def test_a_lid_or_a_digit_on_a_code_of_another_organ_fails(code: str, modifier: str) -> None:
    assert [failed] == of_line("modifier.anatomic", code, modifier)


@pytest.mark.parametrize(
    ("code", "modifier"),
    [
        ("17110", "E1"),
        ("17000", "F5"),
        ("67850", "E4"),
        ("20983", "FA"),
        ("0440T", "F1"),
        ("50593", "LT"),
        ("11300", "T5"),
    ],
)
def test_a_part_that_the_code_can_be_about_passes(code: str, modifier: str) -> None:
    assert [] == of_line("modifier.anatomic", code, modifier)


def test_the_part_is_named() -> None:
    assert ["E1 names a part (eyelid) that 55873 is not about"] == one("55873", "E1").texts("modifier.anatomic")


def test_every_organ_system_of_the_parts_is_one_of_the_families() -> None:
    known = {tract for family in PACKS.families for tract in family.tracts}
    assert set() == {tract for tracts in PACKS.modifiers.parts.values() for tract in tracts} - known
    assert set() == set(PACKS.modifiers.parts) - {term.part for term in PACKS.modifiers.terms}


# Visits and procedures


@pytest.mark.parametrize("modifier", ["24", "25", "27"])
@pytest.mark.parametrize("code", ["17000", "17003", "11300", "0581T", "55873"])
def test_a_modifier_of_visits_on_a_procedure_fails(code: str, modifier: str) -> None:
    assert [failed] == of_line("modifier.visit", code, modifier)


@pytest.mark.parametrize("modifier", ["22", "50", "58", "59", "76", "78", "79", "XE", "XP", "XS", "XU"])
def test_a_modifier_of_procedures_on_a_visit_fails(modifier: str) -> None:
    assert [failed] == of_line("modifier.visit", "99213", modifier)


@pytest.mark.parametrize(
    ("code", "modifier"),
    [("99213", "25"), ("99213", "24"), ("17000", "59"), ("17000", "79"), ("99213", "95"), ("17000", "LT")],
)
def test_a_modifier_where_it_belongs_passes(code: str, modifier: str) -> None:
    assert [] == of_line("modifier.visit", code, modifier)


def test_25_on_a_service_that_may_be_a_visit_of_another_kind_is_left_alone() -> None:
    assert [] == of_line("modifier.visit", "92014", "25")


def test_25_on_a_code_that_nobody_knows_is_not_checked() -> None:
    assert [unsure] == of_line("modifier.visit", "92014", "25", sheet=NO_SCHEDULE)
    assert [failed] == of_line("modifier.visit", "17000", "25", sheet=NO_SCHEDULE)


@pytest.mark.parametrize(("code", "modifier", "edit"), [("99213", "51", "modifier.51"), ("17000", "57", "modifier.57")])
def test_57_and_51_are_told_once_by_their_own_edits(code: str, modifier: str, edit: str) -> None:
    assert ([], [failed]) == (of_line("modifier.visit", code, modifier), of_line(edit, code, modifier))


def test_each_misplaced_modifier_of_a_line_is_named() -> None:
    assert ["59", "XE"] == [text[:2] for text in one("99213", "59", "25", "XE").texts("modifier.visit")]


# The day


@pytest.mark.parametrize(
    ("modifier", "first"),
    [("XS", date(2015, 1, 1)), ("95", date(2017, 1, 1)), ("93", date(2022, 1, 1)), ("GX", date(2010, 4, 1)),
     ("JZ", date(2023, 1, 1))],
)  # fmt: skip
def test_a_modifier_does_not_exist_before_its_first_day(modifier: str, first: date) -> None:
    before = [status for _, _, status in one("17000", modifier, day=first - timedelta(days=1)).of("modifier.date")]
    assert [failed] == before
    assert one("17000", modifier, day=first).silent("modifier.date")
    assert one("17000", modifier).silent("modifier.date")


def test_a_modifier_that_ended_is_in_force_until_the_day_before() -> None:
    assert one("99213", "21", day=date(2008, 12, 31)).silent("modifier.unknown")
    assert [("1", 1, failed)] == one("99213", "21", day=date(2009, 1, 1)).of("modifier.unknown")
    assert ["21 ended on 2009-01-01; it is no modifier of that day"] == one("99213", "21").texts("modifier.unknown")


@pytest.mark.parametrize("modifier", ["E5", "T0", "F0", "XY", "XT"])
def test_a_modifier_of_a_series_that_is_held_whole_does_not_exist(modifier: str) -> None:
    assert [("1", 1, failed)] == one("17000", modifier).of("modifier.unknown")


def test_a_modifier_on_the_wrong_line_of_a_pair_is_said_by_the_pair_alone() -> None:
    rows = numbered(Row("17110", ("25",)), Row("99213"))
    assert run(rows, SHEET).silent("modifier.visit")


@pytest.mark.parametrize("modifier", ["59", "25", "LT", "ZZ"])
def test_a_modifier_without_days_is_in_force_on_every_day(modifier: str) -> None:
    assert one("17000", modifier, day=date(2007, 1, 1)).silent("modifier.date")


# The notice


@pytest.mark.parametrize(
    ("modifiers", "expected"),
    [
        (("GA",), []), (("GZ",), []), (("GY",), []), (("GY", "GX"), []), ((), []),
        (("GA", "GY"), [failed]), (("GZ", "GA"), [failed]), (("GZ", "GY"), [failed]), (("GX", "GA"), [failed]),
        (("GX", "GZ"), [failed]), (("GX",), [unsure]), (("GA", "GX", "GY"), [failed]),
    ],
)  # fmt: skip
def test_only_gx_goes_beside_gy(modifiers: tuple[str, ...], expected: list[str]) -> None:
    assert expected == of_line("modifier.notice", "17110", *modifiers)


def test_notices_on_two_lines_do_not_meet() -> None:
    assert run(numbered(Row("17110", ("GA",)), Row("17000", ("GZ",))), SHEET).silent("modifier.notice")


# What may have been meant


def remedies(modifier: str) -> list[str]:
    said = one("17000", modifier).said
    return [held.finding.remedy for held in said if held.finding.edit == "modifier.unknown"]


@pytest.mark.parametrize(
    ("modifier", "expected"),
    [
        ("SX", "Look it up in the HCPCS list; was XS meant?"),
        ("TL", "Look it up in the HCPCS list; was LT meant?"),
        ("69", "Take it off; was 96 meant?"),
        ("67", "Take it off; was 76 meant?"),
        ("98", "Take it off"),
        ("ZQ", "Look it up in the HCPCS list; was QZ meant?"),
        ("2O", "Look it up in the HCPCS list"),
    ],
)
def test_characters_turned_round_are_offered_and_a_crowd_of_near_ones_is_not(modifier: str, expected: str) -> None:
    assert [expected] == remedies(modifier)


def test_a_few_that_are_one_character_apart_are_offered() -> None:
    assert ["Look it up in the HCPCS list; was JW or JZ meant?"] == remedies("JJ")


def test_a_place_of_service_is_told_as_such_and_nothing_is_offered() -> None:
    assert "meant" not in remedies("11")[0]


def test_nothing_that_has_ended_is_offered() -> None:
    assert "21" not in "".join(remedies("12"))
