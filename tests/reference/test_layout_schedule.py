"""The relative value file in its three forms: each figure from its own position, in every row."""

from collections.abc import Mapping
from itertools import pairwise

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.made import CMS, NOT_HERE, ROW, fixed, pinned, schedule_rows, wide

from frostline.model.errors import Faults
from frostline.reference.layouts.schedule import CSV, FIXED, KINDS, PINNED, POSITIONS
from frostline.reference.opening import Content
from frostline.reference.recognising import recognised


def content(text: str) -> Content:
    return Content("a file", ("a file",), text.encode())


def figure(most: int, places: int = 2) -> st.SearchStrategy[str]:
    return st.integers(0, most).map(lambda number: f"{number // 10**places}.{number % 10**places:0{places}d}")


@st.composite
def figures(draw: st.DrawFn) -> dict[str, str]:
    """A row whose totals are the sums of its parts and whose work is above its malpractice."""
    work, office, facility, mp = (
        draw(st.integers(low, high)) for low, high in ((500, 49_000), (900, 49_000), (0, 900), (0, 499))
    )
    parts = {"work": work, "pe_nonfacility": office, "pe_facility": facility, "mp": mp,
             "total_nonfacility": work + office + mp, "total_facility": work + facility + mp}  # fmt: skip
    opps = {name: draw(figure(99_999)) for name in ("pe_nonfacility_opps", "pe_facility_opps", "mp_opps")}
    digits = {
        name: draw(st.sampled_from("0123459"))
        for name in ("multiple", "bilateral", "assistant", "cosurgeon", "team", "pctc")
    }
    return {
        **ROW, **{name: f"{value // 100}.{value % 100:02d}" for name, value in parts.items()}, **opps, **digits,
        "modifier": draw(st.sampled_from(["", "26", "TC", "53"])), "status": draw(st.sampled_from("ABCINRTX")),
        "global_days": draw(st.sampled_from(["000", "010", "090", "MMM", "XXX", "YYY", "ZZZ"])),
        "endoscopic_base": draw(st.sampled_from(["", "31622"])), "na_nonfacility": draw(st.sampled_from(["", "NA"])),
        "na_facility": draw(st.sampled_from(["", "NA"])), "imaging_family": draw(st.sampled_from(["88", "99"])),
    }  # fmt: skip


@settings(max_examples=60)
@given(figures())
def test_every_form_gives_each_column_what_was_written_there(row: Mapping[str, str]) -> None:
    rows = [{"code": "17340", **row}]
    read = [form.read(content(text)).rows.drop("line").row(0, named=True)
            for form, text in ((FIXED, fixed(rows)), (CSV, wide(rows)), (PINNED, pinned(rows)))]  # fmt: skip
    assert read[0] == read[1] == read[2]
    hundredths = ("work", "pe_nonfacility", "pe_facility", "mp", "pre", "intra", "post", "pe_nonfacility_opps",
                  "pe_facility_opps", "mp_opps")  # fmt: skip
    expected = {name: row[name] for name in read[0] if name in row}
    expected |= {name: int(row[name].replace(".", "")) for name in hundredths}  # type: ignore[misc]  # numbers too
    expected |= {name: bool(row[name]) for name in ("na_nonfacility", "na_facility")}  # type: ignore[misc]  # as above
    expected |= {"code": "17340", "conversion_factor": 334009}  # type: ignore[dict-item]  # as above
    assert expected == read[0]


def test_positions_do_not_overlap_and_every_one_has_a_kind() -> None:
    ends = sorted(POSITIONS.values())
    assert all(one[1] < other[0] for one, other in pairwise(ends))
    assert set(POSITIONS) == set(KINDS)


@pytest.mark.parametrize("form", [fixed, wide, pinned])
def test_each_form_is_recognised_and_the_third_partys_only_where_asked_for(form: object) -> None:
    assert callable(form)
    held = content(form(schedule_rows()))
    layout = recognised(held, "schedule")
    assert layout is not None
    assert (form is not pinned) == layout.official
    assert None is recognised(held, "mue")


def test_sums_and_factors_and_swapped_columns_are_all_told_at_once() -> None:
    rows = schedule_rows(mp="9.00", conversion_factor="33.4010")
    with pytest.raises(Faults) as raised:
        CSV.read(content(wide(rows)))
    assert ["total_nonfacility", "total_facility", "conversion_factor", "work"] == [
        fault.key for fault in raised.value.faults
    ]


@pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)
def test_the_official_file_of_2026_has_the_figures_that_its_publisher_printed() -> None:
    text = (CMS / "pfs_2026" / "PPRRVU2026_Apr_nonQPP.txt").read_bytes().decode("cp1252")
    rows = FIXED.read(content(text)).rows
    assert 19_277 == rows.height
    assert [(75, 158, 126)] == rows.filter(code="17340").select(
        "work",
        total=pl.sum_horizontal("work", "pe_nonfacility", "mp"),
        facility=pl.sum_horizontal("work", "pe_facility", "mp"),
    ).rows()
