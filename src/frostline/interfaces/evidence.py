"""What stands behind a policy as plain values, the same on every face."""

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from typing import Any

from frostline.engine.coverage.citations import citation_faults, share
from frostline.engine.coverage.evidence import faults_of, shown
from frostline.model.evidence import CitationFault, EvidenceRoom, FaultKind, Reference, Study, numbers

Json = dict[str, Any]
LIST_BLANK = {
    FaultKind.pmid_empty: "left empty in the list",
    FaultKind.pmid_stated_none: "the list says there is none",
}


def evidence_json(room: EvidenceRoom, words: str) -> Json:
    """Rows, guidelines and references that hold every word (no words: all), with the faults that concern them."""
    part = shown(room, words)
    cited = citation_faults(room)
    return {
        "policy": room.policy,
        "title": room.title,
        "cite": plain(room.cite),
        "words": words,
        "evidence": [_study(study, cited) for study in part.evidence],
        "guidelines": plain(part.guidelines),
        "references": plain(part.references),
        "faults": plain(faults_of(room, part)),
    }


def background_json(room: EvidenceRoom) -> Json:
    """What a policy tells beside its evidence; with `evidence_json` of no words it is the whole room."""
    return {
        "policy": room.policy,
        "title": room.title,
        "cite": plain(room.cite),
        "background": plain(room.background),
        "complications": plain(room.complications),
        "regulatory": plain(room.regulatory),
        "summary": plain(room.summary),
        "not_stated": plain(room.not_stated),
    }


def _study(study: Study, cited: Iterable[CitationFault]) -> Json:
    row: Json = plain(study)
    row["fractions"] = [plain(held) | {"computed": share(held)} for held in study.fractions]
    row["sums"] = [plain(held) | {"added": sum(held.parts.values())} for held in study.sums]
    return row | {"remark": remark(study, cited) or None}


def remark(study: Study, cited: Iterable[CitationFault]) -> str:
    """What a reader must know before following the number or the PMID of a row; nothing where both are right."""
    about = {fault.kind: fault for fault in cited if study.id in fault.rows}
    fits = set(numbers(study.reference))
    if FaultKind.another_paper in about:
        return f"cited as {study.cited}, which is another paper"
    if FaultKind.not_in_list in about:
        return f"cited as {study.cited}, which is not in the list"
    if FaultKind.no_number in about:
        return f"cited without a number; {study.reference} fits" if fits else "cited without a number"
    blank = [LIST_BLANK[fault.kind] for fault in cited if fault.kind in LIST_BLANK and fits == set(fault.references)]
    return "; ".join(blank)


def pmid_of(held: Study | Reference) -> str:
    """A PMID as people are shown it."""
    return held.pmid or "no PMID"


def plain(held: object) -> Any:  # noqa: ANN401 - any plain value
    """Give nouns as objects, tuples as lists, and the rest as it is."""
    if is_dataclass(held) and not isinstance(held, type):
        return {part.name: plain(getattr(held, part.name)) for part in fields(held)}
    if isinstance(held, tuple):
        return [plain(part) for part in held]
    return str(held) if isinstance(held, FaultKind) else held
