"""Which code of several: silence is asked about only where it can decide, and every answer gives what was promised."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from tests.engine.charts import PACKS, answers, drafted, keys, lines

from frostline.engine.coding.entry import Entry, Spot
from frostline.engine.coding.picked import by_pick
from frostline.engine.coding.picking import WORDED, Picked, pick
from frostline.model.claim import Question
from frostline.model.encounter import Treated
from frostline.model.families import Choice, Family, Pick

FAMILIES = {family.id: family for family in PACKS.families if family.units.pick is not None}
PENIS, CERVIX, LID = FAMILIES["genital.penis"], FAMILIES["cervix"], FAMILIES["eyelid.margin"]
KIDNEY, NERVE, PROSTATE = FAMILIES["kidney"], FAMILIES["nerve"], FAMILIES["prostate"]
EXTENSIVE = [
    FAMILIES[name] for name in ("genital.penis", "anal.lesions", "genital.vulva", "genital.vagina", "skin.photodynamic")
]


def way(family: Family) -> Pick:
    assert family.units.pick is not None
    return family.units.pick


def said(**words: str | None) -> Entry:
    """An entry of which just this was read: ids of the vocabulary by facet, and a size in cm."""
    name = words.get("name") or "e"
    size, site, method = words.get("size"), words.get("site"), words.get("method")
    return Entry(
        name=name,
        treated=Treated(id=name, lesion="a lesion", count=2, size_cm=Decimal(size) if size else None),
        spots=(Spot(PACKS.site(site)),) if site else (),
        method=PACKS.method(method) if method else None,
        approach=words.get("approach"),
        extent=words.get("extent"),
    )


def picked(family: Family, entry: Entry) -> Picked:
    return pick(entry, family, way(family).codes, PACKS)


def nothing(found: Picked) -> bool:
    return found.choice is None and found.questions == ()


def code(family: Family, entry: Entry) -> str | None:
    found = picked(family, entry)
    assert found.questions == ()
    return found.choice.code if found.choice else None


def asked(family: Family, entry: Entry) -> list[str]:
    found = picked(family, entry)
    assert found.choice is None
    return [question.key for question in found.questions]


def every_choice() -> list[tuple[Family, Choice]]:
    return [(family, choice) for family in FAMILIES.values() for choice in way(family).codes]


def exactly(choice: Choice) -> Entry:
    """An entry that says all that the wording of a choice fixes, and nothing else."""
    words: dict[str, str | None] = {facet: next(iter(getattr(choice, facet)), None) for facet in WORDED}
    return said(**words, size=str(choice.at_most_cm) if choice.at_most_cm is not None else None)


@pytest.mark.parametrize(("family", "choice"), every_choice(), ids=lambda held: getattr(held, "id", None) or held.code)
def test_a_chart_that_says_what_a_code_stands_for_gets_that_code(family: Family, choice: Choice) -> None:
    assert choice.code == code(family, exactly(choice))


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_a_chart_that_says_nothing_is_asked_for_every_facet_that_decides_and_for_no_other(family: Family) -> None:
    deciding = {facet for facet in WORDED if any(getattr(held, facet) for held in way(family).codes)}
    deciding |= {"size_cm" for held in way(family).codes if held.at_most_cm is not None}
    found = picked(family, said())
    assert deciding == {question.key for question in found.questions}
    assert (found.choice is None) == bool(deciding)
    assert all(question.leads_to for question in found.questions)


# What is not asked


@pytest.mark.parametrize("method", ["cryosurgery", "laser", "destruction", None])
def test_once_it_is_extensive_the_method_no_longer_matters(method: str | None) -> None:
    assert "54065" == code(PENIS, said(extent="extensive", method=method))


def test_once_it_is_simple_the_method_is_all_that_is_asked() -> None:
    assert ["method"] == asked(PENIS, said(extent="simple"))


def test_an_extent_is_no_question_of_the_cervix_and_a_way_in_none_of_the_prostate() -> None:
    assert ["method"] == asked(CERVIX, said())
    assert "55873" == code(PROSTATE, said())


def test_what_a_code_does_not_name_does_not_keep_it_away() -> None:
    assert "57511" == code(CERVIX, said(method="cryosurgery", extent="extensive", approach="open"))
    assert "55873" == code(PROSTATE, said(approach="percutaneous", extent="focal"))


def test_a_nerve_frozen_in_the_course_of_an_operation_is_not_asked_which_nerve() -> None:
    assert "G0571" == code(NERVE, said(approach="open"))
    assert ["approach"] == asked(NERVE, said(site="nerve_arm"))


def test_a_question_that_stands_already_is_not_asked_again() -> None:
    open_ = replace(said(extent="simple"), questions=(Question("method", "how?", (), "e"),))
    assert nothing(picked(PENIS, open_))


# What is asked


def test_a_method_too_general_to_choose_by_is_asked_in_the_words_of_the_chart() -> None:
    general = said(extent="simple", method="destruction")
    general = replace(general, treated=replace(general.treated, method="zapped"))
    question = picked(PENIS, general).questions[0]
    assert "method" == question.key
    assert '"zapped" does not say it' in question.ask


def test_a_question_of_extent_gives_each_code_with_its_answer() -> None:
    question = picked(PENIS, said(method="cryosurgery")).questions[0]
    assert [("extensive", "54065"), ("simple", "54056"), ("neither", "other codes")] == [
        (answer.answer, answer.gives) for answer in question.leads_to
    ]


def test_a_question_of_the_way_in_gives_each_code_with_its_answer() -> None:
    question = picked(KIDNEY, said()).questions[0]
    assert ["percutaneous", "laparoscopic", "open", "another"] == answers(question)
    assert ["50593", "50542", "50250", "other codes"] == [answer.gives for answer in question.leads_to]


def test_a_question_of_the_site_names_it_in_words_a_chart_has() -> None:
    question = picked(NERVE, said(approach="percutaneous")).questions[0]
    assert "site" == question.key
    assert all(" " in answer for answer in answers(question)[:3])


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_an_answer_leads_where_the_question_said(family: Family) -> None:
    for question in picked(family, said()).questions:
        if question.key not in {"extent", "approach"}:
            continue
        for answer in question.leads_to[:-1]:
            extent, approach = (answer.answer if question.key == key else None for key in ("extent", "approach"))
            after = picked(family, said(extent=extent, approach=approach))
            promised = set(answer.gives.split(" or "))
            reached = {after.choice.code} if after.choice else set()
            still = {code for held in after.questions for lead in held.leads_to for code in lead.gives.split(" or ")}
            assert reached <= promised
            assert (reached | still) & promised


# What fits none


def test_a_way_in_that_no_code_names_is_neither_coded_nor_asked() -> None:
    assert nothing(picked(KIDNEY, said(approach="endoscopic")))


@pytest.mark.parametrize(
    ("size", "expected"), [("0.1", "67850"), ("1.0", "67850"), ("1", "67850"), ("1.01", None), ("1.1", None)]
)
def test_the_wording_of_a_lid_margin_code_ends_at_one_centimeter(size: str, expected: str | None) -> None:
    assert expected == code(LID, said(size=size))


def test_a_size_that_nobody_states_is_asked_with_its_limit() -> None:
    question = picked(LID, said()).questions[0]
    assert ("size_cm", ["up to 1.0 cm", "larger"]) == (question.key, answers(question))


# Several entries of one family


@pytest.mark.parametrize("family", EXTENSIVE, ids=lambda family: family.id)
def test_the_code_that_stands_for_all_of_the_day_takes_the_others(family: Family) -> None:
    all_, *others = way(family).codes
    assert all_.takes_all
    pool = (exactly(others[0]), replace(exactly(all_), name="f"))
    made = by_pick(family, pool, way(family), PACKS)
    assert [(all_.code, 1, ["e", "f"])] == [
        (line.code, line.units, [e.name for e in line.entries]) for line in made.lines
    ]


def test_while_one_may_still_be_extensive_the_others_wait() -> None:
    pool = (said(extent="simple", method="cryosurgery"), said(name="f", method="cryosurgery"))
    made = by_pick(PENIS, pool, way(PENIS), PACKS)
    assert ((), ["extent"]) == (made.lines, [question.key for question in made.questions])


def test_two_methods_are_two_codes_and_one_method_is_one() -> None:
    pool = [said(name=name, extent="simple", method=method) for name, method in (("a", "laser"), ("b", "cryosurgery"))]
    pool.append(said(name="c", extent="simple", method="cryosurgery"))
    made = by_pick(PENIS, tuple(pool), way(PENIS), PACKS)
    assert {("54057", 1), ("54056", 1)} == {(line.code, line.units) for line in made.lines}


def test_what_no_code_is_for_is_said_with_its_words_and_makes_no_line() -> None:
    made = by_pick(LID, (said(size="1.4"),), way(LID), PACKS)
    assert ((), ()) == (made.lines, made.questions)
    assert ["e"] == [held.about for held in made.aside]
    assert "1.4 cm" in made.aside[0].because


def test_an_entry_with_an_open_question_makes_no_line_and_no_second_question() -> None:
    held = replace(said(approach="open"), questions=(Question("site", "where?", (), "e"),))
    made = by_pick(KIDNEY, (held,), way(KIDNEY), PACKS)
    assert ((), (), ()) == (made.lines, made.questions, made.aside)


@pytest.mark.parametrize("number", [None, 1, 2, 50])
def test_a_number_is_no_unit_where_a_code_is_once_a_session(number: int | None) -> None:
    entry = said(extent="extensive")
    numbered = replace(entry, treated=replace(entry.treated, count=number))
    made = by_pick(PENIS, (numbered,), way(PENIS), PACKS)
    assert [1] == [line.units for line in made.lines]
    assert () == made.questions


def test_an_unlisted_code_says_what_it_is_compared_with() -> None:
    bone = FAMILIES["bone"]
    made = by_pick(bone, (said(approach="open"),), way(bone), PACKS)
    assert [("20999", True)] == [(line.code, "compared with 20983" in line.step.because) for line in made.lines]


# Codes that stand for several sites

APNEA = Treated(id="p", lesion="obstructive sleep apnea", site="soft palate", method="cryolysis")
BASE = replace(APNEA, id="t", site="base of tongue")
BOTH = replace(APNEA, id="b", site="soft palate and base of tongue")


@pytest.mark.parametrize(
    ("treated", "code"),
    [
        ((APNEA,), "0979T"),
        ((BASE,), "0980T"),
        ((BOTH,), "0978T"),
        ((APNEA, BASE), "0978T"),
        ((BASE, APNEA), "0978T"),
        ((BOTH, BASE), "0978T"),
        ((APNEA, BOTH), "0978T"),
        ((APNEA, BASE, BOTH), "0978T"),
        ((APNEA, replace(APNEA, id="q")), "0979T"),
    ],
)
def test_both_sites_of_cryolysis_are_one_code_however_they_are_written(treated: tuple[Treated, ...], code: str) -> None:
    made = drafted(*treated)
    assert ({(code, 1)}, ()) == (lines(made), made.questions)
    assert [[entry.id for entry in treated]] == [[entry.name for entry in line.entries] for line in made.lines]


def test_a_code_for_two_sites_waits_for_no_site_that_nobody_named() -> None:
    made = drafted(APNEA, replace(BASE, site=None))
    assert [("site", "t")] == keys(made.questions)
    assert "0978T" not in {line.code for line in made.lines}


# Two methods in one entry


@pytest.mark.parametrize("family", FAMILIES.values(), ids=lambda family: family.id)
def test_a_general_method_is_asked_exactly_where_a_code_turns_on_the_method(family: Family) -> None:
    for choice in way(family).codes:
        entry = replace(exactly(choice), method=PACKS.method("destruction"))
        assert bool(choice.method) == ("method" in {question.key for question in picked(family, entry).questions})


CONDYLOMA = Treated(id="c", lesion="penile condyloma", site="penis", method="podophyllin and cryotherapy")
DYSPLASIA = Treated(id="d", lesion="CIN 2", site="cervix", method="cryotherapy and laser")


@pytest.mark.parametrize(
    ("treated", "extent", "codes", "asked"),
    [
        (CONDYLOMA, "simple", set(), [("method", "c")]),
        (CONDYLOMA, "extensive", {("54065", 1)}, []),
        (CONDYLOMA, None, set(), [("extent", "c"), ("method", "c")]),
        (DYSPLASIA, None, set(), [("method", "d")]),
        (replace(CONDYLOMA, method="liquid nitrogen by cryospray"), "simple", {("54056", 1)}, []),
    ],
)
def test_two_methods_of_one_entry_are_never_settled_by_the_first_that_is_read(
    treated: Treated, extent: str | None, codes: set[tuple[str, int]], asked: list[tuple[str, str]]
) -> None:
    made = drafted(replace(treated, extent=extent))
    assert (codes, asked) == (lines(made), keys(made.questions))


def test_the_question_about_two_methods_repeats_them_and_offers_the_code_of_each() -> None:
    (question,) = drafted(replace(CONDYLOMA, extent="simple")).questions
    assert "podophyllin and cryotherapy" in question.ask
    assert {"54050", "54056"} <= {answer.gives for answer in question.leads_to}


# Choices that begin later than their family


@pytest.mark.parametrize(
    ("family", "code"), [(held, choice.code) for held, choice in every_choice() if choice.from_ is not None]
)
def test_a_choice_is_there_from_its_first_day_on_and_not_before(family: Family, code: str) -> None:
    (begins,) = [choice.from_ for choice in way(family).codes if choice.code == code and choice.from_]
    days = (begins - timedelta(days=1), begins)
    assert [False, True] == [code in family.on(day).units.codes for day in days]


def test_a_family_is_the_same_one_on_every_day_of_the_same_choices() -> None:
    first, last = date(2025, 1, 1), date(2025, 12, 31)
    assert NERVE.on(first) is NERVE.on(last)
    assert NERVE.on(date(2026, 1, 1)) is NERVE.on(date(2026, 5, 4))
    assert NERVE.on(last) is not NERVE.on(date(2026, 1, 1))


SURGERY = Treated(id="n", lesion="chronic pain", site="right median nerve", method="cryoneurolysis", approach="open")
PERCUTANEOUS = Treated(id="k", lesion="renal mass", site="left kidney", method="cryoablation", approach="percutaneous")


@pytest.mark.parametrize(
    ("treated", "day", "code"),
    [(SURGERY, date(2026, 1, 1), "G0571"), (PERCUTANEOUS, date(2008, 1, 1), "50593")],
)
def test_before_the_first_day_of_its_code_an_entry_makes_no_line_and_says_so(
    treated: Treated, day: date, code: str
) -> None:
    assert {(code, 1)} == lines(drafted(treated, date=day))
    before = drafted(treated, date=day - timedelta(days=1))
    assert (set(), [treated.id]) == (lines(before), [held.about for held in before.not_coded])


def test_a_question_offers_no_way_in_whose_code_has_not_begun() -> None:
    asked = replace(SURGERY, approach=None, count=1)
    (before,) = drafted(asked, date=date(2025, 12, 31)).questions
    assert ["percutaneous", "another"] == answers(before)
    (after,) = drafted(asked, date=date(2026, 1, 1)).questions
    assert "open" in answers(after)
