"""How it was reached, how far it went, what guided it: read from their own keys, else from the words of the method."""

from dataclasses import dataclass

from frostline.engine.coding.entry import unique
from frostline.model.claim import Answer, Question
from frostline.model.encounter import Treated
from frostline.model.knowledge import Book
from frostline.model.vocabulary import Details
from frostline.model.words import Index


@dataclass(frozen=True, slots=True, eq=False)
class DetailsRead:
    """Ids of the vocabulary; None where nobody says, or the words are not understood (`strange`, by key)."""

    approach: str | None = None
    extent: str | None = None
    imaging: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()


def read_details(treated: Treated, book: Book) -> DetailsRead:
    """Read the three details of an entry."""
    approach = _one(treated.approach, (treated.method,), book.approaches, book.indices["approaches"])
    extent = _one(treated.extent, (treated.lesion, treated.method), book.extents, book.indices["extents"])
    stated = treated.guidance or ()
    imaging = unique(name for text in stated for name in _terms(text, book.indices["imaging"]))
    doubtful = {
        "approach": treated.approach is not None and approach is None,
        "extent": treated.extent is not None and extent is None,
        "guidance": any(not _terms(text, book.indices["imaging"]) for text in stated),
    }
    return DetailsRead(approach, extent, imaging, tuple(name for name, odd in doubtful.items() if odd))


def _one(text: str | None, elsewhere: tuple[str | None, ...], details: Details, index: Index) -> str | None:
    """The one term of a text, those outranked left out; a text that speaks of it is not overruled by another."""
    for said in (text,) if text is not None else elsewhere:
        terms = _terms(said or "", index)
        outranked = {name for term in details.terms if term.id in terms for name in term.over}
        left = [name for name in terms if name not in outranked]
        strange = said is text and any(part.kind == "unknown" for part in index.read(said or ""))
        if len(left) == 1 and not strange:
            return left[0]
    return None


def _terms(text: str, index: Index) -> tuple[str, ...]:
    return unique(part.name for part in index.read(text) if part.kind == "term")


def words_of_details(book: Book) -> frozenset[str]:
    """Single words of the three vocabularies, which may stand in the words of a method."""
    indices = (book.indices[kind] for kind in ("approaches", "extents", "imaging"))
    return frozenset(word for index in indices for words in index.entries for word in words)


def strange_imaging(name: str, treated: Treated, book: Book) -> Question:
    """Ask what guided it where the words are not understood."""
    leads = tuple(Answer(term.words[0], "billed beside it, or part of it, by the code") for term in book.imaging.terms)
    ask = f'"{", ".join(treated.guidance or ())}" is not understood; what imaging guided it?'
    return Question("guidance", ask, leads, name, str(book.imaging.cite))
