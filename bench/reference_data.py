"""How fast reference data are added and priced by, as ratios against something run side by side in the same minute.

Targets: 2.5 million pairs added in at most 3 times a bare Polars read plus sorted write; the first price from a store
after a cold start at most 2.5 times `import polars`; 100,000 lines priced at least 5 times as fast as a plain Python
dictionary version that has every rule (`plain.py`), and equal to `decimal` (the tests' second pricer) on all of them.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the referee stands beside the tests

import polars as pl  # noqa: E402 - as above
from bench import claims  # noqa: E402 - after the line above
from bench.plain import Tables, priced  # noqa: E402 - as above
from tests.engine import second_pricer  # noqa: E402 - as above

from frostline.api.bulk import price_frame  # noqa: E402 - as above

CMS = ROOT.parent / "shared" / "data" / "cms"
PAIRS = CMS / "ncci" / "PTP_practitioner_2024Q3_pairs.csv.gz"
ROUNDS, LINES = 5, 100_000
BARE = """
import polars as pl
rows = pl.read_csv({path!r}, infer_schema=False).sort("column_1", "column_2")
rows.write_parquet({out!r}, compression="zstd", compression_level=3)
"""
ADD = "from frostline.interfaces.cli.main import run; run(['reference', 'add', '--as', 'ptp', {path!r}])"
PRICE = (
    "from frostline.interfaces.cli.main import run; "
    "run('price 17340 --date 2026-05-04 --zip 98101 --place 11 --no-qp'.split())"
)


def seconds(program: str, home: str) -> float:
    """Wall time of one Python program as a whole process."""
    start = time.perf_counter()
    environment = {**os.environ, "FROSTLINE_HOME": home}
    subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env=environment)
    return time.perf_counter() - start


def adding(folder: str) -> str:
    """Pairs added to a fresh store, against a bare read, sort and write."""
    if not PAIRS.exists():
        return f"pairs added             not measured: {PAIRS.name} is not here"
    runs = []
    for number in range(ROUNDS):
        bare = seconds(BARE.format(path=str(PAIRS), out=f"{folder}/bare.parquet"), folder)
        ours = seconds(ADD.format(path=str(PAIRS)), f"{folder}/home{number}")
        runs.append((ours, bare, ours / bare))
    ours, bare, ratio = (median(run[part] for run in runs) for part in range(3))
    return (
        f"2.5 million pairs added {ratio:7.2f} times a bare read, sort and write "
        f"({ours:.1f} and {bare:.1f} s; target at most 3)"
    )


def first_price(folder: str) -> str:
    """A price from a store that holds the whole fee schedule, cold, against importing Polars."""
    home = f"{folder}/priced"
    files = [str(CMS / "pfs_2026" / name) for name in ("PPRRVU2026_Apr_nonQPP.txt", "GPCI2026.csv")]
    if CMS.exists():
        seconds(f"from frostline.interfaces.cli.main import run; run(['reference', 'add', *{files!r}])", home)
    seconds(PRICE, home), seconds("import polars", home)
    runs = [seconds(PRICE, home) / seconds("import polars", home) for _ in range(3 * ROUNDS)]
    where = "the store" if CMS.exists() else "the built-in figures: the official files are not here"
    return f"first price, cold       {median(runs):7.2f} times import polars, from {where} (target at most 2.50)"


def lines() -> str:
    """100,000 lines through the engine and through dictionaries, and all of them against `decimal`."""
    made = claims.claims(LINES)
    frame, tables = claims.frame(made), claims.tables()
    price_frame(frame.head(10))
    runs = [_both(frame, tables) for _ in range(ROUNDS)]
    ours = price_frame(frame).select("published", "limiting", "allowed", "why_not").rows()
    plain = [line for where, sold in made for line in priced(where, sold, tables)]
    referee = second_pricer.expected(claims.for_the_referee(made))
    same = sum(
        one[2:] == other[2:] == (None if amount is None else int(amount * 100), why)
        for one, other, (amount, why) in zip(ours, plain, referee, strict=True)
    )
    engine, dictionaries, ratio = (median(run[part] for run in runs) for part in range(3))
    return (
        f"{LINES:,} lines priced    {ratio:7.2f} times as fast as dictionaries "
        f"({engine:.2f} and {dictionaries:.2f} s; target at least 5); {same:,} equal to decimal"
    )


def _both(frame: pl.DataFrame, tables: Tables) -> tuple[float, float, float]:
    """Seconds of the engine and of the dictionaries, one after the other, and their ratio.

    Both start from the same table of lines; the engine looks up its tables, the dictionaries have theirs at hand.
    """
    start = time.perf_counter()
    price_frame(frame)
    middle = time.perf_counter()
    for where, sold in claims.read(frame):
        priced(where, sold, tables)
    end = time.perf_counter()
    return middle - start, end - middle, (end - middle) / (middle - start)


def main() -> None:
    """Print the three figures with their targets."""
    with tempfile.TemporaryDirectory() as folder:
        print(adding(folder), flush=True)
        print(first_price(folder), flush=True)
        os.environ["FROSTLINE_HOME"] = f"{folder}/none"
        print(lines(), flush=True)


if __name__ == "__main__":
    main()
