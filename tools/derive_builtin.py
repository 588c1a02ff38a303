"""Derive the built-in tables from a folder of official files.

python tools/derive_builtin.py --cms ../shared/data/cms --out src/frostline/reference/builtin
"""

import argparse
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # so that the script also runs by its path

from tools.derive import fields, frames, manifest, tables  # noqa: E402 - after the line above

FIELD_CODES = Path(__file__).with_name("field_codes.txt")


def main() -> None:
    """Write every table and the manifest, and print their sizes."""
    given = _arguments()
    derived = tables.derive(given.cms, fields.read(FIELD_CODES))
    for name, table in derived.items():
        size = frames.write(table, given.out / name)
        print(f"{name:10}{table.height:8} rows{size:9} bytes")
    listed = manifest.text(manifest.entries(given.cms, derived))
    (given.out / "manifest.json").write_text(listed, encoding="utf-8")


def _arguments() -> argparse.Namespace:
    """The two folders."""
    parser = argparse.ArgumentParser(description="Derive the built-in tables from official files.")
    parser.add_argument("--cms", type=Path, required=True, help="folder of the official files")
    parser.add_argument("--out", type=Path, required=True, help="folder for the tables")
    return parser.parse_args()


if __name__ == "__main__":
    main()
