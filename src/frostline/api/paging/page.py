"""One page about a code: every section in its order, the sources that it names, and the notices below."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from frostline.api.paging import cautions, coding, covering, figures, said
from frostline.api.paging.known import Known, known, latest_day
from frostline.api.paging.words import NONE, dollars, global_says, relative
from frostline.knowledge.cards import cards
from frostline.model.cards import Reader
from frostline.model.pages import Block, Disputes, Items, Named, Page, Questions, Section, Table

NOTICES = (
    "CPT is a trademark of the American Medical Association; labels here are ours and no descriptors are shown.",
    "No legal, medical or billing advice: the record, the payer's own text and the contract decide.",
)


OFFICE: tuple[Reader, ...] = ("clinician", "biller", "analyst")
FOR_THE_OFFICE = frozenset(
    {
        "workflow",
        "coding",
        "neighbors",
        "modifiers",
        "documentation",
        "diagnoses",
        "limits",
        "rvu",
        "history",
        "standing",
    }
    | {"payment", "coverage", "evidence", "paid", "pitfalls", "tips", "pearls", "technique"}
)


def codes() -> tuple[str, ...]:
    """Give every code that has a page."""
    return cards().codes


def page(code: str, day: date | None = None) -> Page:
    """Join everything held on a code as of a day, by default the last that the newest relative values are known for."""
    held = known(code.strip().upper(), day or latest_day())
    sections = tuple(_sections(held))
    named = {source for section in sections for block in section.blocks for source in sources_of(block)}
    return Page(
        code=held.code,
        label=held.named.label,
        plain=held.named.plain,
        aliases=held.named.aliases,
        family=held.card.title,
        date=held.day,
        releases=held.releases,
        sections=sections,
        sources=tuple(
            Named(source.id, source.title, source.kind, source.date or "", source.url or "")
            for source in held.all_cards.sources.values()
            if source.id in named
        ),
        notices=NOTICES,
    )


def _sections(held: Known) -> Iterator[Section]:
    """Give every section in its order; what is for the office is marked so, and a patient's reading leaves it out."""
    for section in _in_order(held):
        yield replace(section, readers=OFFICE) if section.id in FOR_THE_OFFICE else section


def _in_order(held: Known) -> Iterator[Section]:
    told = said.said(held)
    yield _summary(held)
    yield from (told[kind] for kind in ("context", "suits", "avoid"))
    yield cautions.cautions(held)
    yield from (told[kind] for kind in ("technique", "agents", "sessions", "setting", "specialties", "workflow"))
    yield coding.coding(held)
    yield coding.neighbors(held)
    yield coding.modifiers(held)
    yield coding.documentation(held)
    yield coding.diagnoses(held)
    yield figures.limits(held)
    yield figures.values(held)
    yield figures.payment(held)
    yield figures.history(held)
    yield figures.standing(held)
    yield covering.coverage(held)
    yield from filter(None, [covering.evidence(held)])
    yield from (
        told[kind] for kind in ("coverage", "recovery", "complications", "patient", "tips", "pitfalls", "pearls")
    )
    yield said.questions(held)
    yield from filter(None, [said.disagreements(held)])
    yield told["history"]
    yield from filter(None, [said.gaps(held)])


def _summary(held: Known) -> Section:
    """What a reader in a hurry wants: in a table of one screen."""
    office, facility = (held.at(facility=place).price for place in (False, True))
    rows = (
        ("work RVU", relative(held.row["work"], held) or NONE),
        ("total RVU, office / facility", _both(*(_total(held, facility=place) for place in (False, True)))),
        ("Medicare, national, office / facility", _both(dollars(office.published), dollars(facility.published))),
        ("global period", f"{held.row['global_days'] or NONE}: {global_says(held) or NONE}"),
        ("units a day", str(held.mue["units"]) if held.mue else NONE),
        ("policies that decide", ", ".join(policy.revision for policy in covering.policies_of(held)) or "none held"),
        ("as of", f"{held.day:%-d %B %Y}, {', '.join(held.releases) or 'no release'}"),
    )
    return Section("summary", "At a glance", (Table(("what", "value"), rows),))


def _total(held: Known, *, facility: bool) -> str:
    return relative(held.at(facility=facility).price.total_rvu, held) if held.done(facility=facility) else ""


def _both(office: str, facility: str) -> str:
    return f"{office or NONE} / {facility or NONE}"


def sources_of(block: Block) -> Iterator[str]:
    """Give the sources that a block names."""
    if isinstance(block, Items):
        yield from (source for item in block.items for source in item.sources)
    elif isinstance(block, Questions):
        yield from (source for asked in block.held for source in asked.sources)
    elif isinstance(block, Disputes):
        yield from (source for found in block.held for claim in found.claims for source in claim.sources)
    else:
        yield from getattr(block, "sources", ())
