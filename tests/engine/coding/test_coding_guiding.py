"""Guidance that the provider coded: billed once, with 26 where it belongs, never where it is part of the treatment."""

from dataclasses import replace

import pytest
from tests.engine.charts import Pairs, billed, chart, entry, lookups, marks, service, settled

from frostline.engine.coding.lookups import Lookups, Settled
from frostline.model.encounter import Apart, Encounter, Separate, Treated

KIDNEY = Treated(id="k", lesion="renal mass", site="left kidney", method="cryoablation", approach="percutaneous")
LIVER = entry(KIDNEY, id="l", lesion="liver metastasis", site="liver")
OPEN = entry(LIVER, id="o", approach="open")
NERVE = entry(KIDNEY, id="n", lesion="chronic pain", count=1, site="right median nerve", method="cryoneurolysis")
NODULE = entry(KIDNEY, id="f", lesion="fibroadenoma", count=1, site="left breast", approach=None)
FIXED: Pairs = {("47381", "47383"): 0, ("47381", "77013"): 0}


def tables(pairs: Pairs | None = None, *, facility: bool | None = None) -> Lookups:
    split = frozenset({"76940", "76942", "77013", "77022"})
    return replace(lookups(pairs=pairs), split=split, facility=facility)


def at(*treated: Treated, facility: bool | None, code: str = "77013", **told: object) -> Settled:
    return settled(chart(*treated, services=(service(code, **told),)), tables(facility=facility))


def codes(result: Settled) -> list[str]:
    return [line.code for line in result.lines]


def left(result: Settled) -> list[str]:
    return [held.about for held in result.not_coded]


def together(*treated: Treated, pairs: Pairs = FIXED, **more: object) -> Settled:
    made: Encounter = chart(*treated, **more)
    return settled(made, tables(pairs))


# Beside the treatment it guided


@pytest.mark.parametrize(("facility", "expected"), [(True, ("26",)), (False, ()), (None, ())])
def test_guidance_has_26_in_a_facility_and_nowhere_else(
    facility: bool | None,  # noqa: FBT001 - of a place
    expected: tuple[str, ...],
) -> None:
    assert {"50593": ("LT",), "77013": expected} == marks(at(KIDNEY, facility=facility, treats="k"))


@pytest.mark.parametrize("stated", ["26", "TC"])
def test_a_part_that_the_provider_names_is_left_alone(stated: str) -> None:
    assert (stated,) == marks(at(KIDNEY, facility=True, modifiers=(stated,)))["77013"]


@pytest.mark.parametrize("treats", ["k", None])
def test_guidance_that_the_chart_names_and_the_provider_codes_is_billed_once(treats: str | None) -> None:
    result = at(entry(KIDNEY, guidance=("ct",)), facility=True, treats=treats)
    assert [("50593", 1, ("LT",)), ("77013", 1, ("26",))] == sorted(billed(result))
    assert ["77013"] == left(result)
    assert "already" in result.not_coded[0].because
    assert () == result.findings


@pytest.mark.parametrize("treats", ["n", None])
def test_imaging_that_is_part_of_the_treatment_is_not_billed_and_its_reason_has_a_source(treats: str | None) -> None:
    result = at(NERVE, facility=False, code="76942", treats=treats)
    assert (["0440T"], ["76942"]) == (codes(result), left(result))
    assert "part of it" in result.not_coded[0].because
    assert result.not_coded[0].cite


@pytest.mark.parametrize("told", [{"lesion": Apart.other}, {"separate": Separate.encounter}])
def test_imaging_that_guided_something_else_stands(told: dict[str, object]) -> None:
    assert ["0440T", "76942"] == sorted(codes(at(NERVE, facility=False, code="76942", **told)))


def test_imaging_whose_treatment_is_not_said_among_two_is_never_taken_for_a_part_of_one() -> None:
    assert ["0440T", "50593", "76942"] == sorted(codes(at(KIDNEY, NERVE, facility=False, code="76942")))


def test_a_pair_decides_before_the_wording_does() -> None:
    told = (service("76942", treats="f"),)
    result = together(NODULE, pairs={("19105", "76942"): 1}, services=told)
    assert (["19105"], ["ncci.ptp"]) == (codes(result), [finding.edit for finding in result.findings])


def test_guidance_of_a_treatment_that_is_not_decided_waits() -> None:
    result = at(entry(KIDNEY, approach=None), facility=True, treats="k")
    assert ([], ["77013"]) == (codes(result), left(result))
    assert "not decided" in result.not_coded[0].because


# Of two treatments that exclude each other, with their guidance


@pytest.mark.parametrize("order", [(OPEN, LIVER), (LIVER, OPEN)])
def test_of_a_pair_of_indicator_0_the_column_one_treatment_alone_is_billed(order: tuple[Treated, ...]) -> None:
    result = together(*order)
    assert [("47381", 1, ())] == billed(result)
    assert [("ncci.ptp", None)] == [(finding.edit, finding.line) for finding in result.findings]
    assert ["47383"] == left(result)
    assert "indicator 0" in result.findings[0].because


@pytest.mark.parametrize("imaging", ["ct", "ultrasound", "mri"])
def test_guidance_falls_with_the_treatment_that_it_guided(imaging: str) -> None:
    assert ["47381"] == codes(together(OPEN, entry(LIVER, guidance=(imaging,))))


def test_guidance_of_the_treatment_that_stands_stands() -> None:
    guided = entry(OPEN, guidance=("ultrasound",))
    assert ["47381", "76940"] == sorted(codes(together(guided, LIVER)))
    assert ["47381", "76940"] == sorted(codes(together(guided, entry(LIVER, guidance=("ultrasound",)))))


def test_the_same_two_treatments_without_the_pair_are_both_billed() -> None:
    assert ["47381", "47383"] == sorted(codes(together(OPEN, LIVER, pairs={})))


def test_a_pair_of_indicator_1_excludes_neither() -> None:
    result = together(OPEN, LIVER, pairs={("47381", "47383"): 1})
    assert {"47381": (), "47383": ("59",)} == marks(result)
    assert () == result.findings
