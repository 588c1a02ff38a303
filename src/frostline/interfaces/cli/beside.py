"""What stands beside a claim, on the terminal: documentation, cautions, the next session, contested questions."""

from collections.abc import Iterable

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from frostline.interfaces.cli.listed import heading, listed
from frostline.model.claim import Outcome, Seen


def beside(outcome: Outcome) -> Iterable[RenderableType]:
    """Everything that the clinician should read before signing."""
    yield from listed("The note still needs to say", "yellow", _missing(outcome))
    yield from listed("The encounter cannot show; look in the note", "dim", _to_check(outcome))
    yield from _contested(outcome)
    cautions = [(held.kind.replace("_", " "), held.says, "") for held in outcome.cautions]
    yield from listed("To weigh", "magenta", cautions)
    says = dict.fromkeys(held.says for held in outcome.plan)
    together = [(", ".join(held.code for held in outcome.plan if held.says == text), text, "") for text in says]
    yield from listed("Next session", "cyan", together)


WHY = {"code": "the code turns on it", "necessity": "medical necessity", "record": "for the record"}


def _missing(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What is missing, once for all lines that want it; what no entry is named for, with its lines."""
    codes: dict[tuple[str, str, str], dict[str, None]] = {}
    for held in outcome.documentation:
        if held.status is Seen.missing:
            codes.setdefault((held.element, held.says, WHY[held.why]), {})[held.code if not held.about else ""] = None
    return [
        (element, f"{': '.join(part for part in (', '.join(lines), says) if part)} ({why})", "")
        for (element, says, why), lines in codes.items()
    ]


def _to_check(outcome: Outcome) -> list[tuple[str, str, str]]:
    """What to look for, by its ids: a row for each line of the claim, lines that want the same in one."""
    wanted: dict[tuple[int, str], dict[str, None]] = {}
    for held in outcome.documentation:
        if held.status is Seen.to_check:
            wanted.setdefault((held.line, held.code), {})[held.element] = None
    alike: dict[str, dict[str, None]] = {}
    for (_, code), elements in wanted.items():
        alike.setdefault(", ".join(elements), {})[code] = None
    return [(", ".join(codes), elements, "") for elements, codes in alike.items()]


def _contested(outcome: Outcome) -> Iterable[RenderableType]:
    settled = [held for held in outcome.contested if held.taken]  # what is still open stands among the questions
    if not settled:
        return
    yield heading("Not settled in the field", "yellow")
    for held in settled:
        yield Text.assemble(("  ⚖ ", "bold yellow"), (f"{held.id}  ", "bold"), held.ask, f"  {held.because}")
        for side in held.sides:
            mark = "●" if side.choice == held.taken else "○"
            said = Text.assemble(
                f"{mark} ",
                (side.choice, "italic"),
                ("  →  ", "dim"),
                side.gives,
                (f"  [{side.cite.split(' (http')[0]}]", "dim"),
            )
            yield Padding(said, (0, 0, 0, 6))
    yield Text()


def excluded(outcome: Outcome, number: int) -> Iterable[Text]:
    """Codes that were not taken for a line, with the rule that excludes each; a citation once."""
    said = {line.step.cite for line in outcome.lines if line.number == number}
    for held in outcome.alternatives:
        if held.line == number:
            cite = "" if held.cite in said else f"  [{held.cite}]"
            said.add(held.cite)
            yield Text.assemble(("not ", "dim"), (held.code, "red"), f"  {held.because}", (cite, "dim"))
