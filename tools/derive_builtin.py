"""Derive the built-in tables from a folder of official files.

python tools/derive_builtin.py --cms ../shared/data/cms --out src/frostline/reference/builtin
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that the script also runs by its path

from tools.derive import fields, standing, tables  # noqa: E402 - after the line above

from frostline.reference.manifest import entry  # noqa: E402 - as above

FIELD_CODES = Path(__file__).with_name("field_codes.txt")


def main() -> None:
    """Write every table and the manifest, and print their sizes."""
    given = _arguments()
    derived, asked = tables.derive(given.cms, fields.read(FIELD_CODES))
    for found in derived:
        size = tables.write(found, given.out)
        print(f"{found.release.table:10}{found.release.release:18}{found.rows.height:8} rows{size:9} bytes")
    tables.write_rows(asked, given.out / "asked" / "asked.parquet")
    for release, counted in standing.derive(given.cms).items():
        tables.write_rows(counted, given.out / "work" / f"{release}.parquet")
    (given.out / "manifest.json").write_text(manifest(derived), encoding="utf-8")


def manifest(derived: list[tables.Derived]) -> str:
    """The manifest as it is stored."""
    listed = [entry(found.release) for found in derived]
    return json.dumps(sorted(listed, key=lambda row: (row["table"], row["from"])), indent=1, sort_keys=True) + "\n"


def _arguments() -> argparse.Namespace:
    """The two folders."""
    parser = argparse.ArgumentParser(description="Derive the built-in tables from official files.")
    parser.add_argument("--cms", type=Path, required=True, help="folder of the official files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables")
    return parser.parse_args()


if __name__ == "__main__":
    main()
