"""How two policies differ, on the terminal: the class first, an example each way, then whatever else differs."""

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from frostline.engine.coverage.differing import DiffClass, Direction
from frostline.engine.coverage.differing_text import SCOPE
from frostline.interfaces.cli.listed import heading
from frostline.interfaces.cli.paper import draw, panel
from frostline.interfaces.policy_diff import MEANS, PARTS

if TYPE_CHECKING:
    from frostline.engine.coverage.differing import Decided, Example, PolicyDiff, Said
    from frostline.engine.coverage.differing_text import Change
    from frostline.model.policies import Policy

STYLES = {DiffClass.widened: "green", DiffClass.narrowed: "red", DiffClass.mixed: "yellow", DiffClass.status: "yellow"}
WAYS = {
    Direction.widened: ("Covered by B alone", "green"),
    Direction.narrowed: ("Covered by A alone", "red"),
    Direction.status: ("Not covered by either, with another outcome", "yellow"),
}
TITLES = dict(
    zip(PARTS, ("Criteria", "Codes", "To submit", "Cross references", "Notices", "About the policy"), strict=True)
)
ALIKE = 4  # other values of an example that are named; beyond, they are counted


def draw_policy_diff(found: "PolicyDiff") -> None:
    """Print a difference."""
    draw(panel("[bold]policy diff[/bold]", _parts(found)))


def _parts(found: "PolicyDiff") -> Iterator[RenderableType]:
    yield from (_name(letter, held) for letter, held in (("A", found.a), ("B", found.b)))
    yield Text()
    yield Text.assemble((found.kind, f"bold {STYLES.get(found.kind, 'cyan')}"), f"  {MEANS[found.kind]}")
    yield Text(_proven(found), style="dim")
    yield from (Text(f"• {remark}", style="yellow") for remark in found.remarks)
    for example in found.examples:
        yield Text()
        yield from _example(example)
    for part in PARTS:
        yield from _changes(TITLES[part], found.of(part))


def _name(letter: str, held: "Policy") -> Text:
    until = f" to {held.in_force.to}" if held.in_force.to else ""
    return Text.assemble(
        (f"{letter}  ", "bold"), (held.revision, "cyan"), f"{until}  {held.title}", (f"  {held.payer}", "dim")
    )


def _proven(found: "PolicyDiff") -> str:
    facts = f"{found.facts} fact{'s' if found.facts != 1 else ''}"
    return f"Proven over all {found.inputs:,} inputs that the criteria can tell apart, of {facts}."


def _example(example: "Example") -> Iterator[RenderableType]:
    title, style = WAYS[example.direction]
    against = ", which contradicts itself" if example.contradicts else ""
    yield heading(f"{title}, smallest example{against}", style)
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 3, 0, 0))
    for name in ("fact", "value", "A says", "B says"):
        table.add_column(name, overflow="fold")
    answers = [_says(example.a), _says(example.b)]
    for number in range(max(len(example.facts), *map(len, answers))):
        fact = example.facts[number : number + 1]
        cells = (fact[0].fact, _value(fact[0])) if fact else ("", Text())
        table.add_row(*cells, *(texts[number] if number < len(texts) else Text() for texts in answers))
    yield Padding(table, (0, 0, 0, 2))


def _value(fact: "Decided") -> Text:
    """A value, and how many others would do; steps of a scale stand in the value itself."""
    others = fact.alike if fact.value == fact.sample else ()
    named = " or ".join(others) if len(others) <= ALIKE else f"{len(others)} other values"
    return Text.assemble((fact.value, "bold"), (f" (or {named})" if others else "", "dim"))


def _says(said: "Said") -> list[Text]:
    by = "by its scope" if said.deciding == (SCOPE,) else f"by criterion {', '.join(said.deciding)}"
    words = str(said.outcome).replace("_", " ")
    own = f"“{said.status}”" if said.status and said.status != words else ""
    return [Text(words, style="bold"), *(Text(text, style="dim") for text in (by, own) if text)]


def _changes(title: str, changes: Sequence["Change"]) -> Iterator[RenderableType]:
    """Rows under a heading; names that changed in the same way stand together."""
    if not changes:
        return
    yield Text()
    yield heading(title, "cyan")
    alike: dict[tuple[str, str, str, str], list[str]] = {}
    for change in changes:
        alike.setdefault((change.change, change.a, change.b, change.proven), []).append(change.name)
    for (how, a, b, proven), names in alike.items():
        said = f"{how.replace('_', ' ')}{f', {proven}' if proven else ''}"
        shown = ", ".join(name.replace("_", " ") if title == TITLES["about"] else name for name in names)
        yield Padding(Text.assemble((shown, "bold"), f"  {said}"), (0, 0, 0, 2))
        yield from _both(a, b)


def _both(a: str, b: str) -> Iterable[RenderableType]:
    for letter, text, style in (("A", a, "red"), ("B", b, "green")):
        if text:
            row = Table.grid(padding=(0, 2, 0, 0))
            row.add_row(Text(letter, style=style), Text(text))
            yield Padding(row, (0, 0, 0, 4))
