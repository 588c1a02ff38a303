"""Answers about diagnosis codes as plain values, the same on every face."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from frostline.interfaces.contract import question

if TYPE_CHECKING:
    from frostline.api.diagnoses import Fit, Given, Meaning, Support, Told
    from frostline.api.icd10_lists import Listed

Json = dict[str, Any]


def told(found: "Told") -> Json:
    """Codes of some words."""
    return {
        "words": found.words,
        "site": found.site or None,
        "date": str(found.day) if found.day else None,
        "codes": [_given(given) for given in found.codes],
        "questions": [question(asked) for asked in found.questions],
        "near": list(found.near),
    }


def _given(given: "Given") -> Json:
    return {
        "code": given.code,
        "term": given.term,
        "because": given.because,
        "lists": [_listed(entry) for entry in given.listed],
        "supports": _fits(given.supports),
        "more_specific": [{"answer": held.answer, "gives": held.gives} for held in given.finer],
    }


def meaning(found: "Meaning") -> Json:
    """What a code is in our words."""
    return {
        "code": found.code,
        "date": str(found.day) if found.day else None,
        "words": [
            {"term": term, "words": words, "where": where or None, "code": code}
            for term, words, where, code in found.words
        ],
        "lists": [_listed(entry) for entry in found.listed],
        "supports": _fits(found.supports),
        "does_not_support": _fits(found.others),
    }


def support(found: "Support") -> Json:
    """What supports a CPT code."""
    return {
        "code": found.code,
        "family": found.fit.family,
        "title": found.fit.title,
        "cite": found.cite,
        "release": found.release or None,
        "currency": found.currency,
        "stems": [{"stem": stem, "codes": list(codes)} for stem, codes in found.stems],
    }


def _listed(entry: "Listed") -> Json:
    return {
        "release": entry.release,
        "from": str(entry.first),
        "through": str(entry.last),
        "currency": entry.currency,
        "known": entry.known,
        "billable": entry.billable,
        "seventh": entry.seventh,
        "below": list(entry.below),
        "above": entry.above or None,
        "third_party": entry.third_party,
    }


def _fits(fits: Iterable["Fit"]) -> list[Json]:
    return [
        {"family": fit.family, "title": fit.title, "codes": list(fit.codes), "stems": list(fit.stems)} for fit in fits
    ]
