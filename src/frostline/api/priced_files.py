"""A file of claim lines, priced: a row a line, with the reason where there is no amount."""

from pathlib import Path
from uuid import uuid4

import polars as pl

from frostline.api.bulk import price_frame
from frostline.api.lines import read_lines
from frostline.engine.pricing.reasons import WHY_NOT
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency
from frostline.reference.releases import all_releases

SHOWN = (
    "claim", "line", "date", "code", "modifiers", "units", "mac", "locality", "schedule", "indices", "currency",
    "third_party", "published", "limiting", "allowed", "why_not",
)  # fmt: skip
DOLLARS = ("published", "limiting", "allowed")


def price_lines_of(path: Path) -> pl.DataFrame:
    """Price a csv or Parquet file of lines (columns `SHOWN`, amounts in cents); raises every fault of the file."""
    found = price_frame(read_lines(path).lines)
    copies = [release.release for release in all_releases() if release.third_party]
    used = pl.any_horizontal(pl.col(name).is_in(copies) for name in ("schedule", "indices", "caps"))
    return found.with_columns(third_party=used.fill_null(value=False)).select(SHOWN)


def unconfirmed(priced: pl.DataFrame) -> pl.DataFrame:
    """Lines whose amount no table confirms for their day."""
    return priced.filter(pl.col("currency").ne_missing(Currency.confirmed.value))


def in_dollars(priced: pl.DataFrame) -> pl.DataFrame:
    """The same with amounts as decimal text and modifiers as one, for files that people open."""
    dollars = [_dollars(name) for name in DOLLARS]
    return priced.with_columns(*dollars, pl.col("modifiers").list.join(" "))


def _dollars(name: str) -> pl.Expr:
    cents = pl.col(name)
    text = pl.format("{}.{}", cents // 100, (cents % 100).cast(pl.String).str.zfill(2))
    return pl.when(cents.is_not_null()).then(text).alias(name)


def write(priced: pl.DataFrame, out: Path) -> None:
    """Write priced lines, csv or Parquet by the name, aside first and then in place."""
    if out.suffix not in {".csv", ".parquet"}:
        raise FrostlineError(f"--out: found {out.name}; expected a name that ends with .csv or .parquet")
    aside = out.with_name(f".{out.name}.{uuid4().hex}")
    try:
        if out.suffix == ".csv":
            in_dollars(priced).write_csv(aside)
        else:
            in_dollars(priced).write_parquet(aside)
        aside.replace(out)
    except OSError as error:
        raise FrostlineError(f"--out: {out}: {error.strerror}; name a place that can be written") from error
    finally:
        aside.unlink(missing_ok=True)


def reasons(priced: pl.DataFrame) -> list[tuple[str, int]]:
    """Why lines have no amount, in words, with how many: the most frequent first."""
    counted = priced.filter(pl.col("why_not").is_not_null()).group_by("why_not").len().sort("len", "why_not")
    return [(f"{name}: {WHY_NOT[name].says}", count) for name, count in counted.reverse().rows()]
