"""The figures of a code: relative values, payment in both settings, localities, history, and where its work stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from frostline.api.paging.known import SETTINGS, Known
from frostline.api.paging.words import NONE, dollars, global_says, relative
from frostline.engine.standing.explaining import median, percent, rvu, times
from frostline.model import money
from frostline.model.pages import Block, Figure, Gap, Items, Said, Section, Table

TABLE = ("T",)
ENDS = 5  # localities at each end that are told in rows; the picture has all
CARRIER = (
    "The contractor sets the price of this code as a whole: there is no national figure, and none is shown as zero. "
    "Where it has components, 26 can have a price of its own: see the worked examples"
)


def values(known: Known) -> Section:
    """Give the four parts of the relative value in both settings, and how the two compare."""
    rows = [
        (
            name,
            *(_part(known, part, facility=facility) for part in ("work", "pe", "mp")),
            _total(known, facility=facility),
        )
        for facility, name in SETTINGS
    ]
    head = ("setting", "work RVU", "practice expense", "malpractice", "total RVU")
    table = Table(head, tuple(rows), f"Relative values, {_release(known)}", (1, 2, 3, 4), TABLE)
    blocks: list[Block] = [table] if known.row["status"] == "A" else [Gap(CARRIER)]
    if known.row["status"] == "A":
        note = "The work RVU is not the total: whoever prints it so leaves out practice expense and malpractice."
        blocks.append(Items((Said(note, TABLE),)))
        blocks.append(_by_part(known))
    return Section("rvu", "Relative values", tuple(blocks))


def _part(known: Known, part: str, *, facility: bool) -> str:
    if not known.done(facility=facility):
        return NONE
    return relative(known.at(facility=facility).row[part], known)


def _total(known: Known, *, facility: bool) -> str:
    total = known.at(facility=facility).price.total_rvu
    return relative(total, known) if known.done(facility=facility) else "not done in this setting"


def _release(known: Known) -> str:
    return ", ".join(known.releases) or "no release held"


def _by_part(known: Known) -> Figure:
    parts = (("work", "work"), ("pe", "practice expense"), ("mp", "malpractice"))
    points = tuple(
        (name, tuple(_number(known, part, facility=facility) for part, _ in parts)) for facility, name in SETTINGS
    )
    series = tuple(name for _, name in parts)
    return Figure("settings", "Office against facility", "RVU ×100", series, points, sources=TABLE)


def _number(known: Known, part: str, *, facility: bool) -> int | None:
    held = known.at(facility=facility)
    return held.row[part] if known.done(facility=facility) else None


def payment(known: Known) -> Section:
    """Give what Medicare allows nationally and by locality, with the limiting charge."""
    rows = tuple(_paid(known, qp=qp, facility=facility) for qp in (False, True) for facility, _ in SETTINGS)
    if not any(known.at(facility=facility).price.published for facility, _ in SETTINGS):
        return Section("payment", "What Medicare pays", (Gap(CARRIER),))
    head = ("setting", "provider", "factor", "allowed", "limiting charge")
    caption = f"National amounts of {known.day:%-d %B %Y}, one unit, no modifier, {_release(known)}"
    blocks: list[Block] = [Table(head, rows, caption, (2, 3, 4), TABLE), *_localities(known)]
    said = Said(
        "Allowed is not paid: the deductible and the patient's share come off; a facility bills its own fee besides."
    )
    return Section("payment", "What Medicare pays", (*blocks, Items((said,))))


def _paid(known: Known, *, qp: bool, facility: bool) -> tuple[str, ...]:
    held = known.at(facility=facility, qp=qp)
    factor = money.fixed(held.row["cf"], money.FACTOR_SCALE) if held.row["cf"] else NONE
    who = "qualifying APM participant" if qp else "everybody else"
    amounts = (dollars(held.price.published) or NONE, dollars(held.row["limiting"]) or NONE)
    return (dict(SETTINGS)[facility], who, factor, *amounts)


@dataclass(frozen=True, slots=True)
class _Spot:
    name: str
    office: int | None
    facility: int | None


def _localities(known: Known) -> Iterator[Block]:
    """Rank the localities by the office amount, or the facility amount where there is no office price."""
    held: dict[tuple[str, str], dict[bool, int | None]] = {}
    names = {(found.spot.mac, found.spot.locality): found.spot.name for found in known.local}
    for found in known.local:
        held.setdefault((found.spot.mac, found.spot.locality), {})[found.facility] = found.price.published
    spots = [_Spot(f"{names[key]} ({key[0]} {key[1]})", paid[False], paid[True]) for key, paid in held.items()]
    spots.sort(key=lambda spot: (spot.office or spot.facility or 0, spot.name))
    if not spots:
        return
    rows = [(spot.name, dollars(spot.office) or NONE, dollars(spot.facility) or NONE) for spot in spots]
    told = rows if len(rows) <= ENDS * 2 else [*rows[:ENDS], ("...", "...", "..."), *rows[-ENDS:]]
    caption = f"{len(spots)} localities, lowest and highest, everybody but qualifying participants"
    yield Figure(
        "localities",
        "Payment across the localities",
        "cents",
        ("office", "facility"),
        tuple((spot.name, (spot.office, spot.facility)) for spot in spots),
        sources=TABLE,
    )
    yield Table(("locality", "office", "facility"), tuple(told), caption, (1, 2), TABLE)


def history(known: Known) -> Section:
    """Give what each release held says of the code."""
    rows, points = [], []
    for office, facility in zip(known.years[0::2], known.years[1::2], strict=False):
        release, work = office.row["schedule"], office.row["work"]
        if release is None or office.row["status"] != "A":
            continue
        totals = tuple(
            held.price.total_rvu if held.price.published is not None else None for held in (office, facility)
        )
        money_ = (dollars(office.price.published), dollars(facility.price.published))
        texts = (relative(work, known), *(relative(total, known) or NONE for total in totals))
        rows.append((release, str(office.day), *texts, *(text or NONE for text in money_)))
        points.append((f"{release}", (work, *totals)))
    if not rows:
        return Section(
            "history", "Through the releases", (Gap(f"Relative values of {known.code} in the releases held"),)
        )
    head = ("release", "priced on", "work RVU", "total office", "total facility", "office", "facility")
    table = Table(head, tuple(rows), "Work, totals and national amounts by release held", (2, 3, 4, 5, 6), TABLE)
    series = ("work", "total office", "total facility")
    figure = Figure("history", "Relative values by release", "RVU ×100", series, tuple(points), sources=TABLE)
    return Section("history", "Through the releases", (figure, table, *_lacking(known)))


def _lacking(known: Known) -> Iterator[Gap]:
    """Name the years between the first and the last of which no release is held."""
    years = {office.day.year for office in known.years[0::2]}
    lacking = [str(year) for year in range(min(years), max(years)) if year not in years]
    if lacking:
        yield Gap(f"Relative values of {', '.join(lacking)}: add the publisher's file of that year")


def standing(known: Known) -> Section:
    """Say where the work of the code stands among the codes of Surgery and of its section."""
    held = known.standing
    if not held.positions:
        return Section("standing", "Where it stands", (Gap(held.why_not or "its place among other codes"),))
    rows = tuple(
        (
            found.population,
            f"{found.codes:,}",
            f"{percent(found.percent_below)} to {percent(found.percent_at_or_below)}",
            median(found.twice_median),
            times(found.median_to_work),
            f"{rvu(found.maximum)} ({found.highest})",
        )
        for found in held.positions
    )
    head = ("among", "codes", "percentile: below, to at or below", "median", "median over its work", "highest")
    caption = f"Work RVU {rvu(held.positions[0].work)} of {known.code} in {held.release}"
    points = tuple((f"{rvu(bar.first)} to {rvu(bar.end)}", (bar.codes,)) for bar in held.bars)
    work = held.positions[0].work
    mark = next((f"{rvu(bar.first)} to {rvu(bar.end)}" for bar in held.bars if bar.first <= work < bar.end), "")
    title = "Work among the codes of Surgery"
    figure = Figure("distribution", title, "codes", ("codes",), points, mark, caption, TABLE)
    return Section("standing", "Where it stands", (figure, Table(head, rows, caption, (1, 2, 3, 4, 5), TABLE)))


def limits(known: Known) -> Section:
    """Give the global period, the units a day and the indicators that payment turns on."""
    row = known.row
    units = f"{known.mue['units']} (adjudication indicator {known.mue['mai']})" if known.mue else NONE
    rows = (
        ("global days", f"{row['global_days'] or NONE}", global_says(known) or NONE),
        ("units a day (MUE)", units, UNITS.get(str(known.mue["mai"]) if known.mue else "", "no limit is held")),
        ("multiple procedures", row["multiple"] or NONE, INDICATORS["multiple"].get(row["multiple"] or "", "")),
        ("bilateral", row["bilateral"] or NONE, INDICATORS["bilateral"].get(row["bilateral"] or "", "")),
        ("assistant", row["assistant"] or NONE, INDICATORS["assistant"].get(row["assistant"] or "", "")),
        ("status", row["status"] or NONE, STATUS.get(row["status"] or "", "")),
    )
    table = Table(("what", "value", "means"), rows, f"{_release(known)} and the MUE table held", sources=("T", "M"))
    inside = (Items((Said(INSIDE),)),) if row["global_days"] in {"010", "090"} else ()
    return Section("limits", "Global period, units, indicators", (table, *inside))


INSIDE = "Inside the period its usual follow-up is paid with it: only what is separate is billed, with its modifier."
UNITS = {
    "1": "more units on one line are denied",
    "2": "more units of one day are denied, by policy",
    "3": "more units of one day are held back: records can show that they were needed",
}
STATUS = {"A": "payable", "C": "the contractor sets the price", "N": "not covered", "I": "not valid for Medicare"}
INDICATORS = {
    "multiple": {
        "0": "takes no reduction beside other procedures",
        "2": "takes the usual reduction beside other procedures: 100, 50, 50, 50, 50 percent",
        "3": "takes the reduction of its endoscopic family",
    },
    "bilateral": {
        "0": "50 pays nothing more",
        "1": "50 pays 150 percent",
        "2": "both sides are in the value already",
        "3": "each side is paid in full",
        "9": "does not apply",
    },
    "assistant": {
        "0": "an assistant is paid with proof of need",
        "1": "an assistant is not paid",
        "2": "an assistant is paid",
        "9": "does not apply",
    },
}
