"""Two policies by their names, compared for every input: revisions of one policy, or policies of two payers."""

from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import cache

from frostline.engine.coverage.differing import PolicyDiff, difference
from frostline.knowledge.book import PACKS
from frostline.knowledge.policies import facts, files, gathered, is_policy, text_in
from frostline.model.encounter import SHAPES
from frostline.model.errors import FrostlineError
from frostline.model.policies import Policy


def policy_diff(a: str, b: str) -> PolicyDiff:
    """Compare two policies, each an id (its newest revision) or `id@DATE` (the revision in force on that day)."""
    return difference(_revision(a), _revision(b), facts())


def policy_names() -> tuple[str, ...]:
    """Name every revision, as `policy_diff` takes them."""
    return tuple(policy.revision for policy in _policies())


@cache
def _policies() -> tuple[Policy, ...]:
    """Every revision held, by id and first day."""
    read = gathered((name, Policy, text_in(PACKS, name)) for name in files() if is_policy(name))
    return tuple(sorted(read.values(), key=lambda policy: (policy.id, policy.in_force.from_)))


def _revision(name: str) -> Policy:
    said, at, on = name.strip().casefold().partition("@")
    held = [policy for policy in _policies() if policy.id.casefold() == said]
    if not held:
        raise _unknown(name)
    if not at:
        return held[-1]
    day = _day(on, name)
    found = next((policy for policy in held if policy.in_force.hold(day)), None)
    if found is None:
        meant = ", ".join(f"{policy.revision}{_until(policy)}" for policy in held)
        raise FrostlineError(f"policy diff: found {name.strip()}, a day without a revision; expected a day of {meant}")
    return found


def _until(policy: Policy) -> str:
    return f" (before {policy.in_force.to})" if policy.in_force.to else " (and later)"


def _day(text: str, name: str) -> date:
    with suppress(ValueError):
        day = date.fromisoformat(text)
        if str(day) == text:
            return day
    raise FrostlineError(f"policy diff: found {name.strip()}; expected {SHAPES['date'].says} after the @")


def _unknown(name: str) -> FrostlineError:
    known = dict.fromkeys(policy.id for policy in _policies())
    folded = {held.casefold(): held for held in known}
    said = name.strip().casefold().partition("@")[0]
    near = [folded[close] for close in get_close_matches(said, folded, n=3, cutoff=0.4)]
    meant = f"one of {', '.join(near or known)}, alone or with a day, such as {_policies()[0].revision}"
    return FrostlineError(f"policy diff: found {name.strip() or 'nothing'}; expected {meant}")
