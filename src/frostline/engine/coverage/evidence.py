"""What stands behind a policy, found: by words anywhere in a row, or by the criterion that a row speaks to."""

from collections.abc import Iterable
from dataclasses import replace

from frostline.engine.coverage.citations import citation_faults, fraction_faults
from frostline.model.evidence import CitationFault, EvidenceRoom, Guideline, Reference, Shown, Study, numbers
from frostline.model.words import COMMA, tokens


def search(room: EvidenceRoom, words: str) -> Shown:
    """Rows, guidelines and references that hold every word somewhere; no words, everything."""
    wanted = _words(words)
    return Shown(
        tuple(held for held in room.evidence if wanted <= _words(*_of_study(held))),
        tuple(held for held in room.guidelines if wanted <= _words(*_of_guideline(held))),
        tuple(held for held in room.references if wanted <= _words(*_of_reference(held))),
    )


def behind(room: EvidenceRoom, criterion: str) -> Shown:
    """Rows and guidelines that speak to a criterion, to one under it or to the one that it stands under."""
    studies = tuple(held for held in room.evidence if _speaks(held.criteria, criterion))
    guidelines = tuple(held for held in room.guidelines if _speaks(held.criteria, criterion))
    return Shown(studies, guidelines, rests_on(room, studies, guidelines))


def rests_on(room: EvidenceRoom, studies: Iterable[Study], guidelines: Iterable[Guideline]) -> tuple[Reference, ...]:
    """Entries of the list that some rows cite, or that fit them."""
    printed = [held for study in studies for held in (study.cited, study.reference)]
    held = {number for cited in (*printed, *(row.cited for row in guidelines)) for number in numbers(cited)}
    return tuple(reference for reference in room.references if reference.n in held)


def shown(room: EvidenceRoom, words: str) -> Shown:
    """What a search finds, with the references that its rows rest on."""
    found = search(room, words)
    held = {reference.n for reference in (*found.references, *rests_on(room, found.evidence, found.guidelines))}
    return replace(found, references=tuple(reference for reference in room.references if reference.n in held))


def faults_of(room: EvidenceRoom, part: Shown) -> tuple[CitationFault, ...]:
    """Citation faults, shares and sums that concern a part of a room."""
    rows = {study.id for study in part.evidence} | {guideline.body for guideline in part.guidelines}
    listed = {reference.n for reference in part.references}
    found = (*citation_faults(room), *fraction_faults(room))
    return tuple(fault for fault in found if rows & set(fault.rows) or listed & set(fault.references))


def _speaks(criteria: Iterable[str], wanted: str) -> bool:
    return any(f"{held}.".startswith(f"{wanted}.") or f"{wanted}.".startswith(f"{held}.") for held in criteria)


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(word for text in texts if text for word in tokens(text) if word not in {COMMA, "?"})


def _of_study(held: Study) -> Iterable[str | None]:
    sums = (word for entry in held.sums for word in (entry.what, *entry.parts))
    shares = (entry.what for entry in held.fractions)
    about = (held.id, held.study, held.tumor, held.design, held.study_mix, held.unit, held.population, held.arms)
    figures = (held.size, held.follow_up, held.limits, held.note, held.pmid, str(held.year or ""))
    return (*about, *figures, *held.outcomes, *held.topics, *sums, *shares)


def _of_guideline(held: Guideline) -> Iterable[str | None]:
    risks = (held.by_risk or {}).items()
    by_risk = (word for risk in risks for word in risk)
    return (held.body, held.says, held.version, held.note, *held.concerns, *held.topics, *by_risk)


def _of_reference(held: Reference) -> Iterable[str | None]:
    return (held.author, held.journal, held.topic, held.pmid, str(held.year or ""), *held.topics)
