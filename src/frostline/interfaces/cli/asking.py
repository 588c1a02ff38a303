"""Questions of coverage put to a person one by one, only while an answer can still decide."""

from collections.abc import Callable
from dataclasses import replace

import typer

from frostline.model.claim import Outcome
from frostline.model.decision import Asked, Decision
from frostline.model.encounter import Encounter, FactValue
from frostline.model.errors import FrostlineError

Answer = Callable[[Encounter], Outcome]
Key = tuple[tuple[str, ...], str]  # entries, and a fact of them


def asked_through(encounter: Encounter, answer: Answer) -> tuple[Encounter, Outcome]:
    """Ask until nothing that is open can be answered; an empty answer leaves a fact unknown."""
    skipped: set[Key] = set()
    outcome = answer(encounter)
    while (question := _next(outcome, skipped)) is not None:
        found, asked = question
        given = _ask(found, asked)
        if given is None:
            skipped.add((found.about, asked.fact))
            continue
        told = _told(encounter, found, {asked.fact: given})
        try:
            encounter, outcome = told, answer(told)
        except FrostlineError as error:
            _tell(f"    {error}")
    return encounter, outcome


def _next(outcome: Outcome, skipped: set[Key]) -> tuple[Decision, Asked] | None:
    """Give the first question of the first decision that still has one."""
    every = ((found, asked) for found in outcome.coverage for asked in found.asked if not asked.contradicted)
    return next(((found, asked) for found, asked in every if (found.about, asked.fact) not in skipped), None)


def _told(encounter: Encounter, found: Decision, given: dict[str, FactValue]) -> Encounter:
    """Add what was answered: to the entries that the decision is about, else to the encounter."""
    if not found.about:
        return replace(encounter, facts=(encounter.facts or {}) | given)
    entries = (
        replace(entry, facts=(entry.facts or {}) | given) if (entry.id or f"entry {at}") in found.about else entry
        for at, entry in enumerate(encounter.treated or (), start=1)
    )
    return replace(encounter, treated=tuple(entries))


def _ask(found: Decision, asked: Asked) -> FactValue | None:
    unit = f", in {asked.unit}" if asked.unit else ""
    about = ", ".join(part for part in (found.code or "", *found.about) if part)
    note = f" [{asked.note}]" if asked.note else ""
    _tell(f"\n  {about}: {asked.ask} ({asked.fact}{unit}; Enter: not known){note}")
    for lead in asked.leads_to:
        _tell(f"    {lead.answer}  ->  {lead.gives}")
    value = _typed("answer")
    if not value or not asked.judgement:
        return FactValue(value) if value else None
    by = _typed("who judged it (a name)")
    if not by:
        _tell("    not counted: a judgement needs the name of who made it")
    return FactValue(value, by=by) if by else None


def _typed(what: str) -> str:
    try:
        return str(typer.prompt(f"  {what}", default="", show_default=False, err=True)).strip()
    except typer.Abort:
        return ""


def _tell(text: str) -> None:
    """Talk beside standard output, which is for the answer."""
    typer.echo(text, err=True)


def facts_to_keep(encounter: Encounter) -> str:
    """Write the facts as they belong into the encounter, and into each of its treated entries."""
    lines = _yaml(encounter.facts, "")
    for at, entry in enumerate(encounter.treated or (), start=1):
        own = _yaml(entry.facts, "    ")
        lines += [f"  {entry.id or f'entry {at}'}, under treated:", *own] if own else []
    return "\n".join(lines)


def _yaml(facts: dict[str, FactValue] | None, indent: str) -> list[str]:
    lines = [f"{indent}facts:"] if facts else []
    for name, held in (facts or {}).items():
        parts = {"value": held.value, "by": held.by, "on": held.on, "source": held.source}
        stated = ", ".join(f'{key}: "{part}"' for key, part in parts.items() if part is not None)
        lines.append(f"{indent}  {name}: {{{stated}}}")
    return lines
