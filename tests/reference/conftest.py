"""A store of this test alone, and tables of a few rows that pass for whole ones."""

from pathlib import Path

import pytest

from frostline.reference import whole


@pytest.fixture
def home(empty_store: Path) -> Path:
    """The data folder of this test; it does not exist yet."""
    return empty_store


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tables of a few rows are whole."""
    monkeypatch.setattr(whole, "LEAST", dict.fromkeys(whole.LEAST, 1))
    monkeypatch.setattr(whole, "ENDS", {})
