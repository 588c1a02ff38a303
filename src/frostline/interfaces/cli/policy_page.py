"""A policy on the terminal: days, scope, criteria as a tree, what each code settles, what to send."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from frostline.interfaces.cli.claim import trimmed
from frostline.interfaces.cli.listed import heading, listed
from frostline.interfaces.cli.paper import draw, panel
from frostline.interfaces.coverage import MARKS, REVIEW
from frostline.model.policies import Criterion, Policy
from frostline.model.words import in_words

if TYPE_CHECKING:
    from frostline.api.policies import Alone, Whole

FEW = 4  # codes of a row that are told one by one


def draw_list(policies: Iterable[Policy]) -> None:
    """Print a row for each revision."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("policy", "by", "title", "in force", "next review"):
        table.add_column(name, overflow="fold", no_wrap=name == "policy")
    for held in policies:
        table.add_row(held.revision, held.authority, escape(held.title), _days(held), held.reviewed.next or "")
    draw(table)


def _days(policy: Policy) -> str:
    return (
        f"{policy.in_force.from_} to before {policy.in_force.to}"
        if policy.in_force.to
        else f"from {policy.in_force.from_}"
    )


def draw_policy(found: "Whole") -> None:
    """Print a revision whole, but for its evidence."""
    held = found.policy
    draw(panel(f"[bold]{held.id}[/bold]  {escape(held.title)}", trimmed(_parts(found))))


def _parts(found: "Whole") -> Iterable[RenderableType]:
    held = found.policy
    yield from _facts_of_it(found)
    yield Tree(Text.assemble(("Scope  ", "bold cyan"), (held.scope.cite, "dim")), guide_style="dim")
    yield _tree(held.scope.within)
    yield Text("Outside it this policy addresses nothing; that is no denial.\n", style="dim")
    yield heading("Criteria, the first that is met decides", "cyan")
    for criterion in held.criteria:
        yield _tree(criterion)
    yield Text()
    if found.evidence:
        counts = ", ".join(f"{name} {count}" for name, count in found.evidence)
        yield Text.assemble(("Studies behind it  ", "bold cyan"), counts, ("  (--evidence WORDS shows them)\n", "dim"))
    if found.alone:
        yield heading("Codes, and what each settles by itself", "cyan")
        yield _codes(found.alone)
        yield Text()
    yield from listed("To send", "cyan", [(item.id, item.says, "") for item in held.information])
    others = [(other.see, f"{other.title}: when {_compact(other.when)}", "") for other in held.cross_references]
    yield from listed("Where else to look", "cyan", others)
    yield from listed("Standing notices", "magenta", [(n.id, n.says, "") for n in held.notices])
    asked = [(name, found.facts[name].ask, f"({found.facts[name].type})") for name in found.uses]
    yield from listed("Facts that it turns on", "yellow", asked)


def _facts_of_it(found: "Whole") -> Iterable[Text]:
    held = found.policy
    reviewed = held.reviewed
    rows = [
        ("in force", _days(held)),
        ("of", f"{held.payer} ({held.authority})"),
        ("for", ", ".join(held.lines_of_business) or "the page does not say for which lines of business"),
        ("reviewed", f"origin {reviewed.origin or '?'}, last {reviewed.last or '?'}, next {reviewed.next or '?'}"),
        ("source", str(held.cite)),
        ("held", ", ".join(found.revisions)),
        ("cases", f"{len(found.cases.cases)} beside it"),
        ("note", held.note or ""),
    ]
    for name, text in rows:
        if text:
            yield Text.assemble((f"{name:<9}", "dim"), text)
    yield Text()


def _tree(criterion: Criterion) -> Tree:
    tree = Tree(_said(criterion), guide_style="dim")
    _grow(tree, criterion)
    return tree


def _grow(tree: Tree, criterion: Criterion) -> None:
    for part in criterion.parts:
        _grow(tree.add(_said(part)), part)
    for name in criterion.names:
        tree.add(Text(f"named: {name}", style="dim"))


def _said(criterion: Criterion) -> Text:
    text = Text()
    if criterion.id:
        text.append(f"{criterion.id}  ", style="bold")
    if criterion.label:
        text.append(criterion.label)
    gate = "all of" if criterion.all_ else "any of" if criterion.any_ else "none of" if criterion.none else ""
    if gate:
        text.append(f" {gate}:" if text.plain else f"{gate}:", style="italic")
    if criterion.fact is not None:
        text.append("  " if text.plain else "").append(_compact(criterion), style="cyan")
    if criterion.outcome is not None:
        _, style = MARKS.get(criterion.outcome, REVIEW)
        text.append(f"  →  {in_words(criterion.outcome)}", style=f"bold {style}")
    if criterion.note:
        text.append(f"  ({criterion.note})", style="dim")
    return text


def _compact(criterion: Criterion) -> str:
    """Say a criterion in a line."""
    if criterion.fact is not None:
        tests = (f"{operator.replace('_', ' ')} {' / '.join(words)}" for operator, words in criterion.tests)
        return f"{criterion.fact} {' and '.join(tests)}"
    joined = (" and " if criterion.all_ else " or ").join(map(_compact, criterion.parts))
    return f"not ({joined})" if criterion.none else joined


def _codes(alone: Iterable["Alone"]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("code", "settles", "asks next"):
        table.add_column(name, overflow="fold", no_wrap=name == "code")
    for held in alone:
        codes = held.entry.codes
        name = ", ".join(codes) if len(codes) < FEW else f"{codes[0]}-{codes[-1]}"
        _, style = MARKS.get(held.outcome, REVIEW)
        settles = "nothing" if held.asks else f"{in_words(held.outcome)} ({', '.join(held.deciding)})"
        listed_ = "" if held.entry.listed else " (the link is ours)"
        table.add_row(f"{name}", Text(f"{settles}{listed_}", style="dim" if held.asks else style), ", ".join(held.asks))
    return table
