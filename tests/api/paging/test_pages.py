"""A page for every procedure: no hole without a label, every figure the one that `price` and `reference` give."""

import re
from datetime import date

import pytest
from tests.api.paging.reading import figure, part, rows, said, texts

from frostline.api.paging.known import latest_day
from frostline.api.paging.page import codes, page
from frostline.api.quoting import Quote, Terms, quotes
from frostline.api.services import NATIONAL, Where, services
from frostline.api.standing import standing
from frostline.engine.standing.explaining import median, percent, rvu, times
from frostline.knowledge.book import book
from frostline.knowledge.cards import cards
from frostline.model import money
from frostline.model.pages import Block, Disputes, Figure, Gap, Items, Page, Questions, Table

Pages = dict[str, Page]
FREEZING = {"cryosurgery", "cryoablation", "cryolysis", "cryoneurolysis"}
CARRIER = ["0440T", "0441T", "0442T", "0581T", "55899"]
FACILITY_ONLY = ["31641", "47371", "47381", "50250", "50542"]
SAMPLE = ["17000", "17003", "17004", "17106", "17110", "17262", "17286", "17340", "19105", "47383", "50593", "55873"]
ZERO = re.compile(r"(?<![\d.])\$?0\.00(?!\d)")
BLANK = re.compile(r"\{[a-z_]*\}")
PRICE = re.compile(r"\$\d")


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Every page, built once; from an empty store, since this runs before the one of each test is made."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FROSTLINE_HOME", str(tmp_path_factory.mktemp("pages")))
        return {code: page(code) for code in codes()}


# Nothing is empty


def test_every_code_of_the_cards_has_a_page(pages: Pages) -> None:
    assert list(cards().codes) == list(pages)
    assert [] == [code for code, held in pages.items() if (code, True) != (held.code, bool(held.label and held.plain))]


def _empty(block: Block) -> bool:
    if isinstance(block, Items):
        return not block.items or not all(item.says.strip() for item in block.items)
    if isinstance(block, Table):
        return not block.rows or any(len(row) != len(block.head) for row in block.rows)
    if isinstance(block, Questions | Disputes):
        return not block.held
    if isinstance(block, Figure):
        return not any(value is not None for _, values in block.points for value in values)
    return isinstance(block, Gap) and not block.what.strip()


def test_no_section_is_an_empty_heading(pages: Pages) -> None:
    found = [(code, section) for code, held in pages.items() for section in held.sections]
    assert [] == [(code, section.id) for code, section in found if not section.blocks or not section.title]
    assert [] == [(code, section.id) for code, section in found if any(map(_empty, section.blocks))]


def test_no_two_sections_of_a_page_share_an_anchor(pages: Pages) -> None:
    assert [] == [code for code, held in pages.items() if len({s.id for s in held.sections}) != len(held.sections)]


def test_no_text_keeps_a_blank_that_was_to_be_filled(pages: Pages) -> None:
    assert [] == [(code, text) for code, held in pages.items() for text in texts(held) if BLANK.search(text)]


def test_every_source_beside_a_statement_is_named_at_the_end(pages: Pages) -> None:
    known = set(cards().sources)
    assert [] == [code for code, held in pages.items() if not {source.id for source in held.sources} <= known]
    acne = {source.id for source in pages["17340"].sources}
    assert {"S0", "S1", "S2", "S3", "S4", "T", "M", "P", "I", "R", "G"} == acne


def test_every_code_that_freezes_has_words_for_the_patient(pages: Pages) -> None:
    families = book().families_on(latest_day())
    able = [family for family in families if not family.only_methods or set(family.only_methods) & FREEZING]
    freezes = {code for family in able for code in family.units.codes} & set(pages)
    for code in sorted(freezes):
        told = [
            item for block in part(pages[code], "patient").blocks if isinstance(block, Items) for item in block.items
        ]
        assert (code, True) == (code, len(told) > 3)


def test_links_lead_to_pages(pages: Pages) -> None:
    linked = [(code, to) for code, held in pages.items() for section in held.sections for to in section.links]
    assert [] == [(code, to) for code, to in linked if to not in pages or to == code]


# Figures are those of `price` and `reference`


def national(code: str, *, facility: bool, qp: bool) -> Quote:
    (found,) = quotes(services([code]), Terms(latest_day(), Where((NATIONAL,)), facility=facility, qp=qp))
    return found


def _cents(found: Quote) -> str:
    return "not available" if found.price.published is None else f"${money.dollars(found.price.published)}"


@pytest.mark.parametrize("code", SAMPLE)
def test_national_amounts_are_those_of_price(pages: Pages, code: str) -> None:
    asked = [(qp, facility) for qp in (False, True) for facility in (False, True)]
    expected = [_cents(national(code, facility=facility, qp=qp)) for qp, facility in asked]
    assert expected == [row[3] for row in rows(pages[code], "payment")[:4]]


@pytest.mark.parametrize("code", SAMPLE)
def test_relative_values_are_those_of_the_release(pages: Pages, code: str) -> None:
    for facility, shown in zip((False, True), rows(pages[code], "rvu"), strict=True):
        found = national(code, facility=facility, qp=False)
        held = (*(found.row[name] for name in ("work", "pe", "mp")), found.price.total_rvu)
        assert [money.fixed(value, money.RVU_SCALE) for value in held] == list(shown[1:])


@pytest.mark.parametrize("code", SAMPLE)
def test_where_a_code_stands_is_what_reference_says(pages: Pages, code: str) -> None:
    (held,) = standing(code)
    expected = [
        (
            f"{found.codes:,}",
            f"{percent(found.percent_below)} to {percent(found.percent_at_or_below)}",
            median(found.twice_median),
            times(found.median_to_work),
            f"{rvu(found.maximum)} ({found.highest})",
        )
        for found in held.positions
    ]
    assert expected
    assert expected == [row[1:] for row in rows(pages[code], "standing")]


def test_a_page_as_of_an_earlier_day_has_the_figures_of_that_day() -> None:
    earlier = page("17340", date(2024, 7, 1))
    assert ("$52.59", "$48.93") == tuple(row[3] for row in rows(earlier, "payment") if row[1] == "everybody else")


# 17340, figure by figure


def test_17340_has_its_relative_values(pages: Pages) -> None:
    acne = rows(pages["17340"], "rvu")
    assert [("office", "0.75", "0.76", "0.07", "1.58"), ("facility", "0.75", "0.44", "0.07", "1.26")] == acne


def test_17340_has_the_amounts_of_both_factors(pages: Pages) -> None:
    shown = [(row[0], row[2], row[3]) for row in rows(pages["17340"], "payment")[:4]]
    ordinary = [("office", "33.4009", "$52.77"), ("facility", "33.4009", "$42.09")]
    assert [*ordinary, ("office", "33.5675", "$53.04"), ("facility", "33.5675", "$42.30")] == shown


def test_17340_has_every_locality_from_arkansas_to_alaska(pages: Pages) -> None:
    points = figure(pages["17340"], "localities").points
    office, facility = zip(*(values for _, values in points), strict=True)
    assert (109, (4806, 6590), (3888, 5452)) == (len(points), (office[0], office[-1]), (min(facility), max(facility)))
    assert list(office) == sorted(office)
    told = [row for row in rows(pages["17340"], "payment") if "Arkansas" in row[0] or "Alaska" in row[0]]
    assert [("$48.06", "$38.88"), ("$65.90", "$54.52")] == [row[1:] for row in told]


def test_17340_has_its_history_from_2022_to_2026(pages: Pages) -> None:
    told = [(row[1][:4], *row[2:5]) for row in rows(pages["17340"], "history")]
    assert ("2022", "0.77", "1.54", "1.44") == told[0]
    assert ("2023", "0.77", "1.57", "1.47") in told
    assert ("2024", "0.77", "1.58", "1.47") in told
    assert ("2026", "0.75", "1.58", "1.26") == told[-1]
    assert len(told) == len(figure(pages["17340"], "history").points)


def test_17340_stands_where_the_table_puts_it(pages: Pages) -> None:
    assert ("5,645", "2.14 % to 2.29 %", "8.06", "10.75 times", "106.19 (39503)") == rows(pages["17340"], "standing")[
        0
    ][1:]
    drawn = figure(pages["17340"], "distribution")
    assert drawn.mark in {label for label, _ in drawn.points}
    assert 5645 == sum(values[0] or 0 for _, values in drawn.points)


def test_17340_is_one_unit_a_day_in_a_package_of_ten_days(pages: Pages) -> None:
    held = {row[0]: row[1] for row in rows(pages["17340"], "limits")}
    assert ("010", "1 (adjudication indicator 2)") == (held["global days"], held["units a day (MUE)"])
    assert {"2", "0", "1", "A"} == {held[name] for name in ("multiple procedures", "bilateral", "assistant", "status")}


def test_17340_is_column_two_of_its_twenty_three_pairs(pages: Pages) -> None:
    pairs = [row for row in rows(pages["17340"], "neighbors") if row[1] == "17340"]
    assert (23, {"1"}) == (len(pairs), {row[2] for row in pairs})
    assert {"17000", "17003", "17004", "17110", "17111"} <= {row[0] for row in pairs}


def test_17340_has_the_seven_rows_that_were_seen_of_payers(pages: Pages) -> None:
    seen = rows(pages["17340"], "coverage")
    assert 7 == len(seen)
    names = ["Aetna CPB 0251", "Highmark (PA) S-92", "Highmark WV S-92", "Independence", "BCBS Minnesota", "WellCare"]
    assert [] == [name for name in names if not any(name in row[0] for row in seen)]
    assert 2 == sum("position not seen" in row for row in seen)


TOPICS = [
    "Total RVU", "What Medicare pays", "What the code is called", "How severe the acne is",
    "Which treatment had to fail first", "How the cold is applied", "Whether it is safe, popular and effective",
    "Cosmetic or medical", 'Modifier "11"', "Which modifiers matter", "How much record it needs",
    "Where its work stands", "Which release", "What payers say", "Sections that were left empty", "Healing",
]  # fmt: skip


def test_17340_shows_every_disagreement_of_its_sources_with_two_sides(pages: Pages) -> None:
    held = [
        one
        for block in part(pages["17340"], "disagreements").blocks
        if isinstance(block, Disputes)
        for one in block.held
    ]
    assert TOPICS == [one.topic for one in held]
    assert [] == [one.topic for one in held if len(one.claims) < 2 or not all(claim.sources for claim in one.claims)]


def test_17340_sets_what_was_computed_beside_what_sources_print(pages: Pages) -> None:
    told = said(pages["17340"], "disagreements")
    assert "Work 0.75; practice expense 0.76 in the office, 0.44 in a facility; malpractice 0.07" in told
    assert "$52.77 in the office, $42.09 in a facility, at 33.4009" in told
    assert "Percentile 2.14 % to 2.29 %; median 8.06, 10.75 times as much" in told


def test_17340_has_a_worked_example_with_its_amount(pages: Pages) -> None:
    assert "$52.77" in said(pages["17340"], "coding")


# What nobody has is said to be missing, and never a zero


@pytest.mark.parametrize("code", CARRIER)
def test_a_code_that_the_contractor_prices_shows_no_zero_and_no_amount_of_its_own(pages: Pages, code: str) -> None:
    assert [] == [text for text in texts(pages[code]) if ZERO.search(text)]
    for name in ("rvu", "payment", "history", "standing"):
        assert (name, True) == (name, all(isinstance(block, Gap) for block in part(pages[code], name).blocks))
    assert [] == [row for row in rows(pages[code], "summary") if any(PRICE.search(cell) for cell in row)]


@pytest.mark.parametrize("code", FACILITY_ONLY)
def test_a_code_of_facilities_shows_no_price_of_the_office(pages: Pages, code: str) -> None:
    told = [row[3:] for row in rows(pages[code], "payment") if row[0] == "office"]
    assert [("not available", "not available")] * 2 == told
    assert {None} == {values[0] for _, values in figure(pages[code], "localities").points}
    (glance,) = [row[1] for row in rows(pages[code], "summary") if "national" in row[0]]
    assert re.fullmatch(r"not available / \$\d+\.\d\d", glance)
    assert not PRICE.search(said(pages[code], "setting"))


@pytest.mark.parametrize("code", FACILITY_ONLY)
def test_a_code_of_facilities_shows_no_relative_values_of_the_office(pages: Pages, code: str) -> None:
    (office,) = [row[1:] for row in rows(pages[code], "rvu") if row[0] == "office"]
    assert not any(re.search(r"\d", cell) for cell in office)


def test_no_modifier_is_called_not_valid_and_then_explained_as_one_to_use(pages: Pages) -> None:
    tables = [(code, part(held, "modifiers").blocks) for code, held in pages.items()]
    named = [(code, [block for block in blocks if isinstance(block, Table)]) for code, blocks in tables]
    both = [(code, {row[0] for row in wrong.rows} & {row[0] for row in used.rows}) for code, (wrong, used) in named]
    assert [] == [code for code, twice in both if twice]


def test_a_code_without_a_limit_of_units_is_not_said_to_deny_any(pages: Pages) -> None:
    (units,) = [row for row in rows(pages["G0571"], "limits") if "MUE" in row[0]]
    assert ("not available", False) == (units[1], units[2].endswith("are denied"))


def test_a_code_without_a_period_has_no_follow_up_inside_it(pages: Pages) -> None:
    assert "Inside the period" in said(pages["17340"], "limits")
    assert [] == [code for code in ("19105", "31641", "0581T") if "Inside the period" in said(pages[code], "limits")]


def test_positions_of_one_policy_that_differ_tell_when_each_holds(pages: Pages) -> None:
    assert "federal employee program" in said(pages["17340"], "coverage")


@pytest.mark.parametrize("code", ["17000", "17110", "17260", "57511"])
def test_organs_that_a_code_has_nothing_to_do_with_give_it_no_cautions(pages: Pages, code: str) -> None:
    told = said(pages[code], "cautions")
    assert [] == [organ for organ in ("Bone:", "Breast:", "Lung:", "Liver:", "Kidney:", "Prostate:") if organ in told]


def test_a_limit_that_records_can_overcome_is_not_said_to_deny(pages: Pages) -> None:
    limits = {code: rows(held, "limits") for code, held in pages.items()}
    soft = {code: row for code, held in limits.items() for row in held if "indicator 3" in row[1]}
    assert {"17260", "50250"} <= set(soft)
    assert [] == [code for code, row in soft.items() if row[2].endswith("are denied")]


def test_only_statements_of_a_payer_are_ascribed_to_it(pages: Pages) -> None:
    tables = [block for block in part(pages["55873"], "coverage").blocks if isinstance(block, Table)]
    wrong = [row for block in tables for row in block.rows if "medicare.ncd" in row[0] and block.sources == ("S2",)]
    assert [] == wrong


def test_acne_has_no_cautions_of_bone_and_breast(pages: Pages) -> None:
    told = said(pages["17340"], "cautions")
    assert [] == [organ for organ in ("Bone:", "Breast:") if organ in told]
