"""The encounter text: read by the contract, then checked for what no single key can show."""

from collections.abc import Iterator
from typing import Any

from frostline.knowledge.reading import adapter, read_value
from frostline.knowledge.text import parse
from frostline.model.encounter import Encounter
from frostline.model.errors import Fault, Faults


def read_encounter(text: str, source: str) -> Encounter:
    """Read one encounter (chart or finished claim) from YAML or JSON; raises `Faults`."""
    return encounter_of(parse(text, source), text, source)


def encounter_of(value: Any, text: str, source: str) -> Encounter:  # noqa: ANN401 - any value
    """Read an encounter that stands in a text as a plain value, such as in a case file."""
    if not isinstance(value, dict):
        raise Faults((Fault(source, 1, "", "no keys", "an encounter: date, place, treated ..."),))
    encounter = read_value(_long_form(value), Encounter, text, source)
    faults = tuple(_across(encounter, source))
    if faults:
        raise Faults(faults)
    return encounter


def _long_form(value: dict[str, Any]) -> dict[str, Any]:
    """`locality: national` and `fact: value` are short for their long forms."""
    long = dict(value)
    if long.get("locality") == "national":
        long["locality"] = {"national": "true"}
    if isinstance(long.get("facts"), dict):
        long["facts"] = {name: _fact(held) for name, held in long["facts"].items()}
    return long


def _fact(held: Any) -> Any:  # noqa: ANN401 - any value
    return {"value": held} if isinstance(held, str) else held


def _across(encounter: Encounter, source: str) -> Iterator[Fault]:
    """Faults between keys."""
    if encounter.lines is not None and (encounter.treated or encounter.services):
        yield Fault(source, None, "lines", "lines beside treated or services", "a chart or a finished claim, not both")
    if encounter.lines is None and encounter.treated is None and encounter.services is None:
        yield Fault(source, None, "treated", "nothing", "treated, services or lines")
    yield from _future(encounter, source)
    yield from _locality(encounter, source)
    yield from _references(encounter, source)


def _future(encounter: Encounter, source: str) -> Iterator[Fault]:
    for number, earlier in enumerate(encounter.history or (), start=1):
        if earlier.date > encounter.date:
            expected = f"a day not after the encounter's, {encounter.date}"
            yield Fault(source, None, f"history[{number}].date", str(earlier.date), expected)


def _locality(encounter: Encounter, source: str) -> Iterator[Fault]:
    place = encounter.locality
    if place is None:
        return
    ways = [place.zip is not None, place.mac is not None or place.locality is not None, place.national]
    if ways.count(True) != 1 or (place.mac is None) != (place.locality is None):
        yield Fault(source, None, "locality", "an unclear place", "zip, or mac with locality, or the word national")


def _references(encounter: Encounter, source: str) -> Iterator[Fault]:
    ids = [entry.id for entry in encounter.treated or () if entry.id is not None]
    for number, name in enumerate(ids):
        if name in ids[:number]:
            yield Fault(source, None, "treated.id", f"{name} a second time", "each id once")
    for number, service in enumerate(encounter.services or (), start=1):
        if service.treats is not None and service.treats not in ids:
            known = ", ".join(ids) or "none is given"
            yield Fault(
                source,
                None,
                f"services[{number}].treats",
                service.treats,
                f"the id of a treated entry ({known})",
            )


def encounter_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of the encounter, the short forms included."""
    schema = adapter(Encounter).json_schema()
    properties = schema["properties"]
    properties["locality"] = {"anyOf": [*properties["locality"]["anyOf"], {"const": "national"}]}
    fact = {"anyOf": [{"$ref": "#/$defs/FactValue"}, {"type": "string"}]}
    properties["facts"] = {"anyOf": [{"type": "object", "additionalProperties": fact}, {"type": "null"}]}
    _numbers(schema)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _numbers(schema: Any) -> None:  # noqa: ANN401 - any value
    """A shape that only digits fit may be written as a number too, as YAML and JSON people do."""
    if isinstance(schema, dict):
        if schema.get("type") == "string" and str(schema.get("pattern", "")).startswith("^[0-9]+"):
            schema["type"] = ["string", "number"]
        for held in schema.values():
            _numbers(held)
    elif isinstance(schema, list):
        for held in schema:
            _numbers(held)
