"""The main job: one encounter to an explained, priced claim."""

from dataclasses import replace
from datetime import date

from frostline.api.checked import checked, passed, sources, unchecked
from frostline.api.frames import claimed, edit_lines
from frostline.api.lookups import lookups
from frostline.api.prices import Priced, price
from frostline.api.setting import Setting, setting
from frostline.engine.coding.documenting import missing
from frostline.engine.coding.draft import draft
from frostline.engine.coding.settle import numbered, settle
from frostline.engine.edits.run import findings as run_edits
from frostline.knowledge.book import book as packs
from frostline.model.claim import CoverageAnswer, Line, Outcome, Question
from frostline.model.encounter import Encounter
from frostline.model.errors import FrostlineError
from frostline.model.knowledge import Book
from frostline.model.reason import Currency
from frostline.model.tables import Tables
from frostline.reference.store import Builtin

NO_POLICY = CoverageAnswer(policy=None, outcome="not_checked")


def bill(encounter: Encounter, *, strict: bool = False) -> Outcome:
    """Code, edit, price and explain one encounter; a finished claim is edited and priced as it stands.

    `strict` refuses whatever no table confirms for that day. Raises `FrostlineError` for what cannot be answered.
    """
    book = packs()
    where = setting(encounter, book)
    outcome = _claim(encounter, where, book) if encounter.lines is not None else _chart(encounter, where, book)
    if strict:
        _refuse_unconfirmed(outcome)
    return outcome


def _chart(encounter: Encounter, where: Setting, book: Book) -> Outcome:
    drafts = draft(encounter, book)
    codes = {line.code for line in drafts.lines} | {service.code for service in encounter.services or ()}
    tables = _tables(encounter, codes)
    settled = settle(drafts, encounter, lookups(tables, encounter), book)
    lines = numbered(settled.lines, book)
    outcome = _answered(encounter, lines, where, tables, book)
    return replace(
        outcome,
        questions=_in_order((*drafts.questions, *settled.questions, *outcome.questions)),
        findings=(*settled.findings, *outcome.findings),
        not_coded=(*drafts.not_coded, *settled.not_coded),
        missing=missing(settled.lines),
    )


def _claim(encounter: Encounter, where: Setting, book: Book) -> Outcome:
    lines = claimed(encounter)
    tables = _tables(encounter, {line.code for line in lines})
    return _answered(encounter, lines, where, tables, book)


def _tables(encounter: Encounter, codes: set[str]) -> Tables:
    earlier = {procedure.code for procedure in encounter.history or ()}
    days: set[date] = {encounter.date, *(procedure.date for procedure in encounter.history or ())}
    return Builtin().narrowed(codes | earlier, days)


def _answered(
    encounter: Encounter, lines: tuple[Line, ...], where: Setting, tables: Tables, book: Book
) -> Outcome:
    """Edits, prices and what they rest on, for lines that are settled."""
    priced = price(lines, encounter, where, tables, book)
    found = checked(run_edits(edit_lines(lines, encounter), tables, book).collect())
    held = tables.as_of.collect()
    used = sources(held, encounter.date, book)
    place = (where.place_question,) if where.place_question else ()
    return Outcome(
        id=encounter.id,
        date=encounter.date,
        lines=lines,
        prices=priced.prices,
        questions=(*place, *priced.questions),
        findings=(*found, *passed(found, held, encounter.date)) if lines else found,
        coverage=(NO_POLICY,),
        not_checked=unchecked(encounter, where, priced),
        checked_against=used,
        shares=priced.shares,
        header=_header(encounter, where, priced),
    )


def _in_order(questions: tuple[Question, ...]) -> tuple[Question, ...]:
    return tuple(dict.fromkeys(questions))


def _header(encounter: Encounter, where: Setting, priced: Priced) -> tuple[tuple[str, str], ...]:
    """What the claim rests on, for the reader."""
    place = f"{where.place.code} {where.place.words[0]}" if where.place else encounter.place or "not stated"
    return (
        ("date of service", str(encounter.date)),
        ("place", place),
        ("payer", encounter.payer or "not stated"),
        ("locality", where.locality_name or "not stated"),
        ("factor", priced.factor or "not known"),
    )


def _refuse_unconfirmed(outcome: Outcome) -> None:
    stale = [f"{source.table} {source.release} (known through {source.known_through})" for source in outcome.checked_against
             if source.currency is Currency.unconfirmed]
    if stale:
        raise FrostlineError(
            f"--strict: {outcome.date} lies outside the known days of {', '.join(stale)}. "
            "Add the releases of that day, or leave --strict off to see the answer marked unconfirmed"
        )
