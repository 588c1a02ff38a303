"""The house keeps its own rules: sizes, citations, licences, and nothing of the machine it was written on."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from frostline.knowledge.book import PACKS, book
from frostline.knowledge.text import parse

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "frostline"
SCHEDULE = ROOT.parent / "shared" / "data" / "cms" / "pfs_2026" / "PPRRVU2026_Apr_nonQPP.txt"
MOST_MODULE, MOST_FUNCTION, MEBIBYTE = 400, 25, 1 << 20


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S607 - git of the path
    return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
            yield f"{path.name}: {node.name}", node.end_lineno - node.lineno + 1


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_no_module_grows_until_only_its_author_dares_to_edit_it(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_MODULE
    assert [name for name, length in functions(path) if length > MOST_FUNCTION] == []


@pytest.mark.parametrize("path", sorted(PACKS.rglob("*.yaml")), ids=lambda path: path.stem)
def test_every_pack_says_where_its_knowledge_comes_from(path: Path) -> None:
    pack = parse(path.read_text(encoding="utf-8"), path.name)
    parts = pack.get("values") or pack.get("sides")
    if isinstance(parts, list):
        assert all(part.get("cite") for part in parts)
    else:
        assert pack["cite"]["title"]


def test_every_edit_cites_its_source() -> None:
    from frostline.engine.edits.run import EDITS  # noqa: PLC0415 - only here

    assert all(edit.cite and edit.says.endswith(".") for edit in EDITS)


def test_no_tracked_file_is_large_or_names_a_place_on_this_machine() -> None:
    home, work = str(Path.home()), str(ROOT.parent)
    for path in tracked():
        assert path.stat().st_size <= MEBIBYTE, path
        if path.suffix in {".parquet", ".png"}:
            continue
        text = path.read_text(encoding="utf-8")
        assert work + "/" not in text, path
        assert len(home) < 4 or home + "/" not in text, path


@pytest.mark.skipif(not SCHEDULE.is_file(), reason="the official schedule is not here: no folder shared/data/cms")
def test_no_descriptor_of_our_codes_stands_in_packs_or_code() -> None:
    codes = {code for family in book().families for code in family.units.codes} | {
        code for held in book().beside for code in held.codes
    }
    rows = SCHEDULE.read_text(encoding="latin-1").splitlines()
    descriptors = {row[7:57].strip().casefold() for row in rows if row[:5] in codes}
    words = re.compile("|".join(re.escape(text) for text in sorted(descriptors) if len(text.split()) > 2))
    for path in [*PACKS.rglob("*.yaml"), *modules()]:
        assert words.search(path.read_text(encoding="utf-8").casefold()) is None, path


def test_the_readme_shows_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    from frostline.interfaces.cli.main import run  # noqa: PLC0415 - only here

    with pytest.raises(SystemExit):
        run(["bill", str(ROOT / "examples" / "keratoses_and_bowen.yaml")])
    printed = capsys.readouterr().out.strip()
    assert printed in (ROOT / "README.md").read_text(encoding="utf-8")
