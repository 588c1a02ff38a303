"""22: on the procedure that was much more work, where it has a global period; never on an add-on or a visit."""

import pytest
from tests.engine.charts import AK, BOWEN, LENGTHS, WARTS, chart, entry, lookups, marks, service, settled

from frostline.engine.coding.lookups import Settled

WHY = "scarred bed of an earlier graft, forty minutes more than usual"


def unusual(length: str, code: str = "17110") -> Settled:
    return settled(chart(entry(WARTS, unusual=WHY)), lookups({**LENGTHS, code: length}))


@pytest.mark.parametrize("length", ["000", "010", "090"])
def test_22_stands_on_a_procedure_with_a_global_period(length: str) -> None:
    assert {"17110": ("22",)} == marks(unusual(length))


@pytest.mark.parametrize("length", ["XXX", "YYY"])
def test_without_a_global_period_there_is_no_22_and_it_is_said_why(length: str) -> None:
    result = unusual(length)
    assert {"17110": ()} == marks(result)
    assert "17110 has no global period" in result.lines[0].step.steps[-1].because


def test_without_a_known_length_there_is_no_22() -> None:
    lengths = {code: length for code, length in LENGTHS.items() if code != "17110"}
    assert {"17110": ()} == marks(settled(chart(entry(WARTS, unusual=WHY)), lookups(lengths)))


def test_the_add_on_of_the_entry_has_none() -> None:
    assert {"17000": ("22",), "17003": ()} == marks(settled(chart(entry(AK, unusual=WHY))))


def test_one_entry_of_a_shared_line_is_enough() -> None:
    assert {"17110": ("22",)} == marks(settled(chart(WARTS, entry(WARTS, id="w2", unusual=WHY))))


def test_the_lines_of_other_entries_have_none() -> None:
    result = settled(chart(entry(BOWEN, unusual=WHY), WARTS))
    assert {"17263": ("22",), "17110": ()} == marks(result)


def test_a_visit_and_a_service_never_have_it() -> None:
    services = (service("99213", separate_problem=True), service("11300"))
    result = marks(settled(chart(entry(WARTS, unusual=WHY), services=services)))
    assert {"17110": ("22",), "99213": ("25",), "11300": ()} == result


def test_nothing_unusual_gives_nothing() -> None:
    assert {"17110": ()} == marks(settled(chart(WARTS)))


def test_the_reason_carries_the_words_of_the_chart() -> None:
    assert WHY in unusual("010").lines[0].step.steps[-1].because
