"""Words to ICD-10-CM codes and back: what a coder looks up must be the code that the chart would get."""

from collections.abc import Iterator
from datetime import date

import pytest

from frostline.api.diagnoses import Told, codes_for, icd10_code, supporting, words_for
from frostline.api.icd10_lists import billables, listed, lists
from frostline.api.icd10_words import placed
from frostline.engine.coding.entry import Spot
from frostline.knowledge.book import book
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency
from frostline.model.vocabulary import LesionTerm

BOOK = book()
SPRING, LATER, LONG_AGO = date(2026, 5, 4), date(2027, 1, 4), date(2020, 1, 1)
TERMS = [term for term in BOOK.lesions.terms if term.icd10 or term.icd10_by_site]
STATED = [(term, term.icd10) for term in TERMS if term.icd10]


def given(words: str, site: str | None = None) -> list[str]:
    return [held.code for held in codes_for(words, site).codes]


def finer(told: Told) -> set[tuple[str, str]]:
    return {(answer.answer, answer.gives) for held in told.codes for answer in held.finer}


def families(code: str) -> set[str]:
    return {fit.family for fit in words_for(code).supports}


def cells() -> Iterator[tuple[LesionTerm, Spot, str]]:
    """Every code of every table by site, with a spot that leads to it."""
    for term in TERMS:
        for table in BOOK.diagnoses.tables:
            if term.icd10 is None and table.id == term.icd10_by_site:
                yield from ((term, spot, code) for spot, code in spots(table.codes))


def spots(codes: dict[str, str | dict[str, str]]) -> Iterator[tuple[Spot, str]]:
    for site in BOOK.sites.terms:
        held = codes.get(site.region or "")
        if isinstance(held, str):
            yield Spot(site), held
        elif held is not None:
            for key, code in held.items():
                parts = key.split("_")
                side = next((part for part in parts if part in {"left", "right", "both"}), "")
                level = next((part for part in parts if part in {"upper", "lower", "middle"}), "")
                yield Spot(site, side, level), code


# Words to codes


@pytest.mark.parametrize(
    ("words", "site", "code"),
    [
        ("actinic keratosis", None, "L57.0"),
        ("BCC", "left ear", "C44.219"),
        ("BCC left ear", None, "C44.219"),
        ("left ear BCC", None, "C44.219"),
        ("basal cell carcinoma of the left ear", None, "C44.219"),
        ("NSCLC", "left lower lobe of the lung", "C34.32"),
        ("fibroadenoma", "right breast", "D24.1"),
        ("CIN 2", None, "N87.1"),
        ("papilloma", "left upper eyelid margin", "D23.121"),
        ("papilloma", "soft palate", "D10.39"),
        ("papilloma", "inner lower lip", "D10.0"),
        ("leukoplakia", "tongue", "K13.21"),
        ("wart of the eyelid", None, "B07.8"),
        ("desmoid tumor", "left thigh", "D48.116"),
        ("Morton neuroma", "both feet", "G57.63"),
        ("internal hemorrhoids", None, "K64.8"),
    ],
)
def test_words_lead_to_the_code_that_the_chart_supports(words: str, site: str | None, code: str) -> None:
    assert [code] == given(words, site)


def test_a_code_says_why_on_which_list_and_what_it_supports() -> None:
    (held,) = codes_for("BCC", "left ear", SPRING).codes
    assert "basal cell carcinoma, by site (left ear)" == held.because
    assert [("ICD10CM-2026-04", True, Currency.confirmed)] == [(e.release, e.billable, e.currency) for e in held.listed]
    assert ["skin.malignant"] == [fit.family for fit in held.supports]


def test_a_side_that_nobody_says_is_asked_with_both_codes() -> None:
    told = codes_for("renal cell carcinoma")
    assert ["C64.9"] == [held.code for held in told.codes]
    assert {("right", "C64.1"), ("left", "C64.2")} == finer(told)
    assert not told.sure


def test_a_site_that_nobody_says_is_asked_with_the_codes_of_each() -> None:
    assert {("nose", "C44.311"), ("trunk", "C44.519")} <= finer(codes_for("BCC"))


def test_a_side_that_is_said_leaves_only_its_own_codes_open() -> None:
    expected = {("right upper", "C34.11"), ("right middle", "C34.2"), ("right lower", "C34.31")}
    assert expected == finer(codes_for("lung cancer", "right lung"))


def test_nothing_more_is_asked_where_the_code_has_all_that_can_be_said() -> None:
    assert set() == finer(codes_for("BCC", "left lower eyelid"))
    assert codes_for("BCC", "left lower eyelid").sure


def test_a_suspicion_has_no_code_and_says_what_waits_for_the_report() -> None:
    told = codes_for("suspected BCC", "nose")
    assert [] == [held.code for held in told.codes]
    assert "D49.2" in {answer.gives for question in told.questions for answer in question.leads_to}


def test_words_that_could_be_several_things_give_the_code_of_each_and_ask() -> None:
    told = codes_for("keratosis")
    assert ["L57.0", "L82.1"] == [held.code for held in told.codes]
    assert ["lesion"] == [question.key for question in told.questions]


def test_a_contested_code_is_asked_with_both_sides() -> None:
    told = codes_for("actinic cheilitis")
    assert {"K13.0", "L56.8"} <= {answer.answer for question in told.questions for answer in question.leads_to}


def test_words_that_settle_no_code_name_the_stems_to_look_in() -> None:
    told = codes_for("knee osteoarthritis")
    assert () == told.codes
    assert any("M17.-" in answer.gives for question in told.questions for answer in question.leads_to)


def test_what_is_not_understood_is_met_with_near_words_and_never_with_a_code() -> None:
    told = codes_for("actinc keratos")
    assert () == told.codes
    assert "actinic keratosis" in told.near


def test_no_words_are_refused() -> None:
    with pytest.raises(FrostlineError, match="no words"):
        codes_for(" ")


# Codes to words


def test_a_code_comes_back_as_our_words_with_where() -> None:
    assert (("basal_cell_carcinoma", "basal cell carcinoma", "ear, left", "C44.219"),) == words_for("C44.219").words


def test_a_code_supports_its_own_families_and_no_others() -> None:
    assert "skin.acne" in families("L70.0")
    assert "skin.acne" not in families("L57.0")
    assert "skin.acne" in {fit.family for fit in words_for("L57.0").others}


@pytest.mark.parametrize(
    ("code", "family"),
    [
        ("C64.1", "kidney"), ("D49.511", "kidney"), ("N28.89", "kidney"), ("D30.01", "kidney"), ("C34.11", "lung"),
        ("C78.01", "lung"), ("R91.8", "lung"), ("C22.0", "liver"), ("C78.7", "liver"), ("C79.51", "bone"),
        ("D24.1", "breast.fibroadenoma"), ("C50.911", "breast.malignant"), ("D05.11", "breast.malignant"),
        ("C61", "prostate"), ("N87.1", "cervix"), ("D06.9", "cervix"), ("N72", "cervix"), ("N86", "cervix"),
        ("N89.3", "genital.vagina"), ("D07.2", "genital.vagina"), ("N90.3", "genital.vulva"),
        ("D07.1", "genital.vulva"), ("J30.0", "nose.posterior_nerve"), ("J31.0", "nose.posterior_nerve"),
        ("K62.82", "anal.lesions"),
        ("D01.3", "anal.lesions"), ("N92.0", "endometrium"), ("N93.9", "endometrium"),
        ("G89.29", "nerve"), ("M79.2", "nerve"), ("K13.21", "mouth.vestibule"), ("D10.39", "mouth.palate"),
        ("D23.111", "eyelid.margin"), ("D22.111", "eyelid.margin"), ("L57.0", "skin.photodynamic"),
        ("L56.5", "skin.photodynamic"),
    ],
)  # fmt: skip
def test_the_organs_take_their_own_diagnoses(code: str, family: str) -> None:
    found = words_for(code)
    assert family in {fit.family for fit in found.supports}
    assert found.sure


@pytest.mark.parametrize(
    ("code", "family"),
    [("N28.81", "kidney"), ("D07.5", "skin.malignant"), ("C63.0", "skin.malignant"), ("S04.1", "nerve")],
)
def test_a_family_takes_no_diagnosis_of_another_organ(code: str, family: str) -> None:
    assert family not in families(code)


def test_a_code_without_subdivisions_has_none() -> None:
    (found,) = words_for("B08.10").listed
    assert (False, False, "B08.1") == (found.known, found.billable, found.above)
    assert () == words_for("B08.10").supports
    assert words_for("B08.1").sure


def test_a_code_that_is_too_short_gives_the_billable_ones_below_it() -> None:
    found = words_for("L82")
    assert [("L82.0", "L82.1")] == [entry.below for entry in found.listed]
    assert {"L82.0", "L82.1"} == {code for _, _, _, code in found.words}
    assert not found.sure


def test_a_seventh_character_that_is_missing_is_said_and_one_that_is_there_is_billable() -> None:
    (short,), (whole,) = words_for("T81.89").listed, words_for("T81.89XA").listed
    assert (True, False, ()) == (short.seventh, short.billable, short.below)
    assert (True, True) == (whole.known, whole.billable)


@pytest.mark.parametrize("text", ["l57.0", "L570", "L57.0-", " L57.0 "])
def test_a_code_is_read_as_people_write_it(text: str) -> None:
    assert "L57.0" == icd10_code(text)


@pytest.mark.parametrize("text", ["BCC", "AK", "VIN3", "wart", "L5", ""])
def test_words_are_not_taken_for_a_code(text: str) -> None:
    assert icd10_code(text) is None


def test_a_text_that_is_no_code_is_refused() -> None:
    with pytest.raises(FrostlineError, match="expected an ICD-10-CM code"):
        words_for("keratosis")


# Days


def test_without_a_day_every_list_held_is_named_and_none_is_called_confirmed() -> None:
    found = words_for("L57.0").listed
    assert [release.release for release in lists(None)] == [entry.release for entry in found]
    assert {None} == {entry.currency for entry in found}


def test_a_day_after_the_last_list_is_unconfirmed_and_one_before_the_first_not_checked() -> None:
    assert [Currency.unconfirmed] == [entry.currency for entry in listed("L57.0", LATER)]
    assert not words_for("L57.0", LATER).sure
    assert () == words_for("L57.0", LONG_AGO).listed
    assert not codes_for("actinic keratosis", day=LONG_AGO).sure


# What supports a code


def test_acne_is_supported_by_every_acne_code() -> None:
    (found,) = supporting("17340")
    expected = ("L70.0", "L70.1", "L70.2", "L70.3", "L70.4", "L70.5", "L70.8", "L70.9")
    assert (("L70.-", expected),) == found.stems
    assert "ICD10CM-2026-04" == found.release


@pytest.mark.parametrize("code", ["99213", "1734", "", "zzzzz"])
def test_a_code_of_no_family_is_refused(code: str) -> None:
    with pytest.raises(FrostlineError, match="expected a code that a family has"):
        supporting(code)


# Laws


@pytest.mark.parametrize("family", BOOK.families, ids=lambda family: family.id)
def test_every_stem_of_a_family_holds_billable_codes(family: object) -> None:
    (release,) = lists(SPRING)
    for stem in getattr(family, "supports"):  # noqa: B009 - pytest types a parameter loosely
        assert billables((stem.removesuffix("-"),), release), stem


def test_every_diagnosis_that_calls_for_a_caution_holds_billable_codes() -> None:
    (release,) = lists(SPRING)
    stems = {stem for card in BOOK.cautions for stem in card.icd10}
    assert set() == {stem for stem in stems if not billables((stem.removesuffix("-"),), release)}


@pytest.mark.parametrize(("term", "code"), STATED, ids=[term.id for term, _ in STATED])
def test_the_way_there_and_back_ends_at_the_same_lesion(term: LesionTerm, code: str) -> None:
    assert code in {held for name in term.words[:1] for held in given(name)}
    assert term.id in {name for name, *_ in words_for(code).words}


def test_every_cell_of_every_table_by_site_comes_back_as_its_lesion() -> None:
    found = {(term.id, code) for term, _, code in cells()}
    back = {(name, code) for _, code in found for name, *_ in words_for(code).words}
    assert found <= back


def test_every_site_in_words_leads_to_the_cell_of_its_table() -> None:
    """One site a region and cell: the whole vocabulary would take minutes."""
    seen: dict[tuple[str, str], tuple[LesionTerm, Spot]] = {}
    for term, spot, code in cells():
        seen.setdefault((term.id, code), (term, spot))
    wrong = [
        (name, placed(spot), code)
        for (name, code), (term, spot) in seen.items()
        if term.site in {None, spot.term.id} and code not in given(term.words[0], said(spot))
    ]
    assert [] == wrong


def said(spot: Spot) -> str:
    return " ".join(part for part in (spot.side, spot.level, spot.term.words[0]) if part)
