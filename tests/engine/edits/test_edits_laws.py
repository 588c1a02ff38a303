"""Laws of all edits: they look and never change, speak of each claim as if it were alone, and hide nothing."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from tests.engine.fakes import DAY, PACKS, Row, Run, Sheet, collected, edit_named, frame, numbered, run

from frostline.engine.edits.frame import LINES, dressed
from frostline.engine.edits.report import silent
from frostline.engine.edits.run import EDITS, hits
from frostline.model.claim import Status
from frostline.model.reason import Currency

NEXT, BEFORE = DAY + timedelta(days=1), DAY - timedelta(days=6)
SHEET = Sheet(
    schedule=(
        ("17000", "010", "2"), ("17003", "ZZZ", "0"), ("17110", "010", "2"), ("17106", "090", "2"),
        ("99213", "XXX", "0"),
    ),
    ptp=(("17110", "17000", 1), ("17110", "17003", 1), ("17000", "99213", 1), ("17106", "17110", 0)),
    mue=(("17003", 2, 2), ("17110", 1, 3), ("99213", 1, 1)),
    addon=(("17003", "17000", 1),),
    icd10=(("L57.0", True, False), ("B07.0", True, False), ("C44", False, False)),
    days=(BEFORE, DAY, NEXT),
)  # fmt: skip
IDS = (
    "code.unknown", "ncci.ptp", "ncci.mue", "ncci.addon", "global.period", "modifier.unknown", "modifier.57",
    "modifier.51", "modifier.date", "modifier.visit", "modifier.50", "modifier.26", "modifier.anatomic",
    "modifier.notice", "dx.unknown", "dx.support", "dx.uncertain", "cosmetic",
)  # fmt: skip

slowly = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
lines = st.builds(
    Row,
    code=st.sampled_from(["17000", "17003", "17110", "17106", "99213", "11100"]),
    modifiers=st.lists(st.sampled_from(["59", "25", "57", "51", "24", "79", "11", "ZZ"]), max_size=2).map(tuple),
    units=st.sampled_from([None, 1, 2, 3]),
    dx=st.lists(st.sampled_from(["L57.0", "B07.0", "C44", "Z41.1", "Z99.9"]), max_size=2).map(tuple),
    cosmetic=st.booleans(),
)
before = st.builds(
    Row,
    code=st.sampled_from(["17110", "17106", "11100", "17003"]),
    provider=st.sampled_from(["q", "q2", None]),
    date=st.sampled_from([BEFORE, DAY]),
    earlier=st.just(True),  # noqa: FBT003 - the value of a field
)
claims = st.tuples(st.lists(lines, min_size=1, max_size=4), st.lists(before, max_size=2)).map(
    lambda parts: [*numbered(*parts[0]), *(replace(row, line=-n) for n, row in enumerate(parts[1], start=1))]
)
sheets = st.builds(
    lambda absent, partial, asked: replace(SHEET, absent=absent, partial=partial - absent, asked=asked),
    st.frozensets(st.sampled_from(["schedule", "ptp", "mue", "addon", "icd10"]), max_size=2),
    st.frozensets(st.sampled_from(["ptp", "mue", "addon"]), max_size=2),
    st.frozensets(st.sampled_from(["17000", "17003", "17110"])),
)


def owned(rows: list[Row], name: str, **more: str) -> list[Row]:
    """The same lines as a claim of its own, for a patient of its own."""
    told = {"claim": name, "patient": name} | more
    return [replace(row, **told) for row in rows]  # type: ignore[arg-type]  # fields of a row


def said(found: Run) -> set[tuple[object, ...]]:
    """Everything that is said, texts included."""
    return {(entry.claim, entry.finding) for entry in found.said}


def test_the_edits_are_these_in_this_order() -> None:
    assert IDS == tuple(edit.id for edit in EDITS)


@pytest.mark.parametrize("name", IDS)
def test_every_edit_says_its_rule_in_one_sentence_and_cites_it(name: str) -> None:
    edit = edit_named(name)
    assert edit.says.endswith(".")
    assert "\n" not in edit.says
    assert edit.cite


@pytest.mark.parametrize("name", IDS)
def test_an_edit_that_found_nothing_is_shown_as_passed_with_the_table_that_it_needed(name: str) -> None:
    edit = edit_named(name)
    found = silent(edit, DAY, SHEET.tables().answers, concerned=True)
    assert (name, None, Status.passed, edit.says) == (found.edit, found.line, found.status, found.because)
    assert (f"{edit.table.upper()}-1" if edit.table else None) == found.release
    assert (Currency.confirmed if edit.table else None) is found.currency


@pytest.mark.parametrize("name", IDS)
def test_an_edit_whose_table_is_not_held_has_not_passed(name: str) -> None:
    edit = edit_named(name)
    found = silent(edit, DAY, {}, concerned=True)
    assert (Status.not_checked if edit.table else Status.passed) is found.status
    assert ("No table is held for 2026-05-04 or before" if edit.table else edit.says) == found.because


def test_an_edit_that_nothing_concerned_needed_no_table_and_names_none() -> None:
    found = silent(edit_named("ncci.ptp"), DAY, SHEET.tables().answers, concerned=False)
    assert (Status.passed, None, None) == (found.status, found.release, found.currency)


@slowly
@given(claims, sheets)
def test_edits_change_neither_lines_nor_the_tables(rows: list[Row], sheet: Sheet) -> None:
    given_lines, tables = frame(rows), sheet.tables()
    ready = collected(dressed(given_lines, tables))
    for _, hit in hits(ready.lazy(), tables, PACKS, frozenset(IDS)):
        collected(hit.rows)
    assert_frame_equal(frame(rows).collect(), given_lines.collect())
    assert_frame_equal(given_lines.collect(), ready.select(list(LINES)), check_row_order=False)


@slowly
@given(claims, sheets)
def test_dressing_neither_drops_nor_doubles_a_line(rows: list[Row], sheet: Sheet) -> None:
    assert len(rows) == collected(dressed(frame(rows), sheet.tables())).height


@slowly
@given(st.lists(claims, min_size=2, max_size=4), sheets)
def test_many_patients_at_once_are_the_same_as_each_alone(several: list[list[Row]], sheet: Sheet) -> None:
    own = [owned(rows, f"c{number}") for number, rows in enumerate(several)]
    alone = set().union(*(said(run(rows, sheet)) for rows in own))
    assert alone == said(run([row for rows in own for row in rows], sheet))


@slowly
@given(claims, sheets)
def test_two_providers_of_one_patient_do_not_leak_into_one_another(rows: list[Row], sheet: Sheet) -> None:
    today = [row for row in rows if not row.earlier]
    own = owned(today, "a", patient="p"), owned(today, "b", patient="p", provider="q2")
    assert said(run(own[0], sheet)) | said(run(own[1], sheet)) == said(run([*own[0], *own[1]], sheet))


@slowly
@given(claims, sheets)
def test_two_days_of_one_patient_share_no_pair_no_unit_and_no_primary(rows: list[Row], sheet: Sheet) -> None:
    today = [row for row in rows if not row.earlier]
    own = owned(today, "a", patient="p"), [replace(row, date=NEXT) for row in owned(today, "b", patient="p")]
    apart = said(run(own[0], sheet)) | said(run(own[1], sheet))
    daily = {"ncci.ptp", "ncci.mue", "ncci.addon", "modifier.57"}
    together = said(run([*own[0], *own[1]], sheet))
    assert {held for held in apart if _edit(held) in daily} == {held for held in together if _edit(held) in daily}


def _edit(held: tuple[object, ...]) -> str:
    return str(getattr(held[1], "edit", ""))


def test_a_procedure_of_yesterday_in_the_same_file_starts_a_period_as_history_does() -> None:
    rows = [Row("17110", claim="a", date=DAY), Row("17000", claim="b", date=NEXT)]
    assert [("b", 1, "failed")] == run(rows, SHEET).of("global.period")


@slowly
@given(claims, st.randoms(), sheets)
def test_the_order_of_lines_in_the_file_decides_nothing(rows: list[Row], random: Random, sheet: Sheet) -> None:
    assert said(run(rows, sheet)) == said(run(random.sample(rows, len(rows)), sheet))


@slowly
@given(st.lists(claims, min_size=1, max_size=3), sheets)
def test_a_file_that_is_streamed_in_chunks_says_what_it_says_in_memory(several: list[list[Row]], sheet: Sheet) -> None:
    rows = [row for number, held in enumerate(several) for row in owned(held, f"c{number}")]
    assert said(run(rows, sheet)) == said(run(rows, sheet, streamed=True))


@slowly
@given(st.lists(st.tuples(claims, st.sampled_from([BEFORE, DAY, NEXT])), min_size=1, max_size=3), sheets)
def test_an_edit_that_does_not_concern_a_file_of_several_days_has_nothing_to_say_of_it(
    several: list[tuple[list[Row], date]], sheet: Sheet
) -> None:
    rows = [
        replace(row, date=row.date if row.earlier else day)
        for number, (held, day) in enumerate(several)
        for row in owned(held, f"c{number}", patient="p")
    ]
    assert said(run(rows, sheet)) == said(run(rows, sheet, only_concerned=True))


def test_the_line_that_exceeds_its_units_does_not_depend_on_the_order_in_the_file() -> None:
    rows = numbered(Row("17110"), Row("17110"))
    assert run(rows, SHEET).of("ncci.mue") == run(rows[::-1], SHEET).of("ncci.mue")


@slowly
@given(claims, sheets)
@example([Row("17000")], replace(SHEET, absent=frozenset({"schedule"})))
def test_an_edit_that_does_not_concern_a_claim_of_one_day_has_nothing_to_say_of_it(
    rows: list[Row], sheet: Sheet
) -> None:
    assert said(run(rows, sheet)) == said(run(rows, sheet, only_concerned=True))


def test_the_when_of_add_ons_hides_nothing() -> None:
    sheet = replace(SHEET, absent=frozenset({"addon"}))
    rows = [Row("17000")]
    assert said(run(rows, sheet)) == said(run(rows, sheet, only_concerned=True))


def test_the_when_of_the_global_period_hides_nothing_in_a_file_of_several_days() -> None:
    rows = [Row("17110", claim="a", date=DAY), Row("17000", claim="b", date=NEXT)]
    assert said(run(rows, SHEET)) == said(run(rows, SHEET, only_concerned=True))


def test_the_edits_stream_over_a_file_of_several_chunks() -> None:
    tables = SHEET.tables()
    first = [Row("17110", line=-1, earlier=True)]
    parts = [collected(dressed(frame(rows), tables)) for rows in (first, numbered(Row("17110"), Row("17000")))]
    chunks = pl.concat(parts, rechunk=False).lazy()
    for _, hit in hits(chunks, tables, PACKS, frozenset({"cosmetic"})):
        hit.rows.collect(engine="streaming")


def test_an_empty_file_has_no_finding() -> None:
    assert [] == run([], SHEET).said
