"""Where a code stands: its work among the codes of Surgery in a release, and against every earlier release held."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl

from frostline.api.collecting import collected
from frostline.engine.standing.distribution import bars, compared, distribution, populations
from frostline.engine.standing.explaining import change, position, shape
from frostline.engine.standing.nouns import Bar, Figures, Position, Standing
from frostline.engine.standing.sections import SURGERY
from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference.releases import all_releases
from frostline.reference.store import Held, rows, scan
from frostline.reference.works import works

CONTRACTOR = "C"
Known = Mapping[Release, Figures | None]


def standing(code: str, *releases: str) -> tuple[Standing, ...]:
    """Say where a code stands in each of these releases (none named: the latest held)."""
    code = _code(code)
    held = sorted((r for r in all_releases() if r.table == "schedule"), key=lambda r: (r.from_, not r.third_party))
    chosen = [_named(name, held) for name in releases] or held[-1:]
    known = {release: _figures(code, release) for release in held}
    asked = bool(Held().narrowed((code,), (), ()).asked.filter("schedule").collect(engine="in-memory").height)
    if not any(known.values()) and not asked:
        raise FrostlineError(
            f"{code}: {_nowhere(held)}; add the publisher's relative value file (`frostline reference add PPRRVU...`), "
            "which has every code of its time"
        )
    return tuple(_standing(code, release, known, asked=asked) for release in chosen)


def _nowhere(held: Sequence[Release]) -> str:
    whole = ", ".join(release.release for release in held if release.complete)
    return f"not in {whole}, nor among the built-in figures" if whole else "not among the codes of the built-in figures"


def _code(given: str) -> str:
    code = given.strip().upper()
    if not re.fullmatch(r"[0-9A-Z]{5}", code, re.ASCII):
        raise FrostlineError(f"code: found {given!r}; expected five letters or digits, such as 17340")
    return code


def _named(name: str, held: Sequence[Release]) -> Release:
    found = [release for release in held if release.release.casefold() == name.casefold()]
    if not found:
        there = ", ".join(release.release for release in held)
        raise FrostlineError(f"release: found {name}; expected a relative value file that is held: {there}")
    return found[-1]


def _figures(code: str, release: Release) -> Figures | None:
    """The row of a code without modifier."""
    found = rows(release, "code", (code,)).filter(modifier="").to_dicts()
    if not found:
        return None
    row = found[0]
    totals = [
        None if row[f"na_{setting}"] or row["status"] == CONTRACTOR else row["work"] + row[f"pe_{setting}"] + row["mp"]
        for setting in ("nonfacility", "facility")
    ]
    return Figures(code, row["status"], row["global_days"], row["work"], *totals)


def _standing(code: str, release: Release, known: Known, *, asked: bool) -> Standing:
    """One release: positions where the whole distribution is known, changes from every earlier release."""
    figures = known[release]
    held = _distribution(release)
    why_not = _why_not(code, release, figures, asked=asked) or _why_no_distribution(release, held)
    positions, columns = _positions(held, figures, release) if figures and held is not None else ((), ())
    return Standing(
        code=code,
        release=release.release,
        first=release.from_,
        last=release.through,
        third_party=release.third_party,
        figures=figures,
        positions=positions,
        bars=columns,
        changes=tuple(
            replace(
                change(before, figures, (earlier.release, earlier.from_), (release.release, release.from_)),
                third_party=earlier.third_party,
            )
            for earlier, before in known.items()
            if figures and before and earlier.from_ < release.from_ and (before.valued or figures.valued)
        ),
        why_not=why_not,
    )


def _distribution(release: Release) -> pl.LazyFrame | None:
    """From the rows of a complete release, from the built-in counts of an excerpt."""
    return distribution(scan(release)) if release.complete else works(release)


def _positions(held: pl.LazyFrame, figures: Figures, release: Release) -> tuple[tuple[Position, ...], tuple[Bar, ...]]:
    if not populations(figures):
        return (), ()
    summaries, counts = collected(compared(held, figures), bars(held))
    found = [position(row, figures, release.release) for row in summaries.to_dicts()]
    return tuple(found), shape(counts.row(0))


def _why_not(code: str, release: Release, figures: Figures | None, *, asked: bool) -> str:
    """Why a code has no position whatever is held."""
    if figures is None and (release.complete or asked):
        return f"{code} is not in {release.release}"
    if figures is None:
        return f"{code} is not among the codes held of {release.release}; add the publisher's file"
    if not figures.work:
        status = f" (status {figures.status})" if figures.status else ""
        return f"{code} has no work RVU in {release.release}{status}"
    return "" if populations(figures) else f"{code} lies outside {SURGERY}, the population that codes are compared in"


def _why_no_distribution(release: Release, held: pl.LazyFrame | None) -> str:
    if held is not None:
        return ""
    return (
        f"{release.release} is held for some codes only, and a percentile among them would be wrong; add the "
        f"publisher's file of {release.release} (`frostline reference add PPRRVU...`)"
    )
