"""Plain values into nouns: every fault at once, each with line, key, what was expected and the nearest name."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from frostline.knowledge.reading import known_keys, read, spelled
from frostline.model.encounter import Encounter, Treated
from frostline.model.errors import Fault, Faults
from frostline.model.families import Days, Family, Once
from frostline.model.knowledge import Parameter

BROKEN = """\
date: 2026-05-04
plase: office
treated:
  - lesion: AK
    coutn: 8
    size_cm: big
    pathology: confirmd
  - site: [face]
    cosmetic: perhaps
    guidance: ct
patient: {age: 200}
"""


def faults(text: str, noun: type = Encounter) -> list[Fault]:
    with pytest.raises(Faults) as raised:
        read(text, noun, "x.yaml")
    return list(raised.value.faults)


def the_fault(text: str, noun: type = Encounter) -> Fault:
    (fault,) = faults(text, noun)
    return fault


def treated(entry: str) -> str:
    return f"date: 2026-05-04\ntreated:\n  - {entry}\n"


def test_every_fault_of_a_file_is_told_at_once_with_its_line_and_key() -> None:
    assert {(fault.line, fault.key) for fault in faults(BROKEN)} == {
        (2, "plase"),
        (5, "treated[1].coutn"),
        (6, "treated[1].size_cm"),
        (7, "treated[1].pathology"),
        (8, "treated[2].site"),
        (9, "treated[2].cosmetic"),
        (10, "treated[2].guidance"),
        (11, "patient.age"),
    }


def test_every_fault_names_the_file_and_what_was_expected() -> None:
    assert all(str(fault).startswith("x.yaml, line ") for fault in faults(BROKEN))
    assert all(fault.expected for fault in faults(BROKEN))


@pytest.mark.parametrize(
    ("remedy", "text"),
    [
        ("Did you mean treated?", "date: 2026-05-04\ntraeted: []\n"),
        ("Did you mean count?", treated("coutn: 8")),
        ("Did you mean cost_sharing?", "date: 2026-05-04\ncost_share: {}\n"),
        ("Did you mean female?", "date: 2026-05-04\npatient: {sex: femal}\n"),
        ("Did you mean co-surgeon?", "date: 2026-05-04\nprovider: {role: cosurgeon}\n"),
        ("Did you mean same lesion?", "date: 2026-05-04\nhistory: [{code: '17110', date: 2026-05-01, treats: same}]\n"),
        ("Did you mean separate_problem?", "date: 2026-05-04\nservices: [{code: '99213', separate_problm: yes}]\n"),
    ],
)
def test_a_slip_of_the_pen_is_told_with_the_nearest_name(remedy: str, text: str) -> None:
    assert remedy == the_fault(text).remedy


def test_a_name_near_to_nothing_is_told_with_every_name_and_no_guess() -> None:
    fault = the_fault("date: 2026-05-04\npatient: {xyzzy: 1}\n")
    assert fault.expected == "one of age, sex, conditions, skin_type"
    assert fault.remedy == ""


@pytest.mark.parametrize("count", ["0", "-1", "1.5", "1e3", "many", "10001", "\N{ARABIC-INDIC DIGIT THREE}"])
def test_a_count_that_is_none_is_refused_in_words_that_say_what_a_count_is(count: str) -> None:
    fault = the_fault(treated(f"count: {count}"))
    assert (fault.line, fault.key, fault.found) == (3, "treated[1].count", repr(count))
    assert "number" in fault.expected


@pytest.mark.parametrize(
    ("expected", "size"),
    [
        ("a number above 0", "0"),
        ("a number of at most 100", "100.1"),
        ("a number above 0 such as 2.2", "-2"),
        ("a number above 0 such as 2.2", "2,2"),
        ("a number above 0 such as 2.2", "2 cm"),
        ("a number above 0 such as 2.2", "nan"),
        ("a number above 0 such as 2.2", "1e1"),
    ],
)
def test_a_size_that_is_none_is_refused(expected: str, size: str) -> None:
    assert expected == the_fault(treated(f"size_cm: {size!r}")).expected


@pytest.mark.parametrize("day", ["2026-02-29", "2026-13-01", "2026-04-31", "0000-01-01"])
def test_a_day_that_no_calendar_has_is_refused(day: str) -> None:
    assert the_fault(f"date: {day}\n").expected == "a day of the calendar"


@pytest.mark.parametrize("day", ["5/4/2026", "2026-5-4", "20260504", "today", "2026-05-04T10:00:00", "1777852800"])
def test_a_day_that_is_not_written_as_a_day_is_refused(day: str) -> None:
    assert the_fault(f"date: {day}\n").expected == "a date such as 2026-05-04"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("code", "1700"),
        ("code", "L57.0"),
        ("code", "17000 "),
        ("code", '"17000\\n"'),
        ("modifiers", "[259]"),
        ("modifiers", "[xs]"),
        ("diagnoses", "[L570]"),
        ("diagnoses", "[l57.0]"),
        ("charge", "1.234"),
        ("charge", "-1"),
        ("charge", "$10"),
    ],
)
def test_a_code_or_an_amount_of_the_wrong_shape_is_refused(key: str, value: str) -> None:
    line = {"code": "'17000'", key: value if value[0] in '"[' else repr(value)}
    text = ", ".join(f"{name}: {held}" for name, held in line.items())
    assert the_fault(f"date: 2026-05-04\nlines: [{{{text}}}]\n").line == 2


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("a list", "treated: {lesion: AK}"),
        ("a list", "treated: AK"),
        ("keys with values", "treated: [AK]"),
        ("keys with values", "treated: [null]"),
        ("keys with values", "patient: 67"),
        ("a text", "place: [office]"),
        ("a text", "place: {name: office}"),
        ("true or false", "provider: {qp: maybe}"),
        ("an age in years", "patient: {age: old}"),
        ("a fraction from 0 to 1 such as 0.20", "cost_sharing: {coinsurance: some}"),
        ("a fraction from 0 to 1 such as 0.20", "cost_sharing: {coinsurance: 20}"),
    ],
)
def test_a_wrong_kind_of_value_is_told_as_people_would(expected: str, text: str) -> None:
    assert expected == the_fault(f"date: 2026-05-04\n{text}\n").expected


def test_what_cannot_be_left_out_is_asked_for_where_it_should_stand() -> None:
    fault = the_fault("treated: []\nservices:\n  - code: '99213'\n")
    assert (fault.line, fault.key, fault.expected) == (1, "date", "this key; it cannot be left out")
    fault = the_fault("date: 2026-05-04\nservices:\n  - units: 1\n")
    assert (fault.line, fault.key) == (3, "services[1].code")


def test_absent_and_null_are_both_unknown_and_get_no_default() -> None:
    one = read("lesion: AK\n", Treated, "x.yaml")
    other = read("lesion: AK\ncount:\nsite: null\ncosmetic: ~\n", Treated, "x.yaml")
    assert one == other
    assert one.count is None
    assert one.cosmetic is None


def test_numbers_are_read_exactly() -> None:
    entry = read("size_cm: 0.10\ncount: 007\n", Treated, "x.yaml")
    assert str(entry.size_cm) == "0.10"
    assert entry.count == 7


def test_a_key_that_python_reserves_is_read_under_its_own_name() -> None:
    days = read("from: 2024-01-01\nto: 2024-03-09\n", Days, "x.yaml")
    assert (days.from_, days.to) == (date(2024, 1, 1), date(2024, 3, 9))


def test_a_fault_in_a_reserved_key_is_told_by_the_name_that_people_write() -> None:
    text = (
        "id: p\ntitle: P\nunit: u\nverified_through: 2026-01-01\nvalues:\n  - {value: 1, cite: x,\n     from: soon}\n"
    )
    fault = the_fault(text, Parameter)
    assert (fault.line, fault.key) == (7, "values[1].from")


def test_a_place_in_a_text_is_written_as_people_count() -> None:
    assert spelled(("treated", 0, "size_cm")) == "treated[1].size_cm"
    assert spelled(("values", 2, "from")) == "values[3].from"
    assert spelled(()) == ""


def test_the_keys_that_may_stand_somewhere_are_known_at_every_depth() -> None:
    assert known_keys(Encounter, ("patient",)) == ["age", "sex", "conditions", "skin_type"]
    assert known_keys(Family, ("units", "once")) == ["code"]
    assert known_keys(Days, ()) == ["from", "to"]
    assert known_keys(Encounter, ("id",)) == []


def test_a_noun_of_ones_own_is_read_as_strictly() -> None:
    @dataclass(frozen=True, slots=True)
    class Noun:
        part: Once
        amount: Decimal

    assert read("part: {code: '17340'}\namount: 1.10\n", Noun, "x.yaml").amount == Decimal("1.10")
    assert {fault.key for fault in faults("part: {cod: '17340'}\n", Noun)} == {"part.cod", "part.code", "amount"}


# Known to be wrong


@pytest.mark.parametrize("text", ["place: ''", f"place: {'x' * 401}", "provider: {specialty: ''}"])
def test_a_text_too_short_or_too_long_is_told_by_what_was_expected(text: str) -> None:
    assert "string" not in the_fault(f"date: 2026-05-04\n{text}\n").expected


def test_a_slip_inside_a_fact_is_told_with_the_nearest_name() -> None:
    text = "date: 2026-05-04\nfacts: {lung.size: {value: x, sorce: note}}\n"
    assert the_fault(text).remedy == "Did you mean source?"


def test_a_fault_stays_short_however_long_the_value_is() -> None:
    assert len(str(the_fault(treated(f"count: {'9' * 5_000}")))) < 500


def test_an_unknown_key_is_told_as_it_was_written() -> None:
    assert the_fault("date: 2026-05-04\nfrom: x\n").found == "the unknown key from"


def test_the_name_that_only_python_uses_is_an_unknown_key() -> None:
    faults("from_: 2024-01-01\n", Days)


@pytest.mark.parametrize("text", ["patient: {age: 6_7}", "cost_sharing: {coinsurance: 0_1}"])
def test_digits_with_a_slip_between_them_are_no_number(text: str) -> None:
    faults(f"date: 2026-05-04\n{text}\n")
