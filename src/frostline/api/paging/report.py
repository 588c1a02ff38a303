"""Two short pages from the long one: the summary for a policy analyst, and the handout for the patient."""

from dataclasses import replace

from frostline.api.landscape import landscape_of
from frostline.api.paging.page import page, sources_of
from frostline.engine.coverage.comparing import Row
from frostline.model.errors import FrostlineError
from frostline.model.pages import Gap, Items, Page, Said, Section, Table
from frostline.model.words import in_words, tokens

KEY_PAYERS = ("Aetna", "Blue Cross Blue Shield", "Cigna", "UnitedHealthcare", "Medicare")
BLUES = (
    "bcbs",
    "blue cross",
    "blue shield",
    "highmark",
    "regence",
    "premera",
    "independence",
    "horizon",
    "anthem",
    "hcsc",
)
SUMMARY = (
    "summary", "context", "setting", "coding", "limits", "payment", "history", "standing", "coverage", "paid",
    "disagreements", "gaps",
)  # fmt: skip
HANDOUT = ("patient", "recovery", "complications")
LEAD = 3  # words
UNSEEN = "not seen: unknown, which is no denial"


def summary(code: str) -> Page:
    """Give what a policy analyst asks of a code: purpose, key payers, context, benchmarks, billing, updates, gaps."""
    whole = page(code)
    kept = {section.id: section for section in whole.sections}
    sections = [kept[name] for name in SUMMARY if name in kept]
    payers = Section("payers", "Key payers", (_payers(whole.code),))
    purpose = Said(
        f"What payers say of {whole.code} ({whole.label}), what it pays, and how it is billed, as of {whole.date}."
    )
    first = Section("purpose", "Purpose", (Items((purpose,)),))
    return replace(whole, sections=(first, sections[0], payers, *sections[1:]))


def _payers(code: str) -> Table:
    """Give the position of each key payer as it was seen, or that it was not."""
    try:
        rows = [(use.indication.label, row) for use in landscape_of(code=code).uses for row in use.rows]
    except FrostlineError:
        rows = []
    told: list[tuple[str, ...]] = []
    for payer in KEY_PAYERS:
        own = [(use, row) for use, row in rows if _is(payer, row)]
        told += [
            (payer, row.by, use, in_words(row.position.status), row.seen.effective or "not seen") for use, row in own
        ]
        told += [] if own else [(payer, "", "", UNSEEN, "")]
    return Table(("payer", "policy", "use", "position as seen", "effective"), tuple(told), "Key payers")


def _is(payer: str, row: Row) -> bool:
    name = row.seen.payer.casefold()
    if payer == "Blue Cross Blue Shield":
        return any(blue in name for blue in BLUES)
    if payer == "Medicare":
        return name.startswith(("cms", "medicare")) or row.seen.line_of_business == "Medicare"
    return payer.casefold() in name


def handout(code: str) -> Page:
    """Give the page for the patient: what to expect, how it heals, what can go wrong, when to call."""
    whole = page(code)
    sections = tuple(held for section in whole.sections if section.id in HANDOUT and (held := _for_patients(section)))
    named = {source for held in sections for block in held.blocks for source in sources_of(block)}
    own = tuple(source for source in whole.sources if source.id in named)
    none = (Section("patient", "For the patient", (Gap("words for the patient"),)),)
    return replace(whole, aliases=(), sources=own, sections=sections or none)


def _lead(says: str) -> tuple[str, ...]:
    """Give the first words of a statement, which say what it is about."""
    return tokens(says)[:LEAD]


def _for_patients(section: Section) -> Section | None:
    """Keep what is written for everybody or for patients; of the patient's section all of it."""
    items = [item for block in section.blocks if isinstance(block, Items) for item in block.items]
    own = (item for item in items if section.id == "patient" or "patient" in item.readers)
    by_lead = {_lead(item.says): item for item in reversed(tuple(own))}
    kept = tuple(reversed(by_lead.values()))  # of two that begin alike the first, which is the card's own
    return replace(section, blocks=(Items(kept),)) if kept else None
