"""The first encounter of the design, with what a test wants otherwise; and outcomes as figures."""

from pathlib import Path

from frostline.api import bill, load_text
from frostline.model import money
from frostline.model.claim import Outcome, Question, Status
from frostline.model.encounter import Encounter

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "keratoses_and_bowen.yaml"
TEXT = EXAMPLE.read_text(encoding="utf-8")
MAC = '{mac: "02402", locality: "02"}'
PARTS = {
    "date": "date: 2026-05-04\n",
    "place": "place: office\n",
    "payer": "payer: medicare\n",
    "locality": 'locality: {zip: "98101"}\n',
    "qp": "qp: false, ",
}


def demo(**changes: str | None) -> Encounter:
    """The example with some keys otherwise, or (None) left out."""
    text = TEXT
    for key, value in changes.items():
        told = f"{key}: {value}" + PARTS[key][-2:] if key == "qp" else f"{key}: {value}\n"
        assert PARTS[key] in text
        text = text.replace(PARTS[key], told if value is not None else "")
    return load_text(text)


def claim(*lines: str, **keys: str) -> Encounter:
    """A finished Medicare claim of one day in Seattle, unless it is said otherwise."""
    told = {"date": "2026-05-04", "place": "office", "payer": "medicare", "locality": MAC, "provider": "{qp: false}"}
    head = "".join(f"{key}: {value}\n" for key, value in (told | keys).items() if value)
    return load_text(f"{head}lines:\n" + "".join(f"  - {line}\n" for line in lines))


def chart(*treated: str, **keys: str) -> Encounter:
    """A chart of one Medicare day in Seattle, unless it is said otherwise."""
    told = {"date": "2026-05-04", "place": "office", "payer": "medicare", "locality": MAC, "provider": "{qp: false}"}
    head = "".join(f"{key}: {value}\n" for key, value in (told | keys).items() if value)
    return load_text(f"{head}treated:\n" + "".join(f"  - {entry}\n" for entry in treated))


def lines(outcome: Outcome) -> list[tuple[str, int, tuple[str, ...]]]:
    """Code, units and modifiers, in the order of the claim."""
    return [(line.code, line.units, line.modifiers) for line in outcome.lines]


def amounts(outcome: Outcome) -> list[str | None]:
    """What is allowed for each line."""
    return [None if price.allowed is None else money.dollars(price.allowed) for price in outcome.prices]


def total(encounter: Encounter) -> str | None:
    """What is allowed in all."""
    found = bill(encounter).total_allowed
    return None if found is None else money.dollars(found)


def question(outcome: Outcome, key: str) -> Question:
    """The one question with that key."""
    asked = [held for held in outcome.questions if held.key == key]
    assert [key] == [held.key for held in asked]
    return asked[0]


def leads(outcome: Outcome, key: str) -> dict[str, str]:
    """What each answer to a question gives."""
    return {answer.answer: answer.gives for answer in question(outcome, key).leads_to}


def found(outcome: Outcome, *statuses: Status) -> list[tuple[str, int | None]]:
    """Edit and line of the findings of these statuses."""
    return [(held.edit, held.line) for held in outcome.findings if held.status in statuses]
