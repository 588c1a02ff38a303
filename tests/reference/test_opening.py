"""Files as they come from the web: packed, damaged, disguised; none may take the memory or read as a table."""

import io
import os
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reference.layouts.conftest import workbook
from tests.reference.made import gzipped, written, zipped

from frostline.model.errors import Faults
from frostline.reference import opening
from frostline.reference.opening import Content, content, opened

TEXT = "code,units\n17340,1\n"


def read(folder: Path, raw: bytes | str, name: str = "table.csv") -> bytes:
    (found,), aside = opened(written(folder, name, raw))
    assert [] == aside
    return found.data


def said(folder: Path, raw: bytes | str, name: str = "table.csv") -> str:
    path = written(folder, name, raw)
    with pytest.raises(Faults) as raised:
        opened(path)
    told = str(raised.value)
    assert told.startswith(str(path))
    return told.removeprefix(str(path))


# What is read


@pytest.mark.parametrize(
    "raw",
    [TEXT.encode(), b"\xef\xbb\xbf" + TEXT.encode(), TEXT.encode("utf-16"), b"\xfe\xff" + TEXT.encode("utf-16-be"),
     gzipped(TEXT), gzipped("code,units\n") + gzipped("17340,1\n"), gzipped(TEXT) + b"\0" * 512],
    ids=["plain", "with a byte-order mark", "UTF-16", "UTF-16, big end first", "gzip", "gzip in two streams",
         "gzip padded with zeros"],
)  # fmt: skip
def test_the_same_text_comes_out_however_it_was_written(tmp_path: Path, raw: bytes) -> None:
    assert TEXT.encode() == read(tmp_path, raw)


def test_windows_1252_is_turned_into_utf_8_and_what_is_utf_8_stays(tmp_path: Path) -> None:
    assert "Cañon – 5 ½".encode() == read(tmp_path, "Cañon – 5 ½".encode("cp1252"))
    assert "Cañon – 5 ½".encode() == read(tmp_path, "Cañon – 5 ½".encode())


def test_utf_16_that_is_cut_in_a_character_is_still_text(tmp_path: Path) -> None:
    assert read(tmp_path, TEXT.encode("utf-16")[:-1]).startswith(b"code,units")


def test_the_hash_is_that_of_the_file_as_it_was_downloaded(tmp_path: Path) -> None:
    import hashlib  # noqa: PLC0415 - only here

    raw = zipped({"a.csv": TEXT, "b.csv": TEXT})
    found, _ = opened(written(tmp_path, "x.zip", raw))
    assert {hashlib.sha256(raw).hexdigest()} == {each.sha256 for each in found}


def test_documents_in_an_archive_are_left_aside_and_named(tmp_path: Path) -> None:
    raw = zipped({"RVU26B/": "", "RVU26B/t.csv": TEXT, "PF.pdf": "%PDF", "readme.HTM": "x", "__MACOSX/t.csv": "x"})
    (found,), aside = opened(written(tmp_path, "x.zip", raw))
    assert ["PF.pdf", "readme.HTM"] == aside
    assert (f"{tmp_path / 'x.zip'}:RVU26B/t.csv", ("x.zip", "t.csv")) == (found.name, found.files)


def test_a_workbook_is_known_by_what_it_holds_alone_or_in_an_archive(tmp_path: Path) -> None:
    raw = workbook([["a", 1]])
    assert [True] == [each.workbook for each in opened(written(tmp_path, "x.csv", raw))[0]]
    assert [True] == [each.workbook for each in opened(written(tmp_path, "x.zip", zipped({"y": raw})))[0]]


# What is refused


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "an empty file"),
        (b"%PDF-1.7\n...", "a PDF document"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "an old Excel workbook or Word document"),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
        (b"PAR1\x15\x04", "a Parquet file"),
        (b"\n <!DOCTYPE html><html>503</html>", "a web page, perhaps an error page saved under this name"),
        (b"\xef\xbb\xbf<HTML><body>Not found", "a web page"),
        (b"code\0units\n", "bytes that are no text"),
        (TEXT.encode("utf-16-le"), "bytes that are no text"),
        (gzipped(gzipped(TEXT)), "bytes that are no text"),
        (gzipped("%PDF-1.7"), "a PDF document"),
        (gzipped(TEXT)[:-12], "gzip data that is cut off"),
        (gzipped(TEXT)[:-8] + b"\0" * 8, "damaged gzip data"),
        (gzipped(TEXT) + b"more", "damaged gzip data"),
        (b"\x1f\x8b\x08", "gzip data that is cut off"),
        (zipped({"t.csv": TEXT})[:40], "a zip archive that is cut off or damaged"),
        (b"PK\x03\x04<html>", "a zip archive that is cut off or damaged"),
        (zipped({}), "a zip archive without a table"),
        (zipped({"a/": "", "b.pdf": "%PDF"}), "a zip archive without a table"),
        (zipped({"in.zip": zipped({"t.csv": TEXT})}), "a zip inside a zip"),
        (zipped({"t.csv": "%PDF-1.7"}), "a PDF document"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",  # bytes are no name
)  # fmt: skip
def test_what_is_no_table_is_refused_by_what_it_is(tmp_path: Path, raw: bytes, told: str) -> None:
    assert told in said(tmp_path, raw, "RVU26B.zip")


def test_an_error_page_inside_an_archive_is_told_with_its_place(tmp_path: Path) -> None:
    assert said(tmp_path, zipped({"PPRRVU.txt": "<html>"}), "x.zip").startswith(":PPRRVU.txt: found a web page")


def broken(raw: bytes, at: int, by: int = 0xFF) -> bytes:
    return raw[:at] + bytes([raw[at] ^ by]) + raw[at + 1 :]


def test_an_archive_with_a_changed_byte_is_refused(tmp_path: Path) -> None:
    raw = zipped({"t.csv": TEXT * 50})
    assert "damaged or locked zip data" in said(tmp_path, broken(raw, raw.index(b"t.csv") + 9))


def test_an_archive_whose_list_of_members_is_damaged_is_refused(tmp_path: Path) -> None:
    raw = zipped({"t.csv": TEXT})
    assert "a damaged zip archive" in said(tmp_path, broken(raw, raw.index(b"PK\x01\x02") + 1))
    assert "damaged" in said(tmp_path, zipped({"in.csv": broken(raw, raw.index(b"PK\x01\x02") + 1)}))


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped({"t.csv": TEXT}))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + flags] |= 1
    assert "damaged or locked zip data" in said(tmp_path, bytes(raw))


def test_a_way_of_packing_that_nobody_knows_is_refused(tmp_path: Path) -> None:
    raw = bytearray(zipped({"t.csv": TEXT}))
    for mark, method in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        raw[raw.index(mark) + method] = 77
    assert "damaged or locked zip data" in said(tmp_path, bytes(raw))


@pytest.fixture
def low(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits of kilobytes, so that a test need not unpack gigabytes."""
    monkeypatch.setattr(opening, "LARGEST", 1 << 20)
    monkeypatch.setattr(opening, "SUSPECT", 1 << 16)
    monkeypatch.setattr(opening, "CHUNK", 1 << 12)


@pytest.mark.usefixtures("low")
@pytest.mark.parametrize("pack", [gzipped, lambda text: zipped({"t.csv": text})], ids=["gzip", "zip"])
def test_what_unpacks_to_hundreds_of_times_its_size_is_refused_before_it_is_unpacked(
    tmp_path: Path, pack: object
) -> None:
    assert callable(pack)
    assert "bytes that unpack to" in said(tmp_path, pack("0" * 200_000))
    assert "bytes that unpack to" in said(tmp_path, pack(os.urandom(600_000).hex()))


@pytest.mark.usefixtures("low")
def test_a_workbook_is_measured_too(tmp_path: Path) -> None:
    bomb = zipped({"xl/workbook.xml": "0" * 200_000})
    assert "bytes that unpack to" in said(tmp_path, bomb)
    assert "bytes that unpack to" in said(tmp_path, zipped({"x.xlsx": bomb}))


@pytest.mark.usefixtures("low")
def test_a_plain_file_larger_than_any_table_is_not_read(tmp_path: Path) -> None:
    assert "bytes that unpack to" in said(tmp_path, "0" * ((1 << 20) + 1))


@pytest.mark.usefixtures("low")
@pytest.mark.parametrize("declared", [10, 5_000])
def test_an_archive_that_lies_about_its_size_is_refused(tmp_path: Path, declared: int) -> None:
    raw = bytearray(zipped({"t.csv": "0" * 200_000}))
    for mark, size in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = raw.index(mark) + size
        raw[start : start + 4] = declared.to_bytes(4, "little")
    assert "zip data" in said(tmp_path, bytes(raw))


@pytest.mark.usefixtures("low")
def test_pieces_are_measured_as_they_come_whatever_the_list_says(tmp_path: Path) -> None:
    path = written(tmp_path, "x.zip", zipped({"t.csv": "0" * 200_000}))
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive, pytest.raises(Faults, match="bytes that unpack to"):
        list(opening._chunks("x", archive, archive.infolist()[0]))


def test_a_folder_a_pipe_and_what_is_not_there_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name, told in (("", "found a folder"), ("pipe", "found no regular file"), ("none", "No such file")):
        with pytest.raises(Faults, match=told):
            opened(tmp_path / name)


def test_a_file_that_may_not_be_read_is_told_with_the_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "t.csv", TEXT)

    def denied(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(Faults, match="found Permission denied; expected a file that can be read"):
        opened(path)


@settings(max_examples=150)
@given(st.sampled_from([zipped({"t.csv": TEXT * 9}), gzipped(TEXT * 9), workbook([["a", 1]])]), st.data())
def test_any_damage_is_a_fault_or_text_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, raw: bytes, data: st.DataObject
) -> None:
    damaged = bytearray(raw[: data.draw(st.integers(1, len(raw)))])
    for _ in range(data.draw(st.integers(0, 6))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    path = written(tmp_path_factory.getbasetemp() / "damaged", "x", bytes(damaged) or b"x")
    try:
        found, _ = opened(path)
    except Faults:
        return
    assert all(isinstance(each, Content) for each in found)


def test_text_without_a_kind_stands_as_it_is() -> None:
    assert (b"a", "a") == (content("x", ("x",), b"a").data, content("x", ("x",), b"a").head)
    assert zlib.crc32(b"a") == zlib.crc32(content("x", ("x",), b"\xef\xbb\xbfa").data)
