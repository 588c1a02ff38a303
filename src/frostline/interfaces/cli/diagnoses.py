"""`frostline icd10`: words to ICD-10-CM codes, a code back to words, and what supports a CPT code."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from frostline.interfaces.cli.output import CLEAN, UNSURE, say, say_json
from frostline.interfaces.cli.pricing import AsJson, Day
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency

if TYPE_CHECKING:
    from frostline.api.diagnoses import Fit, Given, Meaning, Support, Told
    from frostline.api.icd10_lists import Listed
    from frostline.model.claim import Answer

Wanted = Annotated[
    list[str] | None, typer.Argument(help="A lesion in words, such as BCC; or one ICD-10-CM code, such as L57.0.")
]
Site = Annotated[str | None, typer.Option("--site", help="Where it was, such as: left arm.")]
Supports = Annotated[str | None, typer.Option("--supports", help="A CPT code: the diagnoses that support it.")]
FEW = 12  # codes or sites in a line; --json has all


def icd10(
    wanted: Wanted = None, *, site: Site = None, supports: Supports = None, day: Day = None, as_json: AsJson = False
) -> None:
    """Turn words into ICD-10-CM codes and codes into words; without --date by every list that is held."""
    words, on = " ".join(wanted or ()).strip(), day.date() if day else None
    if bool(words) == bool(supports):
        found = f"{words!r} beside --supports" if words else "neither words nor --supports"
        raise FrostlineError(f"icd10: found {found}; expected a lesion in words, a code, or --supports CODE")
    from frostline.api.diagnoses import icd10_code  # noqa: PLC0415 - heavy

    is_code = icd10_code(words) is not None
    if site is not None and (supports or is_code):
        raise FrostlineError("icd10: found --site beside a code; expected it beside a lesion in words")
    if supports:
        raise typer.Exit(_supporting(supports, on, as_json=as_json))
    raise typer.Exit(_meaning(words, on, as_json=as_json) if is_code else _told(words, site, on, as_json=as_json))


def _told(words: str, site: str | None, day: date | None, *, as_json: bool) -> int:
    from frostline.api.diagnoses import codes_for  # noqa: PLC0415 - heavy
    from frostline.interfaces.diagnoses import told  # noqa: PLC0415 - as above

    found = codes_for(words, site, day)
    if as_json:
        say_json([told(found)])
    else:
        say("\n".join(_words(found)))
    return CLEAN if found.sure else UNSURE


def _meaning(code: str, day: date | None, *, as_json: bool) -> int:
    from frostline.api.diagnoses import words_for  # noqa: PLC0415 - heavy
    from frostline.interfaces.diagnoses import meaning  # noqa: PLC0415 - as above

    found = words_for(code, day)
    if as_json:
        say_json([meaning(found)])
    else:
        say("\n".join(_code(found)))
    return CLEAN if found.sure else UNSURE


def _supporting(code: str, day: date | None, *, as_json: bool) -> int:
    from frostline.api.diagnoses import supporting  # noqa: PLC0415 - heavy
    from frostline.interfaces.diagnoses import support  # noqa: PLC0415 - as above

    found = supporting(code, day)
    if as_json:
        say_json([support(held) for held in found])
    else:
        say("\n".join(line for held in found for line in _family(held)))
    return CLEAN if all(held.release and held.currency is not Currency.unconfirmed for held in found) else UNSURE


def _words(found: "Told") -> Iterable[str]:
    for given in found.codes:
        yield from _given(given, found.day)
    for asked in found.questions:
        yield f"? {asked.ask}"
        yield from _answers(asked.leads_to)
    if found.near:
        yield f"near words: {', '.join(found.near)}"
    if not found.codes:
        yield "no code: nothing is coded by a guess"


def _given(given: "Given", day: date | None) -> Iterable[str]:
    yield f"{given.code}  {given.because}"
    yield from _lists(given.listed, day)
    yield from _takes(given.supports)
    if given.finer:
        yield "  ? a more specific code, if the chart says"
        yield from _answers(given.finer)


def _answers(answers: Sequence["Answer"]) -> Iterable[str]:
    for held in answers:
        yield f"      {held.answer}: {held.gives}"


def _code(found: "Meaning") -> Iterable[str]:
    yield found.code
    yield from _lists(found.listed, found.day)
    by_term: dict[str, list[str]] = {}
    for _, words, where, code in found.words:
        place = ", ".join(part for part in (where, code if code != found.code else "") if part)
        by_term.setdefault(words, []).append(place)
    for words, places in by_term.items():
        said = _cut([place for place in places if place], "; ")
        yield f"  {words}: {said}" if said else f"  {words}"
    if not found.words:
        yield "  no word of this book leads to it"
    yield from _takes(found.supports)
    if found.others:
        yield f"  does not support {_cut([code for fit in found.others for code in fit.codes], ', ')}"


def _family(found: "Support") -> Iterable[str]:
    by = found.release or "no ICD-10-CM list is held"
    unsure = ", unconfirmed for that day" if found.currency is Currency.unconfirmed else ""
    yield f"{found.code}  {found.fit.title}  [{by}{unsure}]"
    for stem, codes in found.stems:
        shown = "" if codes == (stem,) else f"  {_cut(codes, ' ')}"
        yield f"  {stem}{shown}"


def _cut(texts: Sequence[str], between: str) -> str:
    more = len(texts) - FEW
    return between.join(texts[:FEW]) + (f"{between}... {more} more" if more > 0 else "")


def _lists(lists: Sequence["Listed"], day: date | None) -> Iterable[str]:
    if not lists:
        yield (
            f"  not checked: no ICD-10-CM list is held for {day} or before" if day else "  not checked: no list is held"
        )
    for entry in lists:
        until = f"{entry.release}, {entry.first} to {entry.last}"
        unsure = f"; unconfirmed for {day}" if entry.currency is Currency.unconfirmed else ""
        yield f"  {_standing(entry)}  [{until}{unsure}]"


def _standing(entry: "Listed") -> str:
    if entry.billable:
        return "billable"
    if not entry.known:
        return f"unknown; {entry.above} is in the list" if entry.above else "unknown"
    if entry.seventh:
        return "too short: needs its seventh character"
    return f"too short: {_cut(entry.below, ' ')}"


def _takes(fits: Iterable["Fit"]) -> Iterable[str]:
    for fit in fits:
        yield f"  supports {', '.join(fit.codes)}  ({fit.title})"
