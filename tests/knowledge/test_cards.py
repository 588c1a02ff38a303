"""The cards of the codes: a slip would show one source's word under another's name, or a hole on a page."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.knowledge.cards import cards
from frostline.model.errors import Fault, Faults

Faulty = Callable[[str, str, str], tuple[Fault, ...]]
ACNE = "pages/acne.yaml"


@pytest.fixture
def faults(tmp_path: Path) -> Faulty:
    packs = Path(shutil.copytree(PACKS / "pages", tmp_path / "packs" / "pages")).parent

    def raised(file: str, old: str, new: str) -> tuple[Fault, ...]:
        path = packs / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has changed: no {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Faults) as error:
            cards(packs)
        return error.value.faults

    return raised


def test_every_code_of_a_family_has_a_card_and_one_alone() -> None:
    held = cards()
    families = {code for family in book().families for code in family.units.codes}
    assert set() == families - set(held.codes)
    assert len(set(held.codes)) == len(held.codes)


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("sources: [S3]}", "sources: [S9]}", "S9"),
        ('code: "17340"', 'code: "17110"', "17110"),
        ("{work_rvu}", "{work_value}", "the blank {work_value}"),
        ("kind: context,", "kind: contexts,", "'contexts'"),
    ],
)
def test_a_slip_is_told_with_file_and_line(faults: Faulty, old: str, new: str, found: str) -> None:
    told = faults(ACNE, old, new)
    assert found in {fault.found for fault in told}
    assert all(fault.source.startswith("pages/") and fault.line for fault in told)
