"""Payers side by side: the latest first, boundaries that differ, unknown is no denial, no change is no guess."""

from dataclasses import replace

import pytest

from frostline.engine.coverage.comparing import (
    ONE_SIDED,
    UNCHANGED,
    UNPROVEN,
    Row,
    changes,
    differing,
    folded,
    side_by_side,
    silent,
)
from frostline.knowledge.landscape import landscape
from frostline.model.landscape import Landscape, Limit, Position, Seen, SeenStatus
from frostline.model.reason import Cite

CITE = Cite("made for this test")
YES, NO = SeenStatus.medically_necessary, SeenStatus.investigational


def seen(*positions: Position, version: str = "1", **more: object) -> Seen:
    made = Seen("Payer", "P-1", "Title", "opening", "somewhere", version=version, positions=positions)
    return replace(made, **more)  # type: ignore[arg-type]


def position(*criteria: str, of: str = "kidney", status: SeenStatus = YES, **more: object) -> Position:
    return replace(Position((of,), f"{of} tumor", status, criteria), **more)  # type: ignore[arg-type]


def pack(*records: Seen) -> Landscape:
    return Landscape("payer", "Payer", CITE, records)


def real(name: str) -> Seen:
    return {name: held for pack in landscape()[1] for name, held in pack.named}[name]


def rows(indication: str) -> tuple[Row, ...]:
    return side_by_side(landscape()[1], indication)


# Side by side


def test_the_latest_version_stands_first_and_older_ones_are_marked() -> None:
    found = side_by_side([pack(seen(position(), version="old"), seen(position(), version="new"))], "kidney")
    assert [("new", True), ("old", False)] == [(row.seen.version, row.latest) for row in found]


def test_a_policy_that_has_ended_is_not_shown_as_the_latest_word() -> None:
    (row,) = side_by_side([pack(seen(position(), ended="2022-06-27"))], "kidney")
    assert not row.latest


def test_two_payers_with_one_number_do_not_replace_each_other() -> None:
    found = side_by_side([pack(seen(position(), payer="A"), seen(position(), payer="B"))], "kidney")
    assert [("A", True), ("B", True)] == [(row.seen.payer, row.latest) for row in found]


def test_a_row_about_several_uses_is_found_by_each() -> None:
    assert "BCBS Tennessee" in {row.seen.payer for row in rows("prostate.focal")}
    assert "BCBS Tennessee" in {row.seen.payer for row in rows("pancreas")}


def test_17340_has_five_payers_or_more() -> None:
    packs, uses = landscape()[1], landscape()[0].billed("17340")
    assert ["acne.freezing"] == [use.id for use in uses]
    payers = {row.seen.payer for row in rows("acne.freezing")}
    payers |= {one.seen.payer for one in silent(packs, "acne.freezing")}
    assert {"Aetna", "BCBS Minnesota", "Highmark (PA)", "Highmark WV", "Independence Blue Cross", "WellCare"} == payers


def test_focal_prostate_is_investigational_wherever_a_position_was_seen() -> None:
    said = {row.seen.payer: row.position.status for row in rows("prostate.focal")}
    assert said.pop("BCBS North Carolina") is SeenStatus.not_addressed
    assert {NO} == set(said.values())
    assert {"BCBS Alabama and affiliates", "HCSC (IL, MT, NM, OK, TX)", "Regence (Cambia plans)"} <= said.keys()


def test_an_older_version_that_says_the_same_is_folded_into_the_latest() -> None:
    old, new = seen(position("4 cm"), version="old"), seen(position("4 cm"), version="new")
    ((row, same),) = folded(side_by_side([pack(old, new)], "kidney"))
    assert ("new", ["old"]) == (row.seen.version, [one.seen.version for one in same])


def test_an_older_version_that_says_something_else_keeps_its_own_row() -> None:
    old, new = seen(position("3 cm"), version="old"), seen(position("4 cm"), version="new")
    assert 2 == len(folded(side_by_side([pack(old, new)], "kidney")))


# Unknown is never not covered


def test_a_policy_whose_position_was_not_seen_is_named_and_says_nothing() -> None:
    named = seen(names=("kidney",))
    assert ["Payer P-1"] == [one.by for one in silent([pack(named)], "kidney")]
    assert () == side_by_side([pack(named)], "kidney")
    assert () == silent([pack(named)], "liver")


def test_of_a_silent_policy_only_the_latest_version_is_named() -> None:
    found = silent([pack(seen(names=("kidney",), version="old"), seen(names=("kidney",), version="new"))], "kidney")
    assert ["new"] == [one.seen.version for one in found]


# Boundaries


def test_sixty_or_lower_against_under_sixty_is_shown_as_differing() -> None:
    (found,) = [one for one in differing(rows("kidney"), "kidney") if one.of == "kidney.gfr"]
    assert found.says.startswith("kidney.gfr: at most 60 (Aetna CPB 0100) against below 60 (BCBS Alabama")
    assert "Blue Shield of California" in found.says
    assert ("Regence (Cambia plans) SUR132",) == found.without


def test_ten_lesions_against_fifteen_is_shown_as_differing() -> None:
    (found,) = differing(rows("skin.actinic_keratosis"), "skin.actinic_keratosis")
    assert "lesion.count: at least 15 (Aetna CPB 0251) against at least 10 (Anthem / Elevance ANC.00007)" == found.says


def test_a_bound_that_all_share_is_no_difference() -> None:
    limited = position(limits=(Limit("tumor.size_cm", "cm", at_most="4"),))
    found = side_by_side([pack(seen(limited, payer="A"), seen(limited, payer="B"))], "kidney")
    assert () == differing(found, "kidney")


def test_a_bound_of_an_older_version_is_not_held_against_the_latest() -> None:
    old, new = (position(limits=(Limit("tumor.size_cm", "cm", at_most=size),)) for size in ("3", "4"))
    found = side_by_side([pack(seen(old, version="old"), seen(new, version="new"))], "kidney")
    assert () == differing(found, "kidney")


def test_a_bound_for_one_use_of_a_row_is_not_taken_for_another() -> None:
    assert "Aetna CPB 0100" in str(differing(rows("prostate.whole_gland"), "prostate.whole_gland"))
    assert "Aetna CPB 0100" not in str(differing(rows("prostate.salvage"), "prostate.salvage"))


def test_no_bound_is_claimed_for_a_page_that_was_not_seen_whole() -> None:
    limited = position(limits=(Limit("tumor.size_cm", "cm", at_most="4"),))
    opening, whole = seen(position(), payer="B"), seen(position(), payer="C", basis="full")
    found = side_by_side([pack(seen(limited, payer="A"), opening, whole)], "kidney")
    (boundary,) = differing(found, "kidney")
    assert ("C P-1",) == boundary.without


def test_freezing_without_a_bound_is_not_set_against_a_peel_with_one() -> None:
    peel = position(limits=(Limit("lesion.count", at_least="10"),), instead="peel")
    found = side_by_side([pack(seen(peel, payer="A"), seen(position(), payer="C", basis="full"))], "kidney")
    assert () == differing(found, "kidney")


# Two records compared

SAME = [
    ("bcbs_alabama.mp_429@2023-07", "bcbs_alabama.mp_429@2024-07"),
    ("anthem.cg_surg_61@2024-01-03", "anthem.cg_surg_61@2024-10-01"),
    (
        "moda.treatment_or_removal_of_benign_skin_lesions@2021-04-01",
        "moda.treatment_or_removal_of_benign_skin_lesions@2023-04-01",
    ),
]


@pytest.mark.parametrize(("older", "newer"), SAME)
def test_a_review_that_changed_nothing_says_so_and_proves_no_more(older: str, newer: str) -> None:
    found = changes(real(older), real(newer))
    assert (UNCHANGED, ()) == (found.says, found.changes)
    assert UNPROVEN in found.remarks
    assert "of the newer one this much was seen: opening" in found.remarks


def test_the_new_text_of_aetna_0100_lists_its_changes() -> None:
    found = changes(real("aetna.cpb_0100@older"), real("aetna.cpb_0100@recent"))
    assert "condition reworded: 1, removed: 7, added: 10" == found.says
    about = {(change.kind, change.about) for change in found.changes}
    assert ("added", "desmoid tumor") in about
    assert ("removed", "cancer of the prostate, stage C, nodes not looked at") in about
    assert ("condition reworded", "renal mass, a renal cell carcinoma confirmed or suspected") in about
    assert ONE_SIDED in found.remarks


def test_highmark_s_164_moved_its_code_and_added_criteria() -> None:
    found = changes(real("highmark_pa.s_164@002"), real("highmark_pa.s_164@011"))
    assert ["criteria changed", "codes changed"] == [change.kind for change in found.changes]
    assert ("19499", "19105, 19499") == (found.changes[1].before, found.changes[1].after)
    assert ONE_SIDED not in found.remarks


def test_a_status_that_turned_is_told() -> None:
    found = changes(seen(position(status=NO)), seen(position()))
    assert [("status changed", "investigational", "medically necessary")] == [
        (change.kind, change.before, change.after) for change in found.changes
    ]


def test_a_bound_that_moved_by_one_character_is_a_change_though_the_words_are_the_same() -> None:
    old, new = (
        position(limits=(limit,)) for limit in (Limit("kidney.gfr", at_most="60"), Limit("kidney.gfr", below="60"))
    )
    assert "criteria changed: 1" == changes(seen(old), seen(new)).says


def test_the_rows_may_stand_in_any_order() -> None:
    one, two = position(), position(of="liver", status=NO)
    assert UNCHANGED == changes(seen(one, two), seen(two, one)).says


def test_lists_of_codes_of_which_one_was_not_seen_are_no_change() -> None:
    assert UNCHANGED == changes(seen(position(), codes={"cpt": ("1",)}), seen(position())).says


def test_the_same_codes_in_another_order_are_no_change() -> None:
    old, new = (seen(position(), codes={"cpt": codes}) for codes in (("1", "2"), ("2", "1")))
    assert UNCHANGED == changes(old, new).says


def test_two_whole_texts_leave_nothing_unsaid_about_one_sided_rows() -> None:
    found = changes(seen(position(), basis="full"), seen(position(of="liver"), basis="full"))
    assert (UNPROVEN,) == found.remarks


def test_two_policies_are_not_called_two_versions() -> None:
    found = changes(seen(position()), seen(position(), policy="P-2"))
    assert "two policies, Payer P-1 and Payer P-2, not two versions of one" in found.remarks
