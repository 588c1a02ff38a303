"""Bad input: refused with file, line, column, what was found and expected, and not a byte of the store is changed.

What would be lost: a claim priced from half a file, from another column, or from an error page.
"""

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.layouts.conftest import workbook
from tests.reference.made import (
    CMS,
    NOT_HERE,
    PLACES,
    caps,
    cells,
    counties,
    fixed,
    floored,
    gpci,
    gzipped,
    pairs,
    payment,
    record,
    schedule_rows,
    state,
    wide,
    written,
    zip5,
    zipped,
)  # fmt: skip

from frostline.api.reference import add_releases
from frostline.model.errors import Faults
from frostline.reference.added import added
from frostline.reference.adding import Asked, read
from frostline.reference.layouts.schedule import HEADING, ORDER
from frostline.reference.verifying import verify

APRIL = "PPRRVU2026_Apr_nonQPP.txt"
CSV = "PPRRVU26_APR.csv"


def silent(*_: object) -> None:
    """No progress."""


@pytest.fixture
def told(home: Path, tmp_path: Path, small: None) -> Callable[..., list[str]]:
    """What is said of bad files, one sentence a fault; the store, which holds a release, keeps every byte."""
    assert small is None
    add_releases([written(tmp_path / "sound", "GPCI2022.csv", floored())], None, None, silent)

    def of(*files: tuple[str, str | bytes]) -> list[str]:
        before = state(home)
        paths = [written(tmp_path / str(number), name, raw) for number, (name, raw) in enumerate(files)]
        with pytest.raises(Faults) as raised:
            add_releases(paths, None, None, silent)
        assert before == state(home)
        assert ([("GPCI2022", "")], []) == (
            [(proof.release.release, proof.fault) for proof in verify()[0]],
            verify()[1],
        )
        for number in range(len(files)):
            assert any(str(tmp_path / str(number)) in str(fault) for fault in raised.value.faults) or len(files) > 1
        return [str(fault).replace(f"{tmp_path}/0/", "") for fault in raised.value.faults]

    return of


Told = Callable[..., list[str]]
SOUND: dict[str, tuple[str, str]] = {
    "relative values, fixed": (APRIL, fixed(schedule_rows())),
    "relative values, csv": (CSV, wide(schedule_rows())),
    "indices": ("GPCI2026.csv", gpci()),
    "payment": ("PFREV26B.txt", payment()),
    "caps": ("OPPSCAP-2026Q2.csv", caps([("70450", "TC", "A", "01112", "05", "1.00", "2.00")])),
    "counties": ("26LOCCO.csv", counties([("10112", "00", "ALABAMA", "STATEWIDE", "ALL COUNTIES")])),
    "ZIP": ("ZIP5_APR2026.txt", zip5([("WA", "98101", "02402", "02"), ("WA", "98102", "02402", "02")])),
    "pairs": ("ccipra-v321r0.csv", pairs([("17000", "17340", "20200101", "*", "1")])),
}
"""One sound file a layout; each test below breaks it."""


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("name", SOUND)
def test_each_of_them_is_taken_before_it_is_broken(tmp_path: Path, name: str) -> None:
    assert add_releases([written(tmp_path, *SOUND[name])], None, None, silent)[0]


# What is no table at all, under the name of one


@pytest.mark.parametrize(
    ("raw", "found"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7", "a PDF document"),
        (b"<!DOCTYPE html><html><title>503</title>", "a web page, perhaps an error page"),
        (b"PAR1\x15\x00", "a Parquet file"),
        (b"PK\x03\x04 cut", "a zip archive that is cut off or damaged"),
        (gzipped(wide(schedule_rows()))[:-20], "gzip data that is cut off"),
        (zipped({"a": zipped({"b": "c"})}), "a zip inside a zip"),
        (zipped({"a.txt": "words\n"}), "a file that begins 'words'"),
        (zipped({"xl/workbook.xml": "words"}), "a workbook that cannot be read"),
        (b"Dear user,\nthe file has moved.\n", "a file that begins 'Dear user, the file has moved.'"),
        (b"\n\n", "a file that begins ''"),
        (workbook([["words"]]), "a file that begins 'a workbook'"),
    ],
)
def test_what_is_no_table_is_named_for_what_it_is(told: Told, raw: bytes, found: str) -> None:
    assert [True] == [f"found {found}" in text for text in told(("rvu26b.zip", raw))]


def test_the_faults_of_all_files_are_told_at_once_and_the_sound_one_is_not_added(told: Told) -> None:
    text = told(
        ("rvu26b.zip", b"<html>"), ("GPCI2026.csv", gpci()), ("x.csv", gpci([(*PLACES[0][:6], "O.875", "-1")])),
        ("PFREV26B.txt", payment(amount="00O0045.67")), (APRIL, b""),
    )  # fmt: skip
    assert [True, True, True, True, True] == [
        any(sign in sentence for sentence in text)
        for sign in ("a web page", "found 'O.875'", "found '-1'", "found '00O0045.67'", "an empty file")
    ]


def test_releases_that_are_not_whole_are_all_told(told: Told) -> None:
    swapped = [{**row, "conversion_factor": "32.3465"} for row in schedule_rows()]
    text = told((APRIL, fixed(swapped)), ("ccipra-v321r0-f1.csv", SOUND["pairs"][1]))
    assert ["PTP-2026Q2 without f2, f3, f4" in text[0]] == [True]
    other = told((APRIL, fixed(swapped)), ("PPRRVU2026_Jan.txt", fixed(swapped)))
    assert [True, True] == ["the conversion factor 32.3465" in sentence for sentence in other]


# Cut off


@pytest.mark.parametrize("name", ["relative values, fixed", "relative values, csv", "indices", "payment", "ZIP"])
def test_a_file_cut_in_a_line_is_told_with_the_line(told: Told, name: str) -> None:
    file, text = SOUND[name]
    end = {"indices": text.rfind("\n,,"), "payment": text.find('\n"TRL')}.get(name, len(text) - 1)
    (sentence, *_) = told((file, text[: end - 9]))
    assert ", line " in sentence or "the file is cut off" in sentence


def test_payments_without_their_trailer_are_cut_off(told: Told) -> None:
    (sentence,) = told(("PFREV26B.txt", payment().split('"TRL')[0]))
    assert "PFREV26B.txt, line 1: found no trailer at the end: the file is cut off; expected the whole file" == sentence


def test_a_heading_without_rows_is_no_table(told: Told) -> None:
    (sentence,) = told((CSV, wide([])))
    assert f"{CSV}, line 3: found no row below the heading; expected the rows of the table" == sentence
    (sentence,) = told((CSV, wide([]) + "," * 30 + "\n"))
    assert "no row below the heading" in sentence


@pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)
@pytest.mark.parametrize(
    ("path", "share"),
    [("pfs_2026/" + APRIL, 0.5), ("pfs_2026/" + APRIL, 0.9), ("pfs_2022/GPCI2022.csv", 0.9),
     ("pfs_2026/GPCI2026.csv", 0.6), ("pfs_2022/PPRRVU22_JAN.csv.gz", 0.7), ("pfs_2022/PPRRVU22_JAN.csv.gz", 0.995)],
)  # fmt: skip
def test_an_official_file_cut_at_the_end_of_a_line_is_found_out(tmp_path: Path, path: str, share: float) -> None:
    raw = (CMS / path).read_bytes()
    import gzip  # noqa: PLC0415 - only here

    lines = (gzip.decompress(raw) if path.endswith(".gz") else raw).splitlines(keepends=True)
    cut = written(tmp_path, Path(path).name.removesuffix(".gz"), b"".join(lines[: int(len(lines) * share)]))
    with pytest.raises(Faults, match=r"the file is cut off|is it cut off"):
        add_releases([cut], None, None, silent)
    assert () == added()


@pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)
def test_official_files_are_added_whole_and_prove_sound() -> None:
    """The limits that find out what is cut off let every real file pass."""
    paths = [CMS / "pfs_2026" / name for name in (APRIL, "GPCI2026.csv", "PFREV26B_QP.zip", "PFREV26B_nonQP.zip")]
    more = [CMS / "pfs_2022" / "GPCI2022.csv", CMS / "pfs_2022" / "PPRRVU22_JAN.csv.gz"]
    additions, _ = add_releases([*paths, *more], None, None, silent)
    assert {"RVU26B": 19_277, "GPCI2026": 109, "PFREV26B-QP": 4_033, "PFREV26B": 4_033, "GPCI2022": 112,
            "RVU22A": 17_600} == {found.release.release: found.release.rows for found in additions}  # fmt: skip
    assert [""] * 6 == [proof.fault for proof in verify()[0]]


# Columns that are not where they belong


def swap(text: str, one: int, other: int, *, heading: bool, rows: bool) -> str:
    """Two columns of a csv changed for each other, in its heading, its rows or both."""
    changed = []
    for record_ in csv.reader(io.StringIO(text)):
        is_heading = record_[:1] in (["HCPCS"], ["Medicare Administrative Contractor (MAC)"])
        if len(record_) > max(one, other) and (heading if is_heading else rows):
            record_[one], record_[other] = record_[other], record_[one]
        changed.append(record_)
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(changed)
    return out.getvalue()


def test_swapped_columns_are_told_by_their_heading(told: Told) -> None:
    both = {"heading": True, "rows": True}
    work, mp = ORDER.index("work"), HEADING.index("FACTOR")
    assert [f"{CSV}, line 3: column 6: found 'FACTOR'; expected the heading 'RVU'",
            f"{CSV}, line 3: column 25: found 'RVU'; expected the heading 'FACTOR'"] == told(
        (CSV, swap(wide(schedule_rows()), work, mp, **both))
    )  # fmt: skip
    assert [
        "2026 PE GPCI" in sentence or "20.." in sentence for sentence in told(("g.csv", swap(gpci(), 6, 7, **both)))
    ]


@pytest.mark.parametrize(("one", "other"), [("work", "mp"), ("work", "pe_facility"), ("pe_nonfacility", "pe_facility"),
                                            ("work", "conversion_factor"), ("pe_facility", "mp"), ("code", "modifier"),
                                            ("status", "global_days"), ("mp", "total_facility")])  # fmt: skip
def test_figures_swapped_under_the_right_heading_are_found_out(told: Told, one: str, other: str) -> None:
    """Work and malpractice add up to the same total either way, and still no price may come of it."""
    text = swap(wide(schedule_rows()), ORDER.index(one), ORDER.index(other), heading=False, rows=True)
    assert told((CSV, text))


def test_settings_swapped_with_their_totals_are_found_out(told: Told) -> None:
    text = swap(
        wide(schedule_rows()), ORDER.index("pe_nonfacility"), ORDER.index("pe_facility"), heading=False, rows=True
    )
    text = swap(text, ORDER.index("total_nonfacility"), ORDER.index("total_facility"), heading=False, rows=True)
    assert ["pe_nonfacility: found less in all than in pe_facility; expected more: are the two columns swapped?"] == [
        sentence.removeprefix(f"{CSV}: ") for sentence in told((CSV, text))
    ]


@pytest.mark.parametrize(("one", "other"), [(4, 5), (4, 6), (5, 6), (5, 7), (6, 7), (0, 2), (1, 2)])
def test_indices_swapped_under_the_right_heading_are_found_out(told: Told, one: int, other: int) -> None:
    assert told(("GPCI2026.csv", swap(gpci(), one, other, heading=False, rows=True)))


def test_floored_indices_below_the_floor_are_another_column(told: Told) -> None:
    (sentence,) = told(("GPCI2022.csv", floored([(*PLACES[0][:5], "0.888", "0.875", "0.566"), *PLACES[1:]])))
    assert "found '0.888'; expected the work index, raised to 1.000 where it is lower" in sentence


# Single cells


@pytest.mark.parametrize(
    ("change", "told_of"),
    [
        ({"work": "O.75"}, "work (positions 60-65): found 'O.75'; expected relative value units with two places"),
        ({"work": "0.755"}, "found '0.755'"),
        ({"work": "-0.75"}, "found '-0.75'"),
        ({"work": "12345.6"}, "found '12345.'"),
        ({"work": ""}, "found nothing; expected relative value units"),
        ({"modifier": "X9"}, "record: found '17340X9"),
        ({"status": "7"}, "record: found '17340"),
        ({"global_days": "011"}, "found '011'; expected global days: 000, 010, 090"),
        ({"pctc": "Q"}, "found 'Q'; expected an indicator of one digit"),
        ({"endoscopic_base": "31"}, "found '31'; expected a code of five characters or nothing"),
        ({"na_facility": "XX"}, "found 'XX'; expected NA or nothing"),
        ({"total_facility": "1.26"}, "total_facility: found '17340: 1.26'; expected the sum of work"),
        ({"conversion_factor": "33.4010"}, "conversion_factor: found 2 different ones; expected one in the whole file"),
        ({"code": "1734O", "total_facility": "x"}, "total_facility (positions 97-102): found 'x'"),
    ],
)
def test_a_cell_that_is_not_what_its_column_holds_is_told_with_its_line(
    told: Told, change: dict[str, str], told_of: str
) -> None:
    text = told((APRIL, fixed(schedule_rows(**change))))
    assert any(told_of in sentence for sentence in text), text
    assert any(", line 3: " in sentence for sentence in text) or "conversion_factor" in change


@pytest.mark.parametrize(
    "amount", ["20000.01", "99999999", "1e5", "\u0663.00", "\uff13.00", "NaN", "inf", "0x1", "1_0"]
)
def test_a_number_that_our_widths_cannot_hold_or_that_is_none_is_refused(told: Told, amount: str) -> None:
    """Polars integers wrap silently: an RVU beyond `money.WIDEST` could become a small one."""
    (sentence, *_) = told((CSV, wide(schedule_rows(work=amount))))
    assert f"{CSV}, line 5: RVU: found {amount!r}; expected relative value units with two places" == sentence


@pytest.mark.parametrize("index", ["3.001", "10.000", "0.9999", "-1.0", "1,000"])
def test_an_index_that_is_none_is_refused(told: Told, index: str) -> None:
    places = [PLACES[0], (*PLACES[1][:6], index, PLACES[1][7]), PLACES[2]]
    assert f"GPCI2026.csv, line 5: 20.. PE GPCI: found {index!r}; expected an index with three places" in told(
        ("GPCI2026.csv", gpci(places))
    )[0]  # fmt: skip


def test_31_february_is_no_day(told: Told) -> None:
    text = told(("ccipra-v321r0.csv", pairs([("17000", "17340", "20200231", "20249931", "1")])))
    assert ["found '20200231'; expected a day" in text[0], "found '20249931'" in text[1]] == [True, True]


def test_every_bad_cell_is_told_the_first_eight_in_full(told: Told) -> None:
    rows = [{**row, "code": f"{number:05d}", "work": "x"} for number, row in enumerate(schedule_rows() * 4)]
    text = told((CSV, wide(rows)))
    assert 9 == len(text)
    assert f"{CSV}: RVU: found 8 more such cells; expected relative value units with two places" == text[-1]


def test_lines_are_counted_through_blank_ones_and_through_cells_of_several_lines(told: Told) -> None:
    text = wide(schedule_rows()).replace("\n17000,,,", '\n\n\n17000,,"three\nlines\nhere",')
    assert f"{CSV}, line 9: RVU: found 'x'" in told((CSV, text.replace("17340,,,A,,0.75", "17340,,,A,,x")))[0]


# Rows that are too many, too few, or not rows


def test_a_row_with_a_cell_too_many_is_told_with_its_line(told: Told) -> None:
    text = wide(schedule_rows()).replace("17340,,", "17340,,more,")
    assert [f"{CSV}, line 5: found 32 cells; expected 31 as in the heading"] == told((CSV, text))


def test_a_row_with_a_cell_too_few_is_told_with_its_line(told: Told) -> None:
    assert all(
        f"{CSV}, line 5" in sentence for sentence in told((CSV, wide(schedule_rows()).replace("17340,,,", "17340,,")))
    )


def test_a_heading_with_a_column_more_or_less_is_refused(told: Told) -> None:
    heading = ",".join(HEADING)
    assert [f"{CSV}, line 3: heading: found 32 columns; expected 31"] == told(
        (CSV, wide(schedule_rows()).replace(heading, heading + ",NEW"))
    )
    assert ["30 columns" in sentence for sentence in told((CSV, wide(schedule_rows()).replace(",BASE,", ",")))] == [
        True
    ]


def test_a_word_that_is_no_code_in_the_first_cell_is_refused_and_a_remark_is_not(told: Told) -> None:
    assert f"{CSV}, line 5: HCPCS: found '1734'; expected a row" in told(
        (CSV, wide(schedule_rows(code="1734")))
    )  # fmt: skip
    assert ["found nothing; expected a row" in told((CSV, wide(schedule_rows(code=""))))[0]] == [True]


@pytest.mark.parametrize(
    ("broken", "line"),
    [('17340,,"one', 5), ('17340,,o"ne', 5)],
)
def test_a_quote_that_never_closes_is_told_with_its_line(told: Told, broken: str, line: int) -> None:
    (sentence,) = told((CSV, wide(schedule_rows()).replace("17340,,", broken)))
    assert (
        f"{CSV}, line {line}: found cells that cannot be told apart; expected text cells, quotes in pairs" == sentence
    )


def test_a_cell_in_quotes_that_swallows_the_next_row_is_found_out(told: Told) -> None:
    """Else 99607 would be missing without a word: nothing but the number of rows would tell."""
    text = wide(schedule_rows()).replace("17340,,,", '17340,,"one,').replace("99607,,,", '99607,,two",')
    (sentence,) = told((CSV, text))
    assert f"{CSV}, line 5: found a cell in quotes that takes in the rows below; expected quotes in pairs" == sentence


def test_a_record_that_swallows_the_next_is_found_out(told: Told) -> None:
    text = fixed(schedule_rows())
    at = text.index("\n17340")
    (sentence,) = told((APRIL, text[:at] + text[at + 1 :]))
    assert f"{APRIL}, line 2: record: found '17000" in sentence
    assert "expected a record of 171 characters" in sentence
    assert told((APRIL, text.replace("COPYRIGHT\n", "COPYRIGHT")))


def test_a_tab_or_a_blank_too_many_moves_no_figure(told: Told) -> None:
    row = record(schedule_rows()[1])
    assert told((APRIL, fixed(schedule_rows()).replace(row, row[:40] + " " + row[40:])))
    assert told((APRIL, fixed(schedule_rows()).replace(row, row[:40] + row[41:])))


# Keys


def test_a_row_twice_is_once(tmp_path: Path, small: None) -> None:
    assert small is None
    (found,), _ = add_releases([written(tmp_path, CSV, wide([*schedule_rows(), *schedule_rows()]))], None, None, silent)
    assert 4 == found.release.rows


def test_a_key_with_two_values_is_refused_with_both_lines(told: Told) -> None:
    other = schedule_rows(mp="0.06", total_nonfacility="1.64", total_facility="1.26")[1]
    (sentence,) = told((CSV, wide([*schedule_rows(), schedule_rows()[1], other])))
    assert (
        f"""{CSV}, line 9: key: found "('17340', '') with other values than in line 8"; expected each key once"""
        == sentence
    )


def test_a_zip_in_two_localities_is_refused(told: Told) -> None:
    rows = [("WA", "98101", "02402", "02"), ("WA", "98101", "02402", "99")]
    assert told(("ZIP5_APR2026.txt", zip5(rows)))


def test_amounts_of_two_years_in_one_file_are_refused(told: Told) -> None:
    text = payment().split("\n")[0] + "\n" + payment(code="17000", year="2025")
    assert ["PFREV26B.txt: found the years 2025, 2026; expected one year in the whole file"] == told(
        ("PFREV26B.txt", text)
    )


# Names


@pytest.mark.parametrize(
    ("name", "raw", "found"),
    [
        (
            "PPRRVU23_JAN.csv",
            wide(schedule_rows(), "2022 National Physician Fee Schedule Relative Value File January Release"),
            "found 2023-01 in the file name (PPRRVU23_JAN.csv); expected 2022-01, as it says",
        ),
        ("GPCI2025.csv", gpci(), "found 2025 in the file name (GPCI2025.csv); expected 2026, as it says"),
        ("PFREV25B.txt", payment(), "found 2025-04 in the file name (PFREV25B.txt); expected 2026, as it says"),
        ("ZIP5_JAN2026.txt", SOUND["ZIP"][1], "found 2026-01 in the file name"),
        ("PPRRVU2025_Apr_nonQPP.txt", fixed(schedule_rows()), "the conversion factor 33.4009 in what is named RVU25B"),
    ],
)
def test_a_name_that_says_another_year_than_the_content_is_refused(told: Told, name: str, raw: str, found: str) -> None:
    (sentence,) = told((name, raw))
    assert found in sentence


# Whatever else


def sheet(rows: Sequence[Sequence[str]]) -> bytes:
    return workbook(
        [["", "", "2026 National Physician Fee Schedule Relative Value File April Release"], list(HEADING), *rows]
    )


TOKENS = ['"', "\n", "\r", ",", "\t", "\x1a", "\0", "٣", "\x0c", "-", "e5", "99999", "*", "\n\n", "\u2028", "é"]


@pytest.mark.usefixtures("small")
@settings(max_examples=150)
@given(st.sampled_from([*SOUND.values(), ("PPRRVU26_APR.xlsx", sheet(cells(schedule_rows())))]), st.data())
def test_any_damage_to_any_form_is_a_fault_or_a_table_and_never_ours(
    tmp_path_factory: pytest.TempPathFactory, sound: tuple[str, str | bytes], data: st.DataObject
) -> None:
    name, text = sound
    raw = text.encode() if isinstance(text, str) else text
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, max(len(raw) - 1, 0)))
        token = data.draw(st.sampled_from(TOKENS)).encode()
        raw = raw[:at] + token + raw[at + data.draw(st.integers(0, 9)) :]
    path = written(tmp_path_factory.getbasetemp() / "damaged forms", name, raw)
    try:
        reads, _ = read([path], Asked())
    except Faults:
        return
    assert all(found.rows.height for found in reads)
