"""The notice that an outcome calls for, filled with what is known; what is not known is a line to write on."""

import re
from collections.abc import Iterable, Iterator, Mapping

from frostline.model.notices import Blanks, Notice, NoticeForm, NoticePart, Section
from frostline.model.policies import CoverageOutcome, LineOfBusiness

LINE = "_" * 28
BLANK = re.compile(r"\{([a-z_]+)\}")
LONGEST = 400  # characters of one value; more is no name, place or label, and would push the rest off the page
Values = Mapping[str, tuple[str, ...]]


def form_for(
    forms: Iterable[NoticeForm], line_of_business: LineOfBusiness | None, outcome: CoverageOutcome
) -> NoticeForm | None:
    """Find the form; none where the service is necessary, or where nobody knows the line of business."""
    return next(
        (form for form in forms if line_of_business in form.lines_of_business and outcome in form.outcomes), None
    )


def filled(form: NoticeForm, blanks: Blanks) -> Notice:
    """Fill a form; a part with nothing left to say is dropped."""
    values = _values(form, blanks)
    sections = tuple(_section(part, values) for part in form.parts)
    used = {name for part in form.parts for text in (*part.says, *part.choices) for name in BLANK.findall(text)}
    return Notice(
        id=form.id,
        title=form.title,
        says=form.says,
        cite=str(form.cite),
        form=form.form or "",
        modifiers=tuple((modifier.code, modifier.when) for modifier in form.modifiers),
        sections=tuple(held for held in sections if held.texts or held.choices or held.lines),
        left_open=tuple(name for name, held in values.items() if name in used and held and held[0].startswith(LINE)),
    )


def _section(part: NoticePart, values: Values) -> Section:
    return Section(
        heading=part.heading,
        texts=tuple(text for said in part.says for text in _said(said, values)),
        choices=tuple(text for said in part.choices for text in _said(said, values)),
        lines=part.fill,
    )


def _said(text: str, values: Values) -> Iterator[str]:
    """Say a text once for each value of the blank that has many, or once; without any value not at all."""
    counts = [len(values[name]) for name in BLANK.findall(text) if len(values[name]) != 1]
    return (_put(text, values, turn) for turn in range(counts[0] if counts else 1))


def _put(text: str, values: Values, turn: int) -> str:
    """Fill a text in one pass, so that braces in a value stay what they are."""
    return BLANK.sub(lambda blank: values[blank[1]][turn if len(values[blank[1]]) > 1 else 0], text)


def _values(form: NoticeForm, blanks: Blanks) -> Values:
    """Every blank with its values, those of the encounter on one line each."""
    single = {
        "service": " ".join(filter(None, (blanks.service, f"({blanks.code})" if blanks.code else ""))),
        "units": str(blanks.units) if blanks.units else "",
        "date": f"{blanks.date:%m/%d/%Y}" if blanks.date else "",
        "place": blanks.place,
        "reason": form.because.get(blanks.outcome, ""),
        "estimate": _estimate(blanks),
        "payer": blanks.payer,
        "provider": ", ".join(filter(None, (blanks.provider, f"NPI {blanks.npi}" if blanks.npi else ""))),
    }
    listed = {
        "rule": blanks.rules,
        "cite": (blanks.cite,),
        "standing": blanks.standing,
        "information": blanks.information,
    }
    lines = {name: (_plain(text) or LINE,) for name, text in single.items()}
    return lines | {name: tuple(filter(None, map(_plain, texts))) for name, texts in listed.items()}


def _estimate(blanks: Blanks) -> str:
    """Dollars with what they rest on, or a line to write on with the reason why."""
    if not blanks.estimate:
        return f"{LINE} (to be written in: {blanks.no_estimate or 'no amount was given'})"
    return f"${blanks.estimate}" + (f" ({blanks.basis})" if blanks.basis else "")


def _plain(text: str) -> str:
    """One line of printable text, cut where it is too long."""
    line = "".join(character for character in " ".join(text.split()) if character.isprintable())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3]}..."
