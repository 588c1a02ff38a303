"""The notices that an answered encounter calls for, filled from its decisions and its own prices."""

from collections.abc import Iterator

from frostline.api.covering import member
from frostline.api.setting import setting
from frostline.engine.coverage.notices import filled, form_for
from frostline.knowledge.book import book
from frostline.knowledge.notices import notice_forms
from frostline.model import money
from frostline.model.claim import Line, Outcome
from frostline.model.decision import Decision
from frostline.model.encounter import Encounter
from frostline.model.notices import ALLOWED, CHARGED, Blanks, Notice
from frostline.model.reason import Currency


def notices_for(encounter: Encounter, outcome: Outcome) -> tuple[Notice, ...]:
    """Fill a notice for each line, or entry without one, that the payer may not pay.

    While that is open there is nothing to print, and the notice says why. Without a line of business there is none.
    """
    return tuple(_notices(encounter, outcome))


def _notices(encounter: Encounter, outcome: Outcome) -> Iterator[Notice]:
    """One notice for each form and line, whatever the number of its lesions: the amount is that of the line."""
    line_of_business, forms = member(encounter).line_of_business, notice_forms()
    alike: dict[object, list[Decision]] = {}
    for decision in outcome.coverage:
        key = (decision.line or decision.about, decision.outcome)
        alike.setdefault(key, []).append(decision)
    for held in alike.values():
        form = form_for(forms, line_of_business, held[0].outcome)
        if form is not None:
            yield filled(form, _blanks(held, encounter, outcome))


def _blanks(alike: list[Decision], encounter: Encounter, outcome: Outcome) -> Blanks:
    decision, who = alike[0], member(encounter)
    line = next((held for held in outcome.lines if held.number == decision.line), None)
    estimate, basis, why_not = _estimate(line, encounter, outcome)
    header = dict(outcome.header)
    return Blanks(
        outcome=decision.outcome,
        service=_service(decision.code) or " ".join(name for held in alike for name in held.about),
        code=decision.code or "",
        units=line.units if line is not None and line.units else None,
        date=encounter.date,
        place=header.get("place", "") if encounter.place else "",
        rules=tuple(dict.fromkeys(label for held in alike for label in held.labels)),
        cite=decision.cite,
        estimate=estimate,
        basis=basis,
        no_estimate=why_not,
        payer=who.payer.name if who.payer else encounter.payer or "",
        npi=encounter.provider.npi or "",
        standing=tuple(notice.says for notice in decision.notices if notice.member),
        information=tuple(item.says for item in decision.information),
    )


def _service(code: str | None) -> str:
    """Name a service by the family of its code."""
    return next((family.title for family in book().families if code in family.units.codes), "")


def _estimate(line: Line | None, encounter: Encounter, outcome: Outcome) -> tuple[str, str, str]:
    """Give the provider's charge, else what Medicare allows, with what is not in it; or why there is neither."""
    if line is not None and line.charge is not None:
        return money.dollars(line.charge), CHARGED, ""
    price = next((held for held in outcome.prices if line is not None and held.line == line.number), None)
    if price is None or price.allowed is None:
        return "", "", price.step.because if price else "no line is settled that could be priced"
    place = setting(encounter, book()).facility
    also = "; the hospital or surgery center bills its own fee besides" if place else ""
    stale = f" (an estimate by {price.release})" if price.currency is Currency.unconfirmed else ""
    return money.dollars(price.allowed), f"{ALLOWED}{stale}{also}", ""
