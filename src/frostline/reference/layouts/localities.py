"""Tables by payment locality: cost indices, counties, anesthesia factors, and the ZIP codes in each."""

from collections.abc import Iterator

import polars as pl

from frostline.model import money
from frostline.model.errors import Fault, Faults
from frostline.reference.checking import ANY, LOCALITY, MAC, scaled, text, told
from frostline.reference.grids import LINE
from frostline.reference.layouts.layout import Columns, Fixed, Layout, Reading
from frostline.reference.opening import Content

INDEX = scaled(3, "an index with three places, below 3", before=r"[0-2]?")
STATE = text("[A-Z]{2}", "a state of two letters")
DOLLARS = scaled(4, "a factor in dollars", pl.Int64, before=r"\d{1,2}")
NUMBER = r"\d{1,5}"
FLOOR = money.GPCI_SCALE  # 1.0 (42 USC 1395w-4(e)(1)(E))
TITLE = r"FINAL CY 20\d\d GEOGRAPHIC"


def _places(rows: pl.DataFrame, source: str) -> pl.DataFrame:
    """Names without the asterisks of footnotes; where only the floored work index is published, work is null."""
    named = rows.with_columns(name=pl.col("name").str.strip_chars("* "))
    held = named if "work" in rows.columns else named.with_columns(work=pl.lit(None, dtype=pl.Int32))
    faults = [*_unfloored(held, source), *_swapped(held, source)]
    if faults:
        raise Faults(tuple(faults))
    return held


def _unfloored(rows: pl.DataFrame, source: str) -> Iterator[Fault]:
    """The floored work index is the other one, at least 1.0: what is not may be another column."""
    floored = pl.max_horizontal(pl.col("work").fill_null(FLOOR), pl.lit(FLOOR))
    odd = rows.filter(
        pl.col("work_floored").lt(FLOOR) | (pl.col("work").is_not_null() & pl.col("work_floored").ne(floored))
    )
    cells = [(line, money.fixed(index, money.GPCI_SCALE)) for line, index in odd.select(LINE, "work_floored").rows()]
    return told(cells, "PW GPCI with 1.0 Floor", "the work index, raised to 1.000 where it is lower", source)


def _swapped(rows: pl.DataFrame, source: str) -> Iterator[Fault]:
    """Malpractice differs from place to place more than practice expense does, in every year."""
    least, most = (rows.select(pl.col("mp", "pe").min()).row(0), rows.select(pl.col("mp", "pe").max()).row(0))
    if rows.height > 1 and most[0] - least[0] < most[1] - least[1]:
        yield Fault(source, None, "MP GPCI", "a narrower range than PE GPCI has", "a wider one: are the two swapped?")


INDICES = (
    r"Medicare Administrative Contractor(?: \(MAC\))?", "State", "Locality Number", "Locality Name",
)  # fmt: skip
PLACE = {"mac": (0, MAC), "state": (1, STATE), "locality": (2, LOCALITY), "name": (3, ANY)}
FLOORED = Columns(
    (*INDICES, r"20\d\d PW GPCI \(with 1\.0 Floor\)", r"20\d\d PE GPCI", r"20\d\d MP GPCI"),
    {**PLACE, "work_floored": (4, INDEX), "pe": (5, INDEX), "mp": (6, INDEX)},
    NUMBER,
    states=TITLE,
    finish=_places,
)
BOTH = Columns(
    (*INDICES, r"20\d\d PW GPCI \(without 1\.0 Floor\)", r"20\d\d PW GPCI \(with 1\.0 Floor\)", r"20\d\d PE GPCI",
     r"20\d\d MP GPCI"),
    {**PLACE, "work": (4, INDEX), "work_floored": (5, INDEX), "pe": (6, INDEX), "mp": (7, INDEX)},
    NUMBER,
    states=TITLE,
    finish=_places,
)  # fmt: skip
PINNED = Columns(
    ("mac", "state", "locality_number", "locality_name", "gpci_work", "gpci_pe", "gpci_mp"),
    {**PLACE, "work_floored": (4, INDEX), "pe": (5, INDEX), "mp": (6, INDEX)},
    NUMBER,
    finish=_places,
)


def _counties(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    """A state stands in the first of its rows only."""
    stated = pl.col("state").replace("", None).forward_fill().fill_null("")
    return rows.with_columns(state=stated, area=pl.col("area").str.strip_chars("* "))


COUNTIES = Columns(
    ("Medicare Admin(?:i)?strative Contractor", "Locality Number", "State", "Fee Schedule Area", "Counties"),
    {"mac": (0, MAC), "locality": (1, LOCALITY), "state": (2, ANY), "area": (3, ANY), "counties": (4, ANY)},
    NUMBER,
    notes=r"\*",
    states=r"20\d\d",
    finish=_counties,
)
COUNTIES_PINNED = Columns(
    ("mac", "locality_number", "state", "fee_schedule_area", "counties", "state_abb"),
    COUNTIES.cells,
    NUMBER,
    notes=r"\*",
    finish=_counties,
)
ANESTHETIC = {"mac": (0, MAC), "locality": (1, LOCALITY), "name": (2, ANY)}


def _one_factor(rows: pl.DataFrame, _: str) -> pl.DataFrame:
    named = rows.with_columns(name=pl.col("name").str.strip_chars("* "))
    return named.with_columns(factor_qp=pl.lit(None, dtype=pl.Int64))


ANESTHESIA = Columns(
    ("Contractor", "Locality", "Locality Name", r"(?:20\d\d )?(?:National )?Anes.*"),
    {**ANESTHETIC, "factor": (3, DOLLARS)},
    NUMBER,
    finish=_one_factor,
)
ANESTHESIA_TWO = Columns(
    ("Contractor", "Locality", "Locality Name", r"(?:20\d\d )?Qualifying.*", r".*Non-?Qualifying.*"),
    {**ANESTHETIC, "factor_qp": (3, DOLLARS), "factor": (4, DOLLARS)},
    NUMBER,
)
ANESTHESIA_PINNED = Columns(
    ("contractor", "locality", "locality_name", "anesthesia_conv_factor"),
    {**ANESTHETIC, "factor": (3, DOLLARS)},
    NUMBER,
    finish=_one_factor,
)
ZIP5 = Fixed(
    {
        "state": (1, 2, STATE),
        "zip": (3, 7, text(r"\d{5}", "a ZIP of five digits")),
        "mac": (8, 12, MAC),
        "locality": (13, 14, LOCALITY),
        "quarter": (76, 80, text(r"20\d\d[1-4]", "a year and its quarter, such as 20262")),
    },
    width=80,
    record=r"[A-Z]{2}\d{5}\d{5}\d\d",
    open_end=False,
)


def _zips(content: Content) -> Reading:
    """Each ZIP with its locality, as runs of consecutive ones."""
    listed = ZIP5.read(content).rows
    year, quarter = listed["quarter"][0][:4], listed["quarter"][0][4]
    return Reading(runs(listed), f"{year}Q{quarter}")


def runs(listed: pl.DataFrame) -> pl.DataFrame:
    """Runs of consecutive ZIP codes in one locality; a ZIP code that is not listed lies in no run."""
    number = pl.col("zip").cast(pl.Int32)
    same = pl.all_horizontal(pl.col(part).eq(pl.col(part).shift()) for part in ("mac", "locality"))
    starts = ~(same & number.sub(number.shift()).le(1)).fill_null(value=False)
    return (
        listed.sort("zip")
        .with_columns(run=starts.cum_sum())
        .group_by("run", maintain_order=True)
        .agg(pl.col(LINE, "mac", "locality").first(), first=pl.col("zip").first(), last=pl.col("zip").last())
        .select(LINE, "first", "last", "mac", "locality")
    )


LAYOUTS = (
    Layout("gpci", "cost indices, work floored", FLOORED.recognises, FLOORED.read),
    Layout("gpci", "cost indices, work with and without floor", BOTH.recognises, BOTH.read),
    Layout("gpci", "cost indices, decoded by a third party", PINNED.recognises, PINNED.read, official=False),
    Layout("counties", "localities and counties", COUNTIES.recognises, COUNTIES.read, tested=False),
    Layout(
        "counties",
        "localities and counties, decoded by a third party",
        COUNTIES_PINNED.recognises,
        COUNTIES_PINNED.read,
        official=False,
    ),
    Layout("anesthesia", "anesthesia factors", ANESTHESIA.recognises, ANESTHESIA.read, tested=False),
    Layout("anesthesia", "anesthesia factors, two", ANESTHESIA_TWO.recognises, ANESTHESIA_TWO.read, tested=False),
    Layout(
        "anesthesia",
        "anesthesia factors, decoded by a third party",
        ANESTHESIA_PINNED.recognises,
        ANESTHESIA_PINNED.read,
        official=False,
    ),
    Layout("zip", "ZIP to carrier locality, fixed positions", ZIP5.recognises, _zips, tested=False),
)
