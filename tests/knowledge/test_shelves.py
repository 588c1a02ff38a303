"""An id that stands nowhere is never met and never missed: it stops the load, with file and line."""

import shutil
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.model.errors import Fault, Faults

PENIS, KIDNEY = "families/penis.yaml", "families/kidney.yaml"
SITES, APPROACHES = "vocabulary/sites.yaml", "vocabulary/approaches.yaml"
WRONG = [
    (PENIS, "natures: [condyloma,", "natures: [condylomma,", "natures[1]"),
    (PENIS, "tracts: [penis]", "tracts: [pennis]", "tracts[1]"),
    (PENIS, "extent: [extensive]", "extent: [extensiv]", "units.pick.codes[1].extent[1]"),
    (PENIS, "method: [laser]", "method: [lazer]", "units.pick.codes[5].method[1]"),
    (PENIS, "methods: [cryosurgery, cryoablation]", "methods: [cryosurgry]", "repeat.methods[1]"),
    (PENIS, "lesions: [condyloma,", "lesions: [condylomma,", "repeat.lesions[1]"),
    (PENIS, "supports: [A63.0,", "supports: [banana,", "supports[1]"),
    (KIDNEY, "approach: [percutaneous]", "approach: [percutanous]", "units.pick.codes[1].approach[1]"),
    (KIDNEY, "imaging: {", "imaging: {cat: '77013', ", "units.pick.codes[1].imaging.cat"),
    (KIDNEY, "only_methods: [", "only_methods: [cryosugery, ", "only_methods[1]"),
    ("families/vascular.yaml", "above: 50", "above: 5", "units.by_area[3]"),
    ("families/malignant.yaml", "at_least: 1.1", "at_least: 0.9", "units.by_site_and_size[3]"),
    ("families/tags.yaml", "group: 10", "group: 0", "units.first_then_each_part.group"),
    ("cautions/eye.yaml", "sites: [eyelid,", "sites: [eyeliid,", "sites[1]"),
    ("cautions/lung.yaml", "tracts: [lung]", "tracts: [lungs]", "tracts[1]"),
    ("cautions/lung.yaml", "methods: [cryosurgery,", "methods: [cryo,", "methods[1]"),
    ("cautions/anus.yaml", "natures: [condyloma,", "natures: [condylo,", "natures[1]"),
    ("cautions/raynaud.yaml", "icd10: [I73.0-]", "icd10: [garbage]", "icd10[1]"),
    ("cautions/pigment_dark.yaml", "skin_types: [4, 5, 6]", "skin_types: [4, 5, 9]", "skin_types[3]"),
    ("contested/perianal.yaml", "means: anus", "means: wart", "sides[1].means"),
    ("contested/perianal.yaml", "means: anus", "means: L57.0", "sides[1].means"),
    ("contested/cherry_angioma.yaml", "means: hemangioma", "means: anus", "sides[2].means"),
    (
        "vocabulary/diagnoses.yaml",
        "left_upper: C44.1191",
        "left_uppper: C44.1191",
        "tables[1].codes.eyelid.left_uppper",
    ),
    ("vocabulary/lesions.yaml", "nature: acne,", "nature: acnee,", None),
    (APPROACHES, "over: [percutaneous]", "over: [percutaneos]", "terms[2].over[1]"),
]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS, tmp_path / "packs"))


def faults(packs: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as error:
        book(packs)
    return error.value.faults


@pytest.mark.parametrize(("file", "old", "new", "place"), WRONG)
def test_an_id_that_stands_nowhere_stops_the_load(
    packs: Path, file: str, old: str, new: str, place: str | None
) -> None:
    text = (packs / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has changed: no {old}"
    (packs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    found = [(fault.source, fault.line, fault.key) for fault in faults(packs)]
    assert any((file, line) == held[:2] and place in {None, held[2]} for held in found)


def test_the_side_and_the_level_of_a_site_are_those_of_the_vocabulary(packs: Path) -> None:
    text = (packs / SITES).read_text(encoding="utf-8")
    (packs / SITES).write_text(
        text.replace("side: right, level: upper", "side: rigt, level: uper", 1), encoding="utf-8"
    )
    assert [fault.found for fault in faults(packs)] == ["rigt", "uper"]


@pytest.mark.parametrize("name", ["malignant_diameter", "repeat_line"])
def test_a_contest_that_coding_knows_by_name_is_there(packs: Path, name: str) -> None:
    (packs / f"contested/{name}.yaml").unlink()
    assert f"no {name}" in [fault.found for fault in faults(packs)]
