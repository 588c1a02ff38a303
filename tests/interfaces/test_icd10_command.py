"""`frostline icd10`: a coder asks in words or by code; the answer has a fitting exit code, never a traceback."""

import json
from collections.abc import Callable

import pytest

Cli = Callable[..., "object"]


def ended(cli: Cli, *arguments: str) -> tuple[int, str, str]:
    found = cli("icd10", *arguments)
    return getattr(found, "code"), getattr(found, "out"), getattr(found, "err")  # noqa: B009 - a tuple of the fixture


def test_words_give_a_code_with_why_the_list_and_what_it_supports(cli: Cli) -> None:
    code, out, _ = ended(cli, "BCC", "--site", "left ear", "--date", "2026-05-04")
    assert 0 == code
    assert "C44.219  basal cell carcinoma, by site (left ear)" in out
    assert "billable  [ICD10CM-2026-04, 2026-04-01 to 2026-09-30]" in out
    assert "supports 17260" in out


def test_words_need_no_quotes(cli: Cli) -> None:
    assert "L57.0" in ended(cli, "actinic", "keratosis")[1]


def test_a_missing_side_is_asked_with_both_codes(cli: Cli) -> None:
    code, out, _ = ended(cli, "renal cell carcinoma")
    assert 1 == code
    assert "right: C64.1" in out
    assert "left: C64.2" in out


def test_what_is_not_understood_is_met_with_near_words(cli: Cli) -> None:
    code, out, _ = ended(cli, "actinc keratos")
    assert 1 == code
    assert "near words: actinic keratosis" in out
    assert "no code" in out


def test_a_code_gives_our_words_and_what_it_does_not_support(cli: Cli) -> None:
    code, out, _ = ended(cli, "L57.0")
    assert 0 == code
    assert "actinic keratosis" in out
    supports, refused = (next(line for line in out.splitlines() if word in line) for word in ("17000", "does not"))
    assert "17340" not in supports
    assert "17340" in refused


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("L82",), "too short: L82.0 L82.1"),
        (("B08.10",), "unknown; B08.1 is in the list"),
        (("T81.89",), "needs its seventh character"),
        (("L57.0", "--date", "2027-01-04"), "unconfirmed for 2027-01-04"),
        (("L57.0", "--date", "2020-01-01"), "no ICD-10-CM list is held for 2020-01-01 or before"),
        (("ZZZ", "top"), "not understood"),
        (("suspected", "BCC"), "D49.2"),
    ],
)
def test_what_is_not_clean_is_said_and_ends_with_one(cli: Cli, arguments: tuple[str, ...], said: str) -> None:
    code, out, _ = ended(cli, *arguments)
    assert 1 == code
    assert said in out


def test_a_cpt_code_gives_the_stems_and_codes_that_support_it(cli: Cli) -> None:
    code, out, _ = ended(cli, "--supports", "17340")
    assert 0 == code
    assert "L70.-  L70.0 L70.1" in out


def test_support_on_a_day_of_no_list_is_unconfirmed(cli: Cli) -> None:
    assert 1 == ended(cli, "--supports", "17340", "--date", "2027-01-04")[0]
    assert 1 == ended(cli, "--supports", "17340", "--date", "2020-01-01")[0]


@pytest.mark.parametrize(
    "arguments",
    [
        (), (" ",), ("--supports", "99213"), ("--supports", "17340", "acne"), ("L57.0", "--site", "ear"),
        ("--supports", "17340", "--site", "ear"), ("acne", "--date", "2026-13-01"),
    ],
)  # fmt: skip
def test_bad_input_ends_with_two_and_a_sentence(cli: Cli, arguments: tuple[str, ...]) -> None:
    code, _, err = ended(cli, *arguments)
    assert 2 == code
    assert "Traceback" not in err
    assert err.strip()


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (("BCC", "--site", "nose"), {"words", "site", "date", "codes", "questions", "near"}),
        (("L57.0",), {"code", "date", "words", "lists", "supports", "does_not_support"}),
        (("--supports", "17340"), {"code", "family", "title", "cite", "release", "currency", "stems"}),
    ],
)
def test_json_is_an_array_of_objects_with_fixed_keys(cli: Cli, arguments: tuple[str, ...], keys: set[str]) -> None:
    (found,) = json.loads(ended(cli, *arguments, "--json")[1])
    assert keys == set(found)
