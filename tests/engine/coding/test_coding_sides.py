"""Left, right, both, lids; and the guidance beside a procedure: 50, RT, LT, E1 to E4 and 26 where they belong."""

import pytest
from tests.engine.charts import billed, chart, drafted, entry, keys, lines

from frostline.engine.coding.lookups import Draw, Lookups
from frostline.engine.coding.settle import settle
from frostline.engine.coding.sides import guided, sided
from frostline.knowledge.book import book
from frostline.model.encounter import Treated

KIDNEY = Treated(
    id="k", lesion="renal mass", count=1, site="right kidney", method="cryoablation", approach="percutaneous"
)
LIVER = entry(KIDNEY, id="l", lesion="liver metastasis", site="liver")
NODULE = entry(KIDNEY, id="f", lesion="fibroadenoma", site="left breast", approach=None)
PAPILLOMA = Treated(id="p", lesion="papilloma", count=1, size_cm=None, method="LN2")
GUIDES = {("77013", "76940"): 1, ("77022", "76940"): 1, ("77022", "77013"): 1}
CODES = frozenset({"76940", "77013", "77022"})


def tables(bilateral: dict[str, str] | None = None, *, facility: bool | None = None) -> Lookups:
    """What the schedule says of sides, of the parts of guidance, and of the pairs among guidance."""
    return Lookups(
        global_days={},
        weight={},
        pairs=GUIDES,
        primaries={},
        bilateral=bilateral or {},
        split=CODES,
        facility=facility,
    )


def sides(*treated: Treated, bilateral: str | None = None) -> list[tuple[str, int, tuple[str, ...]]]:
    made = drafted(*treated).lines
    known = {line.code: bilateral for line in made} if bilateral else {}
    return [(draw.code, draw.units, draw.modifiers) for draw in sided(made, tables(known))]


def beside(*treated: Treated, facility: bool | None = None) -> dict[str, tuple[str, ...]]:
    """Guidance that stands, with its modifiers."""
    known = tables(facility=facility)
    draws, _ = guided(sided(drafted(*treated).lines, known), known)
    return {draw.code: draw.modifiers for draw in draws if draw.guides}


# Sides


@pytest.mark.parametrize(("site", "mark"), [("right kidney", "RT"), ("left kidney", "LT"), ("kidney, left", "LT")])
@pytest.mark.parametrize("indicator", ["0", "1", None])
def test_one_side_is_named_on_the_line_whatever_the_indicator(site: str, mark: str, indicator: str | None) -> None:
    assert [("50593", 1, (mark,))] == sides(entry(KIDNEY, site=site), bilateral=indicator)


def test_both_sides_are_one_line_with_50_where_the_schedule_pays_them_so() -> None:
    assert [("50593", 1, ("50",))] == sides(entry(KIDNEY, site="both kidneys"), bilateral="1")


@pytest.mark.parametrize("indicator", ["0", None])
def test_both_sides_are_two_lines_where_50_is_not_payable_or_not_known(indicator: str | None) -> None:
    expected = [("50593", 1, ("RT",)), ("50593", 1, ("LT",))]
    assert expected == sides(entry(KIDNEY, site="both kidneys"), bilateral=indicator)


def test_both_sides_are_one_plain_line_where_the_code_holds_both() -> None:
    assert [("50593", 1, ())] == sides(entry(KIDNEY, site="both kidneys"), bilateral="2")
    assert [("50593", 1, ())] == sides(KIDNEY, bilateral="2")


@pytest.mark.parametrize("indicator", ["0", "1", "2"])
def test_two_entries_of_one_side_are_one_line(indicator: str) -> None:
    assert 1 == len(sides(KIDNEY, entry(KIDNEY, id="k2", count=3), bilateral=indicator))


def test_the_order_of_the_sides_does_not_change_the_line() -> None:
    left = entry(KIDNEY, id="k2", site="left kidney")
    assert sides(KIDNEY, left, bilateral="1") == sides(left, KIDNEY, bilateral="1")


def test_a_line_for_both_sides_stands_for_the_entries_of_both() -> None:
    made = drafted(KIDNEY, entry(KIDNEY, id="k2", site="left kidney")).lines
    draws = sided(made, tables({"50593": "1"}))
    assert [frozenset({"k", "k2"})] == [draw.names for draw in draws]
    assert "bilateral indicator 1" in draws[0].step.steps[-1].because


def test_two_ways_in_are_two_lines_with_their_own_sides() -> None:
    other = entry(KIDNEY, id="k2", site="left kidney", approach="laparoscopic")
    assert {("50593", 1, ("RT",)), ("50542", 1, ("LT",))} == set(sides(KIDNEY, other, bilateral="1"))


def test_a_side_that_nobody_names_is_asked_and_never_made_up() -> None:
    drafts = drafted(entry(KIDNEY, site="kidney"))
    assert ({("50593", 1)}, [("site", "k")]) == (lines(drafts), keys(drafts.questions))
    assert [("50593", 1, ())] == sides(entry(KIDNEY, site="kidney"), bilateral="1")


def test_an_organ_without_sides_gets_none() -> None:
    assert [("47383", 1, ())] == sides(entry(LIVER, site="right lobe of the liver"), bilateral="0")


# Each counted


def test_each_fibroadenoma_is_a_unit_on_the_line_of_its_side() -> None:
    other = entry(NODULE, id="g", site="right breast", count=2)
    expected = {("19105", 1, ("LT",)), ("19105", 2, ("RT",))}
    assert expected == set(sides(NODULE, other, bilateral="1"))


def test_a_number_over_both_sides_is_asked_because_each_line_has_its_own() -> None:
    drafts = drafted(entry(NODULE, site="both breasts", count=3))
    assert (set(), [("count", "f")]) == (lines(drafts), keys(drafts.questions))
    assert "on each side" in drafts.questions[0].ask


# Lids


@pytest.mark.parametrize(
    ("site", "mark"),
    [("right upper", "E3"), ("right lower", "E4"), ("left upper", "E1"), ("left lower", "E2")],
)
def test_a_lid_has_its_own_modifier(site: str, mark: str) -> None:
    lid = entry(PAPILLOMA, site=f"{site} eyelid margin", size_cm=1)
    assert [("67850", 1, (mark,))] == sides(lid, bilateral="1")


def test_lids_are_never_made_one_line_with_50() -> None:
    lids = [entry(PAPILLOMA, id=side, site=f"{side} upper lid margin", size_cm=1) for side in ("left", "right")]
    assert [("67850", 1, ("E1",)), ("67850", 1, ("E3",))] == sides(*lids, bilateral="1")


@pytest.mark.parametrize("site", ["eyelid margin", "left eyelid margin", "upper eyelid margin"])
def test_a_lid_that_nobody_names_is_asked_and_its_line_stands_without(site: str) -> None:
    drafts = drafted(entry(PAPILLOMA, site=site, size_cm=1))
    assert ({("67850", 1)}, [("site", "p")]) == (lines(drafts), keys(drafts.questions))


# Guidance


def test_guidance_beside_a_procedure_is_26_in_a_facility_and_plain_elsewhere() -> None:
    guided_by_ct = entry(KIDNEY, guidance=("ct",))
    assert {"77013": ("26",)} == beside(guided_by_ct, facility=True)
    assert {"77013": ()} == beside(guided_by_ct, facility=False)
    assert {"77013": ()} == beside(guided_by_ct, facility=None)


def test_guidance_that_is_not_split_has_no_26() -> None:
    known = Lookups(global_days={}, weight={}, pairs={}, primaries={}, facility=True)
    draws, _ = guided(sided(drafted(entry(KIDNEY, guidance=("ct",))).lines, known), known)
    assert [(), ("RT",)] == sorted(draw.modifiers for draw in draws)


@pytest.mark.parametrize(
    ("guidance", "stays"),
    [(("ct", "ultrasound"), "77013"), (("mri", "ultrasound"), "77022"), (("ct", "mri"), "77022"),
     (("ultrasound", "ct", "mri"), "77022")],
)  # fmt: skip
def test_of_two_kinds_for_one_procedure_the_column_one_stays(guidance: tuple[str, ...], stays: str) -> None:
    assert {stays: ()} == beside(entry(KIDNEY, guidance=guidance))


def test_guidance_that_goes_says_of_which_it_is_a_component() -> None:
    known = tables()
    _, aside = guided(sided(drafted(entry(KIDNEY, guidance=("ct", "ultrasound"))).lines, known), known)
    assert [("76940", True)] == [(held.about, "component of 77013" in held.because) for held in aside]


def test_guidance_of_another_organ_stays() -> None:
    by_ct, by_ultrasound = entry(KIDNEY, guidance=("ct",)), entry(LIVER, guidance=("ultrasound",))
    assert {"77013", "76940"} == set(beside(by_ct, by_ultrasound))


def test_guidance_goes_with_the_procedure_that_it_guided() -> None:
    """A procedure that the rules take off the claim takes its guidance along."""
    encounter = chart(entry(KIDNEY, guidance=("ct",)))
    made = settle(drafted(entry(KIDNEY, guidance=("ct",))), encounter, tables(), book())
    assert {"50593", "77013"} == {code for code, _, _ in billed(made)}


def test_a_line_that_guides_nothing_is_not_split() -> None:
    known = tables(facility=True)
    draws, _ = guided((Draw("77013", 1, drafted(KIDNEY).lines[0].step),), known)
    assert [()] == [draw.modifiers for draw in draws]
