"""Notices on paper: one page each, readable, safe with whatever a chart says, the same facts on every face."""

import json
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest

from frostline.engine.coverage.notices import filled, form_for
from frostline.interfaces.notices import WIDTH, notice_html, notice_json, notice_text
from frostline.knowledge.notices import notice_forms
from frostline.model.notices import ALLOWED, Blanks, Notice, NoticeForm
from frostline.model.policies import CoverageOutcome, LineOfBusiness

FORMS = notice_forms()
MOST_LINES = 60
VOID = {"meta", "!doctype"}
BLANKS = Blanks(
    outcome=CoverageOutcome.investigational,
    service="Freezing of a breast fibroadenoma through the skin, with ultrasound",
    code="19105",
    units=1,
    date=date(2026, 7, 1),
    place="office (11)",
    rules=("II, every other solid tumor: breast tumors, malignant or benign, fibroadenoma included",),
    cite="Regence Medical Policy Manual, Surgery 132, in force from 2026-06-01",
    estimate="2345.60",
    basis=ALLOWED,
    payer="Regence BlueShield",
    provider="A. Weiss, MD",
    npi="1234567893",
    standing=(
        "Policies guide members and providers; the member's contract decides benefits and wins where the two differ.",
        "Contracts leave out services that are investigational or cosmetic, and the provider may bill the member.",
        "Providers are encouraged to tell the member, before the service, that the member will probably pay.",
        "The reasons behind the criteria stand at the end of the policy.",
    ),
    information=("history and physical examination", "plan of treatment with the area to be treated"),
)
HOSTILE = "<script>alert(1)</script>\" onload='x' & " + "w" * 300


def notice(held: NoticeForm, given: Blanks = BLANKS) -> Notice:
    return filled(held, replace(given, outcome=held.outcomes[0]))


def hostile(held: NoticeForm) -> Notice:
    given = replace(BLANKS, service=HOSTILE, payer=HOSTILE, place=HOSTILE, rules=(HOSTILE,), estimate=HOSTILE)
    return notice(held, replace(given, cite=HOSTILE, standing=(HOSTILE,), provider=HOSTILE, information=(HOSTILE,)))


def named(line: str, outcome: str) -> Notice:
    held = form_for(FORMS, LineOfBusiness(line), CoverageOutcome(outcome))
    assert held is not None
    return notice(held)


class Page(HTMLParser):
    """A page as a browser without scripts sees it: elements, attributes, and whether every element is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize("held", FORMS, ids=lambda held: held.id)
def test_the_text_fits_one_page_with_everything_known_and_with_nothing(held: NoticeForm) -> None:
    for given in (BLANKS, Blanks(BLANKS.outcome, no_estimate="no schedule is held for that day")):
        lines = notice_text(notice(held, given)).splitlines()
        assert len(lines) <= MOST_LINES
        assert max(map(len, lines)) <= WIDTH


@pytest.mark.parametrize("held", FORMS, ids=lambda held: held.id)
def test_a_word_without_end_does_not_leave_the_page(held: NoticeForm) -> None:
    assert max(map(len, notice_text(hostile(held)).splitlines())) <= WIDTH


@pytest.mark.parametrize("held", FORMS, ids=lambda held: held.id)
def test_what_a_chart_says_never_becomes_part_of_the_page(held: NoticeForm) -> None:
    page = Page(notice_html([hostile(held)]))
    assert "script" not in page.tags
    assert {"lang", "charset", "name", "content", "class"} >= page.attributes
    assert [] == page.open
    assert not held.parts or HOSTILE[:80] in page.words


def test_the_page_stands_alone_and_prints_each_notice_on_a_sheet_of_its_own() -> None:
    printed = notice_html([named("medicare", "cosmetic"), named("commercial", "investigational")])
    assert 2 == printed.count("<article")
    assert "size: Letter" in printed
    assert "break-after: page" in printed
    assert not any(word in printed for word in ("src=", "href=", "url(", "@import", "<script"))


def test_a_notice_in_html_says_what_it_says_as_text() -> None:
    held = named("medicare", "investigational")
    words = " ".join(Page(notice_html([held])).words.split())
    for section in held.sections:
        for text in (section.heading, *section.texts, *section.choices, *section.lines):
            assert text in words
            assert " ".join(text.split()) in " ".join(notice_text(held).split())


def test_the_member_does_not_hold_the_notes_of_the_office_in_hand() -> None:
    printed = notice_html([named("medicare", "investigational")])
    assert ".sheet aside { display: none }" in printed
    assert '<article class="sheet">' in printed
    text = notice_text(named("medicare", "investigational"))
    member, office = text.split("For the office, not for the member")
    assert "GZ" not in member
    assert "GA: the patient signed" in " ".join(office.split())
    assert "CMS-R-131" in member


def test_where_nothing_is_handed_out_the_paper_says_why_and_is_not_empty() -> None:
    held = named("medicaid", "cosmetic")
    assert '<article class="word">' in notice_html([held])
    assert "no form of any state is held" in unescape(notice_html([held]))
    assert "Nothing to print" in notice_text(held)


def test_no_notice_at_all_is_said_and_not_shown_as_an_empty_page() -> None:
    assert "No notice is called for." in notice_html([])


def test_boxes_and_lines_are_there_to_be_used_by_hand() -> None:
    text, page = notice_text(named("commercial", "cosmetic")), notice_html([named("commercial", "cosmetic")])
    assert 3 == text.count("[ ] ") == page.count("<li>")
    assert "Signature and day: ____" in text
    assert "Signature and day<span>" in page


def test_the_notice_as_json_is_a_fixed_contract() -> None:
    held = notice_json(named("medicare", "cosmetic"))
    assert held == json.loads(json.dumps(held))
    assert list(held) == [
        "id", "title", "printable", "official_form", "sections", "left_open", "for_the_office", "modifiers", "cite",
    ]  # fmt: skip
    assert [{"code": "GY"}, {"code": "GX"}] == [{"code": entry["code"]} for entry in held["modifiers"]]
    assert {"heading", "texts", "choices", "lines"} == set(held["sections"][0])
    assert "$2345.60 (the amount that Medicare allows there on that day)" in held["sections"][6]["texts"]


def test_json_of_what_is_not_printed_says_so() -> None:
    held = notice_json(named("medicaid", "investigational"))
    assert (False, None, []) == (held["printable"], held["official_form"], held["sections"])
    assert held["for_the_office"]
