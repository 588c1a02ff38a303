"""How a code is coded: the rule, worked examples, neighbors, pairs, modifiers, documentation, diagnoses."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from frostline.api.billing import bill
from frostline.api.paging.known import Known
from frostline.api.paging.said import points_of
from frostline.api.paging.words import NONE, stems
from frostline.api.quoting import Row
from frostline.knowledge.book import book
from frostline.knowledge.cards import cards
from frostline.model import money
from frostline.model.cards import PageExample
from frostline.model.claim import Outcome
from frostline.model.encounter import Encounter, Locality, Provider, Treated
from frostline.model.pages import Block, Example, Gap, Items, Said, Section, Table
from frostline.model.vocabulary import ModifierTerm

MOST = 3  # worked examples of one code
NATIONAL, NON_QP = Locality(national=True), Provider(qp=False)
SHOWN = ("lesion", "count", "site", "size_cm", "area_sq_cm", "method", "extent", "approach", "pathology")


def coding(known: Known) -> Section:
    """Give the rule of its families and examples that the engine worked through."""
    rules = tuple(Said(f"{family.title}: {family.because}", ("R",)) for family in known.families)
    blocks: list[Block] = [Items(rules)] if rules else [Gap("The rule of a family: this code stands beside procedures")]
    found = _examples(known.day).get(known.code, ())
    blocks += found[:MOST] or [Gap("A worked example: no encounter of the examples gives this code")]
    links = tuple(sorted({code for family in known.families for code in family.units.codes} - {known.code}))
    return Section("coding", "How to code it", tuple(blocks), links=links)


@cache
def _examples(day: date) -> dict[str, tuple[Example, ...]]:
    """Work through every example once, and keep each under every code it gives."""
    held: dict[str, list[Example]] = {}
    for example in cards().examples:
        outcome = bill(_encounter(example, day))
        told = _told(example, outcome)
        for code in dict.fromkeys(line.code for line in outcome.lines):
            held.setdefault(code, []).append(told)
    return {code: tuple(examples) for code, examples in held.items()}


def _encounter(example: PageExample, day: date) -> Encounter:
    return Encounter(
        date=day,
        place=example.place,
        payer="medicare",
        provider=NON_QP,
        locality=NATIONAL,
        treated=example.treated,
        services=example.services or None,
    )


def _told(example: PageExample, outcome: Outcome) -> Example:
    prices = {price.line: price.allowed for price in outcome.prices}
    lines = tuple(
        (
            line.code,
            " ".join(line.modifiers),
            str(line.units),
            " ".join(line.diagnoses),
            f"${money.dollars(amount)}" if (amount := prices.get(line.number)) is not None else NONE,
            line.step.because,
        )
        for line in outcome.lines
    )
    text = "; ".join(", ".join(_spelled(entry)) for entry in example.treated)
    total = outcome.total_allowed
    says = (
        f"Medicare, national: ${money.dollars(total)} in all" if total is not None else "Medicare, national: no total"
    )
    return Example(example.title, f"{text}; place {example.place}", lines, says)


def _spelled(entry: Treated) -> Iterator[str]:
    for key in SHOWN:
        if (value := getattr(entry, key)) is not None:
            yield f"{key.replace('_', ' ')} {value}"


def neighbors(known: Known) -> Section:
    """Name the codes that people take for it, with the rule that excludes each, and the pairs met in this field."""
    rows = {
        (held.code, held.because) for family in known.families for held in family.neighbors if held.code != known.code
    }
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("not", "because"), tuple(sorted(rows)), "Codes that are taken for it", sources=("R",)))
    pairs = tuple(sorted((_pair(known, row) for row in known.pairs), key=lambda row: (row[0], row[1])))
    if pairs:
        head = ("column one", "column two", "indicator", "so")
        blocks.append(Table(head, pairs, "NCCI pairs with other codes of this field", sources=("P",)))
    blocks.append(
        Items((Said("The pairs held are those of the third quarter of 2024: look at the quarter of service.", ("P",)),))
    )
    return Section("neighbors", "What not to bill with it, and what it is taken for", tuple(blocks))


def _pair(known: Known, row: Row) -> tuple[str, str, str, str]:
    one, two, lifted = str(row["column_one"]), str(row["column_two"]), str(row["indicator"]) == "1"
    which = "this code" if two == known.code else two
    so = f"{which} is denied beside {one}" if two == known.code else f"{two} is denied beside this code"
    return one, two, str(row["indicator"]), f"{so}{', unless distinct (59 or XS)' if lifted else ', always'}"


def modifiers(known: Known) -> Section:
    """Say which modifiers matter here, which are not valid, and what each means."""
    said = points_of(known, "modifiers")
    row = known.row
    wrong = [("50", "no bilateral payment: the indicator is 0")] if row["bilateral"] == "0" else []
    wrong += [("51", "takes no multiple-procedure rule")] if row["multiple"] == "0" else []
    wrong += (
        [("57", "belongs to visits before a procedure with ninety days")]
        if row["global_days"] in {"000", "010"}
        else []
    )
    whole = row["parts"] == "0"
    wrong += [(part, "has no components to split") for part in ("26", "TC")] if whole else []
    wrong.append(("11", "is no modifier: it is the place of service of an office"))
    blocks: list[Block] = [Items(said)] if said else []
    blocks.append(Table(("modifier", "why not"), tuple(wrong), "Not valid on this code", sources=("T",)))
    barred = {code for code, _ in wrong}
    terms = (term for term in book().modifiers.terms if _matters(term, known) and term.code not in barred)
    rows = tuple((term.code, term.label) for term in terms)
    blocks.append(Table(("modifier", "what it says"), rows, "Modifiers of this field", sources=("R",)))
    return Section("modifiers", "Modifiers", tuple(blocks))


USUAL = (
    "22",
    "24",
    "25",
    "26",
    "50",
    "51",
    "52",
    "53",
    "57",
    "58",
    "59",
    "76",
    "78",
    "79",
    "GA",
    "GX",
    "GY",
    "GZ",
    "LT",
    "RT",
    "TC",
    "XE",
    "XP",
    "XS",
    "XU",
)
SIDES = ("50", "LT", "RT")


def _matters(term: ModifierTerm, known: Known) -> bool:
    sided = known.row["bilateral"] in {"1", "3"}
    return term.code in USUAL and (sided or term.code not in SIDES)


def documentation(known: Known) -> Section:
    """List what the note must say, by the family and by the checklists that apply."""
    lists = {held.id: held for held in book().checklists}
    rows = [(e.element, e.says, WHY[e.why]) for family in known.families for e in family.documentation]
    for name in dict.fromkeys(name for family in known.families for name in family.records):
        rows += [(e.element, e.says, lists[name].title) for e in lists[name].elements]
    once = tuple(dict.fromkeys(rows))
    said = points_of(known, "documentation")
    blocks: list[Block] = [Items(said)] if said else []
    blocks.append(
        Table(("element", "what the note says", "why"), once, "Documentation checklist", sources=("R",))
        if once
        else Gap("A checklist of its own")
    )
    return Section("documentation", "What the note must say", tuple(blocks))


WHY = {"code": "the code turns on it", "necessity": "medical necessity", "record": "for the record"}


def diagnoses(known: Known) -> Section:
    """Give the diagnoses that support the code."""
    held = stems(known)
    if not held:
        return Section("diagnoses", "Diagnoses that support it", (Gap("Diagnoses: any may stand beside this code"),))
    said = Said(f"{', '.join(held)}. A stem ends in a dash and stands for every code that begins so.", ("I", "R"))
    return Section("diagnoses", "Diagnoses that support it", (Items((said,)),))
