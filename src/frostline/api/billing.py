"""The main job: one encounter to an explained, priced claim."""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from frostline.api.checked import checked, sources, unchecked
from frostline.api.covering import covered
from frostline.api.frames import claimed, edit_lines
from frostline.api.lookups import lookups
from frostline.api.prices import Priced, price
from frostline.api.request import Request
from frostline.api.setting import Setting, setting
from frostline.api.terms import priced_as_of
from frostline.engine.coding.beside.alternatives import alternatives
from frostline.engine.coding.beside.cautions import cautions
from frostline.engine.coding.beside.contested import contested
from frostline.engine.coding.beside.documenting import documentation, strange_documented
from frostline.engine.coding.beside.planning import plan
from frostline.engine.coding.diagnosing import diagnoses
from frostline.engine.coding.draft import draft
from frostline.engine.coding.finishing import COSMETIC, numbered
from frostline.engine.coding.habits import applying, with_habits
from frostline.engine.coding.settle import settle
from frostline.engine.edits.run import EDITS
from frostline.knowledge.book import book as packs
from frostline.knowledge.contests import load_profile
from frostline.model.advice import Profile
from frostline.model.claim import Line, Outcome, Question, Status
from frostline.model.decision import Decision
from frostline.model.encounter import Encounter
from frostline.model.errors import Fault, Faults, FrostlineError
from frostline.model.knowledge import Book
from frostline.model.reason import Currency
from frostline.model.tables import Store, Tables
from frostline.reference.store import Held

STILL_OPEN = (
    "Open questions can still change lines, modifiers, ranks and the total: answer them before the claim goes out"
)
STORE: Store = Held()


def bill(encounter: Encounter, *, strict: bool = False, profile: Profile | None = None) -> Outcome:
    """Code, edit, price and explain one encounter; a finished claim is edited and priced as it stands.

    `strict` refuses whatever no table confirms for that day; `profile` goes before those of the packs.
    Raises `FrostlineError` for what cannot be answered.
    """
    book = with_habits(_with_profile(packs(), profile), encounter)
    _refuse_strange(encounter, book)
    where = setting(encounter, book)
    outcome = _claim(encounter, where) if encounter.lines is not None else _chart(encounter, where, book)
    if strict:
        _refuse_unconfirmed(outcome)
    if profile is None or profile in applying(book, encounter):
        return outcome
    aside = f"The profile {profile.id} is of {', '.join(profile.payers)}, so it was not applied"
    return replace(outcome, not_checked=(*outcome.not_checked, aside))


def profile_from(path: Path) -> Profile:
    """Read a payer profile of the user's own; raises `FrostlineError` with every fault of the file."""
    return load_profile(path, packs())


@lru_cache(maxsize=16)  # one profile serves every encounter of a run, and what is made of a book is kept with it
def _with_profile(book: Book, profile: Profile | None) -> Book:
    return book if profile is None else replace(book, profiles=(profile, *book.profiles))


def _chart(encounter: Encounter, where: Setting, book: Book) -> Outcome:
    drafts = draft(encounter, book)
    codes = {line.code for line in drafts.lines} | {service.code for service in encounter.services or ()}
    tables = _tables(
        encounter, codes, {COSMETIC} | {code for entry in drafts.entries for code in diagnoses(entry, book)}
    )
    published = lookups(tables, encounter, facility=where.facility)
    settled = settle(drafts, encounter, published, book)
    lines = numbered(settled.lines, book)
    decisions = covered(encounter, lines, drafts.entries)
    outcome = _answered(lines, decisions, Request(encounter, where, tables, packs()))
    open_ = bool(drafts.questions or settled.questions)
    return replace(
        outcome,
        questions=_in_order((*drafts.questions, *settled.questions, *outcome.questions)),
        findings=(*drafts.findings, *settled.findings, *outcome.findings),
        not_coded=(*drafts.not_coded, *settled.not_coded),
        documentation=documentation(settled.lines, encounter, book),
        alternatives=alternatives(settled, book),
        cautions=cautions(drafts.entries, encounter, book),
        plan=plan(settled.lines, encounter, published),
        contested=contested(drafts.entries, settled.lines, encounter, book),
        provisional=open_,
        not_checked=(*([STILL_OPEN] if open_ and outcome.lines else []), *outcome.not_checked),
    )


def _claim(encounter: Encounter, where: Setting) -> Outcome:
    lines = claimed(encounter)
    tables = _tables(encounter, {line.code for line in lines}, set())
    return _answered(lines, covered(encounter, lines, ()), Request(encounter, where, tables, packs()))


def _tables(encounter: Encounter, codes: set[str], diagnosed: set[str]) -> Tables:
    """Rows for these codes, the history's and every diagnosis in sight."""
    earlier = encounter.history or ()
    by_service = {code for service in encounter.services or () for code in service.diagnoses or ()}
    by_line = {code for line in encounter.lines or () for code in line.diagnoses}
    days = {encounter.date, priced_as_of(encounter.date), *(procedure.date for procedure in earlier)}
    return STORE.narrowed(codes | {procedure.code for procedure in earlier}, diagnosed | by_service | by_line, days)


def _answered(lines: tuple[Line, ...], decisions: tuple[Decision, ...], request: Request) -> Outcome:
    """Edits, prices and what they rest on, for lines that are settled."""
    encounter, where = request.encounter, request.where
    priced = price(lines, request)
    keys = {question.key for question in priced.questions}
    place = (where.place_question,) if where.place_question and "place" not in keys else ()
    return Outcome(
        id=encounter.id,
        date=encounter.date,
        lines=lines,
        prices=priced.prices,
        questions=(*place, *priced.questions),
        findings=checked(edit_lines(lines, encounter), request) if lines else (),
        coverage=decisions,
        not_checked=tuple(unchecked(request, priced, decisions)),
        checked_against=sources(request),
        shares=priced.shares,
        header=_header(encounter, where, priced),
    )


def _in_order(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _header(encounter: Encounter, where: Setting, priced: Priced) -> tuple[tuple[str, str], ...]:
    """What the claim rests on, for the reader."""
    place = f"{where.place.code} {where.place.words[0]}" if where.place else encounter.place or "not stated"
    return (
        ("place", place),
        ("payer", encounter.payer or "not stated"),
        ("locality", where.locality_name or "not stated"),
        ("factor", priced.factor or "not known"),
    )


def _refuse_strange(encounter: Encounter, book: Book) -> None:
    """A word under `documented` that is no element would be taken for nothing, and its element be asked for again."""
    source, expected = encounter.id or "the encounter", "the id of an element, as the checklists of a line name it"
    faults = tuple(
        Fault(source, None, f"treated[{position}].documented", word, expected, f"Did you mean {near}?" if near else "")
        for position, word, near in strange_documented(encounter, book)
    )
    if faults:
        raise Faults(faults)


def _refuse_unconfirmed(outcome: Outcome) -> None:
    """--strict: an answer that rests on a table of other days, or lacks one, is no answer."""
    held = {source.table for source in outcome.checked_against}
    unsure = [
        f"{source.table} {source.release} (known through {source.known_through})"
        for source in outcome.checked_against
        if source.currency is Currency.unconfirmed
    ]
    rests = {look.id: look.table for look in EDITS if look.table}
    lacking = {rests[f.edit] for f in outcome.findings if f.status is Status.not_checked and f.edit in rests}
    unsure += [f"{table} (none held)" for table in sorted(lacking - held)]
    if unsure:
        raise FrostlineError(
            f"--strict: {outcome.date} lies outside the known days of {', '.join(unsure)}. "
            "Add the releases of that day, or leave --strict off to see what can be said"
        )
