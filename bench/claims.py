"""100,000 claim lines as they come: claims of one to four lines of all codes that are priced, in all localities.

The codes are those of the built-in figures, so that the benchmark is the same with and without the official files.
"""

import random
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

import polars as pl
from bench.plain import Sold, Tables, Where
from tests.engine import second_pricer

from frostline.engine.pricing.frame import LINES

Claim = tuple[Where, list[Sold]]
PLAIN_LINES, FACILITY, ALONE = 0.8, 0.3, 0.9  # shares: lines without a modifier, claims of a facility, one unit
MODIFIERS = (("59",), ("LT",), ("RT",), ("50",), ("51",), ("80",), ("62",), ("78",), ("26",), ("TC",), ("GY",), ("22",))
ROLES = (None, None, None, None, "practitioner")


def claims(lines: int) -> list[Claim]:
    """The same claims in every run."""
    draw = random.Random(17340)  # noqa: S311 - chance, no secret
    codes = sorted(
        code for (code, part), row in second_pricer.schedule().items() if not part and row["status"] in "ACRT"
    )
    spots = sorted(second_pricer.spots())
    return list(_drawn(draw, codes, spots, lines))


def _drawn(draw: random.Random, codes: list[str], spots: list[tuple[str, str]], left: int) -> Iterator[Claim]:
    while left > 0:
        count = min(left, draw.randint(1, 4))
        left -= count
        participating = None if draw.random() < PLAIN_LINES else False
        where = Where(draw.random() < FACILITY, draw.choice(spots), False, draw.choice(ROLES), participating)  # noqa: FBT003 - a field
        yield where, [_line(draw, codes) for _ in range(count)]


def _line(draw: random.Random, codes: list[str]) -> Sold:
    modifiers = () if draw.random() < PLAIN_LINES else draw.choice(MODIFIERS)
    return Sold(draw.choice(codes), modifiers, 1 if draw.random() < ALONE else 2)


def tables() -> Tables:
    """The same figures in dictionaries, as somebody would load them once."""
    places = {
        key: (max(row["work"] if row["work"] is not None else row["work_floored"], 1000), row["pe"], row["mp"])
        for key, row in second_pricer.spots().items()
    }
    return Tables(second_pricer.schedule(), places)


def for_the_referee(made: list[Claim]) -> list[second_pricer.Claim]:
    """Claims as the second pricer, in decimals, takes them."""
    return [
        (
            second_pricer.Where(**where._asdict()),
            [second_pricer.Sold(line.code, line.modifiers, line.units) for line in sold],
        )
        for where, sold in made
    ]


def read(lines: pl.DataFrame) -> Iterator[Claim]:
    """Claims out of the frame, as a program of dictionaries reads a table: a row at a time."""
    columns = ("claim", "code", "modifiers", "units", "facility", "mac", "locality", "qp", "role", "participating")
    for _, rows in groupby(lines.select(columns).iter_rows(), key=itemgetter(0)):
        held = list(rows)
        _, _, _, _, facility, mac, locality, qp, role, participating = held[0]
        where = Where(facility, (mac, locality), qp, role, participating)
        yield where, [Sold(code, tuple(modifiers), units) for _, code, modifiers, units, *_ in held]


def frame(made: list[Claim]) -> pl.DataFrame:
    """Claims as the engine takes them."""
    return pl.DataFrame(second_pricer.rows_of(for_the_referee(made)), schema=LINES, orient="row")
