"""Proof that what is held is what was added: a changed byte is a changed price."""

import json
from pathlib import Path

import polars as pl
import pytest
from tests.reference.made import fixed, gpci, schedule_rows, written

from frostline.api.reference import add_releases, verify_releases
from frostline.reference.added import added, digest_of
from frostline.reference.verifying import Proof

pytestmark = pytest.mark.usefixtures("small")


def silent(*_: object) -> None:
    """No progress."""


@pytest.fixture
def rows(home: Path, tmp_path: Path) -> Path:
    """The rows of the first of two releases, GPCI2026."""
    paths = [written(tmp_path, "GPCI2026.csv", gpci()), written(tmp_path, "RVU26B.txt", fixed(schedule_rows()))]
    add_releases(paths, None, None, silent)
    return home / "reference" / added()[0].digest / "rows.parquet"


def proofs() -> list[Proof]:
    return verify_releases(silent)[0]


def faults() -> list[str]:
    return [proof.fault for proof in proofs()]


def test_what_was_added_is_sound(rows: Path) -> None:
    assert rows.is_file()
    assert [("GPCI2026", ""), ("RVU26B", "")] == [(proof.release.release, proof.fault) for proof in proofs()]


def test_any_changed_byte_is_found(rows: Path) -> None:
    raw = rows.read_bytes()
    for at in range(0, len(raw), 97):
        rows.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        found, other = faults()
        assert f"{rows} has the hash " in found
        assert ": it was changed; remove it and add it again" in found
        assert "" == other
    rows.write_bytes(raw)
    assert ["", ""] == faults()


def test_a_file_that_is_gone_is_told(rows: Path) -> None:
    rows.unlink()
    assert [f"{rows} is gone; remove GPCI2026 and add it again", ""] == faults()
    rows.mkdir()
    assert [f"{rows} is gone; remove GPCI2026 and add it again", ""] == faults()


def test_a_file_that_cannot_be_read_is_told(rows: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = Path.open

    def denied(path: Path, *arguments: str, **named: str) -> object:
        if path == rows:
            raise PermissionError(13, "Permission denied")
        return original(path, *arguments, **named)  # type: ignore[call-overload]  # passed through

    monkeypatch.setattr(Path, "open", denied)
    assert [f"{rows} cannot be read (Permission denied)", ""] == faults()


def rewritten(rows: Path, made: pl.DataFrame, **changed: object) -> Path:
    """Other rows under their own right hash, as another version or a careless hand would leave them."""
    made.write_parquet(rows)
    digest = digest_of(rows)
    folder = rows.parent.rename(rows.parent.parent / digest)
    manifest = folder.parent / "manifest.json"
    held = json.loads(manifest.read_text())
    held["releases"][0] |= {"digest": digest, **changed}
    manifest.write_text(json.dumps(held))
    return folder / rows.name


def test_columns_of_another_version_are_told(rows: Path) -> None:
    path = rewritten(rows, pl.read_parquet(rows).drop("name"))
    assert (
        f"{path} has other columns than this version of Frostline keeps; remove GPCI2026 and add it again" in faults()
    )


def test_rows_that_are_not_as_many_as_the_manifest_says_are_told(rows: Path) -> None:
    path = rewritten(rows, pl.read_parquet(rows).head(2))
    assert f"{path} has 2 rows, not 3; remove GPCI2026 and add it again" in faults()


def test_rows_in_another_order_are_told_for_look_ups_would_miss_them(rows: Path) -> None:
    path = rewritten(rows, pl.read_parquet(rows).reverse())
    assert f"{path} is not sorted by mac, locality; remove GPCI2026 and add it again" in faults()


def test_progress_tells_each_release(rows: Path) -> None:
    assert rows.is_file()
    told: list[tuple[str, int, int]] = []
    verify_releases(lambda *now: told.append(now))
    assert [("GPCI2026", 0, 2), ("RVU26B", 1, 2), ("", 2, 2)] == told
