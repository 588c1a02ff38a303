"""The encounter text: read by the contract, then checked for what no single key can show."""

from collections.abc import Iterator
from typing import Any

from frostline.knowledge.reading import adapter, read_value, spelled
from frostline.knowledge.text import Path, lines, parse
from frostline.model.encounter import SHAPES, Encounter
from frostline.model.errors import Fault, Faults


def read_encounter(text: str, source: str) -> Encounter:
    """Read one encounter (chart or finished claim) from YAML or JSON; raises `Faults`."""
    return encounter_of(parse(text, source), text, source)


def encounter_of(value: Any, text: str, source: str) -> Encounter:  # noqa: ANN401 - any value
    """Read an encounter that stands in a text as a plain value, such as in a case file."""
    if not isinstance(value, dict):
        raise Faults((Fault(source, 1, "", "no keys", "an encounter: date, place, treated ..."),))
    encounter = read_value(_long_form(value), Encounter, text, source)
    wrong = tuple(_across(encounter))
    if wrong:
        places = lines(text, source)
        raise Faults(tuple(Fault(source, places.get(path), spelled(path), *words) for path, *words in wrong))
    return encounter


Wrong = tuple[Path, str, str]  # where, what was found, what was expected


def _long_form(value: dict[str, Any]) -> dict[str, Any]:
    """`locality: national` and `fact: value` are short for their long forms."""
    long = dict(value)
    if long.get("locality") == "national":
        long["locality"] = {"national": "true"}
    if isinstance(long.get("treated"), list):
        long["treated"] = [_with_facts(entry) if isinstance(entry, dict) else entry for entry in long["treated"]]
    return _with_facts(long)


def _with_facts(value: dict[str, Any]) -> dict[str, Any]:
    if not isinstance(value.get("facts"), dict):
        return value
    return value | {"facts": {name: _fact(held) for name, held in value["facts"].items()}}


def _fact(held: Any) -> Any:  # noqa: ANN401 - any value
    return {"value": held} if isinstance(held, str) else held


def _across(encounter: Encounter) -> Iterator[Wrong]:
    """Faults between keys."""
    if encounter.lines is not None and (encounter.treated or encounter.services):
        yield ("lines",), "lines beside treated or services", "a chart or a finished claim, not both"
    if encounter.lines is None and encounter.treated is None and encounter.services is None:
        yield ("treated",), "nothing", "treated, services or lines"
    yield from _future(encounter)
    if encounter.plan.requested is not None and encounter.plan.requested > encounter.date:
        expected = f"a day not after that of service, {encounter.date}; for a review afterwards leave it out"
        yield ("plan", "requested"), str(encounter.plan.requested), expected
    yield from _locality(encounter)
    yield from _references(encounter)


def _future(encounter: Encounter) -> Iterator[Wrong]:
    for number, earlier in enumerate(encounter.history or ()):
        if earlier.date > encounter.date:
            expected = f"a day not after the encounter's, {encounter.date}"
            yield ("history", number, "date"), str(earlier.date), expected


def _locality(encounter: Encounter) -> Iterator[Wrong]:
    place = encounter.locality
    if place is None:
        return
    ways = [place.zip is not None, place.mac is not None or place.locality is not None, place.national]
    if ways.count(True) != 1 or (place.mac is None) != (place.locality is None):
        yield ("locality",), "an unclear place", "zip, or mac with locality, or the word national"


def _references(encounter: Encounter) -> Iterator[Wrong]:
    names = [entry.id for entry in encounter.treated or ()]
    for number, name in enumerate(names):
        if name is not None and name in names[:number]:
            yield ("treated", number, "id"), f"{name} a second time", "each id once"
        if name is not None and name in {f"entry {at}" for at, other in enumerate(names, start=1) if other is None}:
            yield ("treated", number, "id"), name, "an id that is not what an entry without one goes by"
    known = ", ".join(name for name in names if name) or "none is given"
    for number, service in enumerate(encounter.services or ()):
        if service.treats is not None and service.treats not in names:
            yield ("services", number, "treats"), service.treats, f"the id of a treated entry ({known})"
        if service.treats is not None and service.lesion is not None:
            yield (
                ("services", number, "lesion"),
                "another lesion, and one that was treated",
                "treats or lesion, not both",
            )


def encounter_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the encounter, the short forms included."""
    schema = adapter(Encounter).json_schema()
    properties = schema["properties"]
    properties["locality"] = {"anyOf": [*properties["locality"]["anyOf"], {"const": "national"}]}
    scalar = {"type": ["string", "number", "boolean"]}
    fact = {"anyOf": [{"$ref": "#/$defs/FactValue"}, scalar]}
    for held in (properties, schema["$defs"]["Treated"]["properties"]):
        held["facts"] = {"anyOf": [{"type": "object", "additionalProperties": fact}, {"type": "null"}]}
    schema["$defs"]["FactValue"]["properties"]["value"] = scalar
    _numbers(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _numbers(schema: Any) -> None:  # noqa: ANN401 - any value
    """A shape that digits fit may be written as a number too, as YAML and JSON people do."""
    if isinstance(schema, dict):
        if schema.get("type") == "string" and NUMBERS & {schema.get("pattern")}:
            schema["type"] = ["string", "number"]
        for held in schema.values():
            _numbers(held)
    elif isinstance(schema, list):
        for held in schema:
            _numbers(held)


NUMBERS = {
    SHAPES[name].pattern
    for name in ("zip", "mac", "npi", "dollars", "whole", "age", "fraction", "decimal", "code", "skin_type")
}
