"""What every test has: an empty store, never the user's own."""

import sys
from itertools import count
from pathlib import Path

import pytest

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)  # helpers are imported as tests.reference.made, however pytest is started
NUMBERS = count()


@pytest.fixture(autouse=True)
def empty_store(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """FROSTLINE_HOME names a folder of this test alone; it is made when something is added."""
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(NUMBERS))
    monkeypatch.setenv("FROSTLINE_HOME", str(home))
    return home
