"""A resolved question as a decision for people: outcome, reasons, facts to ask for, what to send, what to know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from frostline.engine.coverage.applying import Applied, Resolved, Subject
from frostline.engine.coverage.deciding import Leads
from frostline.model.claim import Answer
from frostline.model.decision import Asked, Considered, Decision, Sent, Told, Used
from frostline.model.encounter import ContractTerm
from frostline.model.facts import Facts
from frostline.model.policies import Authority, CoverageOutcome, Policy
from frostline.model.reason import Step
from frostline.model.words import in_words

STATUTE = "42 USC 1395y(a)(10)"
AGAINST = "sources contradict each other: correct the one that is wrong; a further answer settles nothing"
CONTRACT = "The member's contract goes before every policy"


@dataclass(frozen=True, slots=True, eq=False)
class Asking:
    """What every answer of one encounter shares."""

    facts: Facts
    day: date
    picked_by: str
    digest: str
    remarks: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()  # policies of the payer of which no revision of the day is held


def answer(subject: Subject, found: Resolved, asking: Asking, contract: Sequence[ContractTerm]) -> Decision:
    """Say what the policies say; where none speaks, whether that could be checked."""
    return replace(
        _decided(found, asking, contract),
        line=subject.line,
        code=subject.code,
        about=subject.about,
        considered=tuple(map(_considered, found.applied)),
        picked_by=asking.picked_by,
    )


def for_looks(subject: Subject, asking: Asking) -> Decision:
    """Say that Medicare leaves out by statute what is done for appearance only, before any determination."""
    step = Step(str(CoverageOutcome.cosmetic), "done for appearance only, as the chart says", STATUTE)
    return Decision(
        CoverageOutcome.cosmetic,
        step,
        subject.line,
        subject.code,
        subject.about,
        title="Medicare leaves out cosmetic surgery by statute",
        cite=STATUTE,
        deciding=("statute",),
        labels=("Medicare does not pay for what is done for looks alone",),
        remarks=asking.remarks,
        picked_by=asking.picked_by,
    )


def _decided(found: Resolved, asking: Asking, contract: Sequence[ContractTerm]) -> Decision:
    sides = (*map(_side, found.speaking), *(f"{held.cite} says {in_words(held.outcome)}" for held in contract))
    if contract and (len({held.outcome for held in contract}) > 1 or _bound(found, contract[0])):
        return _conflict(found, asking, sides)
    if contract:
        return _by_contract(found, asking, contract[0])
    if found.conflict:
        return _conflict(found, asking, sides)
    return _by_policy(found.speaking[0], asking) if found.speaking else _silent(found, asking)


def _by_policy(held: Applied, asking: Asking) -> Decision:
    policy, ruling = held.policy, held.ruling
    assert ruling is not None  # noqa: S101 - what addresses a service was decided
    return Decision(
        outcome=ruling.outcome,
        step=ruling.step(),
        policy=policy.revision,
        title=policy.title,
        cite=str(policy.cite),
        status=ruling.status,
        deciding=ruling.deciding,
        labels=tuple(_labels(held)),
        asked=tuple(_asked(name, leads, held, asking.facts) for name, leads in ruling.missing),
        used=tuple(_used(held)),
        contradictions=held.gathered.contradictions,
        see=_see([held]),
        information=tuple(Sent(item.id, item.says, item.known_by) for item in policy.information),
        notices=tuple(_notices(policy, ruling.outcome)),
        remarks=(*asking.remarks, *_remarks(policy, asking.day), *_old(held)),
        trace=_trace(policy.revision, held, asking),
    )


def _considered(held: Applied) -> Considered:
    because = held.because or _why(held)
    return Considered(held.policy.revision, held.policy.authority, held.outcome, because, str(held.policy.cite))


def _why(held: Applied) -> str:
    """Say in a line what a policy rests on."""
    ruling = held.ruling
    if ruling is None or ruling.missing:
        return f"asks for {', '.join(name for name, _ in ruling.missing)}" if ruling else ""
    if ruling.deciding == ("scope",):
        return f"outside its scope: {held.policy.scope.within.label or held.policy.scope.cite}"
    labels = _criteria(held.policy)
    return "; ".join(f"{name} {labels.get(name) or ''}".strip() for name in ruling.deciding)


def _labels(held: Applied) -> Iterator[str]:
    """Say in words what decides."""
    ruling, labels = held.ruling, _criteria(held.policy)
    return (label for name in (ruling.deciding if ruling else ()) if (label := labels.get(name)))


def _criteria(policy: Policy) -> dict[str, str | None]:
    """Give the criteria of a policy in words, by id."""
    return {part.id: part.label for tree in policy.trees for part in tree.walk() if part.id}


def _asked(name: str, leads: Leads, held: Applied, facts: Facts) -> Asked:
    fact, against = facts[name], any(said.startswith(f"{name} is ") for said in held.gathered.contradictions)
    answers = tuple(Answer(words, " or ".join(map(in_words, outcomes))) for words, outcomes in leads)
    note = AGAINST if against else held.gathered.unheard.get(name, "")
    return Asked(name, fact.ask, fact.known_by, answers, fact.judgement, fact.unit or "", note, against)


def _used(held: Applied) -> Iterator[Used]:
    """Give the facts that this policy turns on."""
    names = {part.fact for tree in held.policy.trees for part in tree.walk()}
    return (used for used in held.gathered.used if used.fact in names)


def _see(held: Iterable[Applied]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{one.see}: {one.title}" for applied in held for one in applied.see))


def _notices(policy: Policy, outcome: CoverageOutcome) -> Iterator[Told]:
    for notice in policy.notices:
        if not notice.outcomes or outcome in notice.outcomes:
            yield Told(notice.says, notice.member)


def _remarks(policy: Policy, day: date) -> Iterator[str]:
    """What to know of the revision: a review that was due, days and lines of business that it leaves open."""
    due = policy.reviewed.next
    if due is not None and due < str(day)[: len(due)]:
        yield f"{policy.revision}: its review was due {due}; look for a newer revision"
    if policy.note:
        yield policy.note


def _old(held: Applied) -> Iterator[str]:
    for used in held.gathered.used:
        if used.old:
            yield f"{used.fact} was recorded on {used.on}: look whether there is a newer value"


def _bound(found: Resolved, contract: ContractTerm) -> bool:
    """Whether a determination of Medicare speaks otherwise, which no contract of a plan can undercut."""
    medicare = (held for held in found.speaking if held.policy.authority in {Authority.ncd, Authority.lcd})
    return any(held.outcome != contract.outcome for held in medicare)


def _side(held: Applied) -> str:
    return f"{held.policy.revision} says {in_words(held.outcome)} ({held.policy.cite})"


def _conflict(found: Resolved, asking: Asking, sides: tuple[str, ...]) -> Decision:
    steps = tuple(held.ruling.step() for held in found.speaking if held.ruling)
    because = "Sources that bind alike disagree; they are reported, not settled"
    return Decision(
        outcome=CoverageOutcome.needs_information,
        step=Step(str(CoverageOutcome.needs_information), because, "; ".join(sides), steps),
        contradictions=sides,
        used=tuple(dict.fromkeys(used for held in found.speaking for used in held.gathered.used)),
        see=_see(found.speaking),
        remarks=asking.remarks,
    )


def _by_contract(found: Resolved, asking: Asking, contract: ContractTerm) -> Decision:
    outcome = CoverageOutcome(contract.outcome)
    others = tuple(
        f"{held.policy.revision} says {in_words(held.outcome)}; the contract wins"
        for held in found.speaking
        if held.outcome is not outcome
    )
    steps = tuple(held.ruling.step() for held in found.speaking if held.ruling)
    return Decision(
        outcome=outcome,
        step=Step(str(outcome), CONTRACT, contract.cite, steps),
        title="the member's contract",
        cite=contract.cite,
        deciding=("contract",),
        remarks=(*asking.remarks, *others),
    )


def _silent(found: Resolved, asking: Asking) -> Decision:
    """No policy speaks: not addressed where all were held that day, else not checked."""
    checked = bool(found.applied) and not asking.lacking
    outcome = CoverageOutcome.not_addressed if checked else CoverageOutcome.not_checked
    steps = tuple(held.ruling.step() for held in found.applied if held.ruling)
    because = "No policy held speaks of this service; that is no denial" if checked else _unheld(asking)
    first = found.applied[0] if found.applied else None
    return Decision(
        outcome=outcome,
        step=Step(str(outcome), because, "", steps),
        used=first.gathered.used if first else (),
        contradictions=first.gathered.contradictions if first else (),
        see=_see(found.applied),
        remarks=asking.remarks,
    )


def _unheld(asking: Asking) -> str:
    return "; ".join(asking.lacking) or "No policy of this payer is held"


def _trace(revision: str, held: Applied, asking: Asking) -> str:
    known = "\0".join(f"{name}={sorted(map(str, values))}" for name, values in sorted(held.gathered.known.items()))
    return sha256(f"{revision}\0{asking.digest}\0{known}".encode()).hexdigest()[:16]
