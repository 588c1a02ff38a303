"""An outcome as plain JSON values: the fixed contract of `frostline bill --json`. Money is a decimal string."""

from dataclasses import fields
from datetime import date
from typing import TYPE_CHECKING, Any

from frostline.interfaces.coverage import decision
from frostline.model import money
from frostline.model.claim import Contested, Finding, Line, Outcome, Price, Question
from frostline.model.reason import Step

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Json = dict[str, Any]


def outcome(found: Outcome) -> Json:
    """Give one outcome as one JSON object."""
    prices = {price.line: price for price in found.prices}
    return {
        "id": found.id,
        "date": str(found.date),
        "lines": [line(entry, prices.get(entry.number)) for entry in found.lines],
        "total_allowed": _dollars(found.total_allowed),
        "questions": [question(entry) for entry in found.questions],
        "findings": [finding(entry) for entry in found.findings],
        "coverage": [decision(entry) for entry in found.coverage],
        "not_coded": [_plain(entry) for entry in found.not_coded],
        "documentation": [_plain(entry) for entry in found.documentation],
        "alternatives": [_plain(entry) for entry in found.alternatives],
        "cautions": [_plain(entry) for entry in found.cautions],
        "plan": [_plain(entry) for entry in found.plan],
        "contested": [_contested(entry) for entry in found.contested],
        "shares": _shares(found),
        "not_checked": list(found.not_checked),
        "checked_against": [_plain(entry) for entry in found.checked_against],
    }


def line(entry: Line, price: Price | None) -> Json:
    """One claim line with its price."""
    return {
        "line": entry.number,
        "code": entry.code,
        "units": entry.units or None,
        "modifiers": list(entry.modifiers),
        "diagnoses": list(entry.diagnoses),
        "published": _dollars(price.published if price else None),
        "allowed": _dollars(price.allowed if price else None),
        "work_rvu": _rvu(price.work_rvu if price else None),
        "total_rvu": _rvu(price.total_rvu if price else None),
        "currency": price.currency if price else None,
        "release": price.release if price else None,
        "because": [step(entry.step), *([step(price.step)] if price else [])],
    }


def step(reason: Step) -> Json:
    """One reason and those below it."""
    return {
        "value": reason.value,
        "because": reason.because,
        "cite": reason.cite,
        "steps": [step(smaller) for smaller in reason.steps],
    }


def question(asked: Question) -> Json:
    """One question with what each answer leads to."""
    return {
        "key": asked.key,
        "about": asked.about,
        "ask": asked.ask,
        "leads_to": [_plain(answer) for answer in asked.leads_to],
        "cite": asked.cite,
    }


def finding(found: Finding) -> Json:
    """One finding."""
    return _plain(found)


def _plain(held: "DataclassInstance") -> Json:
    """Fields of a flat noun by their names; days as ISO text, tuples as lists."""
    return {part.name: _value(getattr(held, part.name)) for part in fields(held)}


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, date) else value


def _contested(found: Contested) -> Json:
    return _plain(found) | {"sides": [_plain(side) for side in found.sides]}


def _shares(found: Outcome) -> Json | None:
    if found.shares is None:
        return None
    return {
        "patient": money.dollars(found.shares.patient),
        "payer": money.dollars(found.shares.payer),
        "sequestration": money.dollars(found.shares.sequestration),
        "payer_after_sequestration": money.dollars(found.shares.payer_after_sequestration),
        "because": step(found.shares.step),
    }


def _dollars(cents: int | None) -> str | None:
    return None if cents is None else money.dollars(cents)


def _rvu(hundredths: int | None) -> str | None:
    return None if hundredths is None else money.fixed(hundredths, money.RVU_SCALE)
