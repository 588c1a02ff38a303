"""How long one coverage decision takes, warm, beside one whole encounter in the same minute; and a policy diff.

Target: a decision of one line, from what the chart shows to reasons and questions, at most 5 ms.
"""

import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from frostline import bill, load_encounter
from frostline.api.covering import covered
from frostline.api.policy_diff import policy_diff
from frostline.engine.coding.draft import draft
from frostline.knowledge.book import book

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
ROUNDS = 200


def spent(what: Callable[[], object]) -> list[float]:
    """Milliseconds of each of many runs after the first, in order of length."""
    what()
    found = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        what()
        found.append((time.perf_counter() - start) * 1000)
    return sorted(found)


def main() -> None:
    """Print a row for each example, and one for the diff."""
    for name in ("lung_tumor", "prostate_salvage", "keratoses_and_bowen"):
        encounter = load_encounter(EXAMPLES / f"{name}.yaml")
        lines, entries = bill(encounter).lines, draft(encounter, book()).entries
        ours = spent(lambda e=encounter, ls=lines, es=entries: covered(e, ls, es))  # type: ignore[misc]  # bound now
        whole = spent(lambda e=encounter: bill(e))  # type: ignore[misc]  # bound now
        each = median(ours) / max(len(lines), 1)
        print(
            f"{name:<20} one decision {each:5.2f} ms, all {len(lines)} lines 95 of 100 under {ours[189]:5.2f}; "
            f"{median(ours) / median(whole):.2f} of the encounter's {median(whole):.1f} ms  (target at most 5 each)"
        )
    diff = spent(lambda: policy_diff("medicare.ncd.230.9@1999-07-01", "medicare.ncd.230.9@2001-07-01"))
    print(f"{'policy diff':<20} {median(diff):.2f} ms")


if __name__ == "__main__":
    main()
