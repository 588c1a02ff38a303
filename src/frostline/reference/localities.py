"""Where a service is priced: ZIP to carrier locality, and whether a locality exists."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import polars as pl

from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference.releases import all_releases, answering
from frostline.reference.schemas import SCHEMAS
from frostline.reference.store import frame


@dataclass(frozen=True, slots=True)
class Spot:
    """A payment locality with the publisher's name."""

    mac: str
    locality: str
    name: str


def all_on(day: date) -> tuple[Spot, ...]:
    """Every locality of the index file that answers for a day."""
    release = answering(all_releases(), "gpci", day)
    if release is None:
        return ()
    rows = frame(release).select("mac", "locality", "name", "state").rows()
    return tuple(Spot(mac, locality, f"{str(name).title()}, {state}") for mac, locality, name, state in rows)


def of_zip(zip_code: str, day: date) -> tuple[str, str] | Release | None:
    """Find the (MAC, locality) of a ZIP; the release that does not list it; None where no release answers."""
    release = answering(all_releases(), "zip", day)
    if release is None:
        return None
    five = zip_code[:5]
    rows = frame(release).filter(pl.col("first").le(five), pl.col("last").ge(five)).select("mac", "locality").rows()
    return (str(rows[0][0]), str(rows[0][1])) if rows else release


def zips_on(days: Iterable[date]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Give which ZIP list answers each day (date, release, confirmed), and the runs of ZIP codes of those lists."""
    found = {day: answering(all_releases(), "zip", day) for day in set(days)}
    rows = [(day, release.release, day <= release.through) for day, release in found.items() if release]
    lists = pl.DataFrame(rows, schema={"date": pl.Date, "release": pl.String, "confirmed": pl.Boolean}, orient="row")
    releases = {release.release: release for release in found.values() if release}
    runs = [frame(releases[name]) for name in sorted(releases)]
    return lists, pl.concat(runs or [SCHEMAS["zip"].empty.with_columns(release=pl.lit(""))])


def named(mac: str, locality: str, day: date) -> str | None:
    """Find the publisher's name of a locality; None where no index file answers for the day."""
    release = answering(all_releases(), "gpci", day)
    if release is None:
        return None
    spots = all_on(day)
    found = next((spot for spot in spots if (spot.mac, spot.locality) == (mac, locality)), None)
    if found is None:
        raise FrostlineError(
            f"locality: found MAC {mac} with locality {locality}; expected one of the {len(spots)} of "
            f"{release.release}; give a ZIP if you do not know yours"
        )
    return found.name
