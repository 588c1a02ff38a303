"""Coverage of one encounter: its lines and treated entries against the policies of its payer on that day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from frostline.api.subjects import subjects
from frostline.engine.coding.entry import Entry
from frostline.engine.coverage.answering import Asking, answer, for_looks
from frostline.engine.coverage.applying import Subject, applied, resolved
from frostline.knowledge.fact_checks import can_be, expected_of
from frostline.knowledge.policies import facts, payers, shelf_on
from frostline.model.claim import Line
from frostline.model.decision import Decision
from frostline.model.encounter import ContractTerm, Encounter, FactValue
from frostline.model.errors import Fault, Faults
from frostline.model.facts import Fact, Facts
from frostline.model.policies import CoverageOutcome, LineOfBusiness, Payer, Policy, Shelf
from frostline.model.reason import Step
from frostline.model.words import tokens

MEDICARE_OWN = (LineOfBusiness.medicare, LineOfBusiness.medicare_advantage)


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """Who pays: the payer as the packs know it, the line of business, and whose policies bind."""

    payer: Payer | None
    named: str
    line_of_business: LineOfBusiness | None

    @property
    def bound_by(self) -> frozenset[str]:
        """Payers whose policies are looked at; national determinations bind every plan of Medicare."""
        own = {self.payer.brand or self.payer.id} if self.payer else set()
        if self.line_of_business is LineOfBusiness.medicare:
            return frozenset({"medicare"})
        return frozenset(own | ({"medicare"} if self.line_of_business in MEDICARE_OWN else set()))

    @property
    def not_held(self) -> str:
        """Which of the policies that bind are not held, as far as it is known."""
        if self.payer is not None:
            return self.payer.not_held or ""
        plan = next(term for term in payers().terms if term.id == "medicare_advantage")
        return plan.not_held or "" if self.line_of_business is LineOfBusiness.medicare_advantage else ""


def member(encounter: Encounter) -> Member:
    """Find the payer by its words, and the line of business that is stated or certain."""
    known = payer_of(encounter.payer)
    stated = encounter.plan.line_of_business
    line = LineOfBusiness(stated) if stated else known.line_of_business if known else None
    if stated and known and known.line_of_business not in {None, line}:
        source, found = encounter.id or "the encounter", f"{stated} beside the payer {encounter.payer}"
        expected = f"{known.line_of_business}, which {known.name} is, or another payer"
        raise Faults((Fault(source, None, "plan.line_of_business", found, expected),))
    return Member(known, encounter.payer or "a payer that is not stated", line)


def payer_of(text: str | None) -> Payer | None:
    """Find a payer by one of its words."""
    wanted = tokens(text or "")
    named = ((term, word) for term in payers().terms for word in (term.id.replace("_", " "), *term.words))
    return next((term for term, word in named if tokens(word) == wanted), None) if wanted else None


def covered(encounter: Encounter, lines: Iterable[Line], entries: Iterable[Entry]) -> tuple[Decision, ...]:
    """Decide every line, and every treated entry that makes none; raises `Faults` for facts there are not."""
    refuse_strange_facts(encounter)
    who = member(encounter)
    day = encounter.plan.requested or encounter.date
    shelf = shelf_on(who.bound_by, day)
    policies = tuple(policy for policy in shelf.policies if _for_line_of_business(policy, who))
    asking = _asking(encounter, who, shelf, day)
    if not policies and not encounter.plan.contract:
        return (_unheld(asking, who),)
    found = tuple(_decided(subject, policies, asking, encounter, who) for subject in subjects(lines, entries))
    return tuple(replace(held, remarks=(*held.remarks, *_unused(encounter, found))) for held in found)


def _decided(
    subject: Subject, policies: tuple[Policy, ...], asking: Asking, encounter: Encounter, who: Member
) -> Decision:
    given = encounter.facts or {}
    if subject.cosmetic and who.line_of_business in MEDICARE_OWN:
        return for_looks(subject, asking)
    found = resolved([applied(policy, subject, given, asking.facts, asking.day) for policy in policies])
    return answer(subject, found, asking, _contract(encounter, subject.code))


def _for_line_of_business(policy: Policy, who: Member) -> bool:
    """Whether a policy holds for the member's plan; one that names no line of business is not read into Medicaid."""
    if not policy.lines_of_business:
        return who.line_of_business is not LineOfBusiness.medicaid
    return who.line_of_business in policy.lines_of_business


def _asking(encounter: Encounter, who: Member, shelf: Shelf, day: date) -> Asking:
    picked = "the request for authorization" if encounter.plan.requested else "service"
    return Asking(
        facts=shelf.facts,
        day=day,
        picked_by=f"day of {picked}, {day}",
        digest=shelf.digest,
        remarks=tuple(_remarks(encounter, who)),
        lacking=(
            *([f"no policy of {who.named} itself is held"] if who.payer is None and who.not_held else []),
            *(
                f"no revision of {name} is held for {day}, only from {', '.join(map(str, days))}"
                for name, days in shelf.lacking.items()
            ),
        ),
    )


def _remarks(encounter: Encounter, who: Member) -> Iterator[str]:
    """What stands beside every decision of the encounter."""
    for other in encounter.plan.others or ():
        yield f"{other.payer} is the {other.order} payer: named here, not computed"
    if who.not_held:
        yield f"Not held: {who.not_held}"
    if who.payer is not None and who.line_of_business is None:
        yield (
            f"The line of business is not stated: read as {who.payer.name} outside Medicare; in a Medicare Advantage "
            "plan national determinations go first (plan.line_of_business: medicare_advantage)"
        )


def _contract(encounter: Encounter, code: str | None) -> tuple[ContractTerm, ...]:
    """Find what the contract says of a code, else of every service."""
    terms = encounter.plan.contract or ()
    by_code = tuple(term for term in terms if term.codes is not None and code in term.codes)
    return by_code or tuple(term for term in terms if term.codes is None)


def _unused(encounter: Encounter, found: tuple[Decision, ...]) -> Iterator[str]:
    """Say which terms of the contract are about codes that are not here."""
    codes = {decision.code for decision in found}
    for term in encounter.plan.contract or ():
        if term.codes is not None and not codes & set(term.codes):
            yield f"The contract's term on {', '.join(term.codes)} ({term.cite}) is about no line here"


def _unheld(asking: Asking, who: Member) -> Decision:
    because = "; ".join(asking.lacking) or f"no policy of {who.named} is held"
    outcome = CoverageOutcome.not_checked
    return Decision(outcome, Step(str(outcome), because), remarks=asking.remarks, picked_by=asking.picked_by)


def refuse_strange_facts(encounter: Encounter) -> None:
    """A fact that no policy knows, or a value that it cannot have, would be taken for nothing: tell every one."""
    dictionary, source = facts(), encounter.id or "the encounter"
    given = [("facts", encounter.facts or {})]
    given += [(f"treated[{at}].facts", entry.facts or {}) for at, entry in enumerate(encounter.treated or (), start=1)]
    faults = [_strange(source, (key, name), value, dictionary) for key, held in given for name, value in held.items()]
    told = tuple(fault for fault in faults if fault is not None)
    if told:
        raise Faults(told)


def _strange(source: str, at: tuple[str, str], held: FactValue, dictionary: Facts) -> Fault | None:
    name, key = at[1], ".".join(at)
    if name not in dictionary.by_id:
        return Fault(source, None, key, "an unknown fact", "a fact of packs/facts", _near(name, dictionary))
    fact = dictionary[name]
    if can_be(fact, _bare(fact, held.value)):
        return None
    return Fault(source, None, key, repr(held.value), expected_of(fact))


def _bare(fact: Fact, value: str) -> str:
    return value.removesuffix(fact.unit).strip() if fact.unit else value


def _near(name: str, dictionary: Facts) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a fault needs it

    close = get_close_matches(name, dictionary.by_id, n=1, cutoff=0.5)
    return f"Did you mean {close[0]}?" if close else ""
