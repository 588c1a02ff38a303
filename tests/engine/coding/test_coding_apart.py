"""59 and the X modifiers: on column two only, for a pair only, where the lines are distinct; never on indicator 0."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import (
    AK,
    BOWEN,
    PACKS,
    WARTS,
    Pairs,
    answers,
    chart,
    earlier,
    entry,
    keys,
    lookups,
    marks,
    service,
    settled,
)

from frostline.engine.coding.apart import included, set_apart
from frostline.engine.coding.distinct import OfDay, wants_x
from frostline.engine.coding.lookups import Draw, Settled
from frostline.model.encounter import Apart, By, Encounter, Separate, Treated
from frostline.model.reason import Step

BOWEN_OVER_AK: Pairs = {("17263", "17000"): 1}
WARTS_OVER_AK: Pairs = {("17110", "17000"): 1, ("17110", "17003"): 1}
BIOPSY: Pairs = {("17263", "11102"): 1}
DISTINCT = {"59", "XS", "XE", "XP", "XU"}


def with_pairs(pairs: Pairs, *treated: Treated, **more: object) -> Settled:
    return settled(chart(*treated, **more), lookups(pairs=pairs))


def medicare(pairs: Pairs, *treated: Treated, **more: object) -> Settled:
    return with_pairs(pairs, *treated, payer="medicare", **more)


# Lesions that were treated


def test_without_a_pair_there_is_no_59() -> None:
    assert {"17263": (), "17000": (), "17003": ()} == marks(with_pairs({}, AK, BOWEN))


def test_59_stands_on_column_two_and_nowhere_else() -> None:
    assert {"17263": (), "17000": ("59",), "17003": ()} == marks(with_pairs(BOWEN_OVER_AK, AK, BOWEN))


def test_the_direction_follows_the_table_and_not_the_family() -> None:
    turned = {("17000", "17263"): 1}
    assert {"17263": ("59",), "17000": (), "17003": ()} == marks(with_pairs(turned, AK, BOWEN))


def test_keratoses_beside_warts_need_it_on_both_their_lines() -> None:
    assert {"17110": (), "17000": ("59",), "17003": ("59",)} == marks(with_pairs(WARTS_OVER_AK, AK, WARTS))


def test_a_line_that_is_column_two_of_two_others_has_it_once() -> None:
    result = with_pairs(BOWEN_OVER_AK | WARTS_OVER_AK, AK, BOWEN, WARTS)
    assert ("59",) == marks(result)["17000"]


def test_medicare_has_xs_where_the_sites_differ() -> None:
    assert ("XS",) == marks(medicare(BOWEN_OVER_AK, AK, BOWEN))["17000"]
    assert ("XS",) == marks(with_pairs(BOWEN_OVER_AK, AK, BOWEN, payer="Medicare"))["17000"]


@pytest.mark.parametrize("payer", [None, "aetna", "medicare advantage of somebody"])
def test_other_payers_have_59(payer: str | None) -> None:
    assert ("59",) == marks(with_pairs(BOWEN_OVER_AK, AK, BOWEN, payer=payer))["17000"]


@pytest.mark.parametrize("site", [None, "left forearm", "left forearm and face"])
def test_medicare_has_59_where_the_sites_are_the_same_or_not_stated(site: str | None) -> None:
    assert ("59",) == marks(medicare(BOWEN_OVER_AK, entry(site=site), BOWEN))["17000"]


def test_the_same_site_of_the_other_side_is_another_site() -> None:
    assert ("XS",) == marks(medicare(BOWEN_OVER_AK, entry(site="right forearm"), BOWEN))["17000"]


def test_one_common_site_among_several_lines_is_enough_for_59() -> None:
    result = medicare(BOWEN_OVER_AK | WARTS_OVER_AK, entry(site="left hand"), BOWEN, WARTS)
    assert ("59",) == marks(result)["17000"]


def test_a_pair_of_indicator_0_is_never_lifted() -> None:
    held = with_pairs({("17263", "17000"): 0}, AK, BOWEN)
    assert {"17263": ()} == marks(held)
    assert ["ncci.ptp"] == [found.edit for found in held.findings]


def test_an_add_on_falls_with_its_primary_that_a_pair_excludes() -> None:
    assert "17003" not in marks(with_pairs({("17263", "17000"): 0}, AK, BOWEN))


def test_a_pair_of_indicator_9_never_applied_and_needs_no_59() -> None:
    assert () == marks(with_pairs({("17263", "17000"): 9}, AK, BOWEN))["17000"]


def test_the_reason_names_the_pair_and_the_release() -> None:
    line = next(line for line in with_pairs(BOWEN_OVER_AK, AK, BOWEN).lines if line.code == "17000")
    expected = "17000 is column two of 17263 (indicator 1, PTP-X), and the lesions are distinct"
    assert expected == line.step.steps[-1].because


@given(st.dictionaries(st.permutations(["17000", "17003", "17110", "17263"]).map(lambda p: (p[0], p[1])), st.just(1)))
def test_exactly_the_column_two_lines_are_marked(pairs: dict[tuple[str, str], int]) -> None:
    found = marks(with_pairs(pairs, AK, BOWEN, WARTS))
    family = {"17000": "k", "17003": "k", "17110": "w", "17263": "b"}
    second = {two for one, two in pairs if family[one] != family[two]}
    assert second == {code for code, modifiers in found.items() if DISTINCT & set(modifiers)}


# Services beside them


def biopsy(**more: object) -> dict[str, object]:
    return {"services": (service("11102", **more),)}


def test_a_biopsy_of_another_lesion_has_59() -> None:
    assert ("59",) == marks(with_pairs(BIOPSY, BOWEN, **biopsy(lesion=Apart.other)))["11102"]


def test_medicare_has_59_for_a_service_whose_site_nobody_states() -> None:
    assert ("59",) == marks(medicare(BIOPSY, BOWEN, **biopsy(lesion=Apart.other)))["11102"]


def test_a_biopsy_of_the_lesion_that_was_destroyed_is_part_of_the_destruction() -> None:
    result = with_pairs(BIOPSY, BOWEN, **biopsy(treats="bo"))
    assert "11102" not in marks(result)
    assert ["ncci.ptp"] == [finding.edit for finding in result.findings]
    assert "58" in result.not_coded[0].remedy


def test_a_biopsy_is_about_its_lesion_even_without_a_pair() -> None:
    assert "11102" not in marks(with_pairs({}, BOWEN, **biopsy(treats="bo")))


def test_a_service_that_is_no_biopsy_and_has_no_pair_stands_beside_its_lesion() -> None:
    result = with_pairs({}, BOWEN, services=(service("96567", treats="bo"),))
    assert () == marks(result)["96567"]


def test_a_biopsy_of_one_treated_lesion_is_distinct_from_another() -> None:
    pairs = {("17263", "11102"): 1, ("17110", "11102"): 1}
    result = with_pairs({("17263", "11300"): 1} | pairs, BOWEN, services=(service("11300", lesion=Apart.other),))
    assert ("59",) == marks(result)["11300"]


def test_a_service_on_a_treated_lesion_is_apart_from_the_other_lines() -> None:
    pairs = {("17263", "96567"): 1}
    result = with_pairs(pairs, BOWEN, AK, services=(service("96567", treats="ak"),))
    assert ("59",) == marks(result)["96567"]


def test_which_lesion_a_service_was_for_is_asked_where_a_pair_makes_it_matter() -> None:
    result = with_pairs(BIOPSY, BOWEN, **biopsy())
    assert "11102" not in marks(result)
    assert [("treats", "11102")] == keys(result.questions)
    assert ["another lesion (lesion: other)", "one of those treated (treats: bo)"] == answers(result.questions[0])


def test_nothing_is_asked_of_a_service_without_a_pair() -> None:
    result = with_pairs({}, BOWEN, **biopsy())
    assert ({"17263": (), "11102": ()}, ()) == (marks(result), result.questions)


def test_a_modifier_by_the_provider_answers_the_question_and_stays_alone() -> None:
    result = with_pairs(BIOPSY, BOWEN, **biopsy(modifiers=("XE",)))
    assert (("XE",), ()) == (marks(result)["11102"], result.questions)


def test_a_modifier_on_the_column_one_line_says_nothing_of_the_lesions() -> None:
    result = with_pairs({("11102", "17263"): 1}, BOWEN, **biopsy(modifiers=("59",)))
    assert ([("treats", "11102")], {"17263": ()}) == (keys(result.questions), marks(result))


def test_58_by_the_provider_keeps_a_biopsy_that_decided_the_procedure() -> None:
    result = with_pairs(BIOPSY, BOWEN, **biopsy(treats="bo", modifiers=("58",)))
    assert (("58",), ()) == (marks(result)["11102"], result.not_coded)


@pytest.mark.parametrize("modifier", ["25", "51"])
def test_a_modifier_that_says_nothing_of_lesions_answers_no_question(modifier: str) -> None:
    assert [("treats", "11102")] == keys(with_pairs(BIOPSY, BOWEN, **biopsy(modifiers=(modifier,))).questions)


def test_a_modifier_that_lifts_nothing_does_not_stand_in_the_way_of_59() -> None:
    result = with_pairs(BIOPSY, BOWEN, **biopsy(modifiers=("51",), lesion=Apart.other))
    assert ("51", "59") == marks(result)["11102"]


def test_a_service_that_indicator_0_makes_a_component_is_left_out_whichever_lesion_it_was_for() -> None:
    result = with_pairs({("17263", "11102"): 0}, BOWEN, **biopsy(lesion=Apart.other))
    assert "11102" not in marks(result)
    assert "indicator 0" in result.not_coded[0].because


def test_a_service_that_is_column_one_is_no_component() -> None:
    result = with_pairs({("11102", "17263"): 0}, BOWEN, **biopsy(lesion=Apart.other))
    assert {"17263": (), "11102": ()} == marks(result)


def test_a_visit_gets_no_59_because_it_has_modifiers_of_its_own() -> None:
    pairs = {("17263", "99213"): 1}
    result = with_pairs(pairs, BOWEN, services=(service("99213", separate_problem=True),))
    assert ("25",) == marks(result)["99213"]


def test_two_services_of_one_pair_are_not_set_apart_without_a_word_of_lesions() -> None:
    pairs = {("11102", "11300"): 1}
    result = with_pairs(pairs, services=(service("11102"), service("11300")))
    assert {"11102": (), "11300": ()} == marks(result)


def test_a_line_of_the_chart_is_never_included_in_another() -> None:
    line = Draw("17000", 1, Step("17000", "by hand"))
    assert (line,) == included(line, (line,), lookups(), frozenset()).lines


def test_setting_apart_changes_neither_codes_nor_units_nor_their_number() -> None:
    before = with_pairs({}, AK, BOWEN, WARTS).lines
    after = set_apart(before, OfDay(x_modifiers=True), lookups(pairs=WARTS_OVER_AK), PACKS)
    assert [(line.code, line.units) for line in before] == [(line.code, line.units) for line in after]


def test_the_order_of_entries_marks_the_same_lines() -> None:
    pairs = BOWEN_OVER_AK | WARTS_OVER_AK
    forth: Encounter = chart(AK, BOWEN, WARTS, payer="medicare")
    back: Encounter = chart(WARTS, BOWEN, AK, payer="medicare")
    assert marks(settled(forth, lookups(pairs=pairs))) == marks(settled(back, lookups(pairs=pairs)))


@pytest.mark.parametrize(
    ("one", "two", "mark"),
    [
        ({"treats": "ak"}, {"lesion": Apart.other}, ("59",)),
        ({"lesion": Apart.other}, {"lesion": Apart.other}, ()),
        ({"treats": "ak"}, {"treats": "ak"}, ()),
        ({}, {"lesion": Apart.other}, ()),
    ],
)
def test_two_services_are_set_apart_only_where_the_chart_names_two_lesions(
    one: dict[str, object], two: dict[str, object], mark: tuple[str, ...]
) -> None:
    services = (service("11423", **one), service("11424", **two))
    assert mark == marks(with_pairs({("11423", "11424"): 1}, AK, services=services))["11424"]


# In which way a service was distinct

WAYS = [
    (Separate.encounter, "XE"),
    (Separate.structure, "XS"),
    (Separate.practitioner, "XP"),
    (Separate.no_overlap, "XU"),
]


@pytest.mark.parametrize(("way", "mark"), WAYS)
def test_the_way_in_which_a_service_was_distinct_has_its_x_modifier_for_medicare(way: Separate, mark: str) -> None:
    result = medicare(BIOPSY, BOWEN, **biopsy(separate=way))
    assert ({"17263": (), "11102": (mark,)}, ()) == (marks(result), result.questions)


@pytest.mark.parametrize("way", list(Separate))
def test_other_payers_have_59_whatever_the_way(way: Separate) -> None:
    assert ("59",) == marks(with_pairs(BIOPSY, BOWEN, **biopsy(separate=way)))["11102"]


def test_a_payer_whose_profile_takes_x_modifiers_has_them() -> None:
    other, wanting = chart(payer="aetna"), replace(PACKS, choices={"repeat_line": "XS"})
    assert (False, True) == (wants_x(other, PACKS), wants_x(other, wanting))


@pytest.mark.parametrize(("day", "wanted"), [(date(2014, 12, 31), False), (date(2015, 1, 1), True)])
def test_before_there_were_x_modifiers_medicare_had_59(day: date, wanted: bool) -> None:  # noqa: FBT001 - what is expected
    assert wanted is wants_x(chart(payer="medicare", date=day), PACKS)


@pytest.mark.parametrize(("way", "mark"), WAYS)
def test_the_modifier_stands_on_the_other_line_where_that_is_column_two(way: Separate, mark: str) -> None:
    result = medicare({("11102", "17263"): 1}, BOWEN, **biopsy(separate=way))
    assert {"17263": (mark,), "11102": ()} == marks(result)


@pytest.mark.parametrize("way", list(Separate))
@pytest.mark.parametrize("pairs", [{}, {("17263", "11102"): 9}])
def test_without_a_pair_a_distinct_service_has_no_modifier(way: Separate, pairs: Pairs) -> None:
    result = medicare(pairs, BOWEN, **biopsy(separate=way))
    assert ({"17263": (), "11102": ()}, ()) == (marks(result), result.questions)


def test_no_way_of_being_distinct_lifts_indicator_0() -> None:
    result = medicare({("17263", "11102"): 0}, BOWEN, **biopsy(separate=Separate.encounter))
    assert {"17263": ()} == marks(result)


def test_a_separate_encounter_sets_even_the_same_lesion_apart_and_a_separate_structure_does_not() -> None:
    apart = medicare(BIOPSY, BOWEN, **biopsy(separate=Separate.encounter, treats="bo"))
    assert ("XE",) == marks(apart)["11102"]
    assert "11102" not in marks(medicare(BIOPSY, BOWEN, **biopsy(separate=Separate.structure, treats="bo")))


def test_two_ways_at_once_have_59() -> None:
    pairs = {("17263", "17000"): 1, ("11300", "17000"): 1}
    result = medicare(pairs, BOWEN, AK, services=(service("11300", separate=Separate.encounter),))
    assert ("59",) == marks(result)["17000"]


def test_the_way_is_said() -> None:
    line = next(line for line in medicare(BIOPSY, BOWEN, **biopsy(separate=Separate.no_overlap)).lines if line.service)
    expected = "11102 is column two of 17263 (indicator 1, PTP-X), and it does not overlap the usual parts of the other"
    assert expected == line.step.steps[-1].because


# An earlier session of the same day


def after(*codes: str, **more: object) -> dict[str, object]:
    return {"history": tuple(earlier(code, 0, **more) for code in codes)}


def test_an_earlier_session_of_the_day_gives_todays_column_two_line_xe_or_59() -> None:
    pairs = {("17110", "17000"): 1}
    assert {"17000": ("XE",), "17003": ()} == marks(medicare(pairs, AK, **after("17110")))
    assert {"17000": ("59",), "17003": ()} == marks(with_pairs(pairs, AK, **after("17110")))


def test_the_separate_encounter_of_the_day_is_said() -> None:
    line = medicare({("17110", "17000"): 1}, AK, **after("17110")).lines[0]
    expected = "17000 is column two of 17110 (indicator 1, PTP-X), and it was a separate encounter of the same day"
    assert expected == line.step.steps[-1].because


def test_where_todays_line_is_column_one_there_is_nothing_to_mark() -> None:
    result = medicare({("17000", "17110"): 1}, AK, **after("17110"))
    assert ({"17000": (), "17003": ()}, ()) == (marks(result), result.questions)


@pytest.mark.parametrize("history", [{}, {"provider": By.other}])
def test_yesterday_and_another_provider_form_no_pair(history: Mapping[str, object]) -> None:
    days_ago = 0 if history else 1
    before = (earlier("11102", days_ago, **history),)
    assert () == marks(medicare({("11102", "17000"): 1}, AK, history=before))["17000"]


def test_who_did_it_is_asked_where_a_pair_makes_it_matter_and_the_line_stands() -> None:
    result = medicare({("17110", "17000"): 1}, AK, **after("17110", provider=None))
    assert ({"17000": (), "17003": ()}, [("provider", "17000")]) == (marks(result), keys(result.questions))
    assert () == medicare({}, AK, **after("17110", provider=None)).questions


def test_a_session_and_a_lesion_of_the_same_sitting_together_have_59() -> None:
    pairs = {("17110", "17000"): 1, ("17263", "17000"): 1}
    assert ("59",) == marks(medicare(pairs, AK, BOWEN, **after("17110")))["17000"]


# Anatomic modifiers go before 59

LID = Treated(
    id="lid",
    lesion="papilloma",
    icd10="D23.112",
    count=1,
    site="right lower eyelid margin",
    size_cm=Decimal("0.3"),
    method="cryosurgery",
)


def test_a_line_that_names_its_lid_needs_no_59_and_says_why() -> None:
    result = medicare({("17263", "67850"): 1}, BOWEN, LID)
    line = next(line for line in result.lines if line.code == "67850")
    assert {"17263": (), "67850": ("E4",)} == marks(result)
    assert ("E4", "an anatomic modifier goes before 59") == (
        line.step.steps[-1].value,
        line.step.steps[-1].because[-35:],
    )


def test_a_part_that_the_other_line_names_too_sets_nothing_apart() -> None:
    result = medicare({("67850", "67840"): 1}, LID, services=(service("67840", modifiers=("E4",), lesion=Apart.other),))
    assert ("E4", "59") == marks(result)["67840"]


def test_another_part_than_the_other_lines_sets_it_apart() -> None:
    result = medicare({("67850", "67840"): 1}, LID, services=(service("67840", modifiers=("E1",), lesion=Apart.other),))
    assert ("E1",) == marks(result)["67840"]


def test_50_on_the_other_line_names_both_sides() -> None:
    services = (service("50542", modifiers=("50",), separate=Separate.no_overlap), service("50593", modifiers=("LT",)))
    assert ("LT", "XU") == marks(medicare({("50542", "50593"): 1}, services=services))["50593"]
    services = (service("50542", modifiers=("RT",), separate=Separate.no_overlap), service("50593", modifiers=("LT",)))
    assert ("LT",) == marks(medicare({("50542", "50593"): 1}, services=services))["50593"]


def test_an_earlier_session_is_set_apart_by_xe_even_where_a_part_is_named() -> None:
    result = medicare({("17263", "67850"): 1}, LID, **after("17263"))
    assert ("E4", "XE") == marks(result)["67850"]


def test_a_visit_sets_no_procedure_apart() -> None:
    visit = service("99213", separate_problem=True, separate=Separate.encounter)
    assert () == marks(medicare({("99213", "17000"): 1}, AK, services=(visit,)))["17000"]


def test_lines_of_which_nobody_says_what_they_were_for_are_not_set_apart() -> None:
    lines = tuple(Draw(code, 1, Step(code, "by hand")) for code in ("17110", "17000"))
    assert lines == set_apart(lines, OfDay(), lookups(pairs=WARTS_OVER_AK), PACKS)
