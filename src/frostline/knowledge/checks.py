"""What no single pack can show: names that point nowhere, words and families that claim the same."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from frostline.model.errors import Fault, Faults
from frostline.model.knowledge import Book, Family, LesionTerm, Parameter, SiteTerm


def check(book: Book) -> None:
    """Raise `Faults` with every contradiction between packs."""
    faults = (*_terms(book), *_families(book.families), *_parameters(book.parameters.values()))
    if faults:
        raise Faults(faults)


def _terms(book: Book) -> Iterator[Fault]:
    yield from _targets("vocabulary/lesions.yaml", book.lesions.terms)
    yield from _targets("vocabulary/sites.yaml", book.sites.terms)
    for kind, held in book.indices.items():
        for word, name, first in held.clashes:
            yield Fault(f"vocabulary/{kind}.yaml", None, f"{name}.words", word, f"a word that {first} does not claim")
    tables = {table.id for table in book.diagnoses.tables}
    for term in book.lesions.terms:
        if term.icd10_by_site is not None and term.icd10_by_site not in tables:
            expected = f"a table of vocabulary/diagnoses.yaml ({', '.join(sorted(tables))})"
            yield Fault("vocabulary/lesions.yaml", None, f"{term.id}.icd10_by_site", term.icd10_by_site, expected)


def _targets(file: str, terms: Iterable[LesionTerm] | Iterable[SiteTerm]) -> Iterator[Fault]:
    known = {term.id for term in terms}
    for term in terms:
        for target in term.could_be:
            if target not in known:
                yield Fault(file, None, f"{term.id}.could_be", target, "the id of a term in the same file")


def _families(families: tuple[Family, ...]) -> Iterator[Fault]:
    for one, other in combinations(families, 2):
        same = set(one.natures) & set(other.natures) and set(one.tracts) & set(other.tracts)
        apart = one.in_force.to and one.in_force.to <= other.in_force.from_
        if same and not apart and not (other.in_force.to and other.in_force.to <= one.in_force.from_):
            yield Fault(f"families: {one.id}", None, "tracts", f"what {other.id} claims too", "one family for each")


def _parameters(parameters: Iterable[Parameter]) -> Iterator[Fault]:
    for parameter in parameters:
        days = [value.from_ for value in parameter.values]
        if not days or days != sorted(set(days)):
            yield Fault(f"parameters: {parameter.id}", None, "values", "days out of order", "rising days, each once")
        for value in parameter.values:
            if (value.value is None) == (not value.by_rank):
                yield Fault(f"parameters: {parameter.id}", None, str(value.from_), "not one value", "value or by_rank")
