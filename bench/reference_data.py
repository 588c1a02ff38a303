"""How fast reference data are added and priced by, as ratios against something run side by side in the same minute.

Targets: 2.5 million pairs added in at most 3 times a bare Polars read plus sorted write; the first price from a store
after a cold start at most 2.5 times `import polars`; 100,000 lines priced at least 5 times as fast as a plain Python
dictionary version, and equal to `decimal` on all of them.
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

import polars as pl
from plain import Priced, exact, whole

CMS = Path(__file__).resolve().parents[2] / "shared" / "data" / "cms"
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
    subprocess.run([sys.executable, "-c", program], capture_output=True, check=False, env={**os.environ, "FROSTLINE_HOME": home})
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
    return f"2.5 million pairs added {ratio:7.2f} times a bare read, sort and write ({ours:.1f} and {bare:.1f} s; target at most 3)"


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
    from frostline.api.bulk import price_frame  # noqa: PLC0415 - after FROSTLINE_HOME is set

    wanted, rvus, indices = _made()
    frame = _framed(wanted)
    price_frame(frame.head(10))
    engine, plain = [], []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        found = price_frame(frame)
        middle = time.perf_counter()
        amounts = whole(wanted, rvus, indices)
        plain.append(time.perf_counter() - middle)
        engine.append(middle - start)
    ours = {(claim, line): cents for claim, line, cents in found.select("claim", "line", "allowed").rows()}
    same = sum(ours[key] == cents == amounts[key] for key, cents in exact(wanted, rvus, indices).items())
    ratio = median(p / e for p, e in zip(plain, engine, strict=True))
    return (
        f"{LINES:,} lines priced    {ratio:7.1f} times as fast as dictionaries "
        f"({median(engine):.2f} and {median(plain):.2f} s; target at least 5); {same:,} equal to decimal"
    )


def _made():  # type: ignore[no-untyped-def]  # noqa: ANN202 - three tables for the two functions above
    """Random claims of one to four lines of surgical codes, in all localities."""
    from frostline.reference.releases import all_releases, answering  # noqa: PLC0415 - after FROSTLINE_HOME is set
    from frostline.reference.store import scan  # noqa: PLC0415 - as above

    day = __import__("datetime").date(2026, 5, 4)
    schedule, gpci = (answering(all_releases(), table, day) for table in ("schedule", "gpci"))
    codes = scan(schedule).filter(
        pl.col("status") == "A", pl.col("modifier") == "", pl.col("multiple").is_in(["0", "2"]), ~pl.col("na_nonfacility"),
        ~pl.col("na_facility"), pl.col("pe_nonfacility_opps") == 0,
        pl.col("work") + pl.col("pe_facility") + pl.col("mp") > 0,
    )  # fmt: skip
    columns = ("code", "work", "pe_nonfacility", "pe_facility", "mp", "multiple")
    rvus = {code: tuple(rest) for code, *rest in codes.select(columns).collect().rows()}
    spots = scan(gpci).select("mac", "locality", "work", "work_floored", "pe", "mp").collect().rows()
    indices = {(mac, loc): (max(raw or floored, 1000), pe, mp) for mac, loc, raw, floored, pe, mp in spots}
    draw = random.Random(17340)  # noqa: S311 - the same claims in every run
    names, places = sorted(rvus), sorted(indices)
    wanted, claim, left = [], 0, 0
    for _ in range(LINES):
        if not left:
            claim, left, number = claim + 1, draw.randint(1, 4), 0
            place, facility = draw.choice(places), draw.random() < 0.3
        left, number = left - 1, number + 1
        wanted.append(Priced(str(claim), number, draw.choice(names), 1, facility, place))
    return wanted, rvus, indices


def _framed(wanted: list[Priced]) -> pl.DataFrame:
    from frostline.engine.pricing.frame import LINES as SCHEMA  # noqa: PLC0415 - as above

    rows = {
        "claim": [line.claim for line in wanted],
        "line": [line.line for line in wanted],
        "patient": [line.claim for line in wanted],
        "code": [line.code for line in wanted],
        "units": [line.units for line in wanted],
        "facility": [line.facility for line in wanted],
        "mac": [line.place[0] for line in wanted],
        "locality": [line.place[1] for line in wanted],
    }
    day = pl.lit("2026-05-04").str.to_date()
    fixed = {"date": day, "national": pl.lit(value=False), "qp": pl.lit(value=False), "modifiers": pl.lit([], pl.List(pl.String))}
    frame = pl.DataFrame(rows).with_columns(**fixed)
    absent = [pl.lit(None, dtype=kind).alias(name) for name, kind in SCHEMA.items() if name not in frame.columns]
    return frame.with_columns(absent).select(*SCHEMA).cast(dict(SCHEMA))  # type: ignore[arg-type]  # Polars types it narrower


def main() -> None:
    """Print the three figures with their targets."""
    with tempfile.TemporaryDirectory() as folder:
        print(adding(folder), flush=True)
        print(first_price(folder), flush=True)
        os.environ["FROSTLINE_HOME"] = f"{folder}/priced"
        print(lines(), flush=True)


if __name__ == "__main__":
    main()
