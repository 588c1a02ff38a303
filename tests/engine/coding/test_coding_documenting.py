"""What the note still needs to say for the lines of a family."""

import pytest
from tests.engine.charts import AK, BOWEN, WARTS, chart, entry, service, settled

from frostline.engine.coding.documenting import missing
from frostline.model.encounter import Pathology, Treated


def lacking(*treated: Treated, **more: object) -> list[tuple[str, str]]:
    return [(held.about, held.element) for held in missing(settled(chart(*treated, **more)).lines)]


def test_a_complete_note_lacks_nothing() -> None:
    assert [] == lacking(AK, BOWEN, entry(WARTS, symptoms=("bleeding",)))


def test_benign_lesions_need_a_symptom() -> None:
    assert [("wa", "symptoms")] == lacking(WARTS)
    assert [("wa", "symptoms")] == lacking(entry(WARTS, symptoms=()))


def test_what_is_done_for_appearance_needs_no_symptom() -> None:
    assert [] == lacking(entry(WARTS, cosmetic=True))


def test_a_site_that_did_not_decide_the_code_must_still_be_documented() -> None:
    assert [("ak", "site")] == lacking(entry(site=None))


def test_a_malignant_diagnosis_without_a_report_lacks_the_report() -> None:
    stated = entry(BOWEN, lesion=None, icd10="C44.619", pathology=None)
    assert [("bo", "pathology")] == lacking(stated)
    assert [] == lacking(entry(stated, pathology=Pathology.confirmed))


def test_an_element_of_two_lines_of_one_entry_is_said_once() -> None:
    assert [("ak", "site")] == lacking(entry(site=None, count=5))


def test_each_entry_that_lacks_an_element_is_named() -> None:
    assert [("ak", "site"), ("b", "site")] == lacking(entry(site=None), entry(id="b", site=None))


def test_what_is_missing_is_said_in_the_words_of_the_chart() -> None:
    held = missing(settled(chart(WARTS)).lines)[0]
    assert held.says.startswith("wart, left hand: a sign or symptom")
    assert held.cite


@pytest.mark.parametrize("code", ["11300", "99213"])
def test_services_have_no_family_and_so_no_list(code: str) -> None:
    assert [] == lacking(services=(service(code),))
