"""From the chart's words to lesion, site and method: what is understood, and what is asked instead of guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, BOWEN, PACKS, answers, drafted, entry, keys, lines

from frostline.engine.coding.entry import Entry
from frostline.model.claim import Question
from frostline.model.encounter import Pathology, Treated


def read(like: Treated = AK, **changes: object) -> Entry:
    return drafted(entry(like, **changes)).entries[0]


def question(key: str, like: Treated = AK, **changes: object) -> Question:
    """The one question of an entry."""
    asked = drafted(entry(like, **changes)).questions
    assert [key] == [held.key for held in asked]
    return asked[0]


def spots(site: str) -> list[tuple[str, str, str]]:
    return [(spot.term.id, spot.side, spot.level) for spot in read(site=site).spots]


# Lesions


@pytest.mark.parametrize(
    ("words", "nature"),
    [
        ("actinic keratosis", "premalignant"),
        ("Actinic Keratoses", "premalignant"),
        ("AKs", "premalignant"),
        ("actinic-keratosis.", "premalignant"),
        ("hypertrophic actinic keratosis", "premalignant"),
        ("verruca vulgaris", "benign"),
        ("inflamed seborrheic keratoses", "benign"),
        ("molluscum contagiosum", "benign"),
        ("port-wine stain", "vascular"),
        ("acrochordon", "tag"),
        ("cystic acne", "acne"),
        ("Bowen disease", "malignant"),
        ("superficial BCC", "malignant"),
        ("SCC in situ", "malignant"),
    ],
)
def test_the_words_of_charts_are_understood(words: str, nature: str) -> None:
    assert nature == read(lesion=words).nature


@pytest.mark.parametrize(
    "words",
    ["no actinic keratosis", "history of actinic keratosis", "resolved actinic keratosis", "AK ruled out",
     "without actinic keratosis", "negative for actinic keratosis", "actinic keratosis, healed", "h/o AK"],
)  # fmt: skip
def test_a_negated_lesion_is_never_coded(words: str) -> None:
    drafts = drafted(entry(lesion=words))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_a_diagnosis_code_does_not_overrule_a_negation_in_the_words() -> None:
    drafts = drafted(entry(lesion="no actinic keratosis", icd10="L57.0"))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize("doubt", ["possible", "probable", "suspected", "rule out", "r/o", "likely", "query"])
def test_a_suspicion_of_a_keratosis_is_asked_and_not_coded(doubt: str) -> None:
    drafts = drafted(entry(lesion=f"{doubt} actinic keratosis"))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))
    assert "a suspicion is not coded" in drafts.questions[0].ask


def test_a_suspicion_that_pathology_confirmed_is_none_any_more() -> None:
    assert "premalignant" == read(lesion="possible actinic keratosis", pathology=Pathology.confirmed).nature


def test_a_suspicion_of_malignancy_is_pending_whatever_else_is_written() -> None:
    for stated in (None, Pathology.pending, Pathology.none):
        found = read(BOWEN, lesion="possible BCC", pathology=stated)
        assert ("malignant", Pathology.pending) == (found.nature, found.pathology)


@pytest.mark.parametrize("words", ["biopsy-proven BCC", "BCC, confirmed by biopsy", "histologically confirmed BCC"])
def test_words_that_say_confirmed_count_as_the_report(words: str) -> None:
    assert Pathology.confirmed is read(BOWEN, lesion=words, pathology=None).pathology


def test_what_the_entry_says_of_pathology_counts_more_than_its_words() -> None:
    assert Pathology.pending is read(BOWEN, lesion="biopsy-proven BCC", pathology=Pathology.pending).pathology


@pytest.mark.parametrize(
    ("words", "options", "natures"),
    [
        ("keratosis", ["actinic keratosis", "seborrheic keratosis"], ("premalignant", "benign")),
        ("dysplastic nevus", ["nevus", "premalignant lesion"], ("benign", "premalignant")),
        ("cutaneous horn", ["actinic keratosis", "wart", "squamous cell carcinoma"], None),
    ],
)
def test_a_word_that_could_be_several_things_is_asked_with_each(
    words: str, options: list[str], natures: tuple[str, ...] | None
) -> None:
    asked = question("lesion", lesion=words)
    assert options == answers(asked)
    assert natures in {None, read(lesion=words).could_be}
    assert all(answer.gives for answer in asked.leads_to)


@pytest.mark.parametrize("words", ["cherry angioma", "spider angioma", "venous lake", "pyogenic granuloma"])
def test_a_small_angioma_is_asked_with_both_families_that_people_code_it_in(words: str) -> None:
    asked = question("lesion", lesion=words)
    assert {"benign", "vascular"} == set(read(lesion=words).could_be)
    assert {"17106", "17110"} <= {
        code for answer in asked.leads_to for code in ("17106", "17110") if code in answer.gives
    }


def test_two_kinds_in_one_entry_are_asked_apart() -> None:
    asked = question("lesion", lesion="actinic keratosis, wart")
    assert ["actinic keratosis", "wart"] == answers(asked)
    assert "one entry for each kind" in asked.ask


@pytest.mark.parametrize("words", ["AKI", "wartime", "tagging", "BCCs2", "moleskin", "acneiform"])
def test_a_term_inside_another_word_is_not_found(words: str) -> None:
    drafts = drafted(entry(lesion=words))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_the_longest_term_wins_over_a_word_in_it() -> None:
    assert "benign" == read(lesion="seborrheic keratosis").nature
    assert "malignant" == read(lesion="squamous cell carcinoma in situ").nature
    assert ["scc_in_situ"] == [term.id for term in read(lesion="squamous cell carcinoma in situ").lesions]


def test_a_misspelt_lesion_is_asked_with_the_nearest_names_and_never_taken() -> None:
    asked = question("lesion", lesion="actinik keratosis")
    assert "actinic keratosis" == answers(asked)[0]
    assert "(actinik)" in asked.ask


def test_a_lesion_like_nothing_known_is_asked_with_every_kind_that_the_skin_has_and_the_organs() -> None:
    asked = question("lesion", lesion="zzz")
    skin = {family.natures[0] for family in PACKS.families if family.tracts[0] == "skin"}
    assert skin <= {*answers(asked)}
    assert len(asked.leads_to) > len(skin)
    assert all(answer.gives for answer in asked.leads_to)


@pytest.mark.parametrize("words", ["actinic keratosis of unknown zzz", "3 actinic keratosis", "AK and SK"])
def test_one_word_not_understood_is_enough_to_ask(words: str) -> None:
    drafts = drafted(entry(lesion=words))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_words_not_understood_do_not_matter_where_a_diagnosis_code_says_it() -> None:
    assert "premalignant" == read(lesion="zzz", icd10="L57.0").nature


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_text_of_a_lesion_breaks_the_reader_and_what_is_coded_is_a_known_term(words: str) -> None:
    drafts = drafted(entry(lesion=words))
    found = drafts.entries[0]
    assert bool(found.nature) != bool(found.questions)
    assert not found.nature or found.lesions


@given(st.sampled_from([word for term in PACKS.lesions.terms for word in term.words]))
def test_every_word_of_the_vocabulary_is_read_alike_in_any_case(word: str) -> None:
    assert [term.id for term in read(lesion=word.upper()).lesions] == [term.id for term in read(lesion=word).lesions]


# A diagnosis code instead of words


@pytest.mark.parametrize(
    ("icd10", "nature"),
    [
        ("L57.0", "premalignant"),
        ("B07.0", "benign"),
        ("L82.1", "benign"),
        ("D22.5", "benign"),
        ("C44.612", "malignant"),
        ("D04.62", "malignant"),
        ("L91.8", "tag"),
        ("D18.01", "vascular"),
        ("L70.0", "acne"),
        ("L72.3", "benign"),
    ],
)
def test_a_diagnosis_code_alone_tells_the_nature(icd10: str, nature: str) -> None:
    assert nature == read(lesion=None, icd10=icd10).nature


@pytest.mark.parametrize("icd10", ["D48.5", "Q82.5", "Z99.9", "D49.2"])
def test_a_diagnosis_code_of_several_families_or_none_is_asked(icd10: str) -> None:
    drafts = drafted(entry(lesion=None, icd10=icd10))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_a_diagnosis_code_of_several_families_leaves_just_those_possible() -> None:
    assert ("benign", "vascular") == read(lesion=None, icd10="Q82.5").could_be


def test_an_entry_with_neither_words_nor_diagnosis_is_asked_what_was_treated() -> None:
    assert "What was treated?" == question("lesion", lesion=None).ask


def test_an_entry_without_id_goes_by_its_position() -> None:
    assert ["entry 1", "entry 2"] == [held.name for held in drafted(entry(id=None), entry(id=None)).entries]


# Sites


@pytest.mark.parametrize(
    ("words", "read_as"),
    [
        ("left forearm", [("forearm", "left", "")]),
        ("forearm, left", [("forearm", "left", "")]),
        ("L forearm", [("forearm", "left", "")]),
        ("forearm (left)", [("forearm", "left", "")]),
        ("right upper eyelid", [("eyelid", "right", "upper")]),
        ("eyelid, left lower", [("eyelid", "left", "lower")]),
        ("both ears", [("ear", "both", "")]),
        ("bilateral ears", [("ear", "both", "")]),
        ("right and left ear", [("ear", "both", "")]),
        ("the ears", [("ear", "", "")]),
        ("left ear and right cheek", [("ear", "left", ""), ("cheek", "right", "")]),
        ("forearm, hand", [("forearm", "", ""), ("hand", "", "")]),
        ("scalp; left ear & nose", [("scalp", "", ""), ("ear", "left", ""), ("nose", "", "")]),
        ("dorsal hand", [("hand", "", "")]),
        ("tip of the nose", [("nose", "", "")]),
        ("upper arm", [("arm", "", "")]),
        ("back of the left hand", [("hand", "left", "")]),
        ("left hand, right hand", [("hand", "left", ""), ("hand", "right", "")]),
    ],
)
def test_sites_are_read_with_their_sides_and_levels(words: str, read_as: list[tuple[str, str, str]]) -> None:
    assert read_as == spots(words)


def test_a_side_behind_its_site_does_not_move_to_the_next_site() -> None:
    assert [("hand", "left", ""), ("foot", "right", "")] == spots("hand left and foot right")


def test_upper_and_lower_are_not_lower() -> None:
    assert [("eyelid", "left", "lower")] != spots("left upper and lower eyelids")


@pytest.mark.parametrize("words", ["face scalp", "left ear right cheek", "forearm near elbow"])
def test_two_sites_with_nothing_to_join_them_are_asked(words: str) -> None:
    assert "ak" == question("site", site=words).about


@pytest.mark.parametrize("words", ["zzz", "left", "right cheek zzz", "backache", "armband"])
def test_a_site_not_understood_is_asked_and_holds_the_line_back(words: str) -> None:
    drafts = drafted(entry(site=words))
    assert (set(), [("site", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_a_misspelt_site_is_asked_with_the_nearest_names() -> None:
    asked = question("site", site="forarm")
    assert "forearm" in answers(asked)
    assert "(forarm)" in asked.ask


def test_a_misspelt_site_with_its_side_is_asked_with_the_nearest_names() -> None:
    assert "forearm" in answers(question("site", site="left forarm"))


def test_a_site_like_nothing_known_is_asked_with_the_site_groups() -> None:
    expected = {
        "trunk, arms, legs",
        "scalp, neck, hands, feet, genitalia",
        "face, ears, eyelids, nose, lips, mucosa",
    }
    assert expected == set(answers(question("site", site="zzz")))


@pytest.mark.parametrize(
    ("words", "options"),
    [("head", ["scalp", "face"]), ("perianal", ["anus", "skin"]), ("digit", ["hand", "foot"]),
     ("genitalia", ["penis", "vulva", "vagina", "scrotum"])],
)  # fmt: skip
def test_a_site_that_could_be_several_is_asked_with_each_where_it_decides(words: str, options: list[str]) -> None:
    assert options == answers(question("site", BOWEN, site=words))


@pytest.mark.parametrize("words", ["head", "digit", "periorbital"])
def test_a_site_that_could_be_several_is_not_asked_where_all_have_one_family(words: str) -> None:
    drafts = drafted(entry(AK, site=words))
    assert () == drafts.questions
    assert ["17000", "17003"] == [line.code for line in drafts.lines]
    assert () == drafts.entries[0].spots


def test_a_lesion_that_names_its_site_needs_no_other() -> None:
    assert ["penis"] == [spot.term.id for spot in read(lesion="penile wart", site=None).spots]


def test_a_site_that_nobody_states_is_no_question_where_it_changes_nothing() -> None:
    drafts = drafted(entry(site=None))
    assert ({("17000", 1), ("17003", 2)}, ()) == (lines(drafts), drafts.questions)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=40))
def test_no_text_of_a_site_breaks_the_reader(words: str) -> None:
    drafts = drafted(entry(site=words))
    assert bool(drafts.questions) != bool(drafts.entries[0].spots)


# Words that disagree


@pytest.mark.parametrize(("words", "icd10"), [("actinic keratosis", "B07.0"), ("wart", "L57.0"), ("BCC", "L82.1")])
def test_words_and_a_diagnosis_code_of_another_nature_are_asked(words: str, icd10: str) -> None:
    drafts = drafted(entry(lesion=words, icd10=icd10))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))
    assert "do not go together" in drafts.questions[0].ask


def test_a_doubt_in_the_words_is_not_settled_by_a_diagnosis_code() -> None:
    drafts = drafted(entry(lesion="possible actinic keratosis", icd10="L57.0"))
    assert (set(), [("lesion", "ak")]) == (lines(drafts), keys(drafts.questions))


@pytest.mark.parametrize(
    ("site", "icd10"),
    [("left ear", "C44.219"), ("ear", "C44.212"), ("both ears", "C44.212"), ("left ear", "C44.211"),
     ("nose", "C44.310"), ("face", "C44.319"), ("vermilion", "C44.01"), ("left forearm", "C44.91")],
)  # fmt: skip
def test_a_diagnosis_code_of_the_same_site_or_a_less_exact_one_agrees(site: str, icd10: str) -> None:
    assert () == drafted(entry(BOWEN, lesion="BCC", site=site, icd10=icd10)).questions


@pytest.mark.parametrize(
    ("site", "icd10"), [("left ear", "C44.212"), ("left forearm", "C44.612"), ("back", "C44.311"), ("face", "C44.41")]
)
def test_a_diagnosis_code_of_another_site_or_side_is_asked(site: str, icd10: str) -> None:
    drafts = drafted(entry(BOWEN, lesion="BCC", site=site, icd10=icd10))
    assert (set(), [("site", "bo")]) == (lines(drafts), keys(drafts.questions))
    assert f'{icd10} is not a code of "{site}"' in drafts.questions[0].ask


def test_a_lesion_that_names_another_organ_than_the_site_is_asked() -> None:
    drafts = drafted(entry(lesion="penile wart", site="face"))
    assert [("site", "ak")] == keys(drafts.questions)
    assert '"penile wart" is not a lesion of "face"' in drafts.questions[0].ask


# Methods


@pytest.mark.parametrize(
    ("words", "method"),
    [
        ("LN2", "cryosurgery"),
        ("liquid nitrogen spray", "cryosurgery"),
        ("frozen with liquid nitrogen x 2", "cryosurgery"),
        ("ED&C", "curettage"),
        ("electrodesiccation and curettage", "curettage"),
        ("CO2 laser", "laser"),
        ("cantharidin", "chemical"),
        ("destruction", "destruction"),
    ],
)
def test_the_words_for_a_method_are_understood(words: str, method: str) -> None:
    found = read(method=words).method
    assert found is not None
    assert method == found.id


@pytest.mark.parametrize("words", [None, "zzz", "cryotherapy and shave", "biopsy, LN2"])
def test_a_method_that_is_absent_or_not_understood_is_asked(words: str | None) -> None:
    drafts = drafted(entry(method=words))
    assert (set(), [("method", "ak")]) == (lines(drafts), keys(drafts.questions))


def test_a_reader_sees_what_was_read_from_which_words() -> None:
    steps = drafted(AK).lines[0].step.steps
    assert ['"actinic keratosis" is premalignant', '"cryosurgery" is destruction'] == [
        steps[0].because,
        steps[2].because,
    ]
    assert all(step.cite for step in steps)


def test_a_reader_sees_the_diagnosis_code_where_there_are_no_words() -> None:
    assert "L57.0 is premalignant" == drafted(entry(lesion=None, icd10="L57.0")).lines[0].step.steps[0].because
