"""What policies owe one another and the rest of the packs: days apart, payers, codes that existed, cases."""

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from frostline.knowledge.case_checks import case_faults
from frostline.knowledge.criteria_checks import criteria_faults, file_faults
from frostline.knowledge.fact_checks import fact_faults, settled_faults
from frostline.knowledge.names import Wrong, one_of
from frostline.knowledge.policies import first_day
from frostline.model.facts import FactPack, Facts
from frostline.model.families import Days
from frostline.model.knowledge import Book
from frostline.model.policies import Lives, Payers, Policy, PolicyCases, PolicyCode
from frostline.model.words import tokens

Files = Mapping[str, Any]


def policy_faults(nouns: Files, facts: Facts, book: Book) -> Iterator[Wrong]:
    """Every fault of facts, payers, policies and cases; `nouns` are by file."""
    policies = {file: noun for file, noun in nouns.items() if isinstance(noun, Policy)}
    yield from fact_faults({file: noun for file, noun in nouns.items() if isinstance(noun, FactPack)}, facts, book)
    yield from _of_payers(nouns)
    yield from _of_days(policies)
    payers = {term.id for noun in nouns.values() if isinstance(noun, Payers) for term in noun.terms}
    lives = _lives(nouns, book)
    for file, policy in policies.items():
        yield from criteria_faults(file, policy, facts)
        yield from _of_file(file, policy, payers)
        for number, code in enumerate(policy.codes):
            yield from _of_code(file, number, code, policy, lives)
            for name, value in code.implies.items():
                yield from settled_faults(file, ("codes", number, "implies", name), name, value, facts)
    yield from _of_cases(nouns, policies, facts)


def _of_payers(nouns: Files) -> Iterator[Wrong]:
    for file, noun in nouns.items():
        terms = noun.terms if isinstance(noun, Payers) else ()
        ids, claimed = {term.id for term in terms}, dict[tuple[str, ...], str]()
        for number, term in enumerate(terms):
            if term.brand is not None and term.brand not in ids:
                yield file, ("terms", number, "brand"), term.brand, one_of(sorted(ids))
            for word in term.words:
                first = claimed.setdefault(tokens(word), term.id)
                if first != term.id:
                    yield file, ("terms", number, "words"), word, f"a word that {first} does not claim"


def _of_file(file: str, policy: Policy, payers: set[str]) -> Iterator[Wrong]:
    if policy.payer not in payers:
        yield file, ("payer",), policy.payer, one_of(sorted(payers))
    yield from file_faults(file, policy, first_day(file))


def _of_days(policies: Mapping[str, Policy]) -> Iterator[Wrong]:
    """Two revisions of one policy in force on one day."""
    ordered = sorted(policies.items(), key=lambda held: (held[1].id, held[1].in_force.from_))
    for (_, one), (file, other) in pairwise(ordered):
        if one.id == other.id and one.in_force.hold(other.in_force.from_):
            found = f"{other.in_force.from_}, a day of {one.revision}"
            yield file, ("in_force", "from"), found, "days that no other revision has; end that one with to"


def _lives(nouns: Files, book: Book) -> dict[str, list[Days]]:
    """Days in which each code of the field exists."""
    lives: dict[str, list[Days]] = {}
    families = ((family.units.codes, family.in_force) for family in book.families)
    for codes, days in (*families, *((held.codes, held.in_force) for held in book.beside)):
        for code in codes:
            lives.setdefault(code, []).append(days)
    stated = [life for noun in nouns.values() if isinstance(noun, Lives) for life in noun.lives]
    own = {life.code: [Days(life.from_, life.to)] if life.from_ else [] for life in stated}
    return lives | own


def _of_code(file: str, number: int, held: PolicyCode, policy: Policy, lives: dict[str, list[Days]]) -> Iterator[Wrong]:
    """A code on a day on which it did not exist, or of which nothing is known."""
    first = held.from_ or policy.in_force.from_
    for code in held.codes:
        at = ("codes", number)
        if code not in lives:
            yield file, at, code, "a code of the field: one of a family, or in policies/lives.yaml"
        elif not any(days.hold(first) for days in lives[code]):
            yield (
                file,
                at,
                f"{code} on {first}",
                "a day on which the code existed; give from, or see policies/lives.yaml",
            )


def _of_cases(nouns: Files, policies: Mapping[str, Policy], facts: Facts) -> Iterator[Wrong]:
    by_revision = {policy.revision: (file, policy) for file, policy in policies.items()}
    covered = set()
    for file, noun in nouns.items():
        if not isinstance(noun, PolicyCases):
            continue
        covered.add(noun.policy)
        if noun.policy not in by_revision:
            yield file, ("policy",), noun.policy, one_of(by_revision)
            continue
        policy_file, policy = by_revision[noun.policy]
        if file != _beside(policy_file):
            yield (
                file,
                ("policy",),
                noun.policy,
                f"the policy beside it; the cases of this one stand in {_beside(policy_file)}",
            )
        yield from case_faults(file, noun, policy, policy_file, facts)
    for revision, (file, _) in by_revision.items():
        if revision not in covered:
            yield file, ("id",), "no cases", f"a file beside it, {_beside(file)}"


def _beside(file: str) -> str:
    """Name the file of the cases of a policy."""
    return f"{file.removesuffix('.yaml')}.cases.yaml"
