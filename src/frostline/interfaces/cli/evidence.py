"""What stands behind a policy, on the terminal: studies, guidelines, references, faults; devices and complications."""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from frostline.engine.coverage.citations import citation_faults, share
from frostline.engine.coverage.evidence import faults_of, shown
from frostline.interfaces.cli.listed import heading, listed
from frostline.interfaces.cli.paper import PIPE_WIDTH, draw, paper
from frostline.interfaces.evidence import pmid_of, remark
from frostline.model.evidence import Background, CitationFault, EvidenceRoom, Guideline, Reference, Regulatory, Study
from frostline.model.vocabulary import Words

Row = tuple[str, str, str]  # name, text, remedy
TO_CHECK = "To check in the policy's own citations and figures"


def draw_evidence(room: EvidenceRoom, words: str) -> None:
    """Print the rows that hold every word (no words: all), guidelines, references, and the faults among them."""
    part = shown(room, words)
    if not (part.evidence or part.guidelines or part.references):
        nothing = f"no study, guideline or reference holds all of: {words}"
        _draw(*_head(room), Text(nothing, style="yellow"))
        return
    _draw(
        *_head(room),
        *_studies(part.evidence, citation_faults(room)),
        *listed("Guidelines", "cyan", [_guideline(held) for held in part.guidelines]),
        *_references(part.references),
        *listed(TO_CHECK, "yellow", [_fault(held) for held in faults_of(room, part)]),
    )


def draw_background(room: EvidenceRoom) -> None:
    """Print background, complications, devices and summary, and what the page does not state."""
    harms = [(held.id.replace("_", " "), held.says, "") for held in room.complications]
    _draw(
        *_head(room),
        *listed("Background", "cyan", _told(room.background)),
        *listed("Complications in any organ, to be told before consent", "magenta", harms),
        *_devices(room.regulatory),
        *listed("Standard of care", "green", _items(room.summary.standard_of_care)),
        *listed("Not enough research", "yellow", _items(room.summary.not_enough_research)),
        *([Text(room.summary.note), Text()] if room.summary.note else []),
        *listed("The page does not state", "dim", _items(room.not_stated)),
    )


def _draw(*parts: RenderableType) -> None:
    """Print some parts, no wider than a page even where the terminal is."""
    page = paper()
    page.width = min(page.width, PIPE_WIDTH)
    draw(*parts, on=page)


def _head(room: EvidenceRoom) -> tuple[Text, ...]:
    return Text(room.title, style="bold"), Text(f"{room.policy}  [{room.cite}]", style="dim"), Text()


def _items(held: Words) -> list[Row]:
    return [("", item, "") for item in held]


def _told(held: Background) -> list[Row]:
    more = [("also called", ", ".join(held.synonyms), ""), ("approaches", "; ".join(held.approaches), "")]
    return [*_items((held.says, held.selectivity)), *more, *(("aim", goal, "") for goal in held.goals)]


def _studies(studies: Sequence[Study], cited: Sequence[CitationFault]) -> Iterator[RenderableType]:
    if not studies:
        return
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 1, 1, 1))
    for name, width in (("study", 18), ("design", 20), ("n", 12), ("outcome", 38), ("PMID", 14)):
        table.add_column(name, max_width=width, overflow="fold")
    for study in studies:
        table.add_row(
            _study(study), _lines(_design(study)), _lines(_counts(study)), _outcome(study), _pmid(study, cited)
        )
    yield table
    yield Text()


def _study(study: Study) -> Text:
    named = (study.name, "bold") if study.study else ""
    return Text.assemble(named, "\n" if study.study else "", study.tumor)


def _lines(parts: Iterable[str]) -> Text:
    return Text("\n".join(parts) or "not stated")


def _design(study: Study) -> Iterator[str]:
    parts = (study.design, study.study_mix, study.population, study.arms, study.size, study.follow_up)
    yield from (part for part in parts if part)


def _counts(study: Study) -> Iterator[str]:
    counts = ((study.studies, "studies"), (study.centers, "centers"), (study.n, study.unit or "patients"))
    yield from (f"{count:,} {what}" for count, what in (*counts, (study.lesions, "lesions")) if count is not None)


def _outcome(study: Study) -> Text:
    text = Text("\n".join(study.outcomes))
    again = ", ".join(f"{held.part}/{held.of} = {share(held)} %" for held in study.fractions)
    remarks = (("computed again", again), ("limits", study.limits), ("note", study.note), ("to check", study.check))
    for label, held in remarks:
        if held:
            text.append(f"\n{label}: {held}", style="yellow" if label == "to check" else "dim")
    return text


def _pmid(study: Study, cited: Sequence[CitationFault]) -> Text:
    told = remark(study, cited)
    if study.author:
        text = Text(pmid_of(study))
    else:
        text = Text(f"references {study.cited}" if study.cited else "no reference", style="dim")
    return text.append(f"\n{told}", style="yellow") if told else text


def _guideline(held: Guideline) -> Row:
    """Name, position and references of a body."""
    name = f"{held.body}, version {held.version}" if held.version else held.body
    risks = (f"{risk} risk: {says}" for risk, says in (held.by_risk or {}).items())
    dated = f"accessed {held.accessed}" if held.accessed else ""
    cited = f"{'reference' if held.cited.isdecimal() else 'references'} {held.cited}"
    about = (f"{held.says} ({', '.join(held.concerns)})", *risks, cited, dated, held.note or "")
    return name, "; ".join(part for part in about if part), ""


def _references(references: Sequence[Reference]) -> Iterator[RenderableType]:
    rows = [(str(held.n), held.name, held.topic, held.journal or "not given", pmid_of(held)) for held in references]
    if rows:
        yield heading("References", "cyan")
        yield _plain_table(("#", "author", "topic", "journal", "PMID"), rows)
        yield Text()


def _plain_table(names: Words, rows: Iterable[Words]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold", justify="right" if name == "#" else "left")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return table


def _fault(held: CitationFault) -> Row:
    return held.where, f"says {held.says}; should be {held.should_be}.", f"{held.remedy}."


def _devices(held: Regulatory) -> Iterator[RenderableType]:
    yield heading(f"Devices: {'examples, not a full list' if held.list_is == 'examples' else 'the full list'}", "cyan")
    yield Text(f"{held.pathway} for {'; '.join(held.fields)}. Settings: {', '.join(held.settings)}.")
    rows = ((device.name, device.maker, device.check or "") for device in held.devices)
    yield _plain_table(("device", "maker", "to check"), rows)
    if held.note:
        yield Text(held.note, style="dim")
    yield Text()
