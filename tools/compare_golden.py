"""Official dollars against ours: `make golden` prints how many are equal, and fails where one is not.

python tools/compare_golden.py --cms ../shared/data/cms [--quick]
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that the script also runs by its path

from tools.golden import amounts, decimals, lookups, official  # noqa: E402 - after the line above
from tools.golden.amounts import Compared  # noqa: E402 - as above


def main() -> None:
    """Print each comparison as it ends."""
    given = _arguments()
    if not given.cms.is_dir():
        print(f"{given.cms} is not here: the official files are no part of the project, so nothing was compared.")
        return
    wrong = 0
    with official.store(given.cms):
        for found in compared(given.cms, quick=given.quick):
            print(found, flush=True)
            wrong += found.of - found.equal + (found.of == 0)
    print("all equal" if not wrong else f"{wrong:,} differ")
    sys.exit(1 if wrong else 0)


def compared(cms: Path, *, quick: bool) -> Iterator[Compared]:
    """Every comparison, one after the other, over the store of `official.store`."""
    yield from amounts.payments("payment", "PFREV26B")
    yield from amounts.payments("payment_qp", "PFREV26B-QP")
    yield from amounts.caps("OPPSCAP24A")
    yield from lookups.compared(cms / "pfs_lookup_exports")
    if not quick:
        yield from decimals.compared()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Compare official dollars with ours.")
    parser.add_argument("--cms", type=Path, default=ROOT.parent / "shared" / "data" / "cms", help="official files")
    parser.add_argument("--quick", action="store_true", help="without recomputing every code in every locality")
    return parser.parse_args()


if __name__ == "__main__":
    main()
