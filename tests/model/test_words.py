"""The chart's words: read by whole terms, the longest first, and never by parts of words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.model.words import Index, index, singular, tokens

WORDS = ("eyelid", "margin", "ear", "no", "cancer", "left", "hand", "wart", "tag")
TERMS = [
    ("term", "eyelid", ["eyelid"]),
    ("term", "eyelid_margin", ["eyelid margin", "lid margin"]),
    ("term", "ear", ["ear"]),
    ("term", "keratosis", ["actinic keratosis", "AK"]),
    ("negated", "", ["no", "history of"]),
    ("side", "left", ["left", "lt"]),
]


def read(text: str) -> list[tuple[str, str]]:
    return [(found.kind, found.name) for found in index(TERMS).read(text)]


# Tokens


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("seb", "keratosis"), "Seb. Keratoses"),
        (("ln2",), "LN2"),
        (("wart", ",", "hand"), "warts; the hands"),
        (("back", "of", "left", "hand"), "back of the left hand"),
        (("post", "auricular"), "post-auricular"),
        ((), " The a... "),
        ((), ""),
    ],
)
def test_spelling_that_means_the_same_becomes_the_same(expected: tuple[str, ...], text: str) -> None:
    assert expected == tokens(text)


@pytest.mark.parametrize(
    ("expected", "word"),
    [
        ("keratosis", "keratoses"),
        ("keratosis", "keratosis"),
        ("biopsy", "biopsies"),
        ("wart", "warts"),
        ("nevus", "nevus"),
        ("abscess", "abscess"),
        ("as", "as"),
        ("tie", "ties"),
    ],
)
def test_a_plural_is_read_as_its_singular_and_a_singular_is_left_alone(expected: str, word: str) -> None:
    assert expected == singular(word)


@pytest.mark.parametrize("name", ["Bowen's disease", "Bowen\N{RIGHT SINGLE QUOTATION MARK}s disease"])
def test_the_possessive_of_a_name_is_the_name(name: str) -> None:
    assert tokens("Bowen disease") == tokens(name)


@given(st.text())
def test_no_text_of_any_script_stops_the_reader(text: str) -> None:
    assert all(tokens(text))


# Reading by an index


def test_the_longest_term_wins_so_that_an_eyelid_margin_is_no_eyelid() -> None:
    assert read("eyelid margin") == [("term", "eyelid_margin")]
    assert read("eyelids") == [("term", "eyelid")]


@pytest.mark.parametrize("text", ["forearm", "earlobe", "hearing", "akin"])
def test_a_term_inside_another_word_is_not_read(text: str) -> None:
    assert [("unknown", text)] == read(text)


def test_what_denies_a_term_is_read_apart_from_it() -> None:
    assert read("no cancer") == [("negated", ""), ("unknown", "cancer")]
    assert read("history of AKs") == [("negated", ""), ("term", "keratosis")]


def test_words_that_nobody_claims_are_told_one_by_one() -> None:
    assert read("weird ear thing") == [("unknown", "weird"), ("term", "ear"), ("unknown", "thing")]


def test_half_a_term_is_not_that_term() -> None:
    assert read("actinic left") == [("unknown", "actinic"), ("side", "left")]


def test_a_text_with_no_words_finds_nothing() -> None:
    assert index(TERMS).read(" . ") == ()


def test_an_empty_vocabulary_understands_nothing_and_stops_at_nothing() -> None:
    assert [found.kind for found in Index({}, 0).read("wart")] == ["unknown"]


phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


@given(st.lists(phrases, max_size=6), st.lists(st.sampled_from([*WORDS, "odd"]), max_size=8).map(" ".join))
def test_every_word_of_a_chart_is_covered_once_and_in_order(terms: list[str], text: str) -> None:
    found = index([("term", term, [term]) for term in terms]).read(text)
    assert tokens(text) == tuple(token for part in found for token in part.covers)


@given(st.lists(phrases, min_size=1, max_size=6))
def test_no_longer_term_would_have_fitted(terms: list[str]) -> None:
    made = index([("term", term, [term]) for term in terms])
    known = set(made.entries)
    left = tokens(" ".join(terms))
    for part in made.read(" ".join(terms)):
        longer = {left[:size] for size in range(len(part.covers) + 1, len(left) + 1)}
        assert not longer & known
        left = left[len(part.covers) :]


# Making an index


def test_a_word_that_two_terms_claim_is_told_with_both() -> None:
    made = index([("term", "wart", ["warts"]), ("term", "verruca", ["verruca", "wart"])])
    assert made.clashes == (("wart", "verruca", "wart"),)


def test_a_term_may_say_the_same_word_twice() -> None:
    assert index([("term", "wart", ["wart", "warts", "the wart"])]).clashes == ()


def test_a_marker_gives_way_to_a_term_without_a_clash() -> None:
    made = index([("term", "tag", ["tag"]), ("filler", "", ["tag"])])
    assert made.clashes == ()
    assert [found.kind for found in made.read("tag")] == ["term"]


def test_a_word_of_articles_only_claims_nothing() -> None:
    made = index([("term", "article", ["the"]), ("term", "wart", ["wart"])])
    assert {("wart",)} == set(made.entries)
    assert made.terms() == (("wart",),)


def test_near_words_are_sought_among_terms_only() -> None:
    assert ("no",) not in index(TERMS).terms()
    assert ("lid", "margin") in index(TERMS).terms()
