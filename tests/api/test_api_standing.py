"""Where a code stands in the releases held: the figures that a public page printed, and from which population."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from frostline.api.standing import standing
from frostline.engine.standing.explaining import median, percent, rvu
from frostline.engine.standing.nouns import Position, Standing
from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference import added
from frostline.reference.adding import Asked, add, read
from frostline.reference.schemas import SCHEDULE

CMS = Path(__file__).resolve().parents[3] / "shared" / "data" / "cms"
PPRRVU = CMS / "pfs_2026" / "PPRRVU2026_Apr_nonQPP.txt"
needs_files = pytest.mark.skipif(
    not PPRRVU.is_file(), reason="the official file is not here: no folder shared/data/cms"
)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path))


def one(code: str, release: str = "RVU26B") -> Standing:
    (found,) = standing(code, release)
    return found


def told(found: Position) -> tuple[str, ...]:
    return (
        percent(found.percent_below), percent(found.percent_at_or_below), median(found.twice_median),
        rvu(found.median_to_work), rvu(found.maximum), found.highest,
    )  # fmt: skip


# The public page: work 0.75, 2nd percentile, median 8.00, 10.7 times, highest 106.19


def test_17340_among_active_codes() -> None:
    found = one("17340").positions[0]
    assert ("Surgery (10004-69990), status A", 5645, 121, 129) == (
        found.population, found.codes, found.below, found.at_or_below,
    )  # fmt: skip
    assert ("2.14 %", "2.29 %", "8.06", "10.75", "106.19", "39503") == told(found)


def test_17340_among_codes_of_any_status_is_what_the_page_printed() -> None:
    found = one("17340").positions[1]
    assert ("Surgery (10004-69990), any status", 5734) == (found.population, found.codes)
    assert ("2.28 %", "2.42 %", "7.995", "10.66", "106.19", "39503") == told(found)


def test_17340_in_its_section_its_thousand_and_among_ten_day_codes() -> None:
    section, thousand, days = one("17340").positions[2:]
    assert (388, "5.93 %", "6.19 %", "2.93") == (section.codes, *told(section)[:3])
    assert (34, "11.76 %", "14.71 %", "1.78") == (thousand.codes, *told(thousand)[:3])
    assert (459, "0.44 %", "0.65 %", "2.39") == (days.codes, *told(days)[:3])


def test_the_total_of_17340_is_not_its_work() -> None:
    found = one("17340").figures
    assert found is not None
    assert (75, 158, 126) == (found.work, found.total_nonfacility, found.total_facility)


def test_17340_lost_work_against_every_earlier_release() -> None:
    changes = one("17340").changes
    assert ["RVU22A", "RVU23D", "RVU24A", "RVU24AR", "RVU24C"] == [change.release for change in changes]
    assert {"work 0.77 -> 0.75"} == {change.step.value for change in changes}
    assert date(2024, 7, 1) == changes[-1].first


@pytest.mark.parametrize("release", ["RVU22A", "RVU23D", "RVU24A", "RVU24AR", "RVU24C"])
def test_every_built_in_release_has_positions(release: str) -> None:
    assert 5 == len(one("17340", release).positions)


# What has no position says why


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("0581T", "0581T has no work RVU in RVU26B (status C)"),
        ("99213", "99213 lies outside Surgery (10004-69990), the population that codes are compared in"),
        ("11100", "11100 is not in RVU26B"),
    ],
)
def test_a_code_without_a_position_says_why(code: str, why: str) -> None:
    found = one(code)
    assert ((), why) == (found.positions, found.why_not)


def test_a_code_that_the_contractor_prices_has_no_total_of_zero() -> None:
    found = one("0581T")
    assert found.figures is not None
    assert (None, None, ()) == (found.figures.total_nonfacility, found.figures.total_facility, found.changes)


def test_a_setting_that_is_not_done_has_no_total() -> None:
    found = one("31641").figures
    assert found is not None
    assert (None, 672) == (found.total_nonfacility, found.total_facility)


def test_no_release_named_is_the_latest() -> None:
    assert ["RVU26B"] == [found.release for found in standing("17340")]


@pytest.mark.parametrize(
    ("code", "release", "says"),
    [
        ("98765", "RVU26B", "add the publisher's relative value file"),
        ("1734", "RVU26B", "expected five letters or digits"),
        ("17340", "RVU21A", "expected a relative value file that is held: RVU22A"),
    ],
)
def test_what_cannot_be_answered_says_what_to_do(code: str, release: str, says: str) -> None:
    with pytest.raises(FrostlineError, match=says):
        standing(code, release)


# Added releases


def put(complete: bool, name: str = "RVU26B") -> None:  # noqa: FBT001 - one flag, named where it is given
    (found,), _ = read([PPRRVU], Asked())
    release = Release(
        "schedule", name, "CMS", "test", "0" * 64, date(2026, 4, 1), date(2026, 6, 30), 0, complete=complete
    )
    with added.changing():
        added.commit([added.write(found.rows, release)])


@needs_files
@pytest.mark.parametrize("code", ["17340", "17000", "31641", "39503", "46916", "0581T", "69990"])
def test_the_whole_file_and_the_built_in_counts_give_the_same(code: str) -> None:
    built_in = one(code)
    add([PPRRVU], Asked())
    assert [True] == [release.complete for release in added.added()]
    assert built_in == one(code)


@needs_files
def test_a_release_held_in_part_gives_no_percentile_and_says_which_file_to_add() -> None:
    put(complete=False, name="RVU26C")
    found = one("17340", "RVU26C")
    assert ((), ()) == (found.positions, found.bars)
    assert "percentile among them would be wrong; add the publisher's file of RVU26C" in found.why_not


def test_a_code_that_only_another_release_holds_is_not_called_unpublished() -> None:
    row = {"code": "Z9999", "modifier": "", "status": "A", "work": 75, "pe_nonfacility": 1, "pe_facility": 1, "mp": 1}
    frame = pl.DataFrame([row], schema=dict(SCHEDULE))
    release = Release("schedule", "RVU26C", "CMS", "test", "0" * 64, date(2026, 7, 1), date(2026, 9, 30), 0, True)  # noqa: FBT003 - complete
    with added.changing():
        added.commit([added.write(frame, release)])
    assert "Z9999 is not among the codes held of RVU26B; add the publisher's file" == one("Z9999").why_not
