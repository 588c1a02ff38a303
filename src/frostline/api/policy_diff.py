"""Two policies by their names, compared for every input: revisions of one policy, or policies of two payers."""

from frostline.api.policies import find
from frostline.engine.coverage.differing import PolicyDiff, difference
from frostline.knowledge.policies import facts


def policy_diff(a: str, b: str) -> PolicyDiff:
    """Compare two policies, each an id (its newest revision) or `id@DATE` (the revision in force on that day)."""
    return difference(find(a), find(b), facts())
