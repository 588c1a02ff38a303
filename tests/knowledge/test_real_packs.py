"""The packs as they are: cited, reachable by their own words, and in agreement with the built-in tables."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import combinations

import polars as pl
import pytest

from frostline.knowledge.book import PACKS, book
from frostline.knowledge.text import parse
from frostline.model.families import Family
from frostline.reference.releases import BUILTIN

BOOK = book()
SPRING = date(2026, 5, 4)
FILES = sorted(path.relative_to(PACKS).as_posix() for path in PACKS.rglob("*.yaml"))
SCHEDULE = frozenset(pl.read_parquet(BUILTIN / "schedule" / "RVU26B.parquet")["code"])
TABULAR = pl.read_parquet(BUILTIN / "icd10" / "ICD10CM-2026-04.parquet")
ORGANS = {
    "penis",
    "vulva",
    "vagina",
    "anus",
    "cervix",
    "eyelid_margin",
    "vestibule",
    "palate",
    "breast",
    "bone",
    "lung",
}
ORGANS |= {"airway", "liver", "kidney", "prostate", "nerve", "uterus", "nasal_nerve"}
UNLISTED = re.compile("[0-9]+99$")
BILLABLE = frozenset(TABULAR.filter("billable")["code"])


def diagnoses() -> Iterator[str]:
    yield from (term.icd10 for term in BOOK.lesions.terms if term.icd10)
    for table in BOOK.diagnoses.tables:
        for held in table.codes.values():
            yield from [held] if isinstance(held, str) else held.values()


def cites(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from (held for key, held in value.items() if key == "cite")
        for held in value.values():
            yield from cites(held)
    elif isinstance(value, list):
        for held in value:
            yield from cites(held)


def test_the_packs_load_and_hold_what_the_skin_needs() -> None:
    held = {"skin.premalignant", "skin.benign", "skin.vascular", "skin.malignant", "skin.acne", "skin.tags"}
    assert held <= {family.id for family in BOOK.families}
    assert ORGANS <= {tract for family in BOOK.families for tract in family.tracts}
    assert {"visit", "biopsy", "shave", "guidance"} == {beside.kind for beside in BOOK.beside}


@pytest.mark.parametrize("file", FILES)
def test_every_pack_has_a_citation_that_says_something(file: str) -> None:
    found = list(cites(parse((PACKS / file).read_text(encoding="utf-8"), file)))
    assert found
    assert all(held if isinstance(held, str) else isinstance(held, dict) and held["title"] for held in found)


@pytest.mark.parametrize("name", BOOK.parameters)
def test_every_value_of_a_parameter_has_its_own_citation_and_a_day_of_verification(name: str) -> None:
    held = BOOK.parameters[name]
    assert all(value.cite.strip() for value in held.values)
    assert held.verified_through >= held.values[-1].from_


@pytest.mark.parametrize("family", BOOK.families, ids=lambda family: family.id)
def test_every_code_of_a_family_exists_in_the_schedule_of_april_2026(family: Family) -> None:
    assert family.units.codes
    assert set(family.units.codes) <= SCHEDULE


def test_every_code_beside_the_families_exists_in_the_schedule_of_april_2026() -> None:
    codes = {code for beside in BOOK.beside if beside.in_force.hold(date(2026, 4, 1)) for code in beside.codes}
    assert codes - SCHEDULE == set()


def test_every_diagnosis_that_the_vocabulary_gives_can_be_billed() -> None:
    assert set(diagnoses()) - BILLABLE == set()


def test_every_diagnosis_that_supports_a_family_exists() -> None:
    wanted = {code for family in BOOK.families for code in family.supports}
    exact = {code for code in wanted if not code.endswith("-")}
    stems = {code.rstrip("-").rstrip(".") for code in wanted - exact}
    assert exact - BILLABLE == set()
    assert {stem for stem in stems if not any(code.startswith(stem) for code in BILLABLE)} == set()


def test_no_two_families_in_force_claim_one_nature_in_one_tract_by_one_kind_of_method() -> None:
    for one, other in combinations(BOOK.families_on(SPRING), 2):
        places = [(nature, tract) for nature in one.claims for tract in one.tracts if one.takes(nature, tract)]
        both = any(other.takes(*place) for place in places)
        assert not (both and set(one.methods) & set(other.methods)), (one.id, other.id)


def test_no_code_but_an_unlisted_one_belongs_to_two_families() -> None:
    codes = [code for family in BOOK.families_on(SPRING) for code in family.units.codes]
    listed = [code for code in codes if not UNLISTED.match(code)]
    assert sorted(set(listed)) == sorted(listed)


def test_every_unlisted_code_says_what_it_is_compared_with() -> None:
    choices = [choice for family in BOOK.families if family.units.pick for choice in family.units.pick.codes]
    unlisted = [choice for choice in choices if UNLISTED.match(choice.code)]
    assert unlisted
    assert [choice.code for choice in unlisted if choice.compare not in SCHEDULE] == []
    assert [choice.code for choice in choices if choice.compare and choice not in unlisted] == []


def test_every_imaging_code_beside_a_family_exists_in_the_schedule() -> None:
    assert {code for family in BOOK.families for code in family.units.imaging} - SCHEDULE == set()


@pytest.mark.parametrize(
    ("facet", "known"),
    [
        ("site", {term.id for term in BOOK.sites.terms}),
        ("extent", {term.id for term in BOOK.extents.terms}),
        ("approach", {term.id for term in BOOK.approaches.terms}),
        ("method", {term.id for term in BOOK.methods.terms}),
        ("imaging", {term.id for term in BOOK.imaging.terms}),
    ],
    ids=["site", "extent", "approach", "method", "imaging"],
)
def test_every_word_that_a_choice_goes_by_is_in_its_vocabulary(facet: str, known: set[str]) -> None:
    choices = [choice for family in BOOK.families if family.units.pick for choice in family.units.pick.codes]
    assert {name for choice in choices for name in getattr(choice, facet)} - known == set()


def test_every_family_has_one_way_to_count() -> None:
    for family in BOOK.families:
        ways = (
            *("first_each_then_flat", "one_up_to", "first_then_each_part"),
            *("by_area", "by_site_and_size", "once", "pick"),
        )
        assert [getattr(family.units, way) is not None for way in ways].count(True) == 1, family.id


@pytest.mark.parametrize("kind", ["lesions", "sites", "methods", "approaches", "extents", "imaging", "places"])
def test_every_word_of_a_vocabulary_is_read_as_its_own_term(kind: str) -> None:
    for term in getattr(BOOK, kind).terms:
        name = getattr(term, "id", None) or term.code
        for word in term.words:
            found = BOOK.indices[kind].read(word)
            assert [("term", name)] == [(part.kind, part.name) for part in found], word


@pytest.mark.parametrize("kind", ["lesions", "sites", "methods", "places", "modifiers", "diagnoses"])
def test_every_id_of_a_vocabulary_is_given_once(kind: str) -> None:
    pack = getattr(BOOK, kind)
    names = [getattr(term, "id", None) or term.code for term in getattr(pack, "terms", None) or pack.tables]
    assert sorted(set(names)) == sorted(names)


def test_every_lesion_with_its_own_site_names_one_that_exists() -> None:
    known = {term.id for term in BOOK.sites.terms}
    assert {term.site for term in BOOK.lesions.terms if term.site} - known == set()


def test_every_region_of_a_site_and_every_group_is_known_where_it_is_used() -> None:
    regions = {region for table in BOOK.diagnoses.tables for region in table.codes}
    groups = {group for f in BOOK.families for band in f.units.by_site_and_size or () for group in band.codes}
    assert {term.region for term in BOOK.sites.terms if term.region} - regions == set()
    assert {term.group for term in BOOK.sites.terms if term.group} - groups == set()


def test_every_lesion_and_site_leads_somewhere() -> None:
    assert [term.id for term in BOOK.lesions.terms if not (term.nature or term.could_be)] == []
    assert [term.id for term in BOOK.sites.terms if not (term.tract or term.could_be)] == []


def test_every_place_an_ambiguous_word_could_be_exists() -> None:
    codes = {term.code for term in BOOK.places.terms}
    assert {code for word in BOOK.places.ambiguous for code in word.could_be} - codes == set()


@pytest.mark.parametrize(
    ("expected", "kind", "text"),
    [
        ("cryosurgery", "methods", "LN2"),
        ("scc_in_situ", "lesions", "scc in situ"),
        ("wart", "lesions", "warts"),
        ("actinic_keratosis", "lesions", "Actinic Keratoses"),
        ("eyelid_margin", "sites", "eyelid margin"),
        ("eyelid", "sites", "eyelids"),
        ("11", "places", "Office"),
    ],
)
def test_the_words_of_a_chart_are_understood(expected: str, kind: str, text: str) -> None:
    assert [("term", expected)] == [(part.kind, part.name) for part in BOOK.indices[kind].read(text)]


def test_left_forearm_is_a_forearm_with_its_side() -> None:
    found = BOOK.indices["sites"].read("left forearm")
    assert [(part.kind, part.name) for part in found] == [("side", "left"), ("term", "forearm")]


@pytest.mark.parametrize("text", ["no carcinosis", "cancerous", "mycosis", "unwarted"])
def test_no_lesion_is_found_inside_other_words_or_where_one_is_denied(text: str) -> None:
    assert "term" not in {part.kind for part in BOOK.indices["lesions"].read(text)}


def test_modifiers_do_not_hold_the_place_of_service_that_a_public_page_calls_one() -> None:
    assert "11" not in {term.code for term in BOOK.modifiers.terms}
    assert {"24", "25", "58", "59", "78", "79", "XS"} <= {term.code for term in BOOK.modifiers.terms}


@pytest.mark.parametrize(
    ("expected", "name", "day"),
    [
        ("32.7442", "mpfs.conversion_factor", date(2024, 3, 8)),
        ("33.2875", "mpfs.conversion_factor", date(2024, 3, 9)),
        ("33.4009", "mpfs.conversion_factor", date(2026, 1, 1)),
        (None, "mpfs.conversion_factor_qp", date(2025, 12, 31)),
        ("33.5675", "mpfs.conversion_factor_qp", date(2026, 1, 1)),
        ("1", "medicare.sequestration", date(2022, 6, 30)),
        ("2", "medicare.sequestration", date(2022, 7, 1)),
    ],
)
def test_a_figure_changes_on_the_day_that_the_law_says(expected: str | None, name: str, day: date) -> None:
    value = BOOK.parameters[name].on(day)
    assert expected == (str(value.value) if value else None)


def test_the_digest_names_the_text_and_is_the_same_on_every_reading() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", BOOK.digest)
    assert book.__wrapped__(PACKS).digest == BOOK.digest
