"""What changed between two policies, held against every input one by one: no class and no example is a guess."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations, product
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frostline.api.policies import every
from frostline.api.policy_diff import policy_diff
from frostline.engine.coverage.differing import DiffClass, Direction, Example, PolicyDiff, difference, paired
from frostline.engine.coverage.values import Value, meets
from frostline.knowledge.book import PACKS
from frostline.knowledge.policies import facts, files, is_policy, text_in
from frostline.knowledge.reading import read
from frostline.model.errors import FrostlineError
from frostline.model.facts import Fact, Facts
from frostline.model.families import Days
from frostline.model.policies import NECESSARY, CoverageOutcome, Criterion, Policy, Scope
from frostline.model.reason import Cite

REGENCE = "policies/regence/surgery-132.2026-06-01.yaml"
NCD = "policies/medicare/ncd-230.9.{}.yaml"
SIZE = Fact("lesion.size_cm", "number", "How large is it?", "clinical", unit="cm")  # synthetic: the packs have no size
FACTS = Facts({**facts().by_id, SIZE.id: SIZE})

NOT_ADDRESSED = CoverageOutcome.not_addressed
OUTCOMES = (NECESSARY, CoverageOutcome.investigational, CoverageOutcome.not_medically_necessary)
Held = dict[str, Value]


def held(file: str) -> Policy:
    return read(text_in(PACKS, file), Policy, file)


def ncd(day: str) -> Policy:
    return held(NCD.format(day))


def neighbor(*edits: tuple[str, str]) -> Policy:
    """Give a synthetic neighbor of Regence 132: the same text with some of it edited."""
    text = text_in(PACKS, REGENCE)
    for old, new in edits:
        assert old in text, f"{REGENCE} has changed: no {old}"
        text = text.replace(old, new, 1)
    return read(text, Policy, "synthetic.yaml")


def diff(a: Policy, b: Policy) -> PolicyDiff:
    return difference(a, b, FACTS)


# Brute force: every input is one bit


@dataclass
class Brute:
    """Two policies over every combination of some values of their facts, without any diagram."""

    a: Policy
    b: Policy
    dictionary: Facts
    values: Mapping[str, list[Value]]  # of each fact, in the order of first mention

    def __post_init__(self) -> None:
        widths = [len(values) for values in self.values.values()]
        self.all = (1 << prod(widths)) - 1
        self.bits = {
            (name, value): tiled(((1 << after) - 1) << (at * after), after * width, prod(widths[:level]))
            for level, (name, width) in enumerate(zip(self.values, widths, strict=True))
            for after in [prod(widths[level + 1 :])]
            for at, value in enumerate(self.values[name])
        }
        one, other = self.outcomes(self.a), self.outcomes(self.b)
        self.both = {(x, y): one[x] & other[y] for x in one for y in other if one[x] & other[y]}

    def outcomes(self, policy: Policy) -> dict[CoverageOutcome, int]:
        inside = self.met(policy.scope.within)
        found = {NOT_ADDRESSED: self.all ^ inside}
        for criterion in policy.criteria:
            assert criterion.outcome is not None
            found[criterion.outcome] = found.get(criterion.outcome, 0) | inside & self.met(criterion)
            inside &= ~self.met(criterion)
        return found

    def met(self, criterion: Criterion) -> int:
        if criterion.otherwise:
            return self.all
        if criterion.fact is not None:
            fact = self.dictionary[criterion.fact]
            values = (v for v in self.values[fact.id] if all(meets(fact, test, v) for test in criterion.tests))
            return sum(self.bits[fact.id, value] for value in values)
        parts = [self.met(part) for part in criterion.parts]
        if criterion.all_:
            return prod_of(parts, self.all)
        some = 0
        for part in parts:
            some |= part
        return self.all ^ some if criterion.none else some

    @property
    def ways(self) -> dict[Direction, list[int]]:
        """Inputs that each pair of outcomes has, by the way it leads."""
        found: dict[Direction, list[int]] = {}
        for (one, other), inputs in self.both.items():
            if one is not other:
                way = Direction.widened if other is NECESSARY else Direction.narrowed
                found.setdefault(way if NECESSARY in {one, other} else Direction.status, []).append(inputs)
        return found

    def smallest(self, way: Direction, *, sensible: bool) -> Held | None:
        """Find the first of the smallest examples of a way, fact by fact, then value by value."""
        for count in range(len(self.values) + 1):
            for names in combinations(self.values, count):
                for values in product(*(self.values[name] for name in names)):
                    known = dict(zip(names, values, strict=True))
                    mask = prod_of([self.bits[pair] for pair in known.items()], self.all)
                    leads = any(not mask & ~inputs for inputs in self.ways.get(way, ()))
                    if leads and (not sensible or has_sense(known, self.dictionary)):
                        return known
        return None


def tiled(block: int, period: int, times: int) -> int:
    made = 1
    while made < times:
        step = min(made, times - made)
        block |= (block & ((1 << step * period) - 1)) << (made * period)
        made += step
    return block


def prod_of(parts: list[int], whole: int) -> int:
    for part in parts:
        whole &= part
    return whole


def has_sense(known: Held, dictionary: Facts) -> bool:
    """Whether nothing that follows from these values contradicts another or one of them."""
    said: dict[str, str] = {}
    left = [(name, str(value)) for name, value in known.items()]
    while left:
        name, value = left.pop()
        if name not in said:
            said[name] = value
            left += dictionary[name].implies.get(value, {}).items()
        elif said[name] != value:
            return False
    return True


def brute(a: Policy, b: Policy) -> Brute:
    """Hold two policies against every combination of what their criteria can tell apart."""
    pair = paired(a, b, FACTS)
    names = pair.space.facts[: pair.asked]
    return Brute(a, b, FACTS, {name: [cell.sample for cell in pair.space.cells[at]] for at, name in enumerate(names)})


def example(found: PolicyDiff, way: str) -> Example:
    return next(held for held in found.examples if held.direction == way)


def values(found: Example) -> dict[str, str]:
    return {fact.fact: fact.value for fact in found.facts}


CLASSES = {
    frozenset(): None,
    frozenset({Direction.status}): DiffClass.status,
    frozenset({Direction.widened}): DiffClass.widened,
    frozenset({Direction.narrowed}): DiffClass.narrowed,
    frozenset({Direction.widened, Direction.narrowed}): DiffClass.mixed,
}


def expected(ways: frozenset[Direction]) -> DiffClass | None:
    return CLASSES[ways if ways <= {Direction.status} else ways - {Direction.status}]


def assert_as_brute_force(found: PolicyDiff, held: Brute) -> None:
    """Same class, an example for exactly the ways there are, each as small as can be."""
    ways = frozenset(held.ways)
    if expected(ways) is None:
        assert found.kind in {DiffClass.same, DiffClass.citation, DiffClass.wording}
    else:
        assert expected(ways) == found.kind
    assert ways == {example.direction for example in found.examples}
    for one in found.examples:
        samples = {fact.fact: fact.sample for fact in one.facts}
        best = held.smallest(one.direction, sensible=not one.contradicts)
        assert best is not None
        assert list(best) == list(samples)
        assert {name: str(value) for name, value in best.items() if held.dictionary[name].type != "number"} == {
            name: value for name, value in samples.items() if held.dictionary[name].type != "number"
        }
        if one.contradicts:
            assert held.smallest(one.direction, sensible=True) is None


# NCD 230.9 in its three revisions


def test_the_revision_of_1999_began_to_cover_primary_treatment_of_localized_disease() -> None:
    found = diff(ncd("1997-04-15"), ncd("1999-07-01"))
    assert "widened" == found.kind
    (one,) = found.examples
    assert {
        "method": "cryoablation",
        "site": "prostate",
        "malignant": "yes",
        "prostate.prior_therapy": "none",
        "prostate.localized": "yes",
        "prostate.tumor_stage": "T1a to T3b",
    } == values(one)
    assert ("not_medically_necessary", "not covered", ("rest",)) == (one.a.outcome, one.a.status, one.a.deciding)
    assert ("medically_necessary", "covered", ("A",)) == (one.b.outcome, one.b.status, one.b.deciding)


def test_the_revision_of_2001_began_to_cover_salvage_after_radiation_within_one_of_three_limits() -> None:
    found = diff(ncd("1999-07-01"), ncd("2001-07-01"))
    assert "widened" == found.kind
    (one,) = found.examples
    assert {
        "method": "cryoablation",
        "site": "prostate",
        "malignant": "yes",
        "prostate.prior_therapy": "radiation",
        "prostate.localized": "yes",
        "prostate.tumor_stage": "T1a to T2b",
        "prostate.radiation_failed": "yes",
    } == values(one)
    assert ("rest",) == one.a.deciding
    assert ("B",) == one.b.deciding
    assert ["A", "B", "B.other", "rest"] == [part.id for part in found.b.criteria]
    assert [("rest", "label changed"), ("B", "added"), ("B.other", "added")] == [
        (change.name, change.change) for change in found.of("criteria")
    ]


DAYS = ["1997-04-15", "1999-07-01", "2001-07-01"]


@pytest.mark.parametrize("days", [(a, b) for a in DAYS for b in DAYS], ids=str)
def test_every_pair_of_revisions_is_as_brute_force_finds_it(days: tuple[str, str]) -> None:
    a, b = map(ncd, days)
    found = diff(a, b)
    assert_as_brute_force(found, brute(a, b))
    assert ("same" if a.revision == b.revision else "widened" if days[0] < days[1] else "narrowed") == found.kind


def test_a_diff_read_backwards_is_narrowed_with_the_same_example() -> None:
    forth, back = diff(ncd("1999-07-01"), ncd("2001-07-01")), diff(ncd("2001-07-01"), ncd("1999-07-01"))
    assert "narrowed" == back.kind
    assert set(values(forth.examples[0])) == set(values(back.examples[0]))
    assert forth.examples[0].b == back.examples[0].a
    assert ("A is the later revision of the two.",) == back.remarks
    assert () == forth.remarks


@pytest.mark.parametrize("file", [file for file in files() if is_policy(file)])
def test_a_policy_is_the_same_as_itself_read_again(file: str) -> None:
    found = diff(held(file), held(file))
    assert (DiffClass.same, (), ()) == (found.kind, found.examples, found.changes)


# Synthetic neighbors of Regence 132

CITE = ("Surgery, Policy 132, effective 2026-06-01", "Surgery, Policy 132, effective 2026-12-01")
NESTED = (
    "all: [{fact: site, is: prostate}, {fact: prostate.extent, is: whole_gland}]",
    "all: [{all: [{fact: prostate.extent, in: [whole_gland]}]}, {any: [{fact: site, is: prostate}]}]",
)
KIDNEY = (
    "        fact: site\n        is: kidney\n",
    "        all: [{fact: site, is: kidney}, {fact: lesion.size_cm, at_most: '4'}]\n",
)
NO_KIDNEY = (KIDNEY[0], "        all: [{fact: site, is: kidney}, {fact: site, is: lung}]\n")
BREAST = (
    "  - id: II\n",
    "      - {id: I.H, label: tumor of the breast, fact: site, is: breast}\n  - id: II\n",
)
DENIED = ("outcome: investigational", "outcome: not_medically_necessary")
PAIRS = [
    ((CITE,), "citation only", []),
    ((("last: 2026-01, next: 2026-11", "last: 2026-06"), ('note: "The page', 'note: "This page')), "citation only", []),
    ((NESTED,), "wording only", []),
    ((("label: tumor of the kidney", "label: a mass of the kidney"),), "wording only", []),
    ((("- id: I.C\n", "- id: I.C.1\n"),), "wording only", []),
    ((KIDNEY,), "narrowed", ["narrowed"]),
    ((NO_KIDNEY,), "narrowed", ["narrowed"]),
    ((BREAST,), "widened", ["widened"]),
    ((BREAST, KIDNEY), "mixed", ["widened", "narrowed"]),
    ((DENIED,), "status only", ["status"]),
    ((DENIED, BREAST), "widened", ["widened", "status"]),
    ((CITE, NESTED, BREAST, NO_KIDNEY, DENIED), "mixed", ["widened", "narrowed", "status"]),
]


@pytest.mark.parametrize(("edits", "kind", "ways"), PAIRS)
def test_a_neighbor_has_the_class_that_brute_force_over_every_input_gives(
    edits: tuple[tuple[str, str], ...], kind: str, ways: list[str]
) -> None:
    a, b = held(REGENCE), neighbor(*edits)
    found = diff(a, b)
    assert (kind, ways) == (found.kind, [one.direction for one in found.examples])
    assert_as_brute_force(found, brute(a, b))


def test_a_size_limit_is_told_by_the_size_that_lost_coverage() -> None:
    found = diff(held(REGENCE), neighbor(KIDNEY))
    assert {
        "method": "cryoablation",
        "site": "kidney",
        "lesion.solid_tumor": "yes",
        "lesion.size_cm": "above 4 cm",
    } == values(example(found, "narrowed"))
    (change,) = found.of("criteria")
    assert ("I.C", "condition changed", "met by fewer inputs") == (change.name, change.change, change.proven)
    assert ("site is kidney", "all of (site is kidney; lesion.size_cm at most 4)") == (change.a, change.b)


def test_a_criterion_that_was_added_is_named_with_an_example_that_it_decides() -> None:
    found = diff(held(REGENCE), neighbor(BREAST))
    one = example(found, "widened")
    assert ("investigational", ("II",)) == (one.a.outcome, one.a.deciding)
    assert ("medically_necessary", ("I.H",)) == (one.b.outcome, one.b.deciding)
    changes = {change.name: change for change in found.of("criteria")}
    assert ("added", "tumor of the breast") == (changes["I.H"].change, changes["I.H"].b)
    assert ("condition changed", "met by more inputs") == (changes["I"].change, changes["I"].proven)


def test_a_condition_written_otherwise_is_proven_to_be_the_same_decision() -> None:
    (change,) = diff(held(REGENCE), neighbor(NESTED)).changes
    assert ("I.D", "same decision in other words") == (change.name, change.change)


def test_a_value_among_several_alike_says_which_others_would_do() -> None:
    found = diff(held(REGENCE), neighbor(NO_KIDNEY))
    assert all(() == fact.alike for fact in example(found, "narrowed").facts)
    ncd_250_4 = held("policies/medicare/ncd-250.4.2001-11-26.yaml")
    (method, _) = example(diff(ncd("1997-04-15"), ncd_250_4), "widened").facts
    assert ("radiofrequency", ("microwave", "laser", "hifu", "histotripsy", "other")) == (method.value, method.alike)


# What changed besides


@pytest.mark.parametrize(
    ("edit", "part", "name", "how"),
    [
        (("label: tumor of the kidney", "label: a mass"), "criteria", "I.C", "label changed"),
        (("- id: I.C\n", "- id: I.X\n"), "criteria", "I.C", "renumbered"),
        (("note: no grade is named", "note: of any grade"), "criteria", "I.E", "words changed"),
        (("label: stage I,", "label: first stage,"), "criteria", "I.G.1", "words changed"),
        (("status: investigational", "status: experimental"), "criteria", "II", "status word changed"),
        (DENIED, "criteria", "II", "outcome changed"),
        (("a neoplasm of the cervix", "a growth of the cervix"), "criteria", "scope", "words changed"),
        (('{codes: ["55899"]', '{codes: ["55899", "53899"]'), "codes", "53899", "added"),
        (('  - {codes: ["55899"], says: unlisted procedure of the male organs}\n', ""), "codes", "55899", "removed"),
        (("implies: {method: cryoablation, site: cervix}", "implies: {site: cervix}"), "codes", "57511", "changed"),
        (('["20983"], says', '["20983"], from: 2026-07-01, says'), "codes", "20983", "changed"),
        (('["20983"], says', '["20983"], listed: no, says'), "codes", "20983", "changed"),
        (("says: tumors of bone frozen", "says: bone frozen"), "codes", "20983", "reworded"),
        (("says: history and physical examination", "says: history"), "information", "history_and_physical", "changed"),
        (("Histotripsy for tumors", "Histotripsy of tumors"), "cross_references", "regence.medicine.178", "reworded"),
        (("{fact: method, is: hifu}", "{fact: method, in: [hifu]}"), "cross_references", "regence.surgery.139",
         "same decision in other words"),
        (("when: {fact: method, is: hifu}", "when: {fact: method, is: laser}"), "cross_references",
         "regence.surgery.139", "condition changed"),
        (("see: regence.surgery.139", "see: regence.surgery.1"), "cross_references", "regence.surgery.139", "removed"),
        (("This is no benefit determination.", "Nothing is promised."), "notices", "precedence", "changed"),
        (("outcomes: [investigational, cosmetic]", "outcomes: [investigational]"), "notices", "exclusion_and_billing",
         "changed"),
        (("authority: plan", "authority: plan\nlines_of_business: [medicaid]"), "about", "lines_of_business", "added"),
        (("{from: 2026-06-01}", "{from: 2026-06-01, to: 2027-01-01}"), "about", "in_force", "changed"),
        (("next: 2026-11", "next: 2026-12"), "about", "reviewed", "changed"),
        (("note before criterion I:", "note before I:"), "about", "scope_cite", "changed"),
        (("title: Cryosurgical Ablation", "title: Ablation"), "about", "title", "changed"),
    ],
)  # fmt: skip
def test_whatever_else_changed_is_listed(edit: tuple[str, str], part: str, name: str, how: str) -> None:
    found = diff(held(REGENCE), neighbor(edit))
    assert how in [change.change for change in found.of(part) if change.name == name]
    assert found.kind is not DiffClass.same


def test_codes_say_what_they_settle_and_from_which_day() -> None:
    edit = (
        '["57511"], says: the cervix frozen, implies: {method: cryoablation, ',
        '["57511"], from: 2026-07-01, says: the cervix frozen, implies: {',
    )
    (change,) = diff(held(REGENCE), neighbor(edit)).changes
    assert ("settles method cryoablation, site cervix", "settles site cervix from 2026-07-01") == (change.a, change.b)


def test_criteria_in_another_order_are_no_other_decision_and_said() -> None:
    policy = held(REGENCE)
    one, rest = policy.criteria
    (change,) = diff(policy, replace(policy, criteria=(replace(one, any_=one.any_[::-1]), rest))).of("criteria")[1:]
    assert ("order", "changed") == (change.name, change.change)
    moved = replace(policy, information=policy.information[::-1])
    assert ["order"] == [change.name for change in diff(policy, moved).of("information")]


def test_a_condition_can_be_met_by_other_inputs_neither_more_nor_fewer() -> None:
    (change,) = diff(held(REGENCE), neighbor((KIDNEY[0], "        fact: site\n        is: breast\n"))).of("criteria")
    assert ("condition changed", "met by other inputs") == (change.change, change.proven)


def test_criteria_of_two_payers_are_matched_by_meaning_and_never_by_a_number_they_share() -> None:
    a, b = ncd("2001-07-01"), held("policies/medicare/ncd-250.4.2001-11-26.yaml")
    assert "B" in {part.id for part in a.criteria} & {part.id for part in b.criteria}
    found = diff(a, b)
    assert ("B", "removed") in {(change.name, change.change) for change in found.of("criteria")}
    assert ("Two policies of medicare, not two revisions of one.",) == found.remarks
    (remark,) = diff(a, held(REGENCE)).remarks
    assert "Two payers, medicare and regence: neither policy replaces the other." == remark


# By names


def test_a_name_alone_is_the_newest_revision_and_any_day_in_force_picks_its_own() -> None:
    found = policy_diff("medicare.ncd.230.9@2000-02-29", " Medicare.NCD.230.9 ")
    assert ("medicare.ncd.230.9@1999-07-01", "medicare.ncd.230.9@2001-07-01") == (found.a.revision, found.b.revision)
    assert {"medicare.ncd.230.9@1997-04-15", "regence.surgery.132@2026-06-01"} <= {
        policy.revision for policy in every()
    }


def test_the_day_on_which_a_revision_ends_belongs_to_the_next() -> None:
    found = policy_diff("medicare.ncd.230.9@2001-06-30", "medicare.ncd.230.9@2001-07-01")
    assert ("1999-07-01", "2001-07-01") == (str(found.a.in_force.from_), str(found.b.in_force.from_))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("medicare.ncd.230.8", "expected one of medicare.ncd.230.9, medicare.ncd.250.4"),
        ("zzz", "expected one of medicare.ncd.230.9"),
        ("  ", "found nothing"),
        ("medicare.ncd.230.9@1990-01-01", "a day without a revision; expected a day of medicare.ncd.230.9@1997-04-15"),
        ("medicare.ncd.230.9@1999", "expected a date such as"),
        ("medicare.ncd.230.9@19990701", "expected a date such as"),
        ("medicare.ncd.230.9@2001-02-29", "expected a date such as"),
        ("medicare.ncd.230.9@", "expected a date such as"),
    ],
)
def test_a_name_that_is_none_is_told_with_the_nearest_or_with_the_days_there_are(name: str, says: str) -> None:
    with pytest.raises(FrostlineError) as error:
        policy_diff(name, "regence.surgery.132")
    assert says in str(error.value)


# Any two small policies

SMALL = {
    "sure": Fact("sure", "boolean", "Sure?", "clinical", implies={"yes": {"kind": "cyst", "hidden": "yes"}}),
    "kind": Fact("kind", "one_of", "Kind?", "clinical", values=("cyst", "knot", "web")),
    "grade": Fact(
        "grade", "scale", "Grade?", "clinical", values=("1a", "1b", "2", "3"), groups={"1": ("1a", "1b")},
        implies={"3": {"hidden": "no"}},
    ),
    "size": Fact("size", "number", "Size?", "clinical", unit="cm"),
    "hidden": Fact("hidden", "boolean", "Hidden?", "clinical", implies={"no": {"kind": "web"}}),
}  # fmt: skip
DICTIONARY = Facts(SMALL)
LISTED: dict[str, list[Value]] = {name: list(fact.domain) for name, fact in SMALL.items() if fact.domain}
SIZES: list[Value] = [Decimal(number) for number in range(1, 6)]  # on, beside and beyond the limits 2 and 4


@st.composite
def comparisons(draw: st.DrawFn) -> Criterion:
    name = draw(st.sampled_from(["sure", "kind", "grade", "size"]))
    if name == "sure":
        return Criterion(fact=name, is_=draw(st.sampled_from(["yes", "no"])))
    if name == "kind":
        some = st.lists(st.sampled_from(SMALL[name].values), min_size=1, max_size=2, unique=True)
        return Criterion(fact=name, in_=tuple(draw(some)))
    operator = draw(st.sampled_from(["below", "at_least", "at_most"]))
    words: list[str] = ["1", "1b", "2", "3"] if name == "grade" else ["2", "4"]
    return Criterion(fact=name, **{operator: draw(st.sampled_from(words))})  # type: ignore[arg-type]


def gates(parts: st.SearchStrategy[Criterion]) -> st.SearchStrategy[Criterion]:
    some = st.lists(parts, min_size=1, max_size=3).map(tuple)
    return st.builds(lambda gate, held: Criterion(**{gate: held}), st.sampled_from(["all_", "any_", "none"]), some)


TREES = st.recursive(comparisons(), gates, max_leaves=5)


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    def topped(number: int, tree: Criterion) -> Criterion:
        return replace(tree, id=f"{number}", outcome=draw(st.sampled_from(OUTCOMES)))

    trees = [topped(at, tree) for at, tree in enumerate(draw(st.lists(TREES, max_size=3)))]
    rest = Criterion(id="rest", otherwise=True, outcome=draw(st.sampled_from(OUTCOMES)))
    days = Days(date(2026, 1, 1))
    scope = Scope("scope", draw(TREES))
    return Policy("small", "synthetic", "plan", "Small", days, Cite("synthetic"), scope, (*trees, rest))


def mentioned(*held: Policy) -> dict[str, None]:
    """Names of the facts of policies, in the order of first mention."""
    trees = (tree for policy in held for tree in policy.trees)
    return dict.fromkeys(part.fact for tree in trees for part in tree.walk() if part.fact)


def small(*criteria: Criterion) -> Policy:
    """Give a synthetic policy that covers what meets one of some criteria."""
    met = tuple(replace(held, id=f"{number}", outcome=NECESSARY) for number, held in enumerate(criteria))
    rest = Criterion(id="rest", otherwise=True, outcome=CoverageOutcome.investigational)
    days, scope = Days(date(2026, 1, 1)), Scope("scope", Criterion(none=(Criterion(fact="kind", is_="web"),)))
    return Policy("small", "synthetic", "plan", "Small", days, Cite("synthetic"), scope, (*met, rest))


def test_an_example_without_contradiction_goes_before_a_smaller_one_that_contradicts_itself() -> None:
    sure, knot = Criterion(fact="sure", is_="yes"), Criterion(fact="kind", is_="knot")
    large = Criterion(all_=(Criterion(fact="size", at_least="4"), Criterion(fact="grade", is_="1a"), knot))
    found = difference(small(), small(Criterion(all_=(sure, knot)), large), DICTIONARY)
    assert {"kind": "knot", "size": "4 or more cm", "grade": "1a"} == values(example(found, "widened"))
    assert () == found.remarks


def test_where_every_example_contradicts_itself_that_is_said() -> None:
    parts = (Criterion(fact="sure", is_="yes"), Criterion(fact="kind", is_="knot"))
    found = difference(small(), small(Criterion(all_=parts)), DICTIONARY)
    assert (DiffClass.widened, True) == (found.kind, example(found, "widened").contradicts)
    assert ("An example contradicts itself: no input that does not is decided differently that way.",) == found.remarks


def test_steps_of_a_scale_that_do_not_follow_one_another_are_listed_one_by_one() -> None:
    found = difference(small(), small(Criterion(fact="grade", in_=("1a", "2"))), DICTIONARY)
    assert "1a or 2" == values(example(found, "widened"))["grade"]


def test_a_fact_that_both_criteria_share_is_an_example_although_the_diagram_asks_another_first() -> None:
    """The shortest path of the diagram would decide `sure`; for every value of it, size alone settles the rest."""
    either = (
        Criterion(all_=(Criterion(fact="sure", is_="yes"), Criterion(fact="size", below="4"))),
        Criterion(all_=(Criterion(fact="sure", is_="no"), Criterion(fact="size", below="2"))),
    )
    found = difference(small(), small(*either), DICTIONARY)
    assert {"kind": "cyst", "size": "below 2 cm"} == values(example(found, "widened"))


def everything(a: Policy, b: Policy) -> Brute:
    return Brute(a, b, DICTIONARY, {name: LISTED.get(name, SIZES) for name in mentioned(a, b)})


@settings(max_examples=300)
@given(a=policies(), b=policies())
def test_class_and_examples_of_any_two_policies_are_what_every_assignment_says(a: Policy, b: Policy) -> None:
    assert_as_brute_force(difference(a, b, DICTIONARY), everything(a, b))


@settings(max_examples=100)
@given(a=policies(), b=policies())
def test_an_example_says_of_each_policy_what_every_completion_of_it_gets(a: Policy, b: Policy) -> None:
    held = everything(a, b)
    for one in difference(a, b, DICTIONARY).examples:
        mask = held.all
        for fact in one.facts:
            sample = Decimal(fact.sample) if fact.fact == "size" else fact.sample
            mask &= held.bits[fact.fact, sample]
        assert not mask & ~held.both[one.a.outcome, one.b.outcome]


@settings(max_examples=100)
@given(a=policies(), b=policies())
def test_a_diff_read_backwards_says_the_opposite(a: Policy, b: Policy) -> None:
    turned = {DiffClass.widened: DiffClass.narrowed, DiffClass.narrowed: DiffClass.widened}
    kind = difference(a, b, DICTIONARY).kind
    assert turned.get(kind, kind) == difference(b, a, DICTIONARY).kind
