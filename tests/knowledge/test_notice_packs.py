"""Forms of notices: an answer for every outcome and every line of business, in plain language, cited; else no load."""

import re
import shutil
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

from frostline.knowledge.notices import NOTICES, notice_forms
from frostline.knowledge.text import parse
from frostline.model.errors import Fault, Faults
from frostline.model.notices import LISTED, SINGLE, NoticeForm
from frostline.model.policies import NECESSARY, UNSETTLED, CoverageOutcome, LineOfBusiness

FORMS = notice_forms()
PRINTED = [form for form in FORMS if form.parts]
MEDICARE, COSMETIC, MEDICAID = "medicare.yaml", "medicare_cosmetic.yaml", "medicaid.yaml"
OPEN = "commercial_open.yaml"
HIGHEST_GRADE = 8
Edit = tuple[str, str, str]  # file, what stands there, what shall stand there
Faulty = Callable[..., tuple[Fault, ...]]


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return Path(shutil.copytree(NOTICES, tmp_path / "notices"))


@pytest.fixture
def faults(packs: Path) -> Faulty:
    def raised(*edits: Edit) -> tuple[Fault, ...]:
        for file, old, new in edits:
            text = (packs / file).read_text(encoding="utf-8")
            assert old in text, f"{file} has changed: no {old}"
            (packs / file).write_text(text.replace(old, new, 1), encoding="utf-8")
        with pytest.raises(Faults) as error:
            notice_forms(packs)
        return error.value.faults

    return raised


def line_of(packs: Path, file: str, text: str) -> int:
    lines = (packs / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, start=1) if text in line)


def form(name: str) -> NoticeForm:
    return next(held for held in FORMS if held.id == name)


# What stands in the packs


@pytest.mark.parametrize(("line", "outcome"), list(product(LineOfBusiness, CoverageOutcome)))
def test_whoever_pays_and_whatever_comes_out_the_office_learns_what_to_tell_the_member(
    line: LineOfBusiness, outcome: CoverageOutcome
) -> None:
    held = [form for form in FORMS if line in form.lines_of_business and outcome in form.outcomes]
    assert (0 if outcome is NECESSARY else 1) == len(held)


def test_the_forms_are_read_once() -> None:
    assert notice_forms() is FORMS


def test_a_missing_fact_is_never_a_reason_to_hand_out_a_notice() -> None:
    assert [] == [held.id for held in PRINTED if set(UNSETTLED) & set(held.outcomes)]


def test_no_state_form_is_made_up_for_medicaid_and_the_office_is_told_so() -> None:
    held = form("notice.medicaid")
    assert ((), ()) == (held.parts, held.modifiers)
    assert "no form of any state is held" in held.says[0]


@pytest.mark.parametrize(
    ("name", "modifiers"),
    [
        ("notice.medicare", ["GA", "GZ"]),
        ("notice.medicare.cosmetic", ["GY", "GX"]),
        ("notice.medicare.open", []),
        ("notice.medicare_advantage", []),
        ("notice.commercial", []),
        ("notice.commercial.cosmetic", []),
    ],
)
def test_each_modifier_stands_with_its_form_and_no_other_payer_sees_one(name: str, modifiers: list[str]) -> None:
    assert modifiers == [held.code for held in form(name).modifiers]


def test_the_official_blanks_stand_in_their_order_and_only_the_official_form_is_signed() -> None:
    for held in (form("notice.medicare"), form("notice.medicare.cosmetic")):
        letters = [part.heading[0] for part in held.parts if re.match(r"[A-H]\. ", part.heading)]
        assert list("ABCDEFG") == letters
        assert "CMS-R-131" in (held.form or "")
        assert "not this sheet" in " ".join(held.parts[0].says)
        assert not any(part.choices for part in held.parts), "a box ticked here would not count"
        options = next(part.says for part in held.parts if part.heading.startswith("G."))
        assert ["Option 1", "Option 2", "Option 3"] == [text[:8] for text in options]


def test_a_member_of_medicare_advantage_is_sent_to_the_plan_and_signs_no_waiver() -> None:
    held = form("notice.medicare_advantage")
    assert held.form is None
    assert "organization determination" in " ".join(text for part in held.parts for text in part.says)
    assert "do not have to sign" in " ".join(text for part in held.parts for text in part.says)


def test_the_commercial_notice_is_called_advice_and_no_condition() -> None:
    for held in (form("notice.commercial"), form("notice.commercial.cosmetic")):
        assert "As advised, not as a condition" in held.says[0]
        assert "not a condition" in " ".join(text for part in held.parts for text in part.says)


@pytest.mark.parametrize("held", FORMS, ids=lambda held: held.id)
def test_every_form_says_where_it_comes_from(held: NoticeForm) -> None:
    assert "CFR" in held.cite.title or "Manual" in held.cite.title


def test_every_blank_is_used_somewhere() -> None:
    texts = " ".join(text for held in PRINTED for part in held.parts for text in (*part.says, *part.choices))
    assert {*SINGLE, *LISTED} == set(re.findall(r"\{(\w+)\}", texts))


# Plain language


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; a letter or a number that is spelled out counts one each."""
    plain = re.sub(r"(?<=[^aeiouyl])e$|(?<=[^aeiouydt])ed$", "", word.casefold())
    return max(1, len(re.findall(r"[aeiouy]+", plain)))


def grade(texts: list[str]) -> Fraction:
    """Flesch-Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [part for text in texts for part in re.split(r"[.!?]\s|[.!?]$", text) if re.search("[A-Za-z]", part)]
    words = [word for sentence in sentences for word in re.findall(r"[A-Za-z']+", sentence)]
    each = Fraction(len(words), len(sentences))
    long = Fraction(sum(map(syllables, words)), len(words))
    return Fraction(39, 100) * each + Fraction(118, 10) * long - Fraction(1559, 100)


def member_texts(held: NoticeForm) -> Iterator[str]:
    """What the member reads in sentences; values of blanks are left out, since those are names, codes and citations."""
    yield from (held.title, *held.because.values())
    for part in held.parts:
        yield from (re.sub(r"\{\w+\}", "", text) for text in (*part.says, *part.choices))


def test_the_grade_tells_hard_from_easy() -> None:
    easy = "The cat sat. It was on the mat."
    hard = "Notwithstanding contractual limitations, beneficiaries retain considerable administrative responsibilities."
    assert grade([easy]) < 2
    assert grade([hard]) > 18


@pytest.mark.parametrize("held", PRINTED, ids=lambda held: held.id)
def test_a_member_who_left_school_after_eighth_grade_can_read_the_notice(held: NoticeForm) -> None:
    assert grade(list(member_texts(held))) <= HIGHEST_GRADE


@pytest.mark.parametrize("held", PRINTED, ids=lambda held: held.id)
def test_no_sentence_for_the_member_runs_on(held: NoticeForm) -> None:
    for text in member_texts(held):
        assert max(len(part.split()) for part in re.split(r"[.!?]\s", text)) <= 25, text


# Broken packs


def test_two_forms_for_one_answer_and_an_answer_without_a_form_are_told_at_once(faults: Faulty, packs: Path) -> None:
    found = faults(
        (COSMETIC, "outcomes: [cosmetic]", "outcomes: [cosmetic, investigational]"),
        (OPEN, "[needs_information, not_addressed, not_checked]", "[needs_information, not_addressed]"),
    )
    at = line_of(packs, COSMETIC, "outcomes:")
    assert [
        (
            f"notices/{COSMETIC}",
            at,
            f"investigational of medicare, which notices/{MEDICARE} has too",
            "one form for each",
        ),
        ("notices", None, "no form for not_checked of commercial", "a form for each; one without parts prints nothing"),
        (f"notices/{COSMETIC}", at, "investigational without a reason", "one under because"),
    ] == [(fault.source, fault.line, fault.found, fault.expected) for fault in found]


def test_every_fault_of_every_form_is_told_at_once_with_its_line(faults: Faulty, packs: Path) -> None:
    found = faults(
        (MEDICARE, '"{estimate}"', '"{estimat}"'),
        (COSMETIC, '"The rule that decides: {rule}"', '"{rule} in {cite}"'),
        (COSMETIC, "title: Medicare", "title: Medicare {payer}"),
        ("medicare_advantage.yaml", '"{payer}"', '"{payer"'),
        ("commercial.yaml", "  - heading: Plan\n", "  - heading: Nothing\n  - heading: Plan\n"),
        (MEDICAID, "id: notice.medicaid", "id: notice.medicare"),
    )
    assert {
        (MEDICARE, line_of(packs, MEDICARE, "{estimat}"), "parts[7].says[1]", "{estimat}"),
        (COSMETIC, line_of(packs, COSMETIC, "{rule} in"), "parts[6].says[2]", "{rule} in {cite}"),
        (COSMETIC, 2, "title", "Medicare {payer} never pays for care that is only for looks"),
        (
            "medicare_advantage.yaml",
            line_of(packs, "medicare_advantage.yaml", '"{payer"'),
            "parts[1].says[1]",
            "{payer",
        ),
        ("commercial.yaml", line_of(packs, "commercial.yaml", "Nothing"), "parts[2]", "a heading alone"),
        (MEDICARE, 1, "id", "notice.medicare"),
    } == {(fault.source.removeprefix("notices/"), fault.line, fault.key, fault.found) for fault in found}


def test_a_form_for_what_is_necessary_would_scare_a_member_who_is_covered(faults: Faulty) -> None:
    (fault,) = faults((OPEN, "[needs_information,", "[medically_necessary, needs_information,"))
    assert "outcomes[1]" == fault.key


def test_a_reason_for_an_outcome_that_is_not_the_forms_is_told(faults: Faulty) -> None:
    (fault,) = faults((MEDICARE, "because:\n", "because:\n  cosmetic: Only for looks.\n"))
    assert ("because.cosmetic", "one of not_medically_necessary, investigational") == (fault.key, fault.expected)


def test_a_slip_in_a_key_is_told_with_the_nearest_name(faults: Faulty) -> None:
    (fault,) = faults((MEDICAID, "outcomes:", "outcome:"))[:1]
    assert "Did you mean outcomes?" in str(fault) or "outcomes" in fault.key


def test_a_form_of_another_ending_or_in_no_utf8_is_not_passed_over(faults: Faulty, packs: Path) -> None:
    (packs / "more.yml").write_text("id: more\n")
    (packs / MEDICAID).write_bytes(b"\xff")
    assert {"notices/more.yml", f"notices/{MEDICAID}"} == {fault.source for fault in faults()}


def test_an_empty_folder_is_told_and_no_crash(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="no file"):
        notice_forms(tmp_path / "nothing")


def test_the_packs_name_no_modifier_that_the_vocabulary_lacks() -> None:
    terms = parse((NOTICES.parent / "vocabulary" / "modifiers.yaml").read_text(encoding="utf-8"), "modifiers")["terms"]
    assert {held.code for form in FORMS for held in form.modifiers} <= {term["code"] for term in terms}
