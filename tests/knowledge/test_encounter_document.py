"""The page that tells people how to write an encounter: no key is left for them to guess."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from frostline.api import load_text
from frostline.model import encounter as nouns
from frostline.model.encounter import Encounter
from frostline.model.errors import Faults

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "encounter.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
COMMENTS = re.findall(r"#.*", "\n".join(EXAMPLES))
SPANS = [*re.findall(r"`([^`\n]+)`", PAGE), *COMMENTS]
PATHS = {
    "Encounter": "",
    "Patient": "patient.",
    "Provider": "provider.",
    "Locality": "locality.",
    "Treated": "treated[].",
    "Service": "services[].",
    "Earlier": "history[].",
    "ClaimLine": "lines[].",
    "CostSharing": "cost_sharing.",
    "FactValue": "facts.",
    "Plan": "plan.",
    "ContractTerm": "plan.contract[].",
    "OtherPayer": "plan.others[].",
}


def written(value: Any, at: str = "") -> Iterator[str]:  # noqa: ANN401 - any value
    """Every key of an example, with the way to it."""
    if isinstance(value, dict):
        for key, held in value.items():
            yield f"{at}{key}"
            yield from written(held, f"{at}{key}.")
    elif isinstance(value, list):
        for held in value:
            yield from written(held, f"{at.removesuffix('.')}[].")


KEYS = {key for example in EXAMPLES for key in written(yaml.load(example, Loader=yaml.BaseLoader))}  # noqa: S506 - texts


def named(key: str) -> bool:
    """Whether an example has the key, or the words in code or in a comment of an example do."""
    word = re.compile(rf"(?<![\w]){re.escape(key.rsplit('.', 1)[-1])}(?![\w])")
    return key in KEYS or any(word.search(span) for span in SPANS)


def every_key() -> Iterator[str]:
    for name, at in PATHS.items():
        yield from (f"{at}{held.name.rstrip('_')}" for held in fields(getattr(nouns, name)))


@pytest.mark.parametrize("key", list(every_key()))
def test_a_key_that_a_user_may_write_stands_on_the_page(key: str) -> None:
    assert named(key)


def test_no_part_of_the_encounter_is_left_out_of_the_search() -> None:
    own = {name for name, held in vars(nouns).items() if is_dataclass(held) and held.__module__ == nouns.__name__}
    assert own - {"Shape"} == set(PATHS)


def test_a_key_that_the_page_shows_is_one_that_a_user_may_write() -> None:
    known = {f"{at}{held.name.rstrip('_')}" for name, at in PATHS.items() for held in fields(getattr(nouns, name))}
    assert set() == KEYS - known


def test_a_key_that_nobody_has_is_not_found_on_the_page() -> None:
    assert not named("treated[].depth_mm")
    assert not named("treated[].cosm")


def test_the_first_example_of_the_page_is_read_as_it_stands() -> None:
    assert isinstance(load_text(EXAMPLES[0], "docs/encounter.md"), Encounter)
    assert isinstance(load_text(EXAMPLES[1], "docs/encounter.md"), Encounter)


# Names of entries


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(Faults) as raised:
        load_text(f"date: 2026-05-04\n{text}\n", "x.yaml")
    return [(fault.key, fault.found) for fault in raised.value.faults]


def test_an_entry_that_goes_by_the_name_of_an_unnamed_one_is_refused() -> None:
    text = "treated: [{id: entry 2, lesion: AK}, {lesion: wart}]"
    assert [("treated[1].id", "entry 2")] == faults(text)


def test_the_name_of_an_unnamed_entry_is_refused_wherever_it_stands() -> None:
    text = "treated: [{lesion: AK}, {lesion: wart}, {id: entry 1, lesion: tag}, {id: entry 2, lesion: acne}]"
    assert [("treated[3].id", "entry 1"), ("treated[4].id", "entry 2")] == faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "treated: [{id: entry 1, lesion: AK}, {lesion: wart}]",
        "treated: [{id: entry 2, lesion: AK}, {id: entry 1, lesion: wart}]",
        "treated: [{id: entry 3, lesion: AK}, {lesion: wart}]",
        "treated: [{lesion: AK}, {lesion: wart}]",
    ],
)
def test_a_name_that_no_other_entry_goes_by_is_free(text: str) -> None:
    assert load_text(f"date: 2026-05-04\n{text}\n", "x.yaml").treated is not None


def test_an_unnamed_entry_cannot_be_meant_by_its_position() -> None:
    text = "treated: [{lesion: AK}]\nservices: [{code: '11102', treats: entry 1}]"
    assert [("services[1].treats", "entry 1")] == faults(text)
