"""Runs cases: an encounter (or a finished claim) with what is expected of it, in the form of the published cases."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from frostline.api import bill
from frostline.knowledge.encounters import encounter_of
from frostline.knowledge.text import parse
from frostline.model.claim import Line, Outcome, Status
from frostline.model.encounter import Encounter

HERE = Path(__file__).resolve().parent
OWN = HERE / "own"
PUBLISHED = HERE.parents[2] / "shared" / "cases"  # beside the checkout, not in it
CASE_KEYS = {"name", "grade", "source", "encounter", "claim", "expect", "note", "pending"}
EXPECT_KEYS = {"lines", "not_billable", "questions", "findings", "allowed"}
PRICE_KEYS = {"place", "locality", "qp"}  # questions about the amount; cases speak of code, units and modifiers


@dataclass(frozen=True, slots=True)
class Case:
    """One case of a file."""

    file: str
    name: str
    grade: str
    encounter: Encounter
    expect: dict[str, Any]
    is_claim: bool
    pending: str = ""  # why it cannot come out yet

    @property
    def label(self) -> str:
        return f"{self.file}: {self.name}"


def folder(path: Path) -> list[Case]:
    """Cases of every file of a folder, in the order of the names; none where there is no such folder."""
    return [case for file in sorted(path.glob("*.yaml")) for case in cases(file)]


def cases(path: Path) -> Iterator[Case]:
    """Cases of one file, read as strictly as encounters are: a misspelt key would check nothing."""
    text = path.read_text(encoding="utf-8")
    for held in parse(text, path.name):
        strange = (held.keys() - CASE_KEYS) | (held["expect"].keys() - EXPECT_KEYS)
        if strange:
            raise ValueError(f"{path.name}: {held['name']}: no such key: {', '.join(sorted(strange))}")
        encounter = encounter_of(held.get("encounter") or held["claim"], text, path.name)
        grade, pending = held.get("grade", ""), held.get("pending", "")
        yield Case(path.stem, held["name"], grade, encounter, held["expect"], "claim" in held, pending)


def misses(case: Case) -> list[str]:
    """What came out otherwise than expected; empty where all of it did."""
    outcome = bill(case.encounter)
    return [
        *_lines(case, outcome),
        *_not_billable(case, outcome),
        *_questions(case, outcome),
        *_findings(case, outcome),
        *_dollars(case, outcome),
    ]


def _lines(case: Case, outcome: Outcome) -> Iterator[str]:
    """Every expected line once and no other; a line without modifiers compares the units of its code."""
    if "lines" not in case.expect:
        return
    left = list(outcome.lines)
    for wanted in case.expect["lines"] or []:
        if "modifiers" not in wanted:
            same = [line for line in left if line.code == wanted["code"]]
            if sum(line.units for line in same) != int(wanted["units"]):
                yield f"expected {wanted['units']} units of {wanted['code']}, got {[line.units for line in same]}"
            left = [line for line in left if line.code != wanted["code"]]
            continue
        found = next((line for line in left if _fits(line, wanted)), None)
        if found is None:
            yield f"expected {wanted}, got {[_shown(line) for line in outcome.lines]}"
        else:
            left.remove(found)
    yield from (f"unexpected line {_shown(line)}" for line in left)


def _fits(line: Line, wanted: dict[str, Any]) -> bool:
    choices = [set(choice.split("|")) for choice in wanted["modifiers"] or []]
    modifiers = len(choices) == len(line.modifiers) and all(choice & set(line.modifiers) for choice in choices)
    diagnoses = set(wanted.get("diagnoses") or []) <= set(line.diagnoses)
    return line.code == wanted["code"] and line.units == int(wanted["units"]) and modifiers and diagnoses


def _shown(line: Line) -> str:
    return f"{line.code} {' '.join(line.modifiers)} × {line.units} {' '.join(line.diagnoses)}"


def _not_billable(case: Case, outcome: Outcome) -> Iterator[str]:
    codes = {line.code for line in outcome.lines}
    for code in case.expect.get("not_billable") or []:
        if code in codes:
            yield f"{code} must not be billed"


def _questions(case: Case, outcome: Outcome) -> Iterator[str]:
    if "questions" in case.expect:
        asked = {question.key for question in outcome.questions} - PRICE_KEYS
        if asked != set(case.expect["questions"] or []):
            yield f"expected the questions {case.expect['questions']}, got {sorted(asked)}"


def _findings(case: Case, outcome: Outcome) -> Iterator[str]:
    """In a claim the list is complete; elsewhere other edits may fire too."""
    fired = {finding.edit for finding in outcome.findings if finding.status is Status.failed}
    wanted = set(case.expect.get("findings") or [])
    if "findings" in case.expect and (fired != wanted if case.is_claim else not wanted <= fired):
        yield f"expected the findings {sorted(wanted)}, got {sorted(fired)}"


def _dollars(case: Case, outcome: Outcome) -> Iterator[str]:
    """Our own golden cases also give the allowed amount of each line, in the order of the claim."""
    if "allowed" in case.expect:
        got = [price.allowed for price in outcome.prices]
        wanted = [None if text is None else int(text.replace(".", "")) for text in case.expect["allowed"]]
        if got != wanted:
            yield f"expected the amounts {wanted}, got {got}"
