"""The forms of notices: one for each line of business and outcome, with blanks that can be filled; else no load."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import product
from pathlib import Path as File

from frostline.knowledge.names import one_of
from frostline.knowledge.reading import read, spelled
from frostline.knowledge.text import Path, decoded, lines
from frostline.model.errors import Fault, Faults
from frostline.model.notices import LISTED, SINGLE, NoticeForm
from frostline.model.policies import NECESSARY, CoverageOutcome, LineOfBusiness

NOTICES = File(__file__).parents[1] / "packs" / "notices"
FOLDER = "notices"
BRACES = re.compile(r"\{([^{}]*)\}")
Forms = Mapping[str, NoticeForm]  # by file
Wrong = tuple[str, Path, str, str]  # file, place in it, what was found, what was expected


@cache
def notice_forms(folder: File = NOTICES) -> tuple[NoticeForm, ...]:
    """Read every form of a folder; raises `Faults` with everything wrong in them."""
    faults: list[Fault] = []
    texts = dict(_texts(folder, faults))
    forms = dict(_forms(texts, faults))
    if not faults:
        faults += (
            Fault(file, lines(texts[file], file).get(path) if file in texts else None, spelled(path), *told)
            for file, path, *told in _wrong(forms)
        )
    if faults:
        raise Faults(tuple(faults))
    return tuple(forms.values())


def _texts(folder: File, faults: list[Fault]) -> Iterator[tuple[str, str]]:
    files = sorted(folder.iterdir()) if folder.is_dir() else []
    if not files:
        faults.append(Fault(FOLDER, None, "", "no file", "the forms of notices"))
    for file in files:
        name = f"{FOLDER}/{file.name}"
        if file.suffix != ".yaml":
            faults.append(Fault(name, None, "", "a file that is no pack", f"{FOLDER}/*.yaml"))
            continue
        try:
            yield name, decoded(file.read_bytes(), name)
        except Faults as error:
            faults += error.faults


def _forms(texts: Mapping[str, str], faults: list[Fault]) -> Iterator[tuple[str, NoticeForm]]:
    for name, text in texts.items():
        try:
            yield name, read(text, NoticeForm, name)
        except Faults as error:
            faults += error.faults


def _wrong(forms: Forms) -> Iterator[Wrong]:
    yield from _pairs(forms)
    ids: dict[str, str] = {}
    for file, form in forms.items():
        if ids.setdefault(form.id, file) != file:
            yield file, ("id",), form.id, f"an id that {ids[form.id]} does not have"
        yield from ((file, *wrong) for wrong in _reasons(form))
        yield from ((file, *wrong) for wrong in _blanks(form))
        for number, part in enumerate(form.parts):
            if not (part.says or part.choices or part.fill):
                yield file, ("parts", number), "a heading alone", "says, choices or fill under it"


def _pairs(forms: Forms) -> Iterator[Wrong]:
    """Two forms for one answer, answers without a form, and a form for what is necessary."""
    taken: dict[tuple[LineOfBusiness, CoverageOutcome], str] = {}
    for file, form in forms.items():
        for line, (number, outcome) in product(form.lines_of_business, enumerate(form.outcomes)):
            at: Path = ("outcomes", number)
            if outcome is NECESSARY:
                yield file, at, outcome, "an outcome that calls for a word to the member"
            elif (line, outcome) in taken:
                held = taken[line, outcome]
                yield file, at, f"{outcome} of {line}, which {held} has too", "one form for each"
            taken.setdefault((line, outcome), file)
    for line, outcome in product(LineOfBusiness, CoverageOutcome):
        if outcome is not NECESSARY and (line, outcome) not in taken:
            yield FOLDER, (), f"no form for {outcome} of {line}", "a form for each; one without parts prints nothing"


def _reasons(form: NoticeForm) -> Iterator[tuple[Path, str, str]]:
    """A printed form says why for each of its outcomes, and for no other."""
    for number, outcome in enumerate(form.outcomes if form.parts else ()):
        if outcome not in form.because:
            yield ("outcomes", number), f"{outcome} without a reason", "one under because"
    for outcome in form.because:
        if outcome not in form.outcomes:
            yield ("because", outcome), outcome, one_of(form.outcomes)


def _blanks(form: NoticeForm) -> Iterator[tuple[Path, str, str]]:
    """Blanks that no value fills, blanks where none may stand, and two with many values in one text."""
    for path, text, may in _written(form):
        names = BRACES.findall(text)
        rest = BRACES.sub("", text)
        if "{" in rest or "}" in rest or (names and not may):
            yield path, text, "no braces here" if not may else "braces in pairs, around the name of a blank"
            continue
        for name in names:
            if name not in (*SINGLE, *LISTED):
                yield path, f"{{{name}}}", one_of((*SINGLE, *LISTED))
        if sum(name in LISTED for name in names) > 1:
            yield path, text, f"at most one of {', '.join(LISTED)} in a text"


def _written(form: NoticeForm) -> Iterator[tuple[Path, str, bool]]:
    """Every text of a form with its place, and whether blanks may stand in it."""
    yield ("title",), form.title, False
    for number, text in enumerate(form.says):
        yield ("says", number), text, False
    for outcome, text in form.because.items():
        yield ("because", outcome), text, False
    for number, part in enumerate(form.parts):
        at = ("parts", number)
        yield (*at, "heading"), part.heading, False
        for key, may in (("says", True), ("choices", True), ("fill", False)):
            for place, text in enumerate(getattr(part, key)):
                yield (*at, key, place), text, may
