"""Dollars that CMS published, every one equal to ours: what `make golden` prints, quick enough for every run."""

import pytest
from tests.reference.made import CMS, NOT_HERE
from tools import compare_golden
from tools.golden import official

EXPECTED = {
    "amounts of PFREV26B, non-QP": 8_066,
    "amounts of PFREV26B-QP, QP": 8_066,
    "caps of OPPSCAP24A, status not C": 16_132,
    "prices of the look-up exports, 2020 to 2025": 2_766,
    "limiting charges of the look-up exports": 2_766,
}
"""How many amounts each comparison has; a comparison of fewer proves less."""


@pytest.mark.skipif(not CMS.is_dir(), reason=NOT_HERE)
def test_every_published_dollar_equals_ours() -> None:
    with official.store(CMS):
        found = list(compare_golden.compared(CMS, quick=True))
    assert [(count, count) for count in EXPECTED.values()] == [(held.equal, held.of) for held in found]
    assert all(held.what.startswith(what) for what, held in zip(EXPECTED, found, strict=True))
