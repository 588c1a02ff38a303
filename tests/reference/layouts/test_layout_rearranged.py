"""JSON that third parties made of official files."""

from collections.abc import Callable

import polars as pl
import pytest

ZIP = """{"01001":{"state":"MA","carrier":"14212","locality":"99","key":"14212_99"},
"01002":{"state":"MA","carrier":"14212","locality":"99","key":"14212_99"},
"01004":{"state":"MA","carrier":"14212","locality":"99","key":"14212_99"},
"01003":{"state":"MA","carrier":"14212","locality":"01","key":"14212_01"},
"01003":{"state":"MA","carrier":"14212","locality":"01","key":"14212_01"}}"""
RUNS = [
    ("01001", "01002", "14212", "99"), ("01003", "01003", "14212", "01"), ("01004", "01004", "14212", "99"),
]  # fmt: skip
GPCI = """{
  "AK-1": {
    "name": "ALASKA*", "state": "AK", "locality": "01",
    "work_gpci": 1.5, "pe_gpci": 1.081, "mp_gpci": 0.592, "mac": "02102"
  }
}"""
RVU = """{
  "17000": {"desc": "what \\"x\\": {", "work_rvu": 0.61, "pe_rvu_fac": 0.9, "pe_rvu_nonfac": 1.29, "mp_rvu": 0.06}
}"""
OPPS = '{"10060":{"rate":204.9,"si":"T","apc":"5051"},\n"C9399":{"rate":1234567.89,"si":"K","apc":"9001"}}'
ASC = '{"10060":{"rate":84.93,"si":"P3"},"10080":{"rate":14,"si":"A2"}}'
OBJECTS = "something else than objects of words and figures under keys"


def test_zip_codes_in_one_locality_without_a_gap_are_one_run(read: Callable[..., pl.DataFrame]) -> None:
    assert RUNS == read(ZIP).rows()


def test_the_floored_index_is_not_taken_for_that_without_the_floor(read: Callable[..., pl.DataFrame]) -> None:
    assert [("02102", "01", "AK", "ALASKA", None, 1500, 1081, 592)] == read(GPCI).rows()


def test_what_the_rearranged_schedule_does_not_say_is_null(read: Callable[..., pl.DataFrame]) -> None:
    row = read(RVU).row(0, named=True)
    said = {name: value for name, value in row.items() if value is not None}
    assert {
        "code": "17000", "modifier": "", "work": 61, "pe_nonfacility": 129, "pe_facility": 90, "mp": 6,
        "endoscopic_base": "",
    } == said  # fmt: skip


def test_dollars_stay_exact(read: Callable[..., pl.DataFrame]) -> None:
    assert [
        ("10060", "T", "5051", None, 20_490, None, None), ("C9399", "K", "9001", None, 123_456_789, None, None),
    ] == read(OPPS).rows()  # fmt: skip
    assert [("10060", "P3", 8_493), ("10080", "A2", 1_400)] == read(ASC).rows()


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_an_editor_saved_in_changes_no_index(read: Callable[..., pl.DataFrame], encoding: str) -> None:
    held = read(GPCI.replace("ALASKA", "CURA\xc7AO").encode(encoding))
    assert [("CURA\xc7AO", 1500)] == held.select("name", "work_floored").rows()


@pytest.mark.parametrize(
    ("text", "change", "told"),
    [
        (ZIP, ('01","key":"14212_01"}}', '02","key":"14212_02"}}'),
         (5, "key", "\"('01003',) with other values than in line 4\"", "each key once")),
        (ZIP, ('"14212_99"},\n"01002', '"14212_98"},\n"01002'),
         (1, "key", "'14212_98'", "the same as the members beside it")),
        (ZIP, ('"01002"', '"1002"'), (2, "key of the row", "'1002'", "a ZIP of five digits")),
        (ZIP, ('"01004":{"state":"MA",', '"01004":{'),
         (3, "members", "'01004: carrier, locality, key'", "each of carrier, key, locality, state once")),
        (ZIP, ('"01004":{"state":"MA"', '"01004":{"key":"MA"'),
         (3, "members", "'01004: key, carrier, locality, key'", "each of carrier, key, locality, state once")),
        (GPCI, ("1.081", "1.0815"), (2, "pe_gpci", "'1.0815'", "an index with three places, below 3")),
        (GPCI, ("1.081", "null"), (2, "pe_gpci", "nothing", "an index with three places, below 3")),
        (GPCI, ('"AK-1"', '"AK-2"'), (2, "key", "'AK-2'", "the same as the members beside it")),
        (RVU, ("0.61", "true"), (2, "work_rvu", "'True'", "relative value units with two places")),
        (RVU, ("0.61", "6.1e-1"), (2, "work_rvu", "'6.1e-1'", "relative value units with two places")),
        (RVU, ("0.61", "-0.61"), (2, "work_rvu", "'-0.61'", "relative value units with two places")),
        (OPPS, ('"si":"K","apc":"9001"', '"si":"9001","apc":"K"'),
         (2, "si", "'9001'", "a status indicator such as T or Q1")),
        (OPPS, ('"C9399":{"rate":1234567.89,"si":"K","apc":"9001"}', '"C9399":9'), (None, "", OBJECTS, "one a row")),
        (OPPS, ('"9001"}}', '"9001"}'),
         (2, "", "JSON that breaks off or is damaged (Expecting ',' delimiter)", "the whole file; download it again")),
    ],
)  # fmt: skip
def test_a_damaged_object_stops_the_file(
    refused: Callable[..., list[object]], text: str, change: tuple[str, str], told: tuple[object, ...]
) -> None:
    assert change[0] in text
    assert told in refused(text.replace(*change))


def test_json_nested_without_end_is_refused(refused: Callable[..., list[object]]) -> None:
    deep = OPPS[:-1] + ',"x":' + "[" * 200_000
    assert [(None, "", OBJECTS, "one a row")] == refused(deep)


@pytest.mark.parametrize(
    ("path", "height", "key", "row"),
    [
        ("zip_locality/zip_locality_2026.derived.json.gz", 11_007, "98101", None),
        ("pfs_2025/gpci_data_2025.derived.json", 109, "02402", ("02", "WA", "SEATTLE (KING CNTY)", None)),
        ("pfs_2025/rvu_data_2025.derived.json.gz", 16_852, "17000", ("", None, 61)),
        ("opps/opps-rates_2026.derived.json", 7_359, "10060", ("T", "5051", None, 20_498)),
        ("opps/asc-rates_2026.derived.json", 5_724, "10060", ("P3", 8_493)),
    ],
)
def test_published_rearrangements(
    published: Callable[[str], pl.DataFrame], path: str, height: int, key: str, row: tuple[object, ...] | None
) -> None:
    rows = published(path)
    assert height == rows.height
    if row is None:
        at = rows.filter(pl.col("first") <= key, pl.col("last") >= key)
        assert [("02402", "02")] == at.select("mac", "locality").rows()
        assert 42_956 == rows.select(pl.col("last").cast(int) - pl.col("first").cast(int) + 1).sum().item()
    else:
        assert row in {found[1 : len(row) + 1] for found in rows.rows() if found[0] == key}
