"""Files that a user asked for: written aside and renamed, so that none is ever half there."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from frostline.model.errors import FrostlineError


@contextmanager
def aside(path: Path, *endings: str) -> Iterator[Path]:
    """Give a place to write; what was written becomes `path`, whose name must end with one of `endings`."""
    if path.suffix not in endings:
        raise FrostlineError(f"--out: found {path.name}; expected a name that ends with {' or '.join(endings)}")
    place = path.with_name(f".{uuid4().hex}{path.suffix}")
    try:
        yield place
        place.replace(path)
    except OSError as error:
        why = (error.strerror or str(error).split(" (os error")[0]).lower()
        raise FrostlineError(f"--out: {path}: {why}; nothing was written. Name a place that can be written") from error
    finally:
        place.unlink(missing_ok=True)
