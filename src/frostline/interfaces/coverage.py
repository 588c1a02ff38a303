"""Coverage decisions as plain JSON values, and as people hear them; the same on every face."""

from collections import Counter
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any

from frostline.model.decision import Decision
from frostline.model.policies import CoverageOutcome
from frostline.model.words import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from _typeshed import DataclassInstance

    from frostline.model.reason import Step

Json = dict[str, Any]
MARKS = {
    CoverageOutcome.medically_necessary: ("✓", "green"),
    CoverageOutcome.needs_information: ("?", "yellow"),
    CoverageOutcome.not_addressed: ("–", "dim"),
    CoverageOutcome.not_checked: ("–", "yellow"),
}
FOR_REVIEW = (
    CoverageOutcome.investigational,
    CoverageOutcome.not_medically_necessary,
    CoverageOutcome.cosmetic,
)
REVIEW = ("✗", "red")  # of outcomes that a clinician must look at before anybody denies


def decision(found: Decision) -> Json:
    """One decision; `missing` names what `asked` asks, `review` says that a clinician must look at it."""
    return {
        **_plain(found),
        "asked": [_plain(asked) | {"leads_to": [_plain(lead) for lead in asked.leads_to]} for asked in found.asked],
        "used": [_plain(used) for used in found.used],
        "considered": [_plain(held) for held in found.considered],
        "information": [_plain(item) for item in found.information],
        "notices": [_plain(notice) for notice in found.notices],
        "missing": list(found.missing),
        "review": found.review,
        "because": [_step(found.step)],
    }


def _plain(held: "DataclassInstance") -> Json:
    return {part.name: _value(getattr(held, part.name)) for part in fields(held) if part.name != "step"}


def _value(value: object) -> object:
    if isinstance(value, tuple):
        return list(value)
    return str(value) if isinstance(value, date) else value


def _step(reason: "Step") -> Json:
    steps = [_step(smaller) for smaller in reason.steps]
    return {"value": reason.value, "because": reason.because, "cite": reason.cite, "steps": steps}


@dataclass(frozen=True, slots=True)
class Group:
    """Decisions that say the same, for all the codes they are about."""

    decision: Decision
    codes: tuple[str, ...]
    about: tuple[str, ...]
    split: bool = False  # whether lesions of one code are answered apart

    @property
    def name(self) -> str:
        """Name what is decided: the codes, with the entries where these are answered apart or no code is settled."""
        codes, about = ", ".join(self.codes), ", ".join(self.about)
        return f"{codes} ({about})" if codes and about and self.split else codes or about


def groups(decisions: "Iterable[Decision]") -> tuple[Group, ...]:
    """Bring together lines of which the same is said, in the order of the first."""
    held: dict[object, list[Decision]] = {}
    for found in decisions:
        key = (found.outcome, found.policy, found.deciding, found.asked, found.contradictions, found.see)
        held.setdefault((*key, found.used, found.considered), []).append(found)
    every = Counter(code for alike in held.values() for code in {found.code for found in alike if found.code})
    return tuple(_group(alike, every) for alike in held.values())


def _group(alike: list[Decision], every: Counter[str]) -> Group:
    codes = dict.fromkeys(found.code for found in alike if found.code)
    about = tuple(dict.fromkeys(name for found in alike for name in found.about))
    return Group(alike[0], tuple(codes), about, split=any(every[code] > 1 for code in codes))


def headline(found: Decision) -> str:
    """Say an outcome with the payer's own word, where it has another."""
    said = in_words(found.outcome)
    own = f' (the payer says "{found.status}")' if found.status and found.status != said else ""
    review = ", for review by a clinician" if found.outcome in FOR_REVIEW else ""
    return f"{said}{own}{review}"


def rests_on(found: Decision) -> str:
    """Say in a line what decides, or what is asked."""
    if found.missing:
        return f"{found.policy} asks {', '.join(found.missing)}"
    if found.policy:
        label = next((held.because for held in found.considered if held.policy == found.policy), "")
        return f"{found.policy}: {label}" if label else found.policy
    return found.title if found.deciding else found.step.because
