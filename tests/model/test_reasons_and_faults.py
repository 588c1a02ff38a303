"""Reasons and faults as people read them."""

import pytest

from frostline.model.errors import Fault, Faults, FrostlineError
from frostline.model.reason import Cite, Step


def test_a_citation_shows_its_address_where_it_has_one() -> None:
    assert str(Cite("NCD 230.9")) == "NCD 230.9"
    assert str(Cite("NCD 230.9", "https://cms.gov")) == "NCD 230.9 (https://cms.gov)"


def test_smaller_steps_are_added_behind_and_the_step_itself_stays_as_it_was() -> None:
    first, second = Step("1", "first"), Step("2", "second")
    whole = Step("3", "sum", "42 CFR 414.20", (first,))
    assert Step("3", "sum", "42 CFR 414.20", (first, second)) == whole.with_steps(second)
    assert (first,) == whole.steps


@pytest.mark.parametrize(
    ("expected", "fault"),
    [
        (
            "a.yaml, line 3: treated[1].count: found '0'; expected a number above 0. Count again",
            Fault("a.yaml", 3, "treated[1].count", "'0'", "a number above 0", "Count again"),
        ),
        ("a.yaml: found 2 bytes; expected 1", Fault("a.yaml", None, "", "2 bytes", "1")),
        ("a.yaml, line 1; expected keys", Fault("a.yaml", 1, "", "", "keys")),
    ],
)
def test_a_fault_says_where_what_was_found_what_was_expected_and_what_to_do(expected: str, fault: Fault) -> None:
    assert expected == str(fault)


def test_faults_are_told_one_a_line_and_are_caught_as_our_one_kind_of_error() -> None:
    one, other = Fault("a", 1, "x", "y", "z"), Fault("b", 2, "x", "y", "z")
    with pytest.raises(FrostlineError) as raised:
        raise Faults((one, other))
    assert f"{one}\n{other}" == str(raised.value)
    assert isinstance(raised.value, Faults)
    assert (one, other) == raised.value.faults
