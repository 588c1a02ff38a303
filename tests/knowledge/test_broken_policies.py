"""Broken policies: nothing loads, and an author sees each mistake with its file, its line and what is expected."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from frostline.knowledge.book import PACKS
from frostline.knowledge.policies import shelf_on
from frostline.knowledge.policy_shelf import WholeShelf, whole_shelf
from frostline.model.errors import Fault, Faults

Edit = tuple[str, str, str]  # file, what stands there, what shall stand there
Load = Callable[..., WholeShelf]
Faulty = Callable[..., tuple[Fault, ...]]
NCD, KERATOSIS, REGENCE = (
    "policies/medicare/ncd-230.9.2001-07-01.yaml",
    "policies/medicare/ncd-250.4.2001-11-26.yaml",
    "policies/regence/surgery-132.2026-06-01.yaml",
)
OLDER = "policies/medicare/ncd-230.9.1999-07-01.yaml"
CASES, OLDER_CASES = NCD.replace(".yaml", ".cases.yaml"), OLDER.replace(".yaml", ".cases.yaml")
REGENCE_CASES = REGENCE.replace(".yaml", ".cases.yaml")
PAYERS, LIVES = "policies/payers.yaml", "policies/lives.yaml"
PROSTATE, LUNG, TREATMENT, DESMOID = (f"facts/{name}.yaml" for name in ("prostate", "lung", "treatment", "desmoid"))
PSA = '{fact: prostate.psa_ng_ml, below: "8"}'
BOUNDARY = "a case below, on and above every number"


class Mistake(NamedTuple):
    """What an author does in a file, and what is told of it."""

    file: str
    old: str
    new: str
    key: str
    found: str
    expected: str


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS, tmp_path / "packs"))


@pytest.fixture
def load(packs: Path) -> Load:
    def edited(*edits: Edit) -> WholeShelf:
        for file, old, new in edits:
            path = packs / file
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{file} has changed: no {old}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return whole_shelf(packs)

    return edited


@pytest.fixture
def faults(load: Load) -> Faulty:
    def raised(*edits: Edit) -> tuple[Fault, ...]:
        with pytest.raises(Faults) as error:
            load(*edits)
        return error.value.faults

    return raised


def line_of(packs: Path, file: str, text: str) -> int:
    lines = (packs / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_an_unbroken_copy_is_the_same_shelf(load: Load) -> None:
    assert whole_shelf().shelf.digest == load().shelf.digest


def test_every_policy_is_held_with_its_file_and_the_cases_beside_it(load: Load) -> None:
    held = load()
    revisions = {policy.revision for policy in held.shelf.policies}
    assert revisions == set(held.files) == set(held.cases) == set(held.case_files)
    assert NCD == held.files["medicare.ncd.230.9@2001-07-01"]
    assert CASES == held.case_files["medicare.ncd.230.9@2001-07-01"]


# One mistake, with its place and what stands there instead


MISTAKES = {
    "a fact that nobody declared": Mistake(
        NCD,
        PSA,
        '{fact: prostate.psa, below: "8"}',
        "criteria[2].all[3].any[3].fact",
        "the unknown fact prostate.psa",
        "one of ",
    ),
    "an operator that does not fit the type": Mistake(
        NCD,
        PSA,
        '{fact: prostate.localized, below: "8"}',
        "criteria[2].all[3].any[3].below",
        "below of a boolean",
        "one of is",
    ),
    "a number without its fact": Mistake(
        NCD, PSA, '{below: "8"}', "criteria[2].all[3].any[3]", "nothing", "one of all, any, none, a fact, or otherwise"
    ),
    "a comparison without its fact": Mistake(
        NCD,
        PSA,
        '{label: psa, below: "8"}',
        "criteria[2].all[3].any[3]",
        "below without a fact",
        "the fact that is compared",
    ),
    "a fact that is compared with nothing": Mistake(
        NCD,
        PSA,
        "{fact: prostate.psa_ng_ml}",
        "criteria[2].all[3].any[3]",
        "prostate.psa_ng_ml compared with nothing",
        "one of is, in, below, at_least, at_most",
    ),
    "a gate and a fact in one criterion": Mistake(
        NCD,
        PSA,
        '{fact: prostate.psa_ng_ml, below: "8", any: [{fact: prostate.localized, is: "yes"}]}',
        "criteria[2].all[3].any[3]",
        "any and fact",
        "one of all, any, none, a fact, or otherwise",
    ),
    "two gates in one criterion": Mistake(
        NCD,
        "      - label: any one of three limits\n",
        '      - none: [{fact: prostate.localized, is: "no"}]\n',
        "criteria[2].all[3]",
        "any and none",
        "one of all, any, none, a fact, or otherwise",
    ),
    "a policy that may end without an outcome": Mistake(
        NCD,
        "    otherwise: yes",
        '    all: [{fact: prostate.localized, is: "no"}]',
        "criteria[4]",
        "a last criterion with a condition",
        "the last criterion, and only it, to be otherwise",
    ),
    "criteria that nothing reaches": Mistake(
        NCD,
        "    fact: prostate.prior_therapy\n    in: [surgery, other]\n",
        "    otherwise: yes\n",
        "criteria[3]",
        "otherwise before the last criterion",
        "the last criterion, and only it, to be otherwise",
    ),
    "an outcome inside a criterion": Mistake(
        NCD,
        PSA,
        '{fact: prostate.psa_ng_ml, below: "8", outcome: cosmetic}',
        "criteria[2].all[3].any[3]",
        "an outcome inside a criterion",
        "outcomes and otherwise at the top only",
    ),
    "an outcome that no payer gives": Mistake(
        NCD,
        "    outcome: medically_necessary\n",
        "    outcome: needs_information\n",
        "criteria[1].outcome",
        "needs_information",
        "one of medically_necessary",
    ),
    "a criterion without an outcome": Mistake(
        NCD, "    outcome: medically_necessary\n", "", "criteria[1].outcome", "nothing", "one of medically_necessary"
    ),
    "a criterion without the payer's number": Mistake(
        NCD, "  - id: A\n    label", "  - label", "criteria[1]", "no id", "the payer's own number of this criterion"
    ),
    "an id twice": Mistake(NCD, "  - id: B.other", "  - id: A", "criteria", "A 2 times", "each id once"),
    "a stage that there is not": Mistake(
        NCD, "at_most: T2b", "at_most: T2d", "criteria[2].all[3].any[1].at_most", "T2d", "one of T1a, T1b"
    ),
    "a number that is written as nobody does": Mistake(
        NCD, 'below: "8"', 'below: "8e0"', "criteria[2].all[3].any[3].below", "8e0", "a number from 0"
    ),
    "a number below nothing": Mistake(
        NCD, 'below: "8"', 'below: "-8"', "criteria[2].all[3].any[3].below", "-8", "a number from 0"
    ),
    "a payer that is not known": Mistake(
        NCD, "payer: medicare", "payer: medicaid", "payer", "medicaid", "one of medicare, "
    ),
    "a policy in the folder of another payer": Mistake(
        NCD, "payer: medicare", "payer: regence", "payer", "regence", "the payer of its folder, medicare"
    ),
    "a first day that is not that of the file": Mistake(
        NCD,
        "{from: 2001-07-01}",
        "{from: 2001-07-02}",
        "in_force.from",
        "2001-07-02",
        "the day in the name of the file",
    ),
    "a revision that ends before it begins": Mistake(
        OLDER, "to: 2001-07-01", "to: 1999-07-01", "in_force.to", "1999-07-01", "a day after its first"
    ),
    "a code that implies a value that there is not": Mistake(
        NCD, "site: prostate}, note", "site: prostat}, note", "codes[1].implies.site", "prostat", "one of skin, uvea"
    ),
    "a code that implies a fact that there is not": Mistake(
        NCD,
        "site: prostate}, note",
        "place: prostate}, note",
        "codes[1].implies.place",
        "the unknown fact place",
        "one of ",
    ),
    "a code that makes a judgement": Mistake(
        REGENCE,
        "implies: {site: airway}",
        'implies: {site: airway, lung.palliation_required: "yes"}',
        "codes[5].implies.lung.palliation_required",
        "the judgement lung.palliation_required",
        "nothing here: only a named person makes a judgement",
    ),
    "a code before its time": Mistake(
        KERATOSIS, "from: 2007-01-01, ", "", "codes[1]", "17000 on 2001-11-26", "a day on which the code existed"
    ),
    "a code that nobody knows": Mistake(REGENCE, '["55899"]', '["55898"]', "codes[11]", "55898", "a code of the field"),
    "a cross reference that no case could follow": Mistake(
        REGENCE,
        "when: {fact: method, is: hifu}",
        "when: {fact: method, is: hiifu}",
        "cross_references[3].when.is",
        "hiifu",
        "one of cryoablation",
    ),
    "a brand that is no payer": Mistake(
        PAYERS, "brand: regence", "brand: regenc", "terms[4].brand", "regenc", "one of medicare"
    ),
    "a word for two payers": Mistake(
        PAYERS,
        "words: [regence, ",
        "words: [CMS, regence, ",
        "terms[3].words",
        "CMS",
        "a word that medicare does not claim",
    ),
    "a case with a fact that there is not": Mistake(
        CASES,
        "prostate.gleason: 9",
        "prostate.gleeson: 9",
        "cases[10].facts.prostate.gleeson",
        "the unknown fact prostate.gleeson",
        "one of ",
    ),
    "a case with a stage that there is not": Mistake(
        CASES,
        "prostate.tumor_stage: T2a",
        "prostate.tumor_stage: T5",
        "cases[1].facts.prostate.tumor_stage",
        "T5",
        "one of T1a",
    ),
    "a case with a code of another policy": Mistake(
        CASES, 'code: "55873"', 'code: "55874"', "cases[1].code", "55874", "a code of the policy"
    ),
    "a case on a day of another revision": Mistake(
        OLDER_CASES,
        "date: 2001-06-30",
        "date: 2001-07-01",
        "cases[7].date",
        "2001-07-01",
        "a day of medicare.ncd.230.9@1999-07-01",
    ),
    "two cases of one name": Mistake(
        CASES,
        "name: The code alone",
        "name: Nothing recorded",
        "cases[31].name",
        "Nothing recorded a second time",
        "each name once",
    ),
}


@pytest.mark.parametrize("mistake", list(MISTAKES.values()), ids=list(MISTAKES))
def test_a_mistake_is_told_with_its_line_and_what_is_expected(faults: Faulty, packs: Path, mistake: Mistake) -> None:
    found = faults((mistake.file, mistake.old, mistake.new))
    told = [fault for fault in found if (fault.key, fault.found) == (mistake.key, mistake.found)]
    (mine,) = [fault for fault in told if fault.expected.startswith(mistake.expected)]
    assert mistake.file == mine.source
    assert mine.line is not None
    assert 1 <= mine.line <= len((packs / mistake.file).read_text(encoding="utf-8").splitlines())


def test_the_line_is_that_of_the_mistake(faults: Faulty, packs: Path) -> None:
    found = faults((NCD, "at_most: T2b", "at_most: T2d"), (CASES, "prostate.gleason: 10", "prostate.gleason: ten"))
    expected = [(NCD, line_of(packs, NCD, "T2d")), (CASES, line_of(packs, CASES, ": ten"))]
    assert expected == [(fault.source, fault.line) for fault in found]


def test_an_operator_that_is_not_in_the_language_is_told_with_the_nearest(faults: Faulty, packs: Path) -> None:
    (fault,) = faults((NCD, "at_most: T2b", "at_mots: T2b"))
    assert (NCD, line_of(packs, NCD, "at_mots"), "the unknown key at_mots") == (fault.source, fault.line, fault.found)
    assert fault.remedy == "Did you mean at_most?"


@pytest.mark.parametrize("operator", ["above", "not", "matches", "plus"])
def test_there_is_no_other_operator_than_the_six(faults: Faulty, operator: str) -> None:
    (fault,) = faults((NCD, 'below: "8"', f'{operator}: "8"'))
    assert fault.found == f"the unknown key {operator}"


def deep(levels: int) -> str:
    return "{all: [" * (levels - 1) + PSA + "]}" * (levels - 1)


def test_criteria_may_be_eight_levels_deep(load: Load) -> None:
    load((NCD, PSA, deep(6)))  # it stands on the third


def test_criteria_of_nine_levels_are_told(faults: Faulty, packs: Path) -> None:
    (fault,) = faults((NCD, PSA, deep(7)))
    assert (NCD, "9 levels", "at most 8") == (fault.source, fault.found, fault.expected)
    assert fault.line == line_of(packs, NCD, "{all: [{all")


def test_a_policy_without_criteria_is_told(faults: Faulty, packs: Path) -> None:
    text = (packs / KERATOSIS).read_text(encoding="utf-8")
    start, end = text.index("criteria:"), text.index("codes:")
    (packs / KERATOSIS).write_text(f"{text[:start]}criteria: []\n{text[end:]}", encoding="utf-8")
    (fault,) = faults()
    assert (KERATOSIS, "criteria", "nothing") == (fault.source, fault.key, fault.found)


# Days


def test_two_revisions_in_force_on_one_day_are_told(faults: Faulty, packs: Path) -> None:
    (fault,) = faults((OLDER, "to: 2001-07-01", "to: 2001-07-02"))
    assert str(fault) == (
        f"{NCD}, line {line_of(packs, NCD, 'in_force')}: in_force.from: "
        "found 2001-07-01, a day of medicare.ncd.230.9@1999-07-01; expected days that no other revision has; "
        "end that one with to"
    )


def test_a_policy_file_without_its_first_day_in_its_name_is_told(faults: Faulty, packs: Path) -> None:
    (packs / NCD).rename(packs / "policies/medicare/ncd-230.9.yaml")
    (fault,) = faults()
    assert fault.found == "a policy without its first day"


def test_the_days_of_one_payer_are_read_without_those_of_another(packs: Path) -> None:
    (packs / REGENCE).write_text("nothing that reads", encoding="utf-8")
    shelf = shelf_on(frozenset({"medicare"}), date(2026, 1, 1), packs)
    expected = {"medicare.ncd.230.9@2001-07-01", "medicare.ncd.250.4@2001-11-26"}
    assert expected == {policy.revision for policy in shelf.policies}


# Cases


def test_a_policy_without_cases_is_told_with_the_file_that_is_missing(faults: Faulty, packs: Path) -> None:
    (packs / CASES).unlink()
    (fault,) = faults()
    assert str(fault) == f"{NCD}, line 1: id: found no cases; expected a file beside it, {CASES}"


def test_cases_of_no_policy_are_told(faults: Faulty) -> None:
    found = faults((CASES, "@2001-07-01", "@2001-07-02"))
    assert {(CASES, "medicare.ncd.230.9@2001-07-02"), (NCD, "no cases")} == {(it.source, it.found) for it in found}


def test_cases_that_do_not_stand_beside_their_policy_are_told(faults: Faulty, packs: Path) -> None:
    shutil.copy(packs / CASES, packs / "policies/medicare/more.cases.yaml")
    (fault,) = faults()
    assert ("policies/medicare/more.cases.yaml", 1) == (fault.source, fault.line)
    assert fault.expected == f"the policy beside it; the cases of this one stand in {CASES}"


@pytest.mark.parametrize("side", ["below", "on", "above"])
@pytest.mark.parametrize(("name", "number"), [("prostate.gleason", 9), ("prostate.psa_ng_ml", 8)])
def test_a_number_without_a_case_on_one_of_its_sides_is_told(
    faults: Faulty, packs: Path, name: str, number: int, side: str
) -> None:
    def moved(given: re.Match[str]) -> str:
        value = Decimal(given[1])
        lies = "below" if value < number else "above" if value > number else "on"
        return f"{name}: {number + (side == 'on') if lies == side else value}"

    text = (packs / CASES).read_text(encoding="utf-8")
    (packs / CASES).write_text(re.sub(rf"{name}: ([0-9.]+)", moved, text), encoding="utf-8")
    (fault,) = faults()
    assert (NCD, line_of(packs, NCD, "id: B"), BOUNDARY) == (fault.source, fault.line, fault.expected)
    assert fault.found == f"no case with {name} {side} {number}"


def test_a_stage_without_its_letter_stands_for_no_side_of_a_boundary(faults: Faulty, packs: Path) -> None:
    text = (packs / OLDER_CASES).read_text(encoding="utf-8")
    (packs / OLDER_CASES).write_text(text.replace("tumor_stage: T3b", "tumor_stage: T3"), encoding="utf-8")
    assert ["no case with prostate.tumor_stage on T3"] == [fault.found for fault in faults()]


def test_a_boundary_of_the_scope_wants_its_cases_too(faults: Faulty) -> None:
    site = "{fact: site, is: prostate}"
    found = faults((OLDER, site, f"{site}, {{fact: prostate.gleason, at_least: '5'}}"))
    assert {(f"no case with prostate.gleason {side} 5", "scope.within") for side in ("below", "on")} == {
        (fault.found, fault.key) for fault in found
    }


@pytest.mark.parametrize(
    ("test", "lacking"),
    [
        ("at_least: T2", ["on T2"]),  # T2a: below it T1c, above it T3a
        ("below: T2", ["on T2"]),
        ("is: T2", ["on T2"]),
        ("at_most: T1a", ["on T1a"]),  # nothing lies below
        ("at_least: T4", []),
        ("at_most: T1", ["below T1"]),
    ],
)
def test_only_sides_that_a_scale_has_want_cases(load: Load, test: str, lacking: list[str]) -> None:
    edit = (OLDER, "{fact: prostate.tumor_stage, at_most: T3}", f"{{fact: prostate.tumor_stage, {test}}}")
    if not lacking:
        load(edit)
        return
    with pytest.raises(Faults) as error:
        load(edit)
    assert [f"no case with prostate.tumor_stage {side}" for side in lacking] == [
        fault.found for fault in error.value.faults
    ]


# Facts


@pytest.mark.parametrize(
    "mistake",
    [
        Mistake(
            PROSTATE,
            "id: prostate.extent",
            "id: lung.stage",
            "facts[1].id",
            "lung.stage a second time",
            "each fact once",
        ),
        Mistake(
            LUNG,
            'values: ["0", IA1, IA2, IA3, IB, IIA, IIB, IIIA, IIIB, IIIC, IV]',
            "values: [IV]",
            "facts[4].values",
            "IV",
            "two values or more",
        ),
        Mistake(
            LUNG,
            "id: lung.cancer\n    type: boolean",
            "id: lung.cancer\n    type: boolean\n    values: [a, b]",
            "facts[1].values",
            "values",
            "none: a boolean has no list of values",
        ),
        Mistake(
            LUNG,
            "id: lung.cancer\n    type: boolean",
            "id: lung.cancer\n    type: boolean\n    unit: mm",
            "facts[1].unit",
            "mm",
            "no unit: only a number has one, and this is a boolean",
        ),
        Mistake(PROSTATE, "T1: [T1a,", "T1: [T1d,", "facts[3].groups.T1[1]", "T1d", "one of T1a, T1b"),
        Mistake(
            PROSTATE,
            "{T1: [T1a,",
            "{T4: [T1a,",
            "facts[3].groups.T4",
            "T4, which is a value itself",
            "a word of its own for several values",
        ),
        Mistake(
            PROSTATE,
            "      none: {prostate.radiation_failed",
            "      nothing: {prostate.radiation_failed",
            "facts[4].implies.nothing",
            "nothing",
            "one of none, radiation",
        ),
        Mistake(
            PROSTATE,
            "none: {prostate.radiation_failed",
            "none: {prostate.failed",
            "facts[4].implies.none.prostate.failed",
            "the unknown fact prostate.failed",
            "one of ",
        ),
        Mistake(LUNG, 'malignant: "yes"', 'malignant: "si"', "facts[1].implies.yes.malignant", "si", "one of yes, no"),
        Mistake(
            LUNG,
            'malignant: "yes"',
            'lung.palliation_required: "yes"',
            "facts[1].implies.yes.lung.palliation_required",
            "the judgement lung.palliation_required",
            "nothing here: only a named person makes a judgement",
        ),
        Mistake(
            LUNG,
            "    judgement: true\n",
            '    judgement: true\n    chart: {"yes": {lesions: [lung_cancer]}}\n',
            "facts[2].chart",
            "a chart that shows lung.palliation_required",
            "nothing here: only a named person makes a judgement",
        ),
        Mistake(
            LUNG, "lung_metastasis]", "lung_metastases]", "facts[1].chart.no.lesions[1]", "lung_metastases", "one of "
        ),
        Mistake(LUNG, '"no": {lesions', '"not": {lesions', "facts[1].chart.not", "not", "one of yes, no"),
        Mistake(
            LUNG, "C34.-", "C34.", "facts[1].chart.yes.icd10[1]", "C34.", "an ICD-10-CM code, or a stem such as L70.-"
        ),
    ],
    ids=lambda mistake: mistake.found,
)
def test_a_mistake_in_the_dictionary_is_told(faults: Faulty, mistake: Mistake) -> None:
    found = faults((mistake.file, mistake.old, mistake.new))
    (mine,) = [fault for fault in found if (fault.key, fault.found) == (mistake.key, mistake.found)]
    assert mistake.file == mine.source
    assert mine.line
    assert mine.expected.startswith(mistake.expected)


DATED = """id: facts.dated
title: Days
cite: {title: "a test"}
facts:
  - id: seen.on
    type: date
    ask: When was it seen?
    known_by: clinical
"""


def test_a_day_is_compared_as_a_day_and_wants_its_cases(load: Load, faults: Faulty, packs: Path) -> None:
    (packs / "facts/dated.yaml").write_text(DATED, encoding="utf-8")
    limit = (OLDER, "at_most: T3}", "at_most: T3}\n      - {fact: seen.on, on_or_after: 2000-01-01}")
    found = [fault.found for fault in faults(limit)]
    assert [f"no case with seen.on {side} 2000-01-01" for side in ("below", "on", "above")] == found
    cases = (packs / OLDER_CASES).read_text(encoding="utf-8")
    for day in ("1999-12-31", "2000-01-01", "2000-01-02"):
        cases += f"\n  - {{name: seen on {day}, facts: {{seen.on: {day}}}, outcome: needs_information}}\n"
    (packs / OLDER_CASES).write_text(cases, encoding="utf-8")
    whole_shelf.cache_clear()
    assert load().shelf.facts["seen.on"].type == "date"


@pytest.mark.parametrize("day", ["2000-13-01", "20000101", "2000-W01-1", "soon"])
def test_a_day_that_is_none_is_told(faults: Faulty, packs: Path, day: str) -> None:
    (packs / "facts/dated.yaml").write_text(DATED, encoding="utf-8")
    found = faults((OLDER, "at_most: T3}", f"at_most: T3}}\n      - {{fact: seen.on, on_or_after: {day}}}"))
    assert [(day, "a day such as 2026-05-04")] == [(fault.found, fault.expected) for fault in found]


# Several at once


def test_every_mistake_of_every_file_is_told_at_once(faults: Faulty) -> None:
    found = faults(
        (NCD, "at_most: T2b", "at_most: T2d"),
        (NCD, "payer: medicare", "payer: medicade"),
        (OLDER, "to: 2001-07-01", "to: 2001-07-02"),
        (KERATOSIS, "from: 2007-01-01, ", ""),
        (REGENCE, "fact: desmoid.extra_abdominal", "fact: desmoid.outside"),
        (REGENCE_CASES, 'code: "57511"', 'code: "57512"'),
        (LUNG, "id: lung.stage", "id: lung.cancer"),
        (PAYERS, "brand: regence", "brand: regenc"),
    )
    expected = {
        (NCD, "T2d"),
        (NCD, "medicade"),
        (NCD, "2001-07-01, a day of medicare.ncd.230.9@1999-07-01"),
        (KERATOSIS, "17000 on 2001-11-26"),
        (REGENCE, "the unknown fact desmoid.outside"),
        (REGENCE_CASES, "57512"),
        (LUNG, "lung.cancer a second time"),
        (PAYERS, "regenc"),
    }
    assert expected <= {(fault.source, fault.found) for fault in found}
    assert all(fault.line and fault.expected for fault in found)


def test_mistakes_of_shape_are_told_of_every_file_at_once(faults: Faulty) -> None:
    found = faults(
        (NCD, "at_most: T2b", "at_mots: T2b"),
        (CASES, "outcome: medically_necessary", "outcome: necessary"),
        (LUNG, "type: boolean", "type: bool"),
        (LIVES, "code: ", "kode: "),
        (DESMOID, "cite:", "source:"),
    )
    assert {NCD, CASES, LUNG, LIVES, DESMOID} == {fault.source for fault in found}


def test_nothing_is_half_loaded_when_one_file_of_many_is_broken(faults: Faulty, packs: Path) -> None:
    (fault,) = faults((NCD, "at_most: T2b", "at_most: T2d"))
    assert fault.source == NCD
    with pytest.raises(Faults):  # again, and not what was read the first time
        whole_shelf(packs)
