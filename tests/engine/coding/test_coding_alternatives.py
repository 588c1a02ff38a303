"""Why not another code: what the family's own limits and its neighbors say, with the numbers of the chart."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, chart, entry, lookups, service, settled

from frostline.engine.coding.beside.alternatives import MOST, alternatives
from frostline.engine.coding.beside.by_choice import by_pick
from frostline.engine.coding.lookups import Settled
from frostline.model.claim import Alternative
from frostline.model.encounter import Apart, Pathology, Treated
from frostline.model.families import Choice, Family, Pick
from frostline.reference.store import Held

GONE = {"0340T": "2017"}  # codes that the schedule has no more, and their last year, which the pack must say
CODE = re.compile(r"\b(?:\d{5}|\d{4}T|[A-Z]\d{4})\b")
IN_2026 = date(2026, 5, 4)

FROZEN = Treated(count=2, method="cryoablation", approach="percutaneous", pathology=Pathology.confirmed)
LESION = Treated(lesion="papilloma", count=2, method="cryosurgery")
SIMPLE = Treated(lesion="genital wart", count=3, method="cryosurgery", extent="simple")
TAGS = Treated(lesion="skin tag", count=26, site="neck", method="cryosurgery")
STAIN = Treated(id="a", lesion="port-wine stain", area_sq_cm=Decimal("4.0"), site="face", method="laser")
KIDNEY = entry(FROZEN, id="ki", lesion="kidney tumor", site="left kidney", guidance=("ct",))
SMALL_CANCER = entry(BOWEN, id="bcc", lesion="basal cell carcinoma", site="neck", size_cm=Decimal("0.9"))

CHARTS = {
    "skin.premalignant": AK,
    "skin.benign": WARTS,
    "skin.vascular": STAIN,
    "skin.malignant": BOWEN,
    "skin.tags": TAGS,
    "skin.acne": Treated(lesion="acne", count=12, site="face", method="cryosurgery"),
    "skin.photodynamic": entry(AK, method="PDT by nurse"),
    "genital.penis": entry(SIMPLE, site="penis"),
    "genital.vulva": entry(SIMPLE, site="vulva"),
    "genital.vagina": entry(SIMPLE, site="vagina"),
    "anal.lesions": entry(SIMPLE, site="anus"),
    "anal.hemorrhoids": Treated(lesion="hemorrhoids", site="anus", method="cryosurgery"),
    "cervix": Treated(lesion="cervical dysplasia", site="cervix", method="cryocautery"),
    "eyelid.margin": entry(WARTS, count=1, site="left upper eyelid margin", size_cm=Decimal("0.4")),
    "mouth.vestibule": entry(LESION, site="buccal mucosa"),
    "mouth.palate": entry(LESION, site="soft palate"),
    "mouth.tongue": entry(LESION, site="tongue"),
    "mouth.gum": entry(LESION, site="gum"),
    "mouth.cooling": Treated(lesion="oral mucositis", site="tongue", method="oral cooling"),
    "airway.cryolysis": Treated(lesion="sleep apnea", site="soft palate", method="cryolysis"),
    "airway": entry(FROZEN, lesion="airway tumor", site="left main bronchus", approach="bronchoscopic"),
    "lung": entry(FROZEN, lesion="lung tumor", site="left lung"),
    "bone": entry(FROZEN, lesion="bone tumor", site="femur"),
    "breast.fibroadenoma": entry(FROZEN, lesion="fibroadenoma", site="left breast"),
    "breast.malignant": entry(FROZEN, lesion="breast cancer", site="left breast"),
    "liver": entry(FROZEN, lesion="liver tumor", site="liver", guidance=("ultrasound",)),
    "kidney": KIDNEY,
    "pancreas.unlisted": entry(FROZEN, lesion="pancreatic tumor", site="pancreas"),
    "prostate": entry(FROZEN, lesion="prostate cancer", site="prostate"),
    "male.unlisted": entry(FROZEN, lesion="tumor", site="epididymis"),
    "scrotum.unlisted": entry(SIMPLE, site="scrotum as an organ"),
    "soft_tissue.unlisted": entry(FROZEN, lesion="desmoid", site="abdominal wall"),
    "nerve": Treated(
        lesion="knee pain",
        count=1,
        site="peripheral nerve of left leg",
        method="cryoneurolysis",
        approach="percutaneous",
    ),
    "nose.posterior_nerve": Treated(
        lesion="chronic rhinitis", site="posterior nasal nerve", method="cryoablation", approach="endoscopic"
    ),
    "endometrium": Treated(lesion="heavy menstrual bleeding", site="uterus", method="cryoablation"),
    "female.bladder_neck": Treated(lesion="stress incontinence", site="bladder neck", method="cooled radiofrequency"),
}


def told(result: Settled) -> tuple[Alternative, ...]:
    return alternatives(result, PACKS)


def why_not(*treated: Treated, code: str, line: str = "") -> list[str]:
    """What is said of a code, on the line of one code where there are several."""
    result = settled(chart(*treated))
    lines = {number: held.code for number, held in enumerate(result.lines, start=1)}
    return [held.because for held in told(result) if held.code == code and line in {"", lines[held.line]}]


def whole(*treated: Treated) -> list[tuple[str, str, str]]:
    """Everything that is said, without the numbers of the lines."""
    result = settled(chart(*treated))
    return sorted((result.lines[held.line - 1].code, held.code, held.because) for held in told(result))


# Every family


def test_no_family_is_left_without_a_chart_here() -> None:
    assert {family.id for family in PACKS.families} == set(CHARTS)


@pytest.mark.parametrize("family", PACKS.families, ids=lambda family: family.id)
def test_a_line_of_every_family_says_what_was_not_taken(family: Family) -> None:
    result = settled(chart(CHARTS[family.id]))
    numbers = [number for number, line in enumerate(result.lines, start=1) if line.family is family]
    assert numbers
    found = told(result)
    for number in numbers:
        about = [held for held in found if held.line == number]
        assert 1 <= len(about) <= MOST
        assert all(held.cite.startswith(str(family.cite)) for held in about)


@pytest.mark.parametrize("treated", CHARTS.values(), ids=CHARTS)
def test_a_line_is_not_told_against_itself_but_for_its_units(treated: Treated) -> None:
    result = settled(chart(treated))
    own = [held for held in told(result) if held.code == result.lines[held.line - 1].code]
    assert [held for held in own if "unit" not in held.because] == []


@pytest.mark.parametrize("treated", CHARTS.values(), ids=CHARTS)
def test_no_code_is_excluded_twice_on_a_line_but_its_own(treated: Treated) -> None:
    result = settled(chart(treated))
    others = [(held.line, held.code) for held in told(result) if held.code != result.lines[held.line - 1].code]
    assert len(set(others)) == len(others)


def test_no_code_of_another_line_is_called_wrong_beside_it() -> None:
    day = (AK, WARTS, BOWEN, SMALL_CANCER, TAGS, CHARTS["skin.acne"], KIDNEY)
    result = settled(chart(*day))
    billed = {line.code for line in result.lines}
    assert {"17000", "17003", "17110", "17263", "17271", "11200", "17340", "50593", "77013"} <= billed
    found = [(result.lines[held.line - 1].code, held.code) for held in told(result)]
    assert [(line, code) for line, code in found if code in billed and code != line] == []


def test_the_order_of_entries_changes_nothing() -> None:
    sets = [
        (AK, entry(AK, id="more", count=9, site="scalp"), WARTS),
        (BOWEN, SMALL_CANCER, entry(SMALL_CANCER, id="third", site="scalp", size_cm=Decimal("0.8"))),
        (STAIN, entry(STAIN, id="b", area_sq_cm=Decimal("8.0"), site="neck")),
        (entry(SIMPLE, id="s", site="penis"), entry(SIMPLE, id="x", site="penis", extent="extensive")),
        (KIDNEY, entry(KIDNEY, id="r", site="right kidney", guidance=("ultrasound",))),
    ]
    for day in sets:
        assert [whole(*day)] * len(list(permutations(day))) == [whole(*order) for order in permutations(day)]


# Numbers


@pytest.mark.parametrize("count", [2, 8, 14])
def test_the_flat_code_of_keratoses_says_how_many_are_lacking(count: int) -> None:
    assert [f"from 15 lesions; here {count}"] * 2 == why_not(entry(AK, count=count), code="17004")


def test_the_first_keratosis_is_no_seventh_unit_of_the_add_on() -> None:
    eight = entry(AK, count=8)
    assert ["8 units: the first of the 8 lesions is 17000, which leaves 7"] == why_not(eight, code="17003")
    second = "a second unit: it is the first lesion alone, each further one is 17003; here 8"
    assert [second] == why_not(eight, code="17000")


def test_one_keratosis_has_no_further_ones() -> None:
    assert ["each lesion after the first; here 1"] == why_not(entry(AK, count=1), code="17003")


def test_fifteen_keratoses_are_never_billed_one_by_one_beside_the_flat_code() -> None:
    parts = (entry(AK, count=6), entry(AK, id="b", count=9, site="scalp"))
    because = "17004 replaces it from 15 lesions (here 15); never beside it"
    assert ([because], [because]) == (why_not(*parts, code="17000"), why_not(*parts, code="17003"))
    assert ["a second unit: any number from 15 is one unit; here 15"] == why_not(*parts, code="17004")


def test_warts_of_two_kinds_are_one_unit_together() -> None:
    parts = (WARTS, entry(WARTS, id="mo", lesion="molluscum", count=3, site="back"))
    assert ["from 15 lesions; here 7"] == why_not(*parts, code="17111")
    pooled = "a second unit: kinds and sites are pooled, up to 14 are one unit a day; here 7"
    assert [pooled] == why_not(*parts, code="17110")


def test_an_uncounted_wart_beside_twenty_is_said_to_be_at_least_one() -> None:
    parts = (entry(WARTS, count=20), entry(WARTS, id="b", count=None, site="foot"))
    assert ["up to 14 lesions; here at least 21, and never beside 17111"] == why_not(*parts, code="17110")
    pooled = "a second unit: kinds and sites are pooled, 15 and more are one unit a day; here at least 21"
    assert [pooled] == why_not(*parts, code="17111")


def test_tags_are_not_counted_by_full_tens_alone_nor_beyond_the_ten_begun() -> None:
    short = "1 unit for full groups alone: 11 further lesions, and a part of 10 counts like 10; here 2"
    assert ["3 units: from 36 lesions; here 26", short] == why_not(TAGS, code="11201")
    assert ["2 units: from 26 lesions; here 16"] == why_not(entry(TAGS, count=16), code="11201")
    assert ["from 16 lesions; here 15"] == why_not(entry(TAGS, count=15), code="11201")
    long = entry(TAGS, count=45)
    assert ["4 units: from 46 lesions; here 45"] == why_not(long, code="11201")
    further = "2 units for full groups alone: 21 further lesions, and a part of 10 counts like 10; here 3"
    assert further == why_not(entry(TAGS, count=36), code="11201")[1]


def test_acne_is_one_unit_whatever_was_counted() -> None:
    acne = CHARTS["skin.acne"]
    once = "a second unit: one a session, whatever the number"
    assert [f"{once}; here 12"] == why_not(acne, code="17340")
    assert [once] == why_not(entry(acne, count=None), code="17340")


# Measures


def test_areas_are_added_and_the_bands_on_both_sides_are_named() -> None:
    parts = (STAIN, entry(STAIN, id="b", area_sq_cm=Decimal("8.0"), site="neck"))
    assert ["below 10 sq cm in all; here 12.0"] == why_not(*parts, code="17106")
    assert ["above 50 sq cm in all; here 12.0"] == why_not(*parts, code="17108")
    added = "a second unit: the areas are added, 4.0 + 8.0 = 12.0 sq cm, and the sum has one code"
    assert [added] == why_not(*parts, code="17107")
    assert ["10 to 50 sq cm in all; here 4.0"] == why_not(STAIN, code="17107")


def test_the_nearer_size_of_a_cancer_comes_first() -> None:
    def first(size: str) -> Alternative:
        return told(settled(chart(entry(BOWEN, size_cm=Decimal(size)))))[0]

    assert ("17262", "1.1 to 2.0 cm; here 2.2 cm") == (first("2.2").code, first("2.2").because)
    assert ("17264", "3.1 to 4.0 cm; here 2.9 cm") == (first("2.9").code, first("2.9").because)
    assert ("17266", "above 4.0 cm; here 4.0 cm") == (first("4.0").code, first("4.0").because)
    assert ("17264", "3.1 to 4.0 cm; here 4.2 cm") == (first("4.2").code, first("4.2").because)
    assert ("17261", "0.6 to 1.0 cm; here 0.3 cm") == (first("0.3").code, first("0.3").because)
    assert ("17260", "up to 0.5 cm; here 0.6 cm") == (first("0.6").code, first("0.6").because)


def test_the_neck_is_told_apart_from_face_and_trunk() -> None:
    own = "neck is in the group of scalp, neck, hands, feet, genitalia"
    assert [f"face, ears, eyelids, nose, lips, mucosa; {own}"] == why_not(SMALL_CANCER, code="17281")
    assert [f"trunk, arms, legs; {own}"] == why_not(SMALL_CANCER, code="17261")


def test_a_cancer_whose_name_gives_the_site_is_placed_by_it() -> None:
    named = entry(BOWEN, lesion="Bowen disease of penis", site=None)
    assert ["trunk, arms, legs; penis is in the group of scalp, neck, hands, feet, genitalia"] == why_not(
        named, code="17263"
    )


def test_diameters_that_somebody_could_add_are_named() -> None:
    both = (SMALL_CANCER, entry(SMALL_CANCER, id="b", site="scalp", size_cm=Decimal("1.4")))
    because = "0.9 + 1.4 cm: diameters are never added, each lesion has a code of its own"
    assert [because] == why_not(*both, code="17273", line="17271")
    twice = entry(SMALL_CANCER, count=2, size_cm=Decimal("1.4"))
    because = "1.4 + 1.4 cm: diameters are never added, each lesion has a code of its own"
    assert [because] == why_not(twice, code="17273")
    assert [] == [text for _, _, text in whole(SMALL_CANCER, BOWEN) if "never added" in text]


# Choices


def test_the_other_codes_of_the_penis_say_what_they_would_need() -> None:
    simple = entry(SIMPLE, site="penis")
    assert ["extensive; the chart says simple"] == why_not(simple, code="54065")
    assert ["chemical; here cryosurgery"] == why_not(simple, code="54050")
    assert ["electrosurgery or radiofrequency; here cryosurgery"] == why_not(simple, code="54055")
    assert ["a second unit: one a session, whatever the number; here 3"] == why_not(simple, code="54056")


def test_an_extensive_treatment_takes_the_simple_one_beside_it() -> None:
    parts = (entry(SIMPLE, id="s", site="penis"), entry(SIMPLE, id="x", site="penis", count=2, extent="extensive"))
    assert ["simple; the chart says extensive; 54065 takes the others of the day"] == why_not(*parts, code="54056")
    assert ["a second unit: one a session, whatever the number; here 5"] == why_not(*parts, code="54065")


def test_two_tumors_of_one_kidney_are_no_two_units() -> None:
    assert ["laparoscopic; here percutaneous"] == why_not(KIDNEY, code="50542")
    assert ["a second unit: one a side, whatever the number; here 2"] == why_not(KIDNEY, code="50593")
    both = entry(KIDNEY, site="both kidneys")
    known = replace(lookups(), bilateral={"50593": "1"})
    result = settled(chart(both), known)
    found = [held.because for held in alternatives(result, PACKS) if held.code == "50593"]
    assert ["a second unit or line for the other side: both sides are one unit with 50"] == found


def test_the_arm_is_told_apart_from_the_leg_and_each_nerve_is_a_unit() -> None:
    leg = CHARTS["nerve"]
    assert ["peripheral nerve of arm; here peripheral nerve of leg"] == why_not(leg, code="0440T")
    assert ["open or laparoscopic or thoracoscopic; here percutaneous"] == why_not(leg, code="G0571")
    assert ["a second unit: each one treated is a unit; here 1"] == why_not(leg, code="0441T")
    three = entry(leg, count=3)
    assert ["one unit for all: each one treated is a unit; here 3"] == why_not(three, code="0441T")


def test_a_code_for_smaller_lesions_says_how_small() -> None:
    result = settled(chart(CHARTS["eyelid.margin"]))
    small = Choice("67800", at_most_cm=Decimal("0.2"))
    way = Pick(per="lid", codes=(Choice("67850", at_most_cm=Decimal("1.0")), small))
    assert ("67800", "up to 0.2 cm; here 0.4 cm") in by_pick(result.lines[0], way, PACKS, guided=False)


def test_photodynamic_therapy_is_told_apart_by_who_did_it() -> None:
    found = why_not(CHARTS["skin.photodynamic"], code="96573")
    assert ["photodynamic therapy by physician; here photodynamic therapy by staff"] == found


# Guidance


def test_guidance_says_which_imaging_the_chart_has() -> None:
    assert ["guidance by ultrasound; here CT"] == why_not(KIDNEY, code="76940")
    assert ["guidance by MRI; here CT"] == why_not(KIDNEY, code="77022")
    assert [("77013", "77012")] == [(line, code) for line, code, _ in whole(KIDNEY) if code == "77012"]


def test_guidance_that_nobody_recorded_is_not_billed_on_hope() -> None:
    silent = entry(KIDNEY, guidance=None)
    assert ["only beside guidance by ultrasound; here none is stated"] == why_not(silent, code="76940")
    assert ["only beside guidance by ultrasound; here fluoroscopy"] == why_not(
        entry(KIDNEY, guidance=("fluoroscopy",)), code="76940"
    )


def test_guidance_that_is_part_of_the_operation_is_said_to_be() -> None:
    laparoscopic = entry(KIDNEY, approach="laparoscopic", guidance=("ultrasound",))
    assert ["guidance by ultrasound is part of 50542"] == why_not(laparoscopic, code="76940")


# Neighbors


def test_a_wart_is_told_why_it_is_no_keratosis() -> None:
    assert ["for premalignant lesions; warts have not been 17000 and 17003 since 2007"] == why_not(WARTS, code="17000")


def test_an_add_on_code_leaves_the_neighbors_to_its_primary() -> None:
    lines = {line for line, code, _ in whole(AK) if code == "17110"}
    assert {"17000"} == lines


def test_what_an_unlisted_procedure_is_compared_with_is_not_taken_for_it() -> None:
    found = why_not(entry(FROZEN, lesion="lung tumor", site="left lung", approach="open"), code="32994")
    assert ["percutaneous; here open"] == found
    nasal = entry(CHARTS["nose.posterior_nerve"], approach="open")
    assert ["endoscopic; here open"] == why_not(nasal, code="31243")


def test_a_service_that_was_left_out_is_not_told_a_second_time() -> None:
    prostate = chart(CHARTS["prostate"], services=(service("76942"),))
    pairs = {("55873", "76942"): 0}
    result = settled(prostate, lookups(pairs=pairs))
    assert ["76942"] == [held.about for held in result.not_coded]
    assert "76942" not in {held.code for held in told(result)}


def test_what_the_provider_coded_is_not_second_guessed() -> None:
    result = settled(chart(AK, services=(service("11102", lesion=Apart.other),)))
    coded = [number for number, line in enumerate(result.lines, start=1) if line.service is not None]
    assert coded
    assert not set(coded) & {held.line for held in told(result)}


# The packs


def named(family: Family) -> Iterator[tuple[str, str]]:
    """Every code that its neighbors name, with the text that names it."""
    for held in family.neighbors:
        yield held.code, held.because
        yield from ((code, held.because) for code in CODE.findall(held.because))


@pytest.mark.parametrize("family", PACKS.families, ids=lambda family: family.id)
def test_every_neighbor_is_in_the_schedule_of_2026_or_said_to_be_gone(family: Family) -> None:
    texts = dict(named(family))
    rows = Held().narrowed(set(texts), set(), {IN_2026}, ("schedule",)).schedule.collect()
    missing = set(texts) - set(rows.filter(release="RVU26B")["code"])
    assert missing <= set(GONE)
    assert all("gone" in texts[code] and GONE[code] in texts[code] for code in missing)


@pytest.mark.parametrize("family", PACKS.families, ids=lambda family: family.id)
def test_a_neighbor_is_named_once_and_is_no_code_of_the_family(family: Family) -> None:
    codes = [held.code for held in family.neighbors]
    assert len(set(codes)) == len(codes) > 0
    assert set() == set(codes) & set(family.units.codes)


def test_what_an_unlisted_procedure_is_compared_with_is_named_among_its_neighbors() -> None:
    for family in PACKS.families:
        compared = {
            choice.compare for choice in (family.units.pick.codes if family.units.pick else ()) if choice.compare
        }
        assert compared <= {*family.units.codes, *(held.code for held in family.neighbors)}
