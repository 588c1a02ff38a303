"""The facts that a payer's criteria may use: each declared once, with its type and its question."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from frostline.model.encounter import Word
from frostline.model.reason import Cite
from frostline.model.vocabulary import Words

YES, NO = "yes", "no"
Type = Literal["boolean", "one_of", "scale", "number", "date"]
KnownBy = Literal["clinical", "admin", "patient"]


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """What in a chart shows a value: ids of the vocabulary, or ICD-10-CM codes and stems; any of them does."""

    methods: Words = ()
    sites: Words = ()
    tracts: Words = ()
    natures: Words = ()
    lesions: Words = ()
    extents: Words = ()
    words: Words = ()  # the whole text of lesion or method, where no term of the vocabulary is that exact
    icd10: Words = ()


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One fact: `values` are those of one_of, or of a scale from low to high; `unit` is that of a number.

    `groups`: coarser words, each for several values. A judgement holds only where a named person made it.
    `sites`: the organs that it is about; without any it is about whichever lesion it is stated of.
    `implies`: what else a value settles. `fresh_days`: older records are marked, and decide all the same.
    `fhir`: where FHIR R4 holds it, as FHIRPath from the Bundle.
    """

    id: Word
    type: Type
    ask: Word
    known_by: KnownBy
    values: Words = ()
    groups: dict[Word, Words] = field(default_factory=dict)
    unit: Word | None = None
    least: Word | None = None  # of a number, what it can be at all
    most: Word | None = None
    judgement: bool = False
    sites: Words = ()
    fresh_days: int | None = None
    fhir: Word | None = None
    implies: dict[Word, dict[Word, Word]] = field(default_factory=dict)
    chart: dict[Word, Shown] = field(default_factory=dict)
    note: Word | None = None

    @property
    def domain(self) -> Words:
        """Every value, where they can be listed."""
        return (YES, NO) if self.type == "boolean" else self.values

    def members(self, word: str) -> Words:
        """Values that a word stands for: itself, or those of its group; none for a word that is not known."""
        return self.groups.get(word) or tuple(value for value in self.domain if value == word)


@dataclass(frozen=True, slots=True, eq=False)
class FactPack:
    """Facts that belong together."""

    id: Word
    title: Word
    cite: Cite
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The dictionary of facts, by id."""

    by_id: Mapping[str, Fact]

    def __getitem__(self, name: str) -> Fact:
        return self.by_id[name]

    def settled_by(self, name: str, value: str) -> dict[str, str]:
        """Give what a value of a fact settles of others, and what that settles in turn."""
        settled: dict[str, str] = {}
        left = dict(self.by_id[name].implies.get(value, {}))
        while left:
            other, word = left.popitem()
            if other not in settled:
                settled[other] = word
                left |= self.by_id[other].implies.get(word, {})
        return settled
