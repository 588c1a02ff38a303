"""What codes are allowed, by setting, factor, locality and release, asked for without an encounter."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.api.setting import read_place
from frostline.api.terms import cites, priced_as_of, terms
from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.explaining import price as explained
from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.claim import Price
from frostline.model.errors import FrostlineError
from frostline.model.knowledge import FACTOR_QP
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference.localities import Spot, all_on, named, of_zip
from frostline.reference.releases import all_releases, answering
from frostline.reference.store import Held

WRITTEN = re.compile(r"([0-9A-Z]{5})((?:-[0-9A-Z]{2}){0,4})(?:[xX×]([1-9]\d{0,3}))?")
NATIONAL = Spot("", "", "national")
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Service:
    """A code with its modifiers and units, as written: 19105-50, 17003x7."""

    code: str
    modifiers: tuple[str, ...] = ()
    units: int = 1

    def __str__(self) -> str:
        units = f" × {self.units}" if self.units > 1 else ""
        return "-".join((self.code, *self.modifiers)) + units


@dataclass(frozen=True, slots=True)
class Terms:
    """For which day, where and for whom; None where it was not said, and then every answer is given."""

    day: date
    spots: tuple[Spot, ...]
    facility: bool | None = None
    place: str | None = None
    qp: bool | None = None
    role: str | None = None
    participating: bool | None = None
    together: bool = False
    stale: bool = False  # the ZIP list is not of the day


@dataclass(frozen=True, slots=True, eq=False)
class Quote:
    """One service under one answer to everything that decides its amount."""

    service: Service
    day: date
    spot: Spot
    facility: bool
    qp: bool | None  # None: the year has one factor
    row: Row
    price: Price
    copies: tuple[str, ...] = ()  # releases it rests on that are a third party's

    @property
    def confirmed(self) -> bool:
        """Whether a release good for the day gave the answer, be it an amount or a reason for none."""
        return self.price.currency is Currency.confirmed and self.row["schedule"] is not None

    @property
    def sure(self) -> bool:
        """Whether there is an amount and nothing about it is in doubt."""
        return self.confirmed and self.price.allowed is not None and not self.row["uncapped"]


def services(words: Sequence[str]) -> tuple[Service, ...]:
    """Read codes as people write them; raises with every one that is none."""
    found = [(word, WRITTEN.fullmatch(word.upper())) for word in words]
    wrong = [word for word, match in found if match is None]
    if wrong:
        shape = "a code of five characters, such as 17340, 19105-50 or 17003x7, or a csv or Parquet file of lines"
        raise FrostlineError("\n".join(f"price: found {word}; expected {shape}" for word in wrong))
    return tuple(_service(match) for _, match in found if match)


def _service(match: re.Match[str]) -> Service:
    code, modifiers, units = match.groups()
    return Service(code, tuple(filter(None, modifiers.split("-"))), int(units or 1))


def where(day: date, zip_code: str | None, mac: str | None, locality: str | None) -> tuple[tuple[Spot, ...], bool]:
    """Find the locality that was named (none: nobody said); also whether the ZIP list is not of the day."""
    on = priced_as_of(day)
    if locality == "national":
        return (NATIONAL,), False
    if zip_code:
        return _of_zip(zip_code, day)
    if mac and locality:
        return (Spot(mac, locality, named(mac, locality, on) or f"MAC {mac} locality {locality}"),), False
    if mac or locality:
        raise FrostlineError("price: found --mac or --locality without the other; expected both, --zip, or national")
    return (), False


def _of_zip(zip_code: str, day: date) -> tuple[tuple[Spot, ...], bool]:
    found = of_zip(zip_code, day)
    if found is None:
        raise FrostlineError(f"--zip: no list of ZIP codes is held for {day} or before; give --mac and --locality")
    if isinstance(found, Release):
        raise FrostlineError(f"--zip: found {zip_code}; expected a ZIP that {found.release} holds; check the digits")
    release = answering(all_releases(), "zip", day)
    mac, locality = found
    name = named(mac, locality, priced_as_of(day)) or f"MAC {mac} locality {locality}"
    return (Spot(mac, locality, name),), release is None or release.currency(day) is Currency.unconfirmed


def setting(place: str | None) -> tuple[str | None, bool | None]:
    """Two digits of a place of service and whether it is a facility, from digits or words."""
    if place is None:
        return None, None
    found = read_place(place, book())
    settings = {term.setting for term in found}
    if len(settings) != 1:
        expected = "a place of service, such as 11 or office" if not found else ", ".join(term.code for term in found)
        raise FrostlineError(f"--place: found {place}; expected {expected}")
    return found[0].code if len(found) == 1 else None, settings == {"facility"}


def quote(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services under every answer to what was not said; each by itself, or `together` as one day's work."""
    answers = list(_answers(asked))
    frame = pl.LazyFrame(list(_lines(wanted, answers, asked)), schema=LINES, orient="row")
    days = {asked.day, priced_as_of(asked.day)}
    packs = book()
    tables = Held().narrowed({service.code for service in wanted}, set(), days)
    rows = collected(allowed(frame, tables, terms([asked.day], packs), packs.modifiers))[0].rows(named=True)
    told = cites(asked.day, packs)
    by_key = {(row["claim"], row["line"]): row for row in rows}
    copies = third_party(tables.answers.values())
    return tuple(
        Quote(service, asked.day, spot, facility, qp, row, _dated(explained(row, told), asked), _used(row, copies))
        for number, (spot, facility, qp) in enumerate(answers)
        for line, service in enumerate(wanted, start=1)
        for row in [by_key[_claim(number, line, asked), line]]
    )


def third_party(releases: Iterable[Release]) -> frozenset[str]:
    """Names of the releases that are not the publisher's own files."""
    return frozenset(release.release for release in releases if release.third_party)


def _used(row: Row, copies: frozenset[str]) -> tuple[str, ...]:
    return tuple(row[name] for name in ("schedule", "indices", "caps") if row[name] in copies)


def _claim(number: int, line: int, asked: Terms) -> str:
    return f"{number:06d}" if asked.together else f"{number:06d}-{line:06d}"


def _answers(asked: Terms) -> Iterator[tuple[Spot, bool, bool | None]]:
    """Everything that may be the case: locality, setting, factor."""
    two = book().parameters[FACTOR_QP].on(priced_as_of(asked.day)) is not None
    spots = asked.spots or (NATIONAL,)
    settings = [False, True] if asked.facility is None else [asked.facility]
    factors: list[bool | None] = [None] if not two else [False, True] if asked.qp is None else [asked.qp]
    yield from product(spots, settings, factors)


def _lines(
    wanted: Sequence[Service], answers: Sequence[tuple[Spot, bool, bool | None]], asked: Terms
) -> Iterator[tuple[object, ...]]:
    for number, (spot, facility, qp) in enumerate(answers):
        for line, service in enumerate(wanted, start=1):
            yield (
                *(_claim(number, line, asked), line, "1", asked.day, service.code, list(service.modifiers)),
                *(service.units, facility, spot.mac or None, spot.locality or None, spot is NATIONAL, qp or False),
                *(None, asked.role, asked.participating, asked.place),
            )


def _dated(found: Price, asked: Terms) -> Price:
    """A ZIP list that is not of the day makes the amount an estimate."""
    return replace(found, currency=Currency.unconfirmed) if asked.stale and found.allowed is not None else found


def quotes(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services where it was said, or else nationally and where they are paid least and most."""
    if asked.spots:
        return quote(wanted, asked)
    return ends(quote(wanted, replace(asked, spots=(NATIONAL, *everywhere(asked.day)))))


def by_year(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services as of the last day of every relative value file held that begins by the day asked for."""
    return tuple(found for day in years(asked.day) for found in quote(wanted, replace(asked, day=day)))


def ends(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Of quotes in every locality: the national one, the lowest and the highest for each answer to the rest."""
    grouped: dict[tuple[Service, bool, bool | None], list[Quote]] = {}
    for found in quotes:
        grouped.setdefault((found.service, found.facility, found.qp), []).append(found)
    return tuple(end for held in grouped.values() for end in _ends(held))


def _ends(held: Sequence[Quote]) -> Iterator[Quote]:
    yield from (found for found in held if found.spot is NATIONAL)
    local = [found for found in held if found.spot is not NATIONAL and found.price.allowed is not None]
    if local:
        yield min(local, key=lambda found: found.price.allowed or 0)
        yield max(local, key=lambda found: found.price.allowed or 0)


def everywhere(day: date) -> tuple[Spot, ...]:
    """Every locality of the day."""
    return all_on(priced_as_of(day))


def years(day: date) -> tuple[date, ...]:
    """The last day of every relative value file held that begins by a day, the day itself for the one that answers."""
    held = [release for release in all_releases() if release.table == "schedule" and release.from_ <= day]
    return tuple(sorted({min(release.through, day) for release in held}))
