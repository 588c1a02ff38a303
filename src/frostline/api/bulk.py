"""Many lines at once: the same pricing as for one encounter, over a frame of any size."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise

import polars as pl

from frostline.api.terms import priced_as_of, terms
from frostline.engine.pricing.allowed import SHORT, allowed
from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.errors import FrostlineError
from frostline.model.reason import Currency
from frostline.model.tables import PRICING, Tables
from frostline.reference.localities import zips_on
from frostline.reference.store import Held

KEY = ["claim", "line"]
PART = 50_000  # lines priced at once; more at once take more memory and no less time
UNPLACED = {"zip": pl.lit(None, pl.String), "zip_list": pl.lit(None, pl.String), "stale": pl.lit(value=False)}
"""What no ZIP placed."""


def price_frame(lines: pl.DataFrame) -> pl.DataFrame:
    """Price lines (`LINES` and, where they give one, `zip`): columns `SHORT`, a row a line in order of `claim`, `line`.

    Claim and line together name a line, once. Beside what pricing gives stand `zip` and the list that placed it,
    `zip_list`; an amount of a place by a list that is not of the day is unconfirmed.
    """
    days = lines["date"].unique().to_list()
    packs = book()
    placed = located(lines, days) if "zip" in lines.columns else lines.with_columns(**UNPLACED)
    tables = tables_for(lines["code"].unique().to_list(), days)
    parts = [
        allowed(part.lazy().select(*LINES), tables, terms(days, packs), packs.modifiers).select(SHORT)
        for part in _whole_claims(placed)
    ]
    found = pl.concat(pl.collect_all(parts, engine="in-memory"))  # streamed takes longer and more memory
    if found.select(pl.all_horizontal(pl.col(name).eq(pl.col(name).shift()) for name in KEY).any()).item():
        raise FrostlineError("price: some lines have the claim and the line number of another; number them")
    if "zip" not in lines.columns:
        return found.with_columns(zip=UNPLACED["zip"], zip_list=UNPLACED["zip_list"])
    beside = placed.sort(KEY).select(*UNPLACED)  # in the order of what was priced
    unsure = pl.col("stale") & pl.col("allowed").is_not_null()
    currency = pl.when(unsure).then(pl.lit(Currency.unconfirmed.value)).otherwise("currency")
    return found.hstack(beside).with_columns(currency=currency).drop("stale")


def _whole_claims(lines: pl.DataFrame) -> Iterator[pl.DataFrame]:
    """Parts of lines, in the order of their claims, that leave every claim whole: they are priced side by side."""
    if lines.height <= PART:
        yield lines
        return
    ordered = lines.sort(KEY)
    starts = ordered["claim"].ne(ordered["claim"].shift()).fill_null(value=True).arg_true()
    wanted = pl.Series(range(0, lines.height, PART))
    cuts = starts.gather(starts.search_sorted(wanted)).to_list()
    for start, end in pairwise([*dict.fromkeys(cuts), lines.height]):
        yield ordered.slice(start, end - start)


def tables_for(codes: Iterable[str], days: Iterable[date]) -> Tables:
    """Tables for codes on days, and on those whose factors and indices price them."""
    wanted = set(days)
    return Held().narrowed(set(codes), set(), wanted | {priced_as_of(day) for day in wanted}, PRICING)


def located(lines: pl.DataFrame, days: Iterable[date]) -> pl.DataFrame:
    """Give lines with a ZIP their contractor and locality, by `zip_list`; `stale` where that is not of the day."""
    lists, runs = zips_on(days)
    needs = pl.col("mac").is_null() & pl.col("zip").is_not_null() & ~pl.col("national")
    ready = (
        lines.with_row_index("row")
        .join(lists.rename({"release": "zip_list"}), on="date", how="left")
        .with_columns(five=pl.when(needs).then(pl.col("zip").str.slice(0, 5)))
    )
    starts = runs.rename({"release": "zip_list"}).sort("first")
    found = ready.sort("five").join_asof(
        starts, left_on="five", right_on="first", by="zip_list", suffix="_of_zip", check_sortedness=False
    )
    inside = pl.col("five").le(pl.col("last")).fill_null(value=False)
    return found.sort("row").with_columns(
        mac=pl.when(inside).then("mac_of_zip").otherwise("mac"),
        locality=pl.when(inside).then("locality_of_zip").otherwise("locality"),
        stale=inside & ~pl.col("confirmed").fill_null(value=True),
        zip_list=pl.when(inside).then("zip_list"),
    )
