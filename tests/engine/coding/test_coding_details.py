"""How it was reached, how far it went, what guided it: from their own keys, else from the words of the method."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, PACKS, WARTS, drafted, entry, keys, lines

from frostline.engine.coding.details import DetailsRead, read_details
from frostline.model.encounter import Treated

MASS = Treated(id="k", lesion="renal mass", count=1, site="right kidney", method="cryoablation")


def read(**more: object) -> DetailsRead:
    return read_details(entry(MASS, **more), PACKS)


# The way in


@pytest.mark.parametrize(
    ("words", "approach"),
    [
        ("percutaneous", "percutaneous"),
        ("Percutaneously, under CT", "percutaneous"),
        ("perc", "percutaneous"),
        ("through the skin", "percutaneous"),
        ("CT-guided percutaneous", "percutaneous"),
        ("laparoscopic", "laparoscopic"),
        ("robotic-assisted laparoscopic", "laparoscopic"),
        ("open", "open"),
        ("thoracotomy", "open"),
        ("VATS", "thoracoscopic"),
        ("via bronchoscope", "endoscopic"),
        ("flexible bronchoscopy", "endoscopic"),
    ],
)
def test_the_words_for_a_way_in_are_understood(words: str, approach: str) -> None:
    assert approach == read(approach=words).approach


@pytest.mark.parametrize(
    ("words", "approach"),
    [
        ("percutaneous under laparoscopic guidance", "laparoscopic"),
        ("laparoscopic, probe percutaneous", "laparoscopic"),
        ("percutaneous under thoracoscopic guidance", "thoracoscopic"),
        ("laparoscopic converted to open", "open"),
        ("laparoscopic, converted to open", "open"),
        ("percutaneous probe, surgically exposed", None),
    ],
)
def test_access_decides_the_way_in_and_not_how_the_probe_went(words: str, approach: str | None) -> None:
    assert approach == read(approach=words).approach


@pytest.mark.parametrize("words", ["endoscopic and open", "laparoscopic and thoracoscopic"])
def test_two_ways_in_of_which_none_outranks_the_other_are_asked(words: str) -> None:
    found = read(approach=words)
    assert (None, ("approach",)) == (found.approach, found.strange)
    assert [("approach", "k")] == keys(drafted(entry(MASS, approach=words)).questions)


@pytest.mark.parametrize("words", ["not percutaneous", "zzz", "percutaneous zzz", "either way"])
def test_a_way_in_with_words_not_understood_is_asked_and_never_half_read(words: str) -> None:
    assert (None, ("approach",)) == (read(approach=words).approach, read(approach=words).strange)
    drafts = drafted(entry(MASS, approach=words))
    assert (set(), [("approach", "k")]) == (lines(drafts), keys(drafts.questions))


def test_the_words_of_the_method_say_the_way_in_where_no_key_does() -> None:
    assert "percutaneous" == read(method="percutaneous cryoablation").approach
    assert "laparoscopic" == read(method="laparoscopic cryoablation").approach


def test_the_key_counts_more_than_the_words_of_the_method() -> None:
    assert "open" == read(approach="open", method="percutaneous cryoablation").approach


def test_a_key_not_understood_is_not_replaced_by_the_words_of_the_method() -> None:
    assert None is read(approach="zzz", method="percutaneous cryoablation").approach


def test_nothing_said_is_nothing_read() -> None:
    found = read()
    assert (None, None, (), ()) == (found.approach, found.extent, found.imaging, found.strange)


@pytest.mark.parametrize("like", [AK, WARTS])
@pytest.mark.parametrize(
    "method", ["cryotherapy, open spray", "open spray liquid nitrogen", "open spray technique, LN2"]
)
def test_an_open_spray_on_the_skin_is_no_open_operation(like: Treated, method: str) -> None:
    plain, sprayed = drafted(like), drafted(entry(like, method=method))
    assert (lines(plain), plain.questions) == (lines(sprayed), sprayed.questions)


# How far it went


@pytest.mark.parametrize(
    ("words", "extent"),
    [("simple", "simple"), ("limited", "simple"), ("extensive", "extensive"), ("extensive disease", "extensive"),
     ("whole gland", "whole_gland"), ("whole-gland", "whole_gland"), ("focal", "focal")],
)  # fmt: skip
def test_the_words_for_an_extent_are_understood(words: str, extent: str) -> None:
    assert extent == read(extent=words).extent


@pytest.mark.parametrize("words", ["simple and extensive", "zzz", "not extensive", "many"])
def test_an_extent_that_is_not_plainly_said_is_none(words: str) -> None:
    assert (None, ("extent",)) == (read(extent=words).extent, read(extent=words).strange)


def test_the_words_of_the_lesion_and_of_the_method_say_the_extent_where_no_key_does() -> None:
    assert "extensive" == read(lesion="extensive condylomata").extent
    assert "whole_gland" == read(method="whole gland cryoablation").extent


def test_the_key_counts_more_than_the_word_of_the_lesion() -> None:
    assert "simple" == read(lesion="extensive condylomata", extent="simple").extent


@pytest.mark.parametrize("number", [1, 14, 15, 500])
def test_no_number_makes_a_treatment_extensive(number: int) -> None:
    assert None is read(lesion="penile warts", count=number).extent


# What guided it


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        (("ct",), ("ct",)),
        (("CT guidance",), ("ct",)),
        (("CT scan", "ultrasound"), ("ct", "ultrasound")),
        (("CT and ultrasound",), ("ct", "ultrasound")),
        (("US",), ("ultrasound",)),
        (("intraoperative ultrasound",), ("ultrasound",)),
        (("TRUS",), ("ultrasound",)),
        (("MR imaging",), ("mri",)),
        (("ct", "computed tomography"), ("ct",)),
        (("fluoroscopy",), ("fluoroscopy",)),
    ],
)
def test_the_words_for_imaging_are_understood(words: tuple[str, ...], kinds: tuple[str, ...]) -> None:
    assert kinds == read(guidance=words).imaging


def test_imaging_with_words_not_understood_is_marked() -> None:
    assert ("guidance",) == read(guidance=("ct", "stealth")).strange


def test_imaging_not_understood_is_asked_and_not_dropped() -> None:
    drafts = drafted(entry(MASS, approach="percutaneous", guidance=("stealth",)))
    assert [("guidance", "k")] == keys(drafts.questions)


def test_no_imaging_is_no_question() -> None:
    assert () == drafted(entry(MASS, approach="percutaneous", guidance=("none",))).questions
    assert () == drafted(entry(MASS, approach="percutaneous", guidance=())).questions


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_text_of_a_detail_breaks_the_reader(words: str) -> None:
    found = read(approach=words, extent=words, guidance=(words,))
    assert (found.approach is None) == ("approach" in found.strange)
    assert (found.extent is None) == ("extent" in found.strange)
