"""What is asked for on a command line: codes as people write them, and where, in words or numbers."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from frostline.api.setting import read_place
from frostline.api.terms import priced_as_of
from frostline.knowledge.book import book
from frostline.model.encounter import SHAPES
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference.localities import Spot, all_on, named, of_zip
from frostline.reference.releases import all_releases, answering

CODE = SHAPES["code"].pattern.strip("^$")
WRITTEN = re.compile(rf"{CODE}((?:-[0-9A-Z]{{2}}){{0,4}})(?:[X×]([1-9]\d{{0,3}}))?", re.ASCII)
NATIONAL = Spot("", "", "national")
ONE_WAY = "one of --zip, --mac with --locality, --locality national, and --all-localities"


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
class Where:
    """Localities that were named (none: nobody said), and the ZIP list that placed them."""

    spots: tuple[Spot, ...] = ()
    zip_list: Release | None = None
    stale: bool = False  # the ZIP list is not of the day


NOWHERE = Where()


def services(words: Sequence[str]) -> tuple[Service, ...]:
    """Read codes as people write them; raises with every one that is none."""
    found = [(word, WRITTEN.fullmatch(word.strip().upper())) for word in words]
    wrong = [word for word, match in found if match is None]
    if wrong:
        shape = "a CPT or HCPCS code, such as 17340, 19105-50 or 17003x7; or one csv or Parquet file of lines"
        raise FrostlineError("\n".join(f"price: found {word.strip() or 'nothing'}; expected {shape}" for word in wrong))
    return tuple(_service(match) for _, match in found if match)


def _service(match: re.Match[str]) -> Service:
    code, modifiers, units = match.groups()
    return Service(code, tuple(filter(None, modifiers.split("-"))), int(units or 1))


def where(day: date, zip_code: str | None, mac: str | None, locality: str | None, *, everywhere: bool = False) -> Where:
    """Find the locality that was named in one way; of two ways one would be ignored."""
    ways = [zip_code is not None, mac is not None or locality is not None, everywhere]
    national = locality is not None and locality.casefold() == "national"
    if sum(ways) > 1 or (national and mac is not None):
        raise FrostlineError(f"price: found two ways to say where; expected {ONE_WAY}")
    if everywhere:
        return Where(all_on(priced_as_of(day)))
    if national:
        return Where((NATIONAL,))
    if zip_code is not None:
        return _of_zip(zip_code.strip(), day)
    if mac is not None and locality is not None:
        return Where((_spot(mac, locality, day),))
    if mac is not None or locality is not None:
        raise FrostlineError("price: found --mac or --locality without the other; expected both, --zip, or national")
    return Where()


def _of_zip(zip_code: str, day: date) -> Where:
    if not re.fullmatch(SHAPES["zip"].pattern, zip_code):
        raise FrostlineError(f"--zip: found {zip_code or 'nothing'}; expected {SHAPES['zip'].says}")
    found = of_zip(zip_code, day)
    if found is None:
        raise FrostlineError(f"--zip: no list of ZIP codes is held for {day} or before; give --mac and --locality")
    if isinstance(found, Release):
        raise FrostlineError(f"--zip: found {zip_code}; expected a ZIP that {found.release} holds; check the digits")
    held = answering(all_releases(), "zip", day)
    return Where((_spot(*found, day),), held, held is not None and held.currency(day) is Currency.unconfirmed)


def _spot(mac: str, locality: str, day: date) -> Spot:
    return Spot(mac, locality, named(mac, locality, priced_as_of(day)) or f"MAC {mac} locality {locality}")


def setting(place: str | None) -> tuple[str | None, bool | None]:
    """Two digits of a place of service and whether it is a facility, from digits or words."""
    if place is None:
        return None, None
    found = read_place(place, book())
    settings = {term.setting for term in found}
    if len(settings) != 1:
        expected = "a place of service, such as 11 or office" if not found else ", ".join(term.code for term in found)
        raise FrostlineError(f"--place: found {place.strip() or 'nothing'}; expected {expected}")
    return found[0].code if len(found) == 1 else None, settings == {"facility"}
