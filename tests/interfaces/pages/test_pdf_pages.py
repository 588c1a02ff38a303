"""PDF of a page: whole, the same each time, and proof against any text."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from full_page import HOSTILE, LONG, full
from hypothesis import given, settings
from hypothesis import strategies as st
from typst import Compiler

from frostline.interfaces.pages import pdf
from frostline.interfaces.pages.figures import figures_of
from frostline.interfaces.pages.pdf import handout_pdf, page_pdf, report_pdf
from frostline.model.pages import Answered, Gap, Items, Page, Questions, Said, Section


def leaves(made: bytes) -> int:
    """Count the pages that a PDF says it has."""
    return max(int(count) for count in re.findall(rb"/Count (\d+)", made))


def handout(text: str, times: int) -> Page:
    said = Items(tuple(Said(text) for _ in range(times)))
    asked = Questions((Answered("Does it hurt?", "It stings."),))
    return replace(full("Freezing"), sections=(Section("patient", "What to expect", (said, asked, Gap("a date"))),))


def test_a_page_is_a_pdf_and_the_same_bytes_each_time() -> None:
    made = page_pdf(full(), figures_of(full()))
    assert b"%PDF-" == made[:5]
    pdf._compiler.cache_clear()
    assert made == page_pdf(full(), figures_of(full()))


def test_the_pdf_is_dated_by_the_page_and_not_by_the_clock() -> None:
    assert b"D:20260630000000" in page_pdf(full(), {})


def test_a_page_without_its_pictures_is_still_a_page_and_smaller() -> None:
    assert len(page_pdf(full(), {})) < len(page_pdf(full(), figures_of(full())))


def test_a_report_has_each_page_with_pictures_of_its_own() -> None:
    one = full("Freezing")
    pictured = (one, figures_of(one))
    both = report_pdf("Freezing of skin", (pictured, (replace(one, code="17000"), {})))
    assert leaves(both) > leaves(report_pdf("Freezing of skin", (pictured,)))
    assert b"%PDF-" == report_pdf("Nothing", ())[:5]


def test_a_handout_fills_one_page_in_larger_type_where_it_is_short() -> None:
    short, long = handout("It stings for a while.", 4), handout("It stings for a while.", 30)
    assert (1, 1) == (leaves(handout_pdf(short)), leaves(handout_pdf(long)))
    assert first_line(short) > first_line(long)


def first_line(page: Page) -> Decimal:
    """Give how high the heading stands, which goes with the size of the type."""
    told = pdf._told(page.label, ((page, {}),), handout=True)
    made = Compiler(ignore_system_fonts=True).compile(pdf._template(), format="svg", sys_inputs={"told": told})
    assert isinstance(made, bytes)
    return Decimal(re.findall(r"matrix\(1 0 0 -1 0 ([\d.]+)\)", made.decode())[0])


def test_no_handout_is_set_smaller_than_twelve_points() -> None:
    assert 2 == leaves(handout_pdf(handout("It stings for a while.", 40)))


@settings(max_examples=40, deadline=None)
@given(st.text())
def test_any_text_survives(text: str) -> None:
    assert b"%PDF-" == page_pdf(full(text), {})[:5]
    assert b"%PDF-" == handout_pdf(handout(text, 2))[:5]


@pytest.mark.parametrize("text", [HOSTILE, LONG, '#panic("x")', '"); #read("/etc/passwd") //', "```", "\x00\ud800"])
def test_what_looks_like_markup_is_set_as_text(text: str) -> None:
    assert b"%PDF-" == page_pdf(full(text), {})[:5]


def test_the_letters_of_a_hostile_text_are_all_told_to_typst() -> None:
    told = pdf._told("title", ((full('#read("x") *b*'), {}),), handout=False)
    assert '"label": "#read(\\"x\\") *b*"' in told


def test_a_long_word_may_be_broken_and_loses_no_letter() -> None:
    assert LONG == pdf._legible(LONG).replace(pdf.BREAK, "")
    assert max(map(len, pdf._legible(LONG).split(pdf.BREAK))) == 30
