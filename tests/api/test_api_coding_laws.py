"""Laws of coding over all families: order, what is unrelated, and more lesions."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.api.demo import demo

from frostline.api import bill
from frostline.model.claim import Line, Outcome
from frostline.model.encounter import Encounter, Locality, Pathology, Treated

DAYS = [date(2022, 3, 1), date(2023, 11, 1), date(2024, 2, 1), date(2024, 4, 1), date(2024, 8, 1), date(2026, 5, 4)]
SIDES = st.sampled_from(["left", "right", "both", ""])
METHODS = st.sampled_from(["cryosurgery", "laser", "chemical", "electrosurgery"])
APPROACHES = st.sampled_from(["percutaneous", "laparoscopic", "open", None])


def organ(lesion: str, site: str, *, sided: bool = False) -> st.SearchStrategy[Treated]:
    """Entries of one organ, with everything that can decide drawn."""
    return st.builds(
        Treated,
        lesion=st.just(lesion),
        site=SIDES.map(lambda side: f"{side} {site}".strip()) if sided else st.just(site),
        count=st.integers(1, 4),
        method=st.just("cryoablation"),
        approach=APPROACHES,
        guidance=st.sampled_from([None, ("ct",), ("ultrasound",), ("ct", "ultrasound")]),
    )


def genital(lesion: str, site: str) -> st.SearchStrategy[Treated]:
    """Entries of one genital or anal site."""
    extents = st.sampled_from(["simple", "extensive", None])
    count = st.integers(1, 20)
    return st.builds(Treated, lesion=st.just(lesion), site=st.just(site), count=count, method=METHODS, extent=extents)


skin = st.builds(
    Treated,
    lesion=st.sampled_from(["actinic keratosis", "wart", "skin tag", "acne"]),
    count=st.integers(1, 40),
    site=st.sampled_from(["face", "left hand", "neck", "back"]),
    method=st.just("cryosurgery"),
)
cancers = st.builds(
    Treated,
    lesion=st.sampled_from(["BCC", "SCC"]),
    count=st.integers(1, 2),
    site=st.sampled_from(["face", "left hand", "back"]),
    size_cm=st.sampled_from([Decimal(size) for size in ("0.5", "0.55", "1.5", "5")]),
    method=st.just("curettage"),
    pathology=st.just(Pathology.confirmed),
)
ORGANS = (
    organ("renal mass", "kidney", sided=True)
    | organ("liver metastasis", "liver")
    | organ("lung tumor", "lung", sided=True)
    | organ("fibroadenoma", "breast", sided=True)
    | organ("bone metastasis", "pelvis")
)
GENITAL = genital("condyloma", "penis") | genital("condyloma", "vulva") | genital("condyloma", "anus")
anything = skin | cancers | ORGANS | GENITAL
slowly = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def named(entries: Iterable[Treated]) -> tuple[Treated, ...]:
    """Entries with ids of their own, so that they keep their names in any order."""
    return tuple(replace(entry, id=f"e{number}") for number, entry in enumerate(entries))


several = st.lists(anything, min_size=2, max_size=4).map(named)


def told(outcome: Outcome) -> set[tuple[str, int, tuple[str, ...]]]:
    return {shown(line) for line in outcome.lines}


def shown(line: Line) -> tuple[str, int, tuple[str, ...]]:
    return line.code, line.units, tuple(sorted(line.modifiers))


def billed(entries: tuple[Treated, ...]) -> Outcome:
    return bill(replace(demo(), treated=entries))


@slowly
@given(several)
def test_the_order_of_entries_changes_no_line_and_no_question(entries: tuple[Treated, ...]) -> None:
    one, other = billed(entries), billed(tuple(reversed(entries)))
    assert told(one) == told(other)
    assert {(held.key, held.about) for held in one.questions} == {(held.key, held.about) for held in other.questions}


@slowly
@given(skin, st.sampled_from(["penis", "vulva", "anus"]))
def test_a_genital_wart_changes_no_line_of_the_skin_since_no_pair_joins_them(entry: Treated, site: str) -> None:
    wart = Treated(id="g", lesion="condyloma", site=site, count=2, method="cryosurgery", extent="simple")
    alone, beside = billed(named([entry])), billed((*named([entry]), wart))
    assert told(alone) <= told(beside)
    assert 1 == len(told(beside) - told(alone))


@slowly
@given(skin, ORGANS)
def test_a_lesion_of_another_family_changes_codes_and_units_of_no_line(entry: Treated, other: Treated) -> None:
    alone, beside = billed(named([entry])), billed(named([entry, other]))
    assert {held[:2] for held in told(alone)} <= {held[:2] for held in told(beside)}


def at(day: date, lesion: str, count: int, place: str) -> Encounter:
    """So many like lesions of the face on a day."""
    entry = Treated(lesion=lesion, count=count, site="face", method="cryosurgery")
    return replace(demo(), date=day, place=place, locality=Locality(national=True), treated=(entry,))


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("place", ["office", "22"])
@pytest.mark.parametrize("lesion", ["actinic keratosis", "wart", "skin tag"])
def test_one_more_lesion_never_pays_less_not_even_where_the_flat_code_begins(
    day: date, place: str, lesion: str
) -> None:
    paid = [bill(at(day, lesion, count, place)).total_allowed for count in (1, 2, 14, 15, 26)]
    assert None not in paid
    assert sorted(paid, key=lambda amount: amount or 0) == paid


@pytest.mark.parametrize("site", ["left kidney", "right kidney", "both kidneys"])
def test_tumors_probes_and_cycles_are_no_units_of_a_kidney(site: str) -> None:
    one = Treated(lesion="renal mass", site=site, count=1, method="cryoablation", approach="percutaneous")
    many = replace(one, count=5, probes=4, cycles=2)
    assert told(billed((one,))) == told(billed((many,)))
