"""A file is fetched whole or not at all; what broke off is gone on with; nothing comes from another host."""

import io
import threading
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import filelock
import pytest

from frostline.model.errors import FrostlineError
from frostline.reference import addresses, downloading
from frostline.reference.fetching import Fetched, fetch

Answer = Callable[[BaseHTTPRequestHandler], None]
NOW = (0, 0)  # two further attempts, without waiting


def archive() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        file.writestr("PPRRVU26.txt", "".join(f"{number:06d}\n" for number in range(40_000)))
    return held.getvalue()


ZIP = archive()


@dataclass
class Publisher:
    """A server on this machine; each answer is taken from `plan`, the last one again and again."""

    url: str = ""
    plan: list[Answer] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def address(self, name: str = "rvu26b.zip") -> str:
        return f"{self.url}/files/{name}"


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    held = Publisher()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            held.asked.append({name.lower(): value for name, value in self.headers.items()})
            answer = held.plan.pop(0) if len(held.plan) > 1 else held.plan[0]
            answer(self)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        held.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield held
        server.shutdown()
        thread.join()


def whole(
    body: bytes = ZIP, *, tag: str = '"one"', stop: int | None = None, ranges: bool = True, **more: str
) -> Answer:
    """Serve a body, from where it is asked for where `ranges`; break off behind `stop` bytes."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        wanted = request.headers.get("Range")
        start = int(wanted[6:-1]) if wanted and ranges and request.headers.get("If-Range") == tag else 0
        request.send_response(206 if start else 200)
        if start:
            request.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        headers = {"Content-Length": str(len(body) - start), "Content-Type": "application/zip", "ETag": tag}
        for name, value in (headers | {name.replace("_", "-"): value for name, value in more.items()}).items():
            if value:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body[start : start + stop] if stop is not None else body[start:])

    return answer


def status(code: int, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(code)
        for name, value in headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", "0")
        request.end_headers()

    return answer


def get(publisher: Publisher, folder: Path, *plan: Answer) -> Fetched:
    publisher.plan = list(plan)
    (found,) = fetch("RVU26B", folder, address=publisher.address(), waits=NOW)
    return found


def refused(publisher: Publisher, folder: Path, *plan: Answer) -> str:
    with pytest.raises(FrostlineError) as raised:
        get(publisher, folder, *plan)
    return str(raised.value)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != ".lock")


# Whole


def test_a_file_arrives_whole_under_the_publishers_name(publisher: Publisher, tmp_path: Path) -> None:
    found = get(publisher, tmp_path, whole())
    assert (tmp_path / "rvu26b.zip", len(ZIP), False) == (found.path, found.size, found.resumed)
    assert ZIP == found.path.read_bytes()
    assert ["rvu26b.zip"] == left(tmp_path)
    assert "identity" == publisher.asked[0]["accept-encoding"]


def test_progress_ends_at_the_size_that_the_server_stated(publisher: Publisher, tmp_path: Path) -> None:
    publisher.plan, told = [whole()], list[tuple[str, int, int | None]]()
    fetch("RVU26B", tmp_path, address=publisher.address(), progress=lambda *now: told.append(now))
    assert ("rvu26b.zip", len(ZIP), len(ZIP)) == told[-1]
    assert sorted(told) == told


def test_without_a_folder_it_goes_to_the_downloads(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FROSTLINE_HOME", str(tmp_path))
    publisher.plan = [whole()]
    (found,) = fetch("RVU26B", address=publisher.address())
    assert tmp_path / "downloads" / "rvu26b.zip" == found.path


def test_a_newer_file_takes_the_place_of_the_older(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "rvu26b.zip").write_bytes(b"older")
    assert ZIP == get(publisher, tmp_path, whole()).path.read_bytes()


def test_a_release_of_several_files_brings_each(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [publisher.address(f"f{number}.zip") for number in (1, 2)]
    kind = addresses.Kind("PTP-2026Q2", "pairs", "CMS", "the page", tuple(names), ("127.0.0.1",))
    monkeypatch.setattr("frostline.reference.fetching.found", lambda name: addresses.Found(name, kind, tuple(names)))
    publisher.plan = [whole()]
    assert ["f1.zip", "f2.zip"] == [one.path.name for one in fetch("PTP-2026Q2", tmp_path)]


@pytest.mark.parametrize(
    ("path", "name"),
    [("a%20table%20and%20index.zip", "a-table-and-index.zip"), ("..%2F..%2Fx.zip", "x.zip"), ("", "rvu26b.zip")],
)
def test_a_file_name_stays_in_the_folder(publisher: Publisher, tmp_path: Path, path: str, name: str) -> None:
    publisher.plan = [whole()]
    (found,) = fetch("RVU26B", tmp_path, address=publisher.address(path))
    assert tmp_path / name == found.path


# Broken off


def test_what_broke_off_is_gone_on_with_and_not_begun_again(publisher: Publisher, tmp_path: Path) -> None:
    found = get(publisher, tmp_path, whole(stop=70_000), whole())
    assert (True, ZIP) == (found.resumed, found.path.read_bytes())
    assert ("bytes=70000-", '"one"') == (publisher.asked[1]["range"], publisher.asked[1]["if-range"])


def test_a_later_command_goes_on_where_an_earlier_one_broke_off(publisher: Publisher, tmp_path: Path) -> None:
    said = refused(publisher, tmp_path, whole(stop=50_000, ranges=False))
    assert f"the file broke off at 50,000 of {len(ZIP):,} bytes; tried 3 times; 50,000 bytes are kept" in said
    assert ["rvu26b.zip.part", "rvu26b.zip.part.tag"] == left(tmp_path)
    found = get(publisher, tmp_path, whole())
    assert (True, ZIP, ["rvu26b.zip"]) == (found.resumed, found.path.read_bytes(), left(tmp_path))


def test_a_server_that_ignores_ranges_sends_all_of_it_again(publisher: Publisher, tmp_path: Path) -> None:
    found = get(publisher, tmp_path, whole(stop=70_000), whole(ranges=False))
    assert (False, ZIP) == (found.resumed, found.path.read_bytes())


def test_halves_of_two_versions_are_never_put_together(publisher: Publisher, tmp_path: Path) -> None:
    other = ZIP[:100] + b"x" + ZIP[101:]
    found = get(publisher, tmp_path, whole(other, stop=70_000), whole(tag='"two"'))
    assert (False, ZIP) == (found.resumed, found.path.read_bytes())


@pytest.mark.parametrize("tag", ["", 'W/"weak"'])
def test_a_version_that_cannot_be_named_is_begun_again(publisher: Publisher, tmp_path: Path, tag: str) -> None:
    get(publisher, tmp_path, whole(stop=70_000, tag=tag), whole())
    assert "range" not in publisher.asked[1]


def test_a_day_of_change_names_a_version_too(publisher: Publisher, tmp_path: Path) -> None:
    day = "Tue, 10 Mar 2026 00:00:00 GMT"
    get(publisher, tmp_path, whole(stop=70_000, tag="", Last_Modified=day), whole())
    assert day == publisher.asked[1]["if-range"]


def test_a_part_that_does_not_fit_is_thrown_away(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "rvu26b.zip.part").write_bytes(b"longer than the file")
    (tmp_path / "rvu26b.zip.part.tag").write_text('"one"')
    assert ZIP == get(publisher, tmp_path, status(416), whole()).path.read_bytes()


def test_another_part_than_was_asked_for_is_not_taken(publisher: Publisher, tmp_path: Path) -> None:
    wrong = status(206, **{"Content-Range": "bytes 5-9/10"})
    found = get(publisher, tmp_path, whole(stop=70_000), wrong, whole())
    assert ZIP == found.path.read_bytes()


@pytest.mark.parametrize("code", [429, 500, 503])
def test_a_server_that_is_busy_is_asked_again(publisher: Publisher, tmp_path: Path, code: int) -> None:
    assert ZIP == get(publisher, tmp_path, status(code), status(code), whole()).path.read_bytes()


def test_a_connection_that_is_dropped_is_tried_again(publisher: Publisher, tmp_path: Path) -> None:
    assert ZIP == get(publisher, tmp_path, lambda request: request.connection.close(), whole()).path.read_bytes()


def test_a_body_that_breaks_in_the_middle_is_tried_again(publisher: Publisher, tmp_path: Path) -> None:
    broken = whole(b"no chunk", Transfer_Encoding="chunked", Content_Length="")
    assert ZIP == get(publisher, tmp_path, broken, whole()).path.read_bytes()


def test_a_server_that_proves_nothing_is_not_trusted(publisher: Publisher, tmp_path: Path) -> None:
    publisher.plan = [whole()]
    with pytest.raises(FrostlineError, match="no connection that can be trusted"):
        fetch("RVU26B", tmp_path, address=publisher.address().replace("http:", "https:"), waits=NOW)


def test_a_busy_server_is_given_up_after_the_last_attempt(publisher: Publisher, tmp_path: Path) -> None:
    said = refused(publisher, tmp_path, status(503))
    assert "the server answered 503 (Service Unavailable); tried 3 times. Try again later" in said
    assert ([], 3) == (left(tmp_path), len(publisher.asked))


def test_a_server_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FrostlineError, match=r"no connection \(.*refused.*\); tried 1 times"):
        fetch("RVU26B", tmp_path, address="http://127.0.0.1:9/rvu26b.zip", waits=())


def test_an_interrupted_fetch_leaves_a_part_and_no_file(publisher: Publisher, tmp_path: Path) -> None:
    def interrupt(_: str, done: int, __: int | None) -> None:
        if done > 100_000:
            raise KeyboardInterrupt

    publisher.plan = [whole()]
    with pytest.raises(KeyboardInterrupt):
        fetch("RVU26B", tmp_path, address=publisher.address(), progress=interrupt)
    assert ["rvu26b.zip.part", "rvu26b.zip.part.tag"] == left(tmp_path)
    assert get(publisher, tmp_path, whole()).resumed


# Refused


def test_an_address_that_is_gone_says_where_to_look(publisher: Publisher, tmp_path: Path) -> None:
    said = refused(publisher, tmp_path, status(404))
    assert "the server answered 404 (Not Found). Addresses change: look at" in said
    assert ([], 1) == (left(tmp_path), len(publisher.asked))


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/html; charset=utf-8", b"anything"),
        ("application/zip", b"<!DOCTYPE html><title>Accept</title>"),
        ("application/zip", b"\xef\xbb\xbf \n<HTML>"),
    ],
)
def test_a_web_page_is_never_kept_as_a_release(publisher: Publisher, tmp_path: Path, kind: str, body: bytes) -> None:
    said = refused(publisher, tmp_path, whole(body, Content_Type=kind))
    assert "gave a web page, not a file; nothing was kept" in said
    assert "terms accepted first" in said
    assert [] == left(tmp_path)


def test_a_zip_without_its_end_is_refused_where_no_length_was_stated(publisher: Publisher, tmp_path: Path) -> None:
    said = refused(publisher, tmp_path, whole(ZIP[:-30], Content_Length=""))
    assert ("gave no whole zip archive; nothing was kept" in said, []) == (True, left(tmp_path))


@pytest.mark.parametrize("length", ["", str(len(ZIP))])
def test_what_is_larger_than_any_release_is_refused(
    publisher: Publisher, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, length: str
) -> None:
    monkeypatch.setattr(downloading, "LARGEST", 150_000)
    said = refused(publisher, tmp_path, whole(Content_Length=length))
    assert ("expected 150,000 at most" in said, []) == (True, left(tmp_path))


def test_a_redirect_within_the_host_is_followed(publisher: Publisher, tmp_path: Path) -> None:
    assert ZIP == get(publisher, tmp_path, status(302, Location="/other file.zip"), whole()).path.read_bytes()


@pytest.mark.parametrize(
    "there", ["http://localhost:1/x.zip", "https://example.org/x.zip", "https://127.0.0.1.example.org"]
)
def test_a_redirect_to_another_host_is_not_followed(publisher: Publisher, tmp_path: Path, there: str) -> None:
    said = refused(publisher, tmp_path, status(302, Location=there))
    assert "expected 127.0.0.1" in said
    assert ([], 1) == (left(tmp_path), len(publisher.asked))


def test_a_redirect_to_plain_http_or_a_file_is_not_followed(publisher: Publisher, tmp_path: Path) -> None:
    for there in ("http://www.cms.gov/x.zip", "file:///etc/hostname"):
        assert "begins with https://" in refused(publisher, tmp_path, status(302, Location=there))


def test_redirects_in_a_circle_end(publisher: Publisher, tmp_path: Path) -> None:
    assert "redirects more than 5 times" in refused(publisher, tmp_path, status(302, Location="/files/rvu26b.zip"))


@pytest.mark.parametrize(
    "address",
    ["http://www.cms.gov/rvu26b.zip", "ftp://ftp.cdc.gov/x.zip", "file:///etc/hostname", "rvu26b.zip", "https://[x"],
)
def test_an_address_that_is_not_https_is_refused_before_anything_is_asked(tmp_path: Path, address: str) -> None:
    with pytest.raises(FrostlineError, match="expected"):
        fetch("RVU26B", tmp_path / "new", address=address)
    assert not (tmp_path / "new").exists()


def test_a_folder_that_cannot_be_written_is_said(publisher: Publisher, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert "name a folder you may write to" in refused(publisher, tmp_path / "file", whole())


def test_two_fetches_do_not_write_one_part(publisher: Publisher, tmp_path: Path) -> None:
    with filelock.FileLock(tmp_path / ".lock"):
        assert "another fetch writes here" in refused(publisher, tmp_path, whole())


# Addresses


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("RVU26B", "/rvu26b.zip"),
        ("rvu24ar", "/rvu24ar.zip"),
        ("RVU26A", "/rvu26a-updated-12-29-2025.zip"),
        ("PTP-2026Q2", "/medicare-ncci-2026q2-practitioner-ptp-edits-ccipra-v321r0-f1.zip"),
        ("PTP-2024Q3", "/medicare-ncci-2024q3-practitioner-ptp-edits-ccipra-v302r0-f1.zip"),
        ("MUE-2026Q2", "/medicare-ncci-2026-q2-practitioner-services-mue-table.zip"),
        ("OPPS-2025Q3", "/july-2025-opps-addendum-b.zip"),
        ("ICD10CM-2026", "/2026/icd10cm-table%20and%20index-2026.zip"),
    ],
)
def test_a_name_leads_to_the_publishers_address(name: str, expected: str) -> None:
    assert addresses.found(name).addresses[0].endswith(expected)


def test_the_pairs_come_in_four_files() -> None:
    assert 4 == len(set(addresses.found("PTP-2026Q2").addresses))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("GPCI2026", "comes inside RVU26B"),
        ("RVU-2026Q2", "expected a name such as RVU26B"),
        ("RVU", "expected a name such as RVU26B"),
        ("../x", "expected a name such as RVU26B"),
        ("AOC-2026Q2", "look it up at https://www.cms.gov/.* and give it with --address"),
        ("ZIP5-2026Q3", "cannot be told from its name"),
    ],
)
def test_a_name_without_an_address_says_what_to_do(name: str, says: str) -> None:
    with pytest.raises(FrostlineError, match=says):
        addresses.found(name)


def test_every_address_is_https_and_on_a_host_of_its_publisher() -> None:
    for kind in addresses.kinds():
        if not kind.addresses:
            continue
        held = addresses.found(kind.name)
        job = downloading.Job(kind.name, "", Path(), kind.hosts, kind.landing, lambda *_: None)
        for address in (*held.addresses, kind.landing):
            assert downloading.permitted(address, job).scheme == "https"


def test_the_addresses_say_that_nobody_tested_them() -> None:
    assert addresses.about().startswith("Not tested against the publishers")
