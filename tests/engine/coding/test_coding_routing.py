"""Which family of codes an entry belongs to, and what keeps it from any."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, answers, drafted, entry, keys, lines

from frostline.engine.coding.diagnosing import diagnoses
from frostline.model.claim import Question
from frostline.model.encounter import Pathology, Patient, Sex, Treated
from frostline.model.vocabulary import SiteTerm

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


# An organ, and the sites that it lies under

NAMED = {
    "uterus": "menorrhagia",
    "kidney": "kidney tumor",
    "prostate": "prostate cancer",
    "liver": "liver metastasis",
    "lung": "lung tumor",
    "pancreas": "pancreatic cancer",
    "bone": "bone metastasis",
    "airway": "endobronchial tumor",
    "bladder_neck": "stress urinary incontinence",
}
FROZEN = Treated(id="o", count=1, method="cryoablation", approach="percutaneous")


def plain_sites() -> list[SiteTerm]:
    """Sites with a word of their own that means nothing else."""
    return [term for term in PACKS.sites.terms if term.tract and not term.could_be]


@pytest.mark.parametrize("organ", NAMED)
def test_a_lesion_of_an_organ_at_a_site_that_it_does_not_lie_under_is_asked_and_never_billed(organ: str) -> None:
    term = PACKS.site(organ)
    aliens = [s for s in plain_sites() if s.id not in term.under and s.tract not in {term.tract, *term.holds}]
    assert len(aliens) > 20
    for site in aliens:
        drafts = drafted(entry(FROZEN, lesion=NAMED[organ], site=site.words[0]))
        assert (site.id, set(), ["site"]) == (site.id, lines(drafts), [question.key for question in drafts.questions])


@pytest.mark.parametrize("organ", NAMED)
def test_a_lesion_of_an_organ_at_a_site_that_it_lies_under_is_in_the_organ(organ: str) -> None:
    for name in PACKS.site(organ).under:
        drafts = drafted(entry(FROZEN, lesion=NAMED[organ], site=PACKS.site(name).words[0]))
        assert (name, [organ]) == (name, [spot.term.id for spot in drafts.entries[0].spots])


@pytest.mark.parametrize(
    ("lesion", "site", "codes"),
    [("rhinitis", "nose", {"31243"}), ("chronic pain", "left flank", {"0442T"})],
)
def test_a_lesion_that_names_no_organ_is_asked_for_the_one_below_and_told_its_codes(
    lesion: str, site: str, codes: set[str]
) -> None:
    drafts = drafted(entry(FROZEN, lesion=lesion, site=site, method="cryoneurolysis"))
    assert (set(), [("site", "o")]) == (lines(drafts), keys(drafts.questions))
    assert codes <= set(", ".join(answer.gives for answer in drafts.questions[0].leads_to).split(", "))


def test_a_question_about_a_code_at_an_alien_site_speaks_of_the_code() -> None:
    (question,) = drafted(entry(FROZEN, lesion=None, icd10="C64.2", site="hand")).questions
    assert "C64.2" in question.ask


# The patient's sex

GENITAL = Treated(id="g", lesion="genital warts", count=3, method="cryosurgery", extent="simple")
OF_WOMEN = {"vulva", "vagina", "cervix", "uterus"}
OF_MEN = {"penis", "prostate", "scrotum as organ"}


def of(sex: Sex | None, **changes: object) -> tuple[Question, ...]:
    return drafted(entry(GENITAL, **changes), patient=Patient(sex=sex)).questions


def offered(sex: Sex | None, **changes: object) -> set[str]:
    (question,) = of(sex, **changes)
    assert "site" == question.key
    return set(answers(question))


@pytest.mark.parametrize(("sex", "never"), [(Sex.male, OF_WOMEN), (Sex.female, OF_MEN)])
def test_where_genital_warts_were_is_asked_with_no_organ_of_the_other_sex(sex: Sex, never: set[str]) -> None:
    assert set() == offered(sex) & never
    assert "anus" in offered(sex)


@pytest.mark.parametrize("sex", [None, Sex.unknown])
def test_where_the_sex_is_not_known_the_organs_of_both_are_offered(sex: Sex | None) -> None:
    assert {"penis", "vulva", "vagina", "cervix", "anus"} <= offered(sex)


@pytest.mark.xfail(reason="the sites of an open word are offered to everybody")
@pytest.mark.parametrize("site", ["genitalia", "anogenital"])
def test_where_the_genitals_of_a_man_were_treated_is_asked_with_no_organ_of_women(site: str) -> None:
    assert set() == offered(Sex.male, site=site) & OF_WOMEN


@pytest.mark.xfail(reason='it offers "scrotum as organ" with 55899, while the scrotum is skin unless a payer says not')
def test_the_scrotum_is_offered_with_the_code_that_it_leads_to() -> None:
    (question,) = of(Sex.male)
    promised = {answer.gives for answer in question.leads_to if "scrotum" in answer.answer}
    assert all("17110" in gives for gives in promised)


@pytest.mark.parametrize(
    ("sex", "lesion", "site"),
    [
        (None, "penile condyloma", "penis"),
        (Sex.unknown, "penile condyloma", "penis"),
        (Sex.male, "penile condyloma", "penis"),
        (Sex.female, "vulvar wart", "vulva"),
        (Sex.male, "warts", "anus"),
        (Sex.female, "warts", "anus"),
        (Sex.male, "warts", "left hand"),
    ],
)
def test_nothing_is_said_of_a_sex_that_fits_or_is_not_stated(sex: Sex | None, lesion: str, site: str) -> None:
    drafts = drafted(entry(GENITAL, lesion=lesion, site=site), patient=Patient(sex=sex))
    assert (1, ()) == (len(drafts.lines), drafts.findings)


@pytest.mark.parametrize(
    ("sex", "lesion", "site"), [(Sex.female, "penile condyloma", "penis"), (Sex.male, "vulvar wart", "vulva")]
)
def test_an_organ_of_the_other_sex_is_said_once_and_the_line_stands(sex: Sex, lesion: str, site: str) -> None:
    twice = (entry(GENITAL, lesion=lesion, site=site), entry(GENITAL, id="h", lesion=lesion, site=site))
    drafts = drafted(*twice, patient=Patient(sex=sex))
    assert (1, ["patient.sex"]) == (len(drafts.lines), [finding.edit for finding in drafts.findings])
    assert sex in drafts.findings[0].because
    assert "KX" in drafts.findings[0].remedy


# Methods of one code


def methods_that_bill(code: str, like: Treated) -> set[str]:
    """Ids of the methods by whose first word the code comes out."""
    words = {term.id: term.words[0] for term in PACKS.methods.terms}
    return {name for name, word in words.items() if (code, 1) in lines(drafted(entry(like, method=word)))}


def test_0672t_is_for_cooled_radiofrequency_alone() -> None:
    like = entry(lesion="stress urinary incontinence", site="bladder neck")
    assert {"cooled_radiofrequency"} == methods_that_bill("0672T", like)


def test_0881t_is_for_a_cooling_device_alone() -> None:
    assert {"cooling"} == methods_that_bill("0881T", entry(lesion="oral mucositis", site="mouth"))


@pytest.mark.parametrize("words", ["ice chips", "ice", "oral cryotherapy with ice chips"])
def test_cooling_without_a_device_is_asked_and_not_billed(words: str) -> None:
    drafts = drafted(entry(lesion="oral mucositis", site="mouth", method=words))
    assert (set(), [("method", "ak")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize(
    ("like", "first", "code"),
    [
        (entry(lesion="internal hemorrhoids", site="anus", method="cryotherapy"), date(2009, 1, 1), "46999"),
        (
            entry(lesion="stress urinary incontinence", site="bladder neck", method="cooled radiofrequency"),
            date(2022, 1, 1),
            "0672T",
        ),
    ],
)
def test_a_family_begins_on_its_first_day(like: Treated, first: date, code: str) -> None:
    assert {(code, 1)} == lines(drafted(like, date=first))
    before = drafted(like, date=first - timedelta(days=1))
    assert (set(), ["ak"]) == (lines(before), [held.about for held in before.not_coded])


# The diagnosis before the report

RENAL = entry(FROZEN, lesion="renal cell carcinoma", site="left kidney")
SPREAD = entry(FROZEN, lesion="metastasis to liver", site="liver")
SEVERE = entry(FROZEN, lesion="CIN 3", site="cervix", approach=None)


@pytest.mark.parametrize(
    ("like", "stated", "expected"),
    [
        (RENAL, Pathology.pending, ()),
        (RENAL, Pathology.none, ()),
        (RENAL, Pathology.confirmed, ("C64.2",)),
        (SPREAD, Pathology.pending, ()),
        (SPREAD, Pathology.none, ("C78.7",)),
        (SPREAD, Pathology.confirmed, ("C78.7",)),
        (SEVERE, Pathology.pending, ()),
        (SEVERE, Pathology.confirmed, ("D06.9",)),
        (entry(RENAL, lesion="renal mass"), Pathology.pending, ("N28.89",)),
    ],
)
def test_before_the_report_an_organ_is_billed_and_no_cancer_is_coded(
    like: Treated, stated: Pathology, expected: tuple[str, ...]
) -> None:
    drafts = drafted(entry(like, pathology=stated))
    assert (1, ()) == (len(drafts.lines), drafts.questions)
    assert expected == diagnoses(drafts.entries[0], PACKS)
