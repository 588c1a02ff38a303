"""Files as they were downloaded (plain, gzip, zip, workbook), opened with a limit and turned into UTF-8."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
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
    """One file's bytes: text in UTF-8 or a workbook; `name` is told to people, `files` name the release.

    `sha256` is that of the file as it was given, packed or not.
    """

    name: str
    files: tuple[str, ...]
    data: bytes
    workbook: bool = False
    sha256: str = ""

    @property
    def head(self) -> str:
        """The first characters, enough for notices and headings."""
        return self.data[:65536].decode("utf-8", "ignore")


def opened(path: Path) -> tuple[list[Content], list[str]]:
    """Read what a file holds that may be a table, and name what was left aside; raises `Faults`."""
    raw = _bytes(path)
    digest = hashlib.sha256(raw).hexdigest()
    contents, aside = _unpacked(path, raw)
    return [replace(content, sha256=digest) for content in contents], aside


def _bytes(path: Path) -> bytes:
    """All of a file; a pipe or a device could give without end, or nothing a second time."""
    try:
        size = path.stat().st_size
        if path.exists() and not path.is_file():
            raise refused(str(path), "a folder" if path.is_dir() else "no regular file", "a file that can be read")
        _limit(str(path), size, size)
        raw = path.read_bytes()
    except OSError as error:
        raise refused(str(path), error.strerror or str(error), "a file that can be read") from error
    if not raw:
        raise refused(str(path), "an empty file", "a published table")
    return raw


def _unpacked(path: Path, raw: bytes) -> tuple[list[Content], list[str]]:
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
        return raw.decode("utf-16", "replace").encode()
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    if raw.isascii():
        return raw
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace").encode()
    return raw


def _gunzipped(path: Path, raw: bytes) -> bytes:
    """Every stream of it: some tools pack a file as several, one behind the other."""
    parts: list[bytes] = []
    rest = raw
    while rest.strip(b"\0"):
        part, rest = _stream(path, rest, len(raw))
        parts.append(part)
        _limit(str(path), sum(map(len, parts)), len(raw))
    return b"".join(parts)


def _stream(path: Path, packed: bytes, whole: int) -> tuple[bytes, bytes]:
    """One stream, and what follows it; never unpacks more than is looked at."""
    engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
    try:
        plain = engine.decompress(packed, min(LARGEST, max(SUSPECT, RATIO * whole)) + 1)
    except zlib.error as error:
        raise refused(str(path), f"damaged gzip data ({error})", "the whole file; download it again") from error
    _limit(str(path), len(plain), whole)
    if not engine.eof:
        raise refused(str(path), "gzip data that is cut off", "the whole file; download it again")
    return plain, engine.unused_data


def _limit(name: str, size: int, packed: int) -> None:
    """Refuse what unpacks beyond any published table."""
    if size > LARGEST or (size > SUSPECT and size > RATIO * max(packed, 1)):
        raise refused(
            name, f"{packed:,} bytes that unpack to {size:,} or more", f"a table of at most {LARGEST:,} bytes"
        )


def _archive(path: Path, raw: bytes) -> tuple[list[Content], list[str]]:
    """Tables inside a zip; a workbook is a zip too."""
    with _zip(str(path), raw) as archive:
        if _is_workbook(archive):
            return [Content(str(path), (path.name,), raw, workbook=True)], []
        listed = [info for info in archive.infolist() if not info.is_dir() and not info.filename.startswith("__MACOSX")]
        aside = [info.filename for info in listed if info.filename.lower().endswith(DOCUMENTS)]
        held = [info for info in listed if info.filename not in aside]
        if not held:
            raise refused(str(path), "a zip archive without a table", "a table, as text, csv or workbook")
        return [_member(path, archive, info) for info in held], aside


def _zip(name: str, raw: bytes) -> zipfile.ZipFile:
    """A zip whose list of members can be read and that unpacks to no more than a table."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise refused(name, f"a damaged zip archive ({error})", "the whole file; download it again") from error
    _limit(name, sum(info.file_size for info in archive.infolist()), len(raw))
    return archive


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    return any(name.startswith(WORKBOOK) for name in archive.namelist())


def _member(path: Path, archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Content:
    name, files = f"{path}:{info.filename}", (path.name, Path(info.filename).name)
    try:
        raw = b"".join(_chunks(name, archive, info))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise refused(name, f"damaged or locked zip data ({error})", "the whole file; download it again") from error
    if zipfile.is_zipfile(io.BytesIO(raw)):
        with _zip(name, raw) as inner:
            if _is_workbook(inner):
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
