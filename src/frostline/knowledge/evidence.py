"""The evidence rooms that stand beside policies: read strictly, held against their own list and their policy."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path as File
from typing import Any

from frostline.knowledge.book import PACKS
from frostline.knowledge.names import one_of
from frostline.knowledge.reading import read, spelled
from frostline.knowledge.text import Path, decoded, lines, parse
from frostline.model.errors import Fault, Faults
from frostline.model.evidence import EvidenceRoom, Fraction, Study, Sum, numbers, spans

ENDING = ".evidence.yaml"
NUMBERS = re.compile(r"[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?(, ?[1-9][0-9]{0,3}(-[1-9][0-9]{0,3})?)*")
PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]{1,3})?")
Wrong = tuple[Path, str, str]  # place in the file, what was found, what was expected


def evidence(revision: str, folder: File = PACKS) -> EvidenceRoom | None:
    """Give what stands behind a revision, such as regence.surgery.132@2026-06-01; None where nothing is held."""
    return rooms(folder).get(revision)


@cache
def rooms(folder: File = PACKS) -> Mapping[str, EvidenceRoom]:
    """Every room by its revision; raises `Faults` with everything wrong in all of them."""
    found: dict[str, EvidenceRoom] = {}
    faults: list[Fault] = []
    for path in sorted((folder / "policies").rglob(f"*{ENDING}")):
        name = path.relative_to(folder).as_posix()
        try:
            room = _room(path, name)
        except Faults as error:
            faults += error.faults
            continue
        if room.policy in found:
            faults.append(Fault(name, 1, "policy", f"{room.policy}, as another file", "one room for a revision"))
        found[room.policy] = room
    if faults:
        raise Faults(tuple(faults))
    return found


def _room(path: File, name: str) -> EvidenceRoom:
    text = decoded(path.read_bytes(), name)
    room, places = read(text, EvidenceRoom, name), lines(text, name)
    wrong = (*_beside(room, path), *_once(room), *_cited(room), *_counted(room))
    if wrong:
        raise Faults(tuple(Fault(name, _line(places, at), spelled(at), *words) for at, *words in wrong))
    return room


def _line(places: Mapping[Path, int], at: Path) -> int:
    """Line of a place, or of what holds it where it stands in no line of its own."""
    return next(places[at[:length]] for length in range(len(at), 0, -1) if at[:length] in places)


def _beside(room: EvidenceRoom, path: File) -> Iterator[Wrong]:
    """What does not fit the policy that the room stands beside: its revision, and criteria that it does not have."""
    beside = path.with_name(f"{path.name.removesuffix(ENDING)}.yaml")
    if not beside.is_file():
        yield ("policy",), f"no {beside.name} beside it", "the policy in the same folder"
        return
    policy = parse(decoded(beside.read_bytes(), beside.name), beside.name)
    revision = f"{policy.get('id')}@{(policy.get('in_force') or {}).get('from')}"
    if room.policy != revision:
        yield ("policy",), room.policy, f"{revision}, the policy beside it"
    known = tuple(dict.fromkeys(_ids(policy.get("criteria"))))
    for shelf in ("evidence", "guidelines"):
        for number, row in enumerate(getattr(room, shelf)):
            for at, criterion in enumerate(row.criteria):
                if criterion not in known:
                    yield (shelf, number, "criteria", at), criterion, one_of(known)


def _ids(node: Any) -> Iterator[str]:  # noqa: ANN401 - plain values of any shape
    """Ids of criteria, however deep."""
    if isinstance(node, dict):
        if isinstance(node.get("id"), str):
            yield node["id"]
        node = list(node.values())
    for part in node if isinstance(node, list) else ():
        yield from _ids(part)


def _once(room: EvidenceRoom) -> Iterator[Wrong]:
    """Names and numbers that two entries of a list have."""
    shelves: dict[Path, Iterable[object]] = {
        ("evidence",): [held.id for held in room.evidence],
        ("guidelines",): [held.body for held in room.guidelines],
        ("references",): [held.n for held in room.references],
        ("complications",): [held.id for held in room.complications],
        ("regulatory", "devices"): [held.name for held in room.regulatory.devices],
    }
    for shelf, names in shelves.items():
        seen: set[object] = set()
        for number, name in enumerate(names):
            if name in seen:
                yield (*shelf, number), f"{name} a second time", "each once"
            seen.add(name)


def _cited(room: EvidenceRoom) -> Iterator[Wrong]:
    """Numbers that do not read, and what a row says of the list that the list does not say."""
    for number, guideline in enumerate(room.guidelines):
        yield from _numbers(("guidelines", number, "cited"), guideline.cited)
    for number, study in enumerate(room.evidence):
        at = ("evidence", number)
        yield from _numbers((*at, "cited"), study.cited)
        unread = tuple(_numbers((*at, "reference"), study.reference))
        yield from unread or _of_list(at, study, room)


def _numbers(at: Path, cited: str | None) -> Iterator[Wrong]:
    if cited is None:
        return
    ends = [part.split("-") for part in cited.split(",")] if NUMBERS.fullmatch(cited) else []
    if not ends or any(int(end[0]) > int(end[-1]) for end in ends):
        yield at, cited, "numbers of the list, such as 12 or 3-16"


def _of_list(at: Path, study: Study, room: EvidenceRoom) -> Iterator[Wrong]:
    held = {reference.n: reference for reference in room.references}
    wanted = numbers(study.reference)
    missing = tuple(number for number in wanted if number not in held)
    if missing:
        yield (*at, "reference"), spans(missing), f"one of {spans(tuple(held))}"
        return
    pmid = held[wanted[0]].pmid if len(wanted) == 1 else None
    if study.pmid != pmid:
        yield (*at, "pmid"), study.pmid or "nothing", f"{pmid or 'nothing'}, as its reference has it"


def _counted(room: EvidenceRoom) -> Iterator[Wrong]:
    """Counts that cannot be."""
    for number, study in enumerate(room.evidence):
        if study.told < 1:
            yield ("evidence", number, "told"), str(study.told), "1 or more"
        for place, held in enumerate(study.fractions):
            yield from _fraction(("evidence", number, "fractions", place), held)
        for place, total in enumerate(study.sums):
            yield from _sum(("evidence", number, "sums", place), total)


def _fraction(at: Path, held: Fraction) -> Iterator[Wrong]:
    if not 0 <= held.part <= held.of or not held.of:
        yield at, f"{held.part} of {held.of}", "a part of a whole above 0"
    if not PERCENT.fullmatch(held.percent):
        yield (*at, "percent"), held.percent, "a number such as 94.2, as the text prints it"


def _sum(at: Path, held: Sum) -> Iterator[Wrong]:
    if held.of < 1 or not held.parts or any(count < 0 for count in held.parts.values()):
        yield at, "counts that cannot be", "a whole above 0, and parts"
