"""Which family of codes an entry belongs to, and what keeps it from any."""

from datetime import date
from decimal import Decimal

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, answers, drafted, entry, keys, lines

from frostline.model.encounter import Pathology, Treated

ACNE = entry(lesion="acne")
TAG = entry(lesion="skin tag", count=3)
WORDS = [
    ("anal wart", "anus", "LN2"),
    ("penile wart", "penis", "LN2"),
    ("vulvar wart", "vulva", "TCA"),
    ("vaginal wart", "vagina", "laser"),
    ("CIN 1", "cervix", "cryotherapy"),
    ("hemorrhoids", "anus", "cryotherapy"),
    ("papilloma", "left upper eyelid margin", "LN2"),
    ("papilloma", "buccal mucosa", "LN2"),
    ("papilloma", "soft palate", "LN2"),
    ("papilloma", "tongue", "LN2"),
    ("papilloma", "gum", "LN2"),
    ("fibroadenoma", "left breast", "cryoablation"),
    ("breast cancer", "left breast", "cryoablation"),
    ("bone metastasis", "left femur", "cryoablation"),
    ("lung tumor", "left lung", "cryoablation"),
    ("endobronchial tumor", "trachea", "cryotherapy"),
    ("liver metastasis", "liver", "cryoablation"),
    ("renal mass", "left kidney", "cryoablation"),
    ("prostate cancer", "prostate", "cryoablation"),
    ("seminal vesicle tumor", "left seminal vesicle", "cryoablation"),
    ("pancreatic cancer", "pancreas", "cryoablation"),
    ("desmoid tumor", "left thigh", "cryoablation"),
    ("chronic pain", "left median nerve", "cryoneurolysis"),
    ("chronic rhinitis", "left posterior nasal nerve", "cryoablation"),
    ("menorrhagia", "uterus", "cryoablation"),
    ("stress urinary incontinence", "bladder neck", "cryogen-cooled radiofrequency"),
    ("sleep apnea", "soft palate", "cryolysis"),
    ("oral mucositis", "tongue", "oral cooling"),
    ("actinic keratosis", "face", "PDT by physician"),
]


def not_coded(*treated: Treated) -> list[str]:
    return [held.about for held in drafted(*treated).not_coded]


@pytest.mark.parametrize(
    ("site", "code"),
    [("left forearm", "17263"), ("scalp", "17273"), ("penis", "17273"), ("vulva", "17273"), ("scrotum", "17273"),
     ("nose", "17283"), ("wrist", "17263"), ("ankle", "17263"), ("neck", "17273"), ("hand", "17273")],
)  # fmt: skip
def test_a_malignant_lesion_goes_by_its_site_group(site: str, code: str) -> None:
    assert {(code, 1)} == lines(drafted(entry(BOWEN, site=site)))


@pytest.mark.parametrize(
    ("like", "site", "codes", "asked"),
    [
        (AK, "penis", set(), [("extent", "ak")]),
        (WARTS, "penis", set(), [("extent", "wa")]),
        (entry(WARTS, extent="simple"), "penis", {("54056", 1)}, []),
        (entry(WARTS, extent="extensive"), "anus", {("46924", 1)}, []),
        (AK, "anus", set(), [("extent", "ak")]),
        (WARTS, "inner lip", {("40820", 4)}, []),
        (WARTS, "soft palate", {("42160", 1)}, []),
        (WARTS, "eyelid margin", set(), [("size_cm", "wa")]),
        (BOWEN, "anus", set(), []),
    ],
)
def test_an_organ_with_codes_of_its_own_gets_those_and_never_the_skin_codes(
    like: Treated, site: str, codes: set[tuple[str, int]], asked: list[tuple[str, str]]
) -> None:
    drafts = drafted(entry(like, site=site))
    assert (codes, asked) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize(("like", "site"), [(BOWEN, "anus"), (ACNE, "anus"), (TAG, "kidney"), (BOWEN, "cervix")])
def test_a_nature_that_no_family_has_where_it_was_is_said_and_not_guessed(like: Treated, site: str) -> None:
    drafts = drafted(entry(like, site=site))
    assert (set(), (), [like.id]) == (lines(drafts), drafts.questions, [held.about for held in drafts.not_coded])
    assert "by hand" in drafts.not_coded[0].remedy


def test_a_lesion_of_no_family_and_of_an_unreadable_site_is_asked_for_the_site_first() -> None:
    drafts = drafted(entry(lesion="genital wart", site="zzz"))
    assert ([("site", "ak")], ()) == (keys(drafts.questions), drafts.not_coded)


def test_sites_with_different_codes_are_asked_for_an_entry_each() -> None:
    drafts = drafted(entry(site="face and penis"))
    assert (set(), [("site", "ak")]) == (lines(drafts), keys(drafts.questions))
    assert ["skin", "penis"] == answers(drafts.questions[0])


def test_a_malignant_lesion_of_two_site_groups_is_asked() -> None:
    drafts = drafted(entry(BOWEN, site="forearm and hand"))
    assert (set(), [("site", "bo")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize("site", ["upper extremity", "perineum"])
def test_a_malignant_lesion_of_a_site_without_group_is_asked(site: str) -> None:
    drafts = drafted(entry(BOWEN, site=site))
    assert (set(), [("site", "bo")]) == (lines(drafts), keys(drafts.questions))


def test_a_malignant_lesion_without_site_is_asked() -> None:
    drafts = drafted(entry(BOWEN, site=None))
    assert (set(), [("site", "bo")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize("site", ["head", "zzz", "face scalp"])
def test_a_malignant_lesion_of_an_unclear_site_is_asked_and_breaks_nothing(site: str) -> None:
    drafts = drafted(entry(BOWEN, site=site))
    assert (set(), [("site", "bo")]) == (lines(drafts), keys(drafts.questions))


def test_a_malignant_lesion_of_an_unclear_site_and_size_is_asked_for_both() -> None:
    drafts = drafted(entry(BOWEN, site="head", size_cm=None))
    assert (set(), [("site", "bo"), ("size_cm", "bo")]) == (lines(drafts), keys(drafts.questions))


# Methods


@pytest.mark.parametrize("words", ["imiquimod", "patient applied", "topical 5-FU"])
def test_what_the_patient_applies_makes_no_line_and_no_question(words: str) -> None:
    drafts = drafted(entry(method=words, count=None, site="zzz"))
    assert (set(), (), ["ak"]) == (lines(drafts), drafts.questions, [held.about for held in drafts.not_coded])


@pytest.mark.parametrize("words", ["shave", "excision"])
def test_a_method_with_codes_of_its_own_is_sent_to_services(words: str) -> None:
    drafts = drafted(entry(method=words))
    assert (set(), ["ak"]) == (lines(drafts), [held.about for held in drafts.not_coded])
    assert "services" in drafts.not_coded[0].remedy


def test_photodynamic_therapy_has_a_family_and_is_asked_by_whom() -> None:
    drafts = drafted(entry(method="PDT"))
    assert (set(), [("method", "ak")]) == (lines(drafts), keys(drafts.questions))
    assert {"96567", "96573", "96574"} <= {answer.gives for answer in drafts.questions[0].leads_to}


def test_what_an_organ_family_does_not_do_by_that_method_is_said() -> None:
    assert ["ak"] == not_coded(entry(lesion="renal mass", site="left kidney", method="radiofrequency ablation"))


def test_tags_may_be_cut_off() -> None:
    assert {("11200", 1)} == lines(drafted(entry(TAG, method="scissors")))
    assert {("11200", 1)} == lines(drafted(entry(TAG, method="LN2")))


def test_acne_is_frozen_or_it_is_another_code() -> None:
    assert {("17340", 1)} == lines(drafted(entry(ACNE, method="LN2")))
    assert ["ak"] == not_coded(entry(ACNE, method="laser"))


def test_a_word_too_general_for_acne_is_asked() -> None:
    drafts = drafted(entry(ACNE, method="destruction"))
    assert (set(), [("method", "ak")]) == (lines(drafts), keys(drafts.questions))
    assert ["cryosurgery", "another method"] == answers(drafts.questions[0])


# Which of several, where the site settles it


def test_a_lesion_that_could_be_several_things_is_not_asked_where_all_of_them_have_one_family() -> None:
    drafts = drafted(entry(lesion="leukoplakia", site="buccal mucosa", count=1))
    assert ({("40820", 1)}, ()) == (lines(drafts), drafts.questions)


def test_a_lesion_that_could_be_several_things_is_asked_on_the_skin_where_each_has_its_own() -> None:
    assert [("lesion", "ak")] == keys(drafted(entry(lesion="keratosis", site="face")).questions)


def test_a_suspicion_is_asked_even_where_the_site_leaves_one_family() -> None:
    drafts = drafted(entry(id="b", lesion="suspected breast cancer", site="left breast", approach="percutaneous"))
    assert (set(), [("lesion", "b")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize(
    ("lesion", "site", "code"),
    [("renal mass", "left flank", "50593"), ("lung tumor", "right chest", "32994"), ("kidney tumor", "back", "50593")],
)
def test_the_skin_over_an_organ_means_the_organ_where_the_lesion_is_named_for_it(
    lesion: str, site: str, code: str
) -> None:
    made = drafted(entry(lesion=lesion, site=site, method="cryoablation", approach="percutaneous"))
    assert {code} == {line.code for line in made.lines}


@pytest.mark.parametrize(
    ("like", "site", "code"),
    [(AK, "left breast", "17000"), (WARTS, "right breast", "17110"), (WARTS, "spine", "17110")],
)
def test_a_lesion_that_only_skin_has_is_on_the_skin_over_an_organ(like: Treated, site: str, code: str) -> None:
    assert code in {line.code for line in drafted(entry(like, site=site)).lines}


def test_a_site_that_nobody_knows_keeps_an_organ_lesion_from_its_codes() -> None:
    drafts = drafted(entry(lesion="tumor", site="zzz", method="cryoablation", approach="percutaneous"))
    assert (set(), [("site", "ak")], ()) == (lines(drafts), keys(drafts.questions), drafts.not_coded)


@pytest.mark.parametrize("lesion", ["genital wart", "tumor", "chronic pain"])
def test_a_lesion_of_many_organs_without_a_site_is_asked_where(lesion: str) -> None:
    drafts = drafted(entry(lesion=lesion, site=None, method="cryosurgery"))
    assert (set(), [("site", "ak")]) == (lines(drafts), keys(drafts.questions))


# Pathology


@pytest.mark.parametrize("stated", [None, Pathology.pending, Pathology.none])
def test_a_malignant_lesion_without_a_report_is_asked(stated: Pathology | None) -> None:
    drafts = drafted(entry(BOWEN, pathology=stated))
    assert [("pathology", "bo")] == keys(drafts.questions)
    assert "17260 to 17286" == drafts.questions[0].leads_to[0].gives


@pytest.mark.parametrize("stated", [None, Pathology.pending, Pathology.none])
def test_a_suspicion_is_not_billed_as_malignancy(stated: Pathology | None) -> None:
    assert set() == lines(drafted(entry(BOWEN, pathology=stated)))


def test_a_malignant_lesion_without_method_is_not_billed_as_destroyed() -> None:
    assert set() == lines(drafted(entry(BOWEN, method=None)))


def test_a_malignant_diagnosis_code_that_the_clinician_states_is_no_suspicion() -> None:
    drafts = drafted(entry(BOWEN, lesion=None, icd10="C44.619", pathology=None))
    assert ({("17263", 1)}, ()) == (lines(drafts), drafts.questions)


@pytest.mark.parametrize("stated", [Pathology.pending, Pathology.none])
def test_a_malignant_diagnosis_code_before_the_report_is_asked(stated: Pathology) -> None:
    drafts = drafted(entry(BOWEN, lesion=None, icd10="C44.619", pathology=stated))
    assert [("pathology", "bo")] == keys(drafts.questions)


def test_keratoses_need_no_report() -> None:
    assert () == drafted(entry(pathology=Pathology.pending)).questions


# What waits for an answer


def test_warts_wait_while_a_keratosis_could_still_be_one_of_them() -> None:
    drafts = drafted(WARTS, entry(lesion="keratosis"))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_tags_do_not_wait_for_a_keratosis() -> None:
    drafts = drafted(entry(TAG, id="t"), entry(lesion="keratosis"))
    assert {("11200", 1)} == lines(drafts)


def test_keratoses_wait_while_one_entry_of_them_has_an_open_question() -> None:
    drafts = drafted(AK, entry(id="b", method=None))
    assert (set(), [("method", "b")]) == (lines(drafts), keys(drafts.questions))


def test_one_malignant_lesion_does_not_wait_for_another() -> None:
    drafts = drafted(BOWEN, entry(BOWEN, id="b2", size_cm=None))
    assert ({("17263", 1)}, [("size_cm", "b2")]) == (lines(drafts), keys(drafts.questions))


def test_the_same_question_is_asked_once() -> None:
    drafts = drafted(entry(id="a", count=None), entry(id="b", count=None))
    assert [("count", "a"), ("count", "b")] == keys(drafts.questions)


def test_keratoses_wait_while_a_lesion_that_nobody_could_read_may_be_one_of_them() -> None:
    drafts = drafted(AK, entry(id="z", lesion="zzz"))
    assert (set(), [("lesion", "z")]) == (lines(drafts), keys(drafts.questions))
    assert {"ak", "z"} == drafts.waiting


def test_what_the_patient_applies_keeps_nobody_waiting() -> None:
    drafts = drafted(AK, entry(id="z", lesion="zzz", method="imiquimod"))
    assert ({("17000", 1), ("17003", 2)}, frozenset()) == (lines(drafts), drafts.waiting)


def test_before_its_family_was_in_force_nothing_is_coded() -> None:
    drafts = drafted(AK, date=date(2006, 12, 31))
    assert (set(), ["ak"]) == (lines(drafts), [held.about for held in drafts.not_coded])
    assert {("17000", 1), ("17003", 2)} == lines(drafted(AK, date=date(2007, 1, 1)))


def test_an_encounter_without_treated_entries_makes_nothing() -> None:
    drafts = drafted()
    assert ((), (), (), ()) == (drafts.lines, drafts.entries, drafts.questions, drafts.not_coded)


def test_every_family_can_be_reached_from_its_own_words() -> None:
    size = Decimal("2.2")
    treated = [AK, WARTS, BOWEN, TAG, ACNE, entry(lesion="port wine stain", area_sq_cm=size)]
    treated += [entry(lesion=lesion, site=site, method=method) for lesion, site, method in WORDS]
    found = {
        held.family.id for held in drafted(*(entry(e, id=str(n)) for n, e in enumerate(treated))).entries if held.family
    }
    by_choice_of_a_payer = {"scrotum.unlisted"}
    assert {family.id for family in PACKS.families} - by_choice_of_a_payer == found
