"""The publishers' releases: adding, listing, verifying and removing them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from frostline.knowledge.book import book
from frostline.model import money
from frostline.model.errors import FrostlineError
from frostline.model.knowledge import FACTOR, FACTOR_QP, Parameter
from frostline.model.tables import Release
from frostline.reference import adding
from frostline.reference.adding import Addition, Asked
from frostline.reference.differing import differ, write
from frostline.reference.listing import Known, known
from frostline.reference.releases import all_releases
from frostline.reference.schemas import SCHEMAS
from frostline.reference.verifying import Proof, verify

if TYPE_CHECKING:
    from frostline.reference.fetching import Fetched

__all__ = ["add_releases", "differ", "fetch", "list_releases", "remove_releases", "verify_releases", "write"]
Progress = Callable[[str, int, int], None]
FACTORS = {"schedule": FACTOR, "schedule_qp": FACTOR_QP}


def add_releases(
    paths: Sequence[Path], as_: str | None, release: str | None, progress: Progress
) -> tuple[list[Addition], list[str]]:
    """Add official files to the store; raises `Faults` with every fault of all of them, and then nothing changed."""
    if as_ is not None and as_ not in SCHEMAS:
        raise FrostlineError(f"--as: found {as_}; expected one of {', '.join(SCHEMAS)}")
    return adding.add(paths, Asked(as_, release), _factor_fault, progress)


def _factor_fault(release: Release, rows: pl.DataFrame) -> Iterable[str]:
    """A relative value file prints its conversion factor, which tells a file of another year or half-year."""
    if release.table not in FACTORS:
        return
    parameter = book().parameters[FACTORS[release.table]]
    printed = rows["conversion_factor"].drop_nulls().unique().to_list()
    due = _factors(parameter, release.from_)
    others = _factors(parameter) - due
    if [factor for factor in printed if factor in others or (due and factor not in due)]:
        shown = ", ".join(money.fixed(factor, money.FACTOR_SCALE) for factor in printed)
        wanted = " or ".join(money.fixed(factor, money.FACTOR_SCALE) for factor in due) or "one of no other period"
        yield f"the conversion factor {shown} in what is named {release.release}; expected {wanted} ({parameter.id})"


def _factors(parameter: Parameter, day: date | None = None) -> set[int]:
    """Every factor that is known, or the one known for a day."""
    known = {value.value for value in parameter.values}
    if day is not None:
        found = parameter.on(day) if day <= parameter.verified_through else None
        known = {found.value} if found else set()
    return {money.whole(factor, money.FACTOR_SCALE) for factor in known if factor is not None}


def list_releases() -> tuple[Known, ...]:
    """Everything held, built in or added, by table."""
    return known(all_releases(), tuple(SCHEMAS))


def verify_releases(progress: Progress) -> tuple[list[Proof], list[str]]:
    """Prove every added release by its hash, order and rows."""
    return verify(progress)


def remove_releases(names: Sequence[str]) -> list[Release]:
    """Take added releases out of force; built-in figures stay."""
    return adding.remove(names)


def fetch(
    name: str, folder: Path | None, address: str | None, progress: Callable[[str, int, int | None], None]
) -> "tuple[Fetched, ...]":
    """Download the publisher's files of a release by name, or the one at an address."""
    from frostline.reference import fetching  # noqa: PLC0415 - only a fetch needs the network

    return fetching.fetch(name, folder, address=address, progress=progress)
