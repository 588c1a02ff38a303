"""Everything held about one code on one day: its card, its figures, its limits, its pairs, its place among others."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from frostline.api.quoting import Quote, Row, Terms, by_year, quote
from frostline.api.services import NATIONAL, Service, Where
from frostline.api.standing import standing
from frostline.api.terms import priced_as_of
from frostline.engine.standing.nouns import Standing
from frostline.knowledge.book import book
from frostline.knowledge.cards import Cards, cards
from frostline.model.cards import Named, PageCard
from frostline.model.errors import FrostlineError
from frostline.model.families import Family
from frostline.model.vocabulary import Kind
from frostline.reference.localities import all_on
from frostline.reference.releases import all_releases
from frostline.reference.store import Held

SETTINGS = ((False, "office"), (True, "facility"))
FREEZES = frozenset({"cryosurgery", "cryoablation", "cryolysis", "cryoneurolysis"})
TUMORS = frozenset({"malignant", "tumor", "cancer", "breast_cancer", "fibroadenoma", "soft_tissue_tumor", "dysplasia"})
TABLES = ("schedule", "mue", "ptp", "addon")


@dataclass(frozen=True, slots=True, eq=False)
class Known:
    """What a page is made of; `local` is for a provider who is no qualifying participant."""

    code: str
    day: date
    card: PageCard
    named: Named
    all_cards: Cards
    families: tuple[Family, ...]
    national: tuple[Quote, ...]
    local: tuple[Quote, ...]
    years: tuple[Quote, ...]
    standing: Standing
    mue: Row | None
    pairs: tuple[Row, ...]
    releases: tuple[str, ...]

    def at(self, *, facility: bool, qp: bool | None = False) -> Quote:
        """Give the national quote of a setting; of a year with one factor for everybody."""
        wanted = (found for found in self.national if found.facility is facility and found.qp in {qp, None})
        return next(wanted)

    def done(self, *, facility: bool) -> bool:
        """Whether the schedule has an amount for a setting: where it is marked as not done there it has none."""
        return self.at(facility=facility).price.published is not None

    @property
    def freezes(self) -> bool:
        """Whether the code can stand for a freeze: of a method of its own only by that, else by its family."""
        return any(_freezes(family, self.code) for family in self.families)

    @property
    def tumors(self) -> bool:
        """Whether a family of the code takes tumors."""
        return any(set(family.claims) & TUMORS for family in self.families)

    @property
    def row(self) -> Row:
        """The row of the schedule, whatever the setting."""
        return self.at(facility=False).row


def _freezes(family: Family, code: str) -> bool:
    if Kind.destruction not in family.methods or (family.only_methods and not FREEZES & set(family.only_methods)):
        return False
    choices = [choice for choice in (family.units.pick.codes if family.units.pick else ()) if choice.code == code]
    return not choices or any(not choice.method or FREEZES & set(choice.method) for choice in choices)


def latest_day() -> date:
    """The last day that the newest relative value file held is known for: pages are as of then."""
    held = [release for release in all_releases() if release.table == "schedule"]
    return max(held, key=lambda release: (release.from_, release.through)).through


def known(code: str, day: date) -> Known:
    """Gather what is held; raises `FrostlineError` for a code without a card."""
    held = cards()
    card = held.of(code)
    if card is None:
        raise FrostlineError(f"show: found {code}; expected a code of this field: {', '.join(held.codes)}")
    national, local, years = _quoted(day)
    tables = _limits(day)
    return Known(
        code=code,
        day=day,
        card=card,
        named=next(named for named in card.codes if named.code == code),
        all_cards=held,
        families=tuple(family for family in book().families_on(day) if code in family.units.codes),
        national=national[code],
        local=local[code],
        years=years[code],
        standing=standing(code)[0],
        mue=tables["mue"].get(code, [None])[0],
        pairs=tuple(tables["ptp"].get(code, [])),
        releases=tuple(sorted({found.row["schedule"] for found in national[code] if found.row["schedule"]})),
    )


Quoted = dict[str, tuple[Quote, ...]]


@cache
def _quoted(day: date) -> tuple[Quoted, Quoted, Quoted]:
    """Price every code of the cards at once: nationally, in every locality, and in every release held."""
    wanted = [Service(code) for code in cards().codes]
    everywhere = Where((NATIONAL, *all_on(priced_as_of(day))))
    national = quote(wanted, Terms(day))
    local = [found for found in quote(wanted, Terms(day, where=everywhere, qp=False)) if found.spot is not NATIONAL]
    years = [found for found in by_year(wanted, Terms(day)) if not found.qp]
    return _by_code(national), _by_code(tuple(local)), _by_code(tuple(years))


def _by_code(quotes: tuple[Quote, ...]) -> Quoted:
    held: dict[str, list[Quote]] = {code: [] for code in cards().codes}
    for found in quotes:
        held[found.service.code].append(found)
    return {code: tuple(found) for code, found in held.items()}


@cache
def _limits(day: date) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Units a day of every code, and the pairs among the codes of the cards."""
    codes = set(cards().codes)
    tables = Held().narrowed(codes, set(), {day}, TABLES)
    mue = {row["code"]: [row] for row in tables.mue.collect(engine="in-memory").to_dicts()}
    pairs: dict[str, list[dict[str, Any]]] = {}
    for row in tables.ptp.collect(engine="in-memory").to_dicts():
        if row["column_one"] in codes and row["column_two"] in codes and _in_force(row, day):
            for code in (row["column_one"], row["column_two"]):
                pairs.setdefault(code, []).append(row)
    return {"mue": mue, "ptp": pairs}


def _in_force(row: Row, day: date) -> bool:
    """Whether a pair has not ended; the release may be older than the day, and then says nothing of what came after."""
    return row["last"] is None or bool(row["last"] >= day)
