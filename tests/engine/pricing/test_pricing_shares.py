"""Patient and payer shares: only from what somebody stated, to the cent."""

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frostline.engine.pricing.sharing import shares
from frostline.model.encounter import CostSharing

ALLOWED = 30958


def split(deductible: str, coinsurance: str, allowed: int = ALLOWED, cut: int = 2) -> tuple[int, int, int, int]:
    """Patient, payer, sequestration and what the payer sends, in cents."""
    found = shares(allowed, CostSharing(Decimal(deductible), Decimal(coinsurance)), cut, "2 USC 901a(6)")
    assert found is not None
    return (found.patient, found.payer, found.sequestration, found.payer_after_sequestration)


@pytest.mark.parametrize(
    ("deductible", "coinsurance", "expected"),
    [
        ("0", "0", (0, 30958, 619, 30339)),
        ("0", "0.20", (6192, 24766, 495, 24271)),
        ("0", "1", (30958, 0, 0, 0)),
        ("100.00", "0.20", (14192, 16766, 335, 16431)),
        ("309.58", "0.20", (30958, 0, 0, 0)),
        ("309.57", "0.20", (30957, 1, 0, 1)),
        ("500.00", "0.20", (30958, 0, 0, 0)),
    ],
)
def test_deductible_first_then_coinsurance_then_sequestration(
    deductible: str, coinsurance: str, expected: tuple[int, ...]
) -> None:
    assert expected == split(deductible, coinsurance)


def test_sequestration_takes_from_the_payer_only() -> None:
    assert split("100", "0.20", cut=0)[0] == split("100", "0.20", cut=2)[0]
    assert 0 == split("100", "0.20", cut=0)[2]


@pytest.mark.parametrize("stated", [CostSharing(), CostSharing(Decimal(0)), CostSharing(coinsurance=Decimal("0.2"))])
def test_nothing_is_shared_where_deductible_or_coinsurance_is_not_stated(stated: CostSharing) -> None:
    assert shares(ALLOWED, stated, 2, "") is None


@given(st.integers(0, 10_000_000), st.decimals(0, 10_000, places=2), st.decimals(0, 1, places=4))
def test_the_shares_add_up_to_what_is_allowed_and_are_never_negative(
    allowed: int, deductible: Decimal, coinsurance: Decimal
) -> None:
    patient, payer, cut, sent = split(str(deductible), str(coinsurance), allowed)
    assert allowed == patient + payer
    assert payer == cut + sent
    assert min(patient, payer, cut, sent) >= 0
    rest = max(Decimal(allowed) - deductible * 100, Decimal(0))
    owed = min(deductible * 100, Decimal(allowed)) + (rest * coinsurance).quantize(Decimal(1), ROUND_HALF_UP)
    assert owed == patient


def test_a_coinsurance_of_more_than_four_places_is_exact_too() -> None:
    assert 123450 == split("0", "0.12345", allowed=1_000_000)[0]


def test_every_part_of_the_share_is_explained() -> None:
    found = shares(ALLOWED, CostSharing(Decimal("100.00"), Decimal("0.20")), 2, "2 USC 901a(6)")
    assert found is not None
    assert ("$141.92", "the patient's share") == (found.step.value, found.step.because)
    assert [
        ("$100.00", "deductible still owed"),
        ("$41.92", "coinsurance of 20 % of the rest"),
        ("$3.35", "sequestration, 2 % of the payer's share"),
    ] == [(step.value, step.because) for step in found.step.steps]
    assert "2 USC 901a(6)" == found.step.steps[-1].cite


def test_a_coinsurance_with_a_fraction_of_a_percent_is_written_out() -> None:
    found = shares(ALLOWED, CostSharing(Decimal(0), Decimal("0.125")), 2, "")
    assert found is not None
    assert "coinsurance of 12.5 % of the rest" == found.step.steps[1].because
