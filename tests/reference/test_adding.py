"""`reference add` of sound files: what is held afterwards, under which name, and what did not change."""

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from tests.reference.layouts.conftest import workbook
from tests.reference.made import (
    PLACES,
    cells,
    counties,
    fixed,
    floored,
    gpci,
    gzipped,
    pairs,
    payment,
    pinned,
    schedule_rows,
    state,
    wide,
    written,
    zipped,
)  # fmt: skip

from frostline.api.reference import add_releases, list_releases, remove_releases
from frostline.model.errors import Faults, FrostlineError
from frostline.model.tables import Release
from frostline.reference import adding
from frostline.reference.added import added
from frostline.reference.adding import Addition, Asked
from frostline.reference.layouts.schedule import HEADING
from frostline.reference.releases import all_releases, answering, builtin
from frostline.reference.store import Held, scan
from frostline.reference.verifying import verify

APRIL = "PPRRVU2026_Apr_nonQPP.txt"
DAY = date(2026, 5, 4)
STATED = "2026 National Physician Fee Schedule Relative Value File April Release"

pytestmark = pytest.mark.usefixtures("small")


def silent(*_: object) -> None:
    """No progress."""


def add(*paths: Path, as_: str | None = None, release: str | None = None) -> list[Addition]:
    return add_releases(paths, as_, release, silent)[0]


def outcomes(additions: Iterable[Addition]) -> list[tuple[str, str]]:
    return [(found.outcome, found.release.release) for found in additions]


def held() -> list[str]:
    return [release.release for release in added()]


def said(*paths: Path, as_: str | None = None, release: str | None = None) -> str:
    with pytest.raises(FrostlineError) as raised:
        add(*paths, as_=as_, release=release)
    return str(raised.value)


def rows(name: str) -> pl.DataFrame:
    return scan(next(release for release in added() if release.release == name)).collect()


# What an addition says of itself


def test_a_release_says_whose_it_is_and_from_which_file(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path, APRIL, fixed(schedule_rows()))
    (found,) = add(path)
    release = found.release
    assert ("added", "RVU26B", "CMS", APRIL, 4) == (
        found.outcome, release.release, release.publisher, release.source, release.rows,
    )  # fmt: skip
    assert (date(2026, 4, 1), date(2026, 6, 30)) == (release.from_, release.through)
    assert (True, False, True) == (release.complete, release.third_party, found.tested)
    assert 64 == len(release.sha256) == len(release.digest)
    assert (release,) == added()
    assert [".lock", "manifest.json", release.digest] == sorted(
        (path.name for path in (home / "reference").iterdir()), key=lambda name: (len(name) == 64, name)
    )


def test_every_form_of_the_relative_values_reads_to_the_same_rows(tmp_path: Path) -> None:
    """A user must get the same price from the text, the csv and the workbook of one release."""
    found = schedule_rows()
    dusty = [[_dust(cell) for cell in row] for row in cells(found)]
    sheet = workbook([["", "", STATED], list(HEADING), *dusty])
    forms: dict[str, str | bytes] = {
        "a/PPRRVU26_APR.txt": fixed(found),
        "b/PPRRVU26_APR.csv": wide(found),
        "c/PPRRVU26_APR.xlsx": sheet,
        "d/rvu26b.zip": zipped({"PPRRVU26_APR.csv": wide(found)}),
        "e/PPRRVU26_APR.csv.gz": gzipped(wide(found)),
        "f/PPRRVU26_APR.csv": b"\xef\xbb\xbf" + wide(found).encode(),
        "g/PPRRVU26_APR.csv": wide(found).encode("utf-16"),
        "h/PPRRVU26_APR.csv": wide(found).replace("\n", "\r\n"),
        "i/PPRRVU26_APR.txt": fixed(found).replace("\n", "\r\n"),
        "j/PPRRVU26_APR.csv": wide(found).replace("RELEASED", "Cañon").encode("cp1252"),
        "k/PPRRVU26_APR.csv": wide(found).replace("17340", " 17340 ") + "\n\n," + "," * 29 + "\n\x1a",
        "l/PPRRVU26_APR.csv": wide(found).replace(",", "\t"),
    }
    paths = [written(tmp_path / name[0], name[2:], raw) for name, raw in forms.items()]
    assert [("added", "RVU26B")] == outcomes(add(*paths))
    before = rows("RVU26B")
    for path in paths:
        assert [("held already", "RVU26B")] == outcomes(add(path)), path
    assert_frame_equal(before, rows("RVU26B"))
    assert (75, 83, 45, 5, 334009) == before.filter(code="17340").select(
        "work", "pe_nonfacility", "pe_facility", "mp", "conversion_factor"
    ).row(0)  # fmt: skip


def _dust(cell: str) -> str | float:
    """Amounts as a spreadsheet holds them."""
    return float(cell) + 2e-17 if "." in cell else cell


@pytest.mark.parametrize("name", ["PPRRVU2026_Apr.txt", "GPCI.csv", "MUE_2026.csv", "x.pdf", "PTP.zip"])
def test_a_file_is_known_by_what_it_holds_whatever_its_name(tmp_path: Path, name: str) -> None:
    assert [("added", "GPCI2026")] == outcomes(add(written(tmp_path, name, gpci())))


def test_a_whole_download_is_added_at_once_and_what_is_no_table_is_named(tmp_path: Path) -> None:
    raw = zipped({
        "PPRRVU2026_Apr_nonQPP.txt": fixed(schedule_rows()), "GPCI2026.csv": gpci(), "RVU26B.pdf": "%PDF",
        "26LOCCO.csv": counties([("10112", "00", "ALABAMA", "STATEWIDE", "ALL COUNTIES")]), "notes.txt": "words\n",
    })  # fmt: skip
    path = written(tmp_path, "RVU26B.zip", raw)
    additions, aside = add_releases([path], None, None, silent)
    assert [("added", "RVU26B"), ("added", "GPCI2026"), ("added", "LOCCO2026")] == outcomes(additions)
    assert [f"{path}:RVU26B.pdf", f"{path}:notes.txt"] == aside
    assert [True, True, False] == [found.tested for found in additions]


# Twice, again, instead


def test_the_same_file_twice_changes_no_byte(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path, APRIL, fixed(schedule_rows()))
    assert [("added", "RVU26B")] == outcomes(add(path, path))
    before = state(home)
    assert [("held already", "RVU26B")] == outcomes(add(path))
    assert before == state(home)


def test_a_correction_replaces_the_release_of_its_name_and_leaves_nothing_of_it(home: Path, tmp_path: Path) -> None:
    add(written(tmp_path, APRIL, fixed(schedule_rows())), written(tmp_path, "GPCI2026.csv", gpci()))
    (old, *_) = [release for release in added() if release.table == "schedule"]
    corrected = fixed(schedule_rows(work="0.80", total_nonfacility="1.68", total_facility="1.30"))
    assert [("replaced", "RVU26B")] == outcomes(add(written(tmp_path, APRIL, corrected)))
    assert ["GPCI2026", "RVU26B"] == held()
    assert [80] == rows("RVU26B").filter(code="17340")["work"].to_list()
    assert not (home / "reference" / old.digest).exists()
    assert [] == verify()[1]


def test_the_publishers_own_file_takes_the_place_of_a_third_partys_with_the_same_rows(tmp_path: Path) -> None:
    """Else an answer would go on being marked as resting on somebody's copy."""
    add(written(tmp_path, "RVU26B.csv", pinned(schedule_rows())), as_="schedule")
    assert [True] == [release.third_party for release in added()]
    official = written(tmp_path, APRIL, fixed(schedule_rows()))
    assert [("replaced", "RVU26B")] == outcomes(add(official))
    assert [(False, APRIL)] == [(release.third_party, release.source) for release in added()]
    again = add(written(tmp_path, "RVU26B.csv", pinned(schedule_rows())), as_="schedule")
    assert [("held already", "RVU26B")] == outcomes(again)
    assert [(False, APRIL)] == [(release.third_party, release.source) for release in added()]


def test_other_rows_of_a_third_party_never_replace_the_publishers_own_file(tmp_path: Path) -> None:
    add(written(tmp_path, APRIL, fixed(schedule_rows())))
    other = written(
        tmp_path, "RVU26B.csv", pinned(schedule_rows(work="0.74", total_nonfacility="1.62", total_facility="1.24"))
    )
    assert "a third party's RVU26B with other rows than the publisher's own file, which is held" in said(
        other, as_="schedule"
    )
    assert [(False, APRIL)] == [(release.third_party, release.source) for release in added()]


def test_adding_again_mends_rows_that_were_broken(home: Path, tmp_path: Path) -> None:
    path = written(tmp_path, "GPCI2026.csv", gpci())
    (found,) = add(path)
    kept = home / "reference" / found.release.digest / "rows.parquet"
    kept.write_bytes(b"broken")
    add(path)
    assert [""] == [proof.fault for proof in verify()[0]]
    kept.unlink()
    kept.parent.rmdir()
    add(path)
    assert [""] == [proof.fault for proof in verify()[0]]


# Two of one release in one command


def test_two_forms_of_one_table_that_agree_are_one(tmp_path: Path) -> None:
    raw = zipped({"PPRRVU26_APR.csv": wide(schedule_rows()), "PPRRVU26_APR.txt": fixed(schedule_rows())})
    assert [("added", "RVU26B")] == outcomes(add(written(tmp_path, "rvu26b.zip", raw)))


def test_two_forms_of_one_table_that_differ_are_refused_both_named(tmp_path: Path) -> None:
    other = fixed(schedule_rows(mp="0.06", total_nonfacility="1.64", total_facility="1.26"))
    path = written(
        tmp_path, "rvu26b.zip", zipped({"PPRRVU26_APR.csv": wide(schedule_rows()), "PPRRVU26_APR.txt": other})
    )
    text = said(path)
    assert f"{path}:PPRRVU26_APR.txt and {path}:PPRRVU26_APR.csv, both RVU26B, with different rows" in text
    assert [] == held()


def parts(folder: Path, *numbers: int, version: str = "v321r0") -> list[Path]:
    return [
        written(folder, f"ccipra-{version}-f{number}.csv", pairs([(f"{number}7000", "17340", "20200101", "*", "1")]))
        for number in numbers
    ]


def test_the_four_parts_of_the_pairs_are_one_release(tmp_path: Path) -> None:
    assert [("added", "PTP-2026Q2")] == outcomes(add(*parts(tmp_path, 3, 1, 4, 2)))
    assert ["17000", "27000", "37000", "47000"] == rows("PTP-2026Q2")["column_one"].to_list()


def test_a_part_twice_in_equal_forms_is_once(tmp_path: Path) -> None:
    again = written(tmp_path, "f1.zip", zipped({"ccipra-v321r0-f1.txt": parts(tmp_path, 1)[0].read_text()}))
    assert [4] == [found.release.rows for found in add(*parts(tmp_path, 1, 2, 3, 4), again)]


def test_a_part_twice_with_different_pairs_is_refused(tmp_path: Path) -> None:
    other = written(tmp_path / "other", "ccipra-v321r0-f1.csv", pairs([("17000", "17340", "20200101", "*", "0")]))
    assert "both PTP-2026Q2, with different rows" in said(*parts(tmp_path, 1, 2, 3, 4), other)


@pytest.mark.parametrize("numbers", [(1,), (2, 3, 4), (1, 2, 4)])
def test_pairs_without_all_parts_are_refused_for_what_is_absent_would_be_taken_for_clean(
    home: Path, tmp_path: Path, numbers: Sequence[int]
) -> None:
    missing = ", ".join(f"f{number}" for number in (1, 2, 3, 4) if number not in numbers)
    text = said(*parts(tmp_path, *numbers))
    assert f"PTP-2026Q2 without {missing}; expected f1 to f4. Add all four files in one command" in text
    assert not home.exists()


def test_parts_of_two_quarters_are_never_put_together(tmp_path: Path) -> None:
    text = said(*parts(tmp_path, 1, 2), *parts(tmp_path, 3, 4, version="v322r0"))
    assert "PTP-2026Q2 without f3, f4" in text
    assert "PTP-2026Q3 without f1, f2" in text


# Third parties and names that the user must give


def test_a_rearranged_file_is_taken_only_where_somebody_says_so_and_is_marked(tmp_path: Path) -> None:
    path = written(tmp_path, "RVU26B.csv", pinned(schedule_rows()))
    text = said(path)
    assert "not the publisher's own layout; expected a file as the publisher gives it" in text
    assert "add it with --as schedule; every answer that uses it will say so" in text
    (found,) = add(path, as_="schedule")
    assert ("added", True) == (found.outcome, found.release.third_party)


def test_as_another_table_reads_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, "RVU26B.csv", pinned(schedule_rows()))
    assert "expected NCCI medically unlikely edits, practitioner" in said(path, as_="mue")
    assert "--as: found rvu; expected one of schedule, schedule_qp, gpci" in said(path, as_="rvu")


def test_a_quarter_that_nothing_says_must_be_given(tmp_path: Path) -> None:
    path = written(tmp_path, "schedule.txt", fixed(schedule_rows()))
    assert "found no year and quarter, neither inside nor in the name; expected --release, such as RVU26B" in said(path)
    assert [("added", "RVU26B")] == outcomes(add(path, release="RVU26B"))


# The factor for qualifying APM participants


@pytest.mark.parametrize("name", ["PPRRVU2026_Apr_QPP.txt", "PPRRVU2026_Apr_QP.txt", "rvu26b-qp.txt"])
def test_the_file_for_qualifying_participants_is_a_table_of_its_own(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, name, fixed([{**row, "conversion_factor": "33.5675"} for row in schedule_rows()]))
    (found,) = add(path)
    assert ("schedule_qp", "RVU26B-QP") == (found.release.table, found.release.release)


@pytest.mark.parametrize(
    "name", [APRIL, "PPRRVU2026_Apr_non-QPP.txt", "PPRRVU2026_Apr_non QPP.txt", "PPRRVU2026_Apr_NONQP.txt"]
)
def test_a_file_that_is_not_for_them_is_not(tmp_path: Path, name: str) -> None:
    assert ["schedule"] == [found.release.table for found in add(written(tmp_path, name, fixed(schedule_rows())))]


def test_the_name_or_the_table_can_say_it_too(tmp_path: Path) -> None:
    rows_ = [{**row, "conversion_factor": "33.5675"} for row in schedule_rows()]
    path = written(tmp_path, "values.txt", fixed(rows_))
    assert [("added", "RVU26B-QP")] == outcomes(add(path, release="RVU26B-QP"))
    assert [("held already", "RVU26B-QP")] == outcomes(add(path, release="RVU26B", as_="schedule_qp"))


@pytest.mark.parametrize(
    ("name", "factor", "told"),
    [
        ("PPRRVU2025_Apr.txt", "33.4009", "the conversion factor 33.4009 in what is named RVU25B; expected 32.3465"),
        (APRIL, "33.5675", "the conversion factor 33.5675 in what is named RVU26B; expected 33.4009"),
        ("PPRRVU2026_Apr_QPP.txt", "33.4009", "factor 33.4009 in what is named RVU26B-QP; expected 33.5675"),
        ("RVU24AR.txt", "32.7442", "the conversion factor 32.7442 in what is named RVU24AR; expected 33.2875"),
        ("RVU24A.txt", "33.2875", "the conversion factor 33.2875 in what is named RVU24A; expected 32.7442"),
    ],
)  # fmt: skip
def test_a_file_under_the_name_of_another_year_or_factor_is_caught_by_its_factor(
    home: Path, tmp_path: Path, name: str, factor: str, told: str
) -> None:
    rows_ = [{**row, "conversion_factor": factor} for row in schedule_rows()]
    assert told in said(written(tmp_path, name, fixed(rows_)))
    assert not home.exists()


def test_a_factor_that_no_pack_knows_yet_is_not_held_against_a_file(tmp_path: Path) -> None:
    rows_ = [{**row, "conversion_factor": "35.0000"} for row in schedule_rows()]
    assert [("added", "RVU31A")] == outcomes(add(written(tmp_path, "RVU31A.txt", fixed(rows_))))


# What answers


def test_an_added_release_answers_before_the_built_in_one_of_its_name(tmp_path: Path) -> None:
    before = {release.release: release.digest for release in all_releases()}
    assert "" == before["RVU26B"]
    changed = schedule_rows(work="0.80", total_nonfacility="1.68", total_facility="1.30")
    add(written(tmp_path, APRIL, fixed(changed)))
    found = Held().narrowed({"17340", "99999"}, set(), {DAY}).schedule.collect()
    assert [("17340", 80, "RVU26B")] == found.select("code", "work", "release").rows()
    assert len(all_releases()) == len(builtin())
    remove_releases(["RVU26B"])
    assert [75] == Held().narrowed({"17340"}, set(), {DAY}).schedule.collect()["work"].to_list()


def test_added_rows_answer_as_unconfirmed_after_their_days(tmp_path: Path) -> None:
    add(written(tmp_path, "GPCI2022.csv", floored(year=2022)), written(tmp_path, "GPCI2025.csv", gpci(year=2025)))
    found = answering(all_releases(), "gpci", date(2025, 6, 1))
    assert found is not None
    assert ("GPCI2025", "confirmed") == (found.release, found.currency(date(2025, 6, 1)))
    assert "unconfirmed" == found.currency(date(2026, 1, 1))
    assert [("GPCI2025", 3)] == [
        (release, height) for release, height in Held().narrowed((), (), {date(2025, 6, 1)}).gpci.collect()
        .group_by("release").len().rows()
    ]  # fmt: skip


def test_of_the_same_first_day_the_publishers_own_answers() -> None:
    def release(name: str, *, third_party: bool) -> Release:
        days = (date(2026, 4, 1), date(2026, 6, 30))
        return Release("mue", name, "CMS", "x", "", *days, 1, complete=True, third_party=third_party)

    both = [release("copy", third_party=True), release("own", third_party=False)]
    assert "own" == getattr(answering(both, "mue", DAY), "release", None)
    assert "own" == getattr(answering(both[::-1], "mue", DAY), "release", None)


def test_list_shows_what_was_added_beside_what_is_built_in(tmp_path: Path) -> None:
    add(written(tmp_path, "PFREV26B.txt", payment()), written(tmp_path, "GPCI2025.csv", gpci(year=2025)))
    found = {known.table: [release.release for release in known.releases] for known in list_releases()}
    assert ["PFREV26B"] == found["payment"]
    assert ["GPCI2022", "GPCI2023", "GPCI2024", "GPCI2025", "GPCI2026"] == found["gpci"]
    assert [False] == [release.complete for release in added() if release.table == "payment"]


# Taking away


def test_remove_takes_away_what_it_is_told_and_no_more(home: Path, tmp_path: Path) -> None:
    add(written(tmp_path, APRIL, fixed(schedule_rows())), written(tmp_path, "GPCI2026.csv", gpci()))
    assert ["RVU26B"] == [release.release for release in remove_releases(["RVU26B"])]
    assert ["GPCI2026"] == held()
    assert 3 == len([path for path in (home / "reference").iterdir() if path.name != ".lock"]) + 1
    assert [] == verify()[1]


def test_what_was_never_added_cannot_be_removed_and_nothing_else_goes(home: Path, tmp_path: Path) -> None:
    add(written(tmp_path, "GPCI2026.csv", gpci()))
    before = state(home)
    with pytest.raises(FrostlineError, match=r"RVU26B, x: not among the releases that were added \(GPCI2026\)"):
        remove_releases(["RVU26B", "GPCI2026", "x"])
    assert before == state(home)


def test_of_an_empty_store_nothing_can_be_removed() -> None:
    with pytest.raises(FrostlineError, match=r"RVU26B: not among the releases that were added \(none\)"):
        remove_releases(["RVU26B"])


def test_progress_tells_each_file_and_the_keeping(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    adding.add([written(tmp_path, "GPCI2026.csv", gpci())], Asked(), progress=lambda *now: told.append(now))
    assert [("reading GPCI2026.csv", 0, 1), ("keeping", 1, 1)] == told


def test_an_archive_of_words_only_is_told_member_by_member(tmp_path: Path) -> None:
    text = said(written(tmp_path, "x.zip", zipped({"a.txt": "words\n", "b.txt": "more\n"})))
    assert ["x.zip:a.txt" in text, "x.zip:b.txt" in text] == [True, True]


def test_empty_columns_that_a_spreadsheet_saves_behind_the_last_are_none(tmp_path: Path) -> None:
    text = "".join(f"{line},,\n" for line in gpci().splitlines())
    assert [("added", "GPCI2026")] == outcomes(add(written(tmp_path, "g.csv", text)))
    shifted = text.replace("0.919,,", "0.919,,7")
    assert "g.csv, line 5: found a cell behind the last column; expected 8 cells as in the heading" in said(
        written(tmp_path, "g.csv", shifted)
    )


def test_faults_carry_what_was_refused(tmp_path: Path) -> None:
    with pytest.raises(Faults) as raised:
        add(written(tmp_path, "x.csv", "words\n"))
    assert [(None, "")] == [(fault.line, fault.key) for fault in raised.value.faults]
    assert PLACES[0][3] == "ALABAMA"


def test_rows_behind_the_mark_of_the_end_are_not_dropped_in_silence(tmp_path: Path) -> None:
    """Two files joined with `copy a+b` have the mark in their middle."""
    joined = wide(schedule_rows()) + "\x1a" + "," * 30 + "\n" + wide(schedule_rows()).splitlines()[-1] + "\n"
    assert "found" in said(written(tmp_path, "PPRRVU26_APR.csv", joined))
