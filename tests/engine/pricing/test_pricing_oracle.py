"""Amounts against a second pricer, written in decimals from the rules alone, and against CMS's payment files."""

import csv
import io
import zipfile
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.engine.second_pricer import (
    COMPONENTS,
    EXCLUDED,
    IN_FULL,
    ROLES,
    RULED,
    UNBUILT,
    Claim,
    Sold,
    Where,
    engine,
    expected,
    frame_of,
    obstacle,
    rows_of,
    schedule,
    spots,
    tables_of,
    terms,
)

from frostline.engine.pricing.allowed import allowed
from frostline.knowledge.book import book

CMS = Path(__file__).resolve().parents[4] / "shared" / "data" / "cms"
# By property

FIELD = [
    "17000", "17003", "17004", "17106", "17107", "17108", "17110", "17111", "17260", "17263", "17282", "17286",
    "17340", "11102", "11103", "11200", "11201", "11300", "99203", "99213", "96567", "96573", "54056", "55873",
    "50593", "32994", "47383", "20983", "19105",
]  # fmt: skip


@cache
def any_code() -> list[str]:
    """Every code of the built-in schedule."""
    return sorted({code for code, _ in schedule()})


@cache
def families() -> list[list[str]]:
    """Endoscopies that share a base, with their base."""
    found: dict[str, list[str]] = {}
    for (code, _), row in schedule().items():
        if row["multiple"] == "3":
            found.setdefault(row["endoscopic_base"], [row["endoscopic_base"]]).append(code)
    return [found[base] for base in sorted(found)]


@cache
def surgeries() -> list[str]:
    """Codes with a global package, for which most modifiers of surgeons are meant."""
    return sorted(code for (code, _), row in schedule().items() if row["global_days"] in {"010", "090"})


modifiers = st.lists(
    st.sampled_from([*IN_FULL, *RULED, "26"]) | st.sampled_from([*IN_FULL, *UNBUILT, *EXCLUDED, *COMPONENTS]),
    max_size=2,
    unique=True,
)
sold = st.builds(
    Sold,
    code=st.sampled_from(FIELD) | st.sampled_from(any_code()) | st.sampled_from(surgeries()),
    modifiers=st.just(()) | modifiers.map(tuple),
    units=st.integers(1, 4) | st.none(),
    charge=st.none() | st.integers(0, 100_000),
)
wheres = st.builds(
    Where,
    facility=st.sampled_from([False, True, False, True, None]),
    spot=st.sampled_from(sorted(spots())) | st.none(),
    national=st.booleans(),
    qp=st.sampled_from([False, True, False, True, None]),
    role=st.sampled_from([None, None, None, *ROLES]),
    participating=st.sampled_from([None, True, False]),
    place=st.sampled_from([None, "11", "24", "22", "02", "10"]),
).map(lambda where: replace(where, spot=None) if where.national else where)
clean = st.builds(
    Sold,
    code=st.sampled_from(["17000", "17003", "17110", "17263", "17282", "11102", "11200", "17340"]),
    units=st.integers(1, 3),
    charge=st.none() | st.integers(0, 30_000),
)
single = clean.map(lambda line: replace(line, units=1, charge=None))
known = st.builds(Where, facility=st.booleans(), spot=st.sampled_from(sorted(spots())), qp=st.booleans())
slowly = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


@slowly
@given(st.lists(st.tuples(wheres, st.lists(sold, min_size=1, max_size=5)), min_size=1, max_size=6))
def test_every_line_has_the_amount_and_the_reason_of_a_pricer_in_decimals(claims: list[Claim]) -> None:
    assert expected(claims) == engine(claims)


@slowly
@given(st.lists(st.tuples(known, st.lists(clean, min_size=1, max_size=6)), min_size=1, max_size=6))
def test_ranks_percentages_and_charges_are_those_of_a_pricer_in_decimals(claims: list[Claim]) -> None:
    assert expected(claims) == engine(claims)


def a_session(random: Random) -> list[Sold]:
    """What one session may hold: a family of endoscopies, other surgery, and a modifier here and there."""
    pools = [random.choice(families()), surgeries(), any_code()]
    codes = [random.choice(random.choice(pools)) for _ in range(random.randint(1, 5))]
    mostly = [(), (), (), ("51",), ("50",), ("54",), ("55",), ("78",), ("62",), ("80",), ("AS",), ("RT",), ("LT", "59")]
    return [Sold(code, random.choice(mostly), random.choice([1, 1, 1, 2])) for code in codes]


@pytest.mark.parametrize("seed", range(4))
def test_six_thousand_sessions_of_any_code_modifier_role_and_place_are_paid_by_the_rules_to_the_cent(seed: int) -> None:
    random = Random(seed)  # noqa: S311 - claims, not secrets
    claims = [
        (
            Where(
                facility=random.random() < 0.9,
                spot=random.choice(sorted(spots())),
                qp=random.random() < 0.5,
                role=random.choice([None, None, None, *ROLES]),
                participating=random.choice([None, True, False]),
            ),
            a_session(random),
        )
        for _ in range(1500)
    ]
    found = engine(claims)
    assert expected(claims) == found
    assert 1000 < sum(amount is not None for amount, _ in found), "or the rules were hardly reached"


@slowly
@given(known, st.lists(clean, min_size=1, max_size=3), st.integers(1, 3))
def test_a_line_of_n_units_is_paid_as_n_lines_of_one(where: Where, held: list[Sold], units: int) -> None:
    together = [replace(line, units=units, charge=None) for line in held[:1]]
    apart = [replace(line, units=1, charge=None) for line in held[:1] for _ in range(units)]
    assert sum(a or 0 for a, _ in engine([(where, apart)])) == sum(a or 0 for a, _ in engine([(where, together)]))


@slowly
@given(
    known, st.lists(clean.map(lambda line: replace(line, units=1, charge=None)), min_size=2, max_size=5), st.randoms()
)
def test_the_order_of_lines_changes_no_total(where: Where, held: list[Sold], random: Random) -> None:
    shuffled = random.sample(held, len(held))
    assert sum(a or 0 for a, _ in engine([(where, held)])) == sum(a or 0 for a, _ in engine([(where, shuffled)]))


def test_every_code_of_the_schedule_in_both_settings_and_factors_and_nationally() -> None:
    wide = [Where(facility=facility, qp=qp) for facility in (False, True) for qp in (False, True)]
    claims = [
        (where, [Sold(code, (component,) if component else ())])
        for where in [*wide, Where(spot=None, national=True), Where(spot=("10112", "00"))]
        for code, component in schedule()
    ]
    assert 40_000 < len(claims)
    assert expected(claims) == engine(claims)


def test_every_locality_and_both_factors_for_the_codes_of_the_field() -> None:
    claims = [
        (Where(facility=facility, spot=spot, qp=qp), [Sold(code)])
        for spot in spots()
        for facility in (False, True)
        for qp in (False, True)
        for code in FIELD
    ]
    assert 109 * 4 * len(FIELD) == len(claims)
    assert expected(claims) == engine(claims)


# By the publisher's own payment files

needs_files = pytest.mark.skipif(
    not CMS.is_dir(), reason="the official files are not here: no folder shared/data/cms beside the checkout"
)


def payment_file(name: str) -> list[tuple[str, str, str, str, str]]:
    """MAC, locality, code, non-facility and facility amount (layout: pfs_2026/PF26PB.pdf); trailers left out."""
    with zipfile.ZipFile(CMS / "pfs_2026" / name) as packed:
        text = packed.read("PFREV26B.txt").decode("ascii")
    records = [record for record in csv.reader(io.StringIO(text)) if record[0] == "2026"]
    return [(r[1], r[2], r[3], r[5], r[6]) for r in records if r[4].strip() == ""]


@needs_files
@pytest.mark.parametrize(("name", "qp"), [("PFREV26B_nonQP.zip", False), ("PFREV26B_QP.zip", True)])
def test_every_amount_of_cms_payment_files_for_the_codes_held_is_reproduced_to_the_cent(
    name: str,
    qp: bool,  # noqa: FBT001 - one of two files
) -> None:
    held = [record for record in payment_file(name) if (record[2], "") in schedule()]
    asked = [
        (Where(facility=facility, spot=(mac, locality), qp=qp), [Sold(code)], Decimal(amounts[facility]))
        for mac, locality, code, *amounts in held
        for facility in (False, True)
    ]
    claims = [(where, lines) for where, lines, _ in asked]
    here = [obstacle(lines[0], where) is None for where, lines in claims]
    found = priced_though_na(claims)
    compared = [(amount, own) for (_, _, amount), own in zip(asked, found, strict=True)]
    assert 15 * 109 * 2 == len(compared), "of the file's 37 codes 15 are held: 3,270 amounts in localities and settings"
    assert [amount for amount, _ in compared] == [own for _, own in compared]
    assert [amount if done else None for (amount, _), done in zip(compared, here, strict=True)] == [
        amount for amount, _ in engine(claims)
    ]


def priced_though_na(claims: list[Claim]) -> list[Decimal]:
    """Amounts with the NA marks ignored: CMS publishes one for each setting, done there or not."""
    rows = rows_of(claims)
    tables = tables_of(rows)
    everywhere = tables.schedule.with_columns(na_nonfacility=pl.lit(value=False), na_facility=pl.lit(value=False))
    found = allowed(frame_of(rows), replace(tables, schedule=everywhere), terms(), book().modifiers).collect()
    return [Decimal(amount) / 100 for amount in found["allowed"]]
