"""From a chart, or a finished claim, to an explained and priced answer."""

from dataclasses import replace
from pathlib import Path

import pytest
from tests.api.demo import EXAMPLE, MAC, TEXT, amounts, chart, claim, demo, found, lines, question, total

import frostline
from frostline.api import bill, load_encounter, load_text
from frostline.model.claim import Status
from frostline.model.encounter import Service
from frostline.model.errors import Faults, FrostlineError
from frostline.model.reason import Currency

WARTS = "{id: w, lesion: wart, count: 2, site: left hand, method: LN2, symptoms: [pain]}"
NOT_HELD = "local coverage determinations (LCDs), and every NCD but 230.9 and 250.4"


def test_eight_keratoses_and_a_bowen_lesion_are_three_lines_with_xs_on_the_keratoses() -> None:
    outcome = bill(load_encounter(EXAMPLE))
    assert [("17263", 1, ()), ("17000", 1, ("XS",)), ("17003", 7, ())] == lines(outcome)
    assert ["218.10", "38.63", "52.85"] == amounts(outcome)
    assert ("309.58", ()) == (total(load_encounter(EXAMPLE)), outcome.questions)
    assert [("D04.62",), ("L57.0",), ("L57.0",)] == [line.diagnoses for line in outcome.lines]


def test_nothing_of_the_example_fails_and_what_is_not_known_is_said() -> None:
    outcome = bill(demo())
    assert [] == found(outcome, Status.failed)
    assert (
        f"Coverage of 17263 by policies that are not held: {NOT_HELD}",
        "Third party's copies, not the publisher's own files: ptp PTP-2024Q3, addon AOC-2024Q3, zip ZIP5-2026Q2",
    ) == outcome.not_checked
    national = "medicare.ncd.250.4@2001-11-26"
    assert [None, national, national] == [decision.policy for decision in outcome.coverage]
    assert ["not_addressed", "medically_necessary", "medically_necessary"] == [d.outcome for d in outcome.coverage]
    assert not outcome.clean


def test_the_header_names_place_payer_locality_and_factor() -> None:
    expected = {"place": "11 office", "payer": "medicare", "factor": "33.4009 (non-QP)"}
    assert expected | {"locality": "Seattle (King Cnty), WA"} == dict(bill(demo()).header)
    assert "33.5675 (QP)" == dict(bill(demo(qp="true")).header)["factor"]


def test_every_edit_answers_once_or_more() -> None:
    outcome = bill(demo())
    assert 18 == len({held.edit for held in outcome.findings})


def test_what_the_answer_rests_on_is_named_with_its_days() -> None:
    held = {source.table: source for source in bill(demo()).checked_against}
    assert {"schedule", "ptp", "mue", "addon", "gpci", "zip", "icd10", "packs"} == set(held)
    assert (Currency.confirmed, "RVU26B") == (held["schedule"].currency, held["schedule"].release)
    assert (Currency.unconfirmed, "PTP-2024Q3") == (held["ptp"].currency, held["ptp"].release)
    assert "built-in figures of this field" == held["ptp"].note
    assert "" == held["gpci"].note


def test_a_finding_of_an_old_table_is_unconfirmed() -> None:
    held = {finding.edit: finding.currency for finding in bill(demo()).findings}
    assert (Currency.unconfirmed, Currency.confirmed) == (held["ncci.ptp"], held["ncci.mue"])


@pytest.mark.parametrize(
    ("place", "amount"),
    [("office", "309.58"), ('"11"', "309.58"), ("home", "309.58"), ("ASC", "152.59"), ('"22"', "152.59")],
)
def test_the_place_decides_the_amount(place: str, amount: str) -> None:
    assert amount == total(demo(place=place))


def test_in_a_facility_its_own_fee_is_named_as_not_priced() -> None:
    inside, outside = bill(demo(place="ASC")), bill(demo())
    note = "Price: the facility's own fee (hospital or surgery center) is not priced; amounts are the physician's"
    assert note in inside.not_checked
    assert note not in outside.not_checked


def test_another_payer_gets_medicares_amounts_and_is_told_so() -> None:
    outcome = bill(demo(payer="Aetna"))
    assert [("17263", 1, ()), ("17000", 1, ("59",)), ("17003", 7, ())] == lines(outcome)
    assert "309.58" == total(demo(payer="Aetna"))
    assert "Price: amounts are Medicare's; what Aetna allows stands in its contract" in outcome.not_checked


@pytest.mark.parametrize("payer", ["medicare", "Medicare", "MEDICARE"])
def test_medicare_is_medicare_however_it_is_written(payer: str) -> None:
    assert ("XS",) == bill(demo(payer=payer)).lines[1].modifiers
    assert not any("contract" in note for note in bill(demo(payer=payer)).not_checked)


def test_without_payer_place_and_locality_no_price_is_sought_and_none_is_asked_for() -> None:
    outcome = bill(load_text("date: 2026-05-04\ntreated:\n  - {lesion: AK, count: 8, site: face, method: LN2}\n"))
    assert [("17000", 1, ()), ("17003", 7, ())] == lines(outcome)
    assert ([None, None], ()) == (amounts(outcome), outcome.questions)
    assert any(note.startswith("Price: no payer and no locality is stated") for note in outcome.not_checked)
    assert [59, 28] == [price.work_rvu for price in outcome.prices]


@pytest.mark.parametrize(
    ("provider", "expected"),
    [
        ("role: assistant", [None, None, None]),
        ("role: practitioner", ["185.39", "32.84", "44.94"]),
        ("participating: false, role: surgeon", ["207.20", "36.70", "50.19"]),
    ],
)
def test_a_role_or_participation_is_paid_its_share_or_says_why_not(provider: str, expected: list[str | None]) -> None:
    outcome = bill(load_text(TEXT.replace("participating: true, role: surgeon", provider)))
    assert (expected, ()) == (amounts(outcome), outcome.questions)
    assert (None in expected) == any("add 80, 81, 82 or AS" in note for note in outcome.not_checked)


def test_a_cosmetic_line_has_no_amount_and_leaves_the_rank_of_the_others_alone() -> None:
    looks = "{id: w, lesion: wart, count: 2, site: left hand, method: LN2, cosmetic: true}"
    outcome = bill(chart(looks, "{id: a, lesion: AK, count: 1, site: face, method: LN2}"))
    assert {"17110": ("GY",), "17000": ("XS",)} == {line.code: line.modifiers for line in outcome.lines}
    assert {"17110": None, "17000": 7725} == {
        line.code: price.allowed for line, price in zip(outcome.lines, outcome.prices, strict=True)
    }
    assert [("cosmetic", 1)] == [held for held in found(outcome, Status.failed) if held[0] == "cosmetic"]


# Questions


def test_a_missing_count_is_asked_and_nothing_is_billed_or_priced() -> None:
    outcome = bill(chart("{id: a, lesion: AK, site: face, method: LN2}"))
    assert ([], [], None) == (lines(outcome), amounts(outcome), outcome.total_allowed)
    assert ["count"] == [held.key for held in outcome.questions]
    assert () == outcome.findings


def test_what_can_be_billed_is_billed_and_priced_beside_a_question() -> None:
    outcome = bill(chart("{id: a, lesion: AK, site: face, method: LN2}", WARTS))
    assert [("17110", 1, ())] == lines(outcome)
    assert ["count"] == [held.key for held in outcome.questions]


def test_a_place_that_is_no_place_is_asked_with_the_total_of_both_settings() -> None:
    outcome = bill(demo(place="somewhere nice"))
    assert [None, None, None] == amounts(outcome)
    assert ["$309.58", "$152.59"] == [answer.gives for answer in question(outcome, "place").leads_to]


def test_a_misspelled_place_is_asked_with_the_near_ones_only_and_never_taken() -> None:
    unpriced = {"payer": "", "locality": "", "provider": ""}
    outcome = bill(chart("{id: a, lesion: AK, count: 2, site: face, method: LN2}", place="offce", **unpriced))
    assert ["11 office"] == [answer.answer for answer in question(outcome, "place").leads_to]


def test_an_ambiguous_place_whose_places_are_all_facilities_is_priced_and_asked_with_them() -> None:
    outcome = bill(demo(place="hospital"))
    assert "152.59" == total(demo(place="hospital"))
    asked = question(outcome, "place")
    assert ["19", "21", "22", "23"] == [answer.answer[:2] for answer in asked.leads_to]
    assert {"facility"} == {answer.gives for answer in asked.leads_to}


def test_an_ambiguous_place_of_both_settings_is_asked_with_their_totals() -> None:
    asked = question(bill(demo(place="nursing home")), "place")
    assert ["$309.58", "$152.59"] == [answer.gives for answer in asked.leads_to]


def test_while_a_question_can_change_the_claim_there_is_no_total_and_that_is_said() -> None:
    outcome = bill(chart("{id: a, lesion: AK, site: face, method: LN2}", WARTS))
    assert (None, True) == (outcome.total_allowed, outcome.provisional)
    assert any(note.startswith("Open questions can still change lines") for note in outcome.not_checked)
    assert not bill(demo(qp=None)).provisional


# Finished claims


def test_a_finished_claim_is_edited_and_priced_as_it_stands() -> None:
    outcome = bill(
        claim(
            '{code: "17263", units: 1, diagnoses: [D04.62]}',
            '{code: "17000", units: 1, modifiers: ["11"], diagnoses: [L57.0], charge: "150.00"}',
        )
    )
    assert [("17263", 1, ()), ("17000", 1, ("11",))] == lines(outcome)
    assert [("ncci.ptp", 2), ("modifier.unknown", 2)] == found(outcome, Status.failed)
    assert [None, None] == amounts(outcome)


def test_a_charge_below_the_schedule_is_what_is_allowed() -> None:
    line = '{code: "17000", units: 1, diagnoses: [L57.0], charge: "50.00"}'
    assert ["50.00"] == amounts(bill(claim(line)))


def test_units_that_a_claim_does_not_state_are_not_taken_for_one() -> None:
    outcome = bill(claim('{code: "17003", diagnoses: [L57.0]}'))
    assert ([("17003", 0, ())], [None]) == (lines(outcome), amounts(outcome))
    assert ("ncci.mue", 1) in found(outcome, Status.not_checked)


def test_history_reaches_the_edits_of_a_finished_claim() -> None:
    history = '[{code: "17110", date: 2026-04-28, provider: same, treats: other lesion}]'
    outcome = bill(claim('{code: "17000", units: 1, diagnoses: [L57.0]}', history=history))
    assert [("global.period", 1)] == found(outcome, Status.failed)


def test_a_claim_without_lines_says_nothing_of_edits() -> None:
    outcome = bill(load_text("date: 2026-05-04\npayer: medicare\nlines: []\n"))
    assert ((), (), ()) == (outcome.lines, outcome.findings, outcome.prices)


# Shares


def test_shares_only_where_deductible_and_coinsurance_are_stated() -> None:
    stated = load_text(TEXT + 'cost_sharing: {deductible_left: "100.00", coinsurance: "0.20"}\n')
    shares = bill(stated).shares
    assert shares is not None
    assert (14192, 16766, 335, 16431) == (
        shares.patient, shares.payer, shares.sequestration, shares.payer_after_sequestration
    )  # fmt: skip
    assert None is bill(demo()).shares
    assert None is bill(load_text(TEXT + 'cost_sharing: {coinsurance: "0.20"}\n')).shares


def test_no_share_of_a_total_that_is_not_known() -> None:
    text = TEXT.replace("qp: false, ", "") + 'cost_sharing: {deductible_left: "0", coinsurance: "0.20"}\n'
    assert None is bill(load_text(text)).shares


# Strict


def test_strict_refuses_what_a_table_does_not_confirm_and_names_it() -> None:
    with pytest.raises(FrostlineError) as raised:
        bill(demo(), strict=True)
    assert "ptp PTP-2024Q3 (known through 2024-09-30)" in str(raised.value)
    assert "addon AOC-2024Q3" in str(raised.value)
    assert "RVU26B" not in str(raised.value)
    assert "Add the releases of that day" in str(raised.value)


def test_strict_lets_pass_what_is_confirmed() -> None:
    services = (Service("17000"), Service("17003", units=7))
    day = replace(demo(date="2024-08-01", locality=MAC), treated=None, services=services)
    assert bill(day) == bill(day, strict=True)


def test_strict_refuses_a_diagnosis_that_no_list_of_the_year_can_confirm() -> None:
    with pytest.raises(FrostlineError, match="icd10"):
        bill(demo(date="2024-08-01", locality=MAC), strict=True)


def test_strict_refuses_what_no_table_answers_at_all() -> None:
    with pytest.raises(FrostlineError):
        bill(demo(date="2022-02-01", locality=MAC), strict=True)


# What cannot be answered


def test_a_zip_that_medicare_does_not_list_is_refused_with_what_to_do() -> None:
    with pytest.raises(FrostlineError, match=r"found 00000; expected a ZIP that ZIP5-2026Q2.*give mac and locality"):
        bill(demo(locality='{zip: "00000"}'))


def test_a_locality_that_does_not_exist_is_refused() -> None:
    with pytest.raises(FrostlineError, match="found MAC 02402 with locality 77"):
        bill(demo(locality='{mac: "02402", locality: "77"}'))


def test_a_zip_before_any_list_leaves_the_lines_unpriced_and_says_what_to_give() -> None:
    outcome = bill(demo(date="2024-08-01"))
    assert [None, None, None] == amounts(outcome)
    assert (
        "Price: no ZIP to locality file is held for 2024-08-01 or before; give mac and locality" in outcome.not_checked
    )
    assert () == outcome.questions


def test_a_file_that_is_not_there_is_said_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="no such file"):
        load_encounter(tmp_path / "nowhere.yaml")


def test_a_file_is_read_as_its_text_is(tmp_path: Path) -> None:
    path = tmp_path / "encounter.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert load_text(TEXT) == load_encounter(path)


def test_the_package_offers_the_main_job_by_name() -> None:
    assert bill is frostline.bill
    with pytest.raises(AttributeError, match="it has bill, codes_for, load_encounter, load_text, profile_from"):
        _ = frostline.nothing
