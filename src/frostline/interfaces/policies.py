"""Policies as plain JSON values: what a revision holds, and what each of its codes settles by itself."""

from typing import TYPE_CHECKING, Any

from frostline.model.policies import GATES, Criterion, Policy

if TYPE_CHECKING:
    from frostline.api.policies import Alone, Whole

Json = dict[str, Any]


def listed(held: Policy) -> Json:
    """One row of the list of policies."""
    return {
        "policy": held.revision,
        "payer": held.payer,
        "authority": held.authority,
        "title": held.title,
        "from": str(held.in_force.from_),
        "to": str(held.in_force.to) if held.in_force.to else None,
        "next_review": held.reviewed.next,
        "codes": [code for entry in held.codes for code in entry.codes],
        "cite": str(held.cite),
    }


def policy(found: "Whole") -> Json:
    """One revision whole, but for its evidence."""
    held = found.policy
    return listed(held) | {
        "revisions": list(found.revisions),
        "lines_of_business": list(held.lines_of_business) or None,
        "reviewed": {"origin": held.reviewed.origin, "last": held.reviewed.last, "next": held.reviewed.next},
        "note": held.note,
        "scope": {"cite": held.scope.cite, "within": criterion(held.scope.within)},
        "criteria": [criterion(part) for part in held.criteria],
        "codes": [alone(entry) for entry in found.alone],
        "evidence": [{"criterion": name, "studies": count} for name, count in found.evidence],
        "information": [{"id": item.id, "says": item.says, "known_by": item.known_by} for item in held.information],
        "cross_references": [
            {"see": other.see, "title": other.title, "when": criterion(other.when)} for other in held.cross_references
        ],
        "notices": [{"id": n.id, "says": n.says, "outcomes": list(n.outcomes)} for n in held.notices],
        "facts": [_fact(found, name) for name in found.uses],
        "cases": len(found.cases.cases),
    }


def criterion(part: Criterion) -> Json:
    """One criterion and those under it; only what it has."""
    said = {"id": part.id, "label": part.label, "note": part.note, "fact": part.fact}
    made: Json = {key: value for key, value in said.items() if value is not None}
    made |= {operator: list(words) if operator == "in" else words[0] for operator, words in part.tests}
    made |= {
        gate.rstrip("_"): [criterion(smaller) for smaller in getattr(part, gate)]
        for gate in GATES
        if getattr(part, gate)
    }
    if part.outcome is not None:
        made |= {"outcome": part.outcome, "status": part.status, "otherwise": part.otherwise, "names": list(part.names)}
    return made


def alone(held: "Alone") -> Json:
    """What codes settle by themselves, and what must be asked, in order."""
    return {
        "codes": list(held.entry.codes),
        "says": held.entry.says,
        "listed": held.entry.listed,
        "implies": held.entry.implies,
        "outcome": held.outcome,
        "deciding": list(held.deciding),
        "asks": list(held.asks),
        "note": held.entry.note,
    }


def _fact(found: "Whole", name: str) -> Json:
    fact = found.facts[name]
    return {
        "fact": fact.id,
        "type": fact.type,
        "ask": fact.ask,
        "known_by": fact.known_by,
        "values": list(fact.domain),
        "groups": {word: list(members) for word, members in fact.groups.items()},
        "unit": fact.unit,
        "judgement": fact.judgement,
        "fresh_days": fact.fresh_days,
        "fhir": fact.fhir,
        "note": fact.note,
    }
