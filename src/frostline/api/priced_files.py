"""A file of claim lines, priced: a row a line, with the reason where there is no amount."""

from pathlib import Path

import polars as pl

from frostline.api.bulk import price_frame
from frostline.api.lines import read_lines
from frostline.engine.pricing.explaining import price as explained
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency
from frostline.reference.aside import aside
from frostline.reference.releases import all_releases

SHOWN = (
    "claim", "line", "date", "code", "modifiers", "units", "zip", "mac", "locality", "release", "indices_release",
    "currency", "known_through", "third_party", "published", "limiting_charge", "allowed", "why_not",
)  # fmt: skip
NAMES = {"schedule": "release", "indices": "indices_release", "limiting": "limiting_charge"}
DOLLARS = ("published", "limiting_charge", "allowed")
ENDINGS = (".csv", ".parquet")
LISTS = ("modifiers", "third_party")


def price_lines_of(path: Path) -> pl.DataFrame:
    """Price a csv or Parquet file of lines; raises every fault of the file.

    Columns as `price_frame` gives them (amounts in cents), and `third_party`, the releases a line rests on that are not
    the publisher's own files.
    """
    found = price_frame(read_lines(path))
    copies = [release.release for release in all_releases() if release.third_party]
    capped = pl.when(pl.col("cap").is_not_null()).then("cap_of")
    used = pl.concat_list("schedule", "indices", capped, "zip_list")
    copied = used.list.eval(pl.element().filter(pl.element().is_in(copies)).unique(maintain_order=True))
    return found.with_columns(third_party=copied, known_through=_known_through())


def _known_through() -> pl.Expr:
    """The first day on which one of the releases that a line rests on ends."""
    held = all_releases()
    ends = {
        table: {one.release: one.through for one in held if one.table == table} for table in ("schedule", "gpci", "zip")
    }
    used = {
        "schedule": pl.col("schedule"),
        "gpci": pl.when(~pl.col("national")).then("indices"),
        "zip": pl.col("zip_list"),
    }
    return pl.min_horizontal(
        name.replace_strict(ends[table], default=None, return_dtype=pl.Date) for table, name in used.items()
    )


def unconfirmed(priced: pl.DataFrame) -> pl.DataFrame:
    """Lines whose amount, or reason for none, no table confirms for their day."""
    return priced.filter(pl.col("currency").ne_missing(Currency.confirmed.value))


def in_dollars(priced: pl.DataFrame) -> pl.DataFrame:
    """What is shown (`SHOWN`), by the names that people read, with amounts as decimal text."""
    return priced.rename(NAMES).select(SHOWN).with_columns(_dollars(name) for name in DOLLARS)


def _dollars(name: str) -> pl.Expr:
    cents = pl.col(name)
    text = pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))
    return pl.when(cents.is_not_null()).then(text).alias(name)


def check_out(out: Path, source: Path) -> None:
    """Refuse, before anything is priced, a name that is no csv or Parquet, and the file that is read itself."""
    if out.suffix not in ENDINGS:
        raise FrostlineError(f"--out: found {out.name}; expected a name that ends with {' or '.join(ENDINGS)}")
    if out.exists() and source.exists() and out.samefile(source):
        raise FrostlineError(f"--out: found {out}, the file that is read; expected another name")


def write(priced: pl.DataFrame, out: Path) -> None:
    """Write what is shown, csv or Parquet by the name."""
    rows = in_dollars(priced)
    with aside(out, *ENDINGS) as place:
        if out.suffix == ".csv":
            rows.with_columns(pl.col(name).list.join(" ") for name in LISTS).write_csv(place)
        else:
            rows.write_parquet(place)


def reasons(priced: pl.DataFrame) -> list[tuple[str, int]]:
    """Why lines have no amount, in the words of the first of them, with how many: the most frequent first."""
    none = priced.filter(pl.col("why_not").is_not_null())
    counted = none.group_by("why_not", maintain_order=True).agg(pl.all().first(), count=pl.len())
    rows = counted.sort("count", descending=True, maintain_order=True)
    return [(_words(row), row["count"]) for row in rows.rows(named=True)]


def _words(row: dict[str, object]) -> str:
    if row["why_not"] == "no_locality" and row["zip"] is not None:
        return f"no list of ZIP codes held for {row['date']} has {row['zip']}"
    return explained(row, {}).step.because
