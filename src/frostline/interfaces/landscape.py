"""The payer landscape as plain JSON values, CSV, and one page that needs nothing from anywhere."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from html import escape
from typing import TYPE_CHECKING, Any

from frostline.engine.coverage.comparing import folded
from frostline.model.landscape import Limit, Seen

if TYPE_CHECKING:
    from frostline.api.landscape import Compared, SeenDiff, Surveyed
    from frostline.engine.coverage.comparing import Boundary, Row, Silent

Json = dict[str, Any]
NOT_SEEN = "not_seen"
UNREAD = "day of reading not recorded"
REMARK = (
    "What was seen of these pages, and no more: a payer that is not listed was not seen, which is never a denial. "
    "Nothing is decided by a record; where the whole text was seen, the policy pack that is named decides."
)
COLUMNS = (
    *("indication", "label", "payer", "policy", "version", "line_of_business", "condition", "status", "instead"),
    *(
        "criteria",
        "limits",
        "citing",
        "effective",
        "ended",
        "seen",
        "basis",
        "decided_by",
        "latest",
        "where",
        "record",
        "note",
    ),
)


def landscape_json(found: "Surveyed") -> list[Json]:
    """One object for each use."""
    return [
        {
            "indication": use.indication.id,
            "label": use.indication.label,
            "codes": list(use.indication.codes),
            "rows": [_row(row) for row in use.rows],
            "boundaries": [_boundary(boundary) for boundary in use.boundaries],
            "not_seen": [_record(one.name, one.seen, latest=one.latest) for one in use.silent],
        }
        for use in found.uses
    ]


def _row(row: "Row") -> Json:
    position = row.position
    return _record(row.name, row.seen, latest=row.latest) | {
        "condition": position.condition,
        "status": str(position.status),
        "instead": position.instead,
        "criteria": list(position.criteria),
        "limits": [_limit(limit) for limit in position.limits],
        "citing": position.citing,
    }


def _record(name: str, seen: Seen, *, latest: bool) -> Json:
    return {
        "record": name,
        "payer": seen.payer,
        "policy": seen.policy,
        "version": seen.version,
        "title": seen.title,
        "line_of_business": seen.line_of_business,
        "effective": seen.effective,
        "ended": seen.ended,
        "seen": seen.seen,
        "basis": seen.basis,
        "decided_by": seen.revision,
        "latest": latest,
        "where": seen.where,
        "record_codes": {kind: list(codes) for kind, codes in (seen.codes or {}).items()},
        "history": list(seen.history),
        "note": seen.note,
    }


def _limit(limit: Limit) -> Json:
    ((bound, value),) = limit.bounds
    return {"of": limit.of, "bound": bound.replace(" ", "_"), "value": value, "unit": limit.unit, "only": limit.only}


def _boundary(found: "Boundary") -> Json:
    return {
        "of": found.of,
        "bounds": [{"bound": bound, "by": list(who)} for bound, who in found.bounds],
        "none_stated_by": list(found.without),
        "says": found.says,
    }


def seen_diff_json(found: "SeenDiff") -> Json:
    """Two records and what differs."""
    return {
        "older": found.older,
        "newer": found.newer,
        "says": found.found.says,
        "changes": [asdict(change) for change in found.found.changes],
        "remarks": list(found.found.remarks),
    }


def landscape_csv(found: "Surveyed") -> str:
    """A row for each position, and one for each policy whose position was not seen."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for use in landscape_json(found):
        for held in (*use["rows"], *({**one, "status": NOT_SEEN} for one in use["not_seen"])):
            writer.writerow({name: _cell(value) for name, value in (use | held).items()})
    return text.getvalue()


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(_bound(part) if isinstance(part, dict) else str(part) for part in value)
    return "" if value is None else str(value)


def _bound(limit: Json) -> str:
    words = (limit.get("of"), str(limit.get("bound", "")).replace("_", " "), limit.get("value"), limit.get("unit"))
    return " ".join(str(word) for word in words if word)


def status_words(row: "Row") -> str:
    """The status for people, with the means that it is about where that is not freezing."""
    status = row.position.status.replace("_", " ")
    return f"{status} ({row.position.instead}, not freezing)" if row.position.instead else status


def policy_words(seen: Seen) -> str:
    """The policy with its version, where that is no day that stands beside it."""
    version = seen.version if seen.version != seen.effective else None
    return f"{seen.policy}, version {version}" if version else seen.policy


def dated(seen: Seen, *, latest: bool) -> str:
    """Since when it holds, as the page has it, and whether something later is known."""
    since = f"effective {seen.effective}" if seen.effective else "effective day not seen"
    if seen.ended:
        return f"{since}, replaced {seen.ended}"
    return since if latest else f"{since}, older version"


def same_words(older: "Iterable[Row]") -> str:
    """Older versions that say the same, by their versions."""
    versions = ", ".join(row.seen.version or row.name for row in older)
    return f"the same in older {versions}" if versions else ""


def basis_words(seen: Seen) -> str:
    """How much was seen, and what decides."""
    return f"{seen.basis}: decided by {seen.revision}" if seen.revision else seen.basis


def landscape_html(found: "Surveyed") -> str:
    """One page with everything in it."""
    uses = "\n".join(_section(use) for use in found.uses)
    links = " · ".join(f'<a href="#{escape(u.indication.id)}">{escape(u.indication.label)}</a>' for u in found.uses)
    title = f"Payer landscape: {escape(found.asked)}"
    return PAGE.format(style=STYLE, title=title, remark=escape(REMARK), links=links, uses=uses)


def _section(use: "Compared") -> str:
    name, label = escape(use.indication.id), escape(use.indication.label)
    codes = f"<p>Usually billed with {escape(', '.join(use.indication.codes))}.</p>" if use.indication.codes else ""
    differ = _list("Boundaries that differ", (boundary.says for boundary in use.boundaries))
    unseen = _list("Named, position not seen: unknown, never “not covered”", map(_silent, use.silent))
    return f'<section id="{name}"><h2>{label}</h2>{codes}{_table(use)}{differ}{unseen}</section>'


def _list(heading: str, texts: Iterable[str]) -> str:
    entries = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<h3>{escape(heading)}</h3><ul>{entries}</ul>" if entries else ""


def _silent(one: "Silent") -> str:
    return f"{one.seen.payer}, {policy_words(one.seen)}: {one.seen.title} ({dated(one.seen, latest=one.latest)})"


HEADS = ("Payer and policy", "Status", "Condition and criteria", "Dates, basis, source")


def _table(use: "Compared") -> str:
    if not use.rows:
        return "<p>No position of any payer was seen.</p>"
    heads = "".join(f'<th scope="col" role="columnheader">{head}</th>' for head in HEADS)
    body = "\n".join(_table_row(row, same_words(same)) for row, same in folded(use.rows))
    return (
        f'<table role="table"><caption>{escape(use.indication.label)}: what payers were seen to say</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{body}</tbody></table>'
    )


def _table_row(row: "Row", same: str) -> str:
    seen, position = row.seen, row.position
    criteria = "".join(f"<li>{escape(text)}</li>" for text in position.criteria)
    cells = (
        f"<b>{escape(seen.payer)}</b><br>{escape(policy_words(seen))}{_small(seen.line_of_business)}",
        f'<span class="s {position.status}">{escape(status_words(row))}</span>{_small(position.citing)}',
        escape(position.condition) + (f"<ul>{criteria}</ul>" if criteria else "") + _small(seen.note),
        "<br>".join((*_sources(row), *filter(None, [escape(same)]))),
    )
    head, *rest = (f"{_tag(number, label)}{cells[number]}" for number, label in enumerate(HEADS))
    ends = "".join(f"{cell}</td>" for cell in rest)
    return f'<tr role="row" class="{"latest" if row.latest else "older"}">{head}</th>{ends}</tr>'


def _tag(number: int, label: str) -> str:
    return f'<td role="cell" data-label="{label}">' if number else '<th scope="row" role="rowheader">'


def _small(text: str | None) -> str:
    return f"<br><small>{escape(text)}</small>" if text else ""


def _sources(row: "Row") -> Iterator[str]:
    seen = row.seen
    yield escape(dated(seen, latest=row.latest))
    yield escape(basis_words(seen))
    yield escape(f"read {seen.seen}" if seen.seen else UNREAD)
    url = escape(seen.where)
    is_link = seen.where.startswith(("https://", "http://")) and " " not in seen.where
    yield f'<a href="{url}" rel="noreferrer">the page</a>' if is_link else url


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>{remark}</p>
<nav aria-label="Uses">{links}</nav>
<main>
{uses}
</main>
</body>
</html>
"""

STYLE = """
:root{color-scheme:light dark;--ink:#1b1f24;--paper:#fff;--line:#c8ced4;--dim:#4d555e;
--yes:#176639;--open:#7a4b00;--no:#a11a1a;--looks:#7a2a7a;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e6e9ec;--paper:#14181d;--line:#3d454e;--dim:#b0b6bd;
--yes:#7fd6a0;--open:#e8bf6a;--no:#ff9d94;--looks:#e0a3e6;--link:#8cc4ff}}
body{margin:0 auto;max-width:76rem;padding:1rem;font:1rem/1.5 system-ui,sans-serif;
color:var(--ink);background:var(--paper);overflow-wrap:anywhere}
a{color:var(--link)}small,.older{color:var(--dim)}
table{width:100%;border-collapse:collapse}caption{text-align:left;color:var(--dim);padding:.3rem 0}
th,td{padding:.5rem;border-top:1px solid var(--line);text-align:left;vertical-align:top}
tbody th{font-weight:400}ul{margin:.3rem 0;padding-left:1.2rem}.s{font-weight:600}
.medically_necessary,.covered{color:var(--yes)}.investigational{color:var(--open)}
.not_medically_necessary,.not_covered{color:var(--no)}.cosmetic{color:var(--looks)}
@media (max-width:44rem){table,tbody,tr,th,td,caption{display:block}
thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tr{border-top:2px solid var(--line);padding:.5rem 0}th,td{border:0;padding:.2rem 0}
td::before{content:attr(data-label);display:block;font-size:.8rem;color:var(--dim)}}
"""
