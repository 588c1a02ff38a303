"""The landscape's packs: every record and row is there, and a slip in any file is told before anybody compares."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from frostline.knowledge.book import PACKS
from frostline.knowledge.landscape import landscape
from frostline.knowledge.text import parse
from frostline.model.errors import Fault, Faults
from frostline.model.landscape import Seen

ROOT = Path(__file__).resolve().parents[2]
RECORDS = ROOT.parent / "shared" / "knowledge" / "policies.jsonl"
DOCS = ROOT / "docs" / "landscape.md"
here = pytest.mark.skipif(not RECORDS.is_file(), reason="the collected records are not here: no shared/knowledge")
Edit = tuple[str, str, str]  # file, what stands there, what shall stand there
Faulty = Callable[..., tuple[Fault, ...]]
AETNA, CGS, USES = "aetna.yaml", "cgs.yaml", "indications.yaml"


def held() -> list[Seen]:
    return [seen for pack in landscape()[1] for seen in pack.seen]


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in RECORDS.read_text(encoding="utf-8").splitlines()]


def of(record: dict[str, Any]) -> Seen:
    """The one record of ours for a collected one; a number that ends in its version is kept apart here."""
    (found,) = [
        seen
        for seen in held()
        if (seen.payer, seen.version) == (record["payer"], record["version"])
        and record["id"] in {seen.policy, f"{seen.policy}-{seen.version}", f"{seen.policy}{seen.version}"}
    ]
    return found


@here
def test_every_collected_record_is_held_once_with_its_basis_title_and_days() -> None:
    assert 62 == len(records()) == len(held())
    for record in records():
        seen = of(record)
        plain = (seen.title, seen.basis, seen.effective or "", seen.line_of_business)
        assert (record["title"], record["basis"], record["effective"], record["line_of_business"]) == plain
        assert record["source_url"] == seen.where or "Surgery, Policy 132" in seen.where


@here
def test_every_collected_row_is_held_with_its_status_and_number() -> None:
    assert 171 == sum(len(seen.positions) for seen in held())
    for record in records():
        rows = [
            (row["status"].replace("-", "_"), row["citing"], bool(row["criteria"])) for row in record["indications"]
        ]
        assert rows == [(str(row.status), row.citing, bool(row.criteria)) for row in of(record).positions]


@here
def test_no_code_of_a_collected_record_is_lost() -> None:
    for record in records():
        wanted = {code for codes in record["codes"].values() if isinstance(codes, list) for code in codes}
        assert wanted <= {code for codes in (of(record).codes or {}).values() for code in codes}


def test_only_what_was_seen_whole_names_the_policy_that_decides() -> None:
    assert {
        "regence.surgery.132@2026-06-01",
        "medicare.ncd.230.9@2001-07-01",
        "medicare.ncd.250.4@2001-11-26",
    } == {seen.revision for seen in held() if seen.revision}


def test_the_policy_that_is_said_to_decide_is_there() -> None:
    packs = [parse(path.read_text(encoding="utf-8"), path.name) for path in (PACKS / "policies").glob("*/*.yaml")]
    revisions = {f"{pack['id']}@{pack['in_force']['from']}" for pack in packs if "in_force" in pack}
    assert {seen.revision for seen in held() if seen.revision} <= revisions


def test_a_policy_of_which_only_dates_were_seen_is_found_by_what_it_is_about() -> None:
    assert all(seen.names for seen in held() if seen.basis == "dates only")


def test_no_record_names_a_day_of_reading_that_nobody_recorded() -> None:
    assert {None} == {seen.seen for seen in held()}


def test_the_names_of_records_are_unique_and_readable() -> None:
    names = [name for pack in landscape()[1] for name, _ in pack.named]
    assert len(set(names)) == len(names)
    assert {"aetna.cpb_0100@older", "bcbs_minnesota.ii_33", "medicare.ncd_230_9@1"} <= set(names)


def test_the_docs_list_every_use_with_its_codes() -> None:
    listed = [line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    assert listed == [f"| `{term.id}` | {term.label} | {', '.join(term.codes)} |" for term in landscape()[0].terms]


@pytest.mark.parametrize(
    ("typed", "use"),
    [
        ("prostate, focal", ["prostate.focal"]),
        ("Focal Prostate", ["prostate.focal"]),
        ("prostate.focal", ["prostate.focal"]),
        ("AKs", ["skin.actinic_keratosis"]),
        ("17340's acne", ["acne.freezing"]),
        ("metastasis to the lung", ["lung.metastasis"]),
        ("acne", ["acne.freezing", "acne.surgery", "acne.scars", "acne.other"]),
        ("lung cancer", ["lung.curative", "lung.airway", "lung.metastasis"]),
        ("tattoo", []),
        ("", []),
    ],
)
def test_a_use_is_found_by_the_words_that_people_type(typed: str, use: list[str]) -> None:
    assert use == [term.id for term in landscape()[0].named(typed)]


# Broken packs


@pytest.fixture
def faults(tmp_path: Path) -> Faulty:
    folder = Path(shutil.copytree(PACKS / "landscape", tmp_path / "landscape"))

    def raised(*edits: Edit) -> tuple[Fault, ...]:
        for file, old, new in edits:
            text = (folder / file).read_text(encoding="utf-8") if old else ""
            assert old in text, f"{file} has changed: no {old}"
            (folder / file).write_text(text.replace(old, new, 1) if old else new, encoding="utf-8")
        with pytest.raises(Faults) as error:
            landscape(folder)
        return error.value.faults

    return raised


def test_all_slips_of_all_files_are_told_at_once_with_line_and_remedy(faults: Faulty) -> None:
    found = faults(
        (AETNA, "indications: [desmoid]", "indications: [desmoyd]"),
        (AETNA, "version: older", "version: recent"),
        (AETNA, 'at_most: "60"', 'unit: "60"'),
        (USES, "words: [molluscum contagiosum]", "words: [wart]"),
        (USES, "words: [keloid scar, hypertrophic scar]", "words: []"),
        (CGS, "basis: opening", "basis: full"),
    )
    told = {(fault.source, fault.found) for fault in found}
    assert {
        ("landscape/aetna.yaml", "desmoyd"),
        ("landscape/aetna.yaml", "aetna.cpb_0100@recent a second time"),
        ("landscape/aetna.yaml", "no bound"),
        ("landscape/indications.yaml", "wart"),
        ("landscape/indications.yaml", "nothing"),
        ("landscape/cgs.yaml", "basis full, revision none"),
    } <= told
    assert all(fault.line and fault.remedy for fault in found)
    assert "Did you mean desmoid?" in {fault.remedy for fault in found}


@pytest.mark.parametrize(
    ("edit", "found"),
    [
        ((AETNA, "id: aetna", "id: cgs"), "cgs, which another file has too"),
        ((AETNA, 'at_most: "60"', 'at_most: "60", below: "60"'), "below and at most"),
        ((AETNA, "only: prostate.whole_gland", "only: kidney"), "kidney"),
        ((AETNA, "indications: [desmoid]", "indications: []"), "nothing"),
        ((AETNA, 'unit: cm, at_most: "4"', 'unit: mm, at_most: "40"'), "tumor.size_cm in cm"),
        (
            (CGS, "basis: opening", "basis: opening\n    revision: cgs@2024-08-08"),
            "basis opening, revision cgs@2024-08-08",
        ),
        (("novitas.yaml", "names: [skin.benign]", "names: []"), "neither positions nor names"),
        (("novitas.yaml", "names: [skin.benign]", "names: [xyz]"), "xyz"),
        (("moda.yaml", 'effective: "2021-04-01"', 'effective: "2024-04-01"'), "2023-04-01 after 2024-04-01"),
        ((USES, "- {id: uterus", "- {id: liver"), "liver a second time"),
        ((USES, "prostate: [prostate cancer", "prostat: [prostate cancer"), "prostat"),
        ((USES, "lung: [lung cancer", "lung: [RCC, lung cancer"), "RCC"),
        (("notes.txt", "", "to do"), "a file that is no pack"),
        ((CGS, "status: cosmetic", "status: cosmetics"), "'cosmetics'"),
        ((CGS, "status: cosmetic", "statut: cosmetic"), "the unknown key statut"),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
def test_a_slip_that_would_hide_or_mix_up_a_payer_stops_the_load(faults: Faulty, edit: Edit, found: str) -> None:
    assert found in {fault.found for fault in faults(edit)}


def test_without_the_list_of_uses_nothing_loads_and_each_name_is_not_blamed(faults: Faulty, tmp_path: Path) -> None:
    (tmp_path / "landscape" / USES).unlink()
    assert ["landscape/indications.yaml: found no such file; expected the uses that records are compared by"] == [
        str(fault) for fault in faults()
    ]


def test_a_file_that_is_no_utf8_is_told_and_not_passed_over(faults: Faulty, tmp_path: Path) -> None:
    (tmp_path / "landscape" / CGS).write_bytes(b"id: cgs\ntitle: \xe9")
    assert [("landscape/cgs.yaml", 2)] == [(fault.source, fault.line) for fault in faults()]
