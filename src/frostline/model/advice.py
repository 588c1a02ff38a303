"""What stands beside a claim: packs of checklists, cautions, contested questions and payer profiles."""

from dataclasses import dataclass
from typing import Literal

from frostline.model.encounter import Code, Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words


@dataclass(frozen=True, slots=True, eq=False)
class Element:
    """A thing the note must say, named as in the encounter, or as `documented` names it.

    `why`: the code or its units turn on it, or the medical necessity, or it belongs in every such record.
    """

    element: Word
    says: Word
    why: Literal["code", "necessity", "record"] = "record"


@dataclass(frozen=True, slots=True, eq=False)
class Checklist:
    """Elements that several families want, such as those of an operative report."""

    id: Word
    title: Word
    cite: Cite
    elements: tuple[Element, ...]


@dataclass(frozen=True, slots=True, eq=False)
class CautionCard:
    """A caution, and what calls for it; of the keys that are given, all must hold, each by any of its values.

    Of the patient: `conditions` in words, or `icd10` codes and stems (one of either is enough); `unlike` are phrases
    that hold such words and mean something else; `skin_types`, or `skin_type_unknown`. Of what was treated, by ids:
    `sites`, `tracts`, `natures`, `methods`; and `described`, words or codes of its lesion and site.
    """

    id: Word
    kind: Literal["contraindication", "site", "pigment", "healing"]
    says: Word
    cite: Cite
    methods: Words
    conditions: Words = ()
    unlike: Words = ()
    icd10: Words = ()
    skin_types: tuple[int, ...] = ()
    skin_type_unknown: bool = False
    sites: Words = ()
    tracts: Words = ()
    natures: Words = ()
    described: Words = ()

    @property
    def screens(self) -> bool:
        """Whether it turns on a condition of the patient."""
        return bool(self.conditions or self.icd10)


@dataclass(frozen=True, slots=True, eq=False)
class Neighbor:
    """A code that people take for one of a family, and the rule that excludes it."""

    code: Code
    because: Word


@dataclass(frozen=True, slots=True, eq=False)
class Repeat:
    """How soon such a treatment is commonly repeated: in words, and in days where a source gives them.

    `lesions`, `methods`: ids of the lesions and methods that it is said of; none means all of the family.
    """

    says: Word
    cite: Cite
    at_least: int | None = None
    at_most: int | None = None
    lesions: Words = ()
    methods: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One side of a contested question: the choice, what it gives, and who says so.

    `means`: the lesion or site term, or the diagnosis code, that the choice stands for.
    """

    choice: Word
    gives: Word
    cite: Cite
    means: Word | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Contest:
    """A question that the field has not settled; a payer profile may choose a side.

    `default`: the side taken, and said, where no profile chooses; without one the question is asked.
    A `habit` is spoken of only where a profile has it.
    """

    id: Word
    title: Word
    ask: Word
    sides: tuple[Side, ...]
    default: Word | None = None
    because: Word | None = None
    habit: bool = False

    def side(self, choice: str | None) -> Side | None:
        """Find a side by its choice."""
        return next((side for side in self.sides if side.choice == choice), None)


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """Habits of a payer or an office: sides of contested questions, and what it wants on a claim.

    Without `payers` it applies whoever pays.
    """

    id: Word
    title: Word
    payers: Words
    cite: Cite
    takes: dict[Word, Word]  # contest id to choice
