"""Every fact that a named source states has a home on some page, and the list of them leaves no paragraph out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from frostline.api.paging.page import codes, page
from frostline.knowledge.book import book
from frostline.knowledge.cards import cards
from frostline.model.pages import Block, Disputes, Example, Figure, Gap, Items, Page, Questions, Section, Table

LIST = Path(__file__).with_name("source_facts.yaml")
FACTS = Path(__file__).resolve().parents[4] / "shared" / "knowledge" / "source-facts.md"
FREEZING = {"cryosurgery", "cryoablation", "cryolysis", "cryoneurolysis"}
NAMED = re.compile(r"\bS[0-4]\b")
KEYS = {"id", "source", "at", "section", "words", "from", "fact", "waits"}


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of a page, as text, with the sources named beside it."""

    text: str
    sources: tuple[str, ...]


def listed() -> list[dict[str, Any]]:
    """Give the entries of the list, every scalar as it is written."""
    entries: list[dict[str, Any]] = yaml.load(LIST.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return entries


@cache
def held(code: str) -> Page:
    return page(code)


def units(section: Section) -> Iterator[Unit]:
    for block in section.blocks:
        yield from _units(block)


def _units(block: Block) -> Iterator[Unit]:  # noqa: PLR0911 - one return for each kind of block
    if isinstance(block, Items):
        return (Unit(item.says, item.sources) for item in block.items)
    if isinstance(block, Table):
        return (Unit(f"{block.caption} {' | '.join(row)}", block.sources) for row in block.rows)
    if isinstance(block, Questions):
        return (Unit(f"{asked.ask} {asked.answer}", asked.sources) for asked in block.held)
    if isinstance(block, Disputes):
        claims = ((found.topic, claim) for found in block.held for claim in found.claims)
        return (Unit(f"{topic}: {claim.says}", claim.sources) for topic, claim in claims)
    if isinstance(block, Figure):
        return iter((Unit(f"{block.title} {block.caption}", block.sources),))
    if isinstance(block, Example):
        return iter((Unit(f"{block.title} {block.encounter} {block.says}", ()),))
    assert isinstance(block, Gap)
    return iter((Unit(block.what, ()),))


@cache
def freezing() -> frozenset[str]:
    """Codes whose families freeze, or can."""
    families = book().families_on(held(codes()[0]).date)
    able = [family for family in families if not family.only_methods or set(family.only_methods) & FREEZING]
    found = frozenset(code for family in able for code in family.units.codes) & frozenset(codes())
    other = {
        c.code
        for family in able
        if family.units.pick
        for c in family.units.pick.codes
        if c.method and not set(c.method) & FREEZING
    }
    own = {
        c.code
        for family in able
        if family.units.pick
        for c in family.units.pick.codes
        if not c.method or set(c.method) & FREEZING
    }
    light = {code for family in able if "destruction" not in family.methods for code in family.units.codes}
    return found - (other - own) - light


@cache
def of_tumors() -> frozenset[str]:
    """Codes of families that take tumors."""
    taken = {"malignant", "tumor", "cancer", "breast_cancer", "fibroadenoma", "soft_tissue_tumor"}
    families = [family for family in book().families_on(held(codes()[0]).date) if taken & set(family.claims)]
    return frozenset(code for family in families for code in family.units.codes) & freezing()


@cache
def of_the_skin() -> frozenset[str]:
    return frozenset(named.code for card in cards().cards if card.skin for named in card.codes) & freezing()


def _named(page_: Page) -> Iterator[Unit]:
    """Give what stands above the sections of a page."""
    yield Unit(" | ".join((page_.label, page_.plain, *page_.aliases)), ())


def _of(page_: Page, section_id: str) -> Iterator[Unit]:
    return (unit for section in page_.sections if section.id == section_id for unit in units(section))


def pages_of(entry: dict[str, Any]) -> list[str]:
    groups = {"every": freezing(), "skin": of_the_skin(), "tumors": of_tumors()}
    return sorted(groups.get(entry["at"], {entry["at"]}))


def stands(entry: dict[str, Any], code: str) -> bool:
    """Whether one statement of the section holds every word, and names every source, of the entry."""
    found = _named(held(code)) if entry["section"] == "name" else _of(held(code), entry["section"])
    words, sources = [word.casefold() for word in entry["words"]], set(entry.get("source", ()))
    return any(sources <= set(unit.sources) and all(word in unit.text.casefold() for word in words) for unit in found)


def cases() -> list[Any]:
    """Give every entry; one that waits for the builder of pages fails until it is done, and is then to be unmarked."""
    waits = [(entry, entry.get("waits")) for entry in listed()]
    marks = [(entry, (pytest.mark.xfail(reason=why, strict=True),) if why else ()) for entry, why in waits]
    return [pytest.param(entry, id=entry["id"], marks=mark) for entry, mark in marks]


@pytest.mark.parametrize("entry", cases())
def test_a_fact_of_a_named_source_stands_on_its_page_with_the_source(entry: dict[str, Any]) -> None:
    assert [] == [code for code in pages_of(entry) if not stands(entry, code)], entry["fact"]


def test_the_list_has_each_fact_once_and_says_where_it_comes_from() -> None:
    entries = listed()
    assert len(entries) == len({entry["id"] for entry in entries})
    assert [] == [
        entry["id"] for entry in entries if not {"id", "at", "section", "words", "from", "fact"} <= set(entry)
    ]
    assert [] == [entry["id"] for entry in entries if set(entry) - KEYS]
    assert [] == [entry["id"] for entry in entries if not 1 <= len(entry["words"]) <= 4]


def test_facts_for_every_page_and_for_the_skin_reach_pages() -> None:
    assert {"17340", "57511", "55873"} <= freezing()
    assert {"17340", "17000", "56501"} <= of_the_skin()
    assert not {"55873", "76940"} & of_the_skin()


# The list itself, held against the restated sources


def anchors(text: str) -> Iterator[tuple[str, str]]:
    """Give each paragraph, bullet and table row with its name: the number of its section and its first words."""
    section, bullets = "", list[list[str]]()
    for line in text.splitlines():
        head = re.match(r"#{2,3} (\d(?:\.\d+)?)\.? ", line)
        section = head[1] if head else section
        if head or not section or not line.strip() or line.startswith("|"):
            yield from ((name, body) for name, body in bullets)
            bullets = []
            if line.startswith("|"):
                yield f"{section} {line.strip('|').split('|')[0].strip()}", line
        elif line.startswith("- ") or not bullets:
            bullets.append([f"{section} {_lead(line.removeprefix('- '))}", line])
        else:
            bullets[-1][1] += f" {line}"
    yield from ((name, body) for name, body in bullets)


def _lead(body: str) -> str:
    if bold := re.match(r"\*\*(.+?)\*\*", body):
        return bold[1]
    first, colon, _ = body.partition(":")
    short = 4
    return first if colon and len(first.split()) <= short else " ".join(body.split()[:3]).strip(",.;:")


@pytest.mark.skipif(not FACTS.is_file(), reason="the restated sources are not here: no folder ../shared/knowledge")
def test_no_paragraph_with_a_named_source_is_left_out_of_the_list() -> None:
    answered = {name for entry in listed() for name in entry["from"]}
    text = FACTS.read_text(encoding="utf-8")
    tagged = {name for name, body in anchors(text) if name[0] in "245" and NAMED.search(body)}
    policy = {f"3.{number}" for number in range(1, 13)}
    assert [] == sorted((tagged | policy) - answered)
    assert [] == sorted(answered - {name for name, _ in anchors(text)} - policy - {"1.1", "1.2"})
