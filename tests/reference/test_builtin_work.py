"""The committed distributions of work: derived again from the official files, small, and without a list of codes."""

import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # tools are scripts, not an installed package

from tools.derive import standing  # noqa: E402 - after the line above

WORK = ROOT / "src" / "frostline" / "reference" / "builtin" / "work"
CMS = ROOT.parent / "shared" / "data" / "cms"
RELEASES = ["RVU22A", "RVU23D", "RVU24A", "RVU24AR", "RVU24C", "RVU26B"]


@pytest.mark.skipif(not CMS.is_dir(), reason="the official files are not here: no folder shared/data/cms")
def test_the_committed_distributions_are_what_the_official_files_say() -> None:
    derived = standing.derive(CMS)
    assert RELEASES == list(derived)
    for release, counted in derived.items():
        assert_frame_equal(counted, pl.read_parquet(WORK / f"{release}.parquet"))


def test_every_release_of_the_built_in_schedule_has_its_distribution() -> None:
    assert RELEASES == sorted(path.stem for path in (WORK.parent / "schedule").glob("*.parquet"))
    assert RELEASES == sorted(path.stem for path in WORK.glob("*.parquet"))


def test_the_distributions_are_small() -> None:
    assert sum(path.stat().st_size for path in WORK.glob("*.parquet")) < 200_000


@pytest.mark.parametrize("release", RELEASES)
def test_only_the_highest_of_a_group_keeps_its_code(release: str) -> None:
    held = pl.read_parquet(WORK / f"{release}.parquet")
    groups = held.group_by("section", "active", "global_days", "thousand").agg(pl.col("highest").count())
    assert {1} == set(groups["highest"])


@pytest.mark.parametrize("release", RELEASES)
def test_every_counted_code_lies_in_a_section_and_below_the_last_bar(release: str) -> None:
    held = pl.read_parquet(WORK / f"{release}.parquet")
    assert (0, 0) == (held["section"].null_count(), held.filter(pl.col("work") >= 12_800).height)
