"""Published forms by hand: read as `reference add` reads them."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import pytest

from frostline.model.errors import Faults
from frostline.reference.checking import keyed
from frostline.reference.grids import LINE
from frostline.reference.layouts import addons, diagnoses, opps, pairs, places, rearranged, schedule, units
from frostline.reference.layouts.layout import Layout
from frostline.reference.opening import opened
from frostline.reference.schemas import SCHEMAS

CMS = Path(__file__).resolve().parents[4] / "shared" / "data" / "cms"
LAYOUTS: tuple[Layout, ...] = (
    *schedule.LAYOUTS, *pairs.LAYOUTS, *units.LAYOUTS, *addons.LAYOUTS, *diagnoses.LAYOUTS, *places.LAYOUTS,
    *opps.LAYOUTS, *rearranged.LAYOUTS,
)  # fmt: skip
Read = Callable[..., pl.DataFrame]
Told = tuple[int | None, str, str, str]
Refused = Callable[..., list[Told]]
Cell = str | int | float | None
TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def table(path: Path) -> pl.DataFrame:
    """Rows of the only table in a file, checked and sorted by its key."""
    (content,), _ = opened(path)
    layout = max(LAYOUTS, key=lambda each: each.recognises(content))
    assert layout.recognises(content)
    schema = SCHEMAS[layout.table]
    rows = layout.read(content).rows
    assert [LINE, *schema.columns] == rows.columns
    assert list(schema.columns.values()) == rows.drop(LINE).dtypes
    return keyed(rows, schema.key, content.name)


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def of(raw: bytes | str, name: str = "file.txt") -> pl.DataFrame:
        path = tmp_path / name
        path.write_bytes(raw if isinstance(raw, bytes) else raw.encode())
        return table(path)

    return of


@pytest.fixture
def refused(read: Read, tmp_path: Path) -> Refused:
    """What is told of a file that must not be read: line, column, found, expected; always with the file's name."""

    def of(raw: bytes | str, name: str = "file.txt") -> list[Told]:
        with pytest.raises(Faults) as caught:
            read(raw, name)
        assert {str(tmp_path / name)} == {fault.source for fault in caught.value.faults}
        return [(fault.line, fault.key, fault.found, fault.expected) for fault in caught.value.faults]

    return of


@pytest.fixture
def published() -> Callable[[str], pl.DataFrame]:
    def of(path: str) -> pl.DataFrame:
        if not CMS.is_dir():
            pytest.skip(f"the official files are not here: no folder {CMS.parent.parent.name}/data/cms")
        return table(CMS / path)

    return of


def _cell(value: Cell) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, str):
        return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def workbook(rows: Sequence[Sequence[Cell]], starts: int = 1) -> bytes:
    """A workbook of one sheet whose first row has this number."""
    lines = enumerate(rows, start=starts)
    body = "".join(f'<row r="{number}">{"".join(map(_cell, row))}</row>' for number, row in lines)
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{TYPES}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        '<sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData></worksheet>',
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, f'<?xml version="1.0" encoding="UTF-8"?>{text}')
    return stream.getvalue()


@pytest.fixture
def sheet() -> Callable[..., bytes]:
    return workbook
