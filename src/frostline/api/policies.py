"""The policies that are held: their list, one of them whole, and how it stands on a day."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from functools import cache

from frostline.engine.coverage.deciding import decide
from frostline.engine.coverage.evidence import behind
from frostline.engine.coverage.known import gathered, settled
from frostline.knowledge.book import PACKS
from frostline.knowledge.evidence import evidence
from frostline.knowledge.policies import files, is_policy, text_in
from frostline.knowledge.policies import gathered as read_all
from frostline.knowledge.policy_shelf import whole_shelf
from frostline.model.encounter import SHAPES
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
    def evidence(self) -> tuple[tuple[str, int], ...]:
        """Count the studies that speak to each criterion, of those that have any."""
        ids = (part.id for criterion in self.policy.criteria for part in criterion.walk() if part.id)
        counts = ((name, len(behind(self.room, name).evidence) if self.room else 0) for name in ids)
        return tuple((name, count) for name, count in counts if count)

    @property
    def uses(self) -> tuple[str, ...]:
        """Names of the facts that its scope and criteria compare."""
        parts = (part.fact for tree in self.policy.trees for part in tree.walk())
        return tuple(dict.fromkeys(fact for fact in parts if fact is not None))


def policies(payer: str | None = None, day: date | None = None) -> tuple[Policy, ...]:
    """List the revisions that are held, by id and day; of a payer, or in force on a day."""
    payers = sorted({policy.payer for policy in every()})
    wanted = payer.strip().casefold() if payer is not None else None
    if wanted is not None and wanted not in payers:
        raise FrostlineError(f"policy list: found --payer {payer}; expected one of {', '.join(payers)}")
    return tuple(
        policy
        for policy in every()
        if (wanted is None or policy.payer == wanted) and (day is None or policy.in_force.hold(day))
    )


def policy(name: str) -> Whole:
    """Find a revision by its name, or by an id alone: its newest; `id@day` is the revision in force that day."""
    found = find(name)
    shelf = whole_shelf()
    revisions = tuple(held.revision for held in every() if held.id == found.id)
    alone = tuple(_alone(entry, found, shelf.shelf.facts) for entry in found.codes)
    return Whole(found, shelf.cases[found.revision], evidence(found.revision), shelf.shelf.facts, revisions, alone)


def _alone(entry: PolicyCode, found: Policy, facts: Facts) -> Alone:
    day = entry.from_ or found.in_force.from_
    known = gathered(settled(entry.codes[0], entry, facts), {}, facts, day).known
    ruling = decide(found, facts, known)
    return Alone(entry, ruling.outcome, ruling.deciding, tuple(name for name, _ in ruling.missing))


@cache
def every() -> tuple[Policy, ...]:
    """Give every revision that is held, by id and first day."""
    read = read_all((name, Policy, text_in(PACKS, name)) for name in files() if is_policy(name))
    return tuple(sorted(read.values(), key=lambda policy: (policy.id, policy.in_force.from_)))


def find(name: str) -> Policy:
    """Find a revision by an id (its newest) or `id@DATE` (in force that day); raises `FrostlineError` otherwise."""
    said, at, on = name.strip().casefold().partition("@")
    held = [policy for policy in every() if policy.id.casefold() == said]
    if not held:
        raise _unknown(name)
    if not at:
        return held[-1]
    day = _day(on, name)
    found = next((policy for policy in held if policy.in_force.hold(day)), None)
    if found is None:
        meant = ", ".join(f"{policy.revision}{_until(policy)}" for policy in held)
        raise FrostlineError(f"policy: found {name.strip()}, a day without a revision; expected a day of {meant}")
    return found


def _until(policy: Policy) -> str:
    return f" (before {policy.in_force.to})" if policy.in_force.to else " (and later)"


def _day(text: str, name: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if str(day) == text:
            return day
    raise FrostlineError(f"policy: found {name.strip()}; expected {SHAPES['date'].says} after the @")


def _unknown(name: str) -> FrostlineError:
    known = dict.fromkeys(policy.id for policy in every())
    folded = {held.casefold(): held for held in known}
    said = name.strip().casefold().partition("@")[0]
    near = [folded[close] for close in get_close_matches(said, folded, n=3, cutoff=0.4)]
    meant = f"one of {', '.join(near or known)}, alone or with a day, such as {every()[0].revision}"
    return FrostlineError(f"policy: found {name.strip() or 'nothing'}; expected {meant}")
