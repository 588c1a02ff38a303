"""Contested questions: both sides are shown with who says so, a profile chooses, and nothing is settled silently."""

from dataclasses import replace
from decimal import Decimal

import pytest
from tests.api.demo import ROOT, demo, lines

from frostline.api import bill
from frostline.api.billing import profile_from
from frostline.model.advice import Profile
from frostline.model.claim import Contested, Outcome
from frostline.model.encounter import Pathology, Treated
from frostline.model.reason import Cite

OWN = profile_from(ROOT / "examples" / "payers" / "practice.yaml")
CURETTED = Treated(
    lesion="SCC",
    count=2,
    site="left shin",
    size_cm=Decimal("1.5"),
    defect_cm=Decimal("2.2"),
    method="curettage",
    pathology=Pathology.confirmed,
)
CHERRY = Treated(lesion="cherry angioma", count=3, site="chest", method="cryosurgery", area_sq_cm=Decimal(2))
PERIANAL = Treated(lesion="condyloma", count=3, site="perianal", method="cryosurgery", extent="simple")
SCROTAL = Treated(lesion="wart", count=3, site="scrotum", method="cryosurgery")
CHEILITIS = Treated(lesion="actinic cheilitis", count=1, site="lower lip", method="cryosurgery")


def taking(**takes: str) -> Profile:
    return Profile("own", "Our choices", (), Cite("Letter"), takes)


def billed(*treated: Treated, profile: Profile | None = None, payer: str = "aetna") -> Outcome:
    return bill(replace(demo(), treated=treated, payer=payer), profile=profile)


def contest(outcome: Outcome, name: str) -> Contested:
    return next(held for held in outcome.contested if held.id == name)


@pytest.mark.parametrize(
    ("treated", "name", "key"), [(CHERRY, "cherry_angioma", "lesion"), (PERIANAL, "perianal", "site")]
)
def test_without_a_profile_the_question_shows_both_sides_and_who_says_so(treated: Treated, name: str, key: str) -> None:
    outcome = billed(treated)
    assert [] == lines(outcome)
    (asked,) = [held for held in outcome.questions if held.key == key]
    held = contest(outcome, name)
    assert [side.choice for side in held.sides] == [answer.answer for answer in asked.leads_to]
    assert "" == held.taken
    assert all(side.cite for side in held.sides)
    assert all("(" in answer.gives for answer in asked.leads_to)


@pytest.mark.parametrize(
    ("treated", "takes", "expected"),
    [
        (CHERRY, {"cherry_angioma": "benign"}, [("17110", 1, ())]),
        (CHERRY, {"cherry_angioma": "vascular"}, [("17106", 1, ())]),
        (PERIANAL, {"perianal": "anus"}, [("46916", 1, ())]),
        (PERIANAL, {"perianal": "skin"}, [("17110", 1, ())]),
        (SCROTAL, {}, [("17110", 1, ())]),
        (SCROTAL, {"scrotum": "unlisted"}, [("55899", 1, ())]),
        (CURETTED, {}, [("17262", 2, ())]),
        (CURETTED, {"malignant_diameter": "defect"}, [("17263", 2, ())]),
        (CURETTED, {"repeat_line": "76"}, [("17262", 1, ()), ("17262", 1, ("76",))]),
        (CURETTED, {"repeat_line": "XS"}, [("17262", 1, ()), ("17262", 1, ("XS",))]),
    ],
)
def test_a_profile_takes_a_side(
    treated: Treated, takes: dict[str, str], expected: list[tuple[str, int, tuple[str, ...]]]
) -> None:
    outcome = billed(treated, profile=taking(**takes) if takes else None)
    assert expected == lines(outcome)
    for name, choice in takes.items():
        assert (choice, "Our choices (Letter)") == (contest(outcome, name).taken, contest(outcome, name).because)


def test_a_default_is_taken_and_said() -> None:
    outcome = billed(CURETTED, SCROTAL)
    taken = {held.id: held.taken for held in outcome.contested}
    assert {"malignant_diameter": "lesion", "repeat_line": "units", "scrotum": "skin"} == taken


@pytest.mark.parametrize(("choice", "expected"), [("K13.0", ("K13.0",)), ("L56.8", ("L56.8",)), (None, ())])
def test_the_diagnosis_of_actinic_cheilitis_is_that_of_the_profile_or_none(
    choice: str | None, expected: tuple[str, ...]
) -> None:
    outcome = billed(CHEILITIS, profile=taking(actinic_cheilitis=choice) if choice else None)
    assert expected == outcome.lines[0].diagnoses
    assert "actinic_cheilitis" in {held.id for held in outcome.contested}


def test_51_goes_on_further_reduced_procedures_only_where_the_profile_wants_it() -> None:
    keratoses = Treated(lesion="actinic keratosis", count=20, site="face", method="cryosurgery")
    more = Treated(lesion="actinic keratosis", count=3, site="face", method="cryosurgery")
    wart = Treated(lesion="wart", count=2, site="left hand", method="cryosurgery")
    own = taking(multiple_51="51")
    assert {"17004": False, "17110": False} == {
        line.code: "51" in line.modifiers for line in billed(keratoses, wart, profile=own).lines
    }
    marked = {line.code: "51" in line.modifiers for line in billed(more, wart, profile=own).lines}
    assert {"17110": False, "17000": True, "17003": False} == marked
    assert not any("51" in line.modifiers for line in billed(more, wart).lines)
    assert "multiple_51" not in {held.id for held in billed(more, wart).contested}


def test_the_profile_of_medicare_does_not_bind_another_payer_and_ones_own_goes_before_it() -> None:
    wart = Treated(lesion="wart", count=2, site="left hand", method="cryosurgery")
    keratoses = Treated(lesion="actinic keratosis", count=3, site="face", method="cryosurgery")
    mine = billed(keratoses, wart, profile=taking(multiple_51="51"), payer="medicare")
    assert any("51" in line.modifiers for line in mine.lines)
    named = replace(taking(multiple_51="51"), payers=("aetna",))
    assert not any("51" in line.modifiers for line in billed(keratoses, wart, profile=named, payer="medicare").lines)


def test_the_wound_after_curettage_is_asked_for_where_the_profile_takes_it_and_nobody_measured_it() -> None:
    outcome = billed(replace(CURETTED, defect_cm=None), profile=taking(malignant_diameter="defect"))
    assert ["size_cm"] == [held.key for held in outcome.questions]


def test_a_frozen_lesion_has_no_wound_and_keeps_its_diameter() -> None:
    frozen = replace(CURETTED, method="cryosurgery", defect_cm=None, count=1)
    outcome = billed(frozen, profile=taking(malignant_diameter="defect"))
    assert [("17262", 1, ())] == lines(outcome)
    assert () == outcome.contested


def test_the_example_profile_chooses_everything_it_names() -> None:
    outcome = billed(CURETTED, CHERRY, PERIANAL, profile=OWN)
    assert not outcome.questions
    assert OWN.takes.keys() == {held.id for held in outcome.contested}
