"""The payer landscape: what was seen of payers' policies about a use, side by side, and two records compared."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from frostline.engine.coverage.comparing import Boundary, Changes, Row, Silent, changes, differing, side_by_side, silent
from frostline.knowledge.landscape import landscape
from frostline.model.errors import FrostlineError
from frostline.model.landscape import Indication, Indications, Landscape, Seen, spoken


@dataclass(frozen=True, slots=True)
class Compared:
    """One use: what payers were seen to say, where their boundaries differ, and whose word was not seen."""

    indication: Indication
    rows: tuple[Row, ...]
    boundaries: tuple[Boundary, ...]
    silent: tuple[Silent, ...]


@dataclass(frozen=True, slots=True)
class Surveyed:
    """What was asked, and the uses that it stands for."""

    asked: str
    uses: tuple[Compared, ...]


@dataclass(frozen=True, slots=True)
class SeenDiff:
    """Two records by their names, and how the second differs from the first."""

    older: str
    newer: str
    before: Seen
    after: Seen
    found: Changes


def landscape_of(indication: str | None = None, code: str | None = None) -> Surveyed:
    """Compare payers on a use in words, or on the uses of a CPT code; with neither, on everything that was seen."""
    uses, packs = landscape()
    if indication is not None and code is not None:
        raise FrostlineError("landscape: found an indication and a code; expected one of them")
    chosen, asked = uses.terms, "every use"
    if indication is not None:
        chosen, asked = _worded(indication, uses), indication.strip()
    elif code is not None:
        chosen, asked = _billed(code, uses), code.strip().upper()
    return Surveyed(asked, tuple(_compared(use, packs) for use in chosen))


def seen_pair(older: str, newer: str) -> SeenDiff:
    """Compare two records by their names, such as aetna.cpb_0100@older and aetna.cpb_0100@recent."""
    held = _records()
    first, second = _record(older, held), _record(newer, held)
    return SeenDiff(first, second, held[first], held[second], changes(held[first], held[second]))


def names() -> tuple[str, ...]:
    """Names of all records, as `seen_pair` takes them."""
    return tuple(_records())


def _records() -> dict[str, Seen]:
    return {name: held for pack in landscape()[1] for name, held in pack.named}


def _record(name: str, held: Mapping[str, Seen]) -> str:
    """The record of a name; of a policy that was seen in one version, its name without the version does."""
    said = name.strip().casefold()
    versions = [known for known in held if said in {known, known.split("@")[0]}]
    if len(versions) == 1:
        return versions[0]
    near = versions or get_close_matches(said, held, n=3, cutoff=0.5)
    meant = f"one of {', '.join(near)}" if near else "a record, such as aetna.cpb_0100@older"
    raise FrostlineError(f"landscape: found {name.strip() or 'nothing'}; expected {meant}")


def _compared(use: Indication, packs: tuple[Landscape, ...]) -> Compared:
    rows = side_by_side(packs, use.id)
    return Compared(use, rows, differing(rows, use.id), silent(packs, use.id))


def _worded(text: str, uses: Indications) -> tuple[Indication, ...]:
    found = uses.named(text)
    if found:
        return found
    said = {" ".join(spoken(word)): word for word in _said(uses)}
    near = [said[close] for close in get_close_matches(" ".join(spoken(text)), said, n=3, cutoff=0.6)]
    quoted = ", ".join(f'"{word}"' for word in near)
    meant = f"near words are {quoted}" if near else f"these are known: {', '.join(t.id for t in uses.terms)}"
    raise FrostlineError(f"landscape: found {text.strip() or 'nothing'}; expected a use of freezing in words; {meant}")


def _said(uses: Indications) -> Iterator[str]:
    for term in uses.terms:
        yield from term.said
    for group, words in uses.groups.items():
        yield from (group, *words)


def _billed(code: str, uses: Indications) -> tuple[Indication, ...]:
    found = uses.billed(code.strip().upper())
    if found:
        return found
    known = sorted({held for term in uses.terms for held in term.codes})
    raise FrostlineError(
        f"landscape: found {code.strip() or 'nothing'}; expected a code that bills a use of the landscape: "
        f"{', '.join(known)}"
    )
