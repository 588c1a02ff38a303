"""One attempt at one file of a publisher's: the rest where a part of the same version is held, else all of it."""

import http.client
import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, ProxyHandler, Request, build_opener

from frostline.model.errors import FrostlineError

LARGEST = 1 << 30  # bytes; the largest release, a file of pairs, has some ten million
CHUNK = 1 << 16
TIMEOUT = 30  # seconds without a byte
REDIRECTS = 5
LOCAL = ("localhost", "127.0.0.1", "::1")
MOVED = frozenset({301, 302, 303, 307, 308})
LATER = frozenset({408, 425, 429, 500, 502, 503, 504})
PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)
Progress = Callable[[str, int, int | None], None]


@dataclass(frozen=True, slots=True)
class Job:
    """One address, where its file goes, the hosts that may answer for it, and where a person may look."""

    name: str
    address: str
    path: Path
    hosts: tuple[str, ...]
    landing: str
    progress: Progress

    @property
    def part(self) -> Path:
        """What was received so far."""
        return self.path.with_name(f"{self.path.name}.part")

    @property
    def tag(self) -> Path:
        """The mark by which the server knows the version that the part belongs to."""
        return self.path.with_name(f"{self.path.name}.part.tag")

    def forget(self) -> None:
        """Throw away what was received."""
        self.part.unlink(missing_ok=True)
        self.tag.unlink(missing_ok=True)


class AgainError(Exception):
    """The server did not give the file this time; why, in a few words."""


class Unfollowed(HTTPRedirectHandler):
    """Leave redirects to us, who follow them to permitted hosts only."""

    def redirect_request(self, *_: object) -> None:
        """Make no request."""


def attempt(job: Job) -> bool:
    """Ask once; whether it went on from what was held. `AgainError`: another attempt may succeed; else none will."""
    held, tag = _held(job)
    with _opened(job, {"Range": f"bytes={held}-", "If-Range": tag} if held else {}) as answer:
        start = held if answer.status == HTTPStatus.PARTIAL_CONTENT else 0
        total = _total(job, answer, start)
        if not start:
            job.forget()
            _tagged(job, answer)
        done = _written(job, answer, start, total)
    if total is not None and done != total:
        raise AgainError(f"the file broke off at {done:,} of {total:,} bytes")
    return start > 0


def permitted(address: str, job: Job) -> SplitResult:
    """Take an address apart if it is https and a host of the publisher's; a server on this machine may speak http."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
    except ValueError as error:
        raise FrostlineError(f"reference fetch: found the address {address}: {error}; expected https://...") from error
    if parts.scheme != "https" and not (parts.scheme == "http" and host in LOCAL):
        raise FrostlineError(f"reference fetch: found the address {address}; expected one that begins with https://")
    if not any(host == own or host.endswith(f".{own}") for own in job.hosts):
        raise FrostlineError(
            f"reference fetch: {job.address} leads to {host}; expected {' or '.join(job.hosts)}. Look at {job.landing} "
            "and give the address with --address"
        )
    return parts


def _held(job: Job) -> tuple[int, str]:
    """How much is held, and of which version; a part of which the version is not known is begun again."""
    if not (job.part.exists() and job.tag.exists()):
        return 0, ""
    return job.part.stat().st_size, job.tag.read_text(encoding="ascii")


def _opened(job: Job, wanted: Mapping[str, str]) -> http.client.HTTPResponse:
    """Open the address, following redirects."""
    address = job.address
    for _ in range(REDIRECTS + 1):
        try:
            return _asked(permitted(address, job), wanted)
        except HTTPError as error:
            with error:
                address = _moved(job, address, error)
        except URLError as error:
            raise _unreached(job, error.reason) from error
        except (OSError, http.client.HTTPException) as error:
            raise _unreached(job, error) from error
    raise FrostlineError(f"reference fetch: {job.address} redirects more than {REDIRECTS} times; look at {job.landing}")


def _asked(parts: SplitResult, wanted: Mapping[str, str]) -> http.client.HTTPResponse:
    """Ask one server once."""
    address = quote(parts.geturl(), safe="%/:=&?~#+!$,;'@()*[]")
    headers = {"User-Agent": "frostline", "Accept-Encoding": "identity", **wanted}
    request = Request(address, headers=headers)  # noqa: S310 - `permitted` knows the scheme
    direct = [ProxyHandler({})] if parts.hostname in LOCAL else []
    answer: http.client.HTTPResponse = build_opener(Unfollowed, *direct).open(request, timeout=TIMEOUT)
    return answer


def _moved(job: Job, address: str, error: HTTPError) -> str:
    """Where a redirect leads; raises for every other answer that is no file."""
    location = error.headers.get("Location")
    if error.code in MOVED and location:
        return urljoin(address, str(location))
    if error.code == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
        job.forget()
        raise AgainError("what was held did not fit the file") from error
    if error.code in LATER:
        raise AgainError(f"the server answered {error.code} ({error.reason})") from error
    raise FrostlineError(
        f"reference fetch: {job.address}: the server answered {error.code} ({error.reason}). Addresses change: look "
        f"at {job.landing}, and give the address with --address or add the file you downloaded"
    ) from error


def _unreached(job: Job, why: object) -> Exception:
    if isinstance(why, ssl.SSLError):
        return FrostlineError(f"reference fetch: {job.address}: no connection that can be trusted ({why})")
    return AgainError(f"no connection ({why or type(why).__name__})")


def _total(job: Job, answer: http.client.HTTPResponse, start: int) -> int | None:
    """Bytes of the whole file, None where the server does not say; raises where this is not the file asked for."""
    if start and not (answer.headers.get("Content-Range") or "").startswith(f"bytes {start}-"):
        job.forget()
        raise AgainError("the server sent another part than was asked for")
    if answer.headers.get_content_type() == "text/html":
        raise _page(job)
    length = answer.headers.get("Content-Length") or ""
    total = start + int(length) if length.isdecimal() else None
    _limited(job, total or 0)
    return total


def _tagged(job: Job, answer: http.client.HTTPResponse) -> None:
    """Remember which version this is, if the server says so in a way that it can be asked for again."""
    tag = answer.headers.get("ETag") or ""
    mark = tag if tag.startswith('"') else answer.headers.get("Last-Modified") or ""
    if mark and mark.isascii():
        job.tag.write_text(mark, encoding="ascii")


def _written(job: Job, answer: http.client.HTTPResponse, start: int, total: int | None) -> int:
    """Write what comes behind what is held; how many bytes there are then."""
    done = start
    with job.part.open("ab") as file:
        while chunk := _chunk(answer):
            if not done and PAGE.match(chunk):
                raise _page(job)
            done += len(chunk)
            _limited(job, done)
            file.write(chunk)
            job.progress(job.path.name, done, total)
    return done


def _chunk(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read(CHUNK)
    except (OSError, http.client.HTTPException) as error:
        raise AgainError(f"the connection broke ({error or type(error).__name__})") from error


def _limited(job: Job, size: int) -> None:
    if size > LARGEST:
        job.forget()
        raise FrostlineError(
            f"reference fetch: {job.address} has {size:,} bytes or more; expected {LARGEST:,} at most: is it a release?"
        )


def _page(job: Job) -> FrostlineError:
    job.forget()
    return FrostlineError(
        f"reference fetch: {job.address} gave a web page, not a file; nothing was kept. The publisher may want its "
        f"terms accepted first: open {job.landing} in a browser, download the file, and use `frostline reference add`"
    )
