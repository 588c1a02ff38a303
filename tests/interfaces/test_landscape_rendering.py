"""The landscape on the terminal, as JSON, as CSV and as a page: who says what, how much was seen, what is unknown."""

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from frostline.api.landscape import Surveyed, landscape_of, names, seen_pair
from frostline.interfaces.cli.landscape import draw_landscape, draw_seen_diff
from frostline.interfaces.landscape import (
    COLUMNS,
    landscape_csv,
    landscape_html,
    landscape_json,
    seen_diff_json,
)
from frostline.model.errors import FrostlineError

Capture = pytest.CaptureFixture[str]


def printed(capsys: Capture, found: Surveyed) -> str:
    draw_landscape(found)
    return capsys.readouterr().out


# Asking


def test_a_near_miss_is_refused_with_the_words_that_were_meant() -> None:
    with pytest.raises(FrostlineError, match=r'found focl prostat; expected .* near words are "prostate, focal"'):
        landscape_of("focl prostat")


def test_words_far_from_everything_are_refused_with_every_use() -> None:
    with pytest.raises(FrostlineError, match=r"found tattoo; .* these are known: prostate.whole_gland, .*tumor.other"):
        landscape_of("tattoo")


def test_a_code_that_bills_no_use_is_refused_with_those_that_do() -> None:
    with pytest.raises(FrostlineError, match=r"found 99213; .*: 0581T, .*17340"):
        landscape_of(code=" 99213 ")


def test_an_indication_and_a_code_are_not_silently_narrowed_to_one() -> None:
    with pytest.raises(FrostlineError, match="expected one of them"):
        landscape_of("acne", "17340")


def test_a_code_in_lower_case_is_the_code() -> None:
    assert ["breast.cancer"] == [use.indication.id for use in landscape_of(code="0581t").uses]


def test_nothing_asked_is_everything() -> None:
    assert 42 == len(landscape_of().uses)


def test_a_record_that_is_not_there_is_refused_with_near_names() -> None:
    with pytest.raises(FrostlineError, match=r"expected one of aetna.cpb_0100@older, aetna.cpb_0100@recent"):
        seen_pair("aetna.cpb_0100", "aetna.cpb_0100@recent")
    with pytest.raises(FrostlineError, match="found zz; expected a record, such as"):
        seen_pair("zz", "aetna.cpb_0100@recent")


def test_a_policy_seen_once_needs_no_version() -> None:
    assert "horizon.150@2020-01-22" == seen_pair("Horizon.150", "regence.sur132").older
    assert 62 == len(names())


# On the terminal


def test_the_terminal_shows_payers_status_basis_and_what_decides(capsys: Capture) -> None:
    out = printed(capsys, landscape_of("kidney"))
    for text in ("Aetna", "[I.4]", "opening", "decided by", "regence.surgery.132@2026-06-01", "older"):
        assert text in out
    assert "at most 60 (Aetna CPB 0100) against below 60" in " ".join(out.split())
    assert "the same in older 2023-07" in out


def test_no_line_is_wider_than_a_page(capsys: Capture) -> None:
    assert max(len(line) for line in printed(capsys, landscape_of()).splitlines()) <= 110


def test_a_position_that_was_not_seen_is_never_shown_as_not_covered(capsys: Capture) -> None:
    out = printed(capsys, landscape_of(code="17340"))
    assert "Named, position not seen: unknown, never “not covered”" in out
    assert "BCBS Minnesota  II-33" in out
    assert "WellCare  HS-258" in out
    assert "day of reading not recorded" in out


def test_a_row_about_other_means_is_not_shown_as_covering_freezing(capsys: Capture) -> None:
    found = landscape_of("osteoid osteoma")
    assert "(radiofrequency," in printed(capsys, found)
    assert "medically necessary (radiofrequency, not freezing)" in landscape_html(found)


def test_two_records_are_drawn_with_the_verdict_and_what_it_does_not_prove(capsys: Capture) -> None:
    draw_seen_diff(seen_pair("bcbs_alabama.mp_429@2023-07", "bcbs_alabama.mp_429@2024-07"))
    out = capsys.readouterr().out
    assert "no change in coverage in what was seen" in out
    assert "nothing is proven of what was not seen" in out
    draw_seen_diff(seen_pair("highmark_pa.s_164@002", "highmark_pa.s_164@011"))
    assert "+ 19105, 19499" in capsys.readouterr().out


# JSON and CSV


def test_json_has_a_row_for_each_position_and_the_silent_apart() -> None:
    (held,) = json.loads(json.dumps(landscape_json(landscape_of(code="17340"))))
    assert ("acne.freezing", ["17340"], 5) == (held["indication"], held["codes"], len(held["rows"]))
    assert ["bcbs_minnesota.ii_33", "wellcare.hs_258@2018-05-03"] == [one["record"] for one in held["not_seen"]]
    assert {"investigational", "not_medically_necessary", "not_covered", "covered"} == {
        row["status"] for row in held["rows"]
    }


def test_json_keeps_the_codes_and_the_history_that_a_page_gave() -> None:
    (held,) = landscape_json(landscape_of("fibroadenoma"))
    (row,) = [row for row in held["rows"] if row["record"] == "highmark_pa.s_164@011"]
    assert ({"cpt": ["19105", "19499"]}, ["issued 2013-01-21"]) == (row["record_codes"], row["history"])


def test_json_gives_bounds_as_text_that_keeps_their_figures() -> None:
    (held,) = landscape_json(landscape_of("kidney"))
    limits = [limit for row in held["rows"] for limit in row["limits"] if limit["of"] == "kidney.gfr"]
    assert {("at_most", "60"), ("below", "60")} == {(limit["bound"], limit["value"]) for limit in limits}
    assert ["tumor.size_cm", "kidney.gfr"] == [boundary["of"] for boundary in held["boundaries"]]


def test_csv_has_the_same_rows_and_says_not_seen() -> None:
    rows = list(csv.DictReader(io.StringIO(landscape_csv(landscape_of()))))
    asked = landscape_json(landscape_of())
    assert sum(len(use["rows"]) + len(use["not_seen"]) for use in asked) == len(rows)
    assert set(COLUMNS) == set(rows[0])
    silent = [row for row in rows if row["record"] == "horizon.150@2020-01-22"]
    assert [("prostate.focal", "not_seen", "yes")] == [(r["indication"], r["status"], r["latest"]) for r in silent]
    assert "kidney.gfr at most 60" in "".join(row["limits"] for row in rows)


def test_json_of_two_records_carries_changes_and_remarks() -> None:
    held = json.loads(json.dumps(seen_diff_json(seen_pair("highmark_pa.s_164@002", "highmark_pa.s_164@011"))))
    assert "criteria changed: 1, codes changed: 1" == held["says"]
    assert ["criteria changed", "codes changed"] == [change["kind"] for change in held["changes"]]
    assert held["remarks"][0].endswith("nothing is proven of what was not seen")


# The page


class Tags(HTMLParser):
    """Tags with their attributes, and whether each that needs an end has one."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in {"meta", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()


@pytest.fixture(scope="module")
def page() -> str:
    return landscape_html(landscape_of())


def test_the_page_fetches_nothing_from_anywhere(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not {"script", "link", "img", "iframe", "object"} & {tag for tag, _ in tags.seen}
    assert not [attrs for _, attrs in tags.seen if "src" in attrs]
    assert {"a"} == {tag for tag, attrs in tags.seen if "href" in attrs}
    assert re.search(r"url\(|@import", page) is None


def test_the_page_can_be_read_aloud_small_and_in_the_dark(page: str) -> None:
    tags = Tags()
    tags.feed(page)
    tables = [tag for tag, _ in tags.seen if tag == "table"]
    assert len(tables) == sum(tag == "caption" for tag, _ in tags.seen) > 40
    assert {"col", "row"} == {attrs.get("scope") for tag, attrs in tags.seen if tag == "th"}
    for text in ('<html lang="en">', "prefers-color-scheme:dark", "width=device-width", "max-width:44rem"):
        assert text in page


def test_the_page_says_what_is_unknown_and_what_decides(page: str) -> None:
    for text in (
        "never “not covered”",
        "full: decided by regence.surgery.132@2026-06-01",
        "day of reading not recorded",
        "kidney.gfr: at most 60 (Aetna CPB 0100) against below 60",
        "the same in older 2024-10-01, 2024-01-03",
        "Its description alone was seen, not what it covers.",
    ):
        assert text in page


def test_the_page_escapes_whatever_a_pack_or_a_person_wrote() -> None:
    found = landscape_of("wart")
    (use,) = found.uses
    row = use.rows[0]
    odd = replace(row, position=replace(row.position, condition="<script>alert(1)</script>"))
    made = landscape_html(Surveyed("<b>wart", (replace(use, rows=(odd,)),)))
    assert "<script" not in made
    assert "&lt;script&gt;" in made
    assert "&lt;b&gt;wart" in made


def test_a_place_that_is_no_address_is_no_link() -> None:
    made = landscape_html(landscape_of("acne, freezing"))
    assert "http://medpolicy.ibx.com/policies/mpi.nsf (11.08.29e)" in made
    assert 'href="http://medpolicy.ibx.com' not in made


def test_a_use_without_any_position_says_so(capsys: Capture) -> None:
    (use,) = landscape_of("keloid").uses
    bare = Surveyed("keloid", (replace(use, rows=()),))
    assert "No position of any payer was seen." in printed(capsys, bare)
    assert "No position of any payer was seen." in landscape_html(bare)
