"""The evidence room of Regence Surgery 132: whole, in our own words, and refused with every mistake at once."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from frostline.knowledge.book import PACKS
from frostline.knowledge.evidence import evidence, rooms
from frostline.knowledge.text import parse
from frostline.model.errors import Fault, Faults
from frostline.model.evidence import EvidenceRoom, Study, numbers, spans

REVISION = "regence.surgery.132@2026-06-01"
FILE = "policies/regence/surgery-132.2026-06-01.evidence.yaml"
SOURCE = Path(__file__).resolve().parents[3] / "shared" / "knowledge" / "regence-132.yaml"
needs_source = pytest.mark.skipif(not SOURCE.is_file(), reason="no folder shared/knowledge with the policy's page")
FIGURE = re.compile(r"\d+(?:\.\d+)?")


def held() -> EvidenceRoom:
    room = evidence(REVISION)
    assert room is not None
    return room


def source() -> dict[str, Any]:
    page: dict[str, Any] = parse(SOURCE.read_text(encoding="utf-8"), SOURCE.name)
    return page


# Whole


def test_an_analyst_finds_every_row_reference_device_and_complication() -> None:
    room = held()
    counts = {"breast": 4, "lung": 5, "bone": 9, "prostate": 1, "pancreas": 3, "other": 1, "general": 1}
    assert counts == {topic: sum(row.id.startswith(f"{topic}-") for row in room.evidence) for topic in counts}
    assert (24, 51, 13, 3, 3) == tuple(
        map(len, (room.evidence, room.references, room.regulatory.devices, room.complications, room.guidelines))
    )
    assert list(range(1, 52)) == [reference.n for reference in room.references]


def test_the_prostate_guideline_says_its_version_its_day_and_all_three_risks() -> None:
    (nccn,) = [guideline for guideline in held().guidelines if guideline.body == "NCCN Prostate"]
    assert ("4.2026", "2026-01-07", "48") == (nccn.version, nccn.accessed, nccn.cited)
    expected = {"low": "discouraged", "intermediate": "in a clinical trial only", "high": "discouraged"}
    assert expected == nccn.by_risk


def test_devices_are_told_as_examples_and_not_as_a_complete_list() -> None:
    assert "examples" == held().regulatory.list_is


def test_nothing_is_held_behind_a_revision_that_has_no_room() -> None:
    assert evidence("regence.surgery.132@2025-06-01") is None


# Against the source


@needs_source
def test_every_row_of_the_page_is_here_with_its_numbers_and_its_pmid() -> None:
    rows = {row.id: row for row in held().evidence}
    for theirs in source()["evidence"]:
        ours = rows.pop(theirs["id"])
        year = None if theirs["year"] is None else int(theirs["year"])
        expected = (theirs["ref_cited"], theirs["ref"], theirs["pmid"], year)
        assert expected == (ours.cited, ours.reference, ours.pmid, ours.year), ours.id
        for key in ("studies", "n", "lesions", "centers"):
            assert theirs.get(key) == (None if getattr(ours, key) is None else str(getattr(ours, key))), ours.id
    assert {} == rows


@needs_source
def test_no_figure_of_a_row_is_lost_and_none_is_made_up() -> None:
    rows = {row.id: row for row in held().evidence}
    for theirs in source()["evidence"]:
        told = {key: value for key, value in theirs.items() if key not in {"id", "ref_cited", "ref", "pmid", "check"}}
        if theirs["id"] == "bone-4":
            del told["note"]  # a reader's sum, which the checker makes
        assert figures(told) == figures(_told(rows[theirs["id"]])), theirs["id"]


def _told(row: Study) -> list[object]:
    sums = [[entry.of, *entry.parts.values()] for entry in row.sums]
    text = [
        row.study_mix,
        row.population,
        row.arms,
        row.size,
        row.follow_up,
        row.limits,
        row.note,
        row.design,
        row.tumor,
    ]
    return [*text, row.year, row.studies, row.n, row.lesions, row.centers, row.outcomes, sums]


def figures(value: object) -> set[str]:
    if isinstance(value, dict):
        return figures(list(value.values()))
    if isinstance(value, list | tuple):
        return {figure for part in value for figure in figures(part)}
    return set(FIGURE.findall(str(value)))


@needs_source
def test_every_reference_of_the_page_is_here_with_its_author_year_journal_and_pmid() -> None:
    ours = {reference.n: reference for reference in held().references}
    for theirs in source()["references"]:
        entry = ours.pop(int(theirs["n"]))
        year = str(entry.year) if entry.year else f"cited {entry.accessed}"
        expected = (theirs["first_author"], theirs["year"], theirs["journal"], theirs["pmid"])
        assert expected == (entry.author, year, entry.journal, entry.pmid), entry.n
    assert {} == ours


@needs_source
def test_every_device_field_and_synonym_of_the_page_is_here() -> None:
    theirs, ours = source()["regulatory"], held().regulatory
    expected = [(device["name"], device["maker"]) for device in theirs["devices"]]
    assert expected == [(device.name, device.maker) for device in ours.devices]
    assert len(theirs["fields"]) == len(ours.fields)
    assert tuple(theirs["settings"]) == ours.settings
    assert tuple(source()["background"]["synonyms"]) == held().background.synonyms
    complications = [entry["id"] for entry in source()["background"]["complications_any_organ"]]
    assert complications == [entry.id for entry in held().complications]
    assert len(source()["policy"]["fields_not_stated"]) == len(held().not_stated)


@needs_source
def test_no_sentence_of_the_page_is_copied() -> None:
    page = f" {' '.join(words(SOURCE.read_text(encoding='utf-8')))} "
    room = parse((PACKS / FILE).read_text(encoding="utf-8"), FILE)
    for text in scalars(room):
        run = words(text)
        copied = [run[at : at + 8] for at in range(len(run) - 7) if f" {' '.join(run[at : at + 8])} " in page]
        assert [] == copied


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.casefold())


def scalars(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from scalars(part)
    elif value is not None:
        yield str(value)


# Numbers as they are printed


def test_a_range_is_read_and_written_as_it_is_printed() -> None:
    assert () == numbers(None)
    assert (2, 5, 6, 7) == numbers("2, 5-7")
    assert "2, 5-7" == spans((7, 5, 2, 6))
    assert "" == spans(())


def test_a_study_without_a_name_is_called_by_its_tumor() -> None:
    names = {row.id: row.name for row in held().evidence}
    assert ("breast", "Zhao 2010") == (names["breast-3"], names["breast-2"])


# Broken


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "policies" / "regence", tmp_path / "policies" / "regence")
    return tmp_path


Edit = tuple[str, str]
Faulty = Callable[..., tuple[Fault, ...]]


@pytest.fixture
def faults(packs: Path) -> Faulty:
    def raised(*edits: Edit) -> tuple[Fault, ...]:
        path = packs / FILE
        for old, new in edits:
            text = path.read_text(encoding="utf-8")
            assert old in text, old
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Faults) as error:
            rooms(packs)
        return error.value.faults

    return raised


def line_of(packs: Path, text: str) -> int:
    lines = (packs / FILE).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def test_an_unbroken_copy_loads(packs: Path) -> None:
    assert [REVISION] == list(rooms(packs))


def test_every_mistake_is_told_at_once_with_file_and_line(faults: Faulty, packs: Path) -> None:
    found = faults(
        ("id: breast-2", "id: breast-1"),
        ("body: NCCN Prostate", "body: US professional societies"),
        ("{n: 2, author: Zhao Z", "{n: 3, author: Zhao Z"),
        ("id: seeding", "id: probe_track"),
        ("name: IceSense3", "name: CryoHit"),
        ("criteria: [I.B, I.C,", "criteria: [I.B, I.H,"),
        ('cited: "55"', "cited: fifty-five"),
        ("cited: 3-16", "cited: 16-3"),
        ('reference: "38"', 'reference: "83"'),
        ('reference: "28"', "reference: last"),
        ("told: 2", "told: 0"),
        ("part: 49", "part: 94"),
        ('percent: "97.5"', 'percent: "97,5"'),
        ("{curative: 21, palliative: 53}", "{}"),
        ("policy: regence.surgery.132@2026-06-01", "policy: regence.surgery.132@2026-06-02"),
    )
    stands_on = {
        "policy": "regence.surgery.132@2026-06-02",
        "complications[3]": "Cancer cells",
        "regulatory.devices[7]": "name: CryoHit, maker: IceCure",
        "guidelines[1].criteria[2]": "criteria: [I.B, I.H,",
        "guidelines[2]": "body: US professional societies",
        "references[3]": "author: Pfliederer",
        "evidence[2]": "id: breast-1",
        "evidence[2].reference": 'reference: "2"',
        "evidence[4].cited": "cited: 16-3",
        "evidence[5].told": "told: 0",
        "evidence[8].fractions[1]": "part: 94",
        "evidence[8].fractions[2].percent": "97,5",
        "evidence[15].sums[1]": "parts: {}",
        "evidence[17].reference": 'reference: "83"',
        "evidence[18].reference": "reference: last",
        "evidence[19].cited": "fifty-five",
    }
    lines = (packs / FILE).read_text(encoding="utf-8").splitlines()
    assert {FILE} == {fault.source for fault in found}
    assert stands_on.keys() == {fault.key for fault in found}
    for fault in found:
        assert stands_on[fault.key] in lines[(fault.line or 0) - 1], fault


def test_a_pmid_that_its_reference_does_not_have_is_told(faults: Faulty, packs: Path) -> None:
    (fault,) = faults(('    pmid: "23065947"', '    pmid: "23065974"'))
    assert ("evidence[17].pmid", "23065974", "23065947, as its reference has it") == (
        fault.key,
        fault.found,
        fault.expected,
    )
    assert line_of(packs, "23065974") == fault.line


def test_a_pmid_on_a_row_that_fits_no_reference_is_told_on_the_row(faults: Faulty) -> None:
    design = "    design: same trial as the interim report"
    (fault,) = faults((design, f'{design}\n    pmid: "1"'))
    assert ("evidence[9].pmid", "nothing, as its reference has it") == (fault.key, fault.expected)


def test_a_pmid_that_a_row_leaves_out_is_told_where_the_row_stands(faults: Faulty, packs: Path) -> None:
    (fault,) = faults(('    reference: "38"\n    pmid: "23065947"\n', '    reference: "38"\n'))
    assert ("evidence[17].pmid", "nothing") == (fault.key, fault.found)
    assert line_of(packs, "id: bone-8") == fault.line


def test_a_criterion_that_the_policy_does_not_have_is_told_with_those_it_has(faults: Faulty) -> None:
    (fault,) = faults(("criteria: [II, I.D]", "criteria: [II, I.D.1]"))
    assert "one of I, I.A, I.B, I.C, I.D, I.E, I.F, I.F.1, I.F.2, I.G, I.G.1, I.G.2, II" == fault.expected


def test_a_room_without_its_policy_is_told(faults: Faulty, packs: Path) -> None:
    (packs / FILE.replace(".evidence", "")).unlink()
    (fault,) = faults()
    assert "no surgery-132.2026-06-01.yaml beside it" == fault.found


def test_two_rooms_of_one_revision_are_told(faults: Faulty, packs: Path) -> None:
    for name in (FILE, FILE.replace(".evidence", "")):
        shutil.copy(packs / name, packs / name.replace("surgery-132", "surgery-133"))
    (fault,) = faults()
    assert (FILE.replace("132", "133"), "one room for a revision") == (fault.source, fault.expected)


def test_an_unknown_key_is_told_with_the_nearest_name(faults: Faulty) -> None:
    (fault,) = faults(('    limits: "asks for bigger', '    limit: "asks for bigger'))
    assert "Did you mean limits?" == fault.remedy
