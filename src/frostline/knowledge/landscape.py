"""The payer landscape: its uses and records, read strictly; every fault of every file at once."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path as File
from typing import Any

from frostline.knowledge.book import PACKS
from frostline.knowledge.names import one_of
from frostline.knowledge.reading import read, spelled
from frostline.knowledge.text import Path, decoded, lines
from frostline.model.errors import Fault, Faults
from frostline.model.landscape import Indications, Landscape, Limit, Position, Seen, spoken
from frostline.model.words import Tokens

INDICATIONS = "indications.yaml"
Told = tuple[Path, str, str, str]  # place in the file, what was found, what was expected, what to do


@cache
def landscape(folder: File = PACKS / "landscape") -> tuple[Indications, tuple[Landscape, ...]]:
    """Read the landscape of a folder; raises `Faults` with everything wrong in it."""
    faults: list[Fault] = []
    texts = dict(_texts(folder, faults))
    nouns = dict(_nouns(texts, faults))
    faults += _faults(nouns, texts)
    if faults:
        raise Faults(tuple(replace(fault, source=f"{folder.name}/{fault.source}") for fault in faults))
    uses: Indications = nouns.pop(INDICATIONS)
    return uses, tuple(nouns.values())


def _texts(folder: File, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    if folder / INDICATIONS not in paths:
        faults.append(Fault(INDICATIONS, None, "", "no such file", "the uses that records are compared by"))
    for path in paths:
        name = path.relative_to(folder).as_posix()
        if path.suffix != ".yaml" or path.parent != folder:
            faults.append(Fault(name, None, "", "a file that is no pack", f"{INDICATIONS}, or one payer's NAME.yaml"))
            continue
        try:
            yield name, decoded(path.read_bytes(), name)
        except Faults as error:
            faults += error.faults


def _nouns(texts: Mapping[str, str], faults: list[Fault]) -> Iterator[tuple[str, Any]]:
    for name, text in texts.items():
        try:
            yield name, read(text, Indications if name == INDICATIONS else Landscape, name)
        except Faults as error:
            faults += error.faults


def _faults(nouns: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[Fault]:
    """What a reader of single keys cannot see, with the line of each."""
    uses = nouns.get(INDICATIONS)
    known = [term.id for term in uses.terms] if uses else None
    packs = {name: noun for name, noun in nouns.items() if name != INDICATIONS}
    ids = Counter(pack.id for pack in packs.values())
    units: dict[str, str | None] = {}
    for name, noun in nouns.items():
        told = tuple(_of_uses(noun)) if name == INDICATIONS else (*_of_payer(noun, known, ids), *_units(noun, units))
        places = lines(texts[name], name) if told else {}
        yield from (Fault(name, places.get(path), spelled(path), *words) for path, *words in told)


def _of_uses(uses: Indications) -> Iterator[Told]:
    """An id twice, a use without words, a word that two claim, words for a group that is not there."""
    ids, groups = [term.id for term in uses.terms], {term.group for term in uses.terms}
    claimed: dict[Tokens, str] = {}
    for number, term in enumerate(uses.terms):
        if term.id in ids[:number]:
            yield ("terms", number, "id"), f"{term.id} a second time", "each id once", "Merge the two or rename one"
        if not term.words:
            yield ("terms", number, "words"), "nothing", "a word that finds it", "Say what people type for it"
        yield from _claims(("terms", number, "words"), term.said, term.id, claimed)
    for group, words in uses.groups.items():
        if group not in groups:
            yield ("groups", group), group, one_of(sorted(groups)), "Name the first part of an id"
        yield from _claims(("groups", group), words, group, claimed)


def _claims(at: Path, words: Iterable[str], name: str, claimed: dict[Tokens, str]) -> Iterator[Told]:
    for word in words:
        first = claimed.setdefault(spoken(word), name)
        if first != name:
            yield at, word, f"a word that {first} does not claim", "Leave it to one of them"


def _of_payer(pack: Landscape, known: list[str] | None, ids: Mapping[str, int]) -> Iterator[Told]:
    if ids[pack.id] > 1:
        yield ("id",), f"{pack.id}, which another file has too", "an id of its own", "One file for each payer"
    names = [name for name, _ in pack.named]
    for number, held in enumerate(pack.seen):
        at: Path = ("seen", number)
        if names[number] in names[:number]:
            yield at, f"{names[number]} a second time", "each version of a policy once", "Give it its version"
        yield from _of_record(at, held)
        yield from _of_order(at, held, pack.seen[:number])
        yield from _named_uses(at, held, known)
        for row, position in enumerate(held.positions):
            yield from _of_limits((*at, "positions", row), position)


def _of_record(at: Path, held: Seen) -> Iterator[Told]:
    """A record that no question finds, and one that claims to be decided by what was not seen whole."""
    if not held.positions and not held.names:
        remedy = "Name what the policy is about under names, so that it is shown as not seen"
        yield at, "neither positions nor names", "one of them", remedy
    if (held.revision is not None) != (held.basis == "full"):
        remedy = "Only a policy that was seen whole, and all such, is decided by a revision"
        yield at, f"basis {held.basis}, revision {held.revision or 'none'}", "a revision if and only if full", remedy


def _of_order(at: Path, held: Seen, before: tuple[Seen, ...]) -> Iterator[Told]:
    days = [other.effective for other in before if other.of == held.of and other.effective]
    if held.effective and days and held.effective < days[-1]:
        yield at, f"{held.effective} after {days[-1]}", "versions of a policy from oldest to latest", "Put it before"


def _named_uses(at: Path, held: Seen, known: list[str] | None) -> Iterator[Told]:
    """Uses that stand in no list; not looked for while the list itself cannot be read."""
    places = [((*at, "names"), held.names)]
    places += [((*at, "positions", row, "indications"), one.indications) for row, one in enumerate(held.positions)]
    for place, names in places:
        if not names and place[-1] == "indications":
            yield place, "nothing", "the uses that the row speaks of", f"Name ids of {INDICATIONS}"
        for number, name in enumerate(names if known is not None else ()):
            if name not in (known or ()):
                yield (*place, number), name, f"an id of {INDICATIONS}", _nearest(name, known or [])


def _nearest(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

    close = get_close_matches(name, known, n=1, cutoff=0.4)
    return f"Did you mean {close[0]}?" if close else f"Add it to {INDICATIONS}"


def _of_limits(at: Path, position: Position) -> Iterator[Told]:
    for number, limit in enumerate(position.limits):
        place: Path = (*at, "limits", number)
        yield from ((place, *words) for words in _of_limit(limit, position))


def _units(pack: Landscape, units: dict[str, str | None]) -> Iterator[Told]:
    """One thing in two units would look like a boundary that differs."""
    for number, held in enumerate(pack.seen):
        for row, position in enumerate(held.positions):
            for at, limit in enumerate(position.limits):
                first = units.setdefault(limit.of, limit.unit)
                if first != limit.unit:
                    place = ("seen", number, "positions", row, "limits", at)
                    found = f"{limit.of} in {limit.unit or 'no unit'}"
                    yield place, found, f"{first or 'no unit'}, as elsewhere", "Give one thing one unit everywhere"


def _of_limit(limit: Limit, position: Position) -> Iterator[tuple[str, str, str]]:
    if len(limit.bounds) != 1:
        found = " and ".join(name for name, _ in limit.bounds) or "no bound"
        yield found, "one of below, at_least, at_most, above", "Give the bound that the page states"
    if limit.only is not None and limit.only not in position.indications:
        yield limit.only, one_of(position.indications), "Name a use of this row"
