"""What is asked before a price, with the totals that each answer would really give; and prices by day."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import product

import polars as pl
import pytest
from tests.api.demo import MAC, amounts, chart, claim, demo, leads, question, total

from frostline.api import bill
from frostline.knowledge.book import book
from frostline.model.encounter import Encounter
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference import added
from frostline.reference.localities import all_on
from frostline.reference.releases import builtin
from frostline.reference.schemas import SCHEMAS
from frostline.reference.store import frame

SETTINGS = {"non-facility, such as an office": "office", "facility, such as a hospital": "ASC"}
QP = {"no": "false", "yes": "true"}
ENDS = (("ASC", "false"), ("office", "true"))  # the least and the most that is paid at one place
SPOTS = {spot.name: f'{{mac: "{spot.mac}", locality: "{spot.locality}"}}' for spot in all_on(demo().date)}


def place(name: str) -> str | None:
    """The locality that an answer names."""
    return "national" if name == "national" else SPOTS[name.split(": ", 1)[1]]


def shown(amount: str | None) -> str:
    return f"${amount}"


# What each answer gives


def test_a_missing_place_is_asked_with_the_total_of_both_settings() -> None:
    asked = leads(bill(demo(place=None)), "place")
    assert {answer: shown(total(demo(place=SETTINGS[answer]))) for answer in SETTINGS} == asked


@pytest.mark.parametrize("code", ["19", "21", "22", "23", "24", "26", "31", "34", "61"])
def test_every_facility_gives_the_total_of_a_facility(code: str) -> None:
    asked = leads(bill(demo(place=None)), "place")
    assert asked["facility, such as a hospital"] == shown(total(demo(place=f'"{code}"')))


@pytest.mark.parametrize("place", ['"02"', '"10"'])
def test_telehealth_is_not_paid_an_office_or_hospital_rate_that_nobody_checked(place: str) -> None:
    outcome = bill(demo(place=place))
    assert {None} == set(amounts(outcome))
    assert all("telehealth payment is not priced" in price.step.because for price in outcome.prices)


# Who did it


@pytest.mark.parametrize(
    ("provider", "expected", "words"),
    [
        ("{qp: false, participating: false}", "73.39", "does not participate: share of 95 %"),
        ("{qp: false, role: practitioner}", "65.66", "PA, NP or CNS: share of 85 %"),
        ("{qp: false, role: surgeon, participating: true}", "77.25", ""),
    ],
)
def test_the_provider_of_the_encounter_is_paid_by_what_he_is(provider: str, expected: str, words: str) -> None:
    outcome = bill(claim('{code: "17000", units: 1, diagnoses: [L57.0]}', provider=provider))
    assert [expected] == amounts(outcome)
    assert words in "; ".join(step.because for step in outcome.prices[0].step.steps)


def test_an_assistant_whose_line_does_not_say_so_is_told_which_modifiers_would() -> None:
    outcome = bill(claim('{code: "17000", units: 1}', provider="{qp: false, role: assistant}"))
    assert [None] == amounts(outcome)
    assert "add 80, 81, 82 or AS" in outcome.prices[0].step.because


def test_every_share_cites_the_parameter_of_its_day_and_not_a_constant() -> None:
    outcome = bill(claim('{code: "17000", units: 1}', provider="{qp: false, participating: false}"))
    cited = {step.because.split(":")[0]: step.cite for step in outcome.prices[0].step.steps}
    value = book().parameters["mpfs.nonparticipating"].on(outcome.date)
    assert value is not None
    assert value.cite == cited["does not participate"]
    assert cited["limiting charge of one unit"].startswith("42 CFR 414.48(b)")


def test_a_missing_factor_is_asked_with_the_total_of_both() -> None:
    asked = leads(bill(demo(qp=None)), "qp")
    assert {answer: shown(total(demo(qp=QP[answer]))) for answer in QP} == asked


def test_a_missing_locality_is_asked_with_the_national_total_and_both_ends() -> None:
    asked = leads(bill(demo(locality=None)), "locality")
    assert ["national", "lowest", "highest"] == [answer.split(":")[0] for answer in asked]
    assert {answer: shown(total(demo(locality=place(answer)))) for answer in asked} == asked


def test_no_locality_is_below_the_lowest_or_above_the_highest() -> None:
    keratosis = "{id: a, lesion: AK, count: 1, site: face, method: LN2}"
    asked = leads(bill(chart(keratosis, locality="")), "locality")
    every = [Decimal(total(chart(keratosis, locality=spot)) or 0) for spot in SPOTS.values()]
    ends = {answer.split(":")[0]: gives for answer, gives in asked.items()}
    assert (109, ends["lowest"], ends["highest"]) == (len(every), f"${min(every)}", f"${max(every)}")


def test_several_that_are_missing_are_each_asked_with_the_range_that_the_others_leave() -> None:
    outcome = bill(demo(place=None, locality=None, qp=None))
    assert ["place", "locality", "qp"] == [held.key for held in outcome.questions]
    ranges = {answer: gives for key in ("place", "locality", "qp") for answer, gives in leads(outcome, key).items()}
    spots = [place(answer) for answer in leads(outcome, "locality")]
    for (setting, where), (named, qp), spot in product(SETTINGS.items(), QP.items(), spots):
        amount = Decimal(total(demo(place=where, locality=spot, qp=qp)) or 0)
        for answer in (setting, named):
            assert within(amount, ranges[answer])


def test_a_locality_is_asked_with_the_exact_range_that_place_and_factor_leave() -> None:
    for answer, gives in leads(bill(demo(place=None, locality=None, qp=None)), "locality").items():
        ends = [total(demo(place=where, locality=place(answer), qp=qp)) for where, qp in ENDS]
        assert f"${ends[0]} to ${ends[1]}" == gives


def within(amount: Decimal, gives: str) -> bool:
    low, high = (Decimal(end.removeprefix("$")) for end in gives.split(" to "))
    return low <= amount <= high


def test_a_year_with_one_factor_asks_for_none() -> None:
    outcome = bill(demo(date="2024-08-01", qp=None, locality=MAC))
    assert () == outcome.questions
    assert None is not outcome.total_allowed


def test_what_is_stated_is_not_asked() -> None:
    assert () == bill(demo()).questions


def test_a_charge_is_honored_in_every_answer() -> None:
    line = '{code: "17000", units: 1, diagnoses: [L57.0], charge: "60.00"}'
    asked = leads(bill(claim(line, place="")), "place")
    assert {"non-facility, such as an office": "$60.00", "facility, such as a hospital": "$54.30"} == asked


def test_without_units_no_total_is_promised() -> None:
    assert () == bill(claim('{code: "17000", diagnoses: [L57.0]}', place="")).questions


@pytest.mark.parametrize("key", ["place", "locality", "provider"])
def test_a_line_that_nobody_can_price_is_not_shown_as_zero_dollars(key: str) -> None:
    asked = bill(claim('{code: "46999", units: 1}', **{key: ""})).questions
    assert [] == [answer.gives for held in asked for answer in held.leads_to if "$" in answer.gives]


def test_a_setting_in_which_the_code_is_not_done_is_no_answer() -> None:
    asked = leads(bill(claim('{code: "31641", units: 1}', place="")), "place")
    assert None is total(claim('{code: "31641", units: 1}'))
    assert {"facility, such as a hospital": shown(total(claim('{code: "31641", units: 1}', place="ASC")))} == asked


def test_a_part_of_a_claim_is_not_shown_as_its_total() -> None:
    rows = ('{code: "0440T", units: 1}', '{code: "17003", units: 1, diagnoses: [L57.0]}')
    assert None is total(claim(*rows))
    asked = leads(bill(claim(*rows, provider="")), "qp")
    assert [] == [gives for gives in asked.values() if "$" in gives]


def test_before_any_index_file_no_locality_is_asked_for() -> None:
    outcome = bill(demo(date="2021-06-01", locality=None))
    assert ([None, None, None], ()) == (amounts(outcome), outcome.questions)


# By day


def keratosis(day: str) -> Encounter:
    """One keratosis in an office in Seattle."""
    return chart("{id: a, lesion: AK, count: 1, site: face, method: LN2}", date=day)


def table(name: str, release: str) -> pl.DataFrame:
    """One built-in release by its name."""
    return frame(next(held for held in builtin() if (held.table, held.release) == (name, release)))


def by_hand(schedule: str, indices: str, factor: str) -> str:
    """17000 in Seattle, non-facility, from the published rows."""
    values = table("schedule", schedule).filter(code="17000", modifier="").row(0, named=True)
    where = table("gpci", indices).filter(mac="02402", locality="02").row(0, named=True)
    work = max(Decimal(where["work"] or where["work_floored"]), Decimal(1000))
    pairs = ((values["work"], work), (values["pe_nonfacility"], where["pe"]), (values["mp"], where["mp"]))
    product = sum((Decimal(value) * Decimal(index) for value, index in pairs), Decimal(0)) / 100_000 * Decimal(factor)
    return str(product.quantize(Decimal("0.01"), ROUND_HALF_UP))


@pytest.mark.parametrize(
    ("day", "schedule", "indices", "factor", "currency"),
    [
        ("2022-01-01", "RVU22A", "GPCI2022", "34.6062", "confirmed"),
        ("2022-02-01", "RVU22A", "GPCI2022", "34.6062", "confirmed"),
        ("2022-05-01", "RVU22A", "GPCI2022", "34.6062", "unconfirmed"),
        ("2023-02-01", "RVU22A", "GPCI2022", "34.6062", "unconfirmed"),
        ("2023-11-01", "RVU23D", "GPCI2023", "33.8872", "confirmed"),
        ("2024-02-01", "RVU24A", "GPCI2024", "32.7442", "confirmed"),
        ("2024-03-08", "RVU24A", "GPCI2024", "32.7442", "confirmed"),
        ("2024-03-09", "RVU24AR", "GPCI2024", "33.2875", "confirmed"),
        ("2024-05-01", "RVU24AR", "GPCI2024", "33.2875", "unconfirmed"),
        ("2024-08-01", "RVU24C", "GPCI2024", "33.2875", "confirmed"),
        ("2025-06-01", "RVU24C", "GPCI2024", "33.2875", "unconfirmed"),
        ("2026-02-01", "RVU24C", "GPCI2024", "33.2875", "unconfirmed"),
        ("2026-05-04", "RVU26B", "GPCI2026", "33.4009", "confirmed"),
        ("2026-11-22", "RVU26B", "GPCI2026", "33.4009", "unconfirmed"),
        ("2027-03-01", "RVU26B", "GPCI2026", "33.4009", "unconfirmed"),
    ],
)
def test_each_day_has_the_values_indices_and_factor_of_one_year(
    day: str, schedule: str, indices: str, factor: str, currency: str
) -> None:
    outcome = bill(keratosis(day))
    price = outcome.prices[0]
    assert (schedule, Currency(currency)) == (price.release, price.currency)
    assert [by_hand(schedule, indices, factor)] == amounts(outcome)
    assert dict(outcome.header)["factor"].startswith(factor)
    assert ("estimate" in price.step.because) == (currency == "unconfirmed")
    notes = [note for note in outcome.not_checked if "estimate" in note]
    assert ([f"Price: an estimate; {schedule} is not confirmed for {day}"] if notes else []) == notes
    assert bool(notes) == (currency == "unconfirmed")


@pytest.mark.parametrize("day", ["2021-12-31", "2020-05-04"])
def test_before_2022_nothing_is_priced_and_the_reason_is_the_missing_file(day: str) -> None:
    outcome = bill(keratosis(day))
    assert [None] == amounts(outcome)
    assert "no relative value file is held for the day or before" == outcome.prices[0].step.because
    assert () == outcome.questions


def test_a_zip_list_that_is_not_of_the_day_makes_the_amount_an_estimate() -> None:
    outcome = bill(demo(date="2026-07-15"))
    assert {Currency.unconfirmed} == {price.currency for price in outcome.prices}


@pytest.mark.parametrize(
    ("day", "indices"), [("2025-06-01", "GPCI2024"), ("2026-02-01", "GPCI2024"), ("2026-05-04", "GPCI2026")]
)
def test_the_index_release_that_prices_is_the_one_that_is_named(day: str, indices: str) -> None:
    named = {source.table: source.release for source in bill(keratosis(day)).checked_against}
    assert indices == named["gpci"]


@pytest.mark.parametrize(("day", "cut"), [("2022-02-01", 0), ("2022-05-01", 1), ("2022-08-01", 2), ("2026-05-04", 2)])
def test_sequestration_is_that_of_the_day(day: str, cut: int) -> None:
    encounter = chart(
        "{id: a, lesion: AK, count: 1, site: face, method: LN2}",
        date=day,
        cost_sharing='{deductible_left: "0", coinsurance: "0"}',
    )
    shares = bill(encounter).shares
    assert shares is not None
    assert (Decimal(shares.payer * cut) / 100).quantize(Decimal(1), ROUND_HALF_UP) == shares.sequestration


def test_the_question_is_the_same_whether_asked_alone_or_with_others() -> None:
    alone = question(bill(demo(place=None)), "place").ask
    assert alone == question(bill(demo(place=None, qp=None)), "place").ask


def test_a_list_of_caps_that_no_line_rests_on_is_no_source_of_the_claim() -> None:
    """Else a list of 2024 would make every later claim unconfirmed."""
    first, last = date(2024, 1, 1), date(2024, 3, 8)
    caps = Release("oppscap", "OPPSCAP24A", "CMS", "by hand", "0" * 64, first, last, rows=1, complete=True)
    row = ("76856", "", "02402", "02", "A", 1, 1)
    with added.changing():
        held = added.write(pl.DataFrame([row], schema=dict(SCHEMAS["oppscap"].columns), orient="row"), caps)
        added.commit([held])
    outcome = bill(demo())
    assert "oppscap" not in {source.table for source in outcome.checked_against}
    assert "309.58" == total(demo())
