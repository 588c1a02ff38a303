"""The diagnosis of an entry: as stated, else by its words, side and level; never a code for something else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, BOWEN, PACKS, drafted, entry

from frostline.engine.coding.diagnosing import diagnoses
from frostline.engine.coding.entry import Entry, Spot
from frostline.model.encounter import Treated
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
    ],
)
def test_a_tumor_has_the_code_of_its_site_side_and_level(lesion: str, site: str, icd10: str) -> None:
    assert (icd10,) == codes(lesion=lesion, site=site)


def test_both_sides_are_two_codes() -> None:
    assert ("C44.212", "C44.219") == codes(lesion="BCC", site="both ears")


def test_several_sites_are_a_code_each_and_each_code_once() -> None:
    assert ("C44.311", "C44.319") == codes(lesion="BCC", site="nose, cheek and chin")


def test_a_side_without_level_is_not_the_code_of_a_level() -> None:
    assert ("C44.121",) == codes(lesion="SCC", site="right eyelid")


def test_a_site_that_nobody_states_is_the_unspecified_code() -> None:
    assert ("C44.91",) == codes(lesion="BCC", site=None)


@pytest.mark.parametrize(("lesion", "site"), [("BCC", "penis"), ("melanoma in situ", "vulva"), ("BCC", "vulva")])
def test_a_stated_site_without_a_code_of_its_own_never_falls_back_to_the_unspecified_code(
    lesion: str, site: str
) -> None:
    assert () == codes(lesion=lesion, site=site)


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
