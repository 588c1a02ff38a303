"""How two policies differ, as plain JSON values with fixed keys, and the words that every face uses for it."""

from typing import TYPE_CHECKING, Any

from frostline.engine.coverage.differing import DiffClass

if TYPE_CHECKING:
    from frostline.engine.coverage.differing import Example, PolicyDiff, Said
    from frostline.engine.coverage.differing_text import Change
    from frostline.model.policies import Policy

Json = dict[str, Any]

PARTS = ("criteria", "codes", "information", "cross_references", "notices", "about")
MEANS = {
    DiffClass.same: "Nothing differs at all.",
    DiffClass.citation: "Every input is decided alike; only title, citation, note or dates differ.",
    DiffClass.wording: "Every input is decided alike; wording, numbers, order, codes or papers differ.",
    DiffClass.status: "What is covered stays the same; some input that is not covered gets another outcome.",
    DiffClass.widened: "Some input that A does not cover is covered by B, and none the other way.",
    DiffClass.narrowed: "Some input that A covers is not covered by B, and none the other way.",
    DiffClass.mixed: "Some input is covered by B alone, and some by A alone.",
}


def policy_diff_json(found: "PolicyDiff") -> Json:
    """Give a difference as one JSON object."""
    return {
        "a": _policy(found.a),
        "b": _policy(found.b),
        "class": found.kind,
        "means": MEANS[found.kind],
        "proven_over": {"facts": found.facts, "inputs": found.inputs},
        "examples": [_example(example) for example in found.examples],
        **{part: [_change(change) for change in found.of(part)] for part in PARTS},
        "remarks": list(found.remarks),
    }


def _policy(held: "Policy") -> Json:
    return {
        "revision": held.revision,
        "id": held.id,
        "payer": held.payer,
        "authority": held.authority,
        "title": held.title,
        "from": str(held.in_force.from_),
        "to": str(held.in_force.to) if held.in_force.to else None,
        "cite": str(held.cite),
    }


def _example(example: "Example") -> Json:
    return {
        "direction": example.direction,
        "facts": [
            {"fact": fact.fact, "value": fact.value, "sample": fact.sample, "alike": list(fact.alike)}
            for fact in example.facts
        ],
        "a": _said(example.a),
        "b": _said(example.b),
        "contradicts_itself": example.contradicts,
    }


def _said(said: "Said") -> Json:
    return {"outcome": said.outcome, "status": said.status or None, "deciding": list(said.deciding)}


def _change(change: "Change") -> Json:
    return {
        "name": change.name,
        "change": change.change,
        "a": change.a or None,
        "b": change.b or None,
        "proven": change.proven or None,
    }
