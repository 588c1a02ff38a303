"""An outcome on the terminal: a claim that a biller can type from, then what stands in its way."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.markup import escape
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from frostline.interfaces.cli.beside import beside, excluded
from frostline.interfaces.cli.coverage import in_short
from frostline.interfaces.cli.listed import heading, listed
from frostline.interfaces.cli.paper import draw, panel
from frostline.model import money
from frostline.model.claim import Finding, Outcome, Price, Status
from frostline.model.reason import Currency, Step

if TYPE_CHECKING:
    from rich.tree import Tree

FORM_DIAGNOSES, FORM_POINTERS = 12, 4  # what a claim form (CMS-1500) holds, on the claim and on a line


def show(outcome: Outcome, *, why: bool) -> None:
    """Print an outcome; with `why` every reason down to its citation."""
    draw(panel(title(outcome), trimmed(_parts(outcome))), *([_reasons(outcome)] if why else []))


def trimmed(parts: Iterable[RenderableType]) -> list[RenderableType]:
    """Give the parts without the blank line at the end."""
    held = list(parts)
    while held and isinstance(held[-1], Text) and not held[-1].plain.strip():
        held.pop()
    return held


def title(outcome: Outcome) -> str:
    """Name an encounter and its day."""
    return f"[bold]{escape(outcome.id or 'encounter')}[/bold]  {outcome.date:%-d %B %Y}"


def _parts(outcome: Outcome) -> Iterable[RenderableType]:
    yield Text("  ·  ".join(f"{name} {value}" for name, value in outcome.header), style="dim")
    yield Text()
    yield _claim(outcome) if outcome.lines else Text("No line can be billed yet.", style="bold yellow")
    yield _diagnoses(outcome) if _pointers(outcome) else Text()
    yield from _shares(outcome)
    yield from _questions(outcome)
    yield from _edits(outcome.findings)
    yield from in_short(outcome)
    yield from listed("Makes no line", "yellow", [(n.about, n.because, n.remedy) for n in outcome.not_coded])
    yield from beside(outcome)
    yield from listed("Not checked", "yellow", [("", text, "") for text in outcome.not_checked])


def _claim(outcome: Outcome) -> Table:
    """Lines as a claim form has them: code, modifiers, units, pointers, amount."""
    table = _columns(outcome)
    prices = {price.line: price for price in outcome.prices}
    pointers = _pointers(outcome)
    for line in outcome.lines:
        price = prices.get(line.number)
        table.add_row(
            str(line.number),
            line.code,
            " ".join(line.modifiers),
            str(line.units or "?"),
            " ".join(pointers[code] for code in line.diagnoses),
            _amount(price.allowed if price else None),
            _rvu(price),
            escape(line.step.because),
        )
    return table


def _columns(outcome: Outcome) -> Table:
    estimate = any(price.currency is Currency.unconfirmed for price in outcome.prices)
    amount = "estimate $" if estimate else "allowed $"
    table = Table(box=None, pad_edge=False, show_footer=bool(outcome.prices), header_style="bold", footer_style="bold")
    table.add_column("#", justify="right", style="dim")
    table.add_column("code", footer="total", style="bold")
    table.add_column("modifiers", style="magenta")
    table.add_column("units", justify="right")
    table.add_column("dx", style="cyan")
    table.add_column(
        amount,
        justify="right",
        footer="not settled" if outcome.provisional else _amount(outcome.total_allowed),
        style="green",
    )
    table.add_column("wRVU", justify="right", footer=_work(outcome))
    table.add_column("because", style="dim", overflow="fold")
    return table


def _amount(cents: int | None) -> str:
    return "not priced" if cents is None else money.dollars(cents)


def _rvu(price: Price | None) -> str:
    return "" if price is None or price.work_rvu is None else money.fixed(price.work_rvu, money.RVU_SCALE)


def _work(outcome: Outcome) -> str:
    work = [price.work_rvu for price in outcome.prices]
    known = [value for value in work if value is not None]
    return money.fixed(sum(known), money.RVU_SCALE) if known and len(known) == len(work) else ""


def _pointers(outcome: Outcome) -> dict[str, str]:
    codes = dict.fromkeys(code for line in outcome.lines for code in line.diagnoses)
    return {code: _letter(number) for number, code in enumerate(codes)}


def _letter(number: int) -> str:
    """A to Z, then AA, AB ..."""
    first = chr(ord("A") + number // 26 - 1) if number >= 26 else ""  # noqa: PLR2004 - letters of the alphabet
    return f"{first}{chr(ord('A') + number % 26)}"


def _too_many(outcome: Outcome) -> bool:
    most = max((len(line.diagnoses) for line in outcome.lines), default=0)
    return len(_pointers(outcome)) > FORM_DIAGNOSES or most > FORM_POINTERS


def _diagnoses(outcome: Outcome) -> Text:
    text = Text("\n" if outcome.lines else "")
    for code, letter in _pointers(outcome).items():
        text.append(f"{letter} ", style="cyan").append(f"{code}   ")
    if _too_many(outcome):
        text.append(
            f"\na claim form holds {FORM_DIAGNOSES} diagnoses and {FORM_POINTERS} pointers a line", style="yellow"
        )
    text.append("\n")
    return text


def _shares(outcome: Outcome) -> Iterable[RenderableType]:
    if outcome.shares is not None:
        held = outcome.shares
        yield Text(
            f"patient owes ${money.dollars(held.patient)}; payer ${money.dollars(held.payer)} less sequestration "
            f"${money.dollars(held.sequestration)} = ${money.dollars(held.payer_after_sequestration)}\n"
        )


def _questions(outcome: Outcome) -> Iterable[RenderableType]:
    if not outcome.questions:
        return
    yield heading("Questions", "yellow")
    for asked in outcome.questions:
        yield Text.assemble(("  ? ", "bold yellow"), (f"{asked.key}  ", "bold"), asked.ask)
        for answer in asked.leads_to:
            yield Padding(Text.assemble((answer.answer, "italic"), ("  →  ", "dim"), answer.gives), (0, 0, 0, 6))
    yield Text()


def _edits(findings: tuple[Finding, ...]) -> Iterable[RenderableType]:
    """What failed in full; what passed in a line, the unconfirmed apart; what was not checked."""
    if not findings:
        return
    yield heading("Edits", "cyan")
    for found in findings:
        if found.status is Status.failed:
            yield Text.assemble(("  ✗ ", "bold red"), (f"{found.edit}{_on(found)}  ", "bold"), found.because)
            yield Padding(Text(found.remedy, style="green"), (0, 0, 0, 6))
    for found in findings:
        if found.status is Status.not_checked:
            yield Text.assemble(
                ("  – ", "bold yellow"),
                (f"{found.edit}{_on(found)}  ", "bold"),
                f"not checked: {found.because}",
            )
    passed = [found for found in findings if found.status is Status.passed]
    sure = [found.edit for found in passed if found.currency is not Currency.unconfirmed]
    if sure:
        yield Text.assemble(("  ✓ ", "bold green"), "passed: ", ", ".join(sure))
    for found in passed:
        if found.currency is Currency.unconfirmed:
            since = f"{found.release}, known through {found.known_through}"
            yield Text.assemble(("  ~ ", "bold yellow"), (f"{found.edit}  ", "bold"), f"passed, unconfirmed: {since}")
    yield Text()


def _on(found: Finding) -> str:
    return f" (line {found.line})" if found.line else ""


def _reasons(outcome: Outcome) -> "Tree":
    """The whole tree of reasons: coding and price of each line, findings, shares."""
    from rich.tree import Tree  # noqa: PLC0415 - only --why needs it

    tree = Tree(Text("Why", style="bold cyan"))
    prices = {price.line: price for price in outcome.prices}
    for line in outcome.lines:
        modifiers = f" {' '.join(line.modifiers)}" if line.modifiers else ""
        branch = tree.add(Text(f"line {line.number}: {line.code}{modifiers} × {line.units or '?'}", style="bold"))
        grow(branch, line.step)
        if line.number in prices:
            grow(branch, prices[line.number].step)
        for text in excluded(outcome, line.number):
            branch.add(text)
    if outcome.shares is not None:
        grow(tree, outcome.shares.step)
    branch = tree.add(Text("edits", style="bold"))
    for found in outcome.findings:
        branch.add(_said(f"{found.edit}: {found.status}", found.because, found.cite, found.release or ""))
    rests = tree.add(Text("checked against", style="bold"))
    for source in outcome.checked_against:
        days = f"{source.known_from} to {source.known_through}, {source.currency}" if source.known_from else ""
        rests.add(_said(f"{source.table} {source.release}", days, source.note, ""))
    return tree


def grow(tree: "Tree", step: Step) -> None:
    """Hang a reason and those below it on a tree."""
    branch = tree.add(_said(step.value, step.because, step.cite, ""))
    for smaller in step.steps:
        grow(branch, smaller)


def _said(value: str, because: str, cite: str, release: str) -> Text:
    source = " · ".join(part for part in (cite, release) if part)
    return Text.assemble((value, "green"), f"  {because}", (f"  [{source}]" if source else "", "dim"))
