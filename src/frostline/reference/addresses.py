"""Where publishers keep their releases: names to addresses, from one small pack (addresses.json)."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from frostline.model.errors import FrostlineError

PACK = Path(__file__).with_name("addresses.json")
NAME = re.compile(r"([A-Z0-9]+?)-?(20\d\d|\d\d)-?(?:Q([1-4])|([A-D]R?))?")
MONTHS = ("january", "april", "july", "october")
NCCI_YEAR = 1994  # version 32.1 of the pairs is that of April 2026


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of release that can be fetched; `name` is an example of its names."""

    name: str
    title: str
    publisher: str
    landing: str
    addresses: tuple[str, ...]
    hosts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """The files of one release, and the hosts they may come from."""

    name: str
    kind: Kind
    addresses: tuple[str, ...]


def about() -> str:
    """What a reader has to know of every address."""
    return str(_pack()["about"])


@cache
def kinds() -> tuple[Kind, ...]:
    """Every kind of release that has an entry."""
    pack = _pack()
    return tuple(
        Kind(**{**entry, "addresses": tuple(entry["addresses"])}, hosts=tuple(pack["hosts"][entry["publisher"]]))
        for entry in pack["kinds"]
    )


def found(name: str) -> Found:
    """Find the addresses of a release by its name; raises where the name is of no kind, or the kind has none."""
    told, kind = NAME.fullmatch(name.upper()), kind_of(name)
    if told is None or kind is None:
        raise FrostlineError(f"reference fetch: found {name}; expected {_expected(name)}")
    exact = _pack()["exact"].get(name.upper())
    addresses = tuple(exact) if exact else tuple(text.format(**_parts(told)) for text in kind.addresses)
    if not addresses:
        raise FrostlineError(
            f"reference fetch: the address of {name.upper()} cannot be told from its name; look it up at "
            f"{kind.landing} and give it with --address"
        )
    return Found(name.upper(), kind, addresses)


def kind_of(name: str) -> Kind | None:
    """Find the kind of a release by its name; None where there is none."""
    shape = _shape(name)
    return next((kind for kind in kinds() if _shape(kind.name) == shape), None)


def _shape(name: str) -> tuple[str, bool, bool] | None:
    """What a name has: its kind, a quarter as Q1, a quarter as a letter."""
    told = NAME.fullmatch(name.upper())
    return (told[1], told[3] is not None, told[4] is not None) if told else None


def _expected(name: str) -> str:
    told = NAME.fullmatch(name.upper())
    inside = _pack()["inside"].get(told[1] if told else "")
    names = f"a name such as {', '.join(kind.name for kind in kinds())}"
    return f"{names}. What you ask for comes inside {inside} and its like" if inside else names


def _parts(told: "re.Match[str]") -> Mapping[str, str]:
    """What a template may name."""
    _, digits, quarter, letter = told.groups()
    year = int(digits) % 100 + 2000
    number = int(quarter) if quarter else "ABCD".index(letter[0]) + 1 if letter else 1
    return {
        "year": str(year),
        "yy": f"{year % 100:02d}",
        "quarter": str(number),
        "letter": (letter or "").lower(),
        "month": MONTHS[number - 1],
        "version": f"{year - NCCI_YEAR}{number - 1}",
    }


@cache
def _pack() -> dict[str, Any]:
    held: dict[str, Any] = json.loads(PACK.read_text(encoding="utf-8"))
    return held
