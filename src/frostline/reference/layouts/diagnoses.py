"""ICD-10-CM: the tabular list (XML), and the order file, whose codes have their 7th characters written out."""

import re
from dataclasses import dataclass
from xml.parsers import expat

import polars as pl

from frostline.model.errors import Faults
from frostline.reference.checking import Cell, Kind, text, told, values
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Fixed, Layout, Reading
from frostline.reference.opening import Content, refused

CODE = text(r"[A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?", "a code of three to seven characters, a dot behind the third")
PLAIN = Kind(
    r"[A-Z][0-9A-Z]{2,6}",
    "a code of three to seven characters without a dot",
    lambda cell: pl.concat_str(cell.str.slice(0, 3), cell.str.slice(3).str.replace("^(.)", ".$1")),
)
BILLABLE = Kind("[01]", "0 (heading) or 1 (billable)", lambda cell: cell.eq("1"))
ROOT = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<ICD10CM\.tabular>(?:\s*<version>(20\d\d)</version>)?")
ROWS = {LINE: pl.UInt32, "code": pl.String, "above": pl.String, "billable": pl.Boolean, "seventh": pl.Boolean}


@dataclass(slots=True)
class _Diag:
    """A code with its line, the code above it, whether none is below, whether a 7th character is due."""

    line: int
    above: "_Diag | None"
    code: str = ""
    billable: bool = True
    seventh: bool = False

    @property
    def row(self) -> tuple[int, str, str, bool, bool]:
        """Those above are asked first: a 7th character is due of all codes below the one that says so."""
        self.seventh = self.seventh or (self.above is not None and self.above.seventh)
        return self.line, self.code, self.above.code if self.above else "", self.billable, self.seventh


class _Tabular:
    """Collects `diag` elements in their order."""

    def __init__(self) -> None:
        self.diags: list[_Diag] = []
        self.open: list[_Diag] = []
        self.path: list[str] = []

    def start(self, tag: str, line: int) -> None:
        """A code begins, or is told to need a 7th character."""
        inside = self.path[-1:] == ["diag"]
        if tag == "diag":
            above = self.open[-1] if inside else None
            if above:
                above.billable = False
            self.open.append(_Diag(line, above))
            self.diags.append(self.open[-1])
        elif tag == "sevenChrDef" and inside:
            self.open[-1].seventh = True
        self.path.append(tag)

    def end(self, tag: str) -> None:
        """All of an element has been told."""
        self.path.pop()
        if tag == "diag":
            self.open.pop()

    def text(self, words: str) -> None:
        """Names come in pieces."""
        if self.path[-2:] == ["diag", "name"]:
            self.open[-1].code += words


def _tabular(content: Content) -> Reading:
    """Every code of the tabular list; raises every fault of a code at once."""
    rows = pl.DataFrame([diag.row for diag in _parsed(content).diags], schema=ROWS, orient="row")
    if not rows.height:
        raise refused(content.name, "no code", "the codes of the tabular list")
    made = values(rows, {"code": Cell("name", "code", CODE)}, content.name)
    rows = rows.with_columns(made["code"])
    astray = rows.filter(~pl.col("code").str.starts_with(pl.col("above").str.strip_chars()))
    if astray.height:
        cells = astray.select(LINE, "code").rows()
        raise Faults(tuple(told(cells, "name", "a code that begins as the one above it", content.name)))
    found = ROOT.match(content.head)
    return Reading(rows.select(LINE, "code", "billable", "seventh"), (found and found[1]) or "")


def _parsed(content: Content) -> _Tabular:
    """The list, read without a tree; nothing in it may declare entities, which can grow without end."""
    if b"<!DOCTYPE" in content.data:
        raise refused(content.name, "a document type declaration", "the publisher's list, which has none")
    held, parser = _Tabular(), expat.ParserCreate("utf-8")
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, _: held.start(tag, parser.CurrentLineNumber)
    parser.EndElementHandler = held.end
    parser.CharacterDataHandler = held.text
    try:
        parser.Parse(content.data, True)  # noqa: FBT003 - takes no keyword
    except expat.ExpatError as error:
        found = f"XML that breaks off or is damaged ({error})"
        raise refused(content.name, found, "the whole file; download it again", error.lineno) from error
    return held


def _is_tabular(content: Content) -> float:
    return 0.0 if content.workbook else float(bool(ROOT.match(content.head)))


ORDER = Fixed(
    {"code": (7, 13, PLAIN), "billable": (15, 15, BILLABLE)},
    width=78,
    record=r"\d{5} [A-Z][0-9A-Z]{2}[0-9A-Z ]{4} [01] \S",
    finish=lambda rows, _: rows.with_columns(seventh=pl.lit(value=False)),
)

LAYOUTS = (
    Layout("icd10", "ICD-10-CM tabular list, XML", _is_tabular, _tabular, publisher="CDC/NCHS"),
    Layout("icd10", "ICD-10-CM order file", ORDER.recognises, ORDER.read, tested=False, publisher="CDC/NCHS"),
)
