"""Policies, facts and payers from the packs: all of them strictly, or only what one question needs.

A policy file is named with its first day, so that a look-up by day reads one revision of each policy and no other.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from frostline.knowledge.book import PACKS, digest, entries
from frostline.knowledge.criteria_checks import criteria_faults, file_faults
from frostline.knowledge.reading import read, spelled
from frostline.knowledge.text import decoded, lines
from frostline.model.errors import Fault, Faults
from frostline.model.facts import Fact, FactPack, Facts
from frostline.model.policies import Payers, Policy, Shelf

SIDE = (".cases.yaml", ".evidence.yaml")  # files beside a policy
PAYERS = "policies/payers.yaml"
DATED = len("2026-06-01")
Noun = TypeVar("Noun")


@cache
def files(folder: Path = PACKS) -> tuple[str, ...]:
    """Names, from the folder of the packs on, of every file of facts and policies."""
    return tuple(sorted(name for part in ("facts", "policies") for name, _ in entries(str(folder / part), f"{part}/")))


def is_policy(name: str) -> bool:
    """Whether a file holds a revision of a policy, and not what stands beside one."""
    return name.count("/") == 2 and not name.endswith(SIDE)  # noqa: PLR2004 - policies/payer/file


def text_in(folder: Path, name: str) -> str:
    """Text of one pack."""
    with open(folder / name, "rb") as file:  # noqa: PTH123 - quicker
        return decoded(file.read(), name)


@cache
def facts(folder: Path = PACKS) -> Facts:
    """The dictionary of facts; raises `Faults` with everything wrong in it."""
    names = [name for name in files(folder) if name.startswith("facts/")]
    packs = gathered((name, FactPack, text_in(folder, name)) for name in names)
    found: dict[str, Fact] = {fact.id: fact for pack in packs.values() for fact in pack.facts}
    return Facts(found)


@cache
def payers(folder: Path = PACKS) -> Payers:
    """The payers whose policies are held."""
    return read(text_in(folder, PAYERS), Payers, PAYERS)


def gathered(given: Iterable[tuple[str, type[Noun], str]]) -> dict[str, Noun]:
    """Read several texts; raises `Faults` with the faults of all."""
    faults: list[Fault] = []
    made: dict[str, Any] = {}
    for name, noun, text in given:
        try:
            made[name] = read(text, noun, name)
        except Faults as error:
            faults += error.faults
    if faults:
        raise Faults(tuple(faults))
    return made


def first_day(name: str) -> date:
    """Give the day in the name of a policy file."""
    stem = name.removesuffix(".yaml")
    try:
        return date.fromisoformat(stem[-DATED:])
    except ValueError:
        expected = "a name that ends in its first day, such as ncd-230.9.2001-07-01.yaml"
        raise Faults((Fault(name, None, "", "a policy without its first day", expected),)) from None


def _revisions(folder: Path) -> Iterator[tuple[str, str, date]]:
    """Give file, payer and stem, and first day of every revision."""
    for name in filter(is_policy, files(folder)):
        yield name, name[: -DATED - len("..yaml")], first_day(name)


@lru_cache(maxsize=64)
def shelf_on(payer_ids: frozenset[str], day: date, folder: Path = PACKS) -> Shelf:
    """Read the revisions of some payers that are in force on a day."""
    mine = [found for found in _revisions(folder) if found[1].split("/")[1] in payer_ids]
    latest = {policy: name for name, policy, first in mine if first <= day}  # by name, so the last day stays
    held = {policy: _revision(folder, name) for policy, name in latest.items()}
    inside = {policy: found for policy, found in held.items() if found.in_force.hold(day)}
    lacking: dict[str, tuple[date, ...]] = {}
    for _, policy, first in mine:
        if policy not in inside:
            name = policy.removeprefix("policies/")
            lacking[name] = (*lacking.get(name, ()), first)
    named = digest({name: text_in(folder, name) for name in latest.values()})
    return Shelf(facts(folder), payers(folder), tuple(inside.values()), lacking, named)


@cache
def _revision(folder: Path, name: str) -> Policy:
    """Read one revision, once for all days; raises `Faults` for what its own text shows to be wrong."""
    text = text_in(folder, name)
    found = read(text, Policy, name)
    wrong = (*file_faults(name, found, first_day(name)), *criteria_faults(name, found, facts(folder)))
    if wrong:
        places = lines(text, name)
        raise Faults(tuple(Fault(name, places.get(path), spelled(path), *words) for _, path, *words in wrong))
    return found
