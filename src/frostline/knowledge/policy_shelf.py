"""Every policy with its cases, read at once and held against everything that a policy owes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path as File
from typing import Any

from frostline.knowledge.book import PACKS, book, digest
from frostline.knowledge.names import Wrong
from frostline.knowledge.policies import PAYERS, files, gathered, is_policy, text_in
from frostline.knowledge.policy_checks import policy_faults
from frostline.knowledge.reading import spelled
from frostline.knowledge.text import Path, lines
from frostline.model.errors import Fault, Faults
from frostline.model.facts import FactPack, Facts
from frostline.model.policies import Lives, Payers, Policy, PolicyCases, Shelf

LIVES = "policies/lives.yaml"


@dataclass(frozen=True, slots=True, eq=False)
class WholeShelf:
    """All policies with the file of each and the cases beside it, by revision."""

    shelf: Shelf
    files: dict[str, str]
    cases: dict[str, PolicyCases]
    case_files: dict[str, str]


@cache
def whole_shelf(folder: File = PACKS) -> WholeShelf:
    """Read and check everything; raises `Faults` with every fault of every file, each with its line."""
    texts = {name: text_in(folder, name) for name in files(folder) if not name.endswith(".evidence.yaml")}
    nouns = gathered((name, _noun(name), text) for name, text in texts.items())
    facts = Facts({fact.id: fact for noun in nouns.values() if isinstance(noun, FactPack) for fact in noun.facts})
    wrong = tuple(policy_faults(nouns, facts, book(folder)))
    if wrong:
        places = {file: lines(texts[file], file) for file, *_ in wrong}
        raise Faults(tuple(_fault(places[found[0]], found) for found in wrong))
    policies = {name: noun for name, noun in nouns.items() if isinstance(noun, Policy)}
    cases = {noun.policy: (name, noun) for name, noun in nouns.items() if isinstance(noun, PolicyCases)}
    return WholeShelf(
        Shelf(facts, nouns[PAYERS], tuple(policies.values()), {}, digest(texts)),
        {policy.revision: name for name, policy in policies.items()},
        {revision: noun for revision, (_, noun) in cases.items()},
        {revision: name for revision, (name, _) in cases.items()},
    )


def _noun(name: str) -> type[Any]:
    if name in {PAYERS, LIVES}:
        return Payers if name == PAYERS else Lives
    if name.startswith("facts/"):
        return FactPack
    return Policy if is_policy(name) else PolicyCases


def _fault(places: dict[Path, int], wrong: Wrong) -> Fault:
    file, path, found, expected = wrong
    at = next(path[:length] for length in range(len(path), -1, -1) if path[:length] in places or not length)
    return Fault(file, places.get(at), spelled(path), found, expected)
