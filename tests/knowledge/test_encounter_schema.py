"""The JSON Schema of the encounter: what an editor or another program checks before we do."""

import json
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
import yaml

from frostline.knowledge.encounters import encounter_schema
from frostline.model import encounter as nouns

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.yaml"))
CASES = ROOT.parent / "shared" / "cases"
SCHEMA = encounter_schema()
NOUNS = ["ClaimLine", "CostSharing", "Earlier", "FactValue", "Locality", "Patient", "Provider", "Service", "Treated"]
Schema = dict[str, Any]

needs_cases = pytest.mark.skipif(not CASES.is_dir(), reason="the published cases are not here: no folder shared/cases")


class Typed(yaml.SafeLoader):
    """YAML 1.2 as editors read it: days and yes are texts, 8 is a number, true is true."""


KEPT = {"tag:yaml.org,2002:int", "tag:yaml.org,2002:float", "tag:yaml.org,2002:null"}
Typed.yaml_implicit_resolvers = {
    first: [(tag, shape) for tag, shape in held if tag in KEPT]
    for first, held in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
Typed.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])


def typed(text: str) -> Any:  # noqa: ANN401 - any value
    return yaml.load(text, Loader=Typed)  # noqa: S506 - a safe loader of our own


def is_a(kind: str, value: object) -> bool:
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "null": type(None), "integer": int}
    if isinstance(value, bool):
        return kind == "boolean"
    return isinstance(value, int | float) if kind == "number" else isinstance(value, kinds[kind])


def refusals(value: Any, schema: Schema, at: str = "$") -> Iterator[str]:  # noqa: ANN401 - any value
    """Where a schema refuses a value: the part of JSON Schema that ours uses."""
    if "$ref" in schema:
        yield from refusals(value, SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[-1]], at)
        return
    branches = [list(refusals(value, branch, at)) for branch in schema.get("anyOf", ())]
    if branches and all(branches):
        yield from branches[0]
    kinds = schema.get("type", [])
    if kinds and not any(is_a(kind, value) for kind in ([kinds] if isinstance(kinds, str) else kinds)):
        yield f"{at}: {value!r} is no {kinds}"
    elif value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{at}: {value!r} is none of the words"
    elif isinstance(value, dict):
        yield from of_keys(value, schema, at)
    elif isinstance(value, list):
        for number, held in enumerate(value):
            yield from refusals(held, schema.get("items", {}), f"{at}[{number}]")
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{at}: {value!r} has not the shape {schema['pattern']}"


def of_keys(value: dict[str, Any], schema: Schema, at: str) -> Iterator[str]:
    yield from (f"{at}: no {key}" for key in schema.get("required", ()) if key not in value)
    rest = schema.get("additionalProperties", True)
    for key, held in value.items():
        if key in schema.get("properties", {}):
            yield from refusals(held, schema["properties"][key], f"{at}.{key}")
        elif rest is False:
            yield f"{at}: unknown key {key}"
        elif isinstance(rest, dict):
            yield from refusals(held, rest, f"{at}.{key}")


def refused(text: str) -> list[str]:
    return list(refusals(typed(f"date: 2026-05-04\n{text}\n"), SCHEMA))


def objects(schema: Any) -> Iterator[Schema]:  # noqa: ANN401 - any part of a schema
    if isinstance(schema, dict):
        if schema.get("type") == "object":
            yield schema
        for held in schema.values():
            yield from objects(held)
    elif isinstance(schema, list):
        for held in schema:
            yield from objects(held)


def test_the_schema_is_json_and_says_which_draft_it_is() -> None:
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
    assert SCHEMA["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_has_every_key_of_the_encounter_and_asks_for_the_day_only() -> None:
    assert [held.name for held in fields(nouns.Encounter)] == list(SCHEMA["properties"])
    assert SCHEMA["required"] == ["date"]


@pytest.mark.parametrize("name", NOUNS)
def test_the_schema_has_every_key_of_every_part(name: str) -> None:
    assert [held.name for held in fields(getattr(nouns, name))] == list(SCHEMA["$defs"][name]["properties"])


def test_an_unknown_key_is_refused_everywhere_but_among_facts() -> None:
    open_ones = [held for held in objects(SCHEMA) if held.get("additionalProperties") is not False]
    of_a_lesion = SCHEMA["$defs"]["Treated"]["properties"]["facts"]["anyOf"][0]
    assert [of_a_lesion, SCHEMA["properties"]["facts"]["anyOf"][0]] == open_ones


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_the_schema_accepts_every_example(path: Path) -> None:
    assert list(refusals(typed(path.read_text(encoding="utf-8")), SCHEMA)) == []


@needs_cases
def test_the_schema_accepts_every_published_encounter() -> None:
    for path in sorted(CASES.glob("*.yaml")):
        for case in typed(path.read_text(encoding="utf-8")):
            assert list(refusals(case.get("encounter", case.get("claim")), SCHEMA)) == [], case["name"]


@pytest.mark.parametrize(
    "text",
    [
        "locality: national",
        "facts: {a: yes, b: {value: no, by: Dr. A}}",
        "treated: [{count: 8, size_cm: 2.2}]",
        'treated: [{count: "8", size_cm: "2.2"}]',
        "place: null",
    ],
)
def test_the_schema_accepts_the_short_forms(text: str) -> None:
    assert refused(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "treatd: []",
        "treated: [{coutn: 8}]",
        "treated: {lesion: AK}",
        "treated: [{pathology: maybe}]",
        "treated: [{icd10: L570}]",
        "services: [{units: 1}]",
        "locality: Seattle",
        "locality: {zip: '9810'}",
        "facts: {a: {valu: 1}}",
        "patient: {sex: f}",
    ],
)
def test_the_schema_refuses_what_we_refuse(text: str) -> None:
    assert refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "facts: {prostate.psa_ng_ml: 8}",
        "facts: {prostate.localized: true}",
        "lines: [{code: '17000', charge: 150.00}]",
        "cost_sharing: {deductible_left: 0}",
    ],
)
def test_an_editor_accepts_what_we_read(text: str) -> None:
    assert refused(text) == []
