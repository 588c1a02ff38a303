"""Says how many cases come out exactly, by family and grade, and shows every miss in full; exit 1 if one missed.

Cases run against the built-in tables alone, never those that a user has added, so that everybody counts the same.
"""

import os
import sys
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "cases"))  # the tests run cases the same way

from runner import OWN, PUBLISHED, Case, folder, misses

Missed = dict[str, list[str]]  # what came out otherwise, by the label of the case
SHELVES = (("Published cases", PUBLISHED), ("Our own cases", OWN))


def run(held: list[Case]) -> Missed:
    """Run cases; a case without a miss is not in what comes back."""
    missed = {case.label: _misses(case) for case in held}
    return {label: said for label, said in missed.items() if said}


def _misses(case: Case) -> list[str]:
    """What missed; a pending case must miss, so that its mark goes when it comes out."""
    try:
        said = misses(case)
    except Exception as fault:  # noqa: BLE001 - a crash is a miss like any other, and the count goes on
        return [f"broke off: {type(fault).__name__}: {fault}"]
    if not case.pending:
        return said
    return [] if said else [f"comes out, yet is marked as pending: {case.pending}"]


def report(title: str, held: list[Case]) -> int:
    """Print one shelf: a row a family and grade, pending cases, every miss. Give the number missed."""
    missed = run(held)
    rows: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in held:
        rows[case.file, case.grade].append(case)
    print(f"{title}: {len(held) - len(missed)} of {len(held)}")
    for (file, grade), cases in sorted(rows.items()):
        exact = sum(case.label not in missed and not case.pending for case in cases)
        waiting = sum(bool(case.pending) for case in cases)
        print(f"  {file:<18} {grade:<2} {exact:>4} of {len(cases):<4}{f' {waiting} pending' if waiting else ''}")
    for case in held:
        if case.pending:
            print(f"  pending  {case.label}: {case.pending}")
    for label, said in missed.items():
        print(f"  MISSED   {label}", *said, sep="\n             ")
    return len(missed)


def main() -> int:
    """Run both shelves."""
    missed = 0
    for title, shelf in SHELVES:
        held = folder(shelf)
        if not held:
            print(f"{title}: none here (no folder {shelf.name} beside the checkout)")
            continue
        missed += report(title, held)
    return 1 if missed else 0


if __name__ == "__main__":
    with TemporaryDirectory() as home:
        os.environ["FROSTLINE_HOME"] = home
        sys.exit(main())
