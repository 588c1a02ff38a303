"""ICD-10-CM: the tabular list and the order file."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from frostline.reference.labels import label
from frostline.reference.layouts.diagnoses import LAYOUTS
from frostline.reference.opening import Content

XML = """<?xml version="1.0" encoding="utf-8"?>
<ICD10CM.tabular>
  <version>2026</version>
  <introduction><name>none</name></introduction>
  <chapter><name>1</name><section id="A00-B99">
    <diag><name>B08</name><desc>left out</desc>
      <diag><name>B08.1</name></diag>
    </diag>
    <diag><name>S01</name>
      <diag><name>S01.0</name>
        <diag><name>S01.01</name></diag>
      </diag>
      <sevenChrDef><extension char="A">first</extension></sevenChrDef>
    </diag>
  </section></chapter>
</ICD10CM.tabular>
"""
CODES = [
    ("B08", False, False), ("B08.1", True, False), ("S01", False, True), ("S01.0", False, True),
    ("S01.01", True, True),
]  # fmt: skip
SHAPE = "a code of three to seven characters, a dot behind the third"


def order(number: int, code: str, flag: str) -> str:
    return f"{number:05d} {code:<7} {flag} {'short':<60} long\n"


ORDER = order(1, "B08", "0") + order(2, "B081", "1") + order(3, "S0101XA", "1") + order(4, "QA0", "0")


def test_a_code_without_codes_below_is_billable_and_a_seventh_character_is_inherited(
    read: Callable[..., pl.DataFrame],
) -> None:
    assert CODES == read(XML, "tabular.xml").rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_an_editor_saved_in_changes_no_code(read: Callable[..., pl.DataFrame], encoding: str) -> None:
    assert CODES == read(XML.replace("left out", "M\xe9ni\xe8re").encode(encoding), "tabular.xml").rows()


def test_the_order_file_has_no_dots_and_ours_has(read: Callable[..., pl.DataFrame]) -> None:
    assert [
        ("B08", False, False), ("B08.1", True, False), ("QA0", False, False), ("S01.01XA", True, False),
    ] == read(ORDER, "icd10cm_order_2026.txt").rows()  # fmt: skip


def test_the_list_says_its_year_which_begins_in_october() -> None:
    content = Content("x", ("icd10c-tabular-October-1-2025.xml",), XML.encode())
    stated = LAYOUTS[0].read(content).stated
    assert "2026" == stated
    assert "ICD10CM-2026" == label("icd10", "x", content.files, stated, None).release
    assert "ICD10CM-2026-04" == label("icd10", "x", ("icd10c-tabular-April-1-2026.xml",), stated, None).release
    assert "ICD10CM-2026" == label("icd10", "x", ("x.xml",), stated, "ICD10CM-2026").release


def test_a_list_that_would_grow_without_end_is_refused_before_it_does(refused: Callable[..., list[object]]) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    told = refused(XML.replace("<introduction>", f"{bomb}<introduction>"))
    assert [(None, "", "a document type declaration", "the publisher's list, which has none")] == told


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("S01.01<", "S0101<"), (11, "name", "'S0101'", SHAPE)),
        (("<name>S01.01</name>", ""), (11, "name", "nothing", SHAPE)),
        (("S01.01<", "S02.01<"), (11, "name", "'S02.01'", "a code that begins as the one above it")),
        (("B08.1<", "B08<"), (7, "key", "\"('B08',) with other values than in line 6\"", "each key once")),
    ],
)
def test_a_damaged_code_stops_the_list(
    refused: Callable[..., list[object]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in XML
    assert told in refused(XML.replace(*change))


def test_a_list_that_breaks_off_is_refused(refused: Callable[..., list[tuple[object, ...]]]) -> None:
    ((line, _, found, expected),) = refused(XML[:300])
    assert (9, "the whole file; download it again") == (line, expected)
    assert str(found).startswith("XML that breaks off or is damaged")


def test_a_list_without_codes_is_refused(refused: Callable[..., list[object]]) -> None:
    empty = "<ICD10CM.tabular><version>2026</version></ICD10CM.tabular>"
    assert [(None, "", "no code", "the codes of the tabular list")] == refused(empty)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("B081    1", "B081    2"), (2, "record", "'00002 B081    2 short                   '")),
        (("B081    1", "B0 1    1"), (2, "record", "'00002 B0 1    1 short                   '")),
        (("B081    1", "B08 1   1"), (2, "code (positions 7-13)", "'B08 1'")),
        ((order(2, "B081", "1"), "00002 B081    1 short\n"), (2, "record", "'00002 B081    1 short'")),
    ],
)
def test_a_damaged_record_of_the_order_file_stops_it(
    refused: Callable[..., list[tuple[object, ...]]], change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in ORDER
    more = "".join(order(number, f"C{number}", "0") for number in range(10, 40))
    assert told in [fault[:3] for fault in refused((ORDER + more).replace(*change))]


def test_the_list_of_april_2026(published: Callable[[str], pl.DataFrame]) -> None:
    rows = published("icd10/icd10c-tabular-April-1-2026.xml.gz")
    assert 46_881 == rows.height
    builtin = Path(__file__).resolve().parents[3] / "src/frostline/reference/builtin/icd10"
    held = pl.concat([pl.read_parquet(path) for path in builtin.glob("*.parquet")])
    assert held.select("code", "billable", "seventh").sort("code").rows() == rows.rows()
