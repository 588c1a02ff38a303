"""Whatever is in a file: an encounter, or our own error with a sentence; never anything else."""

import json
from dataclasses import fields

from hypothesis import given, settings
from hypothesis import strategies as st

from frostline.api.encounters import load_bytes
from frostline.model import encounter as nouns
from frostline.model.encounter import Encounter
from frostline.model.errors import FrostlineError

PARTS = (nouns.Patient, nouns.Provider, nouns.Locality, nouns.Treated, nouns.Service, nouns.Earlier, nouns.FactValue)
TOP = [held.name for held in fields(Encounter)]
KEYS = sorted({held.name for part in PARTS for held in fields(part)} | {*TOP, "from", "from_", ""})
WORDS = ["2026-05-04", "office", "national", "17000", "L57.0", "98101", "8", "0", "-1", "2.2", "yes", "null", "AK"]
SIGNS = [*"-:,[]{}#&*!|>'\"%@`?~ \t\n", "---", "...", "<<", ": ", "- ", "\n  ", "\r\n"]

scalars = st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=20)
keys = st.sampled_from(KEYS) | st.text(max_size=5)
values = st.recursive(scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6))
charts = st.dictionaries(st.sampled_from(TOP), values, max_size=8).map(lambda held: {"date": "2026-05-04", **held})
scraps = st.lists(st.sampled_from([*KEYS, *WORDS, *SIGNS]), max_size=40).map("".join)


def answer(raw: bytes) -> str:
    """What was wrong; nothing where it was read. Any other exception fails the test."""
    try:
        read = load_bytes(raw, "x.yaml")
    except FrostlineError as error:
        return str(error)
    assert isinstance(read, Encounter)
    return ""


def is_told(message: str) -> bool:
    return not message or (message.startswith("x.yaml") and "; expected " in message)


@given(st.binary(max_size=200))
def test_arbitrary_bytes_are_read_or_refused_in_a_sentence(raw: bytes) -> None:
    assert is_told(answer(raw))


@given(st.text(max_size=200))
def test_arbitrary_text_is_read_or_refused_in_a_sentence(text: str) -> None:
    assert is_told(answer(text.encode("utf-8", "surrogatepass")))


@settings(max_examples=200)
@given(scraps)
def test_scraps_of_yaml_are_read_or_refused_in_a_sentence(text: str) -> None:
    assert is_told(answer(text.encode()))


@settings(max_examples=200)
@given(charts)
def test_any_json_with_our_keys_is_read_or_refused_in_a_sentence(value: object) -> None:
    assert is_told(answer(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")))
