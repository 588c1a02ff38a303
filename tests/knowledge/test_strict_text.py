"""YAML and JSON as plain values: what a text may say, and what is refused with its line."""

from typing import Any

import pytest

from frostline.knowledge.text import DEEPEST, LARGEST, decoded, lines, parse
from frostline.model.errors import Fault, Faults


def faults(text: str) -> list[Fault]:
    with pytest.raises(Faults) as raised:
        parse(text, "x.yaml")
    return list(raised.value.faults)


def told(text: str) -> list[tuple[int | None, str, str]]:
    return [(fault.line, fault.found, fault.expected) for fault in faults(text)]


def refused(raw: bytes) -> Fault:
    with pytest.raises(Faults) as raised:
        decoded(raw, "x.yaml")
    (fault,) = raised.value.faults
    return fault


# What may stand


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("00100", "00100"),
        ("no", "no"),
        ("1.10", "1.10"),
        ("2026-05-04", "2026-05-04"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        ("true", "true"),
    ],
)
def test_a_scalar_stays_the_word_that_was_written(expected: str, text: str) -> None:
    assert {"a": expected} == parse(f"a: {text}", "x.yaml")
    assert [expected] == parse(f"[{text}]", "x.yaml")


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", '{"a": null}'])
def test_nothing_written_is_nothing_known(text: str) -> None:
    assert parse(text, "x.yaml") == {"a": None}


@pytest.mark.parametrize(
    ("expected", "text"), [("", '""'), ("", "''"), ("null", '"null"'), ("~", "'~'"), ("Null", "Null")]
)
def test_a_quoted_text_is_a_text_even_where_it_is_empty_or_says_null(expected: str, text: str) -> None:
    assert {"a": expected} == parse(f"a: {text}", "x.yaml")


@pytest.mark.parametrize("text", ["", "# only a comment\n", "---\n"])
def test_an_empty_file_is_nothing_and_no_crash(text: str) -> None:
    assert parse(text, "x.yaml") is None


def test_yaml_and_json_say_the_same() -> None:
    expected = {"code": "00100", "list": ["a", {"b": None}], "empty": {}}
    assert expected == parse('code: "00100"\nlist:\n  - a\n  - b:\nempty: {}\n', "x.yaml")
    assert expected == parse('{"code": "00100", "list": ["a", {"b": null}], "empty": {}}', "x.json")


def test_json_may_be_indented_with_tabs() -> None:
    assert parse('\n{\n\t"a": [\n\t\t1\n\t]\n}\n', "x.json") == {"a": ["1"]}


def test_a_tab_written_as_an_escape_stays_a_tab_in_json() -> None:
    assert parse('{\t"a": "x\\ty"}', "x.json") == {"a": "x\ty"}


def test_json_may_escape_any_character_of_unicode_as_programs_do() -> None:
    assert parse('{"a": "\\u2744\\ud83d\\ude00"}', "x.json") == {"a": "\N{SNOWFLAKE}\N{GRINNING FACE}"}


# What is refused


@pytest.mark.parametrize("text", ["a: 1\nb: 2\na: 3\n", '{"a": 1,\n"b": 2,\n"a": 3}'])
def test_a_key_written_twice_is_refused_and_never_settled_by_order(text: str) -> None:
    assert told(text) == [(3, "the key a a second time", "each key once")]


def test_the_same_key_may_stand_in_two_entries() -> None:
    assert parse("- a: 1\n- a: 2\n", "x.yaml") == [{"a": "1"}, {"a": "2"}]


@pytest.mark.parametrize(
    ("found", "text"),
    [
        ("&x", "a: 1\nb: &x 2\n"),
        ("&x", "a: 1\nb: &x [2]\n"),
        ("&x", "a: 1\nb: &x {c: 2}\n"),
        ("tag:yaml.org,2002:str", "a: 1\nb: !!str 2\n"),
        ("!ours", "a: 1\nb: !ours {c: 2}\n"),
        ("tag:yaml.org,2002:python/name:os.system", "a: 1\nb: !!python/name:os.system\n"),
    ],
)
def test_anchors_and_tags_are_refused(found: str, text: str) -> None:
    assert told(text) == [(2, found, "no anchors and no tags")]


@pytest.mark.parametrize("value", ["! 2", "! ''", "! {c: 2}"])
def test_the_bare_tag_is_a_tag_too(value: str) -> None:
    faults(f"a: {value}\n")


def test_an_alias_is_refused_and_told_beside_its_anchor() -> None:
    assert told("a: &x 1\nb: *x\n") == [
        (1, "&x", "no anchors and no tags"),
        (2, "*x", "no aliases; write the value out"),
    ]


def test_aliases_that_would_grow_beyond_all_bounds_cost_nothing() -> None:
    laughs = "".join(f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 40))
    assert len(faults(f"l0: &l0 ha\n{laughs}")) == 40 + 39 * 9


@pytest.mark.parametrize(("line", "text"), [(2, "a: 1\n---\nb: 2\n"), (3, "a: 1\n...\n---\nb: 2\n"), (2, "---\n---\n")])
def test_a_second_document_is_refused_and_not_dropped(line: int, text: str) -> None:
    assert told(text) == [(line, "a second document", "one document a file")]


@pytest.mark.parametrize("text", ["a: 1\n[b]: 2\n", "a: 1\n? {b: c}\n: 2\n", "a: 1\nnull: 2\n"])
def test_a_key_that_is_no_word_is_refused(text: str) -> None:
    assert told(text) == [(2, "a key that is no word", "a word as the key")]


@pytest.mark.parametrize(
    ("inside", "beyond"),
    [
        ("[" * DEEPEST + "]" * DEEPEST, "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)),
        ("- " * DEEPEST, "- " * (DEEPEST + 1)),
        ('{"a":' * DEEPEST + "1" + "}" * DEEPEST, '{"a":' * (DEEPEST + 1) + "1" + "}" * (DEEPEST + 1)),
    ],
    ids=["flow", "block", "keys"],
)
def test_nesting_is_read_up_to_the_deepest_level_and_refused_beyond(inside: str, beyond: str) -> None:
    parse(inside, "x.yaml")
    assert told(beyond) == [(1, "deep nesting", f"at most {DEEPEST} levels")]


@pytest.mark.parametrize("text", ["[" * 500_000, "- " * 400_000, '{"a":' * 150_000])
def test_a_million_brackets_are_one_fault_and_no_crash(text: str) -> None:
    assert told(text) == [(1, "deep nesting", f"at most {DEEPEST} levels")]


@pytest.mark.parametrize(
    ("line", "text"),
    [(2, "a: 1\nb: c: d\n"), (2, 'a: 1\nb: "x'), (2, "a: 1\n\tb: 2\n"), (3, "a:\n  - b\n c\n"), (2, "a: [\n")],
)
def test_broken_yaml_is_one_fault_with_its_line_and_what_to_look_at(line: int, text: str) -> None:
    (fault,) = faults(text)
    assert fault.line == line
    assert fault.expected == "YAML or JSON"
    assert "indentation" in fault.remedy


def test_faults_before_the_break_are_told_with_it() -> None:
    assert [fault.line for fault in faults("a: 1\na: 2\nb: [\n")] == [2, 4]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f"])
def test_a_control_character_is_refused(character: str) -> None:
    (fault,) = faults(f"a: {character}")
    assert "control characters" in fault.found


@pytest.mark.parametrize("character", ["\\0", "\\a", "\\e"])
def test_a_control_character_is_refused_as_an_escape_too(character: str) -> None:
    faults(f'a: "{character}"')


def test_a_broken_text_is_told_in_a_sentence_that_reads() -> None:
    (fault,) = faults("a:\n\t- b\n")
    assert "found found" not in str(fault)


# Lines


def test_every_key_and_item_is_found_on_its_line() -> None:
    text = "a: 1\nb:\n  - c: 2\n    d: [x,\n      y]\n  - z\ne: {f: 3,\n  g: 4}\n"
    expected: dict[tuple[Any, ...], int] = {
        ("a",): 1,
        ("b",): 2,
        ("b", 0): 3,
        ("b", 0, "c"): 3,
        ("b", 0, "d"): 4,
        ("b", 0, "d", 0): 4,
        ("b", 0, "d", 1): 5,
        ("b", 1): 6,
        ("e",): 7,
        ("e", "f"): 7,
        ("e", "g"): 8,
    }
    assert expected == lines(text, "x.yaml")


# Bytes


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decoded(b"\xef\xbb\xbfa: 1", "x.yaml") == "a: 1"


@pytest.mark.parametrize(("line", "raw"), [(1, b"\xff\xfea\x00"), (2, b"a: 1\nb: \xe9\n"), (3, b"a\nb\n\xc3")])
def test_a_file_that_is_no_utf8_is_refused_with_its_line(line: int, raw: bytes) -> None:
    fault = refused(raw)
    assert fault.line == line
    assert fault.expected == "UTF-8 text"


def test_a_file_is_read_up_to_the_largest_size_and_refused_beyond() -> None:
    assert len(decoded(b"a" * LARGEST, "x.yaml")) == LARGEST
    assert refused(b"a" * (LARGEST + 1)).expected == "at most 1,000,000 bytes of text"
