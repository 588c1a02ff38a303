"""How fast the main job is, as ratios against something run side by side in the same minute.

Targets: `import frostline` at most 0.1 s over bare Python; a cold `frostline bill` at most 2.5 times
`python -c "import polars"`; one warm encounter, everything included, at most 25 ms.
"""

import compileall
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

from frostline import bill, load_encounter

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "keratoses_and_bowen.yaml"
SOURCE = Path(__file__).resolve().parents[1] / "src" / "frostline"
ROUNDS, WARM_ROUNDS = 15, 100
START = "from frostline.interfaces.cli.main import run; run()"
BILL = f"import sys; sys.argv = ['frostline', 'bill', {str(EXAMPLE)!r}]; {START}"


def seconds(program: str) -> float:
    """Wall time of one Python program as a whole process."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    return time.perf_counter() - start


def paired(one: str, other: str) -> tuple[list[float], list[float]]:
    """Two programs in turn, so that a machine that slows down slows both."""
    seconds(one), seconds(other)
    runs = [(seconds(one), seconds(other)) for _ in range(ROUNDS)]
    return [run[0] for run in runs], [run[1] for run in runs]


def warm() -> list[float]:
    """Milliseconds of one encounter after the first: read, coded, edited, priced, explained."""
    bill(load_encounter(EXAMPLE))
    spent = []
    for _ in range(WARM_ROUNDS):
        start = time.perf_counter()
        bill(load_encounter(EXAMPLE))
        spent.append((time.perf_counter() - start) * 1000)
    return spent


def main() -> None:
    """Print the three figures with their targets; modules are compiled, as an installation has them."""
    compileall.compile_dir(SOURCE, quiet=1)
    ours, bare = paired("import frostline", "pass")
    over = median(a - b for a, b in zip(ours, bare, strict=True))
    print(f"import frostline        {over * 1000:7.1f} ms over bare Python      (target at most 100)")
    cold, polars = paired(BILL, "import polars")
    ratio = median(a / b for a, b in zip(cold, polars, strict=True))
    print(f"cold frostline bill     {ratio:7.2f} times import polars       (target at most 2.50)")
    print(f"  medians               {median(cold) * 1000:7.0f} ms and {median(polars) * 1000:.0f} ms")
    spent = sorted(warm())
    print(f"one warm encounter      {median(spent):7.1f} ms, 95 of 100 under {spent[94]:.1f}  (target at most 25)")


if __name__ == "__main__":
    main()
