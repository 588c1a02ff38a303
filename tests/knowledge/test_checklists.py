"""The checklists: cited, complete, and named rightly by the families; a wrong name stops the load with its place."""

import shutil
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.knowledge.checklists import CALLED_FOR
from frostline.model.advice import Element
from frostline.model.encounter import Treated
from frostline.model.errors import Fault, Faults
from frostline.model.families import Family

BOOK = book()
KIDNEY, EVERY = "families/kidney.yaml", "documentation/every.yaml"
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "documentation.md"
Faulty = Callable[[str, str, str], tuple[Fault, ...]]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKS, tmp_path / "packs"))


@pytest.fixture
def faults(packs: Path) -> Faulty:
    def raised(file: str, old: str, new: str) -> tuple[Fault, ...]:
        text = (packs / file).read_text(encoding="utf-8")
        assert old in text, f"{file} has changed: no {old}"
        (packs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Faults) as error:
            book(packs)
        return error.value.faults

    return raised


def line_of(packs: Path, file: str, text: str) -> int:
    lines = (packs / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def every_element() -> list[Element]:
    shared = [element for held in BOOK.checklists for element in held.elements]
    return shared + [element for family in BOOK.families for element in family.documentation]


def test_a_checklist_that_does_not_exist_is_told_with_file_line_and_those_that_do(faults: Faulty, packs: Path) -> None:
    (fault,) = faults(KIDNEY, "records: [every, operative", "records: [every, operativ")
    assert (fault.source, fault.key, fault.found) == (KIDNEY, "records[2]", "operativ")
    assert fault.line == line_of(packs, KIDNEY, "records:")
    assert "operative" in fault.expected


@pytest.mark.parametrize("name", CALLED_FOR)
def test_a_checklist_that_lines_call_for_by_themselves_is_missed_on_loading(packs: Path, name: str) -> None:
    (packs / f"documentation/{name}.yaml").unlink()
    with pytest.raises(Faults, match=f"no {name}"):
        book(packs)


def test_an_element_that_stands_twice_is_told_in_a_checklist_and_in_a_family(faults: Faulty, packs: Path) -> None:
    (fault,) = faults(EVERY, "element: consent", "element: plan")
    assert (fault.source, fault.key, fault.found) == (EVERY, "elements[6]", "plan a second time")
    assert fault.line == line_of(packs, EVERY, "the plan and the follow-up")


def test_a_family_cannot_want_one_element_twice(faults: Faulty) -> None:
    (fault,) = faults(KIDNEY, "element: count", "element: site")
    assert (fault.source, fault.found) == (KIDNEY, "site a second time")


def test_a_reason_that_is_none_of_the_three_is_told(faults: Faulty) -> None:
    (fault,) = faults(EVERY, "why: necessity", "why: need")
    assert fault.source == EVERY


@pytest.mark.parametrize("family", BOOK.families, ids=lambda family: family.id)
def test_every_family_names_what_every_record_says_and_something_that_its_code_turns_on(family: Family) -> None:
    assert "every" in family.records
    assert "code" in {element.why for element in family.documentation}


@pytest.mark.parametrize("family", BOOK.families, ids=lambda family: family.id)
def test_what_a_family_chooses_its_code_by_is_wanted_for_the_code(family: Family) -> None:
    pick, ways = family.units.pick, family.units
    wanted = {element.element for element in family.documentation if element.why == "code"}
    deciding = {
        "site": any(choice.site for choice in pick.codes) if pick else bool(ways.by_site_and_size),
        "extent": pick is not None and any(choice.extent for choice in pick.codes),
        "approach": pick is not None and any(choice.approach for choice in pick.codes),
        "method": pick is not None and any(choice.method for choice in pick.codes),
        "size_cm": bool(ways.by_site_and_size) or (pick is not None and any(c.at_most_cm for c in pick.codes)),
        "area_sq_cm": bool(ways.by_area),
        "count": bool(ways.first_each_then_flat or ways.one_up_to or ways.first_then_each_part)
        or (pick is not None and pick.per in {"lesion", "lid"}),
        "pathology": family.needs_pathology,
    }
    assert {key for key, decides in deciding.items() if decides} - wanted == set()


def test_an_element_has_one_meaning_where_it_is_a_key_of_the_encounter() -> None:
    keys = {held.name for held in fields(Treated)}
    assert {"id", "documented", "cosmetic"} & {element.element for element in every_element()} == set()
    assert {"count", "site", "pathology", "symptoms", "unusual", "notice", "probes", "cycles"} <= keys


def test_the_guide_lists_every_element_that_may_be_given_under_documented() -> None:
    text = GUIDE.read_text(encoding="utf-8")
    assert {element.element for element in every_element() if f"`{element.element}`" not in text} == set()
    assert {held.id for held in BOOK.checklists if f"| `{held.id}` |" not in text} == set()
