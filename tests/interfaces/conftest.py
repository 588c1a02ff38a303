"""The command line run inside the test, and encounters to give it."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from frostline.interfaces.cli.main import run

ROOT = Path(__file__).resolve().parents[2]


class Ended(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture
def cli(capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    def ended(*arguments: str | Path) -> Ended:
        with pytest.raises(SystemExit) as stopped:
            run([str(argument) for argument in arguments])
        assert isinstance(stopped.value.code, int)
        return Ended(stopped.value.code, *capsys.readouterr())

    return ended


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def written(content: str | bytes, name: str = "chart.yaml") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


@pytest.fixture
def example() -> Path:
    return ROOT / "examples" / "keratoses_and_bowen.yaml"


@pytest.fixture
def silent() -> Path:
    return ROOT / "examples" / "silent_chart.yaml"


@pytest.fixture
def finished() -> Path:
    return ROOT / "examples" / "finished_claim.yaml"


@pytest.fixture
def shared() -> Path:
    """An encounter with a deductible and a coinsurance."""
    return ROOT / "examples" / "warts_and_a_visit.yaml"
