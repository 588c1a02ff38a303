"""A page with every block and hostile text, built by hand."""

from datetime import date

from frostline.model.pages import (
    Answered,
    Disputed,
    Disputes,
    Example,
    Figure,
    Gap,
    Items,
    Named,
    Page,
    Questions,
    Said,
    Section,
    Table,
)

HOSTILE = "<script>alert(1)</script> #let x = 1 *b* _i_ `c` $m$ @r [l](javascript:x) | \\ \x1b[31mred &amp; \u202eback"
LONG = "W" * 400

BARS = Figure(
    kind="distribution",
    title="Work among the codes",
    unit="codes",
    series=("codes",),
    points=(("0.00 to 0.50", (50,)), ("0.50 to 1.00", (176,)), ("1.00 to 2.00", (1415,))),
    mark="0.50 to 1.00",
    caption="Work RVU 0.75",
    sources=("T",),
)
PLACES = Figure(
    kind="localities",
    title="Payment across the localities",
    unit="cents",
    series=("office", "facility"),
    points=tuple((f"Place {n:03}", (5000 + 13 * ((n * 37) % 109), 4000 + 11 * ((n * 37) % 109))) for n in range(109)),
)
YEARS = Figure(
    kind="history",
    title="Relative values by release",
    unit="RVU ×100",
    series=("work", "total office", "total facility"),
    points=(("RVU24A", (77, 158, 147)), ("RVU26B", (75, 158, None))),
)
SETTINGS = Figure(
    kind="settings",
    title="Office against facility",
    unit="RVU ×100",
    series=("work", "practice expense", "malpractice"),
    points=(("office", (75, 76, 7)), ("facility", (75, 44, 7)), ("home", (None, None, None))),
)
FIGURES = (BARS, PLACES, YEARS, SETTINGS)


def full(text: str = HOSTILE) -> Page:
    """Give a page on which the text stands in every place that takes one."""
    said = Said(text, (text, "T"))
    blocks = (
        Items((said, Said("For billers alone.", ("T",), ("biller",)), Said("For experts.", (), (), "expert"))),
        Items((Said("First wash."), Said("Then freeze.")), ordered=True),
        Table((text, "value"), ((text, "0.75"), (LONG, "1.58")), text, (1,), ("T",)),
        *FIGURES,
        Questions((Answered(f"{text}?", text, ("T",)),)),
        Disputes((Disputed(text, (Said("It is 0.75.", ("S1",)), Said(text, (text,))), "It is 1.58.", text),)),
        Example(text, text, ((text, "", "1", "L70.0", "$52.77", text),), text),
        Gap(text),
    )
    sections = (
        Section("all", text, blocks, links=("17110",)),
        Section("patient", "For the patient", (Items((Said("It stings."),)),), readers=("patient",)),
    )
    sources = (
        Named("T", "The table", "table", "April 2026", "https://www.cms.gov/x"),
        Named("S1", text, "document", "2025", "javascript:alert(1)"),
    )
    return Page(
        "17340", text, text, (text, "cryo acne"), text, date(2026, 6, 30), ("RVU26B",), sections, sources, (text,)
    )
