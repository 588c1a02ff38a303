"""ZIP to carrier locality, and the names of localities, as of a day."""

from datetime import date

import pytest

from frostline.model.errors import FrostlineError
from frostline.model.tables import Release
from frostline.reference.localities import all_on, named, of_zip, zips_on

DAY = date(2026, 5, 4)


@pytest.mark.parametrize("zip_code", ["98101", "98101-1234"])
def test_seattle_is_in_locality_02_of_washington(zip_code: str) -> None:
    assert ("02402", "02") == of_zip(zip_code, DAY)


@pytest.mark.parametrize(
    ("zip_code", "place"),
    [("10001", ("13202", "01")), ("00901", ("09202", "20")), ("36101", ("10112", "00")), ("99501", ("02102", "01"))],
)
def test_other_places(zip_code: str, place: tuple[str, str]) -> None:
    assert place == of_zip(zip_code, DAY)


@pytest.mark.parametrize("zip_code", ["00000", "99999"])
def test_a_zip_that_the_list_does_not_hold_names_the_list(zip_code: str) -> None:
    found = of_zip(zip_code, DAY)
    assert isinstance(found, Release)
    assert "ZIP5-2026Q2" == found.release


def test_the_lists_of_several_days_come_once_with_whether_each_day_is_confirmed() -> None:
    lists, runs = zips_on([DAY, date(2027, 1, 1), date(2026, 3, 31), DAY])
    assert [(DAY, "ZIP5-2026Q2", True), (date(2027, 1, 1), "ZIP5-2026Q2", False)] == sorted(lists.rows())
    assert {"ZIP5-2026Q2"} == set(runs["release"])
    none, empty = zips_on([date(2026, 3, 31)])
    assert (0, 0, runs.columns) == (none.height, empty.height, empty.columns)


def test_before_any_list_there_is_no_answer() -> None:
    assert None is of_zip("98101", date(2026, 3, 31))


def test_after_its_days_the_list_still_answers() -> None:
    assert ("02402", "02") == of_zip("98101", date(2027, 1, 1))


@pytest.mark.parametrize(("year", "number"), [(2022, 112), (2023, 112), (2024, 109), (2025, 109), (2026, 109)])
def test_how_many_localities_there_are_in_a_year(year: int, number: int) -> None:
    spots = all_on(date(year, 6, 1))
    assert number == len(spots) == len({(spot.mac, spot.locality) for spot in spots})


def test_before_any_index_file_there_is_no_locality_and_no_name() -> None:
    assert () == all_on(date(2021, 12, 31))
    assert None is named("02402", "02", date(2021, 12, 31))


def test_a_locality_has_the_publishers_name_with_its_state() -> None:
    assert "Seattle (King Cnty), WA" == named("02402", "02", DAY)


def test_no_two_localities_of_2026_share_a_name() -> None:
    names = [spot.name for spot in all_on(DAY)]
    assert sorted(set(names)) == sorted(names)


@pytest.mark.parametrize(("mac", "locality"), [("00000", "02"), ("02402", "77")])
def test_a_locality_that_does_not_exist_is_refused_with_what_to_do(mac: str, locality: str) -> None:
    with pytest.raises(FrostlineError) as raised:
        named(mac, locality, DAY)
    said = str(raised.value)
    assert f"found MAC {mac} with locality {locality}" in said
    assert "one of the 109 of GPCI2026" in said
    assert "give a ZIP" in said
