"""Cautions beside the claim: whom not to freeze, where, what marks and how long; never invented, never silent."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.charts import AK, BOWEN, PACKS, WARTS, chart, drafted, entry, service

from frostline.engine.coding.beside.cautions import ORDER, cautions
from frostline.engine.coding.beside.conditions import stated
from frostline.engine.coding.beside.deck import AS_CODE, any_code, deck
from frostline.model.advice import CautionCard
from frostline.model.claim import Caution
from frostline.model.encounter import Pathology, Patient, Treated
from frostline.model.vocabulary import Kind
from frostline.reference.releases import BUILTIN

TUMOR = Treated(id="t", lesion="kidney mass", site="left kidney", method="cryoablation", approach="percutaneous")
PROSTATE = Treated(id="p", lesion="prostate cancer", icd10="C61", method="cryoablation")
LUNG = Treated(id="l", lesion="lung tumor", method="cryoablation", approach="percutaneous")
CERVIX = Treated(id="c", lesion="CIN 2", method="cryotherapy")
VAGINA = Treated(id="v", lesion="vaginal condyloma", extent="simple", method="cryotherapy")
UTERUS = Treated(id="u", lesion="menorrhagia", site="uterus", method="cryoablation")
COLD = (
    "cold_urticaria", "raynaud", "cryoglobulinemia", "cryofibrinogenemia", "cold_agglutinins", "cold_hemoglobinuria",
)  # fmt: skip
CARDS = PACKS.cautions
CONDITIONS = [(card.id, word) for card in CARDS for word in card.conditions]
TABULAR = frozenset(pl.read_parquet(BUILTIN / "icd10" / "ICD10CM-2026-04.parquet")["code"])


def found(*treated: Treated, patient: Patient | None = None, **more: object) -> tuple[Caution, ...]:
    told = {"patient": patient or Patient(conditions=(), skin_type=2)} | more
    return cautions(drafted(*treated, **told).entries, chart(*treated, **told), PACKS)


def ids(*treated: Treated, patient: Patient | None = None, **more: object) -> set[str]:
    return {held.id.removeprefix("caution.") for held in found(*treated, patient=patient, **more)}


def of(*conditions: str, treated: Treated = AK, skin_type: int | None = 2) -> set[str]:
    """Contraindications of a patient with these conditions."""
    patient = Patient(conditions=conditions, skin_type=skin_type)
    held = found(treated, patient=patient)
    return {caution.id.removeprefix("caution.") for caution in held if caution.kind == "contraindication"}


@pytest.mark.parametrize(
    ("condition", "card"),
    [
        ("L50.2", "cold_urticaria"),
        ("cold urticaria", "cold_urticaria"),
        ("cold-induced urticaria since childhood", "cold_urticaria"),
        ("Raynaud's", "raynaud"),
        ("Raynauds disease", "raynaud"),
        ("I73.00", "raynaud"),
        ("I73.01", "raynaud"),
        ("I73.0", "raynaud"),
        ("i7300", "raynaud"),
        ("Raynaud (I73.01)", "raynaud"),
        ("D89.1", "cryoglobulinemia"),
        ("mixed cryoglobulinaemia", "cryoglobulinemia"),
        ("D59.12", "cold_agglutinins"),
        ("cold agglutinin disease", "cold_agglutinins"),
        ("cryofibrinogenemia", "cryofibrinogenemia"),
        ("D59.6", "cold_hemoglobinuria"),
        ("paroxysmal cold hemoglobinuria", "cold_hemoglobinuria"),
        ("frostbite of both ears in 1998", "freezing_injury"),
        ("SLE", "collagen_vascular"),
        ("cryotherapy reaction", "earlier_reaction"),
    ],
)
def test_a_condition_that_cold_harms_is_never_passed_over(condition: str, card: str) -> None:
    assert {card} == of(condition)


@pytest.mark.parametrize(
    "method", ["LN2", "cryoablation", "frozen", "curettage and cryotherapy", "shave and cryotherapy"]
)
def test_cold_urticaria_warns_of_every_freeze(method: str) -> None:
    assert {"cold_urticaria"} == of("L50.2", treated=entry(method=method))


@pytest.mark.parametrize("method", ["laser", "CO2 laser", "electrodesiccation", "TCA", "shave", "imiquimod"])
def test_cold_urticaria_does_not_warn_of_what_does_not_freeze(method: str) -> None:
    assert set() == ids(entry(method=method), patient=Patient(conditions=("L50.2",)))


def test_a_nerve_that_is_frozen_is_screened_too() -> None:
    knee = Treated(id="n", lesion="chronic pain", site="genicular nerve", method="cryoneurolysis")
    assert {"cold_urticaria"} == of("L50.2", treated=knee)


@pytest.mark.parametrize("source", ["treated", "services"])
def test_a_diagnosis_of_the_day_counts_like_a_condition(source: str) -> None:
    if source == "treated":
        assert "raynaud" in ids(AK, Treated(id="r", lesion="ulcer", icd10="I73.01", method="laser"))
    else:
        assert "raynaud" in ids(AK, services=(service("99213", diagnoses=("I73.00",)),))


@pytest.mark.parametrize(
    "denied",
    [
        "no Raynaud",
        "denies cold urticaria",
        "No history of Raynaud's",
        "Raynaud: no",
        "Raynaud? no",
        "Raynaud (no)",
        "Raynaud ruled out",
        "Raynaud has been ruled out",
        "cryoglobulins negative",
        "not on warfarin, without frostbite",
        "denies Raynaud, cold urticaria, and frostbite",
        "no Raynaud, cold urticaria or frostbite",
        "no Raynaud or cold urticaria",
        "family history of Raynaud",
        "mother has Raynaud",
        "no I73.00",
        "negative for cold agglutinins",
    ],
)
def test_what_is_denied_does_not_warn(denied: str) -> None:
    assert set() == of(denied)


@pytest.mark.parametrize(
    ("text", "cards"),
    [
        ("history of Raynaud", {"raynaud"}),
        ("possible Raynaud", {"raynaud"}),
        ("no diabetes, Raynaud", {"raynaud"}),
        ("no diabetes; Raynaud", {"raynaud"}),
        ("No diabetes. Raynaud since 2010", {"raynaud"}),
        ("denies diabetes but has Raynaud", {"raynaud"}),
        ("(no frostbite) Raynaud", {"raynaud"}),
        ("no known drug allergies, cold urticaria", {"cold_urticaria"}),
        ("Raynaud, no ulcers", {"raynaud"}),
        ("no change in Raynaud", {"raynaud"}),
        ("Raynaud not ruled out", {"raynaud"}),
        ("family history of eczema, Raynaud", {"raynaud"}),
        ("denies Raynaud, has cold urticaria", {"cold_urticaria"}),
    ],
)
def test_a_denial_of_something_else_never_hides_a_condition(text: str, cards: set[str]) -> None:
    assert cards == of(text)


@pytest.mark.parametrize(
    "text",
    [
        "urticaria",
        "common cold",
        "hypertension",
        "Raynaudia",
        "preraynaud",
        "L50.20",
        "L50.1",
        "D89.10",
        "E11.9",
        "I73.8",
    ],
)
def test_a_condition_that_no_card_knows_brings_nothing(text: str) -> None:
    assert set() == of(text)


@given(st.sampled_from(CONDITIONS), st.sampled_from("abcxyz"), st.booleans())
def test_no_word_is_found_inside_another(held: tuple[str, str], letter: str, before: bool) -> None:  # noqa: FBT001 - drawn
    word = letter + held[1].replace(" ", "") if before else held[1].replace(" ", "") + letter
    assert frozenset() == stated((word,), deck(PACKS).conditions).names


@given(st.sampled_from(CONDITIONS))
def test_every_word_of_a_card_finds_it_and_a_denial_silences_it(held: tuple[str, str]) -> None:
    words = deck(PACKS).conditions
    assert held[0] in stated((held[1],), words).names
    assert held[0] in stated((f"known case of {held[1].upper()}, stable",), words).names
    for denial in ("no {}", "denies {}", "without {}", "no history of {}", "{}: no", "{} ruled out"):
        assert held[0] not in stated((denial.format(held[1]),), words).names


@given(st.lists(st.sampled_from([word for _, word in CONDITIONS]), min_size=1, max_size=5))
def test_the_order_of_conditions_does_not_matter(conditions: list[str]) -> None:
    words = deck(PACKS).conditions
    assert stated(conditions, words) == stated(reversed(conditions), words)
    apart = [stated((condition,), words).names for condition in conditions]
    assert frozenset().union(*apart) == stated(conditions, words).names


@given(st.sampled_from(sorted(TABULAR)))
def test_a_code_calls_for_a_card_only_by_itself_or_by_its_stem(code: str) -> None:
    held = deck(PACKS)
    for card in CARDS:
        expected = any(
            code == own or (own.endswith("-") and code.startswith(own.removesuffix("-"))) for own in card.icd10
        )
        assert expected is any_code(held.codes[card.id], (code.replace(".", ""),))


def test_phrases_that_only_look_like_a_condition_are_none() -> None:
    assert set() == of("optic neuropathy", "lupus anticoagulant", treated=entry(WARTS, site="left foot"))
    assert set() == of("history of pregnancy", "planning pregnancy", treated=CERVIX)


def test_conditions_that_nobody_states_are_said_to_be_not_screened() -> None:
    held = found(AK, patient=Patient(skin_type=2))
    assert ["not_screened"] == [caution.kind for caution in held if caution.kind not in {"pigment", "healing"}]
    assert all(caution.cite for caution in held)


def test_conditions_that_are_stated_to_be_none_are_screened() -> None:
    assert not {caution.kind for caution in found(AK)} & {"not_screened", "contraindication"}


def test_a_diagnosis_warns_even_where_conditions_were_not_stated() -> None:
    seen = ids(AK, patient=Patient(), services=(service("99213", diagnoses=("L50.2",)),))
    assert {"cold_urticaria", "not_screened.conditions"} <= seen


def test_nothing_is_screened_where_nothing_was_frozen() -> None:
    assert set() == ids(entry(method="laser"), patient=Patient())
    assert set() == ids(patient=Patient(), services=(service("99213"),))


@pytest.mark.parametrize("method", [None, "zapped it"])
def test_a_method_that_nobody_can_read_never_looks_like_clear(method: str | None) -> None:
    assert {"not_screened.method"} == ids(entry(method=method), patient=Patient(conditions=("L50.2",)))


@pytest.mark.parametrize("site", ["left foot", "right hand", "left shin", "left ankle", None])
def test_poor_circulation_matters_on_hand_leg_and_foot(site: str | None) -> None:
    for condition in ("PAD", "I70.213", "I73.9", "peripheral arterial disease", "poor circulation"):
        assert {"poor_circulation"} == of(condition, treated=entry(WARTS, site=site))


@pytest.mark.parametrize(
    ("site", "expected"),
    [("left foot", {"diabetes_below_knee"}), ("left shin", {"diabetes_below_knee"}), ("left hand", set())],
)
def test_diabetes_matters_below_the_knee(site: str, expected: set[str]) -> None:
    for condition in ("diabetes", "E11.9", "type 2 diabetes"):
        assert expected == of(condition, treated=entry(WARTS, site=site))


@pytest.mark.parametrize("site", ["face", "back", "left forearm"])
def test_poor_circulation_does_not_matter_elsewhere(site: str) -> None:
    assert set() == of("PAD", "E11.51", treated=entry(WARTS, site=site))


def test_neuropathy_matters_on_hand_and_foot_only() -> None:
    assert {"neuropathy"} == of("diabetic neuropathy", treated=entry(WARTS, site="left foot"))
    assert set() == of("diabetic neuropathy", "G62.9", treated=AK)


@pytest.mark.parametrize(
    ("treated", "condition", "card"),
    [
        (CERVIX, "28 weeks pregnant", "pregnancy_cervix"),
        (CERVIX, "O09.91", "pregnancy_cervix"),
        (UTERUS, "pregnant", "pregnancy_uterus"),
        (VAGINA, "HIV", "immune_defect"),
        (TUMOR, "on warfarin", "bleeding"),
        (TUMOR, "Z79.01", "bleeding"),
        (TUMOR, "D69.6", "bleeding"),
        (LUNG, "single lung", "lung_reserve"),
        (LUNG, "J43.9", "lung_reserve"),
        (PROSTATE, "prior TURP", "prostate_passages"),
        (PROSTATE, "large prostate with fistula", "prostate_passages"),
        (entry(WARTS), "keloid former", "keloid"),
    ],
)
def test_a_condition_matters_where_its_organ_is_treated(treated: Treated, condition: str, card: str) -> None:
    assert {card} == of(condition, treated=treated)


@pytest.mark.parametrize("condition", ["pregnant", "HIV", "on warfarin", "single lung", "prior TURP", "ascites"])
def test_a_condition_of_one_organ_says_nothing_of_the_skin(condition: str) -> None:
    assert set() == of(condition, treated=AK)


@pytest.mark.parametrize(
    ("treated", "card"),
    [
        (VAGINA, "vagina"),
        (CERVIX, "cervix"),
        (TUMOR, "kidney"),
        (LUNG, "lung"),
        (PROSTATE, "prostate"),
        (Treated(id="b", lesion="bone metastasis", site="left femur", method="cryoablation"), "bone"),
        (Treated(id="f", lesion="fibroadenoma", site="left breast", method="cryoablation"), "breast"),
        (entry(BOWEN, lesion="lentigo maligna"), "melanoma"),
        (entry(BOWEN, lesion="morpheaform BCC"), "high_risk_tumor"),
        (entry(BOWEN, lesion="recurrent BCC"), "high_risk_tumor"),
        (entry(site="left upper eyelid"), "eye"),
        (entry(site="left eyebrow"), "eye"),
        (entry(WARTS, site="left index finger"), "superficial_nerve"),
        (entry(WARTS, site="right elbow"), "superficial_nerve"),
        (entry(WARTS, lesion="periungual wart", site="left thumbnail"), "nail"),
        (entry(site="scalp"), "hair"),
    ],
)
def test_a_site_that_is_dangerous_to_freeze_says_so(treated: Treated, card: str) -> None:
    assert card in {c.id.removeprefix("caution.") for c in found(treated) if c.kind == "site"}


def test_a_site_caution_stays_away_from_other_sites_and_lesions() -> None:
    assert set() == {c.id for c in found(AK, WARTS, BOWEN) if c.kind == "site"}
    assert "high_risk_tumor" not in ids(entry(WARTS, lesion="recurrent wart"))
    assert "breast" not in ids(entry(WARTS, site="left breast"))
    assert "bone" not in ids(entry(WARTS, site="pelvis"))


@pytest.mark.parametrize(
    ("skin_type", "card"),
    [(None, "pigment_unknown"), (1, "pigment"), (3, "pigment"), (4, "pigment_dark"), (6, "pigment_dark")],
)
def test_every_freeze_of_skin_warns_of_marks_by_skin_type(skin_type: int | None, card: str) -> None:
    held = found(AK, WARTS, patient=Patient(conditions=(), skin_type=skin_type))
    assert [f"caution.{card}"] == [caution.id for caution in held if caution.kind == "pigment"]


def test_an_organ_inside_has_no_skin_to_mark() -> None:
    assert {"site"} == {caution.kind for caution in found(TUMOR, patient=Patient(conditions=()))}


@pytest.mark.parametrize(
    ("site", "card"),
    [
        ("left cheek", "face"),
        ("nose", "face"),
        ("left forearm", "trunk_arms"),
        ("back", "trunk_arms"),
        ("left breast", "trunk_arms"),
        ("scalp", "scalp_legs"),
        ("right thigh", "scalp_legs"),
        ("left lower leg", "lower_leg"),
        ("right shin", "lower_leg"),
        ("left hand", None),
        ("neck", None),
        (None, None),
    ],
)
def test_healing_is_told_by_site_and_only_where_a_source_tells_it(site: str | None, card: str | None) -> None:
    held = {caution.id for caution in found(entry(site=site)) if caution.kind == "healing"}
    assert ({f"caution.healing_{card}"} if card else set()) == held


def test_every_card_of_healing_says_whose_weeks_it_gives_or_that_none_are_given() -> None:
    cites = [str(card.cite) for card in CARDS if card.kind == "healing"]
    assert all("leaflet Cryotherapy" in cite and "weeks" in cite.casefold() for cite in cites)


def test_one_card_is_one_caution_that_names_its_entries() -> None:
    held = found(AK, entry(id="b"), WARTS, patient=Patient(conditions=("Raynaud", "I73.00"), skin_type=2))
    about = {caution.id.removeprefix("caution."): caution.about for caution in held}
    assert {"raynaud": "ak, b, wa", "pigment": "ak, b, wa", "healing_face": "ak, b"} == about


def test_an_ordinary_keratosis_is_not_buried_in_cautions() -> None:
    assert 2 == len(found(AK))
    assert 3 == len(found(AK, patient=Patient()))


def test_the_order_of_entries_changes_no_caution() -> None:
    told = Patient(conditions=("PAD", "L50.2"), skin_type=5)
    treated = (AK, entry(WARTS, site="left foot"), BOWEN, entry(id="z", method="laser"))
    seen = {
        frozenset((held.id, frozenset(held.about.split(", "))) for held in found(*order, patient=told))
        for order in permutations(treated)
    }
    assert 1 == len(seen)


def test_the_gravest_stand_first() -> None:
    kinds = [c.kind for c in found(VAGINA, entry(site="scalp"), patient=Patient(conditions=("L50.2",)))]
    assert sorted(kinds, key=ORDER.index) == kinds
    assert "contraindication" == kinds[0]


def test_cream_that_the_patient_applies_brings_no_caution() -> None:
    assert set() == ids(entry(method="imiquimod cream"), patient=Patient())


def test_oral_cooling_is_no_freeze() -> None:
    assert set() == ids(Treated(id="m", lesion="oral mucositis", method="oral cooling device"), patient=Patient())


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_names_only_what_exists(card: CautionCard) -> None:
    def unknown(wanted: Iterable[str], terms: Iterable[str]) -> set[str]:
        return set(wanted) - set(terms)

    destroying = {term.id for term in PACKS.methods.terms if term.kind is Kind.destruction}
    assert card.methods
    assert set() == unknown(card.methods, destroying)
    assert set() == unknown(card.sites, (term.id for term in PACKS.sites.terms))
    assert set() == unknown(card.tracts, (term.tract for term in PACKS.sites.terms if term.tract))
    assert set() == unknown(card.natures, (term.nature for term in PACKS.lesions.terms if term.nature))
    codes = (*card.icd10, *(word for word in card.described if AS_CODE.fullmatch(word)))
    stems = [code.removesuffix("-").removesuffix(".") for code in codes if code.endswith("-")]
    assert set() == unknown((code for code in codes if not code.endswith("-")), TABULAR)
    assert [] == [stem for stem in stems if not any(code.startswith(stem) for code in TABULAR)]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.id)
def test_every_card_is_one_short_cited_sentence(card: CautionCard) -> None:
    assert len(card.says) < 160
    assert not card.says.endswith(".")
    assert card.cite.title
    assert card.kind in ORDER
    assert (card.kind == "contraindication") is card.screens
    assert not (card.skin_types and card.skin_type_unknown)


def test_every_phrase_that_only_looks_like_a_condition_holds_one() -> None:
    words = deck(PACKS).conditions
    for card in CARDS:
        for phrase in card.unlike:
            assert frozenset() == stated((phrase,), words).names, phrase


def test_cards_are_made_ready_once_for_books_that_share_them() -> None:
    assert deck(PACKS) is deck(replace(PACKS, digest="another"))


def test_a_malignant_lesion_is_read_by_its_code_too() -> None:
    stated_code = Treated(
        id="m", icd10="D03.62", site="left forearm", count=1, size_cm=Decimal(1), method="LN2",
        pathology=Pathology.confirmed,
    )  # fmt: skip
    assert "melanoma" in ids(stated_code)
    assert "melanoma" not in ids(AK, patient=Patient(conditions=("history of melanoma", "C43.9")))
