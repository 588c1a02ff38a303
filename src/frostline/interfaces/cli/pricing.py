"""`frostline price`: what codes, or a file of lines, are allowed by the Medicare physician fee schedule."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from frostline.interfaces.cli.output import CLEAN, UNSURE, say_json
from frostline.model.errors import FrostlineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from frostline.api.quoting import Quote, Terms
    from frostline.api.services import Service

Read = TypeVar("Read")
FILES = (".csv", ".parquet", ".txt")
Wanted = Annotated[
    list[str], typer.Argument(help="Codes, such as 17340, 19105-50 or 17003x7; or one csv or Parquet file of lines.")
]
Day = Annotated[datetime | None, typer.Option("--date", formats=["%Y-%m-%d"], help="Day of service.")]
Zip = Annotated[str | None, typer.Option("--zip", help="ZIP of the place of service.")]
Mac = Annotated[str | None, typer.Option("--mac", help="Contractor's number, with --locality.")]
Locality = Annotated[str | None, typer.Option("--locality", help="Locality's number, with --mac; or national.")]
Place = Annotated[str | None, typer.Option("--place", help="Place of service: 11, office, 22 ...")]
Qp = Annotated[bool | None, typer.Option("--qp/--no-qp", help="Qualifying APM participant or not.")]
Role = Annotated[
    str | None, typer.Option("--role", help="surgeon, assistant, co-surgeon or practitioner (NP, PA, CNS).")
]
Participating = Annotated[
    bool | None, typer.Option("--participating/--non-participating", help="Participates in Medicare or not.")
]
Together = Annotated[bool, typer.Option("--together", help="Price the codes as one day's work: ranks, families.")]
Everywhere = Annotated[bool, typer.Option("--all-localities", help="In every locality.")]
Years = Annotated[bool, typer.Option("--years", help="As of every earlier release held.")]
Releases = Annotated[
    list[str] | None,
    typer.Option("--release", help="On this release; more than once for several. Default: the latest."),
]
Out = Annotated[Path | None, typer.Option("--out", help="Where the priced lines of a file go: .csv or .parquet.")]
Why = Annotated[bool, typer.Option("--why", help="Unfold every reason down to its citation.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print a JSON array.")]
Strict = Annotated[bool, typer.Option("--strict", help="Refuse what no table confirms for the day.")]
ROLES = ("surgeon", "assistant", "co-surgeon", "practitioner")


@dataclass(frozen=True, slots=True)
class Given:
    """What is said of codes on the command line, by option; a file of lines says it line by line."""

    date: datetime | None
    zip: str | None
    mac: str | None
    locality: str | None
    place: str | None
    qp: bool | None
    role: str | None
    participating: bool | None
    together: bool
    all_localities: bool
    years: bool


# fmt: off
def price(  # noqa: PLR0913 - one parameter an option
    wanted: Wanted, *, day: Day = None, zip_code: Zip = None, mac: Mac = None, locality: Locality = None,
    place: Place = None, qp: Qp = None, role: Role = None, participating: Participating = None,
    together: Together = False, all_localities: Everywhere = False, years: Years = False, out: Out = None,
    why: Why = False, as_json: AsJson = False, strict: Strict = False,
) -> None:
    # fmt: on
    """Price codes on a day and in a place, or a file of claim lines, to the cent, with every reason."""
    given = Given(day, zip_code, mac, locality, place, qp, role, participating, together, all_localities, years)
    if len(wanted) == 1 and wanted[0].lower().endswith(FILES):
        from frostline.interfaces.cli.lines import price_file  # noqa: PLC0415 - heavy, and only files need it

        _refuse_options(given, why=why)
        raise typer.Exit(price_file(Path(wanted[0]), out, as_json=as_json, strict=strict))
    if out is not None:
        raise FrostlineError("--out: found codes; expected a file of lines, which it is for; --json has all of codes")
    raise typer.Exit(_price_codes(wanted, given, why=why, as_json=as_json, strict=strict))


def _price_codes(wanted: list[str], given: Given, *, why: bool, as_json: bool, strict: bool) -> int:
    from frostline.api.quoting import by_year, quotes  # noqa: PLC0415 - heavy

    services, asked = _asked(wanted, given)
    found = by_year(services, asked) if given.years else quotes(services, asked)
    if strict:
        _refuse_unconfirmed(found, asked.day)
    open_ = not asked.where.spots
    _tell(found, why=why, open_=open_, as_json=as_json)
    return CLEAN if all(quote.sure for quote in found) and not open_ else UNSURE


def _refuse_options(given: Given, *, why: bool) -> None:
    """What would be ignored is refused: the lines of a file say it themselves."""
    named = [*(part.name for part in fields(given) if getattr(given, part.name) not in {None, False}), *(["why"] * why)]
    named += [name for name in ("qp", "participating") if getattr(given, name) is False]
    if named:
        shown = ", ".join(f"--{name.replace('_', '-')}" for name in named)
        raise FrostlineError(
            f"price: found {shown} beside a file; expected that in its columns, line by line"
        )


def _asked(wanted: list[str], given: Given) -> "tuple[tuple[Service, ...], Terms]":
    """Read everything that was given; raises every fault of it at once."""
    from frostline.api import services  # noqa: PLC0415 - heavy
    from frostline.api.quoting import Terms  # noqa: PLC0415 - as above

    told: list[str] = []
    codes = _tried(told, lambda: services.services(wanted))
    day = _tried(told, lambda: _day(given.date))
    role = _tried(told, lambda: _role(given.role))
    place = _tried(told, lambda: services.setting(given.place))
    named = (given.zip, given.mac, given.locality)
    where = _tried(told, lambda: services.where(day, *named, everywhere=given.all_localities)) if day else None
    if told or codes is None or day is None or place is None or where is None:
        raise FrostlineError("\n".join(told))
    code, facility = place
    return codes, Terms(day, where, facility, code, given.qp, role, given.participating, given.together)


def _tried(told: list[str], read: "Callable[[], Read]") -> "Read | None":
    try:
        return read()
    except FrostlineError as error:
        told.append(str(error))
        return None


def _day(day: datetime | None) -> date:
    if day is None:
        raise FrostlineError("price: found no --date; expected the day of service, such as --date 2026-05-04")
    return day.date()


def _role(role: str | None) -> str | None:
    if role is not None and role not in ROLES:
        raise FrostlineError(f"--role: found {role}; expected one of {', '.join(ROLES)}")
    return role


def _tell(quotes: "Sequence[Quote]", *, why: bool, open_: bool, as_json: bool) -> None:
    if as_json:
        from frostline.interfaces.quotes import as_row  # noqa: PLC0415 - only here

        say_json([as_row(quote, open_=open_) for quote in quotes])
    else:
        from frostline.interfaces.cli.quotes import show  # noqa: PLC0415 - only people need Rich

        show(quotes, why=why, open_=open_)


def _refuse_unconfirmed(quotes: "Sequence[Quote]", day: date) -> None:
    """--strict: an amount of other days is no amount of this one."""
    unsure = dict.fromkeys(f"{quote.service.code} by {quote.price.release or 'no release'}" for quote in quotes
                           if not quote.confirmed)  # fmt: skip
    if unsure:
        raise FrostlineError(
            f"--strict: no release is known to be good for {day}: {', '.join(unsure)}. "
            "Add the releases of that day (frostline reference add), or leave --strict off for an estimate"
        )


def standing(
    code: Annotated[str, typer.Argument(help="A code, such as 17340.")],
    *,
    release: Releases = None,
    as_json: AsJson = False,
) -> None:
    """Show where the work of a code stands among the surgical codes, and how it changed."""
    from frostline.api.standing import standing as found  # noqa: PLC0415 - heavy
    from frostline.interfaces.cli.standing import as_json as plain  # noqa: PLC0415 - as above
    from frostline.interfaces.cli.standing import show  # noqa: PLC0415 - as above

    held = found(code, *(release or ()))
    if as_json:
        say_json(plain(held))
    else:
        show(held)
