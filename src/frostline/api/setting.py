"""Where and for whom a claim is priced, as far as the encounter says; and what must be asked for it."""

from dataclasses import dataclass

from frostline.api.terms import priced_as_of
from frostline.engine.coding.entry import unique
from frostline.engine.coding.nearest import nearest, spelled_out
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Encounter
from frostline.model.errors import FrostlineError
from frostline.model.knowledge import Book
from frostline.model.reason import Currency
from frostline.model.tables import Release
from frostline.model.vocabulary import PlaceTerm
from frostline.reference.localities import named, of_zip
from frostline.reference.releases import all_releases, answering


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """Place, locality and factor; None where not known."""

    place: PlaceTerm | None
    place_question: Question | None
    mac: str | None
    locality: str | None
    national: bool
    locality_name: str
    qp: bool | None
    zip_currency: Currency | None
    sought: bool
    facility: bool | None = None  # which practice expense is paid
    why_no_locality: str = ""

    @property
    def located(self) -> bool:
        """Whether a locality is known."""
        return self.national or self.mac is not None


def setting(encounter: Encounter, book: Book) -> Setting:
    """Read place, locality and factor; a price is sought where the payer is Medicare or somebody named one of them."""
    places = read_place(encounter.place, book)
    mac, locality, currency, why = _located(encounter)
    national = encounter.locality is not None and encounter.locality.national
    name = "national" if national else ""
    if mac is not None and locality is not None:
        name = named(mac, locality, priced_as_of(encounter.date)) or f"MAC {mac} locality {locality}"
    sought = encounter.medicare or encounter.locality is not None or encounter.provider.qp is not None
    settings = {place.setting for place in places}
    return Setting(
        place=places[0] if len(places) == 1 else None,
        place_question=_which_place(encounter, places, book),
        mac=mac,
        locality=locality,
        national=national,
        locality_name=name,
        qp=encounter.provider.qp,
        zip_currency=currency,
        sought=sought,
        facility=settings == {"facility"} if len(settings) == 1 else None,
        why_no_locality=why,
    )


def read_place(text: str | None, book: Book) -> tuple[PlaceTerm, ...]:
    """Find the place of service by its two digits or its words: one, several that a word may mean, or none."""
    if text is None:
        return ()
    by_code = book.place(text)
    if by_code is not None:
        return (by_code,)
    found = book.indices["places"].read(text)
    if len(found) != 1 or found[0].kind not in {"term", "ambiguous"}:
        return ()
    places = (book.place(code) for code in found[0].name.split())
    return tuple(place for place in places if place is not None)


def _which_place(encounter: Encounter, places: tuple[PlaceTerm, ...], book: Book) -> Question | None:
    if encounter.place is None or len(places) == 1:
        return None
    offered = places or _near_places(encounter.place, book) or book.places.terms
    leads = tuple(Answer(f"{place.code} {place.words[0]}", place.setting.replace("_", "-")) for place in offered)
    ask = f'"{encounter.place}" is not one place of service; which was it?'
    return Question("place", ask, leads, "place", str(book.places.cite))


def _near_places(text: str, book: Book) -> tuple[PlaceTerm, ...]:
    """Places whose words look like the text: offered, never taken."""
    words = spelled_out(book.indices["places"])
    near = (book.place(code) for code in unique(words[word] for word in nearest(text, words)))
    return tuple(place for place in near if place is not None)


def _located(encounter: Encounter) -> tuple[str | None, str | None, Currency | None, str]:
    where = encounter.locality
    if where is None or where.national:
        return None, None, None, ""
    if where.zip is None:
        return where.mac, where.locality, None, ""
    found = of_zip(where.zip, encounter.date)
    if found is None:
        return (
            None,
            None,
            None,
            f"no ZIP to locality file is held for {encounter.date} or before; give mac and locality",
        )
    if isinstance(found, Release):
        raise FrostlineError(
            f"locality.zip: found {where.zip}; expected a ZIP that {found.release}, the list of localities, holds. "
            "Check the digits, or give mac and locality"
        )
    release = answering(all_releases(), "zip", encounter.date)
    return (*found, release.currency(encounter.date) if release else None, "")
