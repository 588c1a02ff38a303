"""The diagnosis of an entry: as stated, else by its words, side and level; never a code for something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, BOWEN, PACKS, chart, drafted, entry

from frostline.engine.coding.diagnosing import diagnoses, possible, reported
from frostline.engine.coding.entry import Entry, Spot
from frostline.engine.coding.reading import entries
from frostline.model.encounter import Pathology, Treated
from frostline.model.vocabulary import LesionTerm


def codes(like: Treated = BOWEN, **changes: object) -> tuple[str, ...]:
    return diagnoses(drafted(entry(like, **changes)).entries[0], PACKS)


def test_a_stated_diagnosis_is_taken_as_it_stands() -> None:
    assert ("D04.9",) == codes(icd10="D04.9")


@pytest.mark.parametrize(
    ("lesion", "icd10"),
    [("actinic keratosis", "L57.0"), ("plantar wart", "B07.0"), ("common wart", "B07.8"), ("wart", "B07.9"),
     ("molluscum", "B08.1"), ("inflamed seborrheic keratosis", "L82.0"), ("seborrheic keratosis", "L82.1"),
     ("skin tag", "L91.8"), ("port-wine stain", "Q82.5"), ("hemangioma of skin", "D18.01"), ("cystic acne", "L70.0")],
)  # fmt: skip
def test_a_lesion_with_one_code_has_it_wherever_it_was(lesion: str, icd10: str) -> None:
    assert (icd10,) == codes(AK, lesion=lesion)


@pytest.mark.parametrize(
    ("lesion", "site", "icd10"),
    [
        ("BCC", "left ear", "C44.219"),
        ("BCC", "right ear", "C44.212"),
        ("BCC", "ear", "C44.211"),
        ("BCC", "right forearm", "C44.612"),
        ("BCC", "left hand", "C44.619"),
        ("BCC", "left shin", "C44.719"),
        ("BCC", "face", "C44.310"),
        ("BCC", "nose", "C44.311"),
        ("BCC", "left cheek", "C44.319"),
        ("BCC", "upper lip", "C44.01"),
        ("BCC", "scalp", "C44.41"),
        ("BCC", "neck", "C44.41"),
        ("BCC", "back", "C44.519"),
        ("SCC", "right upper eyelid", "C44.1221"),
        ("SCC", "right lower eyelid", "C44.1222"),
        ("SCC", "eyelid, left upper", "C44.1291"),
        ("SCC", "left lower eyelid", "C44.1292"),
        ("SCC", "eyelid", "C44.121"),
        ("Bowen disease", "left forearm", "D04.62"),
        ("Bowen disease", "penis", "D07.4"),
        ("Bowen disease", "vulva", "D07.1"),
        ("melanoma in situ", "right foot", "D03.71"),
        ("nevus", "back", "D22.5"),
        ("dermatofibroma", "left thigh", "D23.72"),
        ("nevus", "right lower eyelid", "D22.112"),
        ("fibroadenoma", "left breast", "D24.2"),
        ("renal cell carcinoma", "right kidney", "C64.1"),
        ("lung cancer", "right upper lobe", "C34.11"),
        ("lung cancer", "left lower lobe of the lung", "C34.32"),
        ("lung metastasis", "left lung", "C78.02"),
        ("papilloma", "right lower eyelid margin", "D23.112"),
        ("papilloma", "palate", "D10.39"),
        ("papilloma", "lip mucosa", "D10.0"),
        ("oral papilloma", "floor of mouth", "D10.2"),
        ("tongue papilloma", "tongue", "D10.1"),
        ("leukoplakia", "gingiva", "K13.21"),
        ("leukoplakia", "vulva", "N90.4"),
        ("pyogenic granuloma", "gum", "K06.8"),
        ("pyogenic granuloma", "left hand", "L98.0"),
        ("xanthelasma", "left eyelid", "H02.66"),
        ("xanthelasma", "right upper eyelid", "H02.61"),
        ("desmoid", "left upper arm", "D48.115"),
        ("SCC", "upper vermilion", "C00.0"),
        ("SCC", "vermilion", "C00.2"),
        ("Bowen disease", "vermilion border", "D00.01"),
        ("knee pain", "left genicular nerve", "M25.562"),
        ("Morton neuroma", "right foot", "G57.61"),
    ],
)
def test_a_tumor_has_the_code_of_its_site_side_and_level(lesion: str, site: str, icd10: str) -> None:
    assert (icd10,) == codes(lesion=lesion, site=site)


@pytest.mark.parametrize(
    ("lesion", "icd10"),
    [
        ("prostate cancer", "C61"),
        ("prostate tumor", "D49.59"),
        ("pancreatic cancer", "C25.9"),
        ("pancreatic tumor", "D49.0"),
        ("lung mass", "R91.8"),
        ("lung tumor", "D49.1"),
        ("solitary pulmonary nodule", "R91.1"),
        ("liver cancer", "C22.9"),
        ("bronchial stenosis", "J98.09"),
        ("CIN 1", "N87.0"),
        ("CIN 3", "D06.9"),
        ("cervical polyp", "N84.1"),
        ("AIN 2", "K62.82"),
        ("AIN 3", "D01.3"),
        ("menorrhagia", "N92.0"),
        ("menometrorrhagia", "N92.1"),
        ("dysfunctional uterine bleeding", "N93.8"),
        ("internal hemorrhoid", "K64.8"),
        ("hemorrhoid", "K64.9"),
        ("penile molluscum", "B08.1"),
        ("postoperative pain", "G89.18"),
        ("post thoracotomy pain", "G89.12"),
        ("occipital neuralgia", "M54.81"),
        ("obstructive sleep apnea", "G47.33"),
        ("sleep apnea", "G47.30"),
        ("oral mucositis", "K12.30"),
        ("stress incontinence", "N39.3"),
    ],
)
def test_a_named_disease_has_the_code_that_the_tabular_list_names(lesion: str, icd10: str) -> None:
    (read,) = entries(chart(entry(lesion=lesion, site=None)), PACKS)
    assert (icd10,) == diagnoses(read, PACKS)


@pytest.mark.parametrize(
    "lesion",
    ["prostate lesion", "pancreatic mass", "lung nodule", "liver mass", "tracheal stenosis", "nonallergic rhinitis",
     "neuropathic pain", "anal HSIL", "vulvar HSIL", "oral mucositis prevention", "knee osteoarthritis"],
)  # fmt: skip
def test_words_that_several_codes_could_mean_get_none_of_them(lesion: str) -> None:
    assert () == codes(lesion=lesion, site=None)


def test_a_code_for_both_sides_is_one_code() -> None:
    assert ("G57.63",) == codes(lesion="Morton neuroma", site="both feet")


@pytest.mark.parametrize(
    ("pathology", "icd10"), [(Pathology.pending, ("D49.2",)), (Pathology.none, ()), (Pathology.confirmed, ("C44.311",))]
)
def test_a_cancer_is_coded_by_its_report_only(pathology: Pathology, icd10: tuple[str, ...]) -> None:
    assert icd10 == codes(lesion="BCC", site="nose", pathology=pathology)


def test_a_suspicion_that_nobody_sent_to_pathology_has_no_code() -> None:
    assert () == codes(lesion="suspected BCC", site="nose", pathology=None)


@pytest.mark.parametrize("site", ["penis", "vermilion"])
def test_unspecified_skin_is_not_the_code_of_what_it_excludes(site: str) -> None:
    assert () == codes(lesion="BCC", site=site, pathology=Pathology.pending)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ((Pathology.confirmed, Pathology.confirmed), Pathology.confirmed),
        ((Pathology.confirmed, Pathology.pending), Pathology.pending),
        ((Pathology.pending, Pathology.none), Pathology.none),
        ((Pathology.confirmed, None), None),
    ],
)
def test_the_least_sure_report_counts_for_a_line(
    said: tuple[Pathology | None, ...], expected: Pathology | None
) -> None:
    held = tuple(Entry(name="x", treated=Treated(icd10="D48.5"), pathology=pathology) for pathology in said)
    other = Entry(name="y", treated=Treated(icd10="L57.0"))
    assert expected == reported((*held, other), PACKS)


def test_a_code_of_one_side_contradicts_the_other_but_not_both() -> None:
    table = next(table for table in PACKS.diagnoses.tables if table.id == "morton_neuroma")
    foot = PACKS.site("foot")
    assert {"G57.60", "G57.61", "G57.63"} == possible(table, Spot(foot, "right"))
    assert {"G57.60", "G57.61", "G57.62", "G57.63"} == possible(table, Spot(foot, "both"))


def test_both_sides_are_two_codes() -> None:
    assert ("C44.212", "C44.219") == codes(lesion="BCC", site="both ears")


def test_several_sites_are_a_code_each_and_each_code_once() -> None:
    assert ("C44.311", "C44.319") == codes(lesion="BCC", site="nose, cheek and chin")


def test_a_side_without_level_is_not_the_code_of_a_level() -> None:
    assert ("C44.121",) == codes(lesion="SCC", site="right eyelid")


def test_a_site_that_nobody_states_is_the_unspecified_code() -> None:
    assert ("C44.91",) == codes(lesion="BCC", site=None)


@pytest.mark.parametrize(("lesion", "site"), [("melanoma in situ", "vulva"), ("melanoma in situ", "penis")])
def test_a_stated_site_without_a_code_of_its_own_never_falls_back_to_the_unspecified_code(
    lesion: str, site: str
) -> None:
    assert () == codes(lesion=lesion, site=site)


@pytest.mark.parametrize(("site", "code"), [("penis", "C60.9"), ("vulva", "C51.9"), ("scrotum", "C63.2")])
def test_a_cancer_of_genital_skin_has_the_code_of_the_organ(site: str, code: str) -> None:
    assert (code,) == codes(lesion="BCC", site=site)


@pytest.mark.parametrize("site", ["penis", "vulva", "vagina", "anus", "scrotum"])
def test_a_wart_of_a_genital_site_is_an_anogenital_wart(site: str) -> None:
    assert ("A63.0",) == codes(lesion="wart", site=site)


@pytest.mark.parametrize("lesion", ["actinic cheilitis", "basosquamous carcinoma", "hemangioma", "papilloma"])
def test_a_lesion_whose_code_the_words_do_not_settle_has_none(lesion: str) -> None:
    assert () == codes(lesion=lesion, site="left cheek")


def test_a_lesion_that_follows_the_site_has_no_unspecified_code_where_its_table_has_none() -> None:
    held = LesionTerm("x", ("x",), nature="malignant", icd10_by_site="in_situ")
    nowhere = Entry(name="x", treated=Treated(lesion="x"), lesions=(held,), spots=(Spot(PACKS.site("anus")),))
    assert () == diagnoses(nowhere, PACKS)


def test_two_terms_of_one_code_say_it_once() -> None:
    assert ("L57.0",) == codes(AK, lesion="actinic keratosis, solar keratosis")


@given(st.sampled_from(PACKS.diagnoses.tables), st.sampled_from(["left", "right"]))
def test_no_side_ever_has_the_code_of_the_other_side(table: object, side: str) -> None:
    other = {"left": "right", "right": "left"}[side]
    for held in getattr(table, "codes").values():  # noqa: B009 - hypothesis types a sampled value loosely
        if isinstance(held, dict):
            own = {code for key, code in held.items() if key.startswith(side)}
            assert not own & {code for key, code in held.items() if key.startswith(other)}
