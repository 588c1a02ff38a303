"""The citation checker finds every fault of Regence 132 from its rows, and nothing in a list that is right."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from frostline.engine.coverage.citations import citation_faults, family, fitting, fraction_faults, share
from frostline.engine.coverage.evidence import behind, faults_of, search, shown
from frostline.knowledge.evidence import evidence
from frostline.model.evidence import (
    CitationFault,
    EvidenceRoom,
    FaultKind,
    Fraction,
    Guideline,
    Reference,
    Study,
    Sum,
    numbers,
)

REAL = evidence("regence.surgery.132@2026-06-01")
assert REAL is not None
ROOM: EvidenceRoom = REAL
STUDIES = (
    Study("a", "bone", "review", ("well",), study="Ruiz", author="Ruiz", year=2020, cited="1", topics=("bone",)),
    Study("b", "lung", "series", ("well",), study="Öz", author="Öz", year=2019, cited="2", topics=("lung",)),
    Study("c", "bone", "series", ("well",), study="a group", cited="1, 3-4", topics=("bone",)),
    Study("d", "any", "statement", ("trials are wanted",)),
)
LIST = (
    Reference(1, "Ruiz AB", "bone, review", 2020, ("bone",), "A Journal", "101"),
    Reference(2, "Oz C", "lung, series", 2019, ("lung",), "A Journal", "102"),
    Reference(3, "Ruiz AB", "bone, series", 2020, ("bone",), "B Journal", "103"),
    Reference(4, "Ng D", "bone, one case", 2018, (), "B Journal", "104"),
    Reference(5, "A Body", "guideline, version 3", None, ("lung",), "guideline", "105", accessed="2026-01-01"),
)
CLEAN = replace(
    ROOM, evidence=STUDIES, references=LIST, guidelines=(Guideline("A Body", "5", "an option", topics=("lung",)),)
)


def found(room: EvidenceRoom, kind: FaultKind) -> list[CitationFault]:
    return [fault for fault in citation_faults(room) if fault.kind is kind]


def rows(room: EvidenceRoom, kind: FaultKind) -> list[tuple[str, ...]]:
    return [fault.rows for fault in found(room, kind)]


def listed(room: EvidenceRoom, kind: FaultKind) -> list[tuple[int, ...]]:
    return [fault.references for fault in found(room, kind)]


def with_study(room: EvidenceRoom, name: str, edit: Callable[[Study], Study]) -> EvidenceRoom:
    return replace(room, evidence=tuple(edit(study) if study.id == name else study for study in room.evidence))


def with_reference(room: EvidenceRoom, number: int, edit: Callable[[Reference], Reference]) -> EvidenceRoom:
    changed = tuple(edit(held) if held.n == number else held for held in room.references)
    return replace(room, references=changed)


def with_entry(room: EvidenceRoom, entry: Reference) -> EvidenceRoom:
    return replace(room, references=(*room.references, entry))


# The ten of Regence 132


def test_f1_a_breast_review_that_cites_a_pancreas_paper_is_found() -> None:
    first = found(ROOM, FaultKind.another_paper)[0]
    assert (("breast-1",), (1,)) == (first.rows, first.references)
    assert "1 for Ramgopal 2025, yet 1 is Xue K 2024 (unresectable pancreas, systematic review)" == first.says
    assert "an entry for Ramgopal 2025; the list has none" == first.should_be


def test_f2_one_number_for_the_interim_and_the_final_report_is_found() -> None:
    assert [("breast-1", "pancreas-3"), ("lung-4", "lung-5")] == rows(ROOM, FaultKind.two_reports)
    eclipse = found(ROOM, FaultKind.two_reports)[1]
    assert (20,) == eclipse.references
    assert "a number for each; 20 is de Baere T 2015" == eclipse.should_be
    assert "List de Baere (ECLIPSE, five years) 2021 and cite by a number of its own" == eclipse.remedy


def test_f3_a_number_beyond_the_list_is_found() -> None:
    (fault,) = found(ROOM, FaultKind.not_in_list)
    assert (("prostate-1",), "55 for Hopstaken 2022", "one of 1-51; none fits") == (
        fault.rows, fault.says, fault.should_be,
    )  # fmt: skip


def test_f4_a_study_told_without_a_number_is_found_with_the_reference_that_fits() -> None:
    (fault,) = found(ROOM, FaultKind.no_number)
    assert (("bone-8",), (38,), "38, Callstrom MR 2013", "Print 38 there") == (
        fault.rows, fault.references, fault.should_be, fault.remedy,
    )  # fmt: skip


def test_f5_an_empty_pmid_is_found() -> None:
    assert [(25,)] == listed(ROOM, FaultKind.pmid_empty)


def test_f6_an_entry_that_says_it_has_no_pmid_is_found_and_not_called_empty() -> None:
    assert [(4,)] == listed(ROOM, FaultKind.pmid_stated_none)


def test_f7_an_entry_without_title_and_journal_is_found() -> None:
    (fault,) = found(ROOM, FaultKind.untitled)
    assert ((43,), "Look up PMID 25610935") == (fault.references, fault.remedy)


def test_f8_guidelines_with_a_day_of_access_only_are_found() -> None:
    (fault,) = found(ROOM, FaultKind.access_date_only)
    assert ((41, *range(45, 52)), "references 41, 45-51") == (fault.references, fault.where)


def test_f9_a_range_over_other_tumors_is_found_with_each_stray() -> None:
    first, second = found(ROOM, FaultKind.other_topic)
    assert (("other-1",), (34, 35, 37, 38, 39)) == (first.rows, first.references)
    assert "31-40, which takes in bone (34-35, 38), lung (37), breast (39)" == first.says
    assert (("US professional societies",), (42, 43)) == (second.rows, second.references)


def test_f10_a_review_that_is_told_twice_is_found() -> None:
    assert [("lung-1",)] == rows(ROOM, FaultKind.told_twice)


def test_nothing_else_is_found_in_the_policy() -> None:
    counts = {kind: len(found(ROOM, kind)) for kind in FaultKind}
    two = {FaultKind.another_paper, FaultKind.two_reports, FaultKind.other_topic}
    one = {
        FaultKind.not_in_list, FaultKind.no_number, FaultKind.pmid_empty, FaultKind.pmid_stated_none,
        FaultKind.untitled, FaultKind.access_date_only, FaultKind.told_twice,
    }  # fmt: skip
    assert {kind: 2 if kind in two else int(kind in one) for kind in FaultKind} == counts


def test_the_entry_that_the_pack_signs_is_the_one_that_the_checker_would_take() -> None:
    for study in ROOM.evidence:
        if study.author:
            assert numbers(study.reference) == tuple(held.n for held in fitting(study, ROOM)), study.id


# Mended


@pytest.mark.parametrize(
    ("kind", "left", "mend"),
    [
        (
            FaultKind.another_paper,
            1,
            lambda room: with_study(
                with_entry(room, Reference(52, "Ramgopal X", "fibroadenoma", 2025, ("breast",), "J", "1")),
                "breast-1",
                lambda study: replace(study, cited="52"),
            ),
        ),
        (FaultKind.two_reports, 1, lambda room: with_study(room, "lung-5", lambda study: replace(study, cited=None))),
        (
            FaultKind.not_in_list,
            0,
            lambda room: with_entry(room, Reference(55, "Hopstaken JS", "focal", 2022, ("prostate",), "J", "1")),
        ),
        (FaultKind.no_number, 0, lambda room: with_study(room, "bone-8", lambda study: replace(study, cited="38"))),
        (FaultKind.pmid_empty, 0, lambda room: with_reference(room, 25, lambda held: replace(held, pmid="1"))),
        (
            FaultKind.pmid_stated_none,
            0,
            lambda room: with_reference(room, 4, lambda held: replace(held, pmid="1", no_pmid_stated=False)),
        ),
        (FaultKind.untitled, 0, lambda room: with_reference(room, 43, lambda held: replace(held, untitled=False))),
        (
            FaultKind.access_date_only,
            0,
            lambda room: replace(
                room, references=tuple(held for held in room.references if not held.accessed)
            ),
        ),
        (FaultKind.other_topic, 1, lambda room: with_study(room, "other-1", lambda study: replace(study, cited="36"))),
        (FaultKind.told_twice, 0, lambda room: with_study(room, "lung-1", lambda study: replace(study, told=1))),
    ],
    ids=[f"F{number}" for number in range(1, 11)],
)  # fmt: skip
def test_a_fault_that_is_mended_goes_away(
    kind: FaultKind, left: int, mend: Callable[[EvidenceRoom], EvidenceRoom]
) -> None:
    assert left == len(found(mend(ROOM), kind))


# A list that is right, and slips in it


def test_nothing_is_found_where_nothing_is_wrong() -> None:
    assert () == citation_faults(CLEAN)
    assert () == fraction_faults(CLEAN)


def test_accents_initials_and_particles_do_not_make_another_author() -> None:
    assert "oz" == family("Öz A-B")
    assert "de baere" == family("de Baere T")
    assert family("NCCN") == "nccn"
    assert "xue" != family("Xu KC")


def test_a_year_that_differs_is_another_paper() -> None:
    (fault,) = found(with_study(CLEAN, "a", lambda study: replace(study, year=2021)), FaultKind.another_paper)
    assert (("a",), (1,)) == (fault.rows, fault.references)


def test_the_right_number_is_named_where_the_list_has_the_paper() -> None:
    (fault,) = found(with_study(CLEAN, "b", lambda study: replace(study, cited="4")), FaultKind.another_paper)
    assert ("2, Oz C 2019", "Cite 2 instead", (4, 2)) == (fault.should_be, fault.remedy, fault.references)
    (beyond,) = found(with_study(CLEAN, "b", lambda study: replace(study, cited="9")), FaultKind.not_in_list)
    assert ("2, Oz C 2019", "Cite 2 instead", (2,)) == (beyond.should_be, beyond.remedy, beyond.references)


def test_two_reports_under_a_number_that_is_not_in_the_list_are_told() -> None:
    room = CLEAN
    for name in ("a", "b"):
        room = with_study(room, name, lambda study: replace(study, cited="9"))
    (fault,) = found(room, FaultKind.two_reports)
    assert ((), "a number for each; 9 is not in the list") == (fault.references, fault.should_be)


def test_a_study_without_a_year_may_be_any_report_of_its_author() -> None:
    unsure = Study("e", "bone", "review", ("well",), study="Ruiz", author="Ruiz", cited="1", topics=("bone",))
    assert () == citation_faults(replace(CLEAN, evidence=(*STUDIES, unsure)))


def test_a_study_without_number_and_reference_is_to_be_listed() -> None:
    room = with_study(CLEAN, "b", lambda study: replace(study, cited=None, year=1999))
    (fault,) = found(room, FaultKind.no_number)
    assert ("List Öz 1999 and cite it", ()) == (fault.remedy, fault.references)


def test_a_number_is_missed_in_an_empty_list_and_in_a_group() -> None:
    empty = replace(CLEAN, references=(), guidelines=())
    assert {"an entry; the list is empty; none fits"} == {
        fault.should_be for fault in found(empty, FaultKind.not_in_list)
    }
    (fault,) = found(with_study(CLEAN, "c", lambda study: replace(study, cited="1, 3-7")), FaultKind.not_in_list)
    assert "6-7 for a group" == fault.says
    nobody = with_study(CLEAN, "d", lambda study: replace(study, cited="8"))
    assert ["8"] == [fault.says for fault in found(nobody, FaultKind.not_in_list)]


@pytest.mark.parametrize("pmid", ["PMC101", "0123", "123456789", "12 34", "١٢"])
def test_a_pmid_that_is_none_is_found(pmid: str) -> None:
    assert [(2,)] == listed(with_reference(CLEAN, 2, lambda held: replace(held, pmid=pmid)), FaultKind.pmid_malformed)


def test_an_entry_that_nobody_could_look_up_says_so() -> None:
    room = with_reference(CLEAN, 2, lambda held: replace(held, pmid=None, untitled=True))
    assert ["Look up author and year"] == [fault.remedy for fault in found(room, FaultKind.untitled)]


def test_one_dated_guideline_is_told_in_the_singular() -> None:
    room = with_reference(CLEAN, 5, lambda held: replace(held, pmid=None))
    assert ["reference 5"] == [fault.where for fault in found(room, FaultKind.access_date_only)]


def test_a_paper_that_is_listed_twice_is_one_fault_whatever_its_pmid() -> None:
    for pmid in ("101", "999"):
        room = with_entry(CLEAN, replace(LIST[0], n=6, author="RUIZ AB", pmid=pmid))
        twins = [fault for fault in citation_faults(room) if fault.references == (1, 6)]
        assert [FaultKind.entry_twice] == [fault.kind for fault in twins]


def test_a_pmid_that_two_papers_claim_is_found() -> None:
    room = with_reference(CLEAN, 4, lambda held: replace(held, pmid="102"))
    (fault,) = found(room, FaultKind.pmid_twice)
    assert ((2, 4), "PMID 102 for Oz C 2019 and for Ng D 2018") == (fault.references, fault.says)


# Figures


def test_every_share_of_the_policy_recomputes_to_what_is_printed() -> None:
    shares = [held for study in ROOM.evidence for held in study.fractions]
    assert ["94.2", "97.5", "18.8", "2"] == [share(held) for held in shares]
    assert [] == [fault for fault in fraction_faults(ROOM) if fault.kind is FaultKind.share_differs]


@pytest.mark.parametrize(
    ("part", "of", "printed", "expected"),
    [(9, 48, "18.7", "18.8"), (1, 8, "12.4", "12.5"), (1, 8, "12", "13"), (1, 3, "33.34", "33.33"), (0, 5, "1", "0")],
)
def test_a_share_that_does_not_follow_from_its_counts_is_found(part: int, of: int, printed: str, expected: str) -> None:
    held = Fraction("well", part, of, printed)
    room = with_study(CLEAN, "a", lambda study: replace(study, fractions=(held,)))
    (fault,) = fraction_faults(room)
    assert (FaultKind.share_differs, f"{expected} %", ("a",)) == (fault.kind, fault.should_be, fault.rows)


def test_places_that_do_not_add_to_all_lesions_are_told_and_not_passed_over() -> None:
    sagoo, lindquister = fraction_faults(ROOM)
    assert (("bone-4",), "187; the parts add to 131") == (sagoo.rows, sagoo.should_be)
    assert "3 cervical + 74 thoracic + 37 lumbar + 17 sacrococcygeal of 187" == sagoo.says
    assert (("bone-5",), "1 left over: look in the paper") == (lindquister.rows, lindquister.remedy)


def test_parts_that_are_more_than_their_whole_are_told() -> None:
    room = with_study(CLEAN, "a", lambda study: replace(study, sums=(Sum("lesions", 3, {"left": 2, "right": 2}),)))
    assert ["1 too many: look in the paper"] == [fault.remedy for fault in fraction_faults(room)]


# Searched


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("breast", ["breast-1", "breast-2", "breast-3", "breast-4"]),
        ("BREASTS", ["breast-1", "breast-2", "breast-3", "breast-4"]),
        ("eclipse", ["lung-4", "lung-5"]),
        ("bone metastasis pain", ["bone-1", "bone-2", "bone-3", "bone-4", "bone-6", "bone-7", "bone-8"]),
        ("osteomyelitis", ["bone-8"]),
        ("sacrococcygeal", ["bone-4"]),
        ("breast eclipse", []),
    ],
)
def test_a_search_finds_the_rows_that_hold_every_word(words: str, expected: list[str]) -> None:
    assert expected == [study.id for study in search(ROOM, words).evidence]


def test_no_words_find_everything() -> None:
    everything = search(ROOM, "")
    assert (24, 3, 51) == tuple(map(len, (everything.evidence, everything.guidelines, everything.references)))


def test_what_is_shown_brings_the_references_that_it_rests_on() -> None:
    assert [20] == [held.n for held in search(ROOM, "eclipse").references]
    assert [38] == [held.n for held in shown(ROOM, "osteomyelitis").references]
    assert ["NCCN Prostate"] == [held.body for held in search(ROOM, "discouraged").guidelines]


def test_only_faults_that_concern_what_is_shown_are_shown_with_it() -> None:
    faults = faults_of(ROOM, shown(ROOM, "eclipse"))
    assert [FaultKind.another_paper, FaultKind.two_reports] == [fault.kind for fault in faults]
    assert len(citation_faults(ROOM)) + len(fraction_faults(ROOM)) == len(faults_of(ROOM, shown(ROOM, "")))


def test_a_criterion_leads_to_its_rows_those_under_it_and_those_above_it() -> None:
    assert ["lung-1", "lung-2"] == [study.id for study in behind(ROOM, "I.G.2").evidence]
    assert ["lung-1", "lung-2", "prostate-1"] == [study.id for study in behind(ROOM, "I").evidence]
    assert ["US professional societies"] == [held.body for held in behind(ROOM, "I.C").guidelines]
    assert 22 == len(behind(ROOM, "II").evidence)
    assert () == behind(ROOM, "I.A").evidence + behind(ROOM, "I.E").evidence


def test_a_criterion_brings_the_references_of_its_rows() -> None:
    assert (17, 18, *range(41, 48)) == tuple(held.n for held in behind(ROOM, "I.G").references)
