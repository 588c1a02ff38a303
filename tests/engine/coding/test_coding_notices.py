"""The advance notice: GY, GX, GA, GZ for Medicare only, or the question in between."""

from datetime import date
from typing import Any

import pytest
from tests.engine.charts import AK, WARTS, answers, chart, entry, keys, lookups, marks, service, settled

from frostline.engine.coding.lookups import Settled
from frostline.model.encounter import Notice, Treated

SIGNED, VOLUNTARY, NONE = Notice.signed, Notice.voluntary, Notice.none


def told(like: Treated = WARTS, *, payer: str | None = "medicare", **says: Any) -> Settled:  # noqa: ANN401 - fields of an entry
    """Four warts, or another entry, with what is said of the notice."""
    return settled(chart(entry(like, **says), payer=payer))


def reasons(result: Settled) -> list[str]:
    """Every small reason of every line."""
    return [step.because for line in result.lines for step in line.step.steps]


# Excluded by statute


@pytest.mark.parametrize(
    ("notice", "mark"), [(None, ("GY",)), (NONE, ("GY",)), (VOLUNTARY, ("GY", "GX")), (SIGNED, ("GY", "GX"))]
)
def test_gx_stands_beside_gy_where_the_patient_was_told(notice: Notice | None, mark: tuple[str, ...]) -> None:
    result = told(cosmetic=True, notice=notice)
    assert ({"17110": mark}, ()) == (marks(result), result.questions)


@pytest.mark.parametrize("expected", [True, False])
def test_what_is_excluded_is_never_a_matter_of_necessity(expected: bool) -> None:  # noqa: FBT001 - a field of the chart
    assert {"17110": ("GY", "GX")} == marks(told(cosmetic=True, notice=SIGNED, denial_expected=expected))


@pytest.mark.parametrize(("day", "mark"), [(date(2010, 3, 31), ("GY",)), (date(2010, 4, 1), ("GY", "GX"))])
def test_gx_begins_on_its_first_day(day: date, mark: tuple[str, ...]) -> None:
    on_day = chart(entry(WARTS, cosmetic=True, notice=VOLUNTARY), payer="medicare", date=day)
    assert {"17110": mark} == marks(settled(on_day, lookups(around=day)))


# Expected to be found not necessary


@pytest.mark.parametrize(("notice", "mark"), [(SIGNED, ("GA",)), (NONE, ("GZ",))])
def test_an_expected_denial_has_ga_with_a_signed_notice_and_gz_without_one(
    notice: Notice, mark: tuple[str, ...]
) -> None:
    result = told(denial_expected=True, notice=notice)
    assert ({"17110": mark}, ()) == (marks(result), result.questions)


@pytest.mark.parametrize("notice", [None, VOLUNTARY])
def test_an_expected_denial_without_word_of_a_signature_is_asked_about(notice: Notice | None) -> None:
    result = told(denial_expected=True, notice=notice)
    assert ({"17110": ()}, [("notice", "wa")]) == (marks(result), keys(result.questions))
    assert ["signed", "none", "not treated yet: obtain it beforehand"] == answers(result.questions[0])
    assert ["GA", "GZ", "GA"] == [lead.gives[:2] for lead in result.questions[0].leads_to]


def test_the_question_is_asked_once_for_an_entry_of_several_lines() -> None:
    result = told(AK, denial_expected=True)
    assert ({"17000": (), "17003": ()}, [("notice", "ak")]) == (marks(result), keys(result.questions))


def test_every_line_of_the_entry_carries_it_the_add_on_too() -> None:
    assert {"17000": ("GA",), "17003": ("GA",)} == marks(told(AK, denial_expected=True, notice=SIGNED))


def test_a_signed_notice_without_word_of_a_denial_is_asked_about() -> None:
    result = told(notice=SIGNED)
    assert ({"17110": ()}, [("denial_expected", "wa")]) == (marks(result), keys(result.questions))
    assert ["true", "false"] == answers(result.questions[0])


def test_a_signed_notice_where_no_denial_is_expected_says_so_and_adds_nothing() -> None:
    result = told(notice=SIGNED, denial_expected=False)
    assert ({"17110": ()}, ()) == (marks(result), result.questions)
    assert "a notice was signed, but no denial is expected" in reasons(result)


@pytest.mark.parametrize("says", [{}, {"notice": NONE}, {"notice": VOLUNTARY}, {"denial_expected": False}])
def test_nothing_expected_and_nothing_signed_says_nothing(says: dict[str, Any]) -> None:
    result = told(**says)
    assert ({"17110": ()}, ()) == (marks(result), result.questions)


# Entries that share a line


def shared(*notices: Notice | None) -> Settled:
    pool = tuple(
        entry(WARTS, id=f"w{number}", denial_expected=True, notice=notice) for number, notice in enumerate(notices)
    )
    return settled(chart(*pool, payer="medicare"))


@pytest.mark.parametrize(
    ("notices", "mark", "asked"),
    [
        ((SIGNED, SIGNED), ("GA",), 0),
        ((SIGNED, NONE), ("GZ",), 0),
        ((NONE, None), ("GZ",), 0),
        ((SIGNED, None), (), 1),
        ((None, VOLUNTARY), (), 2),
    ],
)
def test_a_shared_line_has_ga_only_where_every_notice_was_signed(
    notices: tuple[Notice | None, ...], mark: tuple[str, ...], asked: int
) -> None:
    result = shared(*notices)
    assert ({"17110": mark}, asked) == (marks(result), len(result.questions))


def test_an_entry_whose_denial_is_expected_marks_the_line_it_shares() -> None:
    pool = (entry(WARTS, denial_expected=True, notice=SIGNED), entry(WARTS, id="w2"))
    assert {"17110": ("GA",)} == marks(settled(chart(*pool, payer="medicare")))


# Other payers


@pytest.mark.parametrize("payer", ["aetna", None, "medicare advantage of somebody"])
@pytest.mark.parametrize(
    "says",
    [
        {"denial_expected": True, "notice": SIGNED},
        {"denial_expected": True},
        {"notice": SIGNED},
        {"notice": NONE},
        {"cosmetic": True, "notice": VOLUNTARY},
    ],
)
def test_other_payers_get_none_of_them_and_are_asked_nothing(payer: str | None, says: dict[str, Any]) -> None:
    result = told(payer=payer, **says)
    assert ({"17110": ()}, ()) == (marks(result), result.questions)
    assert "they tell Medicare of an advance notice, and Medicare is not named as the payer" in reasons(result)


def test_nothing_is_said_to_other_payers_where_there_was_no_notice() -> None:
    assert not [text for text in reasons(told(payer="aetna")) if "notice" in text]


def test_a_service_of_the_provider_carries_none_of_them() -> None:
    assert {"11300": ()} == marks(settled(chart(services=(service("11300"),), payer="medicare")))


def test_the_manual_and_the_form_are_cited() -> None:
    steps = [step for line in told(denial_expected=True, notice=SIGNED).lines for step in line.step.steps]
    cite = next(step.cite for step in steps if step.value == "GA")
    assert ("chapter 30" in cite, "CMS-R-131" in cite) == (True, True)
