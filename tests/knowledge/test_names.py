"""Names that packs use of each other: one that stands nowhere stops the load, with its file, line and what there is."""

import shutil
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.knowledge.contests import load_profile
from frostline.model.errors import Fault, Faults

ROOT = Path(__file__).resolve().parents[2]
CARD = "cautions/cold_urticaria.yaml"


def spoiled(folder: Path, file: str, old: str, new: str) -> tuple[Fault, ...]:
    packs = Path(shutil.copytree(PACKS, folder / "packs"))
    text = (packs / file).read_text(encoding="utf-8")
    assert old in text, f"{file} has changed: no {old}"
    (packs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Faults) as error:
        book(packs)
    return error.value.faults


@pytest.mark.parametrize(
    ("file", "old", "new", "key"),
    [
        ("families/kidney.yaml", "approach: [percutaneous]", "approach: [percutan]", "units.pick.codes[1].approach[1]"),
        ("families/kidney.yaml", "{ultrasound:", "{sonogram:", "units.pick.codes[1].imaging.sonogram"),
        ("families/penis.yaml", "extent: [simple]", "extent: [small]", "units.pick.codes[2].extent[1]"),
        ("families/penis.yaml", "method: [chemical]", "method: [acids]", "units.pick.codes[2].method[1]"),
        ("families/nerve.yaml", "site: [nerve_arm]", "site: [nerve_hand]", "units.pick.codes[1].site[1]"),
        ("families/kidney.yaml", "tracts: [kidney]", "tracts: [kidny]", "tracts[1]"),
        ("families/kidney.yaml", "natures: [tumor, cancer]", "natures: [tumor, cancr]", "natures[2]"),
        ("families/benign.yaml", "sited_natures: [condyloma]", "sited_natures: [condylom]", "sited_natures[1]"),
        ("families/kidney.yaml", "only_methods: [cryosurgery", "only_methods: [cryosurgry", "only_methods[1]"),
        ("vocabulary/sites.yaml", "contest: scrotum", "contest: scrotal", "terms"),
        ("contested/perianal.yaml", "means: anus", "means: anuss", "sides[1].means"),
        ("contested/scrotum.yaml", "default: skin", "default: skn", "default"),
        ("payers/medicare.yaml", "multiple_51: none", "multiple_51: never", "takes.multiple_51"),
    ],
)
def test_a_name_that_stands_nowhere_stops_the_load(tmp_path: Path, file: str, old: str, new: str, key: str) -> None:
    faults = spoiled(tmp_path, file, old, new)
    assert file in {fault.source for fault in faults}  # the other end of a name may be told too
    assert any(
        fault.source == file and fault.key.startswith(key) and fault.line and "one of" in fault.expected
        for fault in faults
    ) or ("means" in key and key in {fault.key for fault in faults})


@pytest.mark.parametrize("key", ["methods"])
def test_a_caution_card_names_only_what_there_is(tmp_path: Path, key: str) -> None:
    faults = spoiled(tmp_path, CARD, f"{key}: [cryosurgery", f"{key}: [cryosurgry")
    assert [(CARD, f"{key}[1]", "cryosurgry")] == [(fault.source, fault.key, fault.found) for fault in faults]


def test_the_profile_of_the_examples_is_read() -> None:
    profile = load_profile(ROOT / "examples" / "payers" / "practice.yaml", book())
    assert {"repeat_line": "76", "multiple_51": "51"}.items() <= profile.takes.items()


@pytest.mark.parametrize(
    ("text", "found"),
    [("takes: {perianl: anus}", "perianl"), ("takes: {perianal: skn}", "skn"), ("takez: {}", "unknown key")],
)
def test_a_profile_that_takes_what_there_is_not_is_refused_with_its_place(
    tmp_path: Path, text: str, found: str
) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(f"id: own\ntitle: Own\npayers: []\ncite: {{title: Letter}}\n{text}\n", encoding="utf-8")
    with pytest.raises(Faults) as error:
        load_profile(path, book())
    assert any(found in fault.found and fault.line == 5 for fault in error.value.faults)


def test_a_profile_that_is_not_there_is_told_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(Faults) as error:
        load_profile(tmp_path / "none.yaml", book())
    assert str(tmp_path / "none.yaml") == error.value.faults[0].source
