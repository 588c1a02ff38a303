"""What codes are allowed, by setting, factor, locality and release, asked for without an encounter."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.api.services import NATIONAL, NOWHERE, Service, Where
from frostline.api.terms import cites, priced_as_of, terms
from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.explaining import price as explained
from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.claim import Price
from frostline.model.knowledge import FACTOR_QP
from frostline.model.reason import Currency
from frostline.model.tables import PRICING, Release
from frostline.reference.localities import Spot, all_on
from frostline.reference.releases import all_releases
from frostline.reference.store import Held

Row = Mapping[str, Any]
HANDFUL = 64  # rows for which optimizing the plan takes longer than it saves


@dataclass(frozen=True, slots=True)
class Terms:
    """For which day, where and for whom; None where it was not said, and then every answer is given."""

    day: date
    where: Where = NOWHERE
    facility: bool | None = None
    place: str | None = None
    qp: bool | None = None
    role: str | None = None
    participating: bool | None = None
    together: bool = False


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
    known_through: date | None = None  # last day for which what it rests on is known; None: it rests on nothing

    @property
    def line(self) -> int:
        """Which of the services that were asked for, from 1."""
        return int(self.row["line"])

    @property
    def confirmed(self) -> bool:
        """Whether a release good for the day gave the answer, be it an amount or a reason for none."""
        return self.price.currency is Currency.confirmed and self.row["schedule"] is not None

    @property
    def sure(self) -> bool:
        """Whether there is an amount and nothing about it is in doubt."""
        return self.confirmed and self.price.allowed is not None


def quote(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services under every answer to what was not said; each by itself, or `together` as one day's work."""
    answers = list(_answers(asked))
    frame = pl.LazyFrame(list(_lines(wanted, answers, asked)), schema=LINES, orient="row")
    days = {asked.day, priced_as_of(asked.day)}
    packs = book()
    tables = Held().narrowed({service.code for service in wanted}, set(), days, PRICING)
    priced = allowed(frame, tables, terms([asked.day], packs), packs.modifiers)
    rows = collected(priced, as_written=len(answers) * len(wanted) < HANDFUL)[0].rows(named=True)
    told = cites(asked.day, packs)
    by_key = {(row["claim"], row["line"]): row for row in rows}
    held = [*tables.answers.values(), *filter(None, [asked.where.zip_list])]
    return tuple(
        Quote(service, asked.day, spot, facility, qp, row, _price(row, told, asked), *_rests(row, asked, held))
        for number, (spot, facility, qp) in enumerate(answers)
        for line, service in enumerate(wanted, start=1)
        for row in [by_key[_claim(number, line, asked), line]]
    )


def _rests(row: Row, asked: Terms, held: Sequence[Release]) -> tuple[tuple[str, ...], date | None]:
    """What of a third party a row rests on, and the last day that everything it rests on is known for."""
    return _used(row, asked, third_party(held)), known_through(row, held)


def third_party(releases: Iterable[Release]) -> frozenset[str]:
    """Names of the releases that are not the publisher's own files."""
    return frozenset(release.release for release in releases if release.third_party)


def known_through(row: Row, held: Iterable[Release]) -> date | None:
    """The first day on which one of the releases that a row rests on ends."""
    indices = None if row["national"] else row["indices"]
    lists = {release for release in held if release.table == "zip"}
    used = [release for release in held if release.release in {row["schedule"], indices} or release in lists]
    return min((release.through for release in used), default=None)


def _used(row: Row, asked: Terms, copies: frozenset[str]) -> tuple[str, ...]:
    """Those of them that a row rests on."""
    held = asked.where.zip_list
    cap = None if row["cap"] is None else row["cap_of"]
    indices = None if row["national"] else row["indices"]
    used = (row["schedule"], indices, cap, held and held.release)
    return tuple(dict.fromkeys(name for name in used if name in copies))


def _claim(number: int, line: int, asked: Terms) -> str:
    return f"{number:06d}" if asked.together else f"{number:06d}-{line:06d}"


def _answers(asked: Terms) -> Iterator[tuple[Spot, bool, bool | None]]:
    """Everything that may be the case: locality, setting, factor."""
    two = book().parameters[FACTOR_QP].on(priced_as_of(asked.day)) is not None
    spots = asked.where.spots or (NATIONAL,)
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


def _price(row: Row, told: Mapping[str, str], asked: Terms) -> Price:
    """A ZIP list that is not of the day makes the amount an estimate."""
    found = explained(row, told)
    stale = asked.where.stale and found.allowed is not None
    return replace(found, currency=Currency.unconfirmed) if stale else found


def quotes(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services where it was said, or else nationally and where they are paid least and most."""
    if asked.where.spots:
        return quote(wanted, asked)
    return ends(quote(wanted, replace(asked, where=Where((NATIONAL, *all_on(priced_as_of(asked.day)))))))


def by_year(wanted: Sequence[Service], asked: Terms) -> tuple[Quote, ...]:
    """Price services as of the last day of every relative value file held that begins by the day asked for."""
    days = years(asked.day) or (asked.day,)
    return tuple(found for day in days for found in quote(wanted, replace(asked, day=day)))


def ends(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Of quotes in every locality: the national one, the lowest and the highest for each answer to the rest."""
    grouped: dict[tuple[int, bool, bool | None], list[Quote]] = {}
    for found in quotes:
        grouped.setdefault((found.line, found.facility, found.qp), []).append(found)
    return tuple(end for held in grouped.values() for end in _ends(held))


def _ends(held: Sequence[Quote]) -> Iterator[Quote]:
    yield from (found for found in held if found.spot is NATIONAL)
    local = [found for found in held if found.spot is not NATIONAL and found.price.allowed is not None]
    if local:
        yield min(local, key=lambda found: found.price.allowed or 0)
        yield max(local, key=lambda found: found.price.allowed or 0)


def years(day: date) -> tuple[date, ...]:
    """The last day of every relative value file held that begins by a day, the day itself for the one that answers."""
    held = [release for release in all_releases() if release.table == "schedule" and release.from_ <= day]
    return tuple(sorted({min(release.through, day) for release in held}))
