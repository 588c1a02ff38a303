"""Edits run over one claim: which concern it, what they hit, and what the answer was checked against."""

from collections.abc import Iterable, Sequence

import polars as pl

from frostline.api.collecting import collected
from frostline.api.covering import member
from frostline.api.prices import Priced
from frostline.api.request import Request
from frostline.api.terms import priced_as_of
from frostline.engine.edits.frame import dressed
from frostline.engine.edits.report import finding, named, silent
from frostline.engine.edits.run import EDITS, columns, concerned, hits
from frostline.model.claim import Finding, Source
from frostline.model.decision import Decision
from frostline.model.policies import CoverageOutcome
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.reference.releases import all_releases, answering


def checked(lines: pl.LazyFrame, request: Request) -> tuple[Finding, ...]:
    """Findings of all edits in their order; an edit that says nothing has passed."""
    ready = collected(dressed(lines, request.tables))[0].lazy()
    tests = collected(concerned(ready, request.book))[0].row(0, named=True)
    wanted = frozenset(name for name, is_wanted in tests.items() if is_wanted)
    found = _collected(ready, request, wanted)
    heard = {entry.edit for entry in found}
    day, answers = request.encounter.date, request.tables.answers
    others = (silent(look, day, answers, concerned=look.id in wanted) for look in EDITS if look.id not in heard)
    order = {look.id: number for number, look in enumerate(EDITS)}
    return tuple(sorted([*found, *others], key=lambda entry: (order[entry.edit], entry.line or 0, entry.because)))


def _collected(ready: pl.LazyFrame, request: Request, wanted: frozenset[str]) -> list[Finding]:
    """Run the edits that concern the claim; the same said twice is said once."""
    looked = hits(ready, request.tables, request.book, wanted)
    frames = collected(*(columns(hit, named(hit)) for _, hit in looked))
    found = [
        finding(look, hit, row, request.tables.answers)
        for (look, hit), frame in zip(looked, frames, strict=True)
        for row in frame.iter_rows(named=True)
    ]
    return list(dict.fromkeys(found))


def sources(request: Request) -> tuple[Source, ...]:
    """Tables and packs that answered for the day of service."""
    day = request.encounter.date
    priced_by = answering(all_releases(), "gpci", priced_as_of(day))
    answered = [
        priced_by if priced_by is not None and table == "gpci" else release
        for (table, when), release in request.tables.answers.items()
        if when == day and (table != "oppscap" or _capped(request, release))
    ]
    held = [
        Source(
            table=release.table,
            release=release.release,
            known_from=release.from_,
            known_through=release.through,
            currency=release.currency(day),
            note="" if release.complete else "built-in figures of this field",
            third_party=release.third_party,
        )
        for release in answered
    ]
    return (*held, Source("packs", request.book.digest))


def _capped(request: Request, release: Release) -> bool:
    """Whether a list of imaging caps, if it is of the day, names a code of the claim."""
    sure = release.currency(request.encounter.date) is Currency.confirmed
    return sure and not collected(request.tables.oppscap.head(1))[0].is_empty()


def unchecked(request: Request, priced: Priced, decisions: Sequence[Decision]) -> Iterable[str]:
    """What this answer does not speak of."""
    silent = [decision for decision in decisions if decision.outcome is CoverageOutcome.not_checked]
    for because in dict.fromkeys(decision.step.because for decision in silent):
        yield f"Coverage: {because}, so whether this is covered was not checked"
    open_ = [held for held in decisions if held.outcome is CoverageOutcome.not_addressed]
    not_held = member(request.encounter).not_held
    if open_ and not_held:
        names = ", ".join(dict.fromkeys(held.code or " ".join(held.about) for held in open_))
        yield f"Coverage of {names} by policies that are not held: {not_held}"
    copies = [f"{source.table} {source.release}" for source in sources(request) if source.third_party]
    if copies:
        yield f"Third party's copies, not the publisher's own files: {', '.join(copies)}"
    if request.where.facility:
        yield "Price: the facility's own fee (hospital or surgery center) is not priced; amounts are the physician's"
    yield from priced.notes
