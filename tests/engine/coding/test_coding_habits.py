"""Payer profiles: they bind their payer however it is written, no other silently, and cost no memory in a long run."""

import gc
from dataclasses import replace

import pytest
from tests.api.demo import demo
from tests.engine.charts import AK, PACKS, WARTS, chart, entry, service

from frostline.api import bill
from frostline.engine.coding.habits import applying, choosing, with_habits
from frostline.model.advice import Profile
from frostline.model.claim import Outcome
from frostline.model.encounter import Apart, Encounter
from frostline.model.knowledge import Book
from frostline.model.reason import Cite

NAMES = ["medicare", "Medicare", "MEDICARE", " medicare", "medicare ", "\tMedicare "]
RUN = 60  # profiles of one run
BOOKS = 40  # that may live at once: what the caches hold, and some room


def taking(*payers: str, name: str = "own", **takes: str) -> Profile:
    return Profile(name, "Our choices", payers, Cite("Letter"), takes)


def with_profiles(*profiles: Profile) -> Book:
    return replace(PACKS, profiles=(*profiles, *PACKS.profiles))


def paid_by(payer: str | None) -> Encounter:
    return chart(WARTS, payer=payer, place="office")


def ids(book: Book, payer: str | None) -> list[str]:
    return [profile.id for profile in applying(book, paid_by(payer))]


def choices(book: Book, payer: str | None = "aetna") -> dict[str, str]:
    return dict(with_habits(book, paid_by(payer)).choices)


def unapplied(outcome: Outcome) -> list[str]:
    return [text for text in outcome.not_checked if "profile" in text]


# Whose profile it is


@pytest.mark.parametrize("written", ["Aetna", "aetna", "AETNA", " Aetna "])
@pytest.mark.parametrize("payer", ["aetna", "aetna ", " Aetna", "AETNA"])
def test_a_profile_binds_its_payer_however_either_is_written(written: str, payer: str) -> None:
    assert ["own"] == ids(with_profiles(taking(written)), payer)


@pytest.mark.parametrize("payer", ["cigna", "aetna better health", "", " ", None])
def test_a_profile_binds_nobody_else(payer: str | None) -> None:
    assert [] == ids(with_profiles(taking("Aetna")), payer)


@pytest.mark.parametrize("payer", ["cigna", "medicare", None])
def test_a_profile_that_names_no_payer_binds_whoever_pays(payer: str | None) -> None:
    assert "own" in ids(with_profiles(taking()), payer)


@pytest.mark.parametrize("payer", NAMES)
def test_medicare_is_medicare_with_blanks_and_capitals(payer: str) -> None:
    assert paid_by(payer).medicare
    assert ["medicare"] == ids(PACKS, payer)


@pytest.mark.parametrize("payer", ["medicare advantage", "medicaid", "", None])
def test_what_is_not_medicare_is_never_taken_for_it(payer: str | None) -> None:
    assert not paid_by(payer).medicare
    assert [] == ids(PACKS, payer)


@pytest.mark.parametrize("payer", NAMES)
def test_a_claim_to_medicare_comes_out_the_same_however_the_payer_is_written(payer: str) -> None:
    told = {"place": "office", "services": (service("11102", lesion=Apart.other),)}
    plain = bill(chart(AK, WARTS, payer="medicare", **told))
    outcome = bill(chart(AK, WARTS, payer=payer, **told))
    assert (plain.lines, plain.prices, plain.contested) == (outcome.lines, outcome.prices, outcome.contested)


# Whose choice counts


def test_the_first_profile_that_takes_a_side_counts() -> None:
    first, second = taking(name="a", repeat_line="76"), taking(name="b", repeat_line="59", multiple_51="51")
    book = with_profiles(first, second)
    assert {"repeat_line": "76", "multiple_51": "51"} == choices(book)
    assert (first, second) == tuple(choosing(book, paid_by("aetna"), name) for name in ("repeat_line", "multiple_51"))


def test_a_contest_that_no_profile_takes_is_chosen_by_nobody() -> None:
    assert choosing(with_profiles(taking(repeat_line="76")), paid_by("aetna"), "scrotum") is None


def test_the_choice_of_another_payer_leaves_the_packs_as_they_are() -> None:
    assert {} == choices(with_profiles(taking("Cigna", repeat_line="76")))


def test_a_contested_word_means_what_the_profile_takes_it_for_and_the_packs_are_not_touched() -> None:
    before = PACKS.lesion("small_angioma").could_be
    book = with_habits(with_profiles(taking(cherry_angioma="vascular")), paid_by("aetna"))
    assert "vascular" == book.lesion("small_angioma").nature
    assert before == PACKS.lesion("small_angioma").could_be


def test_the_same_choices_are_read_once_for_a_whole_run() -> None:
    book = with_profiles(taking(repeat_line="76"))
    assert with_habits(book, paid_by("aetna")) is with_habits(book, paid_by("cigna"))


# What is said of a profile that was not applied


def test_a_profile_of_another_payer_is_said_and_changes_nothing() -> None:
    own = taking("Cigna", "Humana", multiple_51="51")
    plain = bill(chart(AK, WARTS, payer="aetna"))
    outcome = bill(chart(AK, WARTS, payer="aetna"), profile=own)
    assert plain.lines == outcome.lines
    (said,) = unapplied(outcome)
    assert all(name in said for name in ("own", "Cigna", "Humana"))
    assert not outcome.clean


def test_a_profile_of_somebody_is_said_where_no_payer_is_stated() -> None:
    assert 1 == len(unapplied(bill(paid_by(None), profile=taking("Aetna"))))


@pytest.mark.parametrize("payers", [("Aetna",), ()])
def test_a_profile_that_was_applied_is_not_said_to_be_left_out(payers: tuple[str, ...]) -> None:
    assert [] == unapplied(bill(chart(WARTS, payer="aetna "), profile=taking(*payers)))


def test_a_profile_of_another_payer_is_said_beside_a_finished_claim_too() -> None:
    claim = replace(demo(), treated=None, services=None, lines=(), payer="aetna")
    assert 1 == len(unapplied(bill(claim, profile=taking("Cigna"))))


# A long run


def books() -> int:
    gc.collect()
    return sum(isinstance(held, Book) for held in gc.get_objects())


def test_a_run_with_many_profiles_keeps_few_books_alive() -> None:
    before = books()
    for number in range(RUN):
        choice = ("76", "59", "XS", "units")[number % 4]
        payers = ("Cigna",) if number % 3 == 0 else ()
        own = taking(*payers, name=f"own {number}", repeat_line=choice, cherry_angioma="benign")
        bill(chart(entry(WARTS, count=1), payer="aetna"), profile=own)
    assert BOOKS > books() - before
