"""Money: the amounts that CMS publishes, to the cent, on one number and on a column, and no silent wrap."""

from decimal import ROUND_HALF_UP, Decimal, localcontext
from pathlib import Path
from typing import Self

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.model import money
from frostline.reference.releases import BUILTIN

NATIONAL = (1_000, 1_000, 1_000)
SEATTLE = (1_050, 1_227, 817)
ACNE_OFFICE, ACNE_FACILITY = (75, 76, 7), (75, 44, 7)
NON_QP, QP = 334_009, 335_675
LIMIT = 2**63  # of a Polars Int64

rvus = st.tuples(*[st.integers(0, money.WIDEST["rvu"])] * 3)
indices = st.tuples(*[st.integers(0, money.WIDEST["index"])] * 3)
factors = st.integers(0, money.WIDEST["factor"])


def rounded(exact: Decimal) -> int:
    return int(exact.quantize(Decimal(1), ROUND_HALF_UP))


# The published amount


@pytest.mark.parametrize(
    ("expected", "values", "factor"),
    [
        ("52.77", ACNE_OFFICE, NON_QP),
        ("42.09", ACNE_FACILITY, NON_QP),
        ("53.04", ACNE_OFFICE, QP),
        ("42.30", ACNE_FACILITY, QP),
    ],
)
def test_17340_in_2026_has_the_national_amounts_that_cms_publishes(
    expected: str, values: tuple[int, int, int], factor: int
) -> None:
    assert expected == money.dollars(money.published(values, NATIONAL, factor))


@pytest.mark.parametrize(
    ("expected", "values"), [("218.10", (179, 367, 18)), ("77.25", (59, 134, 6)), ("7.55", (4, 15, 0))]
)
def test_the_claim_of_the_demonstration_can_be_checked_by_hand(expected: str, values: tuple[int, int, int]) -> None:
    assert expected == money.dollars(money.published(values, SEATTLE, NON_QP))


@given(rvus, indices, factors)
def test_a_published_amount_is_the_decimal_product_rounded_once(
    values: tuple[int, int, int], places: tuple[int, int, int], factor: int
) -> None:
    with localcontext(prec=60):
        pairs = zip(values, places, strict=True)
        total = sum((Decimal(value) / 100 * Decimal(place) / 1_000 for value, place in pairs), Decimal(0))
        expected = rounded(total * Decimal(factor) / 10_000 * 100)
    assert expected == money.published(values, places, factor)


# Rounding


@given(st.integers(0, 10**17), st.integers(1, 10**8))
def test_half_up_is_what_decimal_calls_half_up(numerator: int, denominator: int) -> None:
    with localcontext(prec=60):
        expected = rounded(Decimal(numerator) / Decimal(denominator))
    assert expected == money.half_up(numerator, denominator)


@pytest.mark.parametrize(("expected", "numerator"), [(0, 49), (1, 50), (1, 149), (2, 150), (3, 250)])
def test_the_half_cent_goes_up_and_never_to_the_even_one(expected: int, numerator: int) -> None:
    assert expected == money.half_up(numerator, 100)


@pytest.mark.parametrize(("expected", "cents", "percent"), [(3863, 7725, 50), (7725, 7725, 100), (0, 7725, 0)])
def test_a_share_of_an_amount_is_rounded_half_up_to_the_cent(expected: int, cents: int, percent: int) -> None:
    assert expected == money.share(cents, percent)


# A column of them


@given(st.lists(st.tuples(rvus, indices, factors), min_size=1, max_size=20))
def test_a_column_gives_what_one_number_gives(
    rows: list[tuple[tuple[int, int, int], tuple[int, int, int], int]],
) -> None:
    names = ["w", "p", "m", "gw", "gp", "gm", "cf"]
    frame = pl.DataFrame([(*v, *i, f) for v, i, f in rows], schema=dict.fromkeys(names, pl.Int64), orient="row")
    w, p, m, gw, gp, gm, cf = map(pl.col, names)
    amounts = frame.select(money.published((w, p, m), (gw, gp, gm), cf).alias("cents"))["cents"]
    assert pl.Int64 == amounts.dtype
    assert [money.published(*row) for row in rows] == amounts.to_list()


@given(st.lists(st.tuples(st.integers(0, 10**10), st.integers(0, 300)), min_size=1, max_size=20))
def test_a_share_of_a_column_is_what_a_share_of_one_number_is(rows: list[tuple[int, int]]) -> None:
    frame = pl.DataFrame(rows, schema={"cents": pl.Int64, "percent": pl.Int64}, orient="row")
    shares = frame.select(money.share(pl.col("cents"), pl.col("percent")).alias("share"))["share"]
    assert [money.share(*row) for row in rows] == shares.to_list()


# Widths


class Watched(int):
    """A whole number that refuses to leave the 64 bits that a column has, at every single step."""

    def __new__(cls, value: int) -> Self:
        assert value < LIMIT, f"{value} wraps in a column"
        return super().__new__(cls, value)

    def __add__(self, other: int) -> "Watched":
        return Watched(int(self) + other)

    def __mul__(self, other: int) -> "Watched":
        return Watched(int(self) * other)

    def __floordiv__(self, other: int) -> "Watched":
        return Watched(int(self) // other)

    def __mod__(self, other: int) -> "Watched":
        return Watched(int(self) % other)

    __radd__, __rmul__ = __add__, __mul__


def widest() -> Watched:
    value, index, factor = (Watched(money.WIDEST[name]) for name in ("rvu", "index", "factor"))
    return money.published((value, value, value), (index, index, index), factor)


def test_the_watch_itself_notices_a_number_that_would_wrap() -> None:
    with pytest.raises(AssertionError, match="wraps in a column"):
        money.half_up(Watched(2**62), 1)


def test_the_widest_amount_wraps_at_no_step_nor_do_its_shares_and_units() -> None:
    amount = widest()
    assert isinstance(amount, Watched)
    for percent in (Watched(100), Watched(200)):
        assert isinstance(money.share(amount * money.WIDEST["units"], percent), Watched)


def test_a_limiting_charge_is_of_the_unrounded_amount_and_the_widest_of_them_wraps_at_no_step() -> None:
    value, index, factor = (Watched(money.WIDEST[name]) for name in ("rvu", "index", "factor"))
    exact = money.unrounded((value, value, value), (index, index, index), factor)
    limit = money.share(exact, Watched(10_925), money.BASIS, money.SCALE)
    assert isinstance(limit, Watched)
    assert rounded(Decimal(int(exact)) * 10_925 / money.BASIS / money.SCALE) == limit


@given(rvus, indices, factors, st.integers(0, 20_000))
def test_a_share_of_an_unrounded_amount_is_rounded_once(
    values: tuple[int, int, int], by: tuple[int, int, int], factor: int, part: int
) -> None:
    exact = money.unrounded(values, by, factor)
    with localcontext(prec=60):
        expected = rounded(Decimal(exact) * part / money.BASIS / money.SCALE)
    assert expected == money.share(exact, part, money.BASIS, money.SCALE)


@pytest.mark.parametrize(
    ("expected", "cents", "points"), [(122623, 196197, 6_250), (5424, 39881, 1_360), (1, 1, 5_000), (0, 1, 4_999)]
)
def test_a_share_in_basis_points_is_rounded_half_up(expected: int, cents: int, points: int) -> None:
    assert expected == money.share(cents, points, money.BASIS)


def test_the_widest_amount_is_the_same_in_a_column() -> None:
    value, index, factor = (pl.lit(money.WIDEST[name], pl.Int64) for name in ("rvu", "index", "factor"))
    amount = pl.select(money.published((value, value, value), (index, index, index), factor)).item()
    assert int(widest()) == amount


@pytest.mark.parametrize("path", sorted((BUILTIN / "schedule").glob("*.parquet")), ids=lambda path: path.stem)
def test_no_figure_of_a_schedule_is_wider_than_the_widest(path: Path) -> None:
    held = pl.read_parquet(path)
    columns = ("work", "pe_nonfacility", "pe_facility", "mp")
    assert money.WIDEST["rvu"] >= max(held.select(pl.max(*columns)).row(0))
    assert money.WIDEST["factor"] >= held.select(pl.max("conversion_factor")).item()


@pytest.mark.parametrize("path", sorted((BUILTIN / "gpci").glob("*.parquet")), ids=lambda path: path.stem)
def test_no_index_of_a_locality_is_wider_than_the_widest(path: Path) -> None:
    held = pl.read_parquet(path).select(pl.max("work_floored", "pe", "mp"))
    assert money.WIDEST["index"] >= max(held.row(0))


# How it is written


@pytest.mark.parametrize(("expected", "cents"), [("0.00", 0), ("0.05", 5), ("38.63", 3863), ("1000.00", 100_000)])
def test_dollars_always_show_two_places(expected: str, cents: int) -> None:
    assert expected == money.dollars(cents)


@pytest.mark.parametrize(
    ("expected", "value", "scale"),
    [("33.4009", 334_009, 10_000), ("1", 1_000, 1_000), ("1.05", 1_050, 1_000), ("0.0001", 1, 10_000)],
)
def test_a_scaled_number_shows_the_places_it_needs(expected: str, value: int, scale: int) -> None:
    assert expected == money.scaled(value, scale)


@pytest.mark.parametrize(
    ("expected", "value", "scale"),
    [("0.59", 59, 100), ("1.050", 1_050, 1_000), ("0.00", 0, 100), ("33.4009", 334_009, 10_000)],
)
def test_a_fixed_number_shows_every_place(expected: str, value: int, scale: int) -> None:
    assert expected == money.fixed(value, scale)


@given(st.integers(0, 10**12), st.sampled_from([money.CENTS, money.RVU_SCALE, money.GPCI_SCALE, money.FACTOR_SCALE]))
def test_what_is_written_is_read_back_as_the_same_number(value: int, scale: int) -> None:
    assert value == money.whole(Decimal(money.fixed(value, scale)), scale)
    assert value == money.whole(Decimal(money.scaled(value, scale)), scale)


def test_a_number_with_more_places_than_the_scale_is_refused_and_not_cut() -> None:
    with pytest.raises(ValueError, match=r"33\.40091 has more places than 1/10000"):
        money.whole(Decimal("33.40091"), money.FACTOR_SCALE)


def test_a_place_far_behind_the_point_is_refused_too() -> None:
    with pytest.raises(ValueError, match="more places"):
        money.whole(Decimal("1.00000000000000000000000000001"), money.CENTS)
