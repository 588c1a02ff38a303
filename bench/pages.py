"""How long pages take: one after the first, all of them with their pictures as a site, and how large they are.

Targets: the whole site in under 60 s on 2 cores, each page under 300 KB.
"""

import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from frostline.api.paging.page import codes, page

START = "from frostline.interfaces.cli.main import run; run()"


def main() -> None:
    """Print the time of a page and of the site, and the largest page."""
    page("17340")
    start = time.perf_counter()
    for code in codes():
        page(code)
    each = (time.perf_counter() - start) / len(codes())
    print(f"one page as data, warm  {each * 1000:7.1f} ms, of {len(codes())} codes")
    with TemporaryDirectory() as folder:
        out = Path(folder) / "site"
        program = f"import sys; sys.argv = ['frostline', 'report', 'all', '--out', {str(out)!r}]; {START}"
        start = time.perf_counter()
        subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
        spent = time.perf_counter() - start
        largest = max(out.glob("*.html"), key=lambda path: path.stat().st_size)
        print(f"the whole site          {spent:7.1f} s                       (target under 60)")
        print(f"the largest page        {largest.stat().st_size / 1000:7.0f} KB, {largest.name}     (target under 300)")


if __name__ == "__main__":
    main()
