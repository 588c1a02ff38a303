"""The citation checker: what a policy's text cites against its own list, and its shares and sums computed again."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from frostline.model.evidence import (
    CitationFault,
    EvidenceRoom,
    FaultKind,
    Fraction,
    Numbers,
    Reference,
    Study,
    numbers,
    spans,
)

PMID = re.compile(r"[1-9][0-9]{0,7}")
INITIALS = re.compile(r"[A-Z][A-Z.-]{0,4}")
Faults = Iterator[CitationFault]


@dataclass(frozen=True, slots=True)
class _Citing:
    """A row that cites: what it is called, the numbers, and whether they are for a group of papers on its topics."""

    name: str
    where: str
    named: str
    cited: str | None
    topics: tuple[str, ...]
    group: bool
    fits: tuple[Reference, ...] = ()


def citation_faults(room: EvidenceRoom) -> tuple[CitationFault, ...]:
    """Everything wrong with what the text cites and with the entries of the list."""
    return (*_of_studies(room), *_two_reports(room), *_of_ranges(room), *_of_entries(room), *_of_twins(room))


def fraction_faults(room: EvidenceRoom) -> tuple[CitationFault, ...]:
    """Shares that do not follow from their counts, and parts that do not add to their whole."""
    shares = (_share_fault(study, held) for study in room.evidence for held in study.fractions)
    return (*(fault for fault in shares if fault), *_sum_faults(room))


def fitting(study: Study, room: EvidenceRoom) -> tuple[Reference, ...]:
    """Entries of the list that a study could be: same author and year, and no other topic."""
    return tuple(held for held in room.references if _fits(study, held))


def family(author: str) -> str:
    """The family name in plain letters: initials, accents and case are dropped."""
    words = author.split()
    while len(words) > 1 and INITIALS.fullmatch(words[-1]):
        words.pop()
    plain = unicodedata.normalize("NFKD", " ".join(words))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).casefold()


def _fits(study: Study, held: Reference) -> bool:
    if study.author is None or family(study.author) != family(held.author):
        return False
    return study.year in {None, held.year} and not _strays(study.topics, held)


def _strays(topics: Sequence[str], held: Reference) -> bool:
    """Whether both sides have topics and share none."""
    return bool(topics and held.topics) and not set(topics) & set(held.topics)


def _of_studies(room: EvidenceRoom) -> Faults:
    for study in room.evidence:
        cited = numbers(study.cited)
        if study.author and not cited:
            yield _no_number(study, room)
        if study.author and len(cited) == 1:
            yield from _another_paper(study, cited[0], room)
        if study.told > 1:
            yield CitationFault(
                FaultKind.told_twice,
                _where(study),
                f"{study.name} is told {study.told} times",
                "told once",
                "Merge the tellings; figures that differ between them need one wording",
                rows=(study.id,),
            )


def _where(study: Study) -> str:
    return f"{study.id}, {study.tumor}"


def _no_number(study: Study, room: EvidenceRoom) -> CitationFault:
    fits = fitting(study, room)
    return CitationFault(
        FaultKind.no_number,
        _where(study),
        f"{study.name} has no number",
        _should_be(study, fits),
        f"Print {' or '.join(str(held.n) for held in fits)} there" if fits else f"List {study.name} and cite it",
        rows=(study.id,),
        references=_listed(fits),
    )


def _should_be(study: Study, fits: Sequence[Reference]) -> str:
    return _or(fits) or f"an entry for {study.name}; the list has none"


def _another_paper(study: Study, number: int, room: EvidenceRoom) -> Faults:
    held = room.reference(number)
    if held is None or _fits(study, held):
        return
    fits = fitting(study, room)
    yield CitationFault(
        FaultKind.another_paper,
        _where(study),
        f"{number} for {study.name}, yet {number} is {held.name} ({held.topic})",
        _should_be(study, fits),
        f"Cite {fits[0].n} instead" if fits else f"List {study.name} and cite it by that number",
        rows=(study.id,),
        references=(number, *_listed(fits)),
    )


def _two_reports(room: EvidenceRoom) -> Faults:
    """One number that stands for reports of other authors or years."""
    by_number: dict[int, list[Study]] = defaultdict(list)
    for study in room.evidence:
        if study.author and len(numbers(study.cited)) == 1:
            by_number[numbers(study.cited)[0]].append(study)
    for number, studies in by_number.items():
        held = room.reference(number)
        others = [study.name for study in studies if held is None or not _fits(study, held)]
        if others and len({(family(study.author or ""), study.year) for study in studies}) > 1:
            yield CitationFault(
                FaultKind.two_reports,
                ", ".join(study.id for study in studies),
                f"{number} for {' and for '.join(study.name for study in studies)}",
                f"a number for each; {number} is {held.name if held else 'not in the list'}",
                f"List {' and '.join(others)} and cite by a number of its own",
                rows=tuple(study.id for study in studies),
                references=(number,) if held else (),
            )


def _of_ranges(room: EvidenceRoom) -> Faults:
    """Numbers that the list does not hold, and groups that reach over papers on something else."""
    for row in _citing(room):
        cited = numbers(row.cited)
        missing = tuple(number for number in cited if room.reference(number) is None)
        if missing:
            yield _not_in_list(row, missing, room)
        found = [room.reference(number) for number in cited] if row.group else []
        strays = [held for held in found if held and _strays(row.topics, held)]
        if strays:
            yield _other_topic(row, strays)


def _citing(room: EvidenceRoom) -> Iterator[_Citing]:
    for study in room.evidence:
        name = f" for {study.name}" if study.study else ""
        fits = fitting(study, room)
        yield _Citing(study.id, _where(study), name, study.cited, study.topics, group=not study.author, fits=fits)
    for held in room.guidelines:
        yield _Citing(held.body, held.body, "", held.cited, held.topics, group=True)


def _not_in_list(row: _Citing, missing: Numbers, room: EvidenceRoom) -> CitationFault:
    within = f"one of {spans(_listed(room.references))}" if room.references else "an entry; the list is empty"
    return CitationFault(
        FaultKind.not_in_list,
        row.where,
        f"{spans(missing)}{row.named}",
        _or(row.fits) or f"{within}; none fits",
        f"Cite {row.fits[0].n} instead" if row.fits else "Add the paper to the list, or drop the number",
        rows=(row.name,),
        references=_listed(row.fits),
    )


def _other_topic(row: _Citing, strays: Sequence[Reference]) -> CitationFault:
    by_topic: dict[str, list[Reference]] = defaultdict(list)
    for held in strays:
        by_topic[" and ".join(held.topics)].append(held)
    taken = ", ".join(f"{topic} ({spans(_listed(found))})" for topic, found in by_topic.items())
    return CitationFault(
        FaultKind.other_topic,
        row.where,
        f"{row.cited}, which takes in {taken}",
        f"only {', '.join(row.topics)}",
        f"Cite {spans(_listed(strays))} where their own topic is told",
        rows=(row.name,),
        references=_listed(strays),
    )


def _listed(references: Iterable[Reference]) -> Numbers:
    return tuple(held.n for held in references)


def _or(references: Iterable[Reference]) -> str:
    return " or ".join(f"{held.n}, {held.name}" for held in references)


def _of_entries(room: EvidenceRoom) -> Faults:
    for held in room.references:
        says = _entry_says(held)
        if says is not None:
            kind, what, should_be, remedy = says
            where = f"reference {held.n}, {held.name}"
            yield CitationFault(kind, where, what, should_be, remedy, references=(held.n,))
        if held.untitled:
            remedy = f"Look up PMID {held.pmid}" if held.pmid else "Look up author and year"
            yield CitationFault(
                FaultKind.untitled,
                f"reference {held.n}, {held.name}",
                "no title and no journal",
                "title and journal",
                remedy,
                references=(held.n,),
            )
    yield from _access_dates(room)


def _entry_says(held: Reference) -> tuple[FaultKind, str, str, str] | None:
    """What is wrong with the PMID of one entry."""
    if held.pmid is not None and not PMID.fullmatch(held.pmid):
        return (
            FaultKind.pmid_malformed,
            f"PMID {held.pmid}",
            "a PMID, one to eight digits",
            "Look the paper up in PubMed",
        )
    if held.pmid is not None or held.accessed:
        return None
    if held.no_pmid_stated:
        remedy = "Give another mark that finds it, a DOI or a page"
        return FaultKind.pmid_stated_none, "that there is no PMID", "a mark that finds the paper", remedy
    return FaultKind.pmid_empty, "an empty PMID", "its PMID", "Look the paper up in PubMed"


def _access_dates(room: EvidenceRoom) -> Faults:
    """Guidelines that nothing but a day of access tells from their next version; all of them at once."""
    dated = [held for held in room.references if held.accessed and not held.pmid]
    if dated:
        held = _listed(dated)
        yield CitationFault(
            FaultKind.access_date_only,
            f"reference{'s' if len(held) > 1 else ''} {spans(held)}",
            f"a day of access only ({', '.join(sorted({entry.accessed or '' for entry in dated}))}), no PMID",
            "the version of the guideline",
            "Name the version that was read",
            references=held,
        )


def _of_twins(room: EvidenceRoom) -> Faults:
    """Entries that stand in the list twice, and PMIDs that two entries claim."""
    entries = _alike((_entry(held), held) for held in room.references)
    for twins in entries:
        what = f"{twins[0].name} ({twins[0].topic}) more than once"
        yield _twin_fault(FaultKind.entry_twice, twins, what, "each paper once", "Keep one and renumber")
    for twins in _alike((held.pmid, held) for held in room.references if held.pmid):
        if len({_entry(held) for held in twins}) > 1:
            what = f"PMID {twins[0].pmid} for {' and for '.join(held.name for held in twins)}"
            yield _twin_fault(FaultKind.pmid_twice, twins, what, "one paper for a PMID", "Look the PMID up in PubMed")


def _entry(held: Reference) -> tuple[object, ...]:
    return family(held.author), held.year, (held.journal or "").casefold(), held.topic.casefold()


def _alike(keyed: Iterable[tuple[Hashable, Reference]]) -> list[list[Reference]]:
    groups: dict[Hashable, list[Reference]] = defaultdict(list)
    for key, held in keyed:
        groups[key].append(held)
    return [held for held in groups.values() if len(held) > 1]


def _twin_fault(kind: FaultKind, twins: Sequence[Reference], says: str, should_be: str, remedy: str) -> CitationFault:
    held = _listed(twins)
    return CitationFault(kind, f"references {spans(held)}", says, should_be, remedy, references=held)


def share(held: Fraction) -> str:
    """The share that the counts give, in percent, half up, with as many decimals as the printed one."""
    exact = Decimal(100 * held.part) / held.of
    return str(exact.quantize(Decimal(1).scaleb(-held.decimals), ROUND_HALF_UP))


def _share_fault(study: Study, held: Fraction) -> CitationFault | None:
    if Decimal(share(held)) == Decimal(held.percent):
        return None
    return CitationFault(
        FaultKind.share_differs,
        f"{_where(study)}: {held.what}",
        f"{held.percent} % from {held.part} of {held.of}",
        f"{share(held)} %",
        "Look in the paper whether the share or a count is wrong",
        rows=(study.id,),
    )


def _sum_faults(room: EvidenceRoom) -> Faults:
    for study in room.evidence:
        for held in study.sums:
            total = sum(held.parts.values())
            if total != held.of:
                yield CitationFault(
                    FaultKind.sum_differs,
                    f"{_where(study)}: {held.what}",
                    f"{' + '.join(f'{count} {part}' for part, count in held.parts.items())} of {held.of}",
                    f"{held.of}; the parts add to {total}",
                    f"{abs(held.of - total)} {'left over' if total < held.of else 'too many'}: look in the paper",
                    rows=(study.id,),
                )
