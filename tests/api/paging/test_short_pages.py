"""A page found by what people call it, the summary for an analyst, and the handout for a patient."""

import re

import pytest
from tests.api.paging.reading import rows, texts

from frostline.api.paging import report
from frostline.api.paging.finding import find
from frostline.api.paging.page import page
from frostline.knowledge.cards import cards
from frostline.model.errors import FrostlineError

# By what people call it


@pytest.mark.parametrize(
    "asked",
    [
        "17340", "cryo acne", "freezing treatment for acne", "cold therapy for pimples", "acne cryotherapy",
        "CO2 slush", "cyro acne", "freezing tretment for acne", "cold theraphy for pimpels", "cryotherapy acne",
    ],
)  # fmt: skip
def test_17340_is_found_by_what_people_call_it(asked: str) -> None:
    assert "17340" == find(asked)[0]


@pytest.mark.parametrize(
    ("asked", "code"),
    [("wart freez", "17110"), ("kidney cryoablation", "50593"), ("AK freeze", "17000"), ("frozen cervix", "57511")],
)
def test_other_codes_are_found_too(asked: str, code: str) -> None:
    assert code == find(asked)[0]


def test_a_family_gives_all_its_codes() -> None:
    assert ("17000", "17003", "17004") == find("skin.premalignant")


def test_an_alias_of_every_card_finds_its_code() -> None:
    named = [(card.codes[0].aliases[-1], card.codes[0].code) for card in cards().cards if card.codes]
    assert [] == [(alias, code) for alias, code in named if code not in find(alias)]


def test_words_that_nobody_uses_are_refused_with_names_that_are_near() -> None:
    with pytest.raises(FrostlineError, match="Did you mean"):
        find("cataract surgery")


def test_a_code_outside_the_field_has_no_page() -> None:
    with pytest.raises(FrostlineError, match="99213"):
        page("99213")


# The summary for an analyst and the handout for a patient


@pytest.mark.parametrize("code", ["17340", "17110", "55873"])
def test_the_summary_names_the_five_key_payers(code: str) -> None:
    payers = rows(report.summary(code), "payers")
    assert ["Aetna", "Blue Cross Blue Shield", "Cigna", "UnitedHealthcare", "Medicare"] == list(
        dict.fromkeys(row[0] for row in payers)
    )


def test_the_summary_says_unseen_of_payers_that_were_not_seen() -> None:
    payers = rows(report.summary("17340"), "payers")
    unseen = [row[0] for row in payers if "not seen: unknown, which is no denial" in row]
    assert ["Cigna", "UnitedHealthcare", "Medicare"] == unseen
    assert "investigational" in " ".join(next(row for row in payers if row[0] == "Aetna"))


def test_the_summary_has_all_that_an_analyst_asks_for() -> None:
    held = {section.id for section in report.summary("17340").sections}
    asked = {"purpose", "payers", "context", "setting", "standing", "payment", "coding", "coverage", "gaps"}
    assert set() == asked - held


def test_an_advantage_plan_is_not_told_as_medicare() -> None:
    payers = rows(report.summary("55873"), "payers")
    assert [] == [row[1] for row in payers if row[0] == "Medicare" and "Advantage" in row[1]]


def test_the_handout_is_for_patients_alone() -> None:
    (patient,) = [section for section in report.handout("17340").sections if section.id == "patient"]
    told = "\n".join(texts(patient))
    for words in ("What to expect", "What is normal", "Do not pick", "Call us", "may stay lighter or darker"):
        assert words in told
    assert not re.search(r"\bMUE\b|\bRVU\b|modifier", told)
