"""Published tables and claim lines by hand, and the edits run over them, for many claims at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import polars as pl

from frostline.engine.edits.frame import LINES, Edit, dressed
from frostline.engine.edits.report import finding, named
from frostline.engine.edits.run import EDITS, columns, concerned, hits
from frostline.knowledge.book import book
from frostline.model.claim import Finding, Status
from frostline.model.tables import TABLES, Release, Tables

DAY = date(2026, 5, 4)
THROUGH = date(2026, 6, 30)
PACKS = book()
Rows = Sequence[tuple[Any, ...]]
COLUMNS: dict[str, dict[str, type[pl.DataType]]] = {
    "schedule": {
        "code": pl.String,
        "modifier": pl.String,
        "status": pl.String,
        "global_days": pl.String,
        "multiple": pl.String,
        "bilateral": pl.String,
        "pctc": pl.String,
    },
    "ptp": {
        "column_one": pl.String,
        "column_two": pl.String,
        "indicator": pl.Int8,
        "first": pl.Date,
        "last": pl.Date,
    },
    "mue": {"code": pl.String, "units": pl.Int32, "mai": pl.Int8},
    "addon": {"add_on": pl.String, "primary": pl.String, "kind": pl.Int8},
    "gpci": {"mac": pl.String, "locality": pl.String},
    "icd10": {"code": pl.String, "billable": pl.Boolean, "seventh": pl.Boolean},
    "oppscap": {"code": pl.String},
}
UNDATED = 3  # a pair by hand that says no days
STATED = 5  # a row of the schedule by hand that says everything
ASKED = {"code": pl.String, "schedule": pl.Boolean, "ptp": pl.Boolean, "mue": pl.Boolean, "addon": pl.Boolean}


@dataclass(frozen=True, slots=True)
class Said:
    """A finding and the claim it stands in."""

    claim: str
    finding: Finding

    @property
    def brief(self) -> tuple[str, int | None, str, Status]:
        """Claim, line, edit and status."""
        return (self.claim, self.finding.line, self.finding.edit, self.finding.status)


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows for a tiny set of tables; `absent` tables answer no day, `partial` ones know the `asked` codes only."""

    schedule: Rows = ()  # code, global days, multiple-procedure indicator; and, where they matter, bilateral and PC/TC
    ptp: Rows = ()  # column one, column two, indicator; and, where it matters, first and last day
    mue: Rows = ()
    addon: Rows = ()
    icd10: Rows = ()
    absent: frozenset[str] = frozenset()
    partial: frozenset[str] = frozenset()
    asked: frozenset[str] = frozenset()
    days: tuple[date, ...] = (DAY,)
    through: date = THROUGH

    def release(self, table: str) -> Release:
        """The only release of a table."""
        name = f"{table.upper()}-1"
        first = date(2026, 1, 1)
        return Release(table, name, "CMS", "by hand", "0" * 64, first, self.through, 1, table not in self.partial)

    def rows(self, table: str) -> Rows:
        """Rows of a table as its columns ask."""
        if table == "schedule":
            return [(row[0], "", "A", *row[1:], *[None] * (STATED - len(row))) for row in self.schedule]
        if table == "ptp":
            return [(*pair, None, None) if len(pair) == UNDATED else pair for pair in self.ptp]
        return () if table in {"gpci", "oppscap"} else getattr(self, table)

    def frame(self, table: str) -> pl.LazyFrame:
        """One table with its release."""
        kept = pl.LazyFrame(list(self.rows(table)), schema=COLUMNS[table], orient="row")
        return kept.with_columns(release=pl.lit(f"{table.upper()}-1"))

    def tables(self) -> Tables:
        """The tables as the engine sees them."""
        held = [table for table in TABLES if table not in self.absent]
        found = {(table, day): self.release(table) for table in held for day in self.days}
        known = [(code, True, True, True, True) for code in sorted(self.asked)]
        return Tables(
            answers=found,
            as_of=_as_of(found, self.days),
            asked=pl.LazyFrame(known, schema=ASKED, orient="row"),
            schedule=self.frame("schedule"),
            ptp=self.frame("ptp"),
            mue=self.frame("mue"),
            addon=self.frame("addon"),
            gpci=self.frame("gpci"),
            icd10=self.frame("icd10"),
            oppscap=self.frame("oppscap"),
        )


def _as_of(found: Mapping[tuple[str, date], Release], days: Sequence[date]) -> pl.LazyFrame:
    kinds: tuple[tuple[str, type[pl.DataType]], ...] = (("", pl.String), ("_complete", pl.Boolean))
    schema = {"date": pl.Date} | {f"{table}{end}": kind for table in TABLES for end, kind in kinds}
    rows = []
    for day in days:
        row: list[object] = [day]
        for table in TABLES:
            release = found.get((table, day))
            row += [release.release, release.complete] if release else [None, False]
        rows.append(row)
    return pl.LazyFrame(rows, schema=schema, orient="row")


@dataclass(frozen=True, slots=True)
class Row:
    """One claim line, or (`earlier`) a procedure of before."""

    code: str
    modifiers: tuple[str, ...] = ()
    claim: str = "1"
    line: int = 1
    patient: str = "p"
    provider: str | None = "q"
    date: date = DAY
    units: int | None = 1
    dx: tuple[str, ...] = ()
    cosmetic: bool = False
    pathology: str | None = None
    earlier: bool = False

    @property
    def cells(self) -> tuple[object, ...]:
        """The line in the order of the columns."""
        who = (self.claim, self.line, self.earlier, self.patient, self.provider, self.date)
        return (*who, self.code, list(self.modifiers), self.units, list(self.dx), self.cosmetic, self.pathology)


def numbered(*rows: Row) -> list[Row]:
    """The lines of one claim, numbered from 1."""
    return [replace(row, line=number) for number, row in enumerate(rows, start=1)]


def frame(rows: Iterable[Row]) -> pl.LazyFrame:
    """Lines as the edits take them."""
    return pl.LazyFrame([row.cells for row in rows], schema=LINES, orient="row")


def collected(held: pl.LazyFrame) -> pl.DataFrame:
    """Collect as `api` does."""
    return held.collect(engine="in-memory")


@dataclass(frozen=True, slots=True)
class Run:
    """The edits run over lines: what they say, and which of them passed."""

    said: list[Said] = field(default_factory=list)

    def of(self, edit: str) -> list[tuple[str, int | None, str]]:
        """Claim, line and status of what one edit says, in order."""
        held = [entry for entry in self.said if entry.finding.edit == edit]
        return sorted((s.claim, s.finding.line, str(s.finding.status)) for s in held)

    def texts(self, edit: str) -> list[str]:
        """What one edit says in words."""
        return sorted(entry.finding.because for entry in self.said if entry.finding.edit == edit)

    @property
    def brief(self) -> set[tuple[str, int | None, str, Status]]:
        """Claim, line, edit and status of everything."""
        return {entry.brief for entry in self.said}

    def silent(self, edit: str) -> bool:
        """Whether an edit has nothing to report, which is shown as passed."""
        return not self.of(edit)


def run(rows: Iterable[Row], sheet: Sheet, *, only_concerned: bool = False, streamed: bool = False) -> Run:
    """Every edit over all these lines at once, or those that concern them; in memory, or streamed in chunks."""
    tables = sheet.tables()
    ready = _in_chunks(dressed(frame(rows), tables)) if streamed else collected(dressed(frame(rows), tables)).lazy()
    wanted = frozenset(edit.id for edit in EDITS)
    if only_concerned:
        tests = collected(concerned(ready, PACKS)).row(0, named=True)
        wanted = frozenset(name for name, is_wanted in tests.items() if is_wanted)
    return Run(_said(ready, tables, wanted, streamed=streamed))


def _in_chunks(held: pl.LazyFrame) -> pl.LazyFrame:
    """Collected as a large file is, and cut into chunks of one row and of two."""
    found = held.collect(engine="streaming")
    cuts = [found.slice(at, 1 if at % 3 == 0 else 2) for at in range(found.height) if at % 3 < 2]
    return pl.concat(cuts, rechunk=False).lazy() if cuts else found.lazy()


def _said(ready: pl.LazyFrame, tables: Tables, wanted: frozenset[str], *, streamed: bool) -> list[Said]:
    looked = hits(ready, tables, PACKS, wanted)
    frames = pl.collect_all(
        [columns(hit, named(hit)) for _, hit in looked], engine="streaming" if streamed else "in-memory"
    )
    return [
        Said(row["claim"], finding(look, hit, row, tables.answers))
        for (look, hit), found in zip(looked, frames, strict=True)
        for row in found.iter_rows(named=True)
    ]


def edit_named(name: str) -> Edit:
    """An edit by its id."""
    return next(edit for edit in EDITS if edit.id == name)
