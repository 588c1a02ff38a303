"""A notice filled from an answer: nothing made up, nothing lost, and what is not known left as a line to write on."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from frostline.engine.coverage.notices import LINE, LONGEST, filled, form_for
from frostline.knowledge.notices import notice_forms
from frostline.model.notices import ALLOWED, CHARGED, LISTED, SINGLE, Blanks, Notice, NoticeForm, NoticePart
from frostline.model.policies import NECESSARY, CoverageOutcome, LineOfBusiness

FORMS = notice_forms()
INVESTIGATIONAL = CoverageOutcome.investigational
BLANKS = Blanks(
    outcome=INVESTIGATIONAL,
    service="Freezing of a breast fibroadenoma",
    code="19105",
    units=2,
    date=date(2026, 7, 1),
    place="office (11)",
    rules=("II, every other solid tumor", "II, breast named"),
    cite="Regence, Surgery 132",
    estimate="2345.60",
    basis=ALLOWED,
    payer="Regence BlueShield",
    provider="A. Weiss, MD",
    npi="1234567893",
    standing=("The contract decides.", "The provider may bill the member."),
    information=("history and physical examination", "plan of treatment"),
)


def form(line: str, outcome: CoverageOutcome = INVESTIGATIONAL) -> NoticeForm:
    held = form_for(FORMS, LineOfBusiness(line), outcome)
    assert held is not None
    return held


def texts(notice: Notice, heading: str) -> tuple[str, ...]:
    return next(section.texts for section in notice.sections if section.heading.startswith(heading))


def everything(notice: Notice) -> str:
    return "\n".join(text for section in notice.sections for text in (*section.texts, *section.choices))


@pytest.mark.parametrize("line", list(LineOfBusiness))
def test_a_member_whose_service_is_necessary_gets_no_notice(line: LineOfBusiness) -> None:
    assert form_for(FORMS, line, NECESSARY) is None


def test_no_line_of_business_is_assumed_where_nobody_knows_it() -> None:
    assert form_for(FORMS, None, INVESTIGATIONAL) is None


@pytest.mark.parametrize("held", FORMS, ids=lambda held: held.id)
@pytest.mark.parametrize("given", [BLANKS, Blanks(INVESTIGATIONAL)], ids=["full", "empty"])
def test_no_form_leaves_a_brace_or_an_empty_text_on_the_page(held: NoticeForm, given: Blanks) -> None:
    notice = filled(held, replace(given, outcome=held.outcomes[0]))
    words = everything(notice)
    assert "{" not in words
    assert "" not in words.split("\n") or not notice.printable
    assert bool(held.parts) is notice.printable


def test_every_blank_that_a_form_may_name_is_filled() -> None:
    part = NoticePart("All", tuple(f"<{{{name}}}>" for name in (*SINGLE, *LISTED)))
    (section,) = filled(replace(form("commercial"), parts=(part,)), BLANKS).sections
    assert section.texts == (
        "<Freezing of a breast fibroadenoma (19105)>",
        "<2>",
        "<07/01/2026>",
        "<office (11)>",
        "<The rule of the plan does not count this service as proven yet.>",
        "<$2345.60 (the amount that Medicare allows there on that day)>",
        "<Regence BlueShield>",
        "<A. Weiss, MD, NPI 1234567893>",
        "<II, every other solid tumor>",
        "<II, breast named>",
        "<Regence, Surgery 132>",
        "<The contract decides.>",
        "<The provider may bill the member.>",
        "<history and physical examination>",
        "<plan of treatment>",
    )


def test_the_reason_is_that_of_the_outcome_and_not_of_its_neighbor() -> None:
    proven = texts(filled(form("medicare"), BLANKS), "E.")
    needed = texts(filled(form("medicare"), replace(BLANKS, outcome=CoverageOutcome.not_medically_necessary)), "E.")
    assert "proven" in proven[0]
    assert "needed" in needed[0]
    assert ("The rule that decides: II, every other solid tumor", "Where it stands: Regence, Surgery 132") == (
        proven[1],
        proven[-1],
    )


@pytest.mark.parametrize(
    ("line", "outcome", "modifiers"),
    [
        ("medicare", "investigational", ("GA", "GZ")),
        ("medicare", "not_medically_necessary", ("GA", "GZ")),
        ("medicare", "cosmetic", ("GY", "GX")),
        ("medicare", "needs_information", ()),
        ("medicare_advantage", "cosmetic", ()),
        ("commercial", "cosmetic", ()),
        ("medicaid", "cosmetic", ()),
    ],
)
def test_a_claim_carries_the_modifier_of_the_notice_that_was_given(
    line: str, outcome: str, modifiers: tuple[str, ...]
) -> None:
    notice = filled(form(line, CoverageOutcome(outcome)), replace(BLANKS, outcome=CoverageOutcome(outcome)))
    assert modifiers == tuple(code for code, _ in notice.modifiers)


@pytest.mark.parametrize("held", [held for held in FORMS if held.parts], ids=lambda held: held.id)
def test_the_estimate_is_printed_to_the_cent_with_what_it_rests_on(held: NoticeForm) -> None:
    for basis in (ALLOWED, CHARGED):
        notice = filled(held, replace(BLANKS, outcome=held.outcomes[0], estimate="38.63", basis=basis))
        assert f"$38.63 ({basis})" in everything(notice)


@pytest.mark.parametrize(
    ("given", "why"),
    [("no schedule is held for that day", "no schedule is held for that day"), ("", "no amount was given")],
)
def test_an_estimate_that_there_is_not_is_a_line_with_the_reason_and_never_zero(given: str, why: str) -> None:
    notice = filled(form("commercial"), replace(BLANKS, estimate="", no_estimate=given))
    assert texts(notice, "What it may cost you")[0] == f"{LINE} (to be written in: {why})"
    assert notice.left_open == ("estimate",)


def test_an_amount_without_a_basis_claims_none() -> None:
    notice = filled(form("commercial"), replace(BLANKS, basis=""))
    assert texts(notice, "What it may cost you")[0] == "$2345.60"


def test_blanks_that_nobody_filled_are_lines_to_write_on_and_named_to_the_office() -> None:
    notice = filled(form("commercial"), Blanks(INVESTIGATIONAL))
    assert (LINE, f"Units: {LINE}. Day: {LINE}.", f"Place: {LINE}") == texts(notice, "Service")
    assert {"service", "units", "date", "place", "estimate", "payer", "provider"} == set(notice.left_open)
    assert "From your plan" not in {section.heading for section in notice.sections}
    assert () == filled(form("commercial"), BLANKS).left_open


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"code": ""}, "Freezing of a breast fibroadenoma"),
        ({"service": ""}, "(19105)"),
    ],
)
def test_a_service_is_named_by_whatever_is_known_of_it(changes: dict[str, Any], says: str) -> None:
    assert texts(filled(form("commercial"), replace(BLANKS, **changes)), "Service")[0] == says


def test_a_standing_notice_that_the_provider_may_bill_is_not_told_to_a_member_of_medicare_advantage() -> None:
    assert "may bill" in everything(filled(form("commercial"), BLANKS))
    assert "may bill" not in everything(filled(form("medicare_advantage"), BLANKS))


def test_the_plan_is_told_what_is_sent_with_the_request() -> None:
    notice = filled(form("medicare_advantage"), BLANKS)
    assert BLANKS.information == texts(notice, "What we send with it")[1:]


def test_braces_breaks_and_control_characters_in_a_value_change_nothing_else() -> None:
    hostile = replace(BLANKS, service="{payer}\nOption 4:\x1b[31m free\u202e {nobody}", rules=("", " \n", "{0}"))
    notice = filled(form("medicare"), hostile)
    assert texts(notice, "D.")[0] == "{payer} Option 4:[31m free {nobody} (19105)"
    assert "The rule that decides: {0}" == texts(notice, "E.")[1]
    assert 3 == len(texts(notice, "E."))


def test_a_value_without_end_is_cut_visibly_so_that_the_rest_stays_on_the_page() -> None:
    service, *_ = texts(filled(form("medicare"), replace(BLANKS, service="long " * 5000)), "D.")
    assert LONGEST == len(service)
    assert service.endswith("...")


def test_the_same_blanks_give_the_same_notice() -> None:
    assert filled(form("commercial"), BLANKS) == filled(form("commercial"), BLANKS)
