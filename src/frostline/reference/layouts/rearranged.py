"""JSON that third parties made of official files: one object a row, under its key."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from frostline.model.errors import Faults
from frostline.reference.checking import ANY, CODE, LOCALITY, MAC, Cell, Kind, keyed, scaled, text, told, values
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Layout, Reading
from frostline.reference.layouts.localities import INDEX, STATE, runs
from frostline.reference.layouts.opps import GROUP, STATUS
from frostline.reference.layouts.schedule import RVU
from frostline.reference.opening import Content, refused
from frostline.reference.schemas import SCHEMAS

OPENS = re.compile(r'\s*(?<!\\)"[^"\\]*"\s*:\s*\{')
KEY = "key of the row"
Pairs = list[tuple[str, object]]
AMOUNT = scaled(2, "dollars and cents", pl.Int64)
ZIP = text(r"\d{5}", "a ZIP of five digits")
PAID = text(r"[A-Z]\d", "a payment indicator such as A2")


@dataclass(frozen=True, slots=True)
class Rearranged:
    """Objects under keys: what the keys and the members hold; "" names the key; members that are not ours are None."""

    table: str
    members: Mapping[str, tuple[str, Kind] | None]
    finish: Callable[[pl.DataFrame, str], pl.DataFrame] = lambda rows, _: rows

    @property
    def names(self) -> set[str]:
        """Names of the members of every object."""
        return set(self.members) - {""}

    def recognises(self, content: Content) -> float:
        """Whether the first object has exactly these members."""
        head = "" if content.workbook else content.head.lstrip()
        opens = OPENS.match(head, 1) if head.startswith("{") else None
        try:
            first = json.JSONDecoder().raw_decode(head, opens.end() - 1)[0] if opens else {}
        except (ValueError, RecursionError):
            return 0.0
        return float(self.names == set(first))

    def read(self, content: Content) -> Reading:
        """Check every member; raises every fault at once."""
        rows = _rows(content, self.names)
        cells = {ours[0]: Cell(name or KEY, name, ours[1]) for name, ours in self.members.items() if ours}
        made = self.finish(values(rows, cells, content.name), content.name)
        columns = SCHEMAS[self.table].columns
        unknown = [pl.lit(None, dtype=kind).alias(name) for name, kind in columns.items() if name not in made.columns]
        return Reading(made.with_columns(unknown).select(LINE, *columns))


def _rows(content: Content, names: set[str]) -> pl.DataFrame:
    """Objects as rows of text, figures as they are written; the key is the column "", its line `line`."""
    entries = _entries(content)
    odd = [
        (line, f"{key}: {', '.join(name for name, _ in row)}")
        for line, key, row in entries
        if len(row) != len(names) or {name for name, _ in row} != names
    ]
    if odd:
        raise Faults(tuple(told(odd, "members", f"each of {', '.join(sorted(names))} once", content.name)))
    cells = [{"": key, LINE: line, **{name: _text(value) for name, value in row}} for line, key, row in entries]
    return pl.DataFrame(cells, schema={LINE: pl.UInt32, "": pl.String, **dict.fromkeys(sorted(names), pl.String)})


def _entries(content: Content) -> list[tuple[int, str, Pairs]]:
    """Line, key and members of each object, also of keys that stand twice."""
    whole = content.data.decode()
    try:
        held = json.loads(whole, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=list)
    except json.JSONDecodeError as error:
        found = f"JSON that breaks off or is damaged ({error.msg})"
        raise refused(content.name, found, "the whole file; download it again", error.lineno) from error
    except RecursionError:
        held = []
    entries = [(key, row) for key, row in held if isinstance(row, list)]
    lines = _lines(whole)
    if not entries or not len(entries) == len(held) == len(lines):
        raise refused(content.name, "something else than objects of words and figures under keys", "one a row")
    return [(line, key, row) for line, (key, row) in zip(lines, entries, strict=True)]


def _text(value: object) -> str | None:
    """Words and figures as they are written; what is neither is odd wherever it stands."""
    return value if value is None or isinstance(value, str) else repr(value)


def _lines(whole: str) -> list[int]:
    """The line on which each object begins."""
    found, line, before = [], 1, 0
    for match in OPENS.finditer(whole):
        line += whole.count("\n", before, match.end())
        before = match.end()
        found.append(line)
    return found


def _runs(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """Each ZIP once, its place written twice alike; as runs of consecutive ones."""
    _agree(rows, pl.concat_str("mac", "locality", separator="_"), name)
    keyed(rows, ("zip",), name)
    return runs(rows.unique("zip", keep="first", maintain_order=True))


def _named(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    """The key repeats state and locality; names lose the asterisks of footnotes."""
    _agree(rows, pl.concat_str("state", pl.col("locality").cast(pl.Int32), separator="-"), name)
    return rows.with_columns(name=pl.col("name").str.strip_chars("* "))


def _agree(rows: pl.DataFrame, said: pl.Expr, name: str) -> None:
    """What the key says is what the members say."""
    odd = rows.filter(pl.col("key") != said)
    if odd.height:
        cells = odd.select(LINE, "key").rows()
        raise Faults(tuple(told(cells, "key", "the same as the members beside it", name)))


def _bare(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    """Whole services only; no base of endoscopies is known."""
    return rows.with_columns(modifier=pl.lit(""), endoscopic_base=pl.lit(""))


FORMS = (
    Rearranged(
        "zip",
        {
            "": ("zip", ZIP), "state": ("state", STATE), "carrier": ("mac", MAC), "locality": ("locality", LOCALITY),
            "key": ("key", ANY),
        },
        _runs,
    ),
    Rearranged(
        "gpci",
        {
            "": ("key", ANY), "name": ("name", ANY), "state": ("state", STATE), "locality": ("locality", LOCALITY),
            "work_gpci": ("work_floored", INDEX), "pe_gpci": ("pe", INDEX), "mp_gpci": ("mp", INDEX),
            "mac": ("mac", MAC),
        },
        _named,
    ),
    Rearranged(
        "schedule",
        {
            "": ("code", CODE), "desc": None, "work_rvu": ("work", RVU), "pe_rvu_fac": ("pe_facility", RVU),
            "pe_rvu_nonfac": ("pe_nonfacility", RVU), "mp_rvu": ("mp", RVU),
        },
        _bare,
    ),
    Rearranged(
        "opps", {"": ("code", CODE), "rate": ("rate", AMOUNT), "si": ("status", STATUS), "apc": ("apc", GROUP)}
    ),
    Rearranged(
        "asc", {"": ("code", CODE), "rate": ("rate", AMOUNT), "si": ("indicator", PAID)}
    ),
)  # fmt: skip

LAYOUTS = tuple(
    Layout(
        form.table, f"{SCHEMAS[form.table].title}, JSON of a third party", form.recognises, form.read, official=False
    )
    for form in FORMS
)
