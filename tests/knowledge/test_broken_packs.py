"""Broken packs: nothing loads, and an author sees every mistake of every file at once, with its place."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.model.errors import Fault, Faults
from frostline.model.knowledge import Book

Edit = tuple[str, str, str]  # file, what stands there, what shall stand there
Load = Callable[..., Book]
ACNE, BENIGN, SEQUESTRATION = "families/acne.yaml", "families/benign.yaml", "parameters/sequestration.yaml"
MALIGNANT = "families/malignant.yaml"
LESIONS, SITES, PLACES = "vocabulary/lesions.yaml", "vocabulary/sites.yaml", "vocabulary/places.yaml"
DIAGNOSES = "vocabulary/diagnoses.yaml"
ALSO_BENIGN = (ACNE, "natures: [acne]", "natures: [acne, benign]")
TWO_WAYS = 'units: {one_up_to: {few: "17110", many: "17111", up_to: 14}, once: {code: "17340"}}'


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS, tmp_path / "packs"))


@pytest.fixture
def load(packs: Path) -> Load:
    def edited(*edits: Edit) -> Book:
        for file, old, new in edits:
            path = packs / file
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{file} has changed: no {old}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return book(packs)

    return edited


@pytest.fixture
def faults(load: Load) -> Callable[..., tuple[Fault, ...]]:
    def raised(*edits: Edit) -> tuple[Fault, ...]:
        with pytest.raises(Faults) as error:
            load(*edits)
        return error.value.faults

    return raised


Faulty = Callable[..., tuple[Fault, ...]]


def line_of(packs: Path, file: str, text: str) -> int:
    lines = (packs / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_an_unbroken_copy_is_the_same_book(load: Load) -> None:
    assert load().digest == book().digest


def test_any_change_of_a_pack_changes_the_digest_that_an_answer_names(load: Load) -> None:
    assert load((ACNE, "title: ", "title: The ")).digest != book().digest


# Within a file


def test_every_mistake_in_every_file_is_told_at_once_with_file_and_line(faults: Faulty, packs: Path) -> None:
    found = faults(
        (ACNE, "natures:", "nature:"),
        (BENIGN, "up_to: 14", "up_to: many"),
        (MALIGNANT, "needs_pathology: yes", "needs_pathology: perhaps"),
        (PLACES, "setting: non_facility", "setting: office"),
        (SEQUESTRATION, "2022-04-01", "2022-04-31"),
        ("services/shaves.yaml", "kind: shave", "kind: shav"),
        (SITES, "title: ", "id: twice\ntitle: "),
        (DIAGNOSES, "C44.01", "c44.01"),
    )
    expected = {
        (ACNE, 1, "natures"),
        (ACNE, line_of(packs, ACNE, "nature:"), "nature"),
        (BENIGN, line_of(packs, BENIGN, "up_to: many"), "units.one_up_to.up_to"),
        (MALIGNANT, line_of(packs, MALIGNANT, "perhaps"), "needs_pathology"),
        (PLACES, line_of(packs, PLACES, "setting: office"), "terms[1].setting"),
        (SEQUESTRATION, line_of(packs, SEQUESTRATION, "2022-04-31"), "values[2].from"),
        ("services/shaves.yaml", line_of(packs, "services/shaves.yaml", "kind: shav"), "kind"),
        (SITES, 2, ""),
        (DIAGNOSES, line_of(packs, DIAGNOSES, "c44.01"), "tables[1].codes.lip"),
    }
    assert expected == {(fault.source, fault.line, fault.key) for fault in found}


def test_a_slip_in_a_key_of_a_pack_is_told_with_the_nearest_name(faults: Faulty) -> None:
    assert "Did you mean natures?" in {fault.remedy for fault in faults((ACNE, "natures:", "nature:"))}


def test_a_pack_without_its_citation_does_not_load(faults: Faulty) -> None:
    keys = {(fault.source, fault.key) for fault in faults((ACNE, "cite:", "source:"), (SEQUESTRATION, "cite:", "by:"))}
    assert {(ACNE, "cite"), (SEQUESTRATION, "values[1].cite")} <= keys


def test_a_code_loses_no_leading_zero_and_a_word_like_no_stays_a_word(load: Load) -> None:
    held = load(("services/shaves.yaml", '"11300"', "00100"), (LESIONS, "words: [keratosis]", "words: [no idea, on]"))
    assert "00100" in held.beside_on(held.families[0].in_force.from_, "shave")[0].codes
    assert held.lesion("keratosis_unspecified").words == ("no idea", "on")


def test_packs_that_are_missing_are_all_named(faults: Faulty, packs: Path) -> None:
    for file in (LESIONS, PLACES):
        (packs / file).unlink()
    assert [str(fault) for fault in faults()] == [
        f"{LESIONS}: found no such file; expected a pack",
        f"{PLACES}: found no such file; expected a pack",
    ]


def test_an_empty_folder_is_told_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(Faults) as raised:
        book(tmp_path)
    assert len(raised.value.faults) == 9


@pytest.mark.parametrize("name", ["familes/acne.yaml", "vocabulary/lesion.yaml", "acne.yaml"])
def test_a_file_that_nobody_would_read_is_told_and_not_passed_over(faults: Faulty, packs: Path, name: str) -> None:
    (packs / name).parent.mkdir(exist_ok=True)
    shutil.copy(packs / ACNE, packs / name)
    assert [name] == [fault.source for fault in faults()]


def test_a_file_that_is_no_utf8_is_told_with_its_line(faults: Faulty, packs: Path) -> None:
    (packs / ACNE).write_bytes(b"id: skin.acne\ntitle: acn\xe9\n")
    (fault,) = faults()
    assert (fault.source, fault.line, fault.expected) == (ACNE, 2, "UTF-8 text")


# Between files


def test_a_word_that_two_terms_claim_is_told_with_both(faults: Faulty) -> None:
    found = faults(
        (LESIONS, "words: [actinic cheilitis,", "words: [AKs, actinic cheilitis,"),
        (SITES, "words: [neck,", "words: [forehead, neck,"),
    )
    assert [(fault.source, fault.found, fault.expected) for fault in found] == [
        (LESIONS, "AKs", "a word that actinic_keratosis does not claim"),
        (SITES, "forehead", "a word that neck does not claim"),
    ]
    assert all(fault.line for fault in found)


def test_two_families_that_claim_the_same_lesions_are_told(faults: Faulty) -> None:
    (fault,) = faults(ALSO_BENIGN)
    assert str(fault) == (
        "families/acne.yaml, line 5: natures: found what skin.benign claims too; "
        "expected one family for each nature and tract"
    )


@pytest.mark.parametrize("days", ["{from: 2000-01-01, to: 2007-01-01}", "{from: 2000-01-01, to: 2001-01-01}"])
def test_a_family_may_follow_another_when_that_one_ends(load: Load, days: str) -> None:
    load(
        (ACNE, "natures: [acne]", "natures: [acne, benign]"),
        (ACNE, "in_force: {from: 2007-01-01}", f"in_force: {days}"),
    )


@pytest.mark.parametrize("days", ["{from: 2000-01-01, to: 2007-01-02}", "{from: 2030-01-01}"])
def test_a_family_that_begins_before_the_other_ends_is_told(faults: Faulty, days: str) -> None:
    found = faults(
        (ACNE, "natures: [acne]", "natures: [acne, benign]"),
        (ACNE, "in_force: {from: 2007-01-01}", f"in_force: {days}"),
    )
    assert [fault.key for fault in found] == ["natures"]


@pytest.mark.parametrize("day", ["2021-12-31", "2022-01-01", "2022-07-02"])
def test_days_of_a_parameter_that_do_not_rise_are_told(faults: Faulty, day: str) -> None:
    (fault,) = faults((SEQUESTRATION, "from: 2022-04-01", f"from: {day}"))
    assert str(fault) == (
        "parameters/sequestration.yaml, line 5: values: found days out of order; expected rising days, each once"
    )


@pytest.mark.parametrize("value", ["", "value: 1, by_rank: [100, 50], "])
def test_a_parameter_without_one_value_is_told_with_its_day(faults: Faulty, value: str) -> None:
    (fault,) = faults((SEQUESTRATION, "value: 1, ", value))
    assert (fault.source, fault.key) == (SEQUESTRATION, "values[2]")


def test_a_parameter_without_any_value_is_told(faults: Faulty, packs: Path) -> None:
    (packs / SEQUESTRATION).write_text("id: a\ntitle: b\nunit: c\nverified_through: 2026-01-01\nvalues: []\n")
    assert [fault.source for fault in faults()] == [SEQUESTRATION, "parameters"]


def test_names_that_point_nowhere_are_told_with_what_they_may_point_at(faults: Faulty) -> None:
    found = faults(
        (LESIONS, "could_be: [actinic_keratosis, lentigo]", "could_be: [actinic_keratosis, lentig]"),
        (SITES, "could_be: [scalp, face]", "could_be: [scalp, fac]"),
        (LESIONS, "icd10_by_site: bcc", "icd10_by_site: bc"),
    )
    told = [(fault.source, fault.key.split(".")[1], fault.found) for fault in found]
    assert told == [(LESIONS, "could_be", "lentig"), (LESIONS, "icd10_by_site", "bc"), (SITES, "could_be", "fac")]
    assert all(fault.line for fault in found)
    assert "bcc, benign_neoplasm" in found[1].expected


# Known to be let through


@pytest.mark.parametrize(
    "edit",
    [
        (LESIONS, "id: actinic_cheilitis,", "id: actinic_keratosis,"),
        (SITES, "id: eyebrow,", "id: temple,"),
        (PLACES, 'code: "02"', 'code: "01"'),
        (ACNE, "id: skin.acne", "id: skin.benign"),
        (SEQUESTRATION, "id: medicare.sequestration", "id: mpfs.work_floor"),
    ],
    ids=["lesion", "site", "place", "family", "parameter"],
)
def test_two_of_one_id_are_told(faults: Faulty, edit: Edit) -> None:
    faults(edit)


@pytest.mark.parametrize(
    "edit",
    [
        (LESIONS, "site: vulva", "site: vulv"),
        (SITES, "region: scalp_neck", "region: scalp"),
        (SITES, "group: scalp_neck_hands_feet_genitalia", "group: scalp"),
        (PLACES, 'could_be: ["19"', 'could_be: ["00"'),
    ],
    ids=["site of a lesion", "region", "group", "ambiguous place"],
)
def test_every_other_name_that_points_nowhere_is_told_too(faults: Faulty, edit: Edit) -> None:
    faults(edit)


@pytest.mark.parametrize(
    "edit",
    [
        (ACNE, 'units: {once: {code: "17340"}}', "units: {}"),
        (ACNE, 'units: {once: {code: "17340"}}', TWO_WAYS),
        (ACNE, "{from: 2007-01-01}", "{from: 2007-01-01, to: 2001-01-01}"),
        (LESIONS, "words: [keratosis]", "words: []"),
        (LESIONS, "words: [keratosis]", "words: [the]"),
        (ACNE, "natures: [acne]", "natures: []"),
    ],
    ids=["no way to count", "two ways to count", "ends before it begins", "no words", "only an article", "no nature"],
)
def test_a_pack_that_makes_no_sense_is_told(faults: Faulty, edit: Edit) -> None:
    faults(edit)


def test_an_empty_citation_is_none(faults: Faulty) -> None:
    faults((ACNE, "cite: {title: ", "cite: {title: '', url: "))


@pytest.mark.parametrize("name", ["conversion_factor", "conversion_factor_qp", "multiple_procedures", "sequestration"])
def test_a_parameter_that_pricing_needs_is_missed_on_loading(faults: Faulty, packs: Path, name: str) -> None:
    (packs / f"parameters/{name}.yaml").unlink()
    faults()


def test_a_pack_of_another_ending_is_not_passed_over(faults: Faulty, packs: Path) -> None:
    shutil.copy(packs / ACNE, packs / "families/more.yml")
    faults()


def test_one_mistake_in_a_diagnosis_is_told_once(faults: Faulty) -> None:
    assert len(faults((DIAGNOSES, "C44.01", "c44.01"))) == 1


def test_a_vocabulary_that_is_no_utf8_is_not_called_missing(faults: Faulty, packs: Path) -> None:
    (packs / PLACES).write_bytes(b"\xff")
    assert len(faults()) == 1


def test_contradictions_are_told_with_file_and_line(faults: Faulty, packs: Path) -> None:
    (fault,) = faults(ALSO_BENIGN)
    assert (fault.source, fault.line) == (ACNE, line_of(packs, ACNE, "natures:"))
