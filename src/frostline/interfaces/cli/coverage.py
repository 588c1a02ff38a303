"""Coverage on the terminal: what each policy says of each line, what it asks, and what to send and to tell."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from frostline.interfaces.cli.listed import heading, listed
from frostline.interfaces.coverage import MARKS, REVIEW, Group, groups, headline, rests_on
from frostline.model.decision import Asked, Decision, Used
from frostline.model.policies import CoverageOutcome
from frostline.model.words import in_words

if TYPE_CHECKING:
    from frostline.model.claim import Outcome
    from frostline.model.notices import Notice

INDENT = (0, 0, 0, 6)


def in_short(outcome: "Outcome") -> Iterable[RenderableType]:
    """Give a line for each decision, for the claim; what was not checked stands among the rest that was not."""
    held = [group for group in groups(outcome.coverage) if group.decision.outcome is not CoverageOutcome.not_checked]
    if not held:
        return
    yield heading("Coverage", "cyan")
    for group in held:
        yield _said(group)
    if any(group.decision.asked for group in held):
        yield Text("      frostline cover asks, and says what each answer leads to", style="dim")
    yield Text()


def in_full(outcome: "Outcome") -> Iterable[RenderableType]:
    """Give every decision with what it rests on, what it asks, what to send and what to tell the member."""
    for group in groups(outcome.coverage):
        yield _said(group)
        for text in _whole(group.decision):
            yield Padding(text, INDENT)
        yield Text()
    asked = ", ".join(dict.fromkeys(question.key for question in outcome.questions))
    if asked:
        yield from listed("The claim itself still asks", "yellow", [("", f"{asked}: see frostline bill", "")])
    remarks = dict.fromkeys(remark for decision in outcome.coverage for remark in decision.remarks)
    yield from listed("To know", "dim", [("", remark, "") for remark in remarks])
    notices = dict.fromkeys(notice.says for decision in outcome.coverage for notice in decision.notices)
    yield from listed("The payer's standing notices", "magenta", [("", notice, "") for notice in notices])


def to_tell(notices: "tuple[Notice, ...]") -> Iterable[RenderableType]:
    """Name what the member should be told before the service, and the modifiers that go with it."""
    rows = []
    for title in dict.fromkeys(notice.title for notice in notices):
        notice = next(held for held in notices if held.title == title)
        rows.append((title, f"{' '.join(notice.says)}", "--notice FILE prints it" if notice.printable else ""))
        rows += [(code, when, "") for code, when in notice.modifiers]
    yield from listed("Tell the member before the service", "magenta", rows)


def _said(group: Group) -> Text:
    found = group.decision
    mark, style = MARKS.get(found.outcome, REVIEW)
    return Text.assemble(
        (f"  {mark} ", f"bold {style}"),
        (f"{group.name}  " if group.name else "", "bold"),
        (headline(found), style),
        "  ",
        (rests_on(found), "dim"),
    )


def _whole(found: Decision) -> Iterable[Text]:
    if found.title:
        by = f"; revision by {found.picked_by}" if found.policy else ""
        yield Text.assemble((found.title, "bold"), f"  {found.cite}{by}")
    for text in found.contradictions:
        yield Text.assemble(("contradiction  ", "bold red"), text)
    for number, asked in enumerate(found.asked, start=1):
        yield _question(number, asked)
    if found.used:
        yield Text.assemble(("known  ", "bold"), "; ".join(_known(found.used)))
    for held in found.considered:
        if held.policy != found.policy:
            yield Text.assemble(("also looked at  ", "dim"), f"{held.policy}: {in_words(held.outcome)}, {held.because}")
    for see in found.see:
        yield Text.assemble(("see  ", "bold cyan"), see)
    if found.information:
        yield Text.assemble(("send  ", "bold"), "; ".join(item.says for item in found.information))


def _known(all_: Iterable[Used]) -> Iterable[str]:
    """Say each fact and value once, with everything that says so."""
    sources: dict[tuple[str, str], list[str]] = {}
    for used in all_:
        by, on = f", by {used.by}" if used.by else "", f" on {used.on}" if used.on else ""
        sources.setdefault((used.fact, used.value), []).append(f"{used.source}{by}{on}")
    return (f"{fact} = {value} ({', '.join(held)})" for (fact, value), held in sources.items())


def _question(number: int, asked: Asked) -> Text:
    text = Text.assemble((f"{number} {asked.fact}  ", "bold yellow"), asked.ask)
    if asked.unit:
        text.append(f" ({asked.unit})")
    if asked.judgement:
        text.append(" A named person must answer (by).", style="italic")
    if asked.note:
        text.append(f" [{asked.note}]", style="red")
    for lead in asked.leads_to:
        text.append("\n    ").append(lead.answer, style="italic").append("  →  ", style="dim").append(lead.gives)
    return text
