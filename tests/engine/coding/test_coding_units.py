"""From counts, areas and diameters to codes and units; expected figures after the schedule, MUE and add-on tables."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, PACKS, answers

from frostline.engine.coding.drafting import Drafted
from frostline.engine.coding.entry import Entry, Spot
from frostline.engine.coding.units import (
    by_area,
    by_size,
    drafts,
    first_each_then_flat,
    first_then_each_part,
    one_up_to,
)
from frostline.model.encounter import MOST, Treated
from frostline.model.families import AreaBand, Family, SizeBand, Units

FAMILIES = {family.id: family for family in PACKS.families}
KERATOSES, BENIGN, TAGS = FAMILIES["skin.premalignant"], FAMILIES["skin.benign"], FAMILIES["skin.tags"]
VASCULAR, MALIGNANT, ACNE = FAMILIES["skin.vascular"], FAMILIES["skin.malignant"], FAMILIES["skin.acne"]
COUNTED = (KERATOSES, BENIGN, TAGS)
FORTY = range(1, 41)
GROUPS = {"1726": "forearm", "1727": "neck", "1728": "cheek"}  # how the malignant codes begin, by a site of the group
counts = st.lists(st.integers(1, 40), min_size=1, max_size=6)
areas = st.lists(st.decimals("0.1", "40", places=1), min_size=1, max_size=5)


def keratoses(lesions: int) -> set[tuple[str, int]]:
    """Premalignant, as section 1 says it."""
    if lesions >= 15:
        return {("17004", 1)}
    return {("17000", 1), ("17003", lesions - 1)} if lesions >= 2 else {("17000", 1)}


def tags(lesions: int) -> set[tuple[str, int]]:
    """Tags, counted one group after the other."""
    units, covered = 0, 15
    while covered < lesions:
        units, covered = units + 1, covered + 10
    return {("11200", 1), ("11201", units)} if units else {("11200", 1)}


def made_of(family: Family, pool: Iterable[Entry]) -> Drafted:
    """Everything that a family makes of its entries."""
    return drafts(family, tuple(pool), PACKS)


def named(*treated: Treated) -> tuple[Entry, ...]:
    """Entries as they are read, without their words."""
    return tuple(Entry(name=str(number), treated=held) for number, held in enumerate(treated, start=1))


def counted(*numbers: int | None) -> tuple[Entry, ...]:
    return named(*(Treated(lesion="a lesion", count=number) for number in numbers))


def spread(*sizes: Decimal | str | None) -> tuple[Entry, ...]:
    return named(*(Treated(lesion="a stain", area_sq_cm=Decimal(size) if size else None) for size in sizes))


def malignant(size: str | None, site: str = "forearm", count: int | None = 1) -> Entry:
    treated = Treated(lesion="BCC", size_cm=Decimal(size) if size else None, count=count, site=site)
    return Entry(name="m", treated=treated, spots=(Spot(PACKS.site(site)),))


def units(family: Family, pool: Iterable[Entry]) -> set[tuple[str, int]]:
    return {(line.code, line.units) for line in made_of(family, pool).lines}


def asked(family: Family, pool: Iterable[Entry]) -> list[tuple[str, str]]:
    return [(question.key, question.about) for question in made_of(family, pool).questions]


# Counts


@pytest.mark.parametrize("lesions", FORTY)
def test_keratoses_are_the_first_and_each_further_up_to_fourteen_and_one_flat_code_from_fifteen(lesions: int) -> None:
    tiers = KERATOSES.units.first_each_then_flat
    assert tiers is not None
    assert keratoses(lesions) == {part[:2] for part in first_each_then_flat(lesions, tiers)}


@pytest.mark.parametrize("lesions", FORTY)
def test_benign_lesions_are_one_code_up_to_fourteen_and_another_from_fifteen(lesions: int) -> None:
    tiers = BENIGN.units.one_up_to
    assert tiers is not None
    assert [("17110" if lesions < 15 else "17111", 1)] == [part[:2] for part in one_up_to(lesions, tiers)]


@pytest.mark.parametrize("lesions", FORTY)
def test_tags_are_one_code_up_to_fifteen_and_an_add_on_for_each_ten_or_part_of_ten(lesions: int) -> None:
    tiers = TAGS.units.first_then_each_part
    assert tiers is not None
    assert tags(lesions) == {part[:2] for part in first_then_each_part(lesions, tiers)}


@pytest.mark.parametrize(("lesions", "add_ons"), [(15, 0), (16, 1), (25, 1), (26, 2), (35, 2), (36, 3), (10_000, 999)])
def test_sixteen_tags_are_one_add_on_and_twenty_six_are_two(lesions: int, add_ons: int) -> None:
    assert add_ons == dict(units(TAGS, counted(lesions))).get("11201", 0)


@pytest.mark.parametrize("lesions", [*FORTY, None])
def test_acne_is_one_unit_a_session_whatever_the_number_and_nobody_asks_for_it(lesions: int | None) -> None:
    assert {("17340", 1)} == units(ACNE, counted(lesions))
    assert [] == asked(ACNE, counted(lesions))


@given(counts)
def test_lesions_of_several_entries_are_counted_as_one_entry_of_their_sum(numbers: list[int]) -> None:
    for family in COUNTED:
        assert units(family, counted(sum(numbers))) == units(family, counted(*numbers))


@given(counts, st.randoms())
def test_the_order_of_entries_changes_no_code_and_no_unit(numbers: list[int], random: Random) -> None:
    pool = list(counted(*numbers))
    shuffled = random.sample(pool, len(pool))
    for family in (*COUNTED, ACNE):
        assert units(family, pool) == units(family, shuffled)


@given(counts)
def test_a_flat_code_stands_alone(numbers: list[int]) -> None:
    for family, flat in ((KERATOSES, "17004"), (BENIGN, "17111")):
        codes = [line.code for line in made_of(family, counted(*numbers)).lines]
        assert flat not in codes or [flat] == codes


@given(counts)
def test_no_code_stands_on_two_lines_and_no_line_has_zero_units(numbers: list[int]) -> None:
    for family in COUNTED:
        made = made_of(family, counted(*numbers)).lines
        assert sorted({line.code for line in made}) == sorted(line.code for line in made)
        assert all(line.units >= 1 for line in made)


def test_every_line_of_a_pool_stands_for_all_its_entries() -> None:
    made = made_of(KERATOSES, counted(6, 2)).lines
    assert [["1", "2"], ["1", "2"]] == [[entry.name for entry in line.entries] for line in made]


def test_a_reader_sees_how_the_lesions_add_up() -> None:
    made = made_of(KERATOSES, counted(6, 5)).lines
    assert ["6 + 5 = 11 lesions: the first", "6 + 5 = 11 lesions: 10 further"] == [line.step.because for line in made]


# A count that nobody wrote down


def test_an_absent_count_is_asked_and_makes_no_line() -> None:
    assert set() == units(KERATOSES, counted(None))
    assert [("count", "1")] == asked(KERATOSES, counted(None))


def test_only_the_entry_without_a_count_is_asked_about() -> None:
    assert [("count", "2")] == asked(KERATOSES, counted(4, None, 3))


@pytest.mark.parametrize(("family", "flat"), [(KERATOSES, "17004"), (BENIGN, "17111")])
def test_nothing_is_asked_where_every_number_gives_the_same_flat_code(family: Family, flat: str) -> None:
    assert {(flat, 1)} == units(family, counted(15, None))
    assert [] == asked(family, counted(15, None))


@pytest.mark.parametrize("family", [KERATOSES, BENIGN])
def test_a_silent_entry_beside_fourteen_lesions_is_fifteen_at_least(family: Family) -> None:
    assert 1 == len(units(family, counted(14, None)))
    assert [("count", "2")] == asked(family, counted(13, None))


def test_a_silent_entry_of_tags_always_matters_because_add_ons_have_no_end() -> None:
    assert [("count", "2")] == asked(TAGS, counted(200, None))


def test_a_silent_entry_matters_beyond_the_largest_count_too() -> None:
    assert [("count", "2")] == asked(TAGS, counted(MOST, None))


def test_a_question_of_keratoses_shows_the_three_tiers() -> None:
    question = made_of(KERATOSES, counted(None)).questions[0]
    assert ["1", "2 to 14", "15 or more"] == answers(question)
    assert ["17000", "17000 and 17003 for each further lesion", "17004 alone"] == [a.gives for a in question.leads_to]


def test_a_question_of_benign_lesions_shows_both_codes() -> None:
    question = made_of(BENIGN, counted(None)).questions[0]
    assert [("1 to 14", "17110"), ("15 or more", "17111")] == [(a.answer, a.gives) for a in question.leads_to]


def test_a_question_of_tags_shows_where_add_ons_begin() -> None:
    question = made_of(TAGS, counted(None)).questions[0]
    assert ["1 to 15", "16 to 25", "26 to 35"] == answers(question)


# Areas


@pytest.mark.parametrize(
    ("area", "code"),
    [("0.1", "17106"), ("9.99", "17106"), ("10", "17107"), ("10.0", "17107"), ("10.01", "17107"), ("49.99", "17107"),
     ("50", "17107"), ("50.0", "17107"), ("50.01", "17108"), ("900", "17108")],
)  # fmt: skip
def test_an_area_below_on_and_above_each_limit_has_its_code(area: str, code: str) -> None:
    assert code == by_area(Decimal(area), VASCULAR.units.by_area or ())
    assert {(code, 1)} == units(VASCULAR, spread(area))


@given(areas)
def test_areas_of_all_entries_are_added(sizes: list[Decimal]) -> None:
    assert units(VASCULAR, spread(sum(sizes, Decimal(0)))) == units(VASCULAR, spread(*sizes))


@given(areas)
def test_the_order_of_areas_changes_nothing(sizes: list[Decimal]) -> None:
    assert units(VASCULAR, spread(*sizes)) == units(VASCULAR, spread(*reversed(sizes)))


def test_six_and_five_square_centimeters_are_the_middle_band() -> None:
    made = made_of(VASCULAR, spread("6", "5")).lines
    assert [("17107", "6 + 5 = 11 sq cm in all")] == [(line.code, line.step.because) for line in made]


def test_an_absent_area_is_asked_with_every_band() -> None:
    question = made_of(VASCULAR, spread("6", None)).questions[0]
    assert ("area_sq_cm", "2") == (question.key, question.about)
    assert ["17106", "17107", "17108"] == [answer.gives for answer in question.leads_to]
    assert ["below 10 sq cm in all", "10 to 50 sq cm in all", "above 50 sq cm in all"] == answers(question)


def test_an_absent_area_does_not_matter_once_the_rest_is_in_the_last_band() -> None:
    assert {("17108", 1)} == units(VASCULAR, spread("50.1", None))


def test_an_area_that_no_band_holds_is_asked_again() -> None:
    bands = (AreaBand("17106", below=Decimal(10)), AreaBand("17108", above=Decimal(50)))
    family = replace(VASCULAR, units=Units(by_area=bands))
    assert (set(), [("area_sq_cm", "1")]) == (units(family, spread("20")), asked(family, spread("20")))


# Diameters

EDGES = [
    ("0.1", "0"), ("0.4", "0"), ("0.5", "0"), ("0.6", "1"), ("0.7", "1"), ("0.9", "1"), ("1.0", "1"), ("1", "1"),
    ("1.1", "2"), ("1.2", "2"), ("1.9", "2"), ("2.0", "2"), ("2.1", "3"), ("2.2", "3"), ("2.9", "3"), ("3.0", "3"),
    ("3.1", "4"), ("3.2", "4"), ("3.9", "4"), ("4.0", "4"), ("4.01", "6"), ("4.1", "6"), ("12", "6"),
]  # fmt: skip
GAPS = [("0.51", "0", "1"), ("0.55", "0", "1"), ("0.59", "0", "1"), ("1.05", "1", "2"), ("2.05", "2", "3"),
        ("2.09", "2", "3"), ("3.05", "3", "4")]  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
@pytest.mark.parametrize(("size", "digit"), EDGES)
def test_a_diameter_below_on_and_above_each_limit_has_the_code_of_its_site_group(
    size: str, digit: str, group: str
) -> None:
    assert {(f"{group}{digit}", 1)} == units(MALIGNANT, [malignant(size, GROUPS[group])])


@pytest.mark.parametrize(("size", "lower", "upper"), GAPS)
def test_a_diameter_between_two_bands_is_asked_with_both_neighbors(size: str, lower: str, upper: str) -> None:
    found = made_of(MALIGNANT, (malignant(size),))
    assert ((), ["size_cm"]) == (found.lines, [question.key for question in found.questions])
    assert [f"1726{lower}", f"1726{upper}"] == [answer.gives for answer in found.questions[0].leads_to]


def test_no_code_ends_in_five_because_no_such_code_exists() -> None:
    assert [] == [code for code in MALIGNANT.units.codes if code.endswith("5")]


def test_a_diameter_in_a_hole_that_no_two_bands_enclose_is_asked_with_all_bands() -> None:
    bands = (SizeBand(at_least=Decimal(1), at_most=Decimal(2), codes={"trunk_arms_legs": "17262"}),)
    assert by_size(Decimal("0.5"), bands) is None
    family = replace(MALIGNANT, units=Units(by_site_and_size=bands))
    question = made_of(family, (malignant("0.5"),)).questions[0]
    assert [("1 to 2 cm", "17262")] == [(answer.answer, answer.gives) for answer in question.leads_to]


def test_diameters_are_never_added() -> None:
    assert {("17262", 1), ("17261", 1)} == units(MALIGNANT, [malignant("1.2"), malignant("0.8")])


def test_two_lesions_of_one_code_are_one_line_of_two_units() -> None:
    assert {("17262", 2)} == units(MALIGNANT, [malignant("1.2"), malignant("1.9")])
    assert {("17262", 3)} == units(MALIGNANT, [malignant("1.2", count=2), malignant("1.9")])


@given(st.lists(st.sampled_from(["0.5", "0.9", "1.5", "2.2", "4.4"]), min_size=1, max_size=6))
def test_the_order_of_malignant_lesions_changes_nothing(sizes: list[str]) -> None:
    pool = [malignant(size) for size in sizes]
    assert units(MALIGNANT, pool) == units(MALIGNANT, reversed(pool))
    assert len(sizes) == sum(count for _, count in units(MALIGNANT, pool))


def test_a_malignant_lesion_without_size_is_asked_with_the_codes_of_its_site() -> None:
    question = made_of(MALIGNANT, (malignant(None, "cheek"),)).questions[0]
    expected = ["17280", "17281", "17282", "17283", "17284", "17286"]
    assert expected == [answer.gives for answer in question.leads_to]
    assert ["up to 0.5 cm", "0.6 to 1.0 cm"] == answers(question)[:2]
    assert "above 4.0 cm" == answers(question)[-1]


def test_a_malignant_lesion_without_count_is_asked_because_each_is_a_unit() -> None:
    assert [("count", "m")] == asked(MALIGNANT, [malignant("2.2", count=None)])


def test_a_malignant_lesion_without_site_group_is_asked_with_the_code_of_each_group() -> None:
    nowhere = Entry(name="m", treated=Treated(lesion="BCC", size_cm=Decimal("2.2"), count=1))
    question = made_of(MALIGNANT, (nowhere,)).questions[0]
    assert ("site", ["17263", "17273", "17283"]) == (question.key, [answer.gives for answer in question.leads_to])


def test_a_malignant_lesion_without_site_and_size_is_asked_for_both_and_may_be_any_code() -> None:
    nowhere = Entry(name="m", treated=Treated(lesion="BCC", count=1))
    site, size = made_of(MALIGNANT, (nowhere,)).questions
    assert ["1726x by size", "1727x by size", "1728x by size"] == [answer.gives for answer in site.leads_to]
    assert "17260 or 17270 or 17280" == size.leads_to[0].gives


def test_one_lesion_that_must_be_asked_about_does_not_hold_back_another() -> None:
    found = made_of(MALIGNANT, (malignant("2.2"), malignant(None)))
    assert ([("17263", 1)], 1) == ([(line.code, line.units) for line in found.lines], len(found.questions))


def test_a_family_without_a_way_to_count_makes_nothing() -> None:
    family = replace(ACNE, units=Units())
    made = made_of(family, named(AK))
    assert ((), (), ()) == (made.lines, made.questions, made.aside)
