"""Markdown and JSON of a page, and how hard it reads: any text stands as it is, nothing is lost."""

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from full_page import BARS, FIGURES, HOSTILE, SETTINGS, full
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from frostline.interfaces.pages.grade import reading_grade
from frostline.interfaces.pages.markdown import escaped, page_markdown
from frostline.interfaces.pages.plain import page_json
from frostline.interfaces.pages.readers import read_by
from frostline.interfaces.pages.texts import printable
from frostline.knowledge.cards import cards
from frostline.model.cards import Guidance, PageCard
from frostline.model.pages import Figure, Items, Page

READ = MarkdownIt("commonmark").enable("table")


def said(text: str) -> str:
    return " ".join(printable(text).split())


def shown(markdown: str) -> list[str]:
    """Give the text of each paragraph and cell as a reader sees it."""
    tokens = [token for token in READ.parse(markdown) if token.type == "inline"]
    assert not any(child.type in {"html_inline", "image"} for token in tokens for child in token.children or ())
    assert not any(token.type == "html_block" for token in READ.parse(markdown))
    return ["".join(child.content for child in token.children or ()) for token in tokens]


@given(st.text())
@example(HOSTILE)
@example("1. not a list")
@example("- + = : # >")
@example("&lt; **x** ![a](b) `` ~~~")
def test_any_text_stands_as_it_is(text: str) -> None:
    line = said(text)
    assert ([line] if line else []) == shown(escaped(text))
    listed = [token.type for token in READ.parse(f"- {escaped(text)}")]
    assert 1 == listed.count("bullet_list_open")
    assert "ordered_list_open" not in listed
    cell = shown(f"| a | b |\n| --- | --- |\n| {escaped(text)} | c |")
    assert ["a", "b", line, "c"] == cell


def test_a_whole_page_of_hostile_text_has_its_headings_tables_and_steps() -> None:
    markdown = page_markdown(full())
    texts = shown(markdown)
    assert f"17340 {said(HOSTILE)}" == texts[0]
    assert said(HOSTILE) in texts
    assert ["S1, 2025", "It is 0.75."] == texts[(at := texts.index("S1, 2025")) : at + 2]
    assert ["computed", "It is 1.58."] == texts[(at := texts.index("computed")) : at + 2]
    assert any(text.startswith("Not available: ") for text in texts)
    assert "1. First wash.\n2. Then freeze." in markdown
    assert "**T** The table, table, April 2026, <https://www.cms.gov/x>" in markdown
    assert "javascript" not in "".join(str(token.attrs) for token in READ.parse(markdown))


def test_pictures_stand_in_fences_that_their_text_cannot_end() -> None:
    hostile = replace(BARS, points=(("```", (1,)),))
    page = full()
    section = replace(page.sections[0], blocks=(hostile, *FIGURES))
    fences = [token for token in READ.parse(page_markdown(replace(page, sections=(section,)))) if token.type == "fence"]
    assert 1 + len(FIGURES) == len(fences)
    assert "```" in fences[0].content


def test_json_says_what_each_block_is_and_gives_decimal_strings() -> None:
    held = json.loads(json.dumps(page_json(full())))
    assert ("17340", "2026-06-30", ["RVU26B"]) == (held["code"], held["date"], held["releases"])
    blocks = held["sections"][0]["blocks"]
    assert [
        "items", "items", "table", "figure", "figure", "figure", "figure", "questions", "disputes", "example", "gap",
    ] == [block["block"] for block in blocks]  # fmt: skip
    bars, places, _, parts = (block for block in blocks if block["block"] == "figure")
    assert {"label": "0.50 to 1.00", "values": ["176"]} == bars["points"][1]
    assert {"label": "Place 000", "values": ["50.00", "40.00"]} == places["points"][0]
    assert ("US dollars", "RVU") == (places["unit"], parts["unit"])
    assert {"label": "home", "values": [None, None, None]} == parts["points"][2]
    assert HOSTILE == held["label"]


def test_json_loses_no_field_of_the_page() -> None:
    held = page_json(full())
    assert [
        "code", "label", "plain", "aliases", "family", "date", "releases", "sections", "sources", "notices",
    ] == list(held)  # fmt: skip
    assert ["block", "kind", "title", "unit", "series", "points", "mark", "caption", "sources", "says"] == list(
        held["sections"][0]["blocks"][3]
    )


@pytest.mark.parametrize(
    ("reader", "level", "said_", "sections"),
    [
        (None, None, 3, ["all", "patient"]),
        ("biller", None, 3, ["all"]),
        ("patient", None, 2, ["all", "patient"]),
        ("patient", "beginner", 1, ["all", "patient"]),
        ("clinician", "expert", 2, ["all"]),
    ],
)
def test_a_reader_gets_what_is_for_everybody_and_for_them(
    reader: str | None, level: str | None, said_: int, sections: list[str]
) -> None:
    held = read_by(full("plain"), reader, level)
    assert sections == [section.id for section in held.sections]
    first = held.sections[0].blocks[0]
    assert isinstance(first, Items)
    assert said_ == len(first.items)


def test_a_reader_is_told_only_the_sources_that_they_meet_and_no_empty_section() -> None:
    page = full("plain")
    only = replace(page.sections[0], blocks=(replace_items(page), SETTINGS))
    held = read_by(replace(page, sections=(only,)), "patient", None)
    assert ([], [SETTINGS]) == ([source.id for source in held.sources], list(held.sections[0].blocks))
    bare = replace(only, blocks=(replace_items(page),))
    assert () == read_by(replace(page, sections=(bare,)), "patient", None).sections


def replace_items(page: Page) -> Items:
    first = page.sections[0].blocks[0]
    assert isinstance(first, Items)
    return Items((first.items[1],))


def test_every_picture_of_the_page_is_in_the_markdown() -> None:
    markdown = page_markdown(full())
    titles = [block.title for block in full().sections[0].blocks if isinstance(block, Figure)]
    assert all(f"**{title}**" in markdown for title in titles)


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("", "0"),
        ("The cat sat on the mat.", "0"),
        ("Freezing shows its edge on imaging, and patients recover within several weeks.", "9.7"),
        ("Freezing medication administration necessitates considerable documentation.", "35.9"),
    ],
)
def test_longer_words_and_sentences_read_harder(text: str, grade: str) -> None:
    assert Decimal(grade) == reading_grade(text)


@given(st.text())
def test_any_text_has_a_grade(text: str) -> None:
    assert reading_grade(text) >= 0


HELD: list[PageCard | Guidance] = [*cards().cards, *cards().guidance]
PATIENTS = [(held.id, [point.says for point in held.points if point.kind == "patient"]) for held in HELD]


@pytest.mark.parametrize(("card", "says"), PATIENTS)
def test_a_patient_with_eight_years_of_school_can_read_every_handout(card: str, says: list[str]) -> None:
    assert reading_grade(" ".join(says)) <= 8, card
    hard = {text: grade for text in says if (grade := reading_grade(text)) > 9}
    assert not hard, "one sentence alone may reach a grade more"
