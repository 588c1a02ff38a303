"""The terms of a day: which releases, factor, floor and percentages price it."""

from collections.abc import Collection
from datetime import date

import polars as pl

from frostline.engine.pricing.frame import TERMS
from frostline.model import money
from frostline.model.knowledge import FACTOR, FACTOR_QP, FLOOR, RANKED, SHARES, Book, Parameter, Value
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference.releases import all_releases, answering


def schedule_on(day: date) -> Release | None:
    """Which relative value file answers for a day."""
    return answering(all_releases(), "schedule", day)


def priced_as_of(day: date) -> date:
    """The day whose factors price a service.

    Its own; but where the schedule held is of an earlier year, the last day of that schedule: relative values and
    factor of a year belong together, and a mixture of two years is an amount that nobody ever paid.
    """
    held = schedule_on(day)
    return day if held is None or day.year == held.through.year else held.through


def terms(days: Collection[date], book: Book) -> pl.LazyFrame:
    """One row a day (`TERMS`)."""
    return pl.LazyFrame([_row(day, book) for day in sorted(set(days))], schema=TERMS, orient="row")


def _row(day: date, book: Book) -> tuple[object, ...]:
    held, on = schedule_on(day), priced_as_of(day)
    indices = answering(all_releases(), "gpci", on)
    parameters = tuple(book.parameters[name] for name in (FACTOR, FLOOR, RANKED, *SHARES))
    factor, floor, percents, *shares = (parameter.on(on) for parameter in parameters)
    return (
        day,
        held.release if held else None,
        indices.release if indices else None,
        _currency(day, (held, indices), parameters),
        _scaled(factor, money.FACTOR_SCALE),
        _scaled(book.parameters[FACTOR_QP].on(on), money.FACTOR_SCALE),
        _scaled(floor, money.GPCI_SCALE) or 0,
        [int(percent) for percent in percents.by_rank] if percents else [],
        _caps(day, on),
        *(_scaled(share, money.BASIS // money.PERCENT) for share in shares),
    )


def _caps(day: date, on: date) -> str | None:
    """Release of the imaging caps confirmed for the day: dollars of another period are no cap of it."""
    held = answering(all_releases(), "oppscap", day)
    sure = held is not None and held.currency(day) is Currency.confirmed and day == on
    return held.release if held is not None and sure else None


def cites(day: date, book: Book) -> dict[str, str]:
    """What each parameter rests on for that day, by its id."""
    on = priced_as_of(day)
    held = {name: parameter.on(on) for name, parameter in book.parameters.items()}
    return {name: f"{value.cite}. {value.note}".strip(" .") for name, value in held.items() if value is not None}


def _currency(day: date, held: tuple[Release | None, ...], parameters: tuple[Parameter, ...]) -> str | None:
    releases = [release for release in held if release is not None]
    if len(releases) < len(held):
        return None
    sure = all(release.currency(day) is Currency.confirmed for release in releases)
    verified = all(day <= parameter.verified_through for parameter in parameters)
    return Currency.confirmed if sure and verified else Currency.unconfirmed


def _scaled(value: Value | None, scale: int) -> int | None:
    return money.whole(value.value, scale) if value is not None and value.value is not None else None
