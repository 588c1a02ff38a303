"""What to weigh before freezing: contraindications, pigment and healing, from the caution cards that fit a code."""

from frostline.api.paging.known import Known
from frostline.knowledge.book import book
from frostline.model.advice import CautionCard
from frostline.model.families import OVER
from frostline.model.pages import Block, Gap, Items, Said, Section, Table


def cautions(known: Known) -> Section:
    """Give every caution that freezing at these organs calls for, and healing by site where it is skin."""
    fitting = [card for card in book().cautions if _fits(card, known)]
    warned = tuple(Said(f"{_about(card)}{card.says}", ("R",)) for card in fitting if card.kind != "healing")
    blocks: list[Block] = [Items(warned)] if warned else [Gap("Cautions: none of the cards speaks of this code")]
    healing = tuple(
        (", ".join(card.sites).replace("_", " ") or "skin", card.says) for card in fitting if card.kind == "healing"
    )
    if known.card.skin and healing:
        blocks.append(Table(("site", "healing"), healing, "Healing by site", sources=("S0", "R")))
    return Section("cautions", "To weigh: cold disorders, pigment, healing", tuple(blocks))


def _about(card: CautionCard) -> str:
    named = ", ".join(card.conditions[:1])
    return f"{named}: " if named and named.casefold() not in card.says.casefold() else ""


def _fits(card: CautionCard, known: Known) -> bool:
    """Whether a card is about freezing anything, or about an organ of the code; pigment and healing are of the skin."""
    if not known.freezes:
        return False
    if card.kind in {"pigment", "healing"}:
        return known.card.skin
    return _is_anywhere(card) or _is_here(card, known)


def _is_anywhere(card: CautionCard) -> bool:
    """Whether a card turns on the patient alone, or on what was not recorded."""
    return not (card.sites or card.tracts or card.natures or card.described)


def _is_here(card: CautionCard, known: Known) -> bool:
    """Whether a card is about a lesion, an organ or a site of the families of the code."""
    every = {tract for family in known.families for tract in family.tracts}
    tracts = every - OVER if known.card.skin or "soft_tissue" in every else every  # not the organ that lies beneath
    natures = {nature for family in known.families for nature in family.claims}
    sites = {term.id for term in book().sites.terms if term.tract in tracts}
    if card.natures and not set(card.natures) & natures:
        return False
    if not (card.tracts or card.sites):
        return known.card.skin and bool(card.natures or card.described)
    return bool(set(card.tracts) & tracts or set(card.sites) & sites)
