"""What to weigh before freezing: contraindications, pigment and healing, from the caution cards that fit a code."""

from frostline.api.paging.known import Known
from frostline.knowledge.book import book
from frostline.model.advice import CautionCard
from frostline.model.pages import Block, Gap, Items, Said, Section, Table

FREEZES = ("cryosurgery", "cryoablation", "cryolysis", "cryoneurolysis")


def cautions(known: Known) -> Section:
    """Give every caution that freezing at these organs calls for, and healing by site where it is skin."""
    fitting = [card for card in book().cautions if _fits(card, known)]
    warned = tuple(Said(f"{_about(card)}{card.says}", ("R",)) for card in fitting if card.kind != "healing")
    blocks: list[Block] = [Items(warned)] if warned else [Gap("Cautions: none of the cards speaks of this code")]
    healing = tuple(
        (", ".join(card.sites).replace("_", " ") or "skin", card.says) for card in fitting if card.kind == "healing"
    )
    if known.card.skin and healing:
        blocks.append(Table(("site", "healing"), healing, "Healing by site", sources=("S0", "G")))
    return Section("cautions", "To weigh: cold disorders, pigment, healing", tuple(blocks))


def _about(card: CautionCard) -> str:
    named = ", ".join(card.conditions[:1])
    return f"{named}: " if named and named.casefold() not in card.says.casefold() else ""


def _fits(card: CautionCard, known: Known) -> bool:
    """Whether a card is about freezing anything, or about an organ of the code; pigment and healing are of the skin."""
    families = known.families
    freezes = any(not family.only_methods or set(family.only_methods) & set(FREEZES) for family in families)
    if not freezes:
        return False
    if card.kind in {"pigment", "healing"}:
        return known.card.skin
    tracts = {tract for family in families for tract in family.tracts}
    return not card.tracts or bool(set(card.tracts) & tracts)
