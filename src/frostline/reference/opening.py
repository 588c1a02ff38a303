"""Files as they were downloaded (plain, gzip, zip, workbook), opened with a limit and turned into UTF-8."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from frostline.model.errors import Fault, Faults

LARGEST = 1 << 30  # bytes unpacked; the pair tables, the largest of all, have about 100 million a file
SUSPECT, RATIO = 50 << 20, 200  # beyond this size nothing honest shrinks to less than a 200th
CHUNK = 1 << 20
DOCUMENTS = (".pdf", ".doc", ".docx", ".rtf", ".htm", ".html", ".prn")
WORKBOOK = "xl/workbook"
KINDS = {
    b"%PDF": "a PDF document",
    b"\x89PNG": "a picture",
    b"\xd0\xcf\x11\xe0": "an old Excel workbook or Word document (.xls, .doc)",
    b"7z\xbc\xaf": "a 7z archive",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True, slots=True)
class Content:
    """One file's bytes: text in UTF-8 or a workbook; `name` is told to people, `files` name the release."""

    name: str
    files: tuple[str, ...]
    data: bytes
    workbook: bool = False

    @property
    def head(self) -> str:
        """The first characters, enough for notices and headings."""
        return self.data[:65536].decode("utf-8", "ignore")


def opened(path: Path) -> tuple[list[Content], list[str]]:
    """Read what a file holds that may be a table, and name what was left aside; raises `Faults`."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise refused(str(path), error.strerror or str(error), "a file that can be read") from error
    if not raw:
        raise refused(str(path), "an empty file", "a published table")
    if zipfile.is_zipfile(io.BytesIO(raw)):
        return _archive(path, raw)
    if raw.startswith(b"PK"):
        raise refused(str(path), "a zip archive that is cut off or damaged", "the whole file; download it again")
    if raw.startswith(b"\x1f\x8b"):
        raw = _gunzipped(path, raw)
    return [content(str(path), (path.name,), raw)], []


def refused(source: str, found: str, expected: str, line: int | None = None, key: str = "") -> Faults:
    """One fault of a file, ready to raise."""
    return Faults((Fault(source, line, key, found, expected),))


def content(name: str, files: tuple[str, ...], raw: bytes) -> Content:
    """Text in UTF-8; raises where it is no text."""
    kind = next((words for magic, words in KINDS.items() if raw.startswith(magic)), "")
    start = raw[:2048].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        kind = "a web page, perhaps an error page saved under this name"
    if not kind and b"\0" in raw[:4096] and not raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        kind = "bytes that are no text"
    if kind:
        raise refused(name, kind, "a published table: text, csv, a workbook (.xlsx), or one of these zipped")
    return Content(name, files, _utf8(raw))


def _utf8(raw: bytes) -> bytes:
    """The same text in UTF-8 without a byte-order mark; what is not UTF-8 is Windows-1252, as publishers use."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.isascii():
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").encode()
    return raw


def _gunzipped(path: Path, raw: bytes) -> bytes:
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = engine.decompress(raw, LARGEST)
    except zlib.error as error:
        raise refused(str(path), f"damaged gzip data ({error})", "the whole file; download it again") from error
    _limit(str(path), len(plain), len(raw), more=bool(engine.unconsumed_tail))
    if not engine.eof:
        raise refused(str(path), "gzip data that is cut off", "the whole file; download it again")
    return plain


def _limit(name: str, size: int, packed: int, *, more: bool = False) -> None:
    """Refuse what unpacks beyond any published table."""
    if more or size > LARGEST or (size > SUSPECT and size > RATIO * max(packed, 1)):
        raise refused(
            name, f"{packed:,} bytes that unpack to {size:,} or more", f"a table of at most {LARGEST:,} bytes"
        )


def _archive(path: Path, raw: bytes) -> tuple[list[Content], list[str]]:
    """Tables inside a zip; a workbook is a zip too."""
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        names = archive.namelist()
        if any(name.startswith(WORKBOOK) for name in names):
            _limit(str(path), sum(info.file_size for info in archive.infolist()), len(raw))
            return [Content(str(path), (path.name,), raw, workbook=True)], []
        _limit(str(path), sum(info.file_size for info in archive.infolist()), len(raw))
        listed = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX")]
        aside = [info.filename for info in listed if info.filename.lower().endswith(DOCUMENTS)]
        held = [info for info in listed if info.filename not in aside]
        if not held:
            raise refused(str(path), "a zip archive without a table", "a table, as text, csv or workbook")
        return [_member(path, archive, info) for info in held], aside


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
    name, files = f"{path}:{info.filename}", (path.name, Path(info.filename).name)
    try:
        raw = b"".join(_chunks(name, archive, info))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise refused(name, f"damaged or locked zip data ({error})", "the whole file; download it again") from error
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with zipfile.ZipFile(io.BytesIO(raw)) as inner:
            if any(part.startswith(WORKBOOK) for part in inner.namelist()):
                _limit(name, sum(part.file_size for part in inner.infolist()), len(raw))
                return Content(name, files, raw, workbook=True)
        raise refused(name, "a zip inside a zip", "a table; unpack the outer archive and add what is inside")
    return content(name, files, raw)


def _chunks(name: str, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Iterator[bytes]:
    """Read a member piece by piece; what the archive says of its size may be a lie."""
    size = 0
    with archive.open(info) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            _limit(name, size, info.compress_size)
            yield chunk
