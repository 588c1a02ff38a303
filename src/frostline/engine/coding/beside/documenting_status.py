"""Whether an element is documented: the encounter shows it, lacks it, or has no key that could show it."""

from collections.abc import Callable, Iterable
from dataclasses import fields

from frostline.engine.coding.entry import Entry
from frostline.model.claim import Seen
from frostline.model.encounter import Notice, Pathology, Service, Treated
from frostline.model.vocabulary import Kind

NEVER_COUNTED = frozenset({"probes", "cycles"})
"""Keys that an encounter may leave out without a loss: their silence says nothing of the note."""
KEYS = frozenset(held.name for held in fields(Treated)) - NEVER_COUNTED
GENERAL = frozenset({Kind.destruction, Kind.photodynamic})  # methods that do not say how


def seen(entry: Entry, element: str) -> Seen:
    """Whether one treated entry shows an element."""
    look = LOOKS.get(element)
    shown = look(entry) if look else bool(getattr(entry.treated, element, None))
    return _seen(element in KEYS, shown or element in (entry.treated.documented or ()))


def seen_by(entries: Iterable[Entry], element: str, enough: Callable[[Iterable[bool]], bool] = all) -> Seen:
    """Whether the entries of a line show an element: all of them, or any, whichever is enough."""
    found = [seen(entry, element) for entry in entries]
    return _seen(Seen.missing in found, enough(status is Seen.documented for status in found))


def seen_of_service(service: Service, element: str, treated: Iterable[Treated]) -> Seen:
    """Whether a service shows an element, or the note of the entry it was for; a visit is about them all."""
    heard = () if service.lesion else [held for held in treated if service.treats in {None, held.id}]
    listed = any(element in (held.documented or ()) for held in heard)
    shown = {"diagnoses": bool(service.diagnoses), "treats": bool(service.treats or service.lesion)}
    return _seen(element in shown, listed or shown.get(element, False))


def _seen(has_key: bool, shown: bool) -> Seen:  # noqa: FBT001 - two answers, named at each call
    if shown:
        return Seen.documented
    return Seen.missing if has_key else Seen.to_check


def _where(entry: Entry) -> bool:
    """A site; with its side where a line without a side or a lid is not complete."""
    pick = entry.family.units.pick if entry.family else None
    if pick is not None and (pick.sided == "asked" or pick.per == "lid"):
        return bool(entry.spots) and all(spot.side for spot in entry.spots)
    return bool(entry.treated.site or entry.spots)


def _how(entry: Entry) -> bool:
    """A method, but for words such as destruction that say of no means."""
    return entry.treated.method is not None and (entry.method is None or entry.method.id not in GENERAL)


LOOKS: dict[str, Callable[[Entry], bool]] = {
    "site": _where,
    "method": _how,
    "size_cm": lambda entry: entry.size_cm is not None,
    "approach": lambda entry: bool(entry.approach or entry.treated.approach),
    "extent": lambda entry: bool(entry.extent or entry.treated.extent),
    "pathology": lambda entry: entry.pathology is Pathology.confirmed,
    "notice": lambda entry: entry.treated.notice in {Notice.signed, Notice.voluntary},
}
"""Keys that more than their bare value shows, such as words of the method that name the approach."""
