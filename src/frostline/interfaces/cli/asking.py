"""Questions of coverage put to a person one by one, only while an answer can still decide."""

import sys
from collections.abc import Callable
from dataclasses import replace

import typer

from frostline.interfaces.cli.output import say
from frostline.model.claim import Outcome
from frostline.model.decision import Asked
from frostline.model.encounter import Encounter, FactValue
from frostline.model.errors import FrostlineError

Answer = Callable[[Encounter], Outcome]


def asked_through(encounter: Encounter, answer: Answer) -> tuple[Encounter, Outcome]:
    """Ask until nothing that is open can be answered; an empty answer leaves a fact unknown."""
    skipped: set[str] = set()
    outcome = answer(encounter)
    while (asked := _next(outcome, skipped)) is not None:
        given = _ask(asked)
        if given is None:
            skipped.add(asked.fact)
            continue
        told = replace(encounter, facts={**(encounter.facts or {}), asked.fact: given})
        try:
            encounter, outcome = told, answer(told)
        except FrostlineError as error:
            say(f"    {error}")
    return encounter, outcome


def _next(outcome: Outcome, skipped: set[str]) -> Asked | None:
    """Give the first question of the first decision that still has one."""
    return next((asked for found in outcome.coverage for asked in found.asked if asked.fact not in skipped), None)


def _ask(asked: Asked) -> FactValue | None:
    unit = f", in {asked.unit}" if asked.unit else ""
    say(f"\n  {asked.ask} ({asked.fact}{unit}; Enter: not known)")
    for lead in asked.leads_to:
        say(f"    {lead.answer}  ->  {lead.gives}")
    value = _typed("answer")
    if not value:
        return None
    if not asked.judgement:
        return FactValue(value)
    by = _typed("who judged it (a name)")
    return FactValue(value, by=by) if by else None


def _typed(what: str) -> str:
    try:
        return str(typer.prompt(f"  {what}", default="", show_default=False, err=not sys.stdin.isatty())).strip()
    except typer.Abort:
        return ""


def facts_to_keep(encounter: Encounter) -> str:
    """Write the facts as they belong into the encounter."""
    lines = ["facts:"]
    for name, held in (encounter.facts or {}).items():
        parts = {"value": held.value, "by": held.by, "on": held.on, "source": held.source}
        stated = ", ".join(f'{key}: "{part}"' for key, part in parts.items() if part is not None)
        lines.append(f"  {name}: {{{stated}}}")
    return "\n".join(lines)
