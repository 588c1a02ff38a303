"""YAML and JSON as plain values: every scalar a string, keys unique, no anchors, no tags, depth bounded."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path as File
from typing import Any

import yaml

from frostline.model.errors import Fault, Faults

DEEPEST = 40
LARGEST = 1_000_000
Path = tuple[str | int, ...]
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
PAIR = re.compile(r"(?<!\\)((?:\\\\)*)(\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2})")


@dataclass(slots=True)
class _Open:
    """A mapping or a list that is still being filled; `key` waits for its value, `at` is the last key."""

    value: dict[str, Any] | list[Any]
    key: str | None = None
    at: str = ""


@dataclass(slots=True)
class _Reader:
    """Builds plain values from the parser's events; remembers the line of every path if asked to."""

    source: str
    trace: bool = False
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    root: Any = None
    documents: int = 0

    def read(self, text: str) -> Any:  # noqa: ANN401 - a text can be any value
        for event in _events(text):
            self._take(event)
        if self.faults:
            raise Faults(tuple(self.faults))
        return self.root

    def _take(self, event: Any) -> None:  # noqa: ANN401 - events of the C parser are untyped
        kind, line = type(event), event.start_mark.line + 1
        if kind is yaml.ScalarEvent:
            self._refuse_extras(event, line)
            if CONTROL.search(event.value):
                self._fault(line, "a control character", "text without control characters")
            self._place(_plain(event), line)
        elif kind in {yaml.MappingStartEvent, yaml.SequenceStartEvent}:
            self._refuse_extras(event, line)
            self._open({} if kind is yaml.MappingStartEvent else [], line)
        elif kind in {yaml.MappingEndEvent, yaml.SequenceEndEvent}:
            self.stack.pop()
        elif kind is yaml.AliasEvent:
            self._fault(line, f"*{event.anchor}", "no aliases; write the value out")
            self._place(None, line)
        elif kind is yaml.DocumentStartEvent:
            self._another(line)

    def _another(self, line: int) -> None:
        self.documents += 1
        if self.documents > 1:
            self._fault(line, "a second document", "one document a file")

    def _open(self, value: dict[str, Any] | list[Any], line: int) -> None:
        if len(self.stack) >= DEEPEST:
            fault = Fault(self.source, line, "", "deep nesting", f"at most {DEEPEST} levels")
            raise Faults((*self.faults, fault))
        self._place(value, line)
        self.stack.append(_Open(value))

    def _place(self, value: Any, line: int) -> None:  # noqa: ANN401 - any value
        if not self.stack:
            self.root = value
            return
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
        elif top.key is None:
            self._key(top, value, line)
            return
        else:
            top.value[top.key] = value
            top.key = None
        if self.trace and isinstance(top.value, list):
            self.lines.setdefault((*self._path(), len(top.value) - 1), line)

    def _key(self, top: _Open, key: Any, line: int) -> None:  # noqa: ANN401 - any value
        if not isinstance(key, str):
            self._fault(line, "a key that is no word", "a word as the key")
            key = f"?{line}"
        elif key in top.value:
            self._fault(line, f"the key {key} a second time", "each key once")
        top.key = top.at = key
        if self.trace:
            self.lines.setdefault((*self._path()[:-1], key), line)

    def _path(self) -> Path:
        """Path of the value that the innermost open thing waits for (a list: of the list itself)."""
        found: list[str | int] = []
        for depth, level in enumerate(self.stack):
            if isinstance(level.value, dict):
                found.append(level.at)
            elif depth < len(self.stack) - 1:
                found.append(len(level.value) - 1)
        return tuple(found)

    def _refuse_extras(self, event: Any, line: int) -> None:  # noqa: ANN401 - events of the C parser are untyped
        if event.anchor or event.tag:
            self._fault(line, event.tag or f"&{event.anchor}", "no anchors and no tags")

    def _fault(self, line: int, found: str, expected: str) -> None:
        self.faults.append(Fault(self.source, line, "", found, expected))


def _plain(event: Any) -> str | None:  # noqa: ANN401 - events of the C parser are untyped
    text: str = event.value
    plain = event.implicit[0]  # neither quoted nor tagged
    return None if plain and text in {"", "~", "null"} else text


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))


def parse(text: str, source: str) -> Any:  # noqa: ANN401 - a text can be any value
    """Read one YAML or JSON document as dicts, lists, strings and None; raise `Faults` on anything else."""
    return _guarded(_Reader(source), text)


def lines(text: str, source: str) -> dict[Path, int]:
    """Line of every key and list item of a document that `parse` accepts."""
    reader = _Reader(source, trace=True)
    _guarded(reader, text)
    return reader.lines


def _guarded(reader: _Reader, text: str) -> Any:  # noqa: ANN401 - any value
    try:
        return reader.read(_spaced(text))
    except yaml.YAMLError as error:
        raise Faults((*reader.faults, _syntax(error, reader.source))) from None


def _spaced(text: str) -> str:
    """JSON may be indented with tabs and escape by surrogate pairs; YAML knows neither.

    Inside JSON strings a raw tab cannot stand, so every tab is a blank.
    """
    if text.lstrip()[:1] not in {"{", "["}:
        return text
    return PAIR.sub(lambda pair: pair[1] + json.loads(f'"{pair[2]}"'), text.replace("\t", " "))


def _syntax(error: yaml.YAMLError, source: str) -> Fault:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "unreadable text"
    line = mark.line + 1 if mark else None
    found = f"text that does not read ({problem})"
    return Fault(source, line, "", found, "YAML or JSON", "Check quotes, brackets and indentation")


def text_of(path: File, expected: str) -> str:
    """Text of a file, no more of it than a file of ours can have; `expected`: what the path should have been of."""
    try:
        with path.open("rb") as file:
            return decoded(file.read(LARGEST + 1), str(path))
    except OSError as error:
        why = (error.strerror or "cannot be read").lower()
        raise Faults((Fault(str(path), None, "", why, f"the path of {expected}"),)) from None


def decoded(raw: bytes, source: str) -> str:
    """Bytes of a file as text; refuses what is too large to be ours, or no UTF-8."""
    if len(raw) > LARGEST:
        raise Faults((Fault(source, None, "", f"{len(raw):,} bytes", f"at most {LARGEST:,} bytes of text"),))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        fault = Fault(source, line, "", f"byte {raw[error.start]:#04x}", "UTF-8 text", "Save it as UTF-8")
        raise Faults((fault,)) from None
