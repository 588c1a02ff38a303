"""What codes are allowed, by setting, factor, locality and year: the engine's rows, asked for without an encounter."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

import polars as pl

from frostline.api.collecting import collected
from frostline.api.terms import priced_as_of, terms
from frostline.engine.pricing.allowed import allowed
from frostline.engine.pricing.frame import LINES
from frostline.knowledge.book import book
from frostline.model.errors import FrostlineError
from frostline.model.knowledge import FACTOR_QP
from frostline.model.tables import Release
from frostline.reference.localities import all_on, named, of_zip
from frostline.reference.releases import all_releases
from frostline.reference.store import Held

WRITTEN = re.compile(r"([0-9A-Z]{5})((?:-[0-9A-Z]{2}){0,4})(?:[xX×]([1-9]\d{0,3}))?")
