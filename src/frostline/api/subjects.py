"""What there is to cover: each line for the lesions it treats, then the treated entries that make no line yet."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from frostline.engine.coding.entry import Entry
from frostline.engine.coverage.applying import Subject
from frostline.knowledge.book import book
from frostline.model.claim import Line
from frostline.model.encounter import Pathology
from frostline.model.facts import Shown

CLINICAL = (
    "acne", "benign", "cervicitis", "condyloma", "hemorrhoid", "incontinence", "mucositis", "pain", "premalignant",
    "rhinitis", "sleep_apnea", "tag", "uterine_bleeding", "vascular",
)  # fmt: skip
"""Natures that are seen and treated without a report."""
MASSES = ("tumor", "soft_tissue_tumor", "fibroadenoma")  # solid tumors whatever the report will say


def subjects(lines: Iterable[Line], entries: Iterable[Entry]) -> Iterator[Subject]:
    """Give every line once for each treated entry it stands for, then entries that make no line."""
    by_name = {entry.name: entry for entry in entries}
    billed: set[str] = set()
    for line in lines:
        own = [by_name[name] for name in line.entries if name in by_name]
        billed |= {entry.name for entry in own}
        yield from (_of_line(line, alike, among=len(by_name) > 1) for alike in _alike(own))
        if not own:
            treated = not by_name and line.code in _treatments()
            yield Subject(Shown(icd10=line.diagnoses[:1]), line.number, line.code, treated=treated)
    left = (entry for entry in by_name.values() if entry.name not in billed and not entry.idle)
    yield from (_of_entries([entry], among=len(by_name) > 1) for entry in left)


def _of_line(line: Line, alike: list[Entry], *, among: bool) -> Subject:
    treated = any(entry.family is not None and line.code in entry.family.units.codes for entry in alike)
    return replace(_of_entries(alike, among=among), line=line.number, code=line.code, treated=treated)


def _of_entries(alike: list[Entry], *, among: bool) -> Subject:
    return Subject(
        shown_by(alike[0]),
        about=tuple(entry.name for entry in alike),
        among=among,
        facts=alike[0].treated.facts or {},
        cosmetic=bool(alike[0].treated.cosmetic),
    )


@cache
def _treatments() -> frozenset[str]:
    """Codes that treat a lesion: those of the families, and not what stands beside them."""
    return frozenset(code for family in book().families for code in family.units.codes)


def _alike(entries: Iterable[Entry]) -> Iterable[list[Entry]]:
    """Bring together entries that show the same and of which the same is stated, in the order of first sight."""
    held: dict[str, list[Entry]] = {}
    for entry in entries:
        held.setdefault(f"{shown_by(entry)}{entry.treated.facts}{entry.treated.cosmetic}", []).append(entry)
    return held.values()


def shown_by(entry: Entry) -> Shown:
    """Give what a treated entry shows; what a report must prove is not shown before it has, nor by an open question."""
    sure = entry.nature is not None and not _unproven(entry)
    nature = entry.nature if sure or entry.nature in MASSES else None
    texts = (entry.treated.lesion if not _unproven(entry) else None, entry.treated.method)
    return Shown(
        methods=entry.methods,
        sites=tuple(spot.term.id for spot in entry.spots),
        tracts=entry.tracts or (entry.family.tracts if entry.family else ()),
        natures=(nature,) if nature else (),
        lesions=tuple(term.id for term in entry.lesions) if sure else (),
        extents=(entry.extent,) if entry.extent else (),
        icd10=(entry.treated.icd10,) if entry.treated.icd10 and not _unproven(entry) else (),
        words=tuple(text for text in texts if text),
    )


def _unproven(entry: Entry) -> bool:
    """Whether the lesion is one that a report proves, and none has: a suspicion, a pending report, or none at all."""
    if entry.nature in CLINICAL or entry.pathology is Pathology.confirmed:
        return False
    return entry.pathology is not None or (entry.family is not None and entry.family.needs_pathology)
