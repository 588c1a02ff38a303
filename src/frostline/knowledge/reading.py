"""Plain values into dataclasses, strictly: every fault with its line and the nearest known name."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, TypeVar, get_args, get_type_hints

from pydantic import TypeAdapter, ValidationError

from frostline.knowledge.text import Path, lines, parse
from frostline.model.encounter import SHAPES
from frostline.model.errors import Fault, Faults

Noun = TypeVar("Noun")
SAYS = {shape.pattern: shape.says for shape in SHAPES.values()}
SHOWN = 60  # characters of a wrong value that are told


def read(text: str, noun: type[Noun], source: str) -> Noun:
    """Read a text as that dataclass; raises `Faults` with everything wrong in it."""
    return read_value(parse(text, source), noun, text, source)


def read_value(value: Any, noun: type[Noun], text: str, source: str) -> Noun:  # noqa: ANN401 - any value
    """Read a plain value that stands in a text; the text serves to name lines."""
    try:
        made: Noun = adapter(noun).validate_python(value)  # type: ignore[arg-type]  # a class can be hashed
    except ValidationError as error:
        raise Faults(tuple(_faults(error, noun, text, source))) from None
    return made


@cache
def adapter(noun: Any) -> TypeAdapter[Any]:  # noqa: ANN401 - mypy knows no hashable type of a type
    """Give the reader of a dataclass (a class); unknown keys are refused in it and in all it holds."""
    for held in _held(noun, set()):
        held.__pydantic_config__ = {"extra": "forbid", "alias_generator": _spelled}
    return TypeAdapter(noun)


def _spelled(name: str) -> str:
    """Spell a field as the key that people write: a word that Python reserves has a trailing underscore here."""
    return name.rstrip("_")


def _held(kind: Any, seen: set[Any]) -> Iterator[Any]:  # noqa: ANN401 - type hints are no types
    """Give every dataclass that a type mentions, itself included."""
    if is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        yield kind
        for hint in get_type_hints(kind).values():
            yield from _held(hint, seen)
    for part in get_args(kind):
        yield from _held(part, seen)


def _faults(error: ValidationError, noun: type, text: str, source: str) -> Iterator[Fault]:
    places = lines(text, source)
    problems = [(_cleaned(problem["loc"]), dict(problem)) for problem in error.errors(include_url=False)]
    for path, problem in problems:
        same = [other for where, other in problems if where == path]
        if len(same) > 1 and problem["type"] in WRONG_BRANCH:
            continue
        yield Fault(source, _line(places, path), spelled(path), *_words(problem, noun, path))


WRONG_BRANCH = {"dict_type", "string_type"}  # of a value that may be a text or keys: the branch that does not fit


def _cleaned(loc: tuple[str | int, ...]) -> Path:
    return tuple(part for part in loc if not _is_branch(part))


def _is_branch(part: str | int) -> bool:
    """Pydantic names the branch of a union in a path; people do not."""
    return isinstance(part, str) and part.startswith(("function-", "constrained-", "dict[", "chain[", "tuple["))


def _line(places: dict[Path, int], path: Path) -> int | None:
    for length in range(len(path), -1, -1):
        if path[:length] in places:
            return places[path[:length]]
    return 1


def spelled(path: Path) -> str:
    """Write a path as people write it: treated[0].size_cm."""
    text = ""
    for part in path:
        text += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
    return text.lstrip(".")


def _words(problem: dict[str, Any], noun: type, path: Path) -> tuple[str, str, str]:
    """Say what was found, what was expected, and what to do."""
    kind, given = problem["type"], problem.get("input")
    context = problem.get("ctx", {})
    if kind == "unexpected_keyword_argument":
        return (f"the unknown key {path[-1]}", *_near(str(path[-1]), known_keys(noun, path[:-1])))
    if kind == "missing":
        return ("nothing", "this key; it cannot be left out", "")
    if kind == "string_pattern_mismatch":
        return (_shown(given), SAYS.get(context["pattern"], context["pattern"]), "")
    if kind in {"enum", "literal_error"}:
        names = [name.strip(" '") for name in context["expected"].replace(" or ", ", ").split(",")]
        return (_shown(given), *_near(str(given), names))
    return (_shown(given), _expected(kind, context), "")


def _expected(kind: str, context: dict[str, Any]) -> str:
    limits = {"greater_than": "gt", "greater_than_equal": "ge", "less_than_equal": "le"}
    signs = {"gt": "a number above", "ge": "a number of at least", "le": "a number of at most"}
    if kind in limits:
        return f"{signs[limits[kind]]} {context[limits[kind]]}"
    plain = {
        "dataclass_type": "keys with values",
        "tuple_type": "a list",
        "dict_type": "keys with values",
        "bool_parsing": "true or false",
        "bool_type": "true or false",
        "string_type": "a text",
        "string_too_short": "a text of at least one character",
        "string_too_long": "a text of at most 400 characters",
        "int_parsing": "a whole number",
        "decimal_parsing": "a number",
    }
    return plain.get(kind, "a day of the calendar" if "date" in kind else kind.replace("_", " "))


def _shown(given: Any) -> str:  # noqa: ANN401 - any value
    if isinstance(given, dict | list):
        return "keys with values" if isinstance(given, dict) else "a list"
    text = repr(given) if given is not None else "nothing"
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}..."


def _near(name: str, known: list[str]) -> tuple[str, str]:
    from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

    close = get_close_matches(name, known, n=1, cutoff=0.5)
    return (f"one of {', '.join(known)}", f"Did you mean {close[0]}?" if close else "")


def known_keys(noun: type, path: Path) -> list[str]:
    """Names of the keys that may stand at a path."""
    kind: Any = noun
    for part in path:
        if isinstance(part, str) and is_dataclass(kind):
            kind = {_spelled(name): hint for name, hint in get_type_hints(kind).items()}.get(part, kind)
        kind = next((held for held in _held(kind, set())), kind)
    return [_spelled(held.name) for held in fields(kind)] if is_dataclass(kind) else []
