"""The policies that are held: their list, one of them whole, and how it stands on a day."""

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.known import gathered, settled
from frostline.knowledge.evidence import evidence
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.errors import FrostlineError
from frostline.model.evidence import EvidenceRoom
from frostline.model.facts import Facts
from frostline.model.policies import CoverageOutcome, Policy, PolicyCases, PolicyCode


@dataclass(frozen=True, slots=True, eq=False)
class Alone:
    """What a code says to a policy when nothing else is known: an outcome, or the facts to ask for in order."""

    entry: PolicyCode
    outcome: CoverageOutcome
    deciding: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """A revision with its cases, what stands behind it, and the facts that its criteria use."""

    policy: Policy
    cases: PolicyCases
    room: EvidenceRoom | None
    facts: Facts
    revisions: tuple[str, ...]
    alone: tuple[Alone, ...]

    @property
    def uses(self) -> tuple[str, ...]:
        """Names of the facts that its scope and criteria compare."""
        parts = (part.fact for tree in self.policy.trees for part in tree.walk())
        return tuple(dict.fromkeys(fact for fact in parts if fact is not None))


def policies(payer: str | None = None, day: date | None = None) -> tuple[Policy, ...]:
    """List the revisions that are held, by id and day; of a payer, or in force on a day."""
    held = sorted(whole_shelf().shelf.policies, key=lambda policy: (policy.id, policy.in_force.from_))
    return tuple(
        policy
        for policy in held
        if (payer is None or policy.payer == payer) and (day is None or policy.in_force.hold(day))
    )


def policy(name: str) -> Whole:
    """Find a revision by its name, or by an id alone: its newest; `id@day` is the revision in force that day."""
    found = find(name)
    shelf = whole_shelf()
    revisions = tuple(held.revision for held in policies() if held.id == found.id)
    alone = tuple(_alone(entry, found, shelf.shelf.facts) for entry in found.codes)
    return Whole(found, shelf.cases[found.revision], evidence(found.revision), shelf.shelf.facts, revisions, alone)


def _alone(entry: PolicyCode, found: Policy, facts: Facts) -> Alone:
    day = entry.from_ or found.in_force.from_
    known = gathered(settled(entry.codes[0], entry, facts), {}, facts, day).known
    ruling = decide(found, facts, known)
    return Alone(entry, ruling.outcome, ruling.deciding, tuple(name for name, _ in ruling.missing))


def find(name: str) -> Policy:
    """Find a revision; raises `FrostlineError` with the nearest names."""
    wanted, _, day = name.partition("@")
    held = [policy for policy in policies() if policy.id == wanted]
    if not held:
        names = list(dict.fromkeys(policy.id for policy in policies()))
        close = get_close_matches(wanted, names, n=1, cutoff=0.3)
        near = f". Did you mean {close[0]}?" if close else ""
        raise FrostlineError(f"policy: found {name}; expected one of {', '.join(names)}{near}")
    if not day:
        return held[-1]
    found = next((policy for policy in held if policy.in_force.hold(_day(name, day))), None)
    if found is None:
        firsts = ", ".join(str(policy.in_force.from_) for policy in held)
        raise FrostlineError(f"policy: found {name}; expected a day on which a revision is held: from {firsts}")
    return found


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise FrostlineError(f"policy: found {name}; expected a day after @, such as 2026-06-01") from None
