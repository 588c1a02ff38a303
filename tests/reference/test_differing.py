"""What changed between two releases: nothing invented, nothing lost, whatever is held in part only."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference import added
from frostline.reference.changes import printed
from frostline.reference.differing import Count, Difference, differ, write
from frostline.reference.schemas import SCHEMAS

Row = dict[str, Any]
Put = Callable[..., Release]
DEFAULTS: Row = {
    "modifier": "", "status": "A", "work": 75, "pe_nonfacility": 76, "pe_facility": 44, "mp": 7,
    "na_nonfacility": False, "na_facility": False, "global_days": "010", "conversion_factor": 334009,
}  # fmt: skip
DAYS = {"A": date(2026, 1, 1), "B": date(2026, 4, 1)}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path))


def put(table: str, name: str, *rows: Row, complete: bool = True, third_party: bool = False) -> Release:
    schema = SCHEMAS[table]
    fill = DEFAULTS if table.startswith("schedule") else {}
    frame = pl.DataFrame(
        [{column: {**fill, **row}.get(column) for column in schema.columns} for row in rows],
        schema=dict(schema.columns),
    ).sort(schema.key)
    day = DAYS["B" if "B" in name else "A"]
    release = Release(
        table, name, "CMS", f"{name}.csv", "0" * 64, day, date(2026, 12, 31), 0, complete, third_party=third_party
    )
    with added.changing():
        added.commit([added.write(frame, release)])
    return release


def both(table: str, before: list[Row], after: list[Row], *, all_: bool = True) -> Difference:
    put(table, "A1", *before)
    put(table, "B1", *after)
    return differ("A1", "B1", all_=all_)


def told(found: Difference, *columns: str) -> list[tuple[Any, ...]]:
    return found.rows.select(columns or (*found.key, "change", "column", "old", "new")).rows()


def counts(found: Difference) -> dict[tuple[str, str], int]:
    return {(count.change, count.column): count.rows for count in found.counts if count.rows}


# The schedule


def test_work_that_falls_is_told_with_both_values_and_the_totals_it_moves() -> None:
    found = both("schedule", [{"code": "17340", "work": 77}], [{"code": "17340"}])
    assert [
        ("17340", "", "down", "work", "0.77", "0.75"),
        ("17340", "", "down", "total_nonfacility", "1.60", "1.58"),
        ("17340", "", "down", "total_facility", "1.28", "1.26"),
    ] == told(found)
    assert [("-0.02", 77, 75), ("-0.02", 160, 158), ("-0.02", 128, 126)] == told(
        found, "difference", "old_raw", "new_raw"
    )


def test_work_that_rises_has_a_plus() -> None:
    found = both("schedule", [{"code": "17340", "work": 75}], [{"code": "17340", "work": 1075}])
    assert [("up", "+10.00")] * 3 == told(found, "change", "difference")


def test_an_indicator_changes_and_does_not_go_up() -> None:
    found = both(
        "schedule",
        [{"code": "17340", "multiple": "0", "global_days": "000", "na_facility": False}],
        [{"code": "17340", "multiple": "2", "global_days": "010", "na_facility": True}],
    )
    assert [
        ("17340", "", "changed", "global_days", "000", "010"),
        ("17340", "", "changed", "na_facility", "no", "yes"),
        ("17340", "", "changed", "multiple", "0", "2"),
    ] == told(found)
    assert {None} == set(found.rows["difference"])


def test_codes_that_came_and_went_are_told_once_each_with_their_work() -> None:
    found = both("schedule", [{"code": "11100", "work": 81}], [{"code": "11102", "work": 64}])
    assert [
        ("11102", "", "added", "work", None, "0.64"),
        ("11100", "", "deleted", "work", "0.81", None),
    ] == told(found)
    assert {("added", ""): 1, ("deleted", ""): 1} == counts(found)


def test_a_component_is_a_row_of_its_own() -> None:
    whole, part = {"code": "76940"}, {"code": "76940", "modifier": "26"}
    found = both("schedule", [whole, {**part, "work": 195}], [whole, {**part, "work": 190}])
    assert ("76940", "26", "down", "work", "1.95", "1.90") == told(found)[0]


def test_a_file_without_components_deletes_none() -> None:
    found = both("schedule", [{"code": "76940"}, {"code": "76940", "modifier": "26"}], [{"code": "76940"}])
    assert [] == told(found)
    assert any("B1 has no rows with a modifier" in note for note in found.notes)


def test_what_one_file_does_not_state_is_no_change_and_is_said() -> None:
    found = both("schedule", [{"code": "17340"}], [{"code": "17340", "status": None, "global_days": None}])
    assert [] == told(found)
    assert any(note.startswith("B1 does not state status, global_days") for note in found.notes)


def test_a_file_without_endoscopic_bases_takes_none_away() -> None:
    found = both(
        "schedule", [{"code": "31641", "endoscopic_base": "31622"}], [{"code": "31641", "endoscopic_base": ""}]
    )
    assert ([], ["B1 does not state endoscopic_base: not compared"]) == (
        told(found), [note for note in found.notes if "state" in note],
    )  # fmt: skip


def test_a_factor_that_one_file_does_not_state_has_not_changed() -> None:
    found = both("schedule", [{"code": "17340"}], [{"code": "17340", "conversion_factor": None}])
    assert not any("factor" in note for note in found.notes)


def test_a_new_factor_is_one_note_and_not_a_row_for_each_code() -> None:
    found = both("schedule", [{"code": "17340", "conversion_factor": 332875}], [{"code": "17340"}])
    assert ([], True) == (told(found), any("conversion factor 33.2875 -> 33.4009" in note for note in found.notes))


def test_codes_that_our_rules_name_come_first() -> None:
    rows = [{"code": code, "work": 77} for code in ("10004", "17340", "99999")]
    found = both("schedule", rows, [{**row, "work": 75} for row in rows])
    assert ["17340", "10004", "99999"] == found.rows.filter(column="work")["code"].to_list()


def test_codes_of_other_fields_are_left_out_unless_all_are_wanted() -> None:
    rows = [{"code": "17340"}, {"code": "Z9999"}]
    assert ["17340"] == both("schedule", [], rows, all_=False).rows["code"].to_list()
    found = differ("A1", "B1", all_=True)
    assert ["17340", "Z9999"] == found.rows["code"].to_list()
    assert not any("--all" in note for note in found.notes)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(*[st.dictionaries(st.sampled_from(["17000", "17003", "17004", "17340", "11200"]), st.integers(0, 999))] * 2)
def test_the_older_rows_and_what_changed_give_the_newer_rows(before: dict[str, int], after: dict[str, int]) -> None:
    old, new = ([{"code": code, "work": work} for code, work in held.items()] for held in (before, after))
    again = dict(before)
    for code, change, raw in both("schedule", old, new).rows.filter(column="work").select(
        "code", "change", "new_raw"
    ).rows():  # fmt: skip
        again.pop(code) if change == "deleted" else again.update({code: raw})
    assert after == again


# Other tables


def test_pairs_are_those_in_force_on_the_first_day_of_each_release() -> None:
    pair = {"column_one": "17000", "column_two": "17340", "indicator": 1}
    gone, later = {**pair, "last": date(2026, 3, 31)}, {**pair, "column_two": "11102", "first": date(2026, 7, 1)}
    kept = {**pair, "column_one": "17003", "first": date(2020, 1, 1)}
    found = both("ptp", [gone, later, kept], [gone, later, kept])
    assert [("17000", "17340", "deleted", "indicator", "1", None)] == told(found)


def test_a_pair_that_a_modifier_no_longer_lifts_is_told() -> None:
    pair = {"column_one": "17000", "column_two": "17340"}
    found = both("ptp", [{**pair, "indicator": 1}], [{**pair, "indicator": 0}])
    assert [("17000", "17340", "changed", "indicator", "1", "0")] == told(found)


def test_a_pair_with_one_end_in_our_field_is_ours() -> None:
    pairs = [
        {"column_one": one, "column_two": two, "indicator": 1}
        for one, two in (("17340", "Z9999"), ("Z9999", "17340"), ("Z9998", "Z9999"))
    ]
    assert 2 == both("ptp", [], pairs, all_=False).rows.height


def test_units_go_up_and_an_adjudication_indicator_changes() -> None:
    found = both("mue", [{"code": "17003", "units": 13, "mai": 2}], [{"code": "17003", "units": 14, "mai": 3}])
    assert [("17003", "up", "units", "13", "14"), ("17003", "changed", "mai", "2", "3")] == told(found)
    assert ["+1", None] == found.rows["difference"].to_list()


def test_an_index_has_three_places() -> None:
    place = {"mac": "02402", "locality": "02", "state": "WA", "name": "SEATTLE", "work": 1021, "pe": 1163, "mp": 833}
    found = both("gpci", [place], [{**place, "pe": 1164}])
    assert [("02402", "02", "up", "pe", "1.163", "1.164")] == told(found)


def test_a_zip_code_that_moves_is_told_alone_and_not_as_broken_runs() -> None:
    def run(first: str, last: str, locality: str) -> Row:
        return {"first": first, "last": last, "mac": "02402", "locality": locality}

    whole = [run("00500", "98199", "02")]
    parts = [run("00500", "98100", "02"), run("98101", "98101", "99"), run("98102", "98199", "02")]
    assert [("98101", "changed", "locality", "02", "99")] == told(both("zip", whole, parts))


@pytest.mark.parametrize(
    ("table", "row", "cell", "expected"),
    [
        ("addon", {"add_on": "17003", "primary": "17000", "kind": 1}, {"kind": 2}, ("changed", "kind", "1", "2")),
        ("icd10", {"code": "L57.0", "billable": True, "seventh": False}, {"billable": False},
         ("changed", "billable", "yes", "no")),
        ("opps", {"code": "17340", "status": "Q1", "rate": 6002}, {"rate": 6102}, ("up", "rate", "60.02", "61.02")),
        ("anesthesia", {"mac": "1", "locality": "1", "factor": 203178}, {"factor": 203177},
         ("down", "factor", "20.3178", "20.3177")),
        ("oppscap", {"code": "76940", "mac": "1", "locality": "1", "facility": 9}, {"facility": 8},
         ("down", "facility", "0.09", "0.08")),
    ],
)  # fmt: skip
def test_every_table_tells_its_own_columns(table: str, row: Row, cell: Row, expected: tuple[str, ...]) -> None:
    full = {**dict.fromkeys(SCHEMAS[table].key, ""), **row}
    found = both(table, [full], [{**full, **cell}])
    assert [expected] == told(found, "change", "column", "old", "new")


@pytest.mark.parametrize("table", SCHEMAS)
def test_every_table_can_be_compared(table: str) -> None:
    assert [] == told(both(table, [], []))


# Held in part


def test_an_excerpt_deletes_no_code_that_it_was_never_asked_for() -> None:
    put("schedule", "RVU26C", {"code": "Z9999"}, {"code": "17340", "work": 70})
    found = differ("RVU26B", "RVU26C", all_=True)
    assert "Z9999" not in found.rows["code"].to_list()
    assert ("17340", "", "down", "work", "0.75", "0.70") in told(found)
    assert any("built-in excerpt: RVU26B" in note for note in found.notes)


def test_a_code_the_excerpt_was_asked_for_and_lacks_is_really_new() -> None:
    put("schedule", "RVU26C", {"code": "17265", "work": 70})
    assert ("17265", "", "added", "work", None, "0.70") in told(differ("RVU26B", "RVU26C"))


def test_a_revision_file_deletes_nothing_that_it_does_not_repeat() -> None:
    amount = {"modifier": "", "mac": "02402", "locality": "02", "facility": 100, "nonfacility": 200}
    put("payment", "A1", {**amount, "code": "17340"}, {**amount, "code": "17000"})
    put("payment", "B1", {**amount, "code": "17340", "facility": 90}, {**amount, "code": "17003"}, complete=False)
    found = differ("A1", "B1", all_=True)
    assert [("17340", "down", "facility", "1.00", "0.90")] == told(found, "code", "change", "column", "old", "new")
    assert any("B1 holds a part of its table" in note for note in found.notes)


def test_a_third_party_file_is_named_as_such() -> None:
    put("mue", "A1", {"code": "17003", "units": 13})
    put("mue", "B1", {"code": "17003", "units": 13}, third_party=True)
    assert ["B1 comes from a file that is not the publisher's own (B1.csv)"] == [
        note for note in differ("A1", "B1").notes if "publisher's own" in note
    ]


def test_the_built_in_releases_tell_what_2026_did_to_17340() -> None:
    rows = [row for row in told(differ("RVU24C", "RVU26B")) if row[0] == "17340"]
    assert ("17340", "", "down", "work", "0.77", "0.75") in rows
    assert ("17340", "", "down", "total_facility", "1.47", "1.26") in rows
    assert not any(row[3] == "total_nonfacility" for row in rows)  # 1.58 in both


def test_the_counts_of_the_built_in_releases_are_those_of_a_plain_comparison() -> None:
    found = differ("RVU24C", "RVU26B", all_=True)
    folder = Path(added.__file__).parent / "builtin" / "schedule"
    old, new = (
        {(row["code"], row["modifier"]): row["work"] for row in pl.read_parquet(folder / f"{name}.parquet").to_dicts()}
        for name in ("RVU24C", "RVU26B")
    )
    both_ = old.keys() & new.keys()
    held = counts(found)
    assert (len(new.keys() - old.keys()), len(old.keys() - new.keys())) == (held["added", ""], held["deleted", ""])
    assert sum(new[key] > old[key] for key in both_) == held["up", "work"]
    assert sum(new[key] < old[key] for key in both_) == held["down", "work"]


def test_a_release_beside_itself_has_no_change() -> None:
    found = differ("RVU26B", "rvu26b")
    assert (0, (Count("added", "", 0), Count("deleted", "", 0))) == (found.rows.height, found.counts)


# Names


def test_a_name_that_is_not_held_is_told_with_the_nearest() -> None:
    with pytest.raises(FrostlineError, match=r"found RVU26X; expected a release that is held, such as .*RVU26B"):
        differ("RVU26X", "RVU26B")


def test_releases_of_two_tables_are_not_compared() -> None:
    with pytest.raises(FrostlineError, match=r"RVU26B is a release of schedule, MUE-2026Q2 of mue"):
        differ("RVU26B", "MUE-2026Q2")


def test_a_name_in_two_tables_asks_which() -> None:
    for table in ("schedule", "schedule_qp"):
        put(table, "A1", {"code": "17340"})
    with pytest.raises(FrostlineError, match=r"both in schedule, schedule_qp; say which with --table"):
        differ("A1", "A1")
    assert "schedule_qp" == differ("A1", "A1", table="schedule_qp").table
    with pytest.raises(FrostlineError, match=r"not both of mue"):
        differ("A1", "A1", table="mue")


# Figures and files


@pytest.mark.parametrize(
    ("raw", "scale", "text"), [(75, 100, "0.75"), (7, 1000, "0.007"), (13, 1, "13"), (0, 100, "0.00")]
)
def test_figures_keep_every_place(raw: int, scale: int, text: str) -> None:
    assert [text] == pl.select(printed(pl.lit(raw), scale)).to_series().to_list()


def test_the_rows_are_written_whole_with_what_they_compare(tmp_path: Path) -> None:
    found = differ("MUE-2024Q3", "MUE-2026Q2")
    path = tmp_path / "changes.parquet"
    write(found, path)
    assert [path] == list(tmp_path.glob("*.parquet"))
    assert found.rows.equals(pl.read_parquet(path))
    held = pl.read_parquet_metadata(path)
    assert ("mue", "MUE-2024Q3", "MUE-2026Q2") == (held["table"], held["a"], held["b"])
    assert list(found.notes) == json.loads(held["notes"])


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(FrostlineError, match="nothing was written"):
        write(differ("MUE-2024Q3", "MUE-2026Q2"), tmp_path / "none" / "changes.parquet")
    (tmp_path / "taken.parquet").mkdir()
    with pytest.raises(FrostlineError, match="nothing was written"):
        write(differ("MUE-2024Q3", "MUE-2026Q2"), tmp_path / "taken.parquet")
    assert [] == [path for path in tmp_path.iterdir() if path.name.startswith(".")]
