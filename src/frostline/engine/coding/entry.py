"""A treated entry as read: its words turned into terms of the vocabulary, or into questions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from frostline.model.claim import Question
from frostline.model.encounter import Pathology, Treated
from frostline.model.families import Family
from frostline.model.reason import Step
from frostline.model.vocabulary import Kind, LesionTerm, MethodTerm, SiteTerm


@dataclass(frozen=True, slots=True, eq=False)
class Spot:
    """One body site with its side and level, where the chart gives them."""

    term: SiteTerm
    side: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Entry:
    """A treated entry: what could be read of it, and what must be asked."""

    name: str
    treated: Treated
    nature: str | None = None
    could_be: tuple[str, ...] = ()  # natures that an open question about the lesion leaves possible
    either: bool = False  # the words name all of them and doubt none
    could_be_at: tuple[SiteTerm, ...] = ()  # sites that an open question leaves possible
    lesions: tuple[LesionTerm, ...] = ()
    spots: tuple[Spot, ...] = ()
    method: MethodTerm | None = None  # the first of them
    methods: tuple[str, ...] = ()
    approach: str | None = None
    extent: str | None = None
    imaging: tuple[str, ...] = ()
    strange: tuple[str, ...] = ()  # keys among them whose words are not understood
    by_defect: bool = False
    pathology: Pathology | None = None
    family: Family | None = None
    questions: tuple[Question, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def idle(self) -> bool:
        """Whether the clinician did nothing to it, such as a cream that the patient applies."""
        return self.method is not None and self.method.kind is Kind.none

    @property
    def size_cm(self) -> Decimal | None:
        """The diameter that counts: of the lesion, or of the wound after curettage where a payer profile takes that."""
        return self.treated.defect_cm if self.by_defect else self.treated.size_cm

    @property
    def tracts(self) -> tuple[str, ...]:
        """Organ systems that its sites route to, each once."""
        return unique(spot.term.tract for spot in self.spots if spot.term.tract)

    @property
    def groups(self) -> tuple[str, ...]:
        """Site groups of the malignant codes, each once."""
        return unique(spot.term.group for spot in self.spots if spot.term.group)

    @property
    def known_as(self) -> str:
        """Name it to people: the lesion in the chart's words, and where."""
        what = self.treated.lesion or self.treated.icd10 or "a lesion"
        return f"{what}, {self.treated.site}" if self.treated.site else what


def unique(names: Iterable[str]) -> tuple[str, ...]:
    """Each name once, in the order of first sight."""
    return tuple(dict.fromkeys(names))
