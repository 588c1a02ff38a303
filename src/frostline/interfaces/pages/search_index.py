"""What the search of a site looks in: labels, plain lines and names by page, and the words of the texts."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, is_dataclass
from unicodedata import normalize

from frostline.interfaces.pages.html_words import file_of
from frostline.interfaces.pages.texts import printable
from frostline.model.pages import Figure, Page

WORD = re.compile(r"[a-z][a-z0-9]*(?:\.[0-9]+)?|\b[0-9]{4,5}[a-z]?\b")
SHORTEST = 3
FILLER = """
a an and are as at be by can could did do does for from get had has have how i if in into is it its me my not of on
one or our should so than that the their them then there these they this to was we what when where which who will with
would you your
"""
STOP = frozenset(FILLER.split())


def search_index(pages: Sequence[Page]) -> str:
    """Give the script that holds it, the same for the same pages."""
    held = [
        {
            "code": page.code,
            "file": file_of(page.code),
            "label": printable(page.label),
            "plain": printable(page.plain),
            "names": [printable(name) for name in page.aliases],
        }
        for page in pages
    ]
    found: dict[str, list[int]] = {}
    for number, page in enumerate(pages):
        for word in set(words(" ".join(_texts(page.sections)))):
            found.setdefault(word, []).append(number)
    where = {word: runs(numbers) for word, numbers in sorted(found.items())}
    return f"var SITE={json.dumps({'pages': held, 'words': where, 'stop': sorted(STOP)}, separators=(',', ':'))};\n"


def words(text: str) -> Iterator[str]:
    """Give the words of a text as they are looked up: small letters without accents, no filler."""
    plain = normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    yield from (word for word in WORD.findall(plain) if len(word) >= SHORTEST and word not in STOP)


def runs(numbers: Iterable[int]) -> str:
    """Write rising numbers as runs: 0, 1, 2 and 5 as 0-2,5."""
    held: list[list[int]] = []
    for number in numbers:
        if held and number == held[-1][1] + 1:
            held[-1][1] = number
        else:
            held.append([number, number])
    return ",".join(f"{first}-{last}" if first != last else f"{first}" for first, last in held)


def _texts(held: object) -> Iterator[str]:
    """Give every text below a part of a page; the labels of a picture are none."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, tuple):
        for each in held:
            yield from _texts(each)
    elif is_dataclass(held) and not isinstance(held, Figure):
        for part in fields(held):
            yield from _texts(getattr(held, part.name))
