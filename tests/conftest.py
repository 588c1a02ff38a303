"""What every test has: an empty store, never the user's own."""

import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings

# No test is timed, and the same tree gives the same verdict: what is drawn depends on the test alone.
settings.register_profile("frostline", deadline=None, derandomize=True)
settings.load_profile("frostline")

ROOT = str(Path(__file__).resolve().parents[1])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)  # helpers are imported as tests.reference.made, however pytest is started
NUMBERS = count()


@pytest.fixture(autouse=True)
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """FROSTLINE_HOME names a folder of this test alone; it is made when something is added.

    Not by the `monkeypatch` of the test: what a test undoes must not lead to the user's own store.
    """
    home = tmp_path_factory.getbasetemp() / "homes" / str(next(NUMBERS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FROSTLINE_HOME", str(home))
        yield home
